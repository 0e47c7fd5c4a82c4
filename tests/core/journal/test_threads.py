"""The thread: from a word to a built thing, both ways from any card, as far as one may see."""

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.core.matters.models import Matter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acts")]


@pytest.fixture
def acts(monkeypatch: pytest.MonkeyPatch) -> None:
    from ortaq.core.journal import reactions

    known = {act: reactions.Reactions() for act in ("word.said", "vote.held", "thing.moved", "rumour.heard")}
    monkeypatch.setattr(reactions, "_WIRED", reactions.wired() | known)


def a_card(act: str, *facts: dict[str, Any], days: int = 0, visibility: str = "public") -> "Matter":
    """A card with one entry, or one for each of the facts."""
    from ortaq.core.journal import services as journal
    from ortaq.core.matters import services
    from ortaq.core.people.actor import system

    kind, at = act.partition(".")[0], NOW + timedelta(days=days)
    card = services.open_matter(
        kind=kind, series=f"{kind}-{kind[0]}2026", title=kind, language="kk", channel="desk", stage="open",
        visibility=visibility, opened_at=at, actor=system("test"), now=NOW,
    )  # fmt: skip
    for data in facts or ({},):
        journal.write(act=act, matter=card, data=data, actor=system("test"), now=at)
    return card


def a_thing() -> "Matter":
    return a_card("thing.moved", {"stage": "3", "on": "2027-03-01"}, {"stage": "2", "on": "2027-02-01"})


def linked(*cards: "Matter") -> None:
    from ortaq.core.matters import services
    from ortaq.core.people.actor import system

    for origin, result in pairwise(cards):
        services.link(origin=origin, result=result, actor=system("test"), now=NOW)


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words, votes and things of a small house."""
    from ortaq.core.journal import threads

    monkeypatch.setattr(threads, "_TELLINGS", {})
    threads.tell("word.said", threads.Part.SAID, "said")
    threads.tell("vote.held", threads.Part.DECIDED, "voted", lambda data: (threads.Proof("record", data["record"]),))
    threads.tell("thing.moved", threads.Part.BUILT, lambda data: f"stage {data['stage']}")


def told(matter: "Matter", actor: Any = None) -> list[tuple[str, str]]:
    from ortaq.core.journal import queries
    from ortaq.core.people.actor import GUEST

    found = queries.thread(matter, actor or GUEST)
    return [(moment.part.value, str(moment.what)) for moment in found.moments]


@pytest.mark.usefixtures("chain")
def test_a_thread_is_told_in_the_order_of_the_chain_from_wherever_one_looks() -> None:
    first, second = a_card("word.said", days=-9), a_card("word.said", days=-20)
    vote, thing = a_card("vote.held", {"record": "/r/"}, days=-5), a_thing()
    linked(first, vote, thing)
    linked(second, vote)
    story = [("said", "said"), ("said", "said"), ("decided", "voted"), ("built", "stage 2"), ("built", "stage 3")]
    assert told(thing) == story
    assert told(vote) == story
    assert told(first) == story[1:]  # the other word is not of its way


@pytest.mark.usefixtures("chain")
def test_what_one_may_not_see_is_not_told_and_not_walked_through() -> None:
    from tests.factories import actor_for, an_office
    from tests.records import a_body

    word, vote, thing = a_card("word.said"), a_card("vote.held", {"record": ""}, visibility="private"), a_thing()
    linked(word, vote, thing)
    assert told(thing) == [("built", "stage 2"), ("built", "stage 3")]
    admin = actor_for(an_office(a_body(), "admin"))
    assert len(told(thing, admin)) == 4


@pytest.mark.usefixtures("chain")
def test_an_unknown_kind_tells_nothing_and_a_lone_card_its_own_moment() -> None:
    assert told(a_card("rumour.heard")) == []
    assert told(a_card("word.said")) == [("said", "said")]


@pytest.mark.usefixtures("chain")
@pytest.mark.parametrize("words", [1, 3, 40])
def test_many_origins_cost_no_more_statements(words: int, django_assert_num_queries: Any) -> None:
    from ortaq.core.journal import queries
    from ortaq.core.people.actor import GUEST

    thing = a_thing()
    for _word in range(words):
        linked(a_card("word.said"), thing)
    with django_assert_num_queries(4):  # a step up, the end of it, no step down, the journal
        assert len(queries.thread(thing, GUEST).moments) == words + 2


def test_no_way_leads_in_a_circle() -> None:
    from ortaq.core.people.refusal import Refused

    one, two, three = a_card("word.said"), a_card("vote.held"), a_card("thing.moved")
    linked(one, two, three)
    linked(one, three)  # two ways to one end are no circle
    with pytest.raises(Refused) as refused:
        linked(three, one)
    assert refused.value.code == "circle"
    with pytest.raises(Refused):
        linked(two, one)
    with pytest.raises(Refused):
        linked(one, one)
