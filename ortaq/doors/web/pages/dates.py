"""The city's dates as a calendar to subscribe to: until when one can vote, apply, propose, take part."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.core.people.actor import GUEST
from ortaq.core.ui import calendars
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.doors.web.pages.home import Choice, choices

LAST_CALL = timedelta(minutes=30)
"""A deadline stands in a calendar as the half-hour before it."""


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """This will give what everybody can decide now, each by its last half-hour."""
    now = timezone.now()
    events = [_event(one, request) for one in choices(GUEST, now)]
    return calendars.sent(events, name=_("What the city decides now"), file="decides.ics", language=language())


def _event(choice: Choice, request: HttpRequest) -> calendars.Event:
    address = request.build_absolute_uri(choice.href)
    return calendars.Event(
        uid=address,
        changed_at=choice.until - LAST_CALL,
        starts_at=choice.until - LAST_CALL,
        ends_at=choice.until,
        title=f"{choice.title}: {choice.verb}",
        text=choice.kind,
        address=address,
    )
