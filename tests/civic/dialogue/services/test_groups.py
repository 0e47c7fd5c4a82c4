"""Votes become groups in a decision anyone can recompute; who takes votes back is counted no more."""

import random
from typing import Any
from unittest.mock import patch

import pytest

from tests.civic.dialogue import stories, voices
from tests.civic.dialogue.services.test_statements import acts_of, refused
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TEXTS = tuple(f"Ұсыныс нөмірі {n}: осылай жасау керек." for n in range(1, 17))


def filled(process: Any, officer: Any, people: int = 60, *, camps: bool = True) -> list[Any]:
    """Two camps answer all statements: the even ones divide them, the odd ones nobody. Written at once, as if evenly
    asked.
    """
    from ortaq.civic.dialogue.models import Showing, StatementVote

    statements = voices.seeded(process, officer, TEXTS)
    chance, made, votes, showings = random.Random(5), [], [], []
    for n in range(people):
        person, actor = voices.a_voice()
        made.append((person, actor))
        for left, asked in zip(range(len(TEXTS), 0, -1), chance.sample(statements, len(TEXTS)), strict=True):
            likes = (0.9 if asked.number % 2 else 0.95 if n % 2 else 0.05) if camps else 0.5
            value = 0 if chance.random() < 0.05 else 1 if chance.random() < likes else -1
            votes.append(StatementVote(statement=asked, person=person, value=value, cast_at=NOW))
            drawn = {"per_million": 1_000_000 // left, "unseen": 1_000_000 * left // len(TEXTS)}
            showings.append(Showing(statement=asked, person=person, shown_at=NOW, **drawn))
    StatementVote.objects.bulk_create(votes)
    Showing.objects.bulk_create(showings)
    return made


def count(process: Any, now: Any = NOW) -> Any:
    """The lot of places is fixed, so that a test says the same every day."""
    from ortaq.civic.dialogue.services import groups
    from ortaq.core.people.actor import system

    with patch.object(groups, "SystemRandom", lambda: random.Random(9)):
        return groups.count_groups(process=process, actor=system("test"), now=now)


def test_two_camps_are_found_seated_and_recomputable_by_anyone() -> None:
    import json

    from ortaq.civic.dialogue.models import OpinionSeat
    from ortaq.core.decisions import queries as decisions
    from ortaq.engines import proof

    process, officer = stories.a_process()
    people = filled(process, officer)
    made = count(process)
    assert (made.people, made.votes) == (60, 960)
    assert made.summary["verdict"] == "groups"
    assert sorted(group["size"] for group in made.summary["groups"]) == [30, 30]
    assert {one["statement"] for one in made.summary["divisive"]} <= {str(n) for n in range(2, 17, 2)}
    assert {one["statement"] for one in made.summary["common_ground"]} <= {str(n) for n in range(1, 17, 2)}
    camps = [
        {OpinionSeat.objects.get(count=made, person=person).group for person, _ in people[camp::2]} for camp in (0, 1)
    ]
    assert [len(camp) for camp in camps] == [1, 1]
    assert camps[0] != camps[1]
    record = json.loads(decisions.record_bytes(made.decision))
    assert proof.verify(record) == []
    assert "Тұрғын" not in json.dumps(record, ensure_ascii=False)
    assert acts_of(process)[-1] == "statement.groups_found"
    assert sum(spot[3] for spot in made.summary["spots"]) == 60


def test_places_in_the_record_tell_nothing_of_who_came_first() -> None:
    from ortaq.civic.dialogue.models import OpinionSeat

    process, officer = stories.a_process()
    filled(process, officer, people=12)
    count(process)
    order = list(OpinionSeat.objects.order_by("position").values_list("person_id", flat=True))
    assert len(order) == 12
    assert order != sorted(order)


def test_the_next_draw_uses_what_the_count_learnt() -> None:
    from ortaq.civic.dialogue.queries import statements as queries
    from ortaq.engines.opinion.online import position
    from ortaq.engines.opinion.routing import bits

    process, officer = stories.a_process()
    filled(process, officer)
    made = count(process)
    newest = queries.newest_count(process)
    assert newest is not None
    assert {"case", "outcome"} <= newest.decision.get_deferred_fields(), "all votes are not read for one draw"
    items = queries.items_of(newest)
    assert items.statements == tuple(str(n) for n in range(1, 17))
    place = position(items, {})
    told = dict(zip(items.statements, bits(items, place), strict=True))
    assert min(told[str(n)] for n in range(2, 17, 2)) > max(told[str(n)] for n in range(1, 17, 2))
    assert made.rates["2"]["answers"] == 60
    assert made.rates["2"]["corrected"] == pytest.approx(made.rates["2"]["raw"], abs=100_000)


def test_no_camps_make_one_cloud_and_no_group_is_named() -> None:
    process, officer = stories.a_process()
    filled(process, officer, camps=False)
    made = count(process)
    assert (made.summary["verdict"], made.summary["groups"]) == ("one_cloud", [])


def test_nobody_voted_nothing_is_counted() -> None:
    process, officer = stories.a_process()
    voices.seeded(process, officer)
    assert count(process) is None


def test_votes_taken_back_are_counted_no_more_and_nobody_is_tied_to_the_old_count() -> None:
    from ortaq.civic.dialogue.models import OpinionCount, OpinionSeat
    from ortaq.civic.dialogue.services import opinions

    process, officer = stories.a_process()
    people = filled(process, officer, people=8)
    first = count(process)
    person, actor = people[3]
    opinions.forget_votes(process=process, actor=actor, now=NOW + stories.DAY)
    assert not OpinionSeat.objects.filter(person=person).exists()
    second = count(process, NOW + stories.DAY)
    assert (first.people, second.people) == (8, 7)
    assert (first.votes, second.votes) == (128, 112)
    for _, other in people:
        opinions.forget_votes(process=process, actor=other, now=NOW + stories.DAY)
    assert count(process, NOW + stories.DAY) is None
    assert not OpinionCount.objects.exists()


def test_forgetting_promises_a_new_count() -> None:
    from ortaq.civic.dialogue import acts
    from ortaq.civic.dialogue.jobs import statements as jobs
    from ortaq.core.journal import reactions

    assert jobs.count_anew in reactions.to(acts.VOTES_FORGOTTEN).later


def test_a_statement_taken_out_is_counted_no_more() -> None:
    from ortaq.civic.dialogue.models import Statement
    from ortaq.civic.dialogue.services import statements

    process, officer = stories.a_process()
    filled(process, officer, people=3)
    statements.reject_statement(
        statement=Statement.objects.get(number=5), reason="Қайталанған.", actor=officer, now=NOW
    )
    made = count(process)
    assert made.votes == 45
    assert "5" not in made.decision.case["statements"]


def test_only_the_system_and_a_head_count() -> None:
    from ortaq.civic.dialogue.services import groups

    process, officer = stories.a_process()
    filled(process, officer, people=2)
    refused("not_head", groups.count_groups, process=process, actor=officer, now=NOW)


def test_the_sweep_counts_what_has_grown_or_waited_a_day() -> None:
    from ortaq.civic.dialogue.services import groups
    from ortaq.core.people.actor import system

    process, officer = stories.a_process()
    filled(process, officer, people=3)
    clock = {"actor": system("test")}
    assert groups.count_due(now=NOW, **clock) == 1
    assert groups.count_due(now=NOW + 2 * stories.DAY, **clock) == 0
    _, actor = voices.a_voice()
    from ortaq.civic.dialogue.services import opinions

    number = opinions.draw_statement(process=process, actor=actor, now=NOW + stories.DAY).number
    opinions.answer_statement(process=process, number=number, value=1, actor=actor, now=NOW + stories.DAY)
    assert groups.count_due(now=NOW + stories.DAY / 2, **clock) == 0
    assert groups.count_due(now=NOW + stories.DAY, **clock) == 1
