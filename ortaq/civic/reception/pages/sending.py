"""The moment of filing: from a draft to an appeal."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest

from ortaq.civic.reception.pages import access
from ortaq.civic.reception.pages.draft import Draft
from ortaq.civic.reception.queries import topics
from ortaq.civic.reception.services import intake
from ortaq.core.people import queries as people
from ortaq.core.people import services as people_services
from ortaq.core.people.actor import GUEST, Actor
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Appeal
    from ortaq.core.people.models import Person


def send(request: HttpRequest, draft: Draft, *, language: str, now: datetime) -> "Appeal":
    """This will open the appeal, show its page to this visitor and clear the draft. The same draft makes one appeal."""
    # Who stays anonymous is a guest for the journal too, even if she is signed in.
    actor: Actor = GUEST if draft.who == "anonymous" else actor_of(request)
    point = draft.point()
    appeal = intake.open_appeal(
        kind=draft.kind,
        topic=topics.by_code(draft.topic),
        text=draft.text,
        lon=point[0] if point else None,
        lat=point[1] if point else None,
        address=draft.address,
        place=draft.place,
        district=draft.district,
        applicant=applicant(draft, actor, language=language, now=now),
        publish=draft.publish,
        channel="portal",
        upload_token=draft.upload_token,
        form_token=draft.form_token,
        actor=actor,
        now=now,
    )
    access.remember(request, appeal.matter.number, appeal.access_code)
    Draft.forget(request)
    return appeal


def applicant(draft: Draft, actor: Actor, *, language: str, now: datetime) -> "Person | None":
    """This will give the person who signs: the one signed in, or the one the form names; None for anonymous."""
    if draft.who == "anonymous":
        return None
    if actor.person_id is not None:
        return people.person_by_id(actor.person_id)
    return people_services.register_person(
        name=draft.name,
        language=language,
        email=draft.email,
        phone=draft.phone,
        iin=draft.iin or None,
        actor=actor,
        now=now,
    )
