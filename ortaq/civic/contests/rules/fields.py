"""The questions of a contest as data, and what counts as an answer. Plain Python.

A field is {"code": "idea", "type": "long_text", "label": Localized, "help": Localized, "required": true, "jury": true}
and, where its type has limits, "least" and "most" (signs of a text, size of a number, minor units of a sum, number of
choices or of files), "options" ([{"code", "label"}], for choices) and "takes" ("document" or "photo", for files).
"jury": false keeps the answer from the jury: it tells who the applicant is.

Answers are {code: value}: text and link a str, number and money an int (money in minor units), date "2027-03-01",
choice the option's code, choices a list of codes, file a list of public ids of stored files.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from ortaq.core.people.refusal import N_, YES, Answer, no

SHORT_TEXT: Final = "short_text"
LONG_TEXT: Final = "long_text"
NUMBER: Final = "number"
MONEY: Final = "money"
CHOICE: Final = "choice"
CHOICES: Final = "choices"
DATE: Final = "date"
FILE: Final = "file"
LINK: Final = "link"
TYPES: Final = (SHORT_TEXT, LONG_TEXT, NUMBER, MONEY, CHOICE, CHOICES, DATE, FILE, LINK)
TEXTS: Final = (SHORT_TEXT, LONG_TEXT, LINK)

MOST: Final = {SHORT_TEXT: 200, LONG_TEXT: 6_000, LINK: 500, FILE: 3}
"""Limits where the field names none."""
MOST_FIELDS: Final = 40
PARTICULARS: Final = (
    "title", "summary", "asked", "organisation", "organisation_kind", "contact_name", "contact_phone",
    "contact_email", "public_name", "public_name_agreed",
)  # fmt: skip
"""What every contest asks before its own questions."""
RESERVED: Final = frozenset({*PARTICULARS, "contact", "declared"})
"""Codes a field may not take: the list of what is missing uses them."""
FILES: Final = 10
LONGEST_DRAFT: Final = 20_000
LONGEST_LIST: Final = 50
LARGEST: Final = 10**15
"""Whole numbers beyond this are a slip of the hand."""
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LINK = re.compile(r"https?://[^\s<>\"']+\.[^\s<>\"']{2,}")
_KEYS = {"code", "type", "label", "help", "required", "jury", "least", "most", "options", "takes"}


@dataclass(frozen=True, slots=True)
class Missing:
    """What an application lacks: the field's code, its label, and a sentence."""

    code: str
    reason: str
    params: Mapping[str, object] = field(default_factory=dict)
    label: Mapping[str, str] = field(default_factory=dict)
    """Of a field of the form or a rule of eligibility; {} for what every contest asks (`name` says it)."""
    name: str = ""
    """An msgid, where there is no label."""


def check_fields(fields: Sequence[Mapping[str, Any]]) -> Answer:
    """This will say whether a list of fields can be asked: codes once, known types, labels, options, limits."""
    if len(fields) > MOST_FIELDS:
        return no("fields", N_("A form has at most %(most)s questions."), most=MOST_FIELDS)
    seen: set[str] = set()
    for place, one in enumerate(fields, 1):
        code = one.get("code", "")
        if not isinstance(code, str) or not _CODE.fullmatch(code) or code in seen or code in RESERVED:
            return no(
                "field_code", N_("Question %(place)s needs a short name of its own in Latin letters."), place=place
            )
        seen.add(code)
        if not (answer := _check_field(one, place)):
            return answer
    return YES


def _check_field(one: Mapping[str, Any], place: int) -> Answer:
    if set(one) - _KEYS or one.get("type") not in TYPES:
        return no("field_type", N_("Question %(place)s is of a kind nobody knows."), place=place)
    if not any(one.get("label", {}).values()):
        return no("field_label", N_("Question %(place)s has no words."), place=place)
    least, most = one.get("least", 0), one.get("most", 0)
    if not _whole(least) or not _whole(most) or least < 0 or most < 0 or (most and least > most):
        return no("field_limits", N_("Question %(place)s: the limits do not fit each other."), place=place)
    if one["type"] in (CHOICE, CHOICES):
        codes = [option.get("code") for option in one.get("options", [])]
        labels = all(any(option.get("label", {}).values()) for option in one.get("options", []))
        if len(codes) < 2 or len(set(codes)) != len(codes) or not all(codes) or not labels:  # noqa: PLR2004, one option is no choice
            return no("field_options", N_("Question %(place)s needs two or more different answers."), place=place)
    if one["type"] == FILE and (one.get("takes") not in ("document", "photo") or most > FILES):
        return no("field_files", N_("Question %(place)s takes documents or photos, at most 10."), place=place)
    return YES


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_empty(value: object) -> bool:
    """This will tell whether nothing was answered; 0 is an answer."""
    return value is None or (isinstance(value, str) and not value.strip()) or value == []


