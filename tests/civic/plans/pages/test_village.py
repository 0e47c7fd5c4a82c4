"""A village plan as residents read it: needs, measures, money, results, meetings, reports."""

from typing import Any

import pytest
from django.test import Client

from tests.civic.plans import stories
from tests.civic.plans import village_stories as village

pytestmark = pytest.mark.django_db


def read(path: str, status: int = 200, language: str = "en") -> str:
    response = Client().get(f"/{language}/plans/{path}")
    assert response.status_code == status, path
    return response.content.decode()


@pytest.fixture
def version() -> Any:
    return village.a_whole_village()


def test_needs_stand_as_a_tree_and_by_their_dots(version: Any) -> None:
    page = read(f"{version.plan.code}/1/needs/")
    tree, ranked = page.split('id="needs"')
    assert tree.index("No water n-water") < tree.index("No water n-pipe") < tree.index("No water n-dry")
    assert ranked.index("No water n-water") < ranked.index("No mobile network") < ranked.index("No water n-pipe")
    assert "51 dots" in ranked
    assert "named by: Women" in ranked
    assert "The district&#x27;s." in ranked  # why nothing is done about it


def test_a_chain_leads_from_the_need_to_what_was_reached(version: Any) -> None:
    page = read(f"{version.plan.code}/1/needs/", language="ru")
    one = page.split("Переговоры с оператором")[1].split("</article>")[0]
    for said in ("Аким округа", "Соглашение без денег бюджета", "Люди со связью", "<b>560</b>", "человек"):
        assert said in one


def test_needs_are_narrowed_by_theme_and_state(version: Any) -> None:
    code = version.plan.code
    net = read(f"{code}/1/needs/?theme=communication").split('id="found"')[1]
    assert "No mobile network" in net
    assert "Drill a well" not in net
    late = read(f"{code}/1/needs/?state=late").split('id="found"')[1]
    assert "Drill a well m-pipe" in late
    assert "Drill a well m-well" not in late
    assert "No need is like this." in read(f"{code}/1/needs/?theme=communication&state=late")
    read(f"{code}/1/needs/?theme=soup", 422)


def test_a_need_says_its_causes_and_leads_to_the_exchange(version: Any) -> None:
    page = read(f"{version.plan.code}/1/needs/n-pipe/")
    assert "No water n-water" in page  # it is a cause of
    assert "No water n-dry" in page  # is a cause of it
    assert "/plans/exchange/?theme=water" in page
    read(f"{version.plan.code}/1/needs/nothing/", 404)


def test_a_measure_shows_its_steps_money_and_values_with_their_sources(version: Any) -> None:
    page = read(f"{version.plan.code}/1/measures/m-well/")
    for said in ("Акт № 1", "Акт № 2", "50\u202f% of the way from 20 to 120", "400\u202f000", "under way", "data-lon"):
        assert said in page, said
    free = read(f"{version.plan.code}/1/measures/m-net-1/")
    assert "No money goes into it." in free
    assert "Мұнара орнатылды." in free
    assert "data-lon" not in free  # it has no place
    late = read(f"{version.plan.code}/1/measures/m-pipe/")
    assert "37.5" in late
    assert "not counted since" in late
    read(f"{version.plan.code}/1/measures/nothing/", 404)


def test_measures_with_a_place_are_points_for_the_map(version: Any) -> None:
    found = Client().get(f"/ru/plans/{version.plan.code}/1/measures.json").json()
    (point,) = found["features"]
    assert point["geometry"]["coordinates"] == [82.61, 49.95]
    assert point["properties"]["href"] == f"/ru/plans/{version.plan.code}/1/measures/m-well/"


def test_progress_tells_the_share_the_money_the_people_and_what_is_late(version: Any) -> None:
    page = read(f"{version.plan.code}/progress/")
    assert "33\u202f%" in page  # one of three measures
    assert "560" in page
    assert "6\u202f200\u202f000" in page  # planned of all kinds
    assert "Drill a well m-pipe" in page.split('id="late"')[1]
    assert "Talk with the operator" in page.split('id="free"')[1]


def test_meetings_say_who_came_and_whether_enough_came_by_law(version: Any) -> None:
    page = read(f"{version.plan.code}/gatherings/")
    assert "enough came by law" in page
    assert "We spoke of water." in page
    assert "90 people came" in page
    few = village.a_village_version()
    village.a_gathering(few.plan, kind="gathering", rule="gathering-2023", valid=False, came=20, entitled=430)
    stories.shown(few)
    page = read(f"{few.plan.code}/gatherings/")
    assert "too few by law" in page
    assert "20 of 430 residents" in page


def test_a_yearly_report_keeps_its_figures(version: Any) -> None:
    from ortaq.civic.plans.models import YearReport
    from ortaq.civic.plans.queries import progress
    from tests.conftest import NOW

    plan = version.plan
    figures = progress.figures(version, until=NOW.date())
    YearReport.objects.create(
        plan=plan, year=2026, text={"kk": "Байланыс келді.", "ru": "Связь есть."}, figures=figures, published_at=NOW
    )
    village.an_actual(plan, "i-well", 119, 600, on=NOW.date().replace(day=NOW.day + 1))
    page = read(f"{plan.code}/reports/2026/", language="ru")
    assert "Связь есть." in page
    assert "119" not in page
    assert f"/ru/plans/{plan.code}/reports/2026/" in read(f"{plan.code}/progress/", language="ru")
    read(f"{plan.code}/reports/2025/", 404)


