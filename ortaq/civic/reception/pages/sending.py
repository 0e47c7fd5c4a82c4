"""The moment of filing: from a draft to an appeal."""

import hashlib
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest

from ortaq.civic.reception.pages import access
from ortaq.civic.reception.pages.draft import Draft
from ortaq.civic.reception.queries import detail, topics
from ortaq.civic.reception.services import intake
from ortaq.core.people import queries as people
from ortaq.core.people.actor import GUEST, Actor
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.ui import limits
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Appeal

TOO_OFTEN = N_(
    "Very many appeals have come from your network within an hour, so this one is not sent yet. Your words are kept: "
    "send them in an hour, or sign in and send them now."
)


def send(request: HttpRequest, draft: Draft, *, language: str, now: datetime) -> "Appeal":
    """This will open the appeal, show its page to this visitor and clear the draft. The same draft makes one appeal.

    Raises Refused, besides what the service asks again, when guests of this address have sent too many within an hour.
    """
    if not limits.has_room(request, "appeal") and not detail.is_filed(token_of(draft)):
        raise Refused(limits.TOO_OFTEN, TOO_OFTEN)
    # Who stays anonymous is a guest for the journal too, even if she is signed in.
    actor: Actor = GUEST if draft.who == "anonymous" else actor_of(request)
    signed_in = people.person_by_id(actor.person_id)
    point = draft.point()

    def remember(number: str, code: str) -> None:
        """Let her see it: in the transaction of the appeal, so that there is one to wait for, not two."""
        access.remember(request, number, code)
        draft.forget(request)
        with suppress(UpdateError):  # the session has ended meanwhile: no reason to lose the appeal
            request.session.save()

    appeal = intake.open_appeal(
        kind=draft.kind,
        topic=topics.by_code(draft.topic),
        text=draft.text,
        lon=point[0] if point else None,
        lat=point[1] if point else None,
        address=draft.address,
        place=draft.place,
        district=draft.district,
        applicant=signed_in,
        signature=None if signed_in or draft.who == "anonymous" else signature(draft, language),
        publish=draft.publish,
        channel="portal",
        upload_token=draft.upload_token if draft.photos else "",
        form_token=token_of(draft),
        within=remember,
        actor=actor,
        now=now,
    )
    if appeal.was_there:
        remember(appeal.matter.number, appeal.access_code)
    return appeal


def signature(draft: Draft, language: str) -> intake.Signature:
    """This will give the name and contacts the form was signed with."""
    return intake.Signature(name=draft.name, language=language, phone=draft.phone, email=draft.email, iin=draft.iin)


def token_of(draft: Draft) -> str:
    """This will name the form by its words too: who goes back after sending and writes another appeal has two."""
    return f"{draft.form_token}-{hashlib.sha256(draft.text.encode('utf-8', 'replace')).hexdigest()[:16]}"
