"""What people answer: the next statement drawn, an answer taken, all answers taken back."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, Q

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import OpinionSeat, Process, Showing, Statement, StatementVote, StatementWay
from ortaq.civic.dialogue.queries import statements as queries
from ortaq.civic.dialogue.rules import statements as rules
from ortaq.civic.dialogue.rules.phases import Deed
from ortaq.civic.dialogue.services._held import require_phase, tell
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.queries import rung_of_person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.people.rules import may_erase
from ortaq.engines.opinion.routing import next_statement, still_unseen


@transaction.atomic
def draw_statement(*, process: Process, actor: Actor, now: datetime) -> Statement | None:
    """This will put the next statement before a person and log with what probability; None when all are answered.

    What waits for their answer is given again, so that two windows make one draw.
    """
    held = _held_way(process, _require_voice(process, actor, now))
    return queries.before(process, held.person_id) or _draw(process, held, now=now)


@transaction.atomic
def answer_statement(*, process: Process, number: int, value: int, actor: Actor, now: datetime) -> Statement | None:
    """This will take an answer, the last one counts, and put the next statement before the person.

    Raises Refused for a phase that has ended, a statement that was taken out meanwhile, and one this person was never
    shown.
    """
    person_id = _require_voice(process, actor, now)
    if not rules.is_vote(value):
        raise Refused("value", N_("Choose one of the three answers."))
    held = _held_way(process, person_id)
    statement = queries.get(process, number)
    if statement is None:
        raise Refused("gone", N_("There is no such statement."))
    was_shown = Showing.objects.filter(statement=statement, person_id=person_id).exists()
    require(rules.can_be_answered(statement.state, shown=was_shown))
    StatementVote.objects.update_or_create(
        statement=statement, person_id=person_id, defaults={"value": value, "cast_at": now}
    )
    return queries.before(process, person_id) or _draw(process, held, now=now)


@transaction.atomic
def forget_votes(*, process: Process, actor: Actor, now: datetime) -> int:
    """This will take back all answers of a person, at any time, and give how many there were; the groups are counted
    anew without them.

    Counts made before stay as they were published; nobody can tell any more which of their participants this was.
    """
    if actor.person_id is None:
        raise Refused("sign_in", N_("Sign in to go on."))
    return _forget(process, actor.person_id, actor=actor, now=now)


@transaction.atomic
def erase_words(*, person: Person, actor: Actor, now: datetime) -> int:
    """This will take back all answers of an erased person and keep their statements only as shown: how many answers.

    Each process that loses answers is counted anew.
    """
    require(may_erase(actor))
    Statement.objects.filter(author=person).update(text=F("public_text"))
    asked = Q(statements__showings__person=person) | Q(statements__votes__person=person)
    processes = Process.objects.filter(asked).select_related("matter", "body").order_by("pk").distinct()
    return sum(_forget(process, person.pk, actor=actor, now=now) for process in processes)


def _forget(process: Process, person_id: int, *, actor: Actor, now: datetime) -> int:
    own = StatementVote.objects.filter(statement__process=process, person_id=person_id)
    gone = own.count()
    own.delete()
    Showing.objects.filter(statement__process=process, person_id=person_id).delete()
    StatementWay.objects.filter(process=process, person_id=person_id).delete()
    OpinionSeat.objects.filter(count__process=process, person_id=person_id).delete()
    if gone:
        tell(process, acts.VOTES_FORGOTTEN, public=False, votes=gone, actor=actor, now=now)
    return gone


def _require_voice(process: Process, actor: Actor, now: datetime) -> int:
    """The person who may answer now."""
    require_phase(process, Deed.OPINION, now=now)
    require(rules.may_answer(rung_of_person(actor.person_id)))
    return actor.person_id or 0


def _held_way(process: Process, person_id: int) -> StatementWay:
    """The person's own way, held: two windows answer and draw one after the other."""
    way, _made = StatementWay.objects.get_or_create(process=process, person_id=person_id)
    if connection.features.has_select_for_update:  # on SQLite the transaction holds everything
        way = StatementWay.objects.select_for_update().get(pk=way.pk)
    return way


def _draw(process: Process, way: StatementWay, *, now: datetime) -> Statement | None:
    draw = queries.draw_of(process, way.person_id, now=now)
    choice = next_statement(
        draw.items, draw.votes, open_statements=draw.open_statements, shown=draw.shown, ages=draw.ages,
        seed=f"{process.matter.number} {way.person.public_id} {way.draws}",
    )  # fmt: skip
    if choice is None:
        return None
    key = draw.keys[choice.statement]
    unseen = way.unseen.get(choice.statement, queries.MICRO)
    Showing.objects.create(
        statement_id=key, person_id=way.person_id, per_million=choice.probability, unseen=unseen, shown_at=now
    )
    way.draws += 1
    way.unseen |= still_unseen(way.unseen, choice)
    way.unseen.pop(choice.statement, None)
    way.save(update_fields=["draws", "unseen"])
    Statement.objects.filter(pk=key).update(times_shown=F("times_shown") + 1)
    return Statement.objects.get(pk=key)
