"""Who answers: a published table of topic × territory × balance holder, read from the top, the first match wins.

A pattern of a topic or a territory is `*` (anything, also nothing) or a dotted path that matches itself and
everything under it: `roads` matches `roads` and `roads.pothole`, never `roadside`. A holder is `*` or one exact
code. The last row must match everything, so that no appeal is left without a body.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from ortaq.engines.proof import Case, CaseError, Outcome, rule

ANY: Final = "*"
ROW_FIELDS: Final = ("row", "topic", "territory", "holder", "body")
CASE_FIELDS: Final = ("rows", "topic", "territory", "holder")
CACHE_SIZE: Final = 65_536  # answers remembered by one table; ≈ 10 MB at most


class Row(NamedTuple):
    """One line of the routing table; `row` is its printed number."""

    row: int
    topic: str
    territory: str
    holder: str
    body: str


@rule("routing.first_match", version=1)
def first_match(case: Case, seed: str) -> Outcome:  # noqa: ARG001  a rule takes a seed, this one needs none
    """Read the table from the top and say which row matches and why those above it do not.

    Case: {"rows": [{"row", "topic", "territory", "holder", "body"}…], "topic", "territory" | null, "holder" | null}.
    Outcome: {"row", "body", "tested": [{"row", "differs"}…]} where `differs` is the first of topic, territory, holder
    that does not fit and is empty for the row that won. The seed plays no part. Raises CaseError.
    """
    rows, topic, territory, holder = _read_case(case)
    tested: list[dict[str, Any]] = []
    for row in rows:
        differs = first_difference(row, topic, territory, holder)
        tested.append({"row": row.row, "differs": differs})
        if not differs:
            return {"row": row.row, "body": row.body, "tested": tested}
    raise CaseError("No row of the table matches.")  # pragma: no cover  check_rows has seen a catch-all


def first_difference(row: Row, topic: str, territory: str | None, holder: str | None) -> str:
    """Name the first column of the row that does not fit, or give an empty text when the row matches."""
    if not covers(row.topic, topic):
        return "topic"
    if not covers(row.territory, territory):
        return "territory"
    if row.holder not in (ANY, holder):
        return "holder"
    return ""


def covers(pattern: str, path: str | None) -> bool:
    """Tell whether a dotted path lies at or under the pattern; no path at all is covered by `*` only."""
    if pattern == ANY:
        return True
    return path is not None and (path == pattern or path.startswith(pattern + "."))


class Table:
    """A routing table made ready for many questions; gives what `first_match` gives, remembered by question."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Check the rows and sort them by topic pattern; raises CaseError as the rule does."""
        self.rows = tuple(rows)
        check_rows(self.rows)
        self._by_topic: dict[str, list[int]] = {}
        for index, row in enumerate(self.rows):
            self._by_topic.setdefault(row.topic, []).append(index)
        self._known: dict[tuple[str, str | None, str | None], Row] = {}

    def first_match(self, topic: str, territory: str | None, holder: str | None) -> Row:
        """Give the first row that matches the topic, the territory and the balance holder."""
        key = (topic, territory, holder)
        found = self._known.get(key)
        if found is None:
            found = self._search(topic, territory, holder)
            if len(self._known) >= CACHE_SIZE:
                self._known.clear()
            self._known[key] = found
        return found

    def _search(self, topic: str, territory: str | None, holder: str | None) -> Row:
        candidates: list[int] = []
        for pattern in (ANY, *_ancestors(topic)):
            candidates += self._by_topic.get(pattern, ())
        candidates.sort()
        return next(
            row for row in map(self.rows.__getitem__, candidates) if not first_difference(row, topic, territory, holder)
        )


def unreachable_rows(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """List (row, earlier row) pairs where the earlier one already takes everything the later one could."""
    hidden = []
    for index, row in enumerate(rows):
        for above in rows[:index]:
            if (
                _contains(above.topic, row.topic)
                and _contains(above.territory, row.territory)
                and (above.holder in (ANY, row.holder))
            ):
                hidden.append((row.row, above.row))
                break
    return hidden


def check_rows(rows: Sequence[Row]) -> None:
    """Refuse a table with a repeated number, a malformed pattern or no catch-all at its end; raises CaseError."""
    if not rows:
        raise CaseError("The routing table is empty.")
    seen: set[int] = set()
    for row in rows:
        if row.row < 1 or row.row in seen:
            raise CaseError(f"The row number {row.row} is not positive or is used twice.")
        seen.add(row.row)
        for name, pattern in (("topic", row.topic), ("territory", row.territory)):
            if not _is_pattern(pattern):
                raise CaseError(f"Row {row.row}: {pattern!r} is neither * nor a dotted {name}.")
        if not row.holder or not row.body:
            raise CaseError(f"Row {row.row}: the holder and the body must not be empty.")
    last = rows[-1]
    if (last.topic, last.territory, last.holder) != (ANY, ANY, ANY):
        raise CaseError(f"The last row ({last.row}) must match everything: topic *, territory *, holder *.")


def _ancestors(path: str) -> list[str]:
    """Give roads, roads.pothole, roads.pothole.deep for the last of them."""
    parts = path.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]


def _contains(above: str, below: str) -> bool:
    return above == ANY or (below != ANY and covers(above, below))


def _is_pattern(pattern: str) -> bool:
    return pattern == ANY or (ANY not in pattern and all(part.strip() == part != "" for part in pattern.split(".")))


def _read_case(case: Case) -> tuple[list[Row], str, str | None, str | None]:
    if set(case) != set(CASE_FIELDS) or not isinstance(case["rows"], list):
        raise CaseError(f"The case of routing has exactly the fields {', '.join(CASE_FIELDS)}.")
    rows = [_read_row(row) for row in case["rows"]]
    check_rows(rows)
    topic, territory, holder = case["topic"], case["territory"], case["holder"]
    if not isinstance(topic, str) or not topic:
        raise CaseError("The topic must be a text that is not empty.")
    for name, value in (("territory", territory), ("holder", holder)):
        if value is not None and not isinstance(value, str):
            raise CaseError(f"The {name} must be a text or null.")
    return rows, topic, territory, holder


def _read_row(row: object) -> Row:
    if not isinstance(row, dict) or set(row) != set(ROW_FIELDS):
        raise CaseError(f"A row has exactly the fields {', '.join(ROW_FIELDS)}.")
    if type(row["row"]) is not int or not all(isinstance(row[name], str) for name in ROW_FIELDS[1:]):
        raise CaseError("In a row the number is whole and everything else is text.")
    return Row(**row)
