"""Plans as residents read them: by kind, version by version, with links to paragraphs and what changed."""

from typing import Any

import pytest
from django.test import Client

from tests.civic.plans import stories
from tests.civic.plans.services.test_versions import BASIS, TEXT, TODAY, begun, published, save
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
SECOND = {
    "kk": "# Кіріспе\nЖаңа сөйлем осында тұр.\nҚала өте тез өседі.", "ru": "# Введение\n-\nГород растёт.",
}  # fmt: skip


def read(path: str, status: int = 200, language: str = "en") -> str:
    response = Client().get(f"/{language}/plans/{path}")
    assert response.status_code == status, path
    return response.content.decode()


def changed() -> Any:
    """A plan with two published versions: one paragraph new, one changed, one gone."""
    from ortaq.civic.plans.services import versions

    plan, _first, officer = published()
    made = versions.begin_version(plan=plan, label={"en": "after the hearing"}, actor=officer, now=NOW)
    save(made, officer, SECOND | {"ru": "# Введение\nНовое предложение.\nГород растёт."})
    versions.publish_version(version=made, actor=officer, now=NOW)
    return plan, officer


def test_plans_stand_by_kind_and_those_in_the_making_do_not() -> None:
    plan, _officer = changed()
    begun(body=plan.body, kind="village_plan", title={"kk": "Ауыл жоспары", "ru": "План села"})
    page = read("")
    assert "General Plan" in page
    assert "Version 2" in page
    assert "Plans of villages" in page
    assert "There are no plans of this kind yet." in read("?kind=village_plan")


def test_a_wrong_kind_or_place_in_the_list_is_no_error() -> None:
    changed()
    for asked in ("?kind=soup", "?after=x", f"?after={'9' * 40}", "?kind=general_plan&after=0"):
        read(asked)


def test_a_long_list_goes_on_from_page_to_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from ortaq.civic.plans.queries import listing

    monkeypatch.setattr(listing, "PAGE", 2)
    first, _officer = stories.a_plan(code="old")
    for code in ("middle", "new"):
        stories.a_plan(body=first.body, code=code)
    page = read("?kind=general_plan")
    assert "/plans/new/" in page
    assert "/plans/old/" not in page
    (after,) = {part.split('"')[0] for part in page.split("after=")[1:]}
    rest = read(f"?kind=general_plan&after={after}")
    assert "/plans/old/" in rest
    assert "/plans/middle/" not in rest


def test_a_plan_says_where_it_stands_and_what_it_stands_on() -> None:
    from ortaq.civic.plans.models import PlanVersion
    from ortaq.civic.plans.services import versions

    plan, version, officer = published()
    PlanVersion.objects.filter(pk=version.pk).update(stage="hearing")
    versions.reach_stage(version=version, stage="adopted", day=TODAY, legal_basis=BASIS, actor=officer, now=NOW)
    page = read(f"{plan.code}/", language="ru")
    assert "Решение маслихата № 12" in page
    assert 'aria-current="step"' in page
    assert version.digest in page
    page = read(f"{plan.code}/")
    assert [word for word in ("concept", "draft", "at the hearing", "in force") if f'"what">{word}<' in page] == [
        "draft",
        "in force",
    ]  # it never was a concept, nothing was said of a hearing; in force is ahead
    assert "superseded" not in page


def test_an_older_version_says_that_there_is_a_newer_one() -> None:
    plan, _officer = changed()
    assert "There is a newer version" in read(f"{plan.code}/1/")
    assert "There is a newer version" not in read(f"{plan.code}/")
    assert "after the hearing" in read(f"{plan.code}/2/")


def test_every_paragraph_has_a_link_that_lasts_from_version_to_version() -> None:
    plan, _officer = changed()
    old, new = read(f"{plan.code}/1/text/", language="kk"), read(f"{plan.code}/2/text/", language="kk")
    assert '<p id="p-2" lang="kk">Қала өседі.' in old
    assert '<p id="p-2" lang="kk">Қала өте тез өседі.' in new
    assert '<p id="p-4" lang="kk">Жаңа сөйлем осында тұр.' in new
    assert 'href="#p-1"' in new  # the table of contents


