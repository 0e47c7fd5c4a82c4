"""Statements of a process: what stands, what one person answered, what is before them, what moderators look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import Count, Q

from ortaq.civic.dialogue.models import OpinionCount, Process, Showing, Statement, StatementVote
from ortaq.civic.dialogue.queries.processes import spans
from ortaq.civic.dialogue.rules import phases
from ortaq.civic.dialogue.rules import statements as rules
from ortaq.core.people.actor import Actor
from ortaq.core.people.queries import rung_of_person
from ortaq.core.people.refusal import Answer
from ortaq.engines.opinion.online import Items, nothing_known

PAGE = 50
MICRO = 1_000_000
"""The engine's figures are kept as whole millionths."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person may do with the statements of a process now, and how far they are."""

    may_answer: Answer
    may_write: Answer
    before: Statement | None
    """The statement put before them and not answered yet."""
    answered: int
    open: int
    """Statements anyone can answer."""


def standing(process: Process, actor: Actor, *, now: datetime) -> Standing:
    """This will tell how somebody stands. Five statements, two for a guest."""
    rung = rung_of_person(actor.person_id)
    known = spans(process)
    opinion = phases.may_now(phases.Deed.OPINION, known, state=process.state, now=now)
    writing = phases.may_now(phases.Deed.STATEMENT, known, state=process.state, now=now)
    may_answer = opinion and rules.may_answer(rung)
    counted = Statement.objects.filter(process=process).aggregate(
        all=Count("pk"),
        open=Count("pk", filter=Q(state=Statement.State.SHOWN)),
        lately=Count("pk", filter=Q(author_id=actor.person_id or 0, posted_at__gt=now - rules.DAY)),
    )
    may_write = writing and rules.may_write(rung, lately=counted["lately"], count=counted["all"])
    own = 0
    if actor.person_id is not None:
        own = StatementVote.objects.filter(
            statement__process=process, statement__state=Statement.State.SHOWN, person_id=actor.person_id
        ).count()
    return Standing(may_answer, may_write, before(process, actor.person_id), own, counted["open"])


def before(process: Process, person_id: int | None) -> Statement | None:
    """This will give the statement that was put before a person and waits for their answer. One statement."""
    if person_id is None:
        return None
    answered = StatementVote.objects.filter(person_id=person_id).values("statement_id")
    found = (
        Showing.objects.filter(person_id=person_id, statement__process=process, statement__state=Statement.State.SHOWN)
        .exclude(statement_id__in=answered)
        .select_related("statement")
        .order_by("-pk")
        .first()
    )
    return found.statement if found else None


def get(process: Process, number: int) -> Statement | None:
    """This will give a statement of a process by its number, in whatever state."""
    return Statement.objects.filter(process=process, number=number).first()


def shown(process: Process) -> list[Statement]:
    """This will list what everyone may read, in the order of their numbers. One statement."""
    return list(Statement.objects.filter(process=process, state=Statement.State.SHOWN))


def page(process: Process, *, after: int) -> tuple[list[Statement], bool]:
    """This will list what everyone may read, a page of it, and tell whether more follows. One statement."""
    found = Statement.objects.filter(process=process, state=Statement.State.SHOWN, number__gt=after)
    rows = list(found.order_by("number")[: PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


def of_author(process: Process, actor: Actor) -> list[Statement]:
    """This will list a person's own statements in every state."""
    if actor.person_id is None:
        return []
    return list(Statement.objects.filter(process=process, author_id=actor.person_id))


def own_votes(process: Process, person_id: int | None) -> dict[str, int]:
    """This will give what a person answered to statements that stand: number → −1, 0, +1. One statement."""
    rows = StatementVote.objects.filter(
        statement__process=process, statement__state=Statement.State.SHOWN, person_id=person_id or 0
    ).values_list("statement__number", "value")
    return {str(number): value for number, value in rows}


def to_look_at(process: Process, *, state: str) -> list[Statement]:
    """This will list statements for the desk, the longest waiting first. One statement."""
    return list(Statement.objects.filter(process=process, state=state).order_by("posted_at", "pk"))


def counts(process: Process) -> dict[str, int]:
    """This will count statements by state."""
    found = Statement.objects.filter(process=process).order_by().values_list("state").annotate(Count("pk"))
    return dict(found)


# ── what the engine asks ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Draw:
    """All that a draw of the next statement rests on."""

    items: Items
    votes: Mapping[str, int]
    open_statements: tuple[str, ...]
    shown: Mapping[str, int]
    ages: Mapping[str, int]
    keys: Mapping[str, int]


def draw_of(process: Process, person_id: int, *, now: datetime) -> Draw:
    """This will gather what the engine chooses by. Four statements.

    What was put before a person counts as seen, answered or not: nothing is drawn for them twice.
    """
    rows = list(
        Statement.objects.filter(process=process, state=Statement.State.SHOWN).values_list(
            "number", "pk", "times_shown", "shown_at"
        )
    )
    seen = dict.fromkeys(
        map(
            str,
            Showing.objects.filter(person_id=person_id, statement__process=process).values_list(
                "statement__number", flat=True
            ),
        ),
        0,
    )
    return Draw(
        items=items_of(newest_count(process)),
        votes=seen | own_votes(process, person_id),
        open_statements=tuple(str(number) for number, *_ in rows),
        shown={str(number): times for number, _pk, times, _at in rows},
        ages={str(number): max(int((now - at).total_seconds() // 3600), 0) for number, _pk, _times, at in rows if at},
        keys={str(number): pk for number, pk, *_ in rows},
    )


def newest_count(process: Process) -> OpinionCount | None:
    """This will give the newest count with the name of its decision, without the votes themselves. One statement."""
    return (
        OpinionCount.objects.filter(process=process)
        .select_related("decision")
        .defer("decision__case", "decision__outcome")
        .order_by("-counted_at")
        .first()
    )


def items_of(count: OpinionCount | None) -> Items:
    """This will read what the newest count learnt of the statements."""
    kept = count.items if count else {}
    if not kept.get("statements"):
        return nothing_known()
    figures = {name: np.array(kept[name], dtype=np.float64) / MICRO for name in ("base", "loading", "vagueness")}
    return Items(
        tuple(kept["statements"]),
        figures["base"],
        figures["loading"],
        figures["vagueness"],
        np.array(kept["answered"], dtype=np.int64),
        np.array(kept["passed"], dtype=np.int64),
        kept["unknown_base"] / MICRO,
        kept["unknown_loading"] / MICRO,
    )


def kept_items(items: Items) -> dict[str, object]:
    """This will write what a count learnt of the statements as whole numbers."""

    def whole(values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> object:
        return np.rint(values * MICRO).astype(np.int64).tolist()

    return {
        "statements": list(items.statements),
        "base": whole(items.base),
        "loading": whole(items.loading),
        "vagueness": whole(items.vagueness),
        "answered": items.answered.tolist(),
        "passed": items.passed.tolist(),
        "unknown_base": round(items.unknown_base * MICRO),
        "unknown_loading": round(items.unknown_loading * MICRO),
    }
