"""The table of statements (`comments.csv`): texts, moderation, how many agreed."""

from collections.abc import Mapping
from dataclasses import dataclass

from ortaq.engines.opinion.reading.table import Row, Table, read
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
    for row in table.rows:
        number, state = row.cells[key].strip(), row.cells[moderated].strip()
        if not number:
            raise table.wrong(row, "a statement without an id")
        if number in found:
            raise table.wrong(row, f"statement {number!r} stands twice")
        if state not in {HIDDEN, WAITING, ACCEPTED}:
            raise table.wrong(row, f"moderated is {state!r}, none of -1, 0, 1")
        counted = (
            None if agrees is None or disagrees is None else (whole(table, row, agrees), whole(table, row, disagrees))
        )
        found[number] = Statement(
            "" if text is None else row.cells[text].strip(),
            state,
            meta is not None and _flag(table, row, meta),
            counted,
        )
    if not found:
        raise VotesError(f"{name} holds no statement.")
    return found


def whole(table: Table, row: Row, at: int) -> int:
    """This will read a whole number ≥ 0. Raises VotesError."""
    cell = row.cells[at].strip()
    if not (cell.isascii() and cell.isdigit()):
        raise table.wrong(row, f"{table.head[at]} is {cell!r}, not a whole number")
    return int(cell)


def _flag(table: Table, row: Row, at: int) -> bool:
    cell = row.cells[at].strip().lower()
    if cell not in {"", "0", "1", "true", "false"}:
        raise table.wrong(row, f"{table.head[at]} is {cell!r}, neither true nor false")
    return cell in {"1", "true"}
