"""An akim at the desk: the chain built page by page, people heard, progress told; every mistake keeps the words."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests import factories, records
from tests.civic.plans import stories, village_stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
FROZEN = "published and does not change any more"
SOON, LATER = (TODAY + timedelta(days=90)).isoformat(), (TODAY + timedelta(days=400)).isoformat()
WATER = {"need_title_kk": "Ауыз су жоқ", "need_title_ru": "Нет питьевой воды", "need_theme": "water"}
WELL = {
    "measure_title_kk": "Ұңғыма бұрғылау", "measure_title_ru": "Пробурить скважину", "measure_due": SOON,
    "measure_responsible_kk": "Округ әкімі", "measure_responsible_ru": "Аким округа",
}  # fmt: skip
HOMES = {
    "result_title_kk": "Су бар үйлер", "result_title_ru": "Дома с водой", "result_unit_kk": "үй",
    "result_unit_ru": "домов", "result_baseline": "0", "result_baseline_on": TODAY.isoformat(),
    "result_target": "1 200,5", "result_target_on": LATER,
}  # fmt: skip


class Desk:
    """An akim with a browser, signed in with a second factor, on the plan of her village."""

    def __init__(self, plan: Any) -> None:
        self.plan, self.client = plan, Client()
        office = factories.an_office(plan.body, "head")
        records.sign_in(self.client, records.an_account(office.person), strong=True)

    def read(self, path: str = "", status: int = 200, language: str = "en") -> str:
        response = self.client.get(f"/{language}/desk/plans/{self.plan.code}/village/{path}")
        assert response.status_code == status, path
        return response.content.decode()

    def send(self, path: str, status: int = 302, **typed: Any) -> str:
        response = self.client.post(f"/en/desk/plans/{self.plan.code}/village/{path}", typed)
        assert response.status_code == status, response.content.decode()[-3000:]
        return response.content.decode()

    def hidden(self, path: str, name: str) -> str:
        return self.read(path).split(f'name="{name}" value="')[1].split('"')[0]


@pytest.fixture
def desk(db: None) -> Desk:
    plan, _akim = village_stories.a_village(listed=False)
    stories.a_version(plan)
    return Desk(plan)


@pytest.fixture
def told(db: None) -> Desk:
    """A village whose plan everyone reads: m1 takes r1 and reaches i1."""
    plan, _akim = village_stories.a_village()
    version = stories.a_version(plan)
    measure = village_stories.a_measure(village_stories.a_need(version, "n1"), "m1")
    village_stories.a_resource(measure, "r1")
    village_stories.a_result(measure, "i1")
    stories.shown(version)
    return Desk(plan)


def test_the_chain_is_built_page_by_page_and_published(desk: Desk) -> None:
    assert "No needs yet" in desk.read()
    desk.send("needs/new/", **WATER, expected=desk.hidden("needs/new/", "expected"))
    assert "This need has no measure" in desk.read()
    desk.send("needs/n1/measures/new/", **WELL)
    page = desk.read()
    assert "2 things are missing" in page
    assert "This measure has no resource" in page
    desk.send("measures/m1/resources/new/", resource_kind="donor", resource_sum="1 200 000", resource_year="2028")
    desk.send("measures/m1/results/new/", **HOMES)
    page = desk.read()
    assert "The chain is whole" in page
    assert "1,200.5" in page.replace("\u202f", ",").replace("\xa0", ",")
    response = desk.client.post(f"/en/desk/plans/{desk.plan.code}/publish/")
    assert response.status_code == 302
    assert "begin the next version" in desk.read()
    assert FROZEN in desk.read("needs/new/", 403)


def test_the_page_before_publishing_lists_what_the_chain_misses(desk: Desk) -> None:
    desk.send("needs/new/", **WATER)
    path = f"/en/desk/plans/{desk.plan.code}/publish/"
    page = desk.client.get(path).content.decode()
    assert "This need has no measure" in page
    assert f"/en/desk/plans/{desk.plan.code}/village/#n1" in page
    response = desk.client.post(path)
    assert response.status_code == 422
    assert "The plan is not whole yet" in response.content.decode()


def test_a_mistake_keeps_what_was_typed(desk: Desk) -> None:
    desk.send("needs/new/", **WATER)
    desk.send("needs/n1/measures/new/", **WELL)
    page = desk.send("needs/new/", 422, need_title_kk="Жол бұзық", need_theme="roads")
    assert "Жол бұзық" in page
    page = desk.send("measures/m1/resources/new/", 422, resource_kind="district", resource_note_kk="Бағдарлама")
    assert "Write how much money is planned" in page
    assert "Бағдарлама" in page
    page = desk.send("measures/m1/results/new/", 422, **HOMES | {"result_target": "0"})
    assert "The target equals the baseline" in page
    page = desk.send("measures/m1/results/new/", 422, **HOMES | {"result_baseline": "жоқ"})
    assert 'value="жоқ"' in page
    page = desk.send("needs/n1/measures/new/", 422, **WELL | {"measure_due": "2020-01-01"})
    assert "has to come yet" in page


def test_a_form_sent_twice_adds_once(desk: Desk) -> None:
    from ortaq.civic.plans.models import Need

    expected = desk.hidden("needs/new/", "expected")
    desk.send("needs/new/", **WATER, expected=expected)
    page = desk.send("needs/new/", 409, **WATER, expected=expected)
    assert "This has been done already" in page
    assert Need.objects.count() == 1
    assert 'name="expected" value="n2"' in page


def test_who_was_overtaken_keeps_her_words_and_can_save_on_top(desk: Desk) -> None:
    desk.send("needs/new/", **WATER)
    seen = desk.hidden("needs/n1/words/", "seen")
    desk.send("needs/n1/words/", **WATER | {"need_title_en": "Theirs"}, seen=seen)
    page = desk.send("needs/n1/words/", 409, **WATER | {"need_title_en": "Mine"}, seen=seen)
    assert 'value="Mine"' in page
    assert "Somebody has changed this" in page
    fresh = page.split('name="seen" value="')[1].split('"')[0]
    desk.send("needs/n1/words/", **WATER | {"need_title_en": "Mine"}, seen=fresh)
    assert "Mine" in desk.read()


def test_roots_dots_order_and_putting_off(desk: Desk) -> None:
    from ortaq.civic.plans.models import Need

    village_stories.a_group(desk.plan)
    met = village_stories.a_gathering(desk.plan)
    for title in ("Су", "Құбыр"):
        desk.send("needs/new/", **WATER | {"need_title_kk": title})
    desk.send("needs/n2/roots/", cause_of="n1", named_at=str(met.pk), need_groups=["women"])
    assert "a cause of" in desk.read()
    page = desk.send("needs/n1/roots/", 422, cause_of="n2")
    assert "causes of each other in a circle" in page
    desk.send("ranking/", ranked_at=str(met.pk), dots_n1="3", dots_n2="17")
    assert "17 dots" in desk.read()
    assert "dots_n1" in desk.send("ranking/", 422, dots_n1="-1", dots_n2="")
    first = Need.objects.order_by("position").first()
    assert first is not None
    assert first.key == "n2"
    desk.send("move/", up="n1")
    assert list(Need.objects.values_list("key", flat=True)) == ["n1", "n2"]
    desk.send("needs/n1/put-off/", need_put_off_kk="Қаражат жоқ", need_put_off_ru="Нет средств")
    assert "Put off:" in desk.read()
    desk.send("needs/n2/words/", drop="1")
    assert not Need.objects.filter(key="n2").exists()


def test_parts_are_changed_and_taken_out(desk: Desk) -> None:
    from ortaq.civic.plans.models import Measure, Resource, Result

    desk.send("needs/new/", **WATER)
    desk.send("needs/n1/measures/new/", **WELL)
    desk.send("measures/m1/details/", measure_need="n1", measure_lon="77.1", measure_lat="49.4")
    desk.send("measures/m1/details/", 422, measure_need="n1", measure_lon="77.1")
    desk.send("measures/m1/words/", **WELL | {"measure_title_en": "Drill a well"})
    desk.send("measures/m1/resources/new/", resource_kind="okrug", resource_sum="500")
    desk.send("resources/r1/", resource_kind="okrug", resource_sum="700")
    assert Resource.objects.get().planned == 700_00
    desk.send("measures/m1/results/new/", **HOMES)
    desk.send("results/i1/", **HOMES | {"result_target": "90"})
    assert Result.objects.get().target == 90
    assert "Drill a well" in desk.read()
    page = desk.send("needs/n1/words/", 422, drop="1")
    assert "This need has measures" in page
    desk.send("results/i1/", drop="1")
    desk.send("resources/r1/", drop="1")
    desk.send("measures/m1/words/", drop="1")
    assert not Measure.objects.exists()


def test_groups_and_meetings(desk: Desk) -> None:
    assert "No groups yet" in desk.read("meetings/")
    code = desk.hidden("groups/new/", "group_code")
    desk.send("groups/new/", group_code=code, group_name_kk="Әйелдер", group_name_ru="Женщины", group_people="300")
    desk.send(f"groups/{code}/", group_code=code, group_name_kk="Аналар", group_name_ru="Матери", group_people="")
    told = {"meeting_kind": "gathering", "held_on": TODAY.isoformat(), "came": "20", "residents": "900",
            "entitled": "600", f"came_{code}": "12"}  # fmt: skip
    page = desk.send("meetings/new/", 422, **told | {"entitled": ""})
    assert "how many residents may take part" in page
    desk.send("meetings/new/", **told)
    page = desk.read("meetings/")
    assert "too few by law" in page
    assert "20 of 600 residents" in page
    assert "To be checked with a lawyer" in page
    page = desk.send(f"groups/{code}/", 422, drop="1")
    assert "it stays" in page
    desk.read("groups/nobody/", 404)


def test_a_meeting_sent_twice_is_told_once(desk: Desk) -> None:
    from ortaq.civic.plans.models import Gathering

    told = {"meeting_kind": "group_meeting", "held_on": TODAY.isoformat(), "came": "20", "meeting_place_kk": "Мектеп"}
    desk.send("meetings/new/", **told)
    assert "told already" in desk.send("meetings/new/", 409, **told)
    assert Gathering.objects.count() == 1


def test_progress_is_told_and_stays(told: Desk) -> None:
    desk, note = told, {"step_note_kk": "Басталды.", "step_note_ru": "Начали."}
    assert "0 of 1 measures done" in desk.read("progress/")
    desk.send("progress/measures/m1/", step_state="done", step_on=TODAY.isoformat(), **note)
    assert "1 of 1 measures done" in desk.read("progress/")
    page = desk.send("progress/measures/m1/", 422, step_state="done", step_on=TODAY.isoformat(), **note)
    assert "Басталды." in page
    money = {"spent_sum": "900 000", "spent_on": TODAY.isoformat(), "spent_source": "Акт № 7"}
    desk.send("progress/resources/r1/", **money)
    assert "There is a figure for" in desk.send("progress/resources/r1/", 422, **money)
    value = {"value_now": "40,5", "value_on": TODAY.isoformat(), "value_source": "Акт № 8", "value_people": "160"}
    desk.send("progress/results/i1/", **value)
    page = desk.read("progress/")
    assert "40.5" in page
    assert "900,000" in page.replace("\u202f", ",").replace("\xa0", ",")
    for path in ("progress/measures/m9/", "progress/resources/i1/", "progress/results/r1/"):
        desk.read(path, 404)


def test_a_year_is_reported_when_it_is_over(told: Desk, clock: Any) -> None:
    told.read("progress/report/", 404)
    clock.now = NOW.replace(month=12)
    told = Desk(told.plan)
    words = {"report_year": str(NOW.year), "year_text_kk": "Не істедік.", "year_text_ru": "Что сделали."}
    told.send("progress/report/", 422, **words | {"year_text_ru": ""})
    told.send("progress/report/", **words)
    assert str(NOW.year) in told.read("progress/")
    told.read("progress/report/", 404)


def test_not_yours_looks_like_not_there(told: Desk) -> None:
    stranger = Client()
    office = factories.an_office(records.a_body("akimat-other"), "head")
    records.sign_in(stranger, records.an_account(office.person, email="other@demo.invalid"), strong=True)
    for path in ("", "meetings/", "progress/", "progress/measures/m1/"):
        assert stranger.get(f"/en/desk/plans/{told.plan.code}/village/{path}").status_code == 404
    general, _officer = stories.a_plan(body=told.plan.body)
    assert told.client.get(f"/en/desk/plans/{general.code}/village/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_chain_is_shown_in_a_fixed_number_of_statements(
    desk: Desk, rows: int, django_assert_num_queries: Any
) -> None:
    from ortaq.civic.plans.models import PlanVersion

    version = PlanVersion.objects.get()
    above = None
    for n in range(1, rows + 1):
        above = village_stories.a_need(version, f"n{n}", cause_of=above)
        measure = village_stories.a_measure(above, f"m{n}")
        village_stories.a_resource(measure, f"r{n}")
        village_stories.a_result(measure, f"i{n}")
    desk.read()
    with django_assert_num_queries(13):
        desk.read()
