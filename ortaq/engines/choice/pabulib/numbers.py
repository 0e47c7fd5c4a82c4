"""Numbers as people write them into `.pb` files: decimal points and commas, spaces between thousands; always exact."""

import re
from collections.abc import Iterable
from fractions import Fraction

from ortaq.engines.choice.election import ElectionError

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_LONGEST = 40


def number(text: str, what: str, line: int | None) -> Fraction:
    """This will read a number; a comma is a decimal sign, a space before three digits parts thousands.

    Raises `ElectionError` `not_a_number` with `what` it should have been ("The cost of project 7").
    """
    plain = _SPACED.sub("", text.strip())
    if len(plain) > _LONGEST or _NUMBER.fullmatch(plain) is None:
        raise ElectionError("not_a_number", f"{what} is “{text.strip()[:60]}”, which is not a number.", line=line)
    return Fraction(plain.replace(",", "."))


def whole(text: str, what: str, line: int | None) -> int:
    """This will read a whole number, 0 or more."""
    amount = number(text, what, line)
    if amount.denominator != 1 or amount < 0:
        raise ElectionError("not_a_number", f"{what} is “{text.strip()}”, which is not a whole number.", line=line)
    return int(amount)


def scale_of(amounts: Iterable[Fraction]) -> int:
    """This will give the smallest power of ten that makes every amount whole (all are finite decimals)."""
    scale = 1
    for amount in amounts:
        while amount.denominator > 1 and scale % amount.denominator:
            scale *= 10
    return scale


def decimal(minor: int, scale: int) -> str:
    """This will write minor units as a decimal of whole units; the scale is a power of ten."""
    digits = len(str(scale)) - 1
    whole_units, rest = divmod(minor, scale)
    return f"{whole_units}.{rest:0{digits}d}".rstrip("0").rstrip(".") if rest else str(whole_units)
