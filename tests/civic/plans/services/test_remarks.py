"""A resident says what she thinks of a part of a plan: once, masked, on the newest version, while it can be spoken of."""

from datetime import timedelta
from typing import Any

import pytest
from shapely.geometry import Point

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Anchor, Plan, Remark
from ortaq.civic.plans.rules.anchors import Place
from ortaq.civic.plans.services import remarks
from ortaq.core.journal.models import Entry
from ortaq.core.matters import search
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import GUEST
from ortaq.core.people.refusal import Refused
from tests.civic.plans import maps, stories
from tests.civic.plans import remark_stories as tell
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def refusal(**facts: Any) -> str:
    with pytest.raises(Refused) as refused:
        tell.said(**facts)
    return refused.value.code


def test_a_remark_hangs_on_a_paragraph_and_everyone_reads_it() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    made = tell.said(version, lenses=["wheelchair", "elderly"])
    anchor = Anchor.objects.get(remark=made)
    assert (anchor.version, anchor.state, anchor.part, anchor.key) == (version, "made", "paragraph", "2")
    assert anchor.paragraph is not None
    assert anchor.paragraph.key == "2"
    assert [one.lens for one in made.lenses.order_by("pk")] == ["wheelchair", "elderly"]
    assert (made.matter.kind, made.matter.visibility, made.matter.stage) == ("remark", "public", "shown")
    assert made.matter.number.startswith(f"R{NOW.year}") or "R" in made.matter.number.upper()
    assert [found.pk for found in search.find(Matter.objects.all(), "көлеңке", 10)] == [made.pk]
    assert [entry.act for entry in Entry.objects.filter(matter=made.matter)] == [acts.REMARK_MADE]


def test_the_same_form_twice_makes_one() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    voice = tell.a_voice()
    first = tell.said(version, actor=voice, form_token="x")
    assert tell.said(version, actor=voice, form_token="x").pk == first.pk
    assert tell.said(version, form_token="x").pk != first.pk  # somebody else's form


def test_a_phone_is_masked_in_words_and_proposals() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    made = tell.said(
        version, kind="amendment", text="Маған +7 701 123 45 67 телефонына хабарласыңыз.",
        proposal={"text": "Көшелер жасыл, +7 701 123 45 67."},
    )  # fmt: skip
    assert "701" in made.text
    assert "701" not in made.public_text
    assert "701" not in made.proposal["text"]


def test_where_a_moderator_looks_first_only_its_author_sees_it() -> None:
    _plan, _officer, version = tell.a_spoken_plan(moderation=Plan.Moderation.BEFORE.value)
    made = tell.said(version)
    assert (made.state, made.matter.visibility) == ("held", "held")
    assert search.find(Matter.objects.all(), "көлеңке", 10) == []
    assert not Entry.objects.filter(matter=made.matter, public=True).exists()
    assert [entry.act for entry in Entry.objects.filter(matter=made.matter).order_by("seq")] == [
        acts.REMARK_MADE, acts.REMARK_HELD,
    ]  # fmt: skip


def test_pins_come_from_shapes_and_zones() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    place = Point(maps.LON + 0.002, maps.LAT + 0.003)
    drawn = tell.said(version, tell.drawn_on(place))
    assert (drawn.matter.lon, drawn.matter.lat) == (place.x, place.y)
    on_zone = tell.said(version, tell.on("zone", "r-1"))
    assert on_zone.matter.lon == pytest.approx(maps.LON + maps.SIDE / 2)
    assert tell.said(version, tell.on("layer", "main")).matter.lon is None


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"actor": GUEST}, "sign_in"),
        ({"title": "..."}, "title"),
        ({"title": "а" * 121}, "title"),
        ({"text": " "}, "text"),
        ({"text": "а" * 3001}, "text"),
        ({"kind": "praise"}, "kind"),
        ({"lenses": ["giant"]}, "lens"),
        ({"anchor": Place("paragraph", "77")}, "anchor"),
        ({"anchor": Place("need", "1")}, "anchor"),
        ({"anchor": Place("shape")}, "anchor"),
        ({"anchor": Place("shape", shape={"type": "Point", "coordinates": ["x", 1]})}, "shape"),
        ({"kind": "amendment"}, "proposal"),
        ({"kind": "amendment", "proposal": {"text": tell.WORDS[1]}}, "proposal"),
        ({"kind": "amendment", "proposal": {"text": "Жаңа сөз", "storeys": 3}}, "proposal"),
        ({"kind": "amendment", "anchor": Place("layer", "main"), "proposal": {"text": "Жаңа"}}, "kind"),
        ({"kind": "amendment", "anchor": Place("zone", "r-1"), "proposal": {"storeys": 9}}, "proposal"),
        ({"kind": "amendment", "anchor": Place("zone", "r-1"), "proposal": {"storeys": 900}}, "proposal"),
        ({"kind": "amendment", "anchor": Place("zone", "r-1"), "proposal": {"area": 9}}, "proposal"),
        ({"kind": "comment", "proposal": {"text": "Жаңа"}}, "proposal"),
    ],
)
def test_what_cannot_be_said_is_refused_with_its_reason(facts: dict[str, Any], code: str) -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    assert refusal(version=version, **facts) == code
    assert not Remark.objects.exists()
    assert not Matter.objects.filter(kind="remark").exists()