def test_what_a_plan_has_not_has_no_page_and_no_tab() -> None:
    version = stories.a_version(stories.a_plan()[0])
    stories.a_paragraph(version, "1")
    stories.shown(version)
    code = version.plan.code
    for tail in ("1/needs/", "1/needs/n/", "1/measures/m/", "1/measures.json", "progress/", "gatherings/"):
        read(f"{code}/{tail}", 404)
    page = read(f"{code}/")
    assert "Needs and measures" not in page
    assert "Gatherings" not in page


def test_a_village_in_the_making_is_not_there_for_others() -> None:
    version = village.a_village_version(listed=False)
    village.whole(version)
    for tail in ("1/needs/", "1/measures/m-net-1/", "1/print.pdf", "progress/", "gatherings/", "reports/2026/"):
        read(f"{version.plan.code}/{tail}", 404)
    assert "No measure is like this." in read("exchange/")


def test_the_exchange_shows_how_it_was_done_and_whom_to_ask(version: Any) -> None:
    from ortaq.civic.plans.services._shown import show_needs

    show_needs(version)
    page = read("exchange/")
    assert "Talk with the operator" in page
    assert "Drill a well" not in page  # a fresh page shows what is done
    assert "Test akimat" in page
    assert f"/en/plans/{version.plan.code}/1/measures/m-net-1/" in page
    assert "Drill a well m-well" in read("exchange/?kind=own_labour")
    assert "Talk with the operator" in read("exchange/?q=связью&theme=communication&kind=without_money&state=done")
    assert "No measure is like this." in read("exchange/?q=%25&theme=health")
    read("exchange/?theme=soup", 422)
    read("exchange/?after=x&state=")


def test_the_exchange_goes_on_from_page_to_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from ortaq.civic.plans.queries import exchange

    monkeypatch.setattr(exchange, "PAGE", 2)
    version = village.a_village_version()
    need = village.a_need(version, "n")
    for number in range(3):
        village.a_measure(need, f"m-{number}")
    stories.shown(version)
    page = read("exchange/?state=planned")
    assert "Drill a well m-0" not in page
    after = page.split("after=")[1].split('"')[0]
    rest = read(f"exchange/?state=planned&after={after}")
    assert "Drill a well m-0" in rest
    assert "Drill a well m-2" not in rest


def test_what_people_wrote_is_escaped() -> None:
    version = village.a_village_version()
    need = village.a_need(version, "n", title={"kk": "<b>Су", "ru": "<b>Вода"}, dots=3)
    village.a_measure(need, "m", title={"kk": "<script>x", "ru": "<script>x"})
    stories.shown(version)
    for tail in ("needs/", "needs/n/", "measures/m/"):
        page = read(f"{version.plan.code}/1/{tail}", language="kk")
        assert "<script>x" not in page
        assert "<b>Су" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_one_row_and_for_three(rows: int, django_assert_num_queries: Any) -> None:
    version = village.a_village_version()
    group = village.a_group(version.plan)
    for number in range(rows):
        village.coverage(version, number)
        village.a_gathering(version.plan, {group: 3})
    stories.shown(version)
    code = version.plan.code
    read(f"{code}/1/needs/")
    with django_assert_num_queries(11):  # plan, version, its parts, the tree (7), groups
        read(f"{code}/1/needs/")
    with django_assert_num_queries(12):  # and its card
        read(f"{code}/1/needs/n-net-0/")
    with django_assert_num_queries(13):  # plan, version, its parts, the tree (7), calls for grants, remarks, its card
        read(f"{code}/1/measures/m-net-0/")
    with django_assert_num_queries(11):  # plan, version, its parts, the tree (7), reports
        read(f"{code}/progress/")
    with django_assert_num_queries(7):  # plan, version, its parts, meetings (3), groups
        read(f"{code}/gatherings/")
    with django_assert_num_queries(5):  # measures with all around them
        read("exchange/")


def test_what_changed_names_each_part_and_what_it_says_otherwise() -> None:
    first = village.a_village_version()
    need = village.a_need(first, "n1", dots=3)
    village.a_resource(village.a_measure(need, "m1"), "r1")
    village.a_need(first, "n2")
    stories.shown(first)
    second = stories.a_version(first.plan)
    need = village.a_need(second, "n1", dots=5)
    measure = village.a_measure(need, "m1", due_on=village.TODAY, title={"kk": "Ұңғыма", "en": "Drill a deep well m1"})
    village.a_resource(measure, "r1", planned=2_000_000 * village.TENGE)
    village.a_result(measure, "i1")
    stories.shown(second)
    page = read(f"{first.plan.code}/2/changes/")
    parts = page.split('id="parts"')[1]
    assert "deep</ins>" in parts
    assert "1\u202f000\u202f000\u202f₸ → <b>2\u202f000\u202f000\u202f₸" in parts
    assert "3 → <b>5" in parts
    assert f"/en/plans/{first.plan.code}/1/needs/n2/" in parts  # gone: it stands in the version before
    assert "Homes with water i1" in parts
    assert "The text is the same" not in page


def test_versions_with_the_same_parts_say_so() -> None:
    first = village.a_village_version()
    village.a_need(first, "n1")
    stories.shown(first)
    second = stories.a_version(first.plan)
    village.a_need(second, "n1", position=7)
    stories.shown(second)
    assert "The needs and measures are the same in both versions." in read(f"{first.plan.code}/2/changes/")