def check_value(one: Mapping[str, Any], value: Any) -> Answer:
    """This will say whether a value answers a field within its limits; an empty one answers what is not required."""
    if is_empty(value):
        return no("required", N_("This question is not answered yet.")) if one.get("required") else YES
    kind = one["type"]
    if kind in TEXTS:
        return _check_text(one, value)
    if kind in (NUMBER, MONEY):
        return _check_number(one, value)
    if kind == DATE:
        return _check_date(value)
    if kind == CHOICE:
        return YES if value in option_codes(one) else no("option", N_("Choose one of the answers given."))
    return _check_several(one, value)


def _check_text(one: Mapping[str, Any], value: Any) -> Answer:
    if not isinstance(value, str):
        return no("text", N_("Write this in words."))
    length, most = len(value.strip()), one.get("most") or MOST[one["type"]]
    if length > most:
        return no("too_long", N_("At most %(most)s signs; this has %(length)s."), most=most, length=length)
    if length < one.get("least", 0):
        return no("too_short", N_("At least %(least)s signs, so that the jury understands it."), least=one["least"])
    if one["type"] == LINK and not _LINK.fullmatch(value.strip()):
        return no("link", N_("A link begins with https:// and leads to a page."))
    return YES


def _check_number(one: Mapping[str, Any], value: Any) -> Answer:
    if not _whole(value) or not 0 <= value <= LARGEST:
        return no("number", N_("Write a whole number."))
    if value < one.get("least", 0):
        return no("too_small", N_("This is below the least that is allowed."))
    if one.get("most") and value > one["most"]:
        return no("too_large", N_("This is above the most that is allowed."))
    return YES


def _check_date(value: Any) -> Answer:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return no("date", N_("This is not a day of the calendar."))
    return YES


def _check_several(one: Mapping[str, Any], value: Any) -> Answer:
    if not isinstance(value, list) or len(set(map(str, value))) != len(value):
        return no("several", N_("Choose each answer once."))
    if one["type"] == CHOICES and not set(value) <= option_codes(one):
        return no("option", N_("Choose one of the answers given."))
    most = one.get("most") or MOST.get(one["type"], 0)
    if most and len(value) > most:
        return no("too_many", N_("At most %(most)s here."), most=most)
    if len(value) < one.get("least", 0):
        return no("too_few", N_("At least %(least)s here."), least=one["least"])
    return YES


def option_codes(one: Mapping[str, Any]) -> set[str]:
    """This will give the codes of a field's options."""
    return {option["code"] for option in one.get("options", [])}


def can_be_kept(one: Mapping[str, Any], value: Any) -> Answer:
    """This will say whether a draft can hold a value: of the right shape, not endless; limits come at sending."""
    kind = one["type"]
    if value is None:
        return YES
    if kind in (NUMBER, MONEY):
        fits = _whole(value) and abs(value) <= LARGEST
    elif kind in (CHOICES, FILE):
        fits = isinstance(value, list) and len(value) <= LONGEST_LIST and all(isinstance(v, str) for v in value)
    else:
        fits = isinstance(value, str) and len(value) <= LONGEST_DRAFT
    return YES if fits else no("shape", N_("This cannot be kept as an answer to the question."))


def what_is_missing(fields: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]) -> list[Missing]:
    """This will list every field whose answer does not do, in the order of the form; an empty list is complete."""
    found = []
    for one in fields:
        value = answers.get(one["code"])
        answer = check_value(one, value)
        if not answer:
            found.append(Missing(one["code"], answer.reason, answer.params, one["label"]))
    return found