def test_an_amendment_keeps_what_should_stand_there() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    made = tell.said(version, tell.on("zone", "r-1"), kind="amendment", proposal={"storeys": 5})
    assert made.proposal == {"storeys": 5}


def test_only_the_newest_published_version_takes_remarks_and_only_in_time() -> None:
    plan, officer, version = tell.a_spoken_plan()
    coming = tell.next_version(plan, officer)
    assert refusal(version=coming) == "not_published"
    newer = tell.publish(coming, officer)
    assert refusal(version=version) == "not_newest"
    type(newer).objects.filter(pk=newer.pk).update(remarks_until=NOW.date())
    tell.said(newer)
    assert refusal(version=newer, now=NOW + timedelta(days=1)) == "time_over"
    type(newer).objects.filter(pk=newer.pk).update(remarks_until=None, stage="adopted", adopted_on=NOW.date())
    assert refusal(version=newer) == "stage_over"


def test_nobody_fills_the_list_in_a_day() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    voice = tell.a_voice()
    for _ in range(20):
        tell.said(version, actor=voice)
    assert refusal(version=version, actor=voice) == "too_often"
    assert tell.said(version, actor=voice, now=NOW + timedelta(days=1, seconds=1)).pk


def test_the_day_of_the_answer_is_what_the_version_promises() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    assert tell.said(version).due_on == NOW.date() + timedelta(days=30)
    promised = NOW.date() + timedelta(days=50)
    type(version).objects.filter(pk=version.pk).update(answers_by=promised)
    assert tell.said(version).due_on == promised


def test_support_counts_each_person_once_and_not_the_author() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    author, other = tell.a_voice(), tell.a_voice()
    made = tell.said(version, actor=author)
    assert remarks.support_remark(remark=made, actor=other, now=NOW)
    assert not remarks.support_remark(remark=made, actor=other, now=NOW)
    assert Remark.objects.get(pk=made.pk).supporters == 1
    with pytest.raises(Refused, match="own words"):
        remarks.support_remark(remark=made, actor=author, now=NOW)
    with pytest.raises(Refused, match="Confirm your phone"):
        remarks.support_remark(remark=made, actor=tell.a_voice(verified=False), now=NOW)
    assert remarks.withdraw_support(remark=made, actor=other, now=NOW)
    assert not remarks.withdraw_support(remark=made, actor=other, now=NOW)
    assert Remark.objects.get(pk=made.pk).supporters == 0


def test_its_author_takes_it_back_until_it_is_answered() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    author = tell.a_voice()
    made = tell.said(version, actor=author)
    with pytest.raises(Refused, match="Only its author"):
        remarks.withdraw_remark(remark=made, actor=tell.a_voice(), now=NOW)
    gone = remarks.withdraw_remark(remark=made, actor=author, now=NOW)
    assert (gone.state, gone.matter.visibility) == ("withdrawn", "private")
    assert remarks.withdraw_remark(remark=made, actor=author, now=NOW).state == "withdrawn"
    with pytest.raises(Refused, match="no support"):
        remarks.support_remark(remark=made, actor=tell.a_voice(), now=NOW)
    answered = tell.said(version, actor=author)
    Remark.objects.filter(pk=answered.pk).update(fate="adopted", answer={"kk": "Иә", "ru": "Да"}, answered_at=NOW)
    with pytest.raises(Refused, match="answered already"):
        remarks.withdraw_remark(remark=answered, actor=author, now=NOW)


def test_a_forgotten_person_leaves_masked_words_and_no_groups() -> None:
    from ortaq.core.people.actor import system
    from ortaq.core.people.models import Person

    _plan, _officer, version = tell.a_spoken_plan()
    author = tell.a_voice()
    made = tell.said(version, actor=author, text="Хабарласыңыз: +7 701 123 45 67", lenses=["deaf"])
    person = Person.objects.get(pk=author.person_id or 0)
    assert remarks.erase_words(person=person, actor=system("operator"), now=NOW) == 1
    kept = Remark.objects.get(pk=made.pk)
    assert "701" not in kept.text
    assert not kept.lenses.exists()


def test_a_plan_of_others_takes_no_remark_under_a_wrong_version() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    other, _ = stories.a_plan(body=version.plan.body)
    version.plan = other
    with pytest.raises(type(version).DoesNotExist):
        tell.said(version)
