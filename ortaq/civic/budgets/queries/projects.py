"""Projects: lists, one project with its story, the author's own, the experts' queue."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Q, QuerySet

from ortaq.civic.budgets.models import Call, FeasibilityCheck, Project
from ortaq.civic.budgets.rules import calls as call_rules
from ortaq.civic.budgets.rules.projects import PUBLIC, Stage
from ortaq.core.files.models import StoredFile
from ortaq.core.matters import search
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor

SEEN = [stage.value for stage in PUBLIC]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to; "" for all. `district` is a dotted code, `state` one of the public ones."""

    district: str = ""
    category: str = ""
    state: str = ""
    words: str = ""


@dataclass(slots=True)
class Story:
    """All a project's page shows."""

    project: Project
    checks: list[FeasibilityCheck]
    """The newest first; the first one stands."""
    photos: list[StoredFile]
    same_site: list[Project]
    """Others on the same place: of all of them one at most can win."""
    is_author: bool
    may_withdraw: bool = False
    origins: list[Matter] = field(default_factory=list)


def _all() -> QuerySet[Project]:
    return Project.objects.select_related("matter", "pot__district", "call")


def _visible(actor: Actor, call: Call) -> QuerySet[Project]:
    found = _all().filter(call=call)
    own = Q(author=actor.person_id) if actor.person_id else Q(pk=None)
    return found.filter(Q(state__in=SEEN, matter__visibility=Matter.Visibility.PUBLIC.value) | own)


def listed(call: Call, wanted: Filter | None = None, *, start: int = 0, limit: int = 50) -> list[Project]:
    """This will list public projects: by ballot number once they have one, else the newest first.

    Nothing of the vote is known to this list, and it does not change with it. One statement, two with words.
    """
    return list(_narrowed(call, wanted or Filter())[start : start + limit])


def how_many(call: Call, wanted: Filter | None = None) -> int:
    """This will count what `listed` lists."""
    return _narrowed(call, wanted or Filter()).count()


def _narrowed(call: Call, wanted: Filter) -> QuerySet[Project]:
    found = _all().filter(call=call, state__in=SEEN, matter__visibility=Matter.Visibility.PUBLIC.value)
    if wanted.district:
        found = found.filter(pot__district__code=wanted.district)
    if wanted.category:
        found = found.filter(category=wanted.category)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.words.strip():
        cards = Matter.objects.filter(kind="project", visibility=Matter.Visibility.PUBLIC.value)
        found = found.filter(pk__in=[card.pk for card in search.find(cards, wanted.words, 300)])
    return found.order_by(F("ballot_number").asc(nulls_last=True), "-submitted_at", "pk")


def get(call: Call, number: str, actor: Actor) -> Project | None:
    """This will give a project by its card's number if it is public or the actor's own. One statement."""
    return _visible(actor, call).filter(matter__number=number.strip()).first()


def mine(call: Call, actor: Actor) -> Project | None:
    """This will give the actor's project in a call, a draft too; a withdrawn one only when there is no other."""
    if actor.person_id is None:
        return None
    own = list(_all().filter(call=call, author=actor.person_id).order_by("-pk"))
    standing = [project for project in own if project.state != Stage.WITHDRAWN]
    return next(iter(standing or own), None)


def story(project: Project, actor: Actor) -> Story:
    """This will tell a project's story to this reader. Three statements at most."""
    photos = project.matter.files.filter(
        visibility=StoredFile.Visibility.PUBLIC, state=StoredFile.State.READY, purpose="photo"
    )
    same: list[Project] = []
    if project.site:
        beside = _all().filter(call=project.call_id, site=project.site, state__in=SEEN).exclude(pk=project.pk)
        same = list(beside.order_by(F("ballot_number").asc(nulls_last=True), "pk"))
    own = actor.person_id is not None and actor.person_id == project.author_id
    return Story(
        project=project,
        checks=list(project.checks.select_related("body").order_by("-checked_at", "-pk")),
        photos=list(photos.order_by("uploaded_at", "pk")),
        same_site=same,
        is_author=own,
        may_withdraw=own and project.state not in (Stage.WITHDRAWN, Stage.WON, Stage.LOST),
    )


def to_check(call: Call, actor: Actor, *, state: str = Stage.SUBMITTED.value, limit: int = 500) -> list[Project]:
    """This will list the projects an expert may check, the longest waiting first. Two statements."""
    return list(_for_expert(call, actor, state).order_by("submitted_at", "pk")[:limit])


def how_many_to_check(call: Call, actor: Actor) -> int:
    """This will count the projects that wait for an expert. Two statements."""
    return _for_expert(call, actor, Stage.SUBMITTED.value).count()


def _for_expert(call: Call, actor: Actor, state: str) -> QuerySet[Project]:
    ours = [
        row.pk
        for row in call.pots.all()
        if call_rules.may_check(actor, bodies=[call.body_id, *([row.akimat_id] if row.akimat_id else [])])
    ]
    return _all().filter(call=call, pot__in=ours, state=state)


def checkable(call: Call, number: str, actor: Actor) -> Project | None:
    """This will give a project an expert of its district opens at the desk."""
    project = _all().select_related("pot__akimat").filter(call=call, matter__number=number, state__in=SEEN).first()
    if project is None:
        return None
    bodies = [call.body_id, *([project.pot.akimat_id] if project.pot.akimat_id else [])]
    return project if call_rules.may_check(actor, bodies=bodies) else None


def handed_in_until(call: Call, moment: datetime) -> int:
    """This will count the projects handed in before a moment."""
    return Project.objects.filter(call=call, submitted_at__lt=moment).count()


def address_parts(matter_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the addresses of public projects are made of. One statement."""
    rows = Project.objects.filter(pk__in=list(matter_ids), state__in=SEEN)
    found = rows.values_list("pk", "call__code", "matter__number")
    return {pk: {"code": code, "number": number} for pk, code, number in found}
