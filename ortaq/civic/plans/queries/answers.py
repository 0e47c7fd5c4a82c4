"""Who has to answer what, the answers a remark has had, and the response matrix of a version."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Anchor, Plan, PlanVersion, Remark, RemarkLens
from ortaq.civic.plans.queries.remarks import HEAVY, PARTS
from ortaq.civic.plans.rules import answers as rules
from ortaq.civic.plans.rules import rights
from ortaq.core.discussion.models import Support
from ortaq.core.discussion.rules import fates as shared
from ortaq.core.discussion.rules.fates import Standing
from ortaq.core.journal.models import Entry
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Body, Office

OPEN = rules.OPEN


def today_of(now: datetime) -> date:
    """The day by the city's clock."""
    return timezone.localtime(now).date()


@dataclass(frozen=True, slots=True)
class Line:
    """A remark as the desk and the matrix list it."""

    remark: Remark
    anchor: Anchor | None
    """Where it stands on the version that is looked at."""
    stood: Anchor | None
    """Where it stood before its part was gone; the same anchor while it stands."""
    standing: Standing

    @property
    def lenses(self) -> list[str]:
        """The groups its author speaks for, as they were read with the list."""
        return sorted(one.lens for one in self.remark.lenses.all())


def standing_of(remark: Remark, today: date) -> Standing:
    """This will say how an answer keeps its date."""
    answered_on = today_of(remark.answered_at) if remark.answered_at else None
    return shared.standing(fate=remark.fate, due_on=remark.due_on, answered_on=answered_on, today=today)


def with_parts(anchors: QuerySet[Anchor]) -> QuerySet[Anchor]:
    """The same with the parts they hold on to, without outlines."""
    return anchors.select_related("version", *PARTS).defer(*HEAVY)


def _with_all(rows: QuerySet[Remark]) -> QuerySet[Remark]:
    """The same with card, body, plan, lenses and all anchors. Two statements more."""
    anchors = Prefetch("anchors", queryset=with_parts(Anchor.objects.order_by("version__number")))
    return rows.select_related("matter", "body", "plan", "version").prefetch_related("lenses", anchors)


def line_of(remark: Remark, *, now: datetime, version: PlanVersion | None = None) -> Line:
    """This will give a remark with where it stands on a version, on the newest it reached without one."""
    known = list(remark.anchors.all())
    anchor = next((one for one in known if version is not None and one.version_id == version.pk), None)
    if version is None:
        anchor = known[-1] if known else None
    there = [one for one in known if one.state != Anchor.State.ORPHANED]
    stood = anchor if anchor is not None and anchor.state != Anchor.State.ORPHANED else there[-1] if there else None
    return Line(remark, anchor, stood, standing_of(remark, today_of(now)))


def lines_of(rows: QuerySet[Remark], *, now: datetime) -> list[Line]:
    """This will give remarks with their parts and groups as lists show them. Three statements."""
    return [line_of(one, now=now) for one in _with_all(rows)]


# ── the desk ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list at the desk is narrowed to; "" for anything. `part` is "kind:key" ("shape:" for what is drawn)."""

    plan: str = ""
    body: str = ""
    part: str = ""
    lens: str = ""
    kind: str = ""


def _narrowed(rows: QuerySet[Remark], asked: Filter) -> QuerySet[Remark]:
    if asked.plan:
        rows = rows.filter(plan__code=asked.plan)
    if asked.body:
        rows = rows.filter(body__code=asked.body)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.lens:
        rows = rows.filter(pk__in=RemarkLens.objects.filter(lens=asked.lens).values("remark"))
    if asked.part:
        part, _colon, key = asked.part.partition(":")
        rows = rows.filter(pk__in=Anchor.objects.filter(part=part, key=key).values("remark"))
    return rows


def _open(bodies: Collection[int]) -> QuerySet[Remark]:
    return Remark.objects.filter(body__in=list(bodies), fate="", state=Remark.State.SHOWN)


def bodies_of(actor: Actor) -> list[int]:
    """This will give the bodies the actor answers for."""
    return [body_id for body_id in actor.body_ids if rights.may_answer(actor, body_id=body_id)]


Place = tuple[date, int]
"""Where a page of a list by date ended: day and id."""


def to_answer(
    actor: Actor, *, asked: Filter | None = None, after: Place | None = None, limit: int = 100, now: datetime
) -> list[Line]:
    """This will list what the actor's bodies have still to answer, the nearest date first. Three statements."""
    rows = _narrowed(_open(bodies_of(actor)), asked or Filter())
    if after is not None:
        rows = rows.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], pk__gt=after[1]))
    return lines_of(rows.order_by("due_on", "pk")[:limit], now=now)


