"""The timeline in words: each event of a process as a stop of the line."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ortaq.civic.dialogue.pages.contents import told
from ortaq.civic.dialogue.queries import timeline as events
from ortaq.civic.dialogue.templatetags.processes import CONTENTS, PHASES, phase_name, zoned, zoned_span
from ortaq.core.ui.lines import Evidence, Step, Stop
from ortaq.core.ui.templatetags.ui_formats import localized, when

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Process


def stops_of(found: "Process", now: datetime) -> list[Stop]:
    """This will give what happened in a process and is still to come, in the order of time."""
    return [_stop(event, found, now) for event in events.of_process(found)]


def _stop(event: events.Event, found: "Process", now: datetime) -> Stop:
    """An event as a stop of the line: what, when by the process' clock, and the way to it."""
    runs = event.until is not None and event.at <= now < event.until and found.state != "closed"
    step = Step.NOW if runs else Step.DONE if event.at <= now else Step.NEXT
    zone = found.time_zone
    note = zoned_span(event.at, event.until, zone) if event.until else zoned(event.at, zone)
    what, links = _SAID[event.kind](event, found)
    if event.kind == "moved":
        note = format_html("{}. {}", note, _moved_words(event.thing.data, zone))
    reason = event.thing.data.get("reason", "") if event.kind in ("moved", "withdrawn") else ""
    return Stop(what, step, note=note, quote=reason, evidence=links)


def _moved_words(data: Mapping[str, str], zone: str) -> SafeString:
    """Until when a phase was to run or everyone was to have an answer, and until when now."""
    if "due" in data:
        days = [date.fromisoformat(data[name]) if data[name] else None for name in ("was_due", "due")]
        return format_html("{} → {}", *(when(day) for day in days))
    until = zoned(datetime.fromisoformat(data["until"]), zone)
    if "was_until" not in data:
        return until
    return format_html("{} → {}", zoned(datetime.fromisoformat(data["was_until"]), zone), until)


def _said_moved(event: events.Event, _found: "Process") -> tuple[str, list[Evidence]]:
    data = event.thing.data
    what = PHASES[data["phase"]] if "phase" in data else _("the day of the answers")
    return _("The plan was changed: %(phase)s") % {"phase": what}, []


def _said_withdrawn(event: events.Event, _found: "Process") -> tuple[str, list[Evidence]]:
    return _("Taken back: %(kind)s") % {"kind": CONTENTS[event.thing.data["kind"]]}, []


def _link(label: str, name: str, *parts: str) -> list[Evidence]:
    return [Evidence(label, reverse(name, args=parts))]


def _said_count(event: events.Event, found: "Process") -> tuple[str, list[Evidence]]:
    people = event.thing.people
    said = ngettext(
        "Opinion groups counted from the votes of %(n)d person",
        "Opinion groups counted from the votes of %(n)d people",
        people,
    ) % {"n": people}
    return said, _link(_("See the groups"), "dialogue:groups", found.code)


def _said_fates(event: events.Event, found: "Process") -> tuple[str, list[Evidence]]:
    said = ngettext("%(n)d answer given", "%(n)d answers given", event.number) % {"n": event.number}
    return said, _link(_("Read the answers"), "dialogue:answers", found.code)


def _said_news(event: events.Event, found: "Process") -> tuple[str, list[Evidence]]:
    said = told(event.thing.shown)
    return said["title"], _link(_("Read on"), "dialogue:content", found.code, event.thing.code)


def _said_forum(event: events.Event, _found: "Process") -> tuple[str, list[Evidence]]:
    title = localized(event.thing.title)
    said = _("Cancelled: %(title)s") % {"title": title} if event.thing.state == "cancelled" else title
    return said, _link(_("The forum"), "dialogue:forum", event.thing.code)


_SAID: "dict[str, Callable[[events.Event, Process], tuple[str, list[Evidence]]]]" = {
    "phase": lambda event, _found: (phase_name(event.thing), []),
    "forum": _said_forum,
    "news": _said_news,
    "count": _said_count,
    "fates": _said_fates,
    "opened": lambda _event, _found: (_("The dialogue was opened"), []),
    "moved": _said_moved,
    "withdrawn": _said_withdrawn,
    "closed": lambda _event, _found: (_("The dialogue is closed"), []),
}
