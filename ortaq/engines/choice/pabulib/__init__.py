"""Pabulib's `.pb` files: the format in which cities and researchers exchange elections (pabulib.org/format).

    table = parse(text)        every sign of the file, in three sections; `write(table) == text`
    election = read(text)      what a rule needs; who voted, their age and sex are left behind
    text = write(election)     a clean file: `read(write(election)) == election`

How odd files are read is told in `reading` (meta and projects) and `ballots`. What is read in one defined way is listed
in `Election.oddities`; what cannot be read is an `ElectionError` with the line.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from ortaq.engines.choice.election import Election
from ortaq.engines.choice.pabulib.reading import election_of, official_rule
from ortaq.engines.choice.pabulib.table import Section, Table, parse
from ortaq.engines.choice.pabulib.writing import exported

__all__ = ["Section", "Table", "official_rule", "parse", "read", "write"]


def read(text: str) -> Election:
    """This will read a `.pb` file; `ElectionError` with the line when it cannot be read."""
    with _collector_paused():
        return election_of(parse(text))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """This will keep Python from searching for garbage while a hundred thousand small things are made: a third faster.

    Nothing made here forms a circle, so nothing would be found.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def write(what: Table | Election) -> str:
    """This will give the text of a table sign by sign as it was read, or of an election as a clean file."""
    return what.text() if isinstance(what, Table) else exported(what)
