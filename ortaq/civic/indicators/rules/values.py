"""What a value must be: an exact number in the right unit, not a hundred times the last one, with a source."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from ortaq.civic.indicators.rules.words import SPLITS, UNITS
from ortaq.core.people.refusal import N_, YES, Answer, no

MILLION: Final = 1_000_000
PLACES: Final = 6
LARGEST: Final = 9 * 10**18
"""Millionths that fit a column: nine million million units."""
JUMP: Final = 100
"""Times the last value, up or down, at which somebody has to say that it is right."""
PLAIN: Final = "{}"
"""The split of a value that stands for everybody."""
_NUMBER = re.compile(r"[+−-]?\d+(?:[.,]\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+−-]?[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)
_GROUPED = re.compile(r"(?<=\d)[\u00a0\u202f\u2009 ](?=\d{3}(?:\D|$))")

BAD_NUMBER: Final = N_("Write a number: 12, 0.5 or 1 284.")
TWO_WAYS: Final = N_("A comma can part thousands or begin the fraction: write 1 284 or 1.284.")
TOO_FINE: Final = N_("At most six places after the point are kept.")
TOO_LARGE: Final = N_("This number is too large to be kept: use a larger unit.")


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a number was not read."""

    answer: Answer


def read(text: str, *, language: str = "") -> int | Bad:
    """This will read a number as people write it ("1 284,5") as millionths.

    Who writes English may mean a thousand by "1,284": it is asked, not guessed.
    """
    plain = _GROUPED.sub("", text.strip())
    if language == "en" and _THOUSANDS.fullmatch(plain):
        return Bad(no("two_ways", TWO_WAYS))
    if not _NUMBER.fullmatch(plain):
        return Bad(no("number", BAD_NUMBER))
    try:
        value = Decimal(plain.replace(",", ".").replace("−", "-"))
    except InvalidOperation:
        return Bad(no("number", BAD_NUMBER))
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > PLACES:
        return Bad(no("too_fine", TOO_FINE))
    amount = int(value * MILLION) if abs(value) < LARGEST else LARGEST + 1
    return Bad(no("too_large", TOO_LARGE)) if abs(amount) > LARGEST else amount


def millionths(value: Fraction) -> int:
    """This will round an exact number to millionths, halves away from zero."""
    doubled = abs(value) * MILLION * 2
    rounded = (doubled.numerator // doubled.denominator + 1) // 2
    return rounded if value >= 0 else -rounded


def write(amount: int) -> str:
    """This will write millionths as a plain decimal: 1500000 → "1.5"."""
    sign, amount = ("-", -amount) if amount < 0 else ("", amount)
    whole, rest = divmod(amount, MILLION)
    return f"{sign}{whole}" + (f".{rest:06d}".rstrip("0") if rest else "")


def check_fits(amount: int) -> Answer:
    """This will say whether millionths fit where values are kept."""
    return YES if abs(amount) <= LARGEST else no("too_large", TOO_LARGE)


def check_unit(unit: str, *, expected: str) -> Answer:
    """This will say whether a value is in the indicator's unit; nothing is converted in silence."""
    if unit == expected:
        return YES
    if unit not in UNITS:
        return no("no_unit", N_("There is no unit “%(unit)s”. This indicator is counted in: %(expected)s."),
                  unit=unit[:20], expected=UNITS[expected])  # fmt: skip
    return no(
        "wrong_unit",
        N_("The value is in “%(unit)s”, but this indicator is counted in “%(expected)s”. Convert it first."),
        unit=UNITS[unit],
        expected=UNITS[expected],
    )


def check_jump(amount: int, *, last: int | None, confirmed: str) -> Answer:
    """This will ask for a word of confirmation where a value is a hundred times the last one, or a hundredth of it."""
    if last is None or not last or not amount or confirmed.strip():
        return YES
    if JUMP * abs(last) > abs(amount) and JUMP * abs(amount) > abs(last):
        return YES
    return no(
        "jump",
        N_("The period beside it has %(last)s, this one %(now)s: a hundred times apart or more. Check the number and "
           "the unit. If it is right, say why in “Why an unusual value is right” and send it again."),
        last=Decimal(last) / MILLION,
        now=Decimal(amount) / MILLION,
    )  # fmt: skip


def check_source(source: str, *, measured_on: date, today: date, state: str, url: str) -> Answer:
    """This will say whether a value tells where it comes from, and its state is borne out."""
    if not source.strip():
        return no("no_source", N_("Say where the value comes from."))
    if measured_on > today:
        return no("future", N_("The day of measuring has not come yet."))
    if state == "documented" and not url.strip():
        return no("no_document", N_("A documented value needs the address of its document or record."))
    if state not in ("claimed", "documented"):
        return no("state", N_("A new value is claimed or documented; somebody else verifies it."))
    return YES


def can_verify(
    *, state: str, computed: bool, superseded: bool, recorded_by: int | None, verifier: int | None
) -> Answer:
    """This will say whether somebody may verify a value: documented, still holding, and recorded by another person."""
    if superseded:
        return no("superseded", N_("Another value stands in the place of this one already."))
    if computed:
        return no("computed", N_("The house computed this value: whoever doubts it recomputes it."))
    if state == "verified":
        return no("second", N_("Somebody has verified this value already."))
    if state != "documented":
        return no("claimed", N_("A claimed value cannot be verified: correct it with the address of a document first."))
    if verifier is None or verifier == recorded_by:
        return no("own_value", N_("Who recorded a value does not verify it: ask a colleague."))
    return YES


def check_correction(*, superseded: bool, reason: str, same: bool) -> Answer:
    """This will say whether a value can be corrected: it holds, something changes, and the reason is told."""
    if superseded:
        return no("second", N_("Another value stands in the place of this one already."))
    if not reason.strip():
        return no("no_reason", N_("Say what is corrected and why: everyone reads it."))
    return no("nothing", N_("Nothing has changed.")) if same else YES


# ── splits ───────────────────────────────────────────────────────────────────────────────────────────────────────


def split_of(groups: Mapping[str, str]) -> str:
    """This will write dimension → group as canonical JSON: the same split is the same text."""
    return json.dumps(dict(groups), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def groups_of(split: str) -> dict[str, str]:
    """This will read that again."""
    return dict(json.loads(split))


def check_split(groups: Mapping[str, str]) -> Answer:
    """This will say whether dimensions and groups are known."""
    for dimension, group in groups.items():
        if group not in SPLITS.get(dimension, ()):
            return no("split", N_("There is no group “%(group)s”. Known are: %(known)s."),
                      group=f"{dimension}={group}"[:40], known=_known())  # fmt: skip
    return YES


def read_split(text: str) -> str | Bad:
    """This will read "sex=women, age=youth" as a split; nothing means everybody."""
    groups: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.replace(";", ",").split(","))):
        dimension, _, group = (piece.strip().lower() for piece in part.partition("="))
        groups[dimension] = group
    answer = check_split(groups)
    return split_of(groups) if answer else Bad(answer)


def _known() -> str:
    return ", ".join(f"{dimension}={group}" for dimension, groups in SPLITS.items() for group in groups)
