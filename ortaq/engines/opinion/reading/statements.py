"""The table of statements (`comments.csv`): texts, moderation, how many agreed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortaq.engines.opinion.reading.table import Table, read
from ortaq.engines.opinion.votes import VotesError

HIDDEN = "-1"
WAITING = "0"
ACCEPTED = "1"


@dataclass(frozen=True)
class Statement:
    """moderated: −1 hidden, 0 waiting, 1 accepted. counted: how many agreed and disagreed, where the file says so."""

    text: str
    moderated: str
    meta: bool
    counted: tuple[int, int] | None


def read_statements(data: bytes, name: str) -> Mapping[str, Statement]:
    """This will read statements by id: comment-id, moderated; optional comment-body, agrees, disagrees, is-meta.

    Raises VotesError.
    """
    table = read(data, name)
    key = table.column("comment-id", "statement-id", "statement")
    moderated = table.column("moderated")
    text, meta = table.maybe("comment-body", "txt", "text"), table.maybe("is-meta", "meta")
    agrees, disagrees = table.maybe("agrees", "agree-count"), table.maybe("disagrees", "disagree-count")
    found: dict[str, Statement] = {}
    for line, cells in table:
        number, state = cells[key].strip(), cells[moderated].strip()
        if not number:
            raise table.wrong(line, "a statement without an id")
        if number in found:
            raise table.wrong(line, f"statement {number!r} stands twice")
        if state not in {HIDDEN, WAITING, ACCEPTED}:
            raise table.wrong(line, f"moderated is {state!r}, none of -1, 0, 1")
        counted = (
            None
            if agrees is None or disagrees is None
            else (whole(table, line, cells, agrees), whole(table, line, cells, disagrees))
        )
        found[number] = Statement(
            "" if text is None else cells[text].strip(),
            state,
            meta is not None and _flag(table, line, cells[meta]),
            counted,
        )
    if not found:
        raise VotesError(f"{name} holds no statement.")
    return found


def whole(table: Table, line: int, cells: Sequence[str], at: int) -> int:
    """This will read a whole number ≥ 0. Raises VotesError."""
    cell = cells[at].strip()
    if not (cell.isascii() and cell.isdigit()):
        raise table.wrong(line, f"{table.head[at]} is {cell!r}, not a whole number")
    return int(cell)


def _flag(table: Table, line: int, cell: str) -> bool:
    word = cell.strip().lower()
    if word not in {"", "0", "1", "true", "false"}:
        raise table.wrong(line, f"is-meta is {word!r}, neither true nor false")
    return word in {"1", "true"}
