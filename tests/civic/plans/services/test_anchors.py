"""What was said about a version is carried to the next one when it is published: all of it, or nothing is."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from shapely.geometry import LineString, Point

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Anchor, Layer, Paragraph, PlanVersion, Remark, Zone
from ortaq.civic.plans.services import anchors, remarks
from ortaq.core.journal.models import Entry
from tests.civic.plans import maps, stories
from tests.civic.plans import remark_stories as tell
from tests.civic.plans import village_stories as village
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def state(remark: Remark, version: PlanVersion) -> str:
    return Anchor.objects.get(remark=remark, version=version).state


def rewritten(version: PlanVersion, key: str, words: str) -> None:
    Paragraph.objects.filter(version=version, key=key).update(text={"kk": words, "ru": words})


def reordered(version: PlanVersion, *keys: str) -> None:
    for position, key in enumerate(keys):
        Paragraph.objects.filter(version=version, key=key).update(position=100 + position)


def test_paragraphs_are_kept_moved_answered_by_change_or_gone() -> None:
    plan, officer, first = tell.a_spoken_plan()
    said = {key: tell.said(first, tell.on("paragraph", key)) for key in ("1", "2", "3")}
    second = tell.next_version(plan, officer)
    stories.a_paragraph(second, "4", "Жаңа бөлім.", ru="Новый раздел.")
    reordered(second, "4", "1", "3")
    Paragraph.objects.filter(version=second, key="2").delete()
    rewritten(second, "3", "Мектептер мен балабақшалар салынады.")
    published = tell.publish(second, officer)
    assert {key: state(one, second) for key, one in said.items()} == {"1": "kept", "2": "orphaned", "3": "changed"}
    assert published.changes["remarks"] == {"kept": 1, "moved": 0, "changed": 1, "orphaned": 1}
    entry = Entry.objects.get(matter=plan.matter, act=acts.ANCHORS_MOVED)
    assert entry.public
    assert entry.data == {"version": 2, "kept": 1, "moved": 0, "changed": 1, "orphaned": 1}
    on_third = Anchor.objects.get(remark=said["3"], version=second)
    assert on_third.paragraph is not None
    assert on_third.paragraph.version_id == second.pk


def test_a_paragraph_behind_another_one_moved() -> None:
    plan, officer, first = tell.a_spoken_plan()
    said = {key: tell.said(first, tell.on("paragraph", key)) for key in ("1", "2", "3")}
    second = tell.next_version(plan, officer)
    reordered(second, "3", "1", "2")
    tell.publish(second, officer)
    assert {key: state(one, second) for key, one in said.items()} == {"1": "kept", "2": "kept", "3": "moved"}


def test_what_was_orphaned_stands_again_when_its_part_comes_back() -> None:
    plan, officer, first = tell.a_spoken_plan()
    said = tell.said(first)
    text = Paragraph.objects.get(version=first, key="2").text
    second = tell.next_version(plan, officer)
    Paragraph.objects.filter(version=second, key="2").delete()
    tell.publish(second, officer)
    gone = Anchor.objects.get(remark=said, version=second)
    assert (gone.state, gone.key, gone.paragraph) == ("orphaned", "2", None)
    third = tell.next_version(plan, officer)
    reordered(third, "1", "3")
    stories.a_paragraph(third, "2", text["kk"], ru=text["ru"])
    tell.publish(third, officer)
    assert state(said, third) == "kept"
    fourth = tell.next_version(plan, officer)
    rewritten(fourth, "2", "Басқа сөз.")
    tell.publish(fourth, officer)
    assert state(said, fourth) == "changed"


def redrawn(version: PlanVersion, officer: Any, *features: Any) -> None:
    maps.drawn(version, officer, *features)


def test_zones_change_with_their_limits_and_move_with_their_outline() -> None:
    plan, officer, first = tell.a_spoken_plan()
    lower, park, layer = (
        tell.said(first, tell.on(*place)) for place in (("zone", "r-1"), ("zone", "g-1"), ("layer", "main"))
    )
    second = tell.next_version(plan, officer)
    redrawn(
        second, officer, ({"code": "R", "key": "r-1", "storeys": 5}, maps.square(0)),
        ({"code": "G", "key": "g-1"}, maps.square(1, wide=1.5)),
    )  # fmt: skip
    tell.publish(second, officer)
    assert [state(one, second) for one in (lower, park, layer)] == ["changed", "moved", "changed"]
    third = tell.next_version(plan, officer)
    tell.publish(third, officer)
    assert [state(one, third) for one in (lower, park, layer)] == ["kept", "kept", "kept"]
    fourth = tell.next_version(plan, officer)
    Zone.objects.filter(version=fourth).delete()
    Layer.objects.filter(version=fourth).delete()
    tell.publish(fourth, officer)
    assert [state(one, fourth) for one in (lower, park, layer)] == ["orphaned"] * 3


def at(x: float) -> Point:
    """A place by its square."""
    return Point(maps.LON + x * maps.SIDE, maps.LAT + 0.5 * maps.SIDE)


def test_drawn_shapes_stay_and_say_when_the_zones_under_them_changed() -> None:
    plan, officer, first = tell.a_spoken_plan()
    in_homes, in_park, outside = (tell.said(first, tell.drawn_on(at(x))) for x in (0.5, 1.5, 9))
    along = tell.said(first, tell.drawn_on(LineString([at(0.2), at(1.8)])))
    second = tell.next_version(plan, officer)
    redrawn(
        second, officer, ({"code": "R", "key": "r-1", "storeys": 5}, maps.square(0)),
        ({"code": "G", "key": "g-1"}, maps.square(1, wide=3)),
    )  # fmt: skip
    tell.publish(second, officer)
    made = [state(one, second) for one in (in_homes, in_park, outside, along)]
    assert made == ["changed", "kept", "kept", "changed"]
    assert Anchor.objects.filter(remark=along, version=second, shape__type="LineString").exists()


def test_measures_and_budget_lines_are_carried_by_their_keys() -> None:
    version = village.a_village_version()
    village.coverage(version)
    plan, officer = version.plan, stories.office(version.plan.body)
    stories.a_paragraph(version, "1", "Ауыл.", ru="Село.")
    first = stories.shown(version)
    measure, line = first.measures.first(), first.resources.first()
    assert measure is not None
    assert line is not None
    on_measure = tell.said(first, tell.on("measure", measure.key))
    on_line = tell.said(first, tell.on("resource", line.key))
    second = tell.next_version(plan, officer)
    second.resources.filter(key=line.key).update(digest=stories.DIGEST.replace("0", "1"))
    tell.publish(second, officer)
    assert (state(on_measure, second), state(on_line, second)) == ("kept", "changed")


def test_withdrawn_words_are_left_behind_and_hidden_ones_are_carried_but_not_counted() -> None:
    plan, officer, first = tell.a_spoken_plan()
    author = tell.a_voice()
    remarks.withdraw_remark(remark=tell.said(first, actor=author), actor=author, now=NOW)
    held = tell.said(first)
    Remark.objects.filter(pk=held.pk).update(state="held")
    published = tell.publish(tell.next_version(plan, officer), officer)
    assert list(published.anchors.values_list("remark", "state")) == [(held.pk, "kept")]
    assert "remarks" not in published.changes


def test_a_version_nobody_spoke_of_has_nothing_to_carry() -> None:
    plan, officer, _first = tell.a_spoken_plan()
    published = tell.publish(tell.next_version(plan, officer), officer)
    assert "remarks" not in published.changes
    assert not Entry.objects.filter(act=acts.ANCHORS_MOVED).exists()


def test_when_publishing_fails_nothing_was_carried(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, officer, first = tell.a_spoken_plan()
    tell.said(first)
    second = tell.next_version(plan, officer)

    def broken(*_: Any) -> str:
        raise RuntimeError("power cut")

    monkeypatch.setattr("ortaq.civic.plans.queries.fingerprints.fingerprint", broken)
    with pytest.raises(RuntimeError):
        tell.publish(second, officer)
    assert not second.anchors.exists()
    assert PlanVersion.objects.get(pk=second.pk).published_at is None


@pytest.mark.parametrize("many", [1, 3, 120])
def test_carrying_costs_the_same_statements_for_one_remark_and_for_many(many: int) -> None:
    plan, officer, first = tell.a_spoken_plan()
    places = [tell.on(), tell.on("zone", "r-1"), tell.drawn_on(Point(maps.LON + 0.001, maps.LAT + 0.001))]
    for place in places:
        tell.said(first, place)
    _copied(first, many)
    second = tell.next_version(plan, officer)
    with CaptureQueriesContext(connection) as asked:
        anchors.carry_over(version=second, actor=officer, now=NOW)
    written = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"].upper()]
    assert second.anchors.count() == 3 * many
    assert len(written) == STATEMENTS + connection.features.has_select_for_update, written


STATEMENTS = 13
"""Nine questions, one insert; the journal, which promises to tell the authors; PostgreSQL holds its chain by one more."""


def _copied(version: PlanVersion, many: int) -> None:
    """As many remarks on each part, laid straight into the tables."""
    from tests.records import a_matter

    for anchor in list(Anchor.objects.filter(version=version).select_related("remark")):
        for _ in range(many - 1):
            remark, copy = anchor.remark, Anchor.objects.get(pk=anchor.pk)
            remark.pk, remark.matter, remark._state.adding = None, a_matter(kind="remark"), True
            remark.save(force_insert=True)
            copy.pk, copy.remark, copy._state.adding = None, remark, True
            copy.save(force_insert=True)
