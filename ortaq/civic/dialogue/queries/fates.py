"""Clusters, what is in them and what is in none yet; answers given and awaited; the public clock of each body."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Cluster, ClusterMember, Idea, Process, Statement
from ortaq.civic.dialogue.rules import fates as rules
from ortaq.civic.dialogue.rules import rights
from ortaq.core.discussion.models import Support
from ortaq.core.discussion.rules import fates as shared
from ortaq.core.discussion.rules.fates import Standing
from ortaq.core.journal.models import Entry
from ortaq.core.matters.search import stems
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Body, Office

OPEN = "open"
"""What has no fate yet, in filters and counts."""
MOST_WORDS = 20_000
"""Stems of members that are read to suggest clusters."""


def today_of(now: datetime) -> date:
    """The day by the city's clock."""
    return timezone.localtime(now).date()


@dataclass(frozen=True, slots=True)
class Line:
    """A cluster as lists show it."""

    cluster: Cluster
    members: int
    standing: Standing


def line_of(cluster: Cluster, members: int, now: datetime) -> Line:
    """This will say how a cluster keeps its date."""
    answered_on = today_of(cluster.answered_at) if cluster.answered_at else None
    stands = shared.standing(fate=cluster.fate, due_on=cluster.due_on, answered_on=answered_on, today=today_of(now))
    return Line(cluster, members, stands)


def ledger(
    process: Process, *, fate: str = "", body: str = "", after: int = 0, limit: int = 30, now: datetime
) -> list[Line]:
    """This will list clusters of a process by number, narrowed by fate ("open" for none) and body. One statement."""
    rows = Cluster.objects.filter(process=process, number__gt=after)
    if fate:
        rows = rows.filter(fate="" if fate == OPEN else fate)
    if body:
        rows = rows.filter(body__code=body)
    return [line_of(row, row.n, now) for row in _counted(rows).order_by("number")[:limit]]


def _counted(rows: QuerySet[Cluster]) -> Any:
    """The same with `n`, how many contributions each holds."""
    return rows.select_related("body").annotate(n=Count("members"))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many clusters of a process have which fate, and which bodies answer."""

    fates: dict[str, int]
    bodies: list[Body]

    @property
    def total(self) -> int:
        return sum(self.fates.values())


def counts(process: Process) -> Counts:
    """This will count the clusters of a process by fate. Two statements."""
    fates: Counter[str] = Counter()
    bodies: set[int] = set()
    rows = Cluster.objects.filter(process=process).order_by().values_list("fate", "body").annotate(n=Count("pk"))
    for fate, body_id, n in rows:
        fates[fate or OPEN] += n
        bodies.add(body_id)
    return Counts(dict(fates), list(Body.objects.filter(pk__in=bodies).order_by("code")))


def get(process: Process, number: int) -> Cluster | None:
    """This will give a cluster of a process with its body."""
    return Cluster.objects.select_related("body", "process__matter", "process__body").filter(
        process=process, number=number
    ).first()  # fmt: skip


def at_desk(code: str, number: int, actor: Actor) -> Cluster | None:
    """This will give a cluster to the officers of the organiser and of the body that answers."""
    found = Cluster.objects.select_related("body", "process__matter", "process__body").filter(
        process__code=code, number=number
    ).first()  # fmt: skip
    if found is None:
        return None
    organises = rights.may_organise(actor, body_id=found.process.body_id)
    return found if organises or rights.may_answer(actor, body_id=found.body_id) else None


def to_answer(actor: Actor, *, now: datetime, limit: int = 100) -> list[Line]:
    """This will list what the actor's bodies have still to answer, the nearest date first. One statement."""
    bodies = [body_id for body_id in actor.body_ids if rights.may_answer(actor, body_id=body_id)]
    rows = _counted(Cluster.objects.filter(fate="", body__in=bodies, process__state="published"))
    return [line_of(row, row.n, now) for row in rows.select_related("body", "process").order_by("due_on", "pk")[:limit]]