def test_words_missing_in_a_language_are_shown_in_another_and_marked() -> None:
    plan, _officer = changed()
    page = read(f"{plan.code}/1/text/")
    assert '<h2 id="p-1" lang="kk">Кіріспе' in page


def test_what_changed_is_told_word_by_word() -> None:
    plan, _officer = changed()
    page = read(f"{plan.code}/2/changes/", language="kk")
    assert "өте тез</ins>" in page
    assert "Жаңа сөйлем осында тұр.</ins>" in page
    assert "Көшелер жасыл.</del>" in page
    assert page.count("#p-1") == 0  # what is kept is only counted
    read(f"{plan.code}/1/changes/", 404)


def test_versions_further_apart_can_be_compared() -> None:
    from ortaq.civic.plans.services import versions

    plan, officer = changed()
    made = versions.begin_version(plan=plan, actor=officer, now=NOW)
    save(made, officer, TEXT)
    versions.publish_version(version=made, actor=officer, now=NOW)
    assert "From version 2 to version 3" in read(f"{plan.code}/3/changes/")
    page = read(f"{plan.code}/3/changes/?with=1")
    assert "From version 1 to version 3" in page
    assert "The text is the same in both versions." in page
    assert "From version 2 to version 3" in read(f"{plan.code}/3/changes/?with=9")


def test_what_a_person_wrote_is_escaped() -> None:
    plan, version, officer = begun(title={"kk": "<b>Жоспар", "ru": "<b>План"})
    save(version, officer, {"kk": "<script>alert(1)</script>", "ru": "<i>x"})
    from ortaq.civic.plans.services import versions

    versions.publish_version(version=version, actor=officer, now=NOW)
    page = read(f"{plan.code}/1/text/", language="kk")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_version_in_the_making_is_not_there_for_others() -> None:
    plan, _version, _officer = begun()
    for tail in ("", "1/", "1/text/", "1/changes/"):
        read(f"{plan.code}/{tail}", 404)
    other, first, officer = published_again(plan)
    from ortaq.civic.plans.services import versions

    versions.begin_version(plan=other, actor=officer, now=NOW)
    assert first.number == 1
    read(f"{other.code}/2/", 404)
    read(f"{other.code}/2/text/", 404)


def published_again(plan: Any) -> Any:
    from ortaq.civic.plans.services import versions

    other, version, officer = begun(body=plan.body)
    return other, versions.publish_version(version=version, actor=officer, now=NOW), officer


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_one_row_and_for_three(rows: int, django_assert_num_queries: Any) -> None:
    from ortaq.civic.plans.services import versions

    plan, officer = changed()
    for _each in range(rows - 1):
        published_again(plan)
        made = versions.begin_version(plan=plan, actor=officer, now=NOW)
        save(made, officer, {"kk": f"{SECOND['kk']}\nТағы бір сөйлем {made.number}.", "ru": f"{SECOND['ru']}\nЕщё."} | {
            "ru": "# Введение\nНовое предложение.\nГород растёт.\nЕщё одно."})  # fmt: skip
        versions.publish_version(version=made, actor=officer, now=NOW)
    read("")
    with django_assert_num_queries(3):  # kinds, plans, their newest versions
        read("")
    with django_assert_num_queries(5):  # plan, version, its versions, the stages it came to, its parts
        read(f"{plan.code}/")
    with django_assert_num_queries(5):  # plan, version, paragraphs, what is said about them, its parts
        read(f"{plan.code}/2/text/")
    with django_assert_num_queries(7):  # plan, version, its versions, both texts, remarks that moved, its parts
        read(f"{plan.code}/2/changes/")
