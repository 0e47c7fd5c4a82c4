"""Ideas as everyone sees them: lists by key, one idea with what was joined into it; her own; the desk's queue."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Prefetch, Q, QuerySet

from ortaq.civic.dialogue.models import Idea, Joining, Process
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.rules.ideas import PUBLIC, State
from ortaq.civic.dialogue.rules.joining import below
from ortaq.core.discussion.models import Support
from ortaq.core.discussion.rules.places import Key, read_key, write_key
from ortaq.core.files import queries as files
from ortaq.core.files.models import StoredFile
from ortaq.core.matters import search
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.territory.models import Territory

SEEN: Final = tuple(state.value for state in PUBLIC)
MOST_FOUND: Final = 300
"""A search for words looks at this many of the newest hits."""
WITH: Final = ("matter", "district", "membership__cluster")
LINE: Final = (
    "state", "theme", "goal", "supporters", "posted_at", "matter__number", "matter__title", "matter__language",
    "district__name", "membership__cluster__fate",
)  # fmt: skip
"""What a line of a list shows."""
NEWEST, WANTED = "newest", "wanted"
STATES: Final[dict[str, Q]] = {
    "": Q(state=State.SHOWN.value),
    "answered": Q(state=State.SHOWN.value) & ~Q(membership__cluster__fate="") & Q(membership__isnull=False),
    "joined": Q(state=State.JOINED.value),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to; "" for all. `district` is a dotted code, `state` a key of `STATES`."""

    theme: str = ""
    goal: str = ""
    district: str = ""
    state: str = ""
    words: str = ""
    order: str = NEWEST


@dataclass(frozen=True, slots=True)
class Page:
    """Rows and the keys of the neighbouring pages ("" where there is none), to be given back as `after`."""

    rows: list[Idea]
    newer: str = ""
    older: str = ""
    count: int = 0
    """How many ideas the filter asks for, on all pages."""


def narrowed(process: Process, asked: Filter) -> QuerySet[Idea]:
    """This will give the public ideas a filter asks for; a state nobody knows gives none."""
    rows = Idea.objects.filter(STATES.get(asked.state, Q(pk=None)), process=process)
    if asked.theme:
        rows = rows.filter(theme=asked.theme)
    if asked.goal:
        rows = rows.filter(goal=asked.goal)
    if asked.district:
        rows = rows.filter(district=_district(asked.district))
    if asked.words.strip():
        cards = Matter.objects.filter(idea__process=process, visibility=Matter.Visibility.PUBLIC)
        rows = rows.filter(pk__in=[card.pk for card in search.find(cards, asked.words, MOST_FOUND)])
    return rows


def _district(code: str) -> int:
    """A district's id, asked for beforehand: joined, it would keep the planner from the index. 0, which nothing has."""
    return Territory.objects.filter(code=code).values_list("pk", flat=True).first() or 0


ORDERS: Final = {NEWEST: ("-posted_at", "-matter"), WANTED: ("-supporters", "-posted_at", "-matter")}
BACK: Final = {NEWEST: ("posted_at", "matter"), WANTED: ("supporters", "posted_at", "matter")}


def listed(process: Process, asked: Filter, after: str = "", limit: int = 20) -> Page:
    """This will give one page of public ideas as far as a line shows them, with their number. Six statements at most.

    `after` is a key of an earlier page: "<" + key goes on, ">" + key goes back; a damaged one begins anew.
    """
    order = asked.order if asked.order in ORDERS else NEWEST
    found = narrowed(process, asked)
    count = found.count()
    rows = found.select_related(*WITH).only(*WITH, *LINE).prefetch_related(_photos())
    back, key = read_key(after, supported=order == WANTED)
    if key is not None:
        rows = rows.filter(_beyond(key, back=back))
    cut = list(rows.order_by(*(BACK if back else ORDERS)[order])[: limit + 1])
    more, kept = len(cut) > limit, cut[:limit]
    if back:
        kept.reverse()
    if not kept:
        return Page([], count=count)
    has_newer, has_older = (more, True) if back else (bool(after and key), more)
    return Page(
        kept,
        newer=">" + _key_of(kept[0], order) if has_newer else "",
        older="<" + _key_of(kept[-1], order) if has_older else "",
        count=count,
    )


def _photos() -> "Prefetch[str]":
    """What everyone may see of an idea, as `idea.matter.photos`: a line shows the first."""
    ready = StoredFile.objects.filter(
        purpose="photo", visibility=StoredFile.Visibility.PUBLIC, state=StoredFile.State.READY
    )
    return Prefetch("matter__files", ready.only("matter", "public_id").order_by("uploaded_at", "pk"), to_attr="photos")


def _beyond(key: Key, *, back: bool) -> Q:
    """Ideas past a key. The first condition of each pair alone walks the index; the second settles equal ones."""
    supporters, at, pk = key
    sign = "gt" if back else "lt"
    later = Q(**{f"posted_at__{sign}e": at}) & (Q(**{f"posted_at__{sign}": at}) | Q(**{f"matter__{sign}": pk}))
    if supporters is None:
        return later
    return Q(**{f"supporters__{sign}e": supporters}) & (Q(**{f"supporters__{sign}": supporters}) | later)


def _key_of(idea: Idea, order: str) -> str:
    return write_key(idea.posted_at, idea.pk, idea.supporters if order == WANTED else None)


# ---------------------------------------------------------------- one idea


@dataclass(slots=True)
class Story:
    """All the page of an idea shows, of this reader's point of view."""

    idea: Idea
    root: Idea
    """Where its supporters count: the idea itself, or what it is joined into."""
    joined: list[Idea] = field(default_factory=list)
    """Everything joined into it, through all steps."""
    joining: Joining | None = None
    """The joining of this idea that stands."""
    photos: list[StoredFile] = field(default_factory=list)
    supported: bool = False
    is_author: bool = False
    moderates: bool = False