def members(cluster: Cluster, *, after: int = 0, limit: int = 50) -> list[ClusterMember]:
    """This will list what is in a cluster, as far as it is public. One statement."""
    rows = ClusterMember.objects.filter(cluster=cluster, pk__gt=after).filter(
        Q(idea__state__in=(Idea.State.SHOWN, Idea.State.JOINED)) | Q(statement__state=Statement.State.SHOWN)
    )
    return list(rows.select_related("idea__matter", "statement").order_by("pk")[:limit])


def member(cluster: Cluster, pk: int) -> ClusterMember | None:
    """This will give one contribution of a cluster."""
    return ClusterMember.objects.select_related("idea__matter", "statement").filter(cluster=cluster, pk=pk).first()


def supporters(cluster: Cluster) -> int:
    """This will count the distinct people behind the ideas of a cluster, and behind what was joined into them."""
    inside = ClusterMember.objects.filter(cluster=cluster, idea__isnull=False).values("idea")
    given = Support.objects.filter(Q(matter__idea__in=inside) | Q(matter__idea__root__in=inside))
    return given.aggregate(n=Count("person", distinct=True))["n"] or 0


def history(cluster: Cluster) -> list[Entry]:
    """This will give the answers a cluster has had, the first one first. One statement."""
    rows = Entry.objects.filter(matter=cluster.process_id, act__in=(acts.FATE_GIVEN, acts.FATE_CHANGED))
    return list(rows.filter(data__cluster=cluster.number).select_related("body").order_by("seq"))


def loose_ideas(process: Process) -> QuerySet[Idea]:
    """The shown ideas no cluster holds; what is joined follows its root."""
    return Idea.objects.filter(process=process, state=Idea.State.SHOWN, membership=None)


def loose_statements(process: Process) -> QuerySet[Statement]:
    """The shown statements of residents no cluster holds."""
    return Statement.objects.filter(
        process=process, state=Statement.State.SHOWN, author__isnull=False, membership=None
    )  # fmt: skip


def without_fate(process: Process) -> int:
    """This will count what keeps a process from being closed: open clusters and contributions in none."""
    waiting = Cluster.objects.filter(process=process, fate="").count()
    return waiting + loose_ideas(process).count() + loose_statements(process).count()


def count_loose(process: Process) -> dict[str, int]:
    """This will count what is in no cluster, by kind. Two statements."""
    return {"idea": loose_ideas(process).count(), "statement": loose_statements(process).count()}


def titles(process: Process) -> dict[int, dict[str, str]]:
    """This will give number → title of the clusters of a process. One statement."""
    return dict(Cluster.objects.filter(process=process).order_by("number").values_list("number", "title"))


@dataclass(frozen=True, slots=True)
class Loose:
    """A contribution in no cluster, with the cluster its words are most like."""

    pk: int
    title: str
    language: str
    number: str
    """Of an idea's card, "" for a statement."""
    supporters: int
    like: int | None


def loose(process: Process, *, kind: str, after: int = 0, limit: int = 30) -> list[Loose]:
    """This will list what is in no cluster yet ("idea" or "statement") with suggestions. Five statements at most."""
    groups = _words_of_clusters(process)
    found: list[Loose] = []
    if kind == "idea":
        ideas = loose_ideas(process).filter(pk__gt=after).select_related("matter").order_by("pk")[:limit]
        for idea in ideas:
            card = idea.matter
            like = rules.nearest(_stems(f"{card.title} {idea.public_text}", card.language), groups)
            found.append(Loose(idea.pk, card.title, card.language, card.number, idea.supporters, like))
    else:
        for one in loose_statements(process).filter(pk__gt=after).order_by("pk")[:limit]:
            like = rules.nearest(_stems(one.public_text, one.language), groups)
            found.append(Loose(one.pk, one.public_text, one.language, "", 0, like))
    return found


def _stems(text: str, language: str) -> set[str]:
    return set(stems(text, language).split())


