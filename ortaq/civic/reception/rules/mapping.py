"""How a foreign record becomes an appeal: a small language in JSON, one rule per field. Pure, so that it runs in any
process.

A mapping is {"name", "source", "format"?, "header"?, "only"?, "fields": {field: rule}}. Fields: id, text, received_at
(all
needed but id), kind, topic, category, language, lon, lat, address, organisation, state, answered_at, answer.
A rule is one of
    {"const": value}                                   the same for every record
    {"column": "a.b"}                                  a value by its dotted path
    {"columns": ["a", "b"], "join": ". "}              several, joined; with "first": true the first that is not empty
and may add "values": {from: to} with "else": value, "html": true (tags out), "empty": ["0.0"] (counts as nothing),
"format": strptime's or "iso", and "zone": "America/New_York" for times without an offset.
"""

import re
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from html import unescape
from math import isfinite
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ortaq.civic.reception.rules.reading import Reading, mask, read_words
from ortaq.civic.reception.rules.words import check_text, clean
from ortaq.core.people.refusal import N_

FIELDS: Final = frozenset({
    "id", "text", "received_at", "kind", "topic", "category", "language", "lon", "lat", "address", "organisation",
    "state", "answered_at", "answer",
})  # fmt: skip
RULES: Final = frozenset({
    "const", "column", "columns", "join", "first", "values", "else", "html", "empty", "format", "zone",
})  # fmt: skip
NEEDED: Final = frozenset({"text", "received_at"})
ANSWERED: Final = frozenset({"answered", "closed"})
NO_WORDS: Final[dict[str, str]] = {
    "kk": "Жауап мәтіні бастапқы жүйеден алынбады.",
    "ru": "Текст ответа не передан исходной системой.",
    "en": "The source system did not hand over the text of the answer.",
}

NO_DATE = N_("There is no date, or it is not written as the mapping says: %(value)s.")
NO_TEXT = N_("There is no text.")
NOT_UTF8 = N_("The line is not UTF-8 text.")
NO_PLACE = N_("The coordinates are not numbers on the globe: %(value)s.")
CLOSED_BEFORE = N_("It was closed before it was opened.")
FUTURE = N_("The date lies in the future: %(value)s.")


class MappingError(ValueError):
    """The mapping itself is wrong; the message is one English sentence saying what to mend."""


class BadRow(Exception):  # noqa: N818, a row is not an error of the program
    """One record cannot be read; `line` is where it stands, the text says why."""

    def __init__(self, line: int, reason: str, **params: object) -> None:
        super().__init__(line, reason % params if params else reason)
        self.line = line
        self.reason = reason % params if params else reason


class ImportRow(NamedTuple):
    """One record in our words: a plain tuple, because a million of them go from process to process.

    `reading` may be filled beforehand, in as many processes as there are cores.
    """

    line: int
    id: str
    text: str
    received_at: datetime
    kind: str = "application"
    topic: str = ""
    category: str = ""
    language: str | None = None
    lon: float | None = None
    lat: float | None = None
    address: str = ""
    organisation: str = ""
    answered_at: datetime | None = None
    answer: str = ""
    dated_by_mapping: bool = False
    reading: Reading | None = None
    public_answer: str = ""

    def read(self) -> "ImportRow":
        """This will do the slow part: language, masking, title."""
        if self.reading is not None:
            return self
        reading = read_words(self.text, self.language)
        answer = (self.answer or NO_WORDS[reading.language]) if self.answered_at else ""
        return self._replace(reading=reading, answer=answer, public_answer=mask(answer)[0] if answer else "")


