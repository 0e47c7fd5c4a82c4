"""What is said about a version: listed by part, kind, group and fate; one remark with the history of its anchors."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ortaq.civic.plans.models import Anchor, Layer, Plan, PlanVersion, Remark, RemarkLens
from ortaq.civic.plans.rules import rights
from ortaq.civic.plans.rules.remarks import OPEN_STAGES, State, takes_remarks
from ortaq.core.discussion.models import Support
from ortaq.core.discussion.rules.lenses import LENSES
from ortaq.core.discussion.rules.places import Key, read_key, write_key
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import Answer

WITH: Final = ("matter__territory", "plan__matter", "plan__body", "plan__territory", "version", "body")
PARTS: Final = ("paragraph", "zone__zone_class", "layer", "measure", "resource__measure")
"""What an anchor may hang on, joined."""
HEAVY: Final = ("zone__shape", "zone__uses", "zone__note")
"""What no line of a list shows."""
NEWEST, WANTED = "newest", "wanted"
OPEN: Final = "open"
"""What has no fate yet, in filters."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to, "" for all: kind of part and its key, kind, group, fate, and what became of it."""

    part: str = ""
    key: str = ""
    kind: str = ""
    lens: str = ""
    fate: str = ""
    """A fate, or "open"."""
    became: str = ""
    """A state of the anchor on this version."""
    placed: bool = False
    """Only what has a pin on the map."""
    order: str = NEWEST


@dataclass(frozen=True, slots=True)
class Page:
    """Anchors with their remarks, and the keys of the neighbouring pages, "" where there is none."""

    rows: list[Anchor]
    newer: str = ""
    older: str = ""
    count: int = 0


def narrowed(version: PlanVersion, asked: Filter) -> QuerySet[Anchor]:
    """This will give the anchors on a version of the remarks everyone reads that a filter asks for."""
    rows = Anchor.objects.filter(version=version, remark__state=State.SHOWN)
    if asked.part:
        rows = rows.filter(part=asked.part)
    if asked.key:
        rows = rows.filter(key=asked.key)
    if asked.kind:
        rows = rows.filter(remark__kind=asked.kind)
    if asked.fate:
        rows = rows.filter(remark__fate="" if asked.fate == OPEN else asked.fate)
    if asked.became:
        rows = rows.filter(state=asked.became)
    if asked.placed:
        rows = rows.filter(remark__matter__lon__isnull=False).exclude(state=Anchor.State.ORPHANED)
    if asked.lens:
        rows = rows.filter(Exists(RemarkLens.objects.filter(lens=asked.lens, remark=OuterRef("remark"))))
    return rows


ORDERS: Final = {
    NEWEST: ("-remark__made_at", "-remark"),
    WANTED: ("-remark__supporters", "-remark__made_at", "-remark"),
}
BACK: Final = {order: tuple(name[1:] for name in names) for order, names in ORDERS.items()}


def listed(version: PlanVersion, asked: Filter, after: str = "", limit: int = 20) -> Page:
    """This will give one page of what is said about a version, with its number. Three statements at most.

    `after` is a key of an earlier page: "<" + key goes on, ">" + key goes back; a damaged one begins anew. Each row is
    an anchor: `row.remark`, its part, and `row.remark.spoken` (the groups its author speaks for).
    """
    order = asked.order if asked.order in ORDERS else NEWEST
    found = narrowed(version, asked)
    count = found.count()
    rows = found.select_related("remark__matter", *PARTS).defer(*HEAVY).prefetch_related(_spoken("remark__lenses"))
    back, key = read_key(after, supported=order == WANTED)
    if key is not None:
        rows = rows.filter(_beyond(key, back=back))
    cut = list(rows.order_by(*(BACK if back else ORDERS)[order])[: limit + 1]) if count else []
    more, kept = len(cut) > limit, cut[:limit]
    if back:
        kept.reverse()
    if not kept:
        return Page([], count=count)
    has_newer, has_older = (more, True) if back else (bool(after and key), more)
    return Page(
        kept,
        newer=">" + _key_of(kept[0].remark, order) if has_newer else "",
        older="<" + _key_of(kept[-1].remark, order) if has_older else "",
        count=count,
    )


def _spoken(name: str) -> "Prefetch[str]":
    return Prefetch(name, RemarkLens.objects.order_by("pk"), to_attr="spoken")


def _beyond(key: Key, *, back: bool) -> Q:
    supporters, at, pk = key
    sign = "gt" if back else "lt"
    later = Q(**{f"remark__made_at__{sign}": at}) | Q(**{"remark__made_at": at, f"remark__{sign}": pk})
    if supporters is None:
        return later
    return Q(**{f"remark__supporters__{sign}": supporters}) | (Q(remark__supporters=supporters) & later)


def _key_of(remark: Remark, order: str) -> str:
    return write_key(remark.made_at, remark.pk, remark.supporters if order == WANTED else None)


# ---------------------------------------------------------------- counts