def _words_of_clusters(process: Process) -> dict[int, set[str]]:
    """What the clusters of a process speak about: stems of their titles and of what is in them. Three statements."""
    groups: defaultdict[int, set[str]] = defaultdict(set)
    for number, title in Cluster.objects.filter(process=process).values_list("number", "title"):
        for language, said in title.items():
            groups[number] |= _stems(said, language)
    inside = ClusterMember.objects.filter(cluster__process=process).order_by("-pk")
    words = inside.filter(idea__isnull=False).values_list("cluster__number", "idea__matter__search__stems")
    for number, known in words[:MOST_WORDS]:
        groups[number] |= set((known or "").split())
    said_by = inside.filter(statement__isnull=False).values_list(
        "cluster__number", "statement__public_text", "statement__language"
    )
    for number, text, language in said_by[:MOST_WORDS]:
        groups[number] |= _stems(text, language)
    return dict(groups)


def people_of(idea: Idea) -> "QuerySet[Person]":
    """Who wrote an idea or what was joined into it, and who supports any of these."""
    joined = Idea.objects.filter(Q(pk=idea.pk) | Q(root=idea.pk))
    wrote = joined.values("author")
    support = Support.objects.filter(matter__in=joined.values("pk")).values("person")
    return Person.objects.filter(Q(pk__in=wrote) | Q(pk__in=support)).order_by("pk")


def due_soon(now: datetime) -> list[Cluster]:
    """This will list the open clusters whose date is near or over, the most urgent first."""
    until = today_of(now) + timedelta(days=rules.REMIND_DAYS)
    rows = Cluster.objects.filter(fate="", due_on__lte=until, process__state="published")
    return list(rows.select_related("body", "process__matter").order_by("due_on", "pk"))


def officers_of(body: Body, *, now: datetime) -> list[Person]:
    """This will list who works on answers in a body today."""
    today = today_of(now)
    held = Office.objects.filter(Q(until__isnull=True) | Q(until__gte=today), body=body, since__lte=today)
    roles = [role.value for role in rights.ORGANISERS]
    return list(Person.objects.filter(pk__in=held.filter(role__in=roles).values("person")).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Clock:
    """How a body answers contributions: nothing under five, as everywhere."""

    body: Body
    n: int | None
    in_time: int | None
    late: int | None
    """Answered after the date, or not answered though it is over."""
    open: int | None
    median: int | None
    """Days from the making of a cluster to its answer, by half of the answers; None under five answers."""


def clocks(*, now: datetime, bodies: Collection[int] | None = None) -> list[Clock]:
    """This will give the clock of every body that answers anything, by code. Two statements."""
    rows = Cluster.objects.filter(process__listed=True).order_by()
    if bodies is not None:
        rows = rows.filter(body__in=list(bodies))
    groups: defaultdict[int, list[tuple[Standing, int | None]]] = defaultdict(list)
    today = today_of(now)
    for body_id, fate, due_on, made_at, answered_at in rows.values_list(
        "body", "fate", "due_on", "made_at", "answered_at"
    ):
        answered_on = today_of(answered_at) if answered_at else None
        stands = shared.standing(fate=fate, due_on=due_on, answered_on=answered_on, today=today)
        groups[body_id].append((stands, (answered_on - today_of(made_at)).days if answered_on else None))
    known = Body.objects.filter(pk__in=groups).order_by("code")
    return [_clock(body, groups[body.pk]) for body in known]


def _clock(body: Body, found: Sequence[tuple[Standing, int | None]]) -> Clock:
    if len(found) < rules.SMALLEST:
        return Clock(body, None, None, None, None, None)
    stands = Counter(standing for standing, _days in found)
    days = [taken for _standing, taken in found if taken is not None]
    return Clock(
        body=body,
        n=len(found),
        in_time=stands[Standing.IN_TIME],
        late=stands[Standing.LATE] + stands[Standing.OVERDUE],
        open=stands[Standing.OPEN],
        median=rules.median(days) if len(days) >= rules.SMALLEST else None,
    )


def of_body(body: Body, *, now: datetime, limit: int = 30) -> list[Line]:
    """This will list what a body has to answer or has answered lately: the open first, by date. One statement."""
    rows = _counted(Cluster.objects.filter(body=body, process__listed=True)).select_related("body", "process")
    rows = rows.order_by(F("answered_at").desc(nulls_first=True), "due_on", "pk")
    return [line_of(row, row.n, now) for row in rows[:limit]]
