"""Numbers and cells: what a matter is called and which hexagons it lies in. Plain Python."""

import re

import h3.api.basic_int as h3

from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.engines.language import LANGUAGES

REGION_CELL = 7
"""H3 resolution of ≈ 5 km² cells: the city from afar."""
BLOCK_CELL = 9
"""H3 resolution of ≈ 0.1 km² cells: a few blocks."""

AS_WRITTEN = re.compile(r"(?:№|no\.?|#)?\s*(?:(20\d\d)\s*[-–—/.]?\s*)?(\d{1,6})", re.IGNORECASE | re.ASCII)


def cells(lon: float, lat: float) -> tuple[int, int]:
    """This will give the H3 cells (h3_7, h3_9) of a place as integers."""
    block = h3.latlng_to_cell(lat, lon, BLOCK_CELL)
    return h3.cell_to_parent(block, REGION_CELL), block


def number_in(series: str, last: int) -> str:
    """This will write the number of a series' n-th matter: ("appeal-2026", 123) → "2026-000123".

    What follows the first hyphen of the series stands before the number, so "idea-i2026" gives "i2026-000001".
    """
    return f"{series.partition('-')[2] or series}-{last:06d}"


def number_as_written(text: str, *, year: int = 0) -> str:
    """This will read a number as people write it: "№ 2026 1013" → "2026-001013", "" for none.

    "1013" is read as the number of the `year`, where one is given.
    """
    read = AS_WRITTEN.fullmatch(text.strip())
    return f"{read[1] or year}-{int(read[2]):06d}" if read and (read[1] or year) else ""


def may_word(*, language: str, original: str, title: str) -> Answer:
    """This will let words stand beside the original in another of the city's languages, with a title."""
    if language not in LANGUAGES or language == original:
        return no("language", N_("Choose another language than that of the original."))
    if any(sign.isalnum() for sign in title):
        return YES
    return no("no_words", N_("Write the title in this language too."))
