"""Feeds: what happened in a part of the chain, or on the way of one card, newest first, as Atom."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.core.journal import queries as journal
from ortaq.core.journal.threads import Moment, Part
from ortaq.core.matters import addresses
from ortaq.core.matters import queries as matters
from ortaq.core.matters.localized import words
from ortaq.core.people.actor import GUEST
from ortaq.core.ui.navigation import city_name
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.doors.web.pages.thread import PARTS

if TYPE_CHECKING:
    from ortaq.core.matters.models import Matter

SHOWN = 50


@require_safe
def part(request: HttpRequest, part: str) -> HttpResponse:
    """This will give the newest moments of a part of the chain: what was said, decided, built …"""
    if part not in set(Part):
        raise Http404
    here = Part(part)
    moments, cards = journal.newest(here, limit=SHOWN)
    title = f"{PARTS[here]} · {city_name()}"
    return _feed(request, title, reverse("web:home"), moments, cards)


@require_safe
def thread(request: HttpRequest, number: str) -> HttpResponse:
    """This will give the newest moments on the way of a card everyone may see."""
    matter = matters.get(number, GUEST)
    if matter is None:
        raise Http404
    found = journal.thread(matter, GUEST)
    moments = sorted(found.moments, key=_moment, reverse=True)[:SHOWN]
    title = f"{matter.title or matter.number} · {_('From word to thing')}"
    return _feed(request, title, reverse("web:thread", args=[number]), moments, found.cards)


def _feed(
    request: HttpRequest, title: str, page: str, moments: Sequence[Moment], cards: "dict[int, Matter]"
) -> HttpResponse:
    feed = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(page),
        description=None,
        language=language(),
        feed_url=request.build_absolute_uri(),
    )
    hrefs = addresses.of(list(cards.values()))
    for one in moments:
        card = cards[one.matter]
        href = request.build_absolute_uri(hrefs.get(card.pk) or reverse("web:thread", args=[card.number]))
        told = f"{one.what}: {card.title or card.number}"
        feed.add_item(
            title=told,
            link=href,
            description=words(one.who, language()) if one.who else "",
            unique_id=f"{href}#{one.part}-{_moment(one).isoformat()}",
            pubdate=_moment(one),
            updateddate=_moment(one),
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    return response


def _moment(one: Moment) -> datetime:
    """A day begins at midnight by the city's clock."""
    return one.at if isinstance(one.at, datetime) else timezone.make_aware(datetime.combine(one.at, time.min))