@dataclass(frozen=True, slots=True)
class Mapping:
    """A checked mapping."""

    name: str
    source: str
    fields: dict[str, dict[str, Any]]
    format: str = ""
    header: bool = True
    only: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Dict[str, Any]) -> "Mapping":
        """This will check a mapping; raises MappingError naming the field or rule nobody knows."""
        fields = data.get("fields")
        if not isinstance(fields, dict) or not isinstance(data.get("source"), str) or not data["source"]:
            raise MappingError("A mapping needs a source (a short name) and fields.")
        if unknown := sorted(set(fields) - FIELDS):
            raise MappingError(f"The mapping names fields nobody knows: {', '.join(unknown)}.")
        if missing := sorted(NEEDED - set(fields)):
            raise MappingError(f"The mapping does not say where to find: {', '.join(missing)}.")
        for name, rule in fields.items():
            if not isinstance(rule, dict) or not {"const", "column", "columns"} & set(rule):
                raise MappingError(f"The field {name} needs const, column or columns.")
            if unknown := sorted(set(rule) - RULES):
                raise MappingError(f"The field {name} has rules nobody knows: {', '.join(unknown)}.")
            if "zone" in rule:
                _zone(rule["zone"])
        return cls(
            name=str(data.get("name", data["source"])),
            source=data["source"][:40],
            fields=fields,
            format=str(data.get("format", "")),
            header=bool(data.get("header", True)),
            only=dict(data.get("only", {})),
        )

    def takes(self, record: Dict[str, Any]) -> bool:
        """This will tell whether a record is one of those the mapping speaks of."""
        return all(_value(record, path) == value for path, value in self.only.items())

    def row(self, record: Dict[str, Any], line: int) -> ImportRow:
        """This will turn a record into a row; raises BadRow with the line and a sentence."""
        text = clean(self._text(record, "text"))
        if "\ufffd" in text:
            raise BadRow(line, NOT_UTF8)
        if not text.strip():
            raise BadRow(line, NO_TEXT)
        if not (answer := check_text(text)):
            raise BadRow(line, answer.reason, **answer.params)
        received_at = self._moment(record, "received_at", line)
        if received_at is None:
            raise BadRow(line, NO_DATE, value=self._text(record, "received_at") or "–")
        lon, lat = self._place(record, line)
        closed = self._text(record, "state") in ANSWERED
        answered_at = (self._moment(record, "answered_at", line) or received_at) if closed else None
        if answered_at is not None and answered_at < received_at:
            raise BadRow(line, CLOSED_BEFORE)
        row = ImportRow(
            line=line,
            id=self._text(record, "id")[:120],
            text=text,
            received_at=received_at,
            kind=self._text(record, "kind") or "application",
            topic=self._text(record, "topic"),
            category=clean(self._text(record, "category"))[:200],
            language=self._text(record, "language") or None,
            lon=lon,
            lat=lat,
            address=clean(self._text(record, "address"))[:300],
            organisation=clean(self._text(record, "organisation"))[:200],
            answered_at=answered_at,
            answer=clean(self._text(record, "answer")) if closed else "",
            dated_by_mapping="const" in self.fields["received_at"],
        )
        return row if row.id else row._replace(id=_digest(row))

    def _text(self, record: Dict[str, Any], name: str) -> str:
        rule = self.fields.get(name)
        if rule is None:
            return ""
        if "const" in rule:
            return str(rule["const"])
        if "columns" not in rule:  # most are of one column, and a file has a million lines
            path = rule["column"]
            value = record[path] if path in record else _value(record, path)
            text = "" if value is None else str(value).strip()
            if text in rule.get("empty", ()):
                text = ""
        else:
            text = _joined(record, rule)
        if rule.get("html"):
            text = plain_text(text)
        if "values" in rule:
            return str(rule["values"].get(text, rule.get("else", "")))
        return text

    def _moment(self, record: Dict[str, Any], name: str, line: int) -> datetime | None:
        text = self._text(record, name)
        if not text:
            return None
        rule = self.fields[name]
        try:
            layout = rule.get("format", "iso")
            moment = datetime.fromisoformat(text) if layout == "iso" else datetime.strptime(text, layout)  # noqa: DTZ007, zoned below
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=_zone(rule.get("zone", "Asia/Almaty")))
            moment.astimezone(UTC)  # 0001-01-01, which some systems write for "never", has none
        except (ValueError, OverflowError):
            raise BadRow(line, NO_DATE, value=text[:40]) from None
        return moment

    def _place(self, record: Dict[str, Any], line: int) -> tuple[float | None, float | None]:
        lon, lat = self._text(record, "lon"), self._text(record, "lat")
        if not lon or not lat:
            return None, None
        try:
            point = float(lon), float(lat)
        except ValueError:
            raise BadRow(line, NO_PLACE, value=f"{lon[:20]}, {lat[:20]}") from None
        if not (isfinite(point[0]) and isfinite(point[1]) and abs(point[0]) <= 180 and abs(point[1]) <= 90):  # noqa: PLR2004, degrees
            raise BadRow(line, NO_PLACE, value=f"{lon[:20]}, {lat[:20]}")
        return point


def _joined(record: Dict[str, Any], rule: Dict[str, Any]) -> str:
    """The values of several columns, or the first that is not empty."""
    empty = rule.get("empty", ())
    found = (str(value).strip() for path in rule["columns"] if (value := _value(record, path)) is not None)
    filled = (text for text in found if text and text not in empty)
    return next(filled, "") if rule.get("first") else rule.get("join", ". ").join(filled)


def _value(record: Dict[str, Any], path: str) -> Any:
    """A value by its dotted path; a column may have a dot in its own name."""
    if path in record:
        return record[path]
    value: Any = record
    for part in path.split("."):
        if not isinstance(value, dict) or part not in value:
            return None
        value = value[part]
    return value


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise MappingError(f"Nobody knows the time zone {name}.") from error


def _digest(row: ImportRow) -> str:
    """A name for a record that has none: the same record has the same name next time."""
    facts = (row.text, row.received_at.isoformat(), row.address, str(row.lon), str(row.lat), row.category)
    return "sha256:" + sha256("\x1f".join(facts).encode()).hexdigest()[:40]


_BREAK: Final = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h[1-6])\b[^>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[/!?a-zA-Z][^<>]{0,2000}>")
_DROPPED: Final = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_SPACES: Final = re.compile(r"[ \t\u00a0]+")
_WORTH_SQUEEZING: Final = ("  ", "\t", "\u00a0")


def plain_text(text: str) -> str:
    """This will take the tags out of HTML and keep its words and lines."""
    if "<" in text:
        text = _TAG.sub(" ", _BREAK.sub("\n", _DROPPED.sub(" ", text)))
    if "&" in text:
        text = unescape(text)
    if any(sign in text for sign in _WORTH_SQUEEZING):
        text = _SPACES.sub(" ", text)
    return "\n".join(line for part in text.split("\n") if (line := part.strip()))