def get(process: Process, number: str, actor: Actor) -> Idea | None:
    """This will give an idea everyone sees, her own, or any to a moderator; None for all others. One statement."""
    idea = (
        Idea.objects.select_related(*WITH, "matter__territory", "joined_into__matter", "root__matter")
        .filter(process=process, matter__number=number.strip())
        .first()
    )
    if idea is None:
        return None
    idea.process = process
    own = actor.person_id is not None and idea.author_id == actor.person_id
    moderates = idea.state != State.WITHDRAWN and bool(rights.may_moderate(actor, body_id=process.body_id))
    return idea if idea.state in SEEN or own or moderates else None


def story(idea: Idea, actor: Actor) -> Story:
    """This will tell an idea's story to this reader. Four statements at most."""
    root = idea.root or idea
    own = actor.person_id is not None and idea.author_id == actor.person_id
    gathered = list(Idea.objects.filter(root=root).select_related("matter").only("matter", "joined_into", "posted_at"))
    under = below(idea.pk, {one.pk: one.joined_into_id for one in gathered})
    joined = [one for one in gathered if one.pk in under]
    supported = False
    if actor.person_id is not None:
        group = [root.pk, *(one.pk for one in gathered)]
        supported = Support.objects.filter(matter__in=group, person=actor.person_id).exists()
    return Story(
        idea=idea,
        root=root,
        joined=sorted(joined, key=lambda one: (one.posted_at, one.pk)),
        joining=_standing(idea) if idea.state == State.JOINED else None,
        photos=files.of_matter(idea.matter, actor, ["photo"]),
        supported=supported,
        is_author=own,
        moderates=bool(rights.may_moderate(actor, body_id=idea.process.body_id)),
    )


def _standing(idea: Idea) -> Joining | None:
    return Joining.objects.filter(idea=idea).exclude(state=Joining.State.UNDONE).first()


def joining_of(idea: Idea, actor: Actor) -> Joining | None:
    """This will give the joining of her own idea that stands, None to anyone else."""
    own = actor.person_id is not None and idea.author_id == actor.person_id
    return _standing(idea) if own else None


def may_see_files(actor: Actor, matter: Matter) -> bool:
    """This will open the photos of an idea that is not shown to its author and to moderators."""
    idea = Idea.objects.select_related("process").filter(matter=matter).first()
    if idea is None:
        return False
    own = actor.person_id is not None and idea.author_id == actor.person_id
    return own or bool(rights.may_moderate(actor, body_id=idea.process.body_id))


def mine(process: Process, actor: Actor, limit: int = 200) -> list[Idea]:
    """This will list a person's own ideas in a process, in whatever state, the newest first. One statement."""
    if actor.person_id is None:
        return []
    own = Idea.objects.filter(process=process, author=actor.person_id).select_related(*WITH, "root__matter")
    return list(own.order_by("-posted_at", "-matter")[:limit])


def by_matter(matter_id: int) -> Idea | None:
    """This will give the idea on a card, for what follows an act."""
    return Idea.objects.select_related("matter", "author", "process__body").filter(pk=matter_id).first()


def address_parts(matters: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the address of each idea is made of. One statement."""
    rows = Idea.objects.filter(pk__in=matters).values_list("pk", "process__code", "matter__number")
    return {pk: {"code": code, "number": number} for pk, code, number in rows}


# ---------------------------------------------------------------- the desk


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits at the desk of a process."""

    held: int
    objections: int


def counts(process: Process) -> Counts:
    """This will count what waits for a moderator. Two statements."""
    objected = Joining.objects.filter(idea__process=process, state=Joining.State.OBJECTED)
    return Counts(Idea.objects.filter(process=process, state=State.HELD).count(), objected.count())


def queue(process: Process, *, state: str, after: str = "", limit: int = 30) -> Page:
    """This will list ideas of a state for a moderator, held ones in the order of arrival."""
    rows = Idea.objects.filter(process=process, state=state).select_related("matter", "district")
    if state == State.HELD:
        return Page(list(rows.order_by("posted_at", "matter")[:limit]))
    back, key = read_key(after, supported=False)
    if key is not None and not back:
        rows = rows.filter(_beyond(key, back=False))
    cut = list(rows.order_by(*ORDERS[NEWEST])[: limit + 1])
    return Page(cut[:limit], older="<" + _key_of(cut[limit - 1], NEWEST) if len(cut) > limit else "")


def chosen(process: Process, numbers: Sequence[str]) -> list[Idea]:
    """This will give the ideas of these numbers, in their order, for joining. One statement."""
    found = Idea.objects.filter(process=process, matter__number__in=numbers).select_related("matter", "root__matter")
    by_number = {idea.matter.number: idea for idea in found}
    return [by_number[number] for number in dict.fromkeys(numbers) if number in by_number]


def joinings(process: Process, limit: int = 200) -> list[Joining]:
    """This will list joinings, those with an objection first, then the newest. One statement."""
    rows = Joining.objects.filter(idea__process=process).select_related("idea__matter", "into__matter")
    newest = list(rows.order_by("-joined_at", "-pk")[:limit])
    return sorted(newest, key=lambda one: one.state != Joining.State.OBJECTED)


def joining(process: Process, pk: int) -> Joining | None:
    """This will give a joining of a process."""
    rows = Joining.objects.filter(idea__process=process).select_related("idea__matter", "into__matter")
    return rows.filter(pk=pk).first()
