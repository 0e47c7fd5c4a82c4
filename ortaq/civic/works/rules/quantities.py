"""What works make, in which unit, and how what is typed becomes a whole number of it."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, Refused, no, require


class Measure(StrEnum):
    """What is counted."""

    PEDESTRIAN_STREET = "pedestrian_street"
    CYCLE_PATH = "cycle_path"
    ARYK = "aryk"
    PAVEMENT_AREA = "pavement_area"
    GREEN_AREA = "green_area"
    PLAYGROUND = "playground"
    TREE = "tree"
    LAMP = "lamp"
    BENCH = "bench"


METRE, SQUARE_METRE, PIECE = "m", "m2", "piece"
UNIT: Final[Mapping[str, str]] = {
    Measure.PEDESTRIAN_STREET: METRE,
    Measure.CYCLE_PATH: METRE,
    Measure.ARYK: METRE,
    Measure.PAVEMENT_AREA: SQUARE_METRE,
    Measure.GREEN_AREA: SQUARE_METRE,
    Measure.PLAYGROUND: PIECE,
    Measure.TREE: PIECE,
    Measure.LAMP: PIECE,
    Measure.BENCH: PIECE,
}
"""The unit amounts are kept in, as whole numbers: fixed by what is counted."""

TYPED: Final[Mapping[str, Mapping[str, int]]] = {
    METRE: {"m": 1, "km": 1000},
    SQUARE_METRE: {"m2": 1, "ha": 10_000},
    PIECE: {"piece": 1},
}
"""Units somebody may type → how many of the kept unit one is."""

WRONG_UNIT: Final[Mapping[str, str]] = {
    METRE: N_("The unit does not fit: this is counted in metres or kilometres."),
    SQUARE_METRE: N_("The unit does not fit: this is counted in square metres or hectares."),
    PIECE: N_("The unit does not fit: this is counted in pieces."),
}
"""What is said to who chose another unit, by the unit amounts are kept in."""

TYPED_UNITS: Final = ("piece", "m", "km", "m2", "ha")
MOST: Final = 10**9


def check_unit(kind: str, unit: str) -> Answer:
    """This will tell whether a kind is counted in a unit."""
    if kind not in UNIT:
        return no("measure", N_("Choose what is counted from the list."))
    if unit not in TYPED[UNIT[kind]]:
        return no("wrong_unit", WRONG_UNIT[UNIT[kind]])
    return YES


def whole(kind: str, unit: str, text: str) -> int:
    """This will give an amount in the unit of its kind: ("pedestrian_street", "km", "7,22") → 7220.

    Raises Refused: measure, wrong_unit, amount (no number, below zero, more than a billion), fraction (less than the
    smallest unit).
    """
    require(check_unit(kind, unit))
    try:
        number = Decimal(text.strip().replace(" ", "").replace("\u202f", "").replace("\u00a0", "").replace(",", "."))
    except InvalidOperation as error:
        raise Refused("amount", N_("Write a number, such as 1250 or 7,22.")) from error
    if not number.is_finite() or not 0 <= number <= MOST:
        raise Refused("amount", N_("Write a number from 0 to a billion."))
    amount = number * TYPED[UNIT[kind]][unit]
    if amount != amount.to_integral_value():
        raise Refused("fraction", N_("Too fine: whole metres, square metres or pieces are counted."))
    if amount > MOST:
        raise Refused("amount", N_("Write a number from 0 to a billion."))
    return int(amount)


def check_amounts(planned: int | None, done: int | None) -> Answer:
    """This will tell whether a quantity says anything, and nothing below zero."""
    if planned is None and done is None:
        return no("nothing", N_("Write how much is planned or how much was built."))
    if any(amount is not None and not 0 <= amount <= MOST for amount in (planned, done)):
        return no("amount", N_("Write a number from 0 to a billion."))
    return YES


def check_built(unsaid: list[str]) -> Answer:
    """This will tell whether a work can be called done: of all it planned it says how much was built."""
    if unsaid:
        return no("no_amounts", N_("Write first how much was built: the quantities of this work say only the plan."))
    return YES
