"""What is different between two versions of a text: paragraph by paragraph, and in one word by word. Plain Python."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ortaq.civic.plans.rules.keys import Kept
from ortaq.engines.language.comparing import Piece, compare

KINDS: Final = ("kept", "changed", "moved", "new", "gone")
"""A paragraph that was changed and moved counts as changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph and what became of it; a gone one stands after what it stood behind."""

    kind: str
    key: str
    level: int
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None
    moved: bool = False

    def pieces(self, language: str) -> list[Piece]:
        """This will give its words in a language, those that went and those that came marked."""
        before, after = ((side or {}).get(language, "") for side in (self.before, self.after))
        return compare(before, after)


def between(old: Sequence[Kept], new: Sequence[Kept]) -> list[Change]:
    """This will lay two texts over each other by the keys of their paragraphs, in the order of the new one."""
    place = {kept.key: at for at, kept in enumerate(old)}
    stayed = sorted(_in_order([place[kept.key] for kept in new if kept.key in place]))
    ends = dict(zip(stayed, [*stayed, len(old)][1:], strict=True))
    staying = {kept.key for kept in new}

    def gone(first: int, last: int) -> list[Change]:
        return [_gone(one) for one in old[first:last] if one.key not in staying]

    changes = gone(0, stayed[0] if stayed else len(old))
    for kept in new:
        at = place.get(kept.key)
        if at is None:
            changes.append(Change("new", kept.key, kept.row.level, None, kept.row.text))
            continue
        changes.append(_both(old[at], kept, moved=at not in ends))
        if at in ends:
            changes += gone(at + 1, ends[at])
    return changes


def _gone(kept: Kept) -> Change:
    return Change("gone", kept.key, kept.row.level, kept.row.text, None)


def _both(old: Kept, new: Kept, *, moved: bool) -> Change:
    same = old.row.digest == new.row.digest
    kind = ("moved" if moved else "kept") if same else "changed"
    return Change(kind, new.key, new.row.level, old.row.text, new.row.text, moved)


def _in_order(places: Sequence[int]) -> set[int]:
    """The most paragraphs whose order did not change: the longest rising sequence of their old places."""
    tails: list[int] = []
    ends: list[int] = []
    came: list[int] = []
    for number, place in enumerate(places):
        length = bisect_left(tails, place)
        came.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [number]
    stayed, number = set(), ends[-1] if ends else -1
    while number >= 0:
        stayed.add(places[number])
        number = came[number]
    return stayed


def counts(changes: Sequence[Change]) -> dict[str, int]:
    """This will count paragraphs by what became of them: kept, changed, moved and new make the new version."""
    found = Counter(change.kind for change in changes)
    return {kind: found[kind] for kind in KINDS}