def chosen(actor: Actor, numbers: Collection[str], *, now: datetime) -> list[Line]:
    """This will give those of these remarks that wait for an answer of the actor's bodies. Three statements."""
    rows = _open(bodies_of(actor)).filter(matter__number__in=list(numbers))
    return lines_of(rows.order_by("due_on", "pk"), now=now)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the open remarks of a desk can be narrowed by, each with how many there are."""

    total: int
    overdue: int
    plans: list[tuple[str, dict[str, str], int]]
    bodies: list[tuple[str, dict[str, str], int]]
    lenses: list[tuple[str, int]]
    parts: list[tuple[str, Anchor, int]]
    """"kind:key", the newest anchor on it, how many; most first."""


def choices(actor: Actor, *, now: datetime) -> Choices:
    """This will count what waits for the actor's bodies by plan, body, group and part. Four statements."""
    rows = _open(bodies_of(actor))
    plans: Counter[str] = Counter()
    bodies: Counter[str] = Counter()
    names: dict[tuple[str, str], dict[str, str]] = {}
    overdue, total, today = 0, 0, today_of(now)
    found = rows.values_list("plan__code", "plan__title", "body__code", "body__short_name", "due_on")
    for plan, title, body, name, due_on in found:
        plans[plan] += 1
        bodies[body] += 1
        names["plan", plan], names["body", body] = title, name
        overdue += due_on < today
        total += 1
    lenses = RemarkLens.objects.filter(remark__in=rows).order_by().values_list("lens").annotate(n=Count("pk"))
    return Choices(
        total=total,
        overdue=overdue,
        plans=[(code, names["plan", code], n) for code, n in plans.most_common()],
        bodies=[(code, names["body", code], n) for code, n in bodies.most_common()],
        lenses=sorted(lenses, key=lambda pair: (-pair[1], pair[0])),
        parts=_parts(rows),
    )


def _parts(rows: QuerySet[Remark]) -> list[tuple[str, Anchor, int]]:
    """The parts these remarks stand on, each by its newest anchor. One statement."""
    shown: dict[str, Anchor] = {}
    people: dict[str, set[int]] = {}
    for anchor in with_parts(Anchor.objects.filter(remark__in=rows)).order_by("version__number"):
        key = f"{anchor.part}:{anchor.key}"
        people.setdefault(key, set()).add(anchor.remark_id)
        if key not in shown or anchor.state != Anchor.State.ORPHANED:
            shown[key] = anchor
    return sorted(((key, shown[key], len(ids)) for key, ids in people.items()), key=lambda row: (-row[2], row[0]))


# ── one remark ───────────────────────────────────────────────────────────────────────────────────────────────────────


def at_desk(code: str, number: str, actor: Actor, *, now: datetime) -> Line | None:
    """This will give a remark to who makes the plan, answers it or moderates; None for all others. Three statements."""
    rows = Remark.objects.filter(plan__code=code, matter__number=number).exclude(state=Remark.State.WITHDRAWN)
    found = _with_all(rows.select_related("plan__body", "plan__matter")).first()
    if found is None:
        return None
    reads = rights.may_moderate(actor, body_id=found.plan.body_id) or rights.may_answer(actor, body_id=found.body_id)
    return line_of(found, now=now) if reads else None


def history(remark: Remark) -> list[Entry]:
    """This will give the answers a remark has had, and the bodies it was with, the first one first. One statement."""
    told = (acts.REMARK_HANDED_OVER, acts.REMARK_ANSWERED, acts.REMARK_ANSWER_CHANGED)
    return list(Entry.objects.filter(matter=remark.pk, act__in=told).select_related("body").order_by("seq"))


def corrections(remark: Remark) -> list[tuple[Entry, Entry]]:
    """This will give each correction of an answer with the answer it replaced. One statement."""
    return list(pairwise(entry for entry in history(remark) if entry.act != acts.REMARK_HANDED_OVER))


def people_of(remark: Remark) -> QuerySet[Person]:
    """Who wrote a remark, and who supports it."""
    support = Support.objects.filter(matter=remark.pk).values("person")
    return Person.objects.filter(Q(pk=remark.author_id) | Q(pk__in=support)).order_by("pk")


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def due_soon(now: datetime) -> list[tuple[Body, Plan, date, list[int]]]:
    """This will give, by body, plan and day, the remarks whose answers are near or over. One statement."""
    until = today_of(now) + timedelta(days=rules.REMIND_DAYS)
    rows = Remark.objects.filter(fate="", state=Remark.State.SHOWN, due_on__lte=until)
    found: dict[tuple[int, int, date], tuple[Body, Plan, date, list[int]]] = {}
    for one in rows.select_related("body", "plan__matter").order_by("due_on", "pk"):
        key = one.body_id, one.plan_id, one.due_on
        found.setdefault(key, (one.body, one.plan, one.due_on, []))[3].append(one.pk)
    return list(found.values())


def officers_of(body: Body, *, now: datetime) -> list[Person]:
    """This will list who works on answers in a body today. One statement."""
    today = today_of(now)
    held = Office.objects.filter(Q(until__isnull=True) | Q(until__gte=today), body=body, since__lte=today)
    roles = [role.value for role in rights.MAKERS]
    return list(Person.objects.filter(pk__in=held.filter(role__in=roles).values("person")).order_by("pk"))
