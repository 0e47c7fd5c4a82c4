"""A plan from its first words to its end: made, published, frozen, led through its stages, superseded."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests import records
from tests.civic.plans import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TEXT = {"kk": "# Кіріспе\nҚала өседі.\nКөшелер жасыл.", "ru": "# Введение\nГород растёт.\nУлицы зелёные."}
BASIS = {"kk": "Мәслихаттың № 12 шешімі", "ru": "Решение маслихата № 12"}
TODAY = NOW.date()


def begun(**facts: Any) -> tuple[Any, Any, Any]:
    """A plan nobody else sees, its first version with words, and its officer."""
    from ortaq.civic.plans.models import PlanVersion
    from ortaq.civic.plans.services import plans

    body = facts.pop("body", None) or records.a_body()
    officer = stories.office(body)
    given = {"kind": "general_plan", "title": stories.TITLE, "stage": "draft"} | facts
    plan = plans.open_plan(body=body, territory=body.territory, **given, actor=officer, now=NOW)
    version = PlanVersion.objects.get(plan=plan)
    save(version, officer)
    return plan, version, officer


def save(version: Any, officer: Any, columns: Any = TEXT, **facts: Any) -> Any:
    from ortaq.civic.plans.queries import texts as queries
    from ortaq.civic.plans.services import texts

    given = {"based_on": queries.digest(version), "columns": columns} | facts
    return texts.save_text(version=version, **given, actor=officer, now=NOW)


def published() -> tuple[Any, Any, Any]:
    from ortaq.civic.plans.services import versions

    plan, version, officer = begun()
    return plan, versions.publish_version(version=version, actor=officer, now=NOW), officer


def refused(act: Any, code: str, /, **facts: Any) -> Any:
    from ortaq.core.people.refusal import Refused

    with pytest.raises(Refused) as caught:
        act(**facts, now=NOW)
    assert caught.value.code == code
    return caught.value


def test_a_plan_begins_with_a_version_only_its_makers_see() -> None:
    from ortaq.civic.plans.queries import plans
    from ortaq.core.people.actor import GUEST

    plan, version, officer = begun()
    assert (version.number, version.stage, plan.listed) == (1, "draft", False)
    assert plan.code == "general-plan-2027-1"
    assert plans.get(plan.code, GUEST) is None
    assert plans.get(plan.code, officer) == plan


def test_publishing_shows_freezes_and_counts() -> None:
    from ortaq.civic.plans.queries import fingerprints
    from ortaq.core.journal.models import Entry
    from ortaq.core.matters.models import Matter

    plan, version, _officer = published()
    plan.refresh_from_db()
    assert plan.listed
    assert Matter.objects.get(plan=plan).visibility == "public"
    assert version.digest == fingerprints.fingerprint(version)
    assert version.changes["text"] == {"kept": 0, "changed": 0, "moved": 0, "new": 3, "gone": 0}
    entry = Entry.objects.get(act="plan.version_published")
    assert (entry.public, entry.data["digest"]) == (True, version.digest)


def test_the_search_finds_a_published_plan_by_a_word_of_its_text() -> None:
    from ortaq.civic.plans.services import versions
    from ortaq.core.matters import queries
    from ortaq.core.people.actor import GUEST

    plan, version, officer = begun()
    assert queries.found("растёт", GUEST) == []
    versions.publish_version(version=version, actor=officer, now=NOW)
    assert [one.pk for one in queries.found("растёт", GUEST)] == [plan.matter_id]


def test_editing_a_published_version_is_refused_with_a_sentence() -> None:
    _plan, version, officer = published()
    from ortaq.civic.plans.services import texts, versions

    said = refused(texts.save_text, "published", version=version, columns=TEXT, based_on="", actor=officer)
    assert str(said) == "This version is published and does not change any more. Begin the next version."
    refused(versions.publish_version, "published", version=version, actor=officer)
    refused(versions.change_version, "published", version=version, changes={"source": "x"}, actor=officer)
    files = {"kk": texts.Sent("a.txt", b"x")}
    refused(texts.import_files, "published", version=version, files=files, based_on="", actor=officer)


def test_nothing_is_published_without_words_in_kazakh_and_russian() -> None:
    from ortaq.civic.plans.services import versions

    plan, version, officer = begun()
    save(version, officer, {"kk": TEXT["kk"], "ru": "# Введение\n-\nУлицы зелёные."})
    said = refused(versions.publish_version, "untranslated", version=version, actor=officer)
    assert said.params == {"count": 1}
    version.paragraphs.all().delete()
    refused(versions.publish_version, "empty", version=version, actor=officer)
    plan.refresh_from_db()
    assert not plan.listed


def test_the_next_version_is_a_copy_of_every_part_under_the_same_keys() -> None:
    from ortaq.civic.plans.models import Layer, SupplementaryRule, Zone, ZoneClass
    from ortaq.civic.plans.services import versions

    plan, version, officer = begun()
    layer = Layer.objects.create(version=version, key="main", theme="housing", title={"kk": "Қабат"})
    box = {"shape": {"type": "Point", "coordinates": [76.9, 43.25]}, "west": 76, "south": 43, "east": 77, "north": 44,
           "shape_digest": "sha256:0", "digest": "sha256:0"}  # fmt: skip
    kind = ZoneClass.objects.create(
        code="Ж-1", name={"kk": "Тұрғын"}, hilucs="5_1", theme="housing", colour="#fff", table_version="1",
        valid_from=TODAY, source="test",
    )  # fmt: skip
    Zone.objects.create(version=version, layer=layer, key="z1", zone_class=kind, area_m2=10.5, **box)
    SupplementaryRule.objects.create(
        version=version, layer=layer, key="r1", kind="red_line", title={"kk": "Сызық"}, **box
    )
    versions.publish_version(version=version, actor=officer, now=NOW)
    made = versions.begin_version(plan=plan, actor=officer, now=NOW)
    assert (made.number, made.before, made.published_at) == (2, version, None)
    assert [(p.key, p.text) for p in made.paragraphs.all()] == [(p.key, p.text) for p in version.paragraphs.all()]
    (zone,), (rule,), (copy,) = made.zones.all(), made.supplements.all(), made.layers.all()
    assert (zone.key, zone.layer, zone.area_m2, rule.key, rule.layer) == ("z1", copy, 10.5, "r1", copy)
    assert copy != layer
    assert version.zones.count() == 1


def test_there_is_one_version_in_the_making() -> None:
    from ortaq.civic.plans.services import versions

    plan, _version, officer = begun()
    refused(versions.begin_version, "open_already", plan=plan, actor=officer)


def test_stages_come_in_order_with_the_days_and_the_act_the_law_asks_for() -> None:
    from ortaq.civic.plans.services import versions

    _plan, version, officer = published()
    ask = {"version": version, "actor": officer}
    refused(versions.reach_stage, "stage_order", **ask, stage="in_force")
    version = versions.reach_stage(version=version, stage="hearing", actor=officer, now=NOW)
    refused(versions.reach_stage, "no_day", **ask, stage="adopted", legal_basis=BASIS)
    refused(versions.reach_stage, "no_basis", **ask, stage="adopted", day=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    refused(versions.reach_stage, "day_ahead", **ask, stage="adopted", day=tomorrow, legal_basis=BASIS)
    version = versions.reach_stage(
        version=version, stage="adopted", day=TODAY, legal_basis=BASIS, actor=officer, now=NOW
    )  # fmt: skip
    assert (version.stage, version.adopted_on, version.legal_basis) == ("adopted", TODAY, BASIS)
    refused(versions.reach_stage, "day_order", **ask, stage="in_force", day=TODAY - timedelta(days=1))
    version = versions.reach_stage(version=version, stage="in_force", day=TODAY, actor=officer, now=NOW)
    assert version.stage == "in_force"
    refused(versions.reach_stage, "stage_order", **ask, stage="hearing")


def test_what_comes_into_force_supersedes_what_was() -> None:
    from ortaq.civic.plans.models import PlanVersion
    from ortaq.civic.plans.services import versions
    from ortaq.core.journal.models import Entry

    plan, first, officer = published()
    PlanVersion.objects.filter(pk=first.pk).update(
        stage="in_force", adopted_on=date(2026, 1, 1), in_force_on=date(2026, 1, 1)
    )
    made = versions.begin_version(plan=plan, actor=officer, now=NOW)
    second = versions.publish_version(version=made, actor=officer, now=NOW)
    PlanVersion.objects.filter(pk=second.pk).update(stage="adopted", adopted_on=TODAY, legal_basis=BASIS)
    versions.reach_stage(version=second, stage="in_force", day=TODAY, actor=officer, now=NOW)
    first.refresh_from_db()
    assert (first.stage, first.superseded_on) == ("superseded", TODAY)
    told = [entry.data for entry in Entry.objects.filter(act="plan.stage_reached").order_by("seq")]
    assert [(one["version"], one["stage"]) for one in told] == [(1, "superseded"), (2, "in_force")]


def test_a_stage_is_reached_in_front_of_everyone() -> None:
    from ortaq.civic.plans.services import versions

    _plan, version, officer = begun()
    refused(versions.reach_stage, "not_published", version=version, stage="hearing", actor=officer)


def test_only_officers_of_the_body_make_its_plans() -> None:
    from ortaq.civic.plans.services import plans, versions

    plan, version, _officer = begun()
    stranger = stories.office(records.a_body("akimat-other"))
    refused(plans.change_plan, "not_yours", plan=plan, changes={"summary": {}}, actor=stranger)
    refused(versions.publish_version, "not_yours", version=version, actor=stranger)
    refused(versions.reach_stage, "not_yours", version=version, stage="hearing", actor=stranger)
    refused(versions.begin_version, "not_yours", plan=plan, actor=stranger)


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"kind": "dream"}, "kind"), ({"title": {"kk": "Жоспар"}}, "no_title"), ({"stage": "in_force"}, "stage_order"),
     ({"code": "Bas Zhospar"}, "code")],
)  # fmt: skip
def test_a_plan_that_makes_no_sense_is_not_begun(facts: Any, code: str) -> None:
    from ortaq.civic.plans.models import Plan
    from ortaq.civic.plans.services import plans

    body = records.a_body()
    given = {"kind": "scheme", "title": stories.TITLE} | facts
    refused(plans.open_plan, code, body=body, territory=body.territory, **given, actor=stories.office(body))
    assert not Plan.objects.exists()


def test_an_address_belongs_to_one_plan() -> None:
    from ortaq.civic.plans.services import plans

    plan, _version, officer = begun(code="bas-zhospar")
    given = {"kind": "general_plan", "title": stories.TITLE, "code": "bas-zhospar"}
    refused(plans.open_plan, "code_taken", body=plan.body, territory=plan.territory, **given, actor=officer)


def test_a_title_is_mended_and_the_fields_of_parts_are_not_reached() -> None:
    from ortaq.civic.plans.services import plans

    plan, _version, officer = begun()
    title = {"kk": "Жаңа", "ru": "Новый"}
    assert plans.change_plan(plan=plan, changes={"title": title}, actor=officer, now=NOW).title == title
    refused(plans.change_plan, "no_title", plan=plan, changes={"title": {"kk": "Жаңа"}}, actor=officer)
    refused(plans.change_plan, "field", plan=plan, changes={"listed": True}, actor=officer)
