"""What is different between two versions of a village plan, part by part under its key. Plain Python."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

PARTS: Final = ("need", "measure", "resource", "result")
"""From the cause to what is reached: the order they are told in."""
KINDS: Final = ("kept", "changed", "new", "gone")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a version and all it says; its place in the row is nothing it says."""

    part: str
    key: str
    title: Mapping[str, str]
    """Localized; of a resource, that of its measure."""
    says: Mapping[str, Any]
    """What it says → the value: texts as Localized, everything else as it is compared."""
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """A part and what became of it."""

    kind: str
    part: str
    key: str
    title: Mapping[str, str]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def differs(self) -> list[str]:
        """This will name what a changed part says otherwise than before."""
        if self.before is None or self.after is None:
            return []
        return [name for name, value in self.after.items() if self.before.get(name) != value]


def between(old: Sequence[Part], new: Sequence[Part]) -> list[Change]:
    """This will lay two versions over each other by keys and digests: the new order, then what is gone."""
    was = {(one.part, one.key): one for one in old}
    now = {(one.part, one.key): one for one in new}
    found = [_laid(was.get(place), one) for place, one in now.items()]
    found += [
        Change("gone", one.part, one.key, one.title, one.says, None) for place, one in was.items() if place not in now
    ]
    return sorted(found, key=lambda change: PARTS.index(change.part))


def _laid(old: Part | None, new: Part) -> Change:
    if old is None:
        return Change("new", new.part, new.key, new.title, None, new.says)
    kind = "kept" if old.digest == new.digest else "changed"
    return Change(kind, new.part, new.key, new.title, old.says, new.says)


def counts(changes: Iterable[Change]) -> dict[str, dict[str, int]]:
    """This will count parts by what became of them, need by need, measure by measure; {} where there are none."""
    found = Counter((change.part, change.kind) for change in changes)
    return {part: {kind: found[part, kind] for kind in KINDS} for part in PARTS} if found else {}