def counts(version: PlanVersion, part: str = "") -> dict[tuple[str, str], int]:
    """This will count what everyone reads about each part of a version, of one kind if named. One statement.

    What hangs on a part that is gone counts nowhere.
    """
    rows = narrowed(version, Filter(part=part)).exclude(state=Anchor.State.ORPHANED).order_by()
    return {(kind, key): n for kind, key, n in rows.values_list("part", "key").annotate(n=Count("pk"))}


def of_part(version: PlanVersion, part: str, key: str) -> int:
    """This will count what everyone reads about one part. One statement."""
    return narrowed(version, Filter(part=part, key=key)).exclude(state=Anchor.State.ORPHANED).count()


def layers(version: PlanVersion, theme: str) -> list[Layer]:
    """This will list the layers of a theme, each with how much everyone reads about it (`said`). One statement."""
    about = Anchor.objects.filter(layer=OuterRef("pk"), remark__state=State.SHOWN).order_by().values("layer")
    counted = about.annotate(n=Count("pk")).values("n")
    rows = Layer.objects.filter(version=version, theme=theme).annotate(said=Coalesce(Subquery(counted), 0))
    return list(rows.order_by("position", "key"))


def by_lens(version: PlanVersion) -> dict[str, int]:
    """This will count the remarks of a version by the groups their authors speak for, those said most first.

    One statement. Said in public, so that no count is too small.
    """
    rows = RemarkLens.objects.filter(remark__state=State.SHOWN, remark__anchors__version=version).order_by()
    found = dict(rows.values_list("lens").annotate(n=Count("pk")))
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], LENSES.index(pair[0]))))


# ---------------------------------------------------------------- one remark


@dataclass(slots=True)
class Story:
    """All the page of a remark shows, of this reader's point of view."""

    remark: Remark
    anchors: list[Anchor]
    """One for each version since it was made, in their order."""
    lenses: list[str] = field(default_factory=list)
    supported: bool = False
    is_author: bool = False
    moderates: bool = False


def get(plan: Plan, number: str, actor: Actor) -> Remark | None:
    """This will give a remark everyone reads, her own, or any to a moderator; None for all others. One statement."""
    remark = Remark.objects.select_related(*WITH).filter(plan=plan, matter__number=number.strip()).first()
    if remark is None:
        return None
    moderates = remark.state != State.WITHDRAWN and bool(rights.may_moderate(actor, body_id=plan.body_id))
    return remark if remark.state == State.SHOWN or _own(remark, actor) or moderates else None


def _own(remark: Remark, actor: Actor) -> bool:
    return actor.person_id is not None and remark.author_id == actor.person_id


def anchors_of(remark: Remark) -> list[Anchor]:
    """This will give the anchors of a remark with what they hang on, in the order of versions. One statement."""
    rows = Anchor.objects.filter(remark=remark, version__published_at__isnull=False)
    return list(rows.select_related("version", *PARTS).order_by("version__number"))


def story(remark: Remark, actor: Actor) -> Story:
    """This will tell a remark's story to this reader. Three statements at most."""
    spoken = set(RemarkLens.objects.filter(remark=remark).values_list("lens", flat=True))
    supported = (
        actor.person_id is not None and Support.objects.filter(matter=remark.pk, person=actor.person_id).exists()
    )
    return Story(
        remark=remark,
        anchors=anchors_of(remark),
        lenses=[lens for lens in LENSES if lens in spoken],
        supported=supported,
        is_author=_own(remark, actor),
        moderates=bool(rights.may_moderate(actor, body_id=remark.plan.body_id)),
    )


def mine(plan: Plan, actor: Actor, limit: int = 200) -> list[Remark]:
    """This will list a person's own remarks on a plan, in whatever state, the newest first. One statement."""
    if actor.person_id is None:
        return []
    own = Remark.objects.filter(plan=plan, author=actor.person_id).select_related("matter", "version")
    return list(own.order_by("-made_at", "-matter")[:limit])


def open_now(version: PlanVersion, *, today: date) -> Answer:
    """This will say whether people can speak about a version on a day.

    One statement; none for a version as `queries.plans` gives it, and for one whose stage is over.
    """
    newest = version.published_at is not None
    if newest and version.stage in OPEN_STAGES:
        newest = not (version.has_later if hasattr(version, "has_later") else _later(version).exists())
    return takes_remarks(
        published=version.published_at is not None, newest=newest, stage=version.stage, until=version.remarks_until,
        today=today,
    )  # fmt: skip


def _later(version: PlanVersion) -> QuerySet[PlanVersion]:
    return PlanVersion.objects.filter(plan=version.plan_id, published_at__isnull=False, number__gt=version.number)


def by_matter(matter_id: int) -> Remark | None:
    """This will give the remark on a card, for what follows an act."""
    return Remark.objects.select_related(*WITH, "author").filter(pk=matter_id).first()


def address_parts(matters: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the address of each remark is made of. One statement."""
    rows = Remark.objects.filter(pk__in=matters).values_list("pk", "plan__code", "matter__number")
    return {pk: {"code": code, "said": number} for pk, code, number in rows}
