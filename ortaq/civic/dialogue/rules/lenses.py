"""Which sums of the groups people speak for may be shown. Plain Python.

A lens is private. What leaves is a sum of ten people or more, and only where those without the lens are ten or more
too: otherwise the sum taken from the number of all supporters would tell of a smaller group. Sums are written in whole
tens, so that yesterday's taken from today's, or one idea's from the idea it was joined into, tells of no single person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ortaq.core.discussion.rules.lenses import LENSES
from ortaq.core.people.refusal import N_, YES, Answer, no

LEAST: Final = 10
"""The smallest group that is shown."""
ENOUGH: Final = 50
"""People who must have said which groups they speak for before they are compared with the residents."""
FAR_BELOW: Final = 80
"""Per cent of a group's share among the residents: under it the group is heard too little."""


class Voice(StrEnum):
    """How a group is heard beside its share among the residents."""

    MISSING = "missing"
    FEW = "few"
    HEARD = "heard"
    UNSURE = "unsure"
    """Too few people to say."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A group among those who took part and among the residents; shares in whole per cent, `here` None when hidden."""

    lens: str
    here: int | None
    residents: int
    voice: Voice
    year: int
    source: str


def tens(count: int) -> int:
    """This will write a count in whole tens, downwards."""
    return count - count % LEAST


def sums(counts: Mapping[str, int], *, people: int) -> dict[str, int]:
    """This will give lens → "at least so many" of the people, for the groups that may be shown, largest first."""
    shown = {
        lens: tens(count)
        for lens, count in counts.items()
        if lens in LENSES and count >= LEAST and people - count >= LEAST
    }
    return dict(sorted(shown.items(), key=lambda item: (-item[1], LENSES.index(item[0]))))


def _nearest_ten(count: int) -> int:
    return (count + LEAST // 2) // LEAST * LEAST


def compare(counts: Mapping[str, int], *, people: int, census: Mapping[str, tuple[int, int, str]]) -> list[Comparison]:
    """This will set groups beside the residents, the least heard first; `census`: lens → (per mille, year, source).

    A group of fewer than ten is not shown; where ten or more of it would have been here it is missing.
    """
    found = [
        _compared(lens, counts.get(lens, 0), people, per_mille, year, source)
        for lens, (per_mille, year, source) in census.items()
        if lens in LENSES
    ]
    order = list(Voice)
    return sorted(found, key=lambda one: (order.index(one.voice), -one.residents, LENSES.index(one.lens)))


def _compared(lens: str, count: int, people: int, per_mille: int, year: int, source: str) -> Comparison:
    residents = (per_mille + 5) // 10
    expected = people * per_mille // 1000
    if people < ENOUGH or (count < LEAST and expected < LEAST):
        return Comparison(lens, None, residents, Voice.UNSURE, year, source)
    if count < LEAST:
        return Comparison(lens, None, residents, Voice.MISSING, year, source)
    if people - count < LEAST:  # the few without it would be told by subtraction
        return Comparison(lens, None, residents, Voice.HEARD, year, source)
    whole = _nearest_ten(people)
    here = (_nearest_ten(count) * 100 + whole // 2) // whole
    few = _nearest_ten(count) * 1000 * 100 < whole * per_mille * FAR_BELOW
    return Comparison(lens, here, residents, Voice.FEW if few else Voice.HEARD, year, source)


def check_share(*, lens: str, per_mille: int, year: int, source: str) -> Answer:
    """This will say whether a share of the residents can be kept."""
    if lens not in LENSES:
        return no("lens", N_("There is no such group."))
    if not 0 < per_mille <= 1000:  # noqa: PLR2004, a share of a thousand
        return no("share", N_("A share lies between 0.1 and 100 per cent."))
    if not 1990 <= year <= 2100:  # noqa: PLR2004, years a census of ours can be of
        return no("year", N_("Write the year of the count, such as 2021."))
    return YES if source.strip() else no("source", N_("Name the source: residents should be able to look it up."))
