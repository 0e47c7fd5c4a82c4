"""Where a list goes on, in the order of support or of time alone: a key that an address can carry."""

from datetime import UTC, datetime, timedelta
from typing import Final

Key = tuple[int | None, datetime, int]
"""(supporters or None, moment, number of the row)."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LARGEST: Final = 2**53
_DIGITS: Final = 17
"""More no database holds."""


def write_key(at: datetime, number: int, supporters: int | None = None) -> str:
    """This will write the place of a row: to the microsecond, as lists are ordered."""
    moment = round((at - _EPOCH) / timedelta(microseconds=1))
    return "-".join(str(part) for part in (supporters, moment, number) if part is not None)


def read_key(after: str, *, supported: bool) -> tuple[bool, Key | None]:
    """This will read "<" or ">" (back) and what `write_key` wrote.

    (False, None) for nothing, nonsense, or a key of the other order.
    """
    parts = after[1:].split("-")
    if after[:1] not in {"<", ">"} or len(parts) != (3 if supported else 2) or not all(map(_is_number, parts)):
        return False, None
    *supporters, moment, number = (int(part) for part in parts)
    if max(moment, number, *supporters) > _LARGEST:
        return False, None
    return after[0] == ">", (supporters[0] if supporters else None, _EPOCH + timedelta(microseconds=moment), number)


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) <= _DIGITS
