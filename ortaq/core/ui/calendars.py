"""A calendar file (RFC 5545) from plain values, for any program to subscribe to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from unicodedata import category

from django.http import HttpResponse

LONGEST: Final = 75
"""Octets of a line before it is folded."""
_ESCAPED: Final = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting or the last half-hour of a deadline, in the language of the reader."""

    uid: str
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    text: str = ""
    place: str = ""
    address: str = ""
    """Of its page."""
    lon: float | None = None
    lat: float | None = None
    cancelled: bool = False


def written(events: Iterable[Event], *, name: str, language: str) -> str:
    """This will write a calendar any program can subscribe to."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Ortaq//City//{language.upper()}", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{_plain(name)}",
    ]  # fmt: skip
    for event in events:
        lines += _event(event)
    return "\r\n".join(part for line in [*lines, "END:VCALENDAR"] for part in _folded(line)) + "\r\n"


def sent(events: Iterable[Event], *, name: str, file: str, language: str) -> HttpResponse:
    """This will send a calendar under a file's name."""
    text = written(events, name=name, language=language)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["Cache-Control"] = "private, max-age=300"
    return response


def _event(event: Event) -> list[str]:
    found = [
        "BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{_moment(event.changed_at)}",
        f"LAST-MODIFIED:{_moment(event.changed_at)}", f"SEQUENCE:{int(event.changed_at.timestamp()) % 2**31}",
        f"DTSTART:{_moment(event.starts_at)}", f"DTEND:{_moment(event.ends_at)}", f"SUMMARY:{_plain(event.title)}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
    ]  # fmt: skip
    if event.text:
        found.append(f"DESCRIPTION:{_plain(event.text)}")
    if event.place:
        found.append(f"LOCATION:{_plain(event.place)}")
    if event.lon is not None and event.lat is not None:
        found.append(f"GEO:{event.lat:.6f};{event.lon:.6f}")
    return [*found, f"URL:{event.address}", "END:VEVENT"]


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _plain(text: str) -> str:
    """Text as RFC 5545 takes it: escaped, without control signs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_ESCAPED.get(sign, sign) for sign in lines if sign in "\n\t" or category(sign) != "Cc")


def _folded(line: str) -> Iterator[str]:
    """Break a line after at most 75 octets, never inside a letter."""
    part, length = "", 0
    for sign in line:
        octets = len(sign.encode())
        if length + octets > LONGEST:
            yield part
            part, length = " ", 1
        part, length = part + sign, length + octets
    yield part
