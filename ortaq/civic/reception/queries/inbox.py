"""The officer's inbox: what is owed, the soonest first."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from ortaq.civic.reception import rules
from ortaq.civic.reception.models import Appeal, Assignment
from ortaq.civic.reception.queries.lists import Page
from ortaq.civic.reception.queries.terms import extension_limit, redirect_until
from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import Answer

NO_TERM = date(9999, 12, 31)
SOON = 3
"""Days before the due day that count as soon."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What of the inbox to show. `officer`: me | nobody; `due`: late | soon; `body` and `topic` are codes.

    `number`: of the appeal, or how it ends, as somebody says it on the phone.
    """

    body: str = ""
    topic: str = ""
    officer: str = ""
    due: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is owed in all of the actor's bodies."""

    open: int
    late: int
    soon: int
    mine: int
    nobody: int


def open(  # noqa: A001, the page reads `inbox.open`
    actor: Actor, filters: Ask | None = None, after: str = "", limit: int = 20, *, today: date
) -> Page[Assignment]:
    """This will give open assignments of the actor's bodies by due day, those without a term last; two statements."""
    asked = filters or Ask()
    rows = _narrow(_owed(actor), asked, actor, today)
    rows = rows.select_related("appeal", "appeal__matter", "appeal__topic", "appeal__district", "body", "officer")
    newer, key = _read(after)
    with_due, without = rows.filter(due_on__isnull=False), rows.filter(due_on__isnull=True)
    if key is None:
        cut = list(with_due.order_by("due_on", "id")[: limit + 1])
        cut += _rest(without.order_by("id"), limit + 1 - len(cut))
    elif newer:
        cut = _before(with_due, without, key, limit + 1)
    else:
        cut = _after(with_due, without, key, limit + 1)
    more, kept = len(cut) > limit, cut[:limit]
    if newer:
        kept.reverse()
    if not kept:
        return Page([])
    has_newer, has_older = (more, True) if newer else (key is not None, more)
    return Page(
        kept,
        newer=">" + _write(kept[0]) if has_newer else "",
        older="<" + _write(kept[-1]) if has_older else "",
    )


def _rest(rows: QuerySet[Assignment], count: int) -> list[Assignment]:
    return list(rows[:count]) if count > 0 else []


def _after(
    with_due: QuerySet[Assignment], without: QuerySet[Assignment], key: tuple[date, int], count: int
) -> list[Assignment]:
    due, pk = key
    if due == NO_TERM:
        return list(without.filter(id__gt=pk).order_by("id")[:count])
    later = Q(due_on__gte=due) & (Q(due_on__gt=due) | Q(id__gt=pk))
    cut = list(with_due.filter(later).order_by("due_on", "id")[:count])
    return cut + _rest(without.order_by("id"), count - len(cut))


def _before(
    with_due: QuerySet[Assignment], without: QuerySet[Assignment], key: tuple[date, int], count: int
) -> list[Assignment]:
    due, pk = key
    if due == NO_TERM:
        cut = list(without.filter(id__lt=pk).order_by("-id")[:count])
        return cut + _rest(with_due.order_by("-due_on", "-id"), count - len(cut))
    earlier = Q(due_on__lte=due) & (Q(due_on__lt=due) | Q(id__lt=pk))
    return list(with_due.filter(earlier).order_by("-due_on", "-id")[:count])


def _write(row: Assignment) -> str:
    return f"{(row.due_on or NO_TERM).isoformat()}.{row.pk}"


def _read(after: str) -> tuple[bool, tuple[date, int] | None]:
    day, _, pk = after[1:].partition(".")
    try:
        return after[:1] == ">", (date.fromisoformat(day), int(pk))
    except ValueError:
        return False, None


def _owed(actor: Actor) -> QuerySet[Assignment]:
    """Open assignments of the actor's bodies; an office for a part of the territory sees that part and no-place."""
    if not actor.strong:
        return Assignment.objects.none()
    seen = Q(pk__in=[])
    for office in actor.offices:
        if office.role in (Role.OFFICER, Role.HEAD, Role.OPERATOR):
            mine = Q(body=office.body_id)
            if office.territory:
                mine &= (
                    Q(appeal__territory__isnull=True)
                    | Q(appeal__territory__code=office.territory)
                    | Q(appeal__territory__code__startswith=office.territory + ".")
                )
            seen |= mine
    return Assignment.objects.filter(seen, state=Assignment.State.OPEN)


def _narrow(rows: QuerySet[Assignment], asked: Ask, actor: Actor, today: date) -> QuerySet[Assignment]:
    if asked.body:
        rows = rows.filter(body__code=asked.body)
    if asked.topic:
        rows = rows.filter(Q(appeal__topic__code=asked.topic) | Q(appeal__group__code=asked.topic))
    if number := asked.number.strip(" №"):
        rows = rows.filter(appeal__matter__number__endswith=number)
    if asked.officer == "me":
        rows = rows.filter(officer=actor.person_id)
    elif asked.officer == "nobody":
        rows = rows.filter(officer__isnull=True)
    if asked.due == "late":
        rows = rows.filter(due_on__lt=today)
    elif asked.due == "soon":
        rows = rows.filter(due_on__gte=today, due_on__lte=today + timedelta(days=SOON))
    return rows


