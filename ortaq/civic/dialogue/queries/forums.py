"""Forums as everyone sees them, at their organisers' desk, and what is left of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q

from ortaq.civic.dialogue.models import Forum, MinuteParagraph, Process, ProgrammeItem, Registration
from ortaq.civic.dialogue.rules import forums as rules
from ortaq.civic.dialogue.rules import rights
from ortaq.core.decisions.models import Decision
from ortaq.core.files import queries as files
from ortaq.core.files.models import StoredFile
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor

WITH = ("matter", "process__body", "process__matter", "process__territory")
PAST_SHOWN = 30
PHOTOS = ("photo",)


@dataclass(frozen=True, slots=True)
class Listing:
    """Public forums: those to come, the nearest first, and those that were, the newest first."""

    coming: list[Forum]
    past: list[Forum]


def dates_of(forum: Forum) -> rules.Dates:
    """This will give the times of a forum as the rules read them."""
    return rules.Dates(
        forum.state, forum.registration_opens_at, forum.registration_closes_at, forum.starts_at, forum.ends_at
    )


def listed(*, now: datetime, process: Process | None = None) -> Listing:
    """This will list public forums, of one process or of all. Two statements."""
    public = Forum.objects.filter(listed=True).select_related(*WITH)
    if process is not None:
        public = public.filter(process=process)
    coming = public.filter(ends_at__gt=now).annotate(taken=Count("registrations", filter=_SEATED))
    past = public.filter(ends_at__lte=now).exclude(state=Forum.State.CANCELLED)
    return Listing(list(coming.order_by("starts_at", "pk")), list(past.order_by("-starts_at", "-pk")[:PAST_SHOWN]))


_SEATED = Q(registrations__seat__isnull=False)


def for_calendar(*, since: datetime) -> list[Forum]:
    """This will list public forums that end after a moment, cancelled ones too: a calendar crosses them out."""
    return list(Forum.objects.filter(listed=True, ends_at__gt=since).select_related(*WITH).order_by("starts_at", "pk"))


def get(code: str, actor: Actor) -> Forum | None:
    """This will give a forum that is public, or a draft at its organisers' desk; None for all others."""
    found = Forum.objects.select_related(*WITH).filter(code=code).first()
    if found is None or found.listed or rights.may_organise(actor, body_id=found.process.body_id):
        return found
    return None


def at_desk(code: str, actor: Actor) -> Forum | None:
    """This will give a forum to its organisers (second factor), None to everybody else."""
    found = Forum.objects.select_related(*WITH).filter(code=code).first()
    return found if found is not None and rights.may_organise(actor, body_id=found.process.body_id) else None


def moderated(code: str, actor: Actor) -> Forum | None:
    """This will give a forum to those who look at what residents ask there."""
    found = Forum.objects.select_related(*WITH).filter(code=code).first()
    return found if found is not None and rights.may_moderate(actor, body_id=found.process.body_id) else None


def desk_list(actor: Actor) -> list[Forum]:
    """This will list the forums of the bodies the actor organises for, the newest first, with counts. One statement."""
    bodies = [body for body in actor.body_ids if rights.may_organise(actor, body_id=body)]
    waiting = Q(registrations__state=Registration.State.WAITING)
    return list(
        Forum.objects.filter(process__body__in=bodies)
        .select_related(*WITH)
        .annotate(taken=Count("registrations", filter=_SEATED), waiting=Count("registrations", filter=waiting))
        .order_by("-starts_at", "-pk")
    )


def processes_for(actor: Actor) -> list[Process]:
    """This will list the processes a forum can be opened in by the actor. One statement."""
    bodies = [body for body in actor.body_ids if rights.may_organise(actor, body_id=body)]
    found = Process.objects.filter(body__in=bodies).exclude(state=Process.State.CLOSED)
    return list(found.select_related("matter", "body", "territory").order_by("-pk"))


def programme_of(forum: Forum) -> list[ProgrammeItem]:
    """This will list the lines of the programme in their order. One statement."""
    return list(ProgrammeItem.objects.filter(forum=forum).select_related("body"))


def item(forum: Forum, pk: int) -> ProgrammeItem | None:
    """This will give one line of a programme."""
    return ProgrammeItem.objects.filter(forum=forum, pk=pk).select_related("body").first()


def minutes_of(forum: Forum) -> list[MinuteParagraph]:
    """This will list the paragraphs of the minutes with the public matters and decisions they name. 3 statements."""
    public = Matter.objects.filter(visibility=Matter.Visibility.PUBLIC)
    found = MinuteParagraph.objects.filter(forum=forum).prefetch_related(
        Prefetch("matters", queryset=public), Prefetch("decisions", queryset=Decision.objects.order_by("pk"))
    )
    return list(found)


def paragraph(forum: Forum, position: int) -> MinuteParagraph | None:
    """This will give one paragraph of the minutes."""
    found = MinuteParagraph.objects.filter(forum=forum, position=position)
    return found.prefetch_related("matters", "decisions").first()


def photos_of(forum: Forum, actor: Actor) -> list[StoredFile]:
    """This will list the photos of a forum that the actor may see. One statement."""
    return files.of_matter(forum.matter, actor, PHOTOS)


def may_see_files(actor: Actor, matter: Matter) -> bool:
    """This will tell whether the actor may see photos of a forum that are not public: its organisers may."""
    found = Forum.objects.filter(matter=matter).values_list("process__body_id", flat=True).first()
    return found is not None and bool(rights.may_organise(actor, body_id=found))


def address_parts(matter_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the addresses of forums are made of. One statement."""
    rows = Forum.objects.filter(pk__in=list(matter_ids)).values_list("pk", "code")
    return {pk: {"code": code} for pk, code in rows}