def counts(actor: Actor, *, today: date) -> Counts:
    """This will count the inbox in one statement."""
    found = _owed(actor).aggregate(
        open=Count("id"),
        late=Count("id", filter=Q(due_on__lt=today)),
        soon=Count("id", filter=Q(due_on__gte=today, due_on__lte=today + timedelta(days=SOON))),
        mine=Count("id", filter=Q(officer=actor.person_id)),
        nobody=Count("id", filter=Q(officer__isnull=True)),
    )
    return Counts(**found)


def get(assignment_id: int, actor: Actor) -> Assignment | None:
    """This will give an assignment at the actor's desk (her body; any for operators and moderators), else None."""
    row = (
        Assignment.objects.select_related(
            "appeal", "appeal__matter", "appeal__topic", "appeal__territory", "appeal__applicant", "appeal__lead",
            "appeal__lead__parent", "appeal__district", "body", "body__parent", "clock__rule_set", "officer",
        )
        .filter(id=assignment_id)
        .first()
    )  # fmt: skip
    if row is None or not actor.strong:
        return None
    at_desk = actor.serves(row.body_id, *rules.DESK) or actor.has_role(Role.OPERATOR, Role.MODERATOR)
    return row if at_desk else None


def duty_of(row: Assignment, appeal: Appeal) -> rules.Duty:
    """This will give what the rules need to know of an assignment of this appeal; expects its territory loaded."""
    territory = appeal.territory
    return rules.Duty(
        body_id=row.body_id,
        state=row.state,
        lead=row.lead,
        registered_on=row.registered_on,
        due_on=row.due_on,
        extended=row.extended,
        territory=territory.code if territory else "",
    )


def rights(row: Assignment, actor: Actor, *, today: date) -> dict[str, Answer]:
    """This will say what the actor may do with an assignment: take, answer, redirect, split, extend, fix, correct,
    moderate.

    Whether a body, a day or a photo fits is decided by the service; here is who and when.
    """
    duty = duty_of(row, row.appeal)
    others = list(Assignment.objects.filter(appeal=row.appeal_id).exclude(id=row.id))
    parts = [
        rules.Duty(o.body_id, o.state, o.lead, o.registered_on, o.due_on) for o in others if o.came_from_id is not None
    ]
    holding = frozenset(o.body_id for o in others if o.state == Assignment.State.OPEN)
    limit = extension_limit(row)
    bodies = frozenset({row.body_id, *(o.body_id for o in others)})
    return {
        "take": rules.may_take(actor, duty),
        "answer": rules.may_answer(actor, duty) and rules.may_consolidate(duty, parts, today),
        "redirect": rules.may_redirect(actor, duty, to=0, until=redirect_until(row), today=today, holding=holding),
        "split": rules.may_split(actor, duty, to=[0], holding=holding, today=today),
        "extend": rules.may_extend(
            actor, duty, extendable=limit is not None, until=limit or NO_TERM, latest=limit or NO_TERM, today=today
        ),
        "fix": rules.may_fix(
            actor, bodies, received_on=date.min, done_on=today, today=today, needs_photo=False, has_photo=False
        ),
        "correct": rules.may_correct(actor, bodies),
        "moderate": rules.may_moderate(actor),
    }


def waiting_for_look(actor: Actor, limit: int = 50) -> list[Assignment]:
    """This will give moderators the open lead assignments of appeals held back from the public, the oldest first."""
    if not rules.may_moderate(actor):
        return []
    rows = Assignment.objects.filter(lead=True, appeal__matter__visibility="held").order_by("assigned_at", "id")
    return list(rows.select_related("appeal", "appeal__matter", "appeal__topic", "body")[:limit])


def draft_of(row: Assignment, actor: Actor) -> str:
    """This will give the words the actor has not sent yet."""
    kept = row.drafts.filter(person=actor.person_id).values_list("text", flat=True).first()
    return kept or ""


def overdue(today: date) -> QuerySet[Assignment]:
    """This will give open duties whose due day has passed and which nobody has marked yet, the oldest first."""
    rows = Assignment.objects.filter(state=Assignment.State.OPEN, late=False, due_on__lt=today)
    return rows.select_related("appeal").order_by("due_on", "id")


def without_clock() -> QuerySet[Assignment]:
    """This will give open duties to somebody with a name that have no due day: their calendar was not approved yet."""
    named = Q(appeal__applicant__isnull=False) | ~Q(appeal__organisation="")
    rows = Assignment.objects.filter(named, state=Assignment.State.OPEN, clock__isnull=True, due_on__isnull=True)
    return rows.select_related("appeal").order_by("id")
