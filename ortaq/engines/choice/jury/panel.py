"""What a jury gave: a rubric of weighted criteria and an incomplete table of scores, entries by jurors.

Scores are whole numbers in fixed points: the sum over criteria of weight times points, where `scale` points make one.
A missing score is missing: a juror with a conflict of interest, or one who was never asked, gives none.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass


class JuryError(ValueError):
    """The jury's data cannot be used: a stable code and one English sentence saying what to mend."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question to a juror: points from `lowest` to `highest`, counted `weight` times."""

    id: str
    weight: int = 1
    lowest: int = 0
    highest: int = 10


@dataclass(frozen=True, slots=True)
class Rubric:
    """The criteria; `scale` whole numbers make one point (2 when jurors may give halves)."""

    criteria: tuple[Criterion, ...]
    scale: int = 1

    @property
    def lowest(self) -> int:
        """The least score a sheet can reach, in fixed points."""
        return sum(criterion.weight * criterion.lowest for criterion in self.criteria)

    @property
    def highest(self) -> int:
        """The most a sheet can reach, in fixed points."""
        return sum(criterion.weight * criterion.highest for criterion in self.criteria)

    @property
    def unit(self) -> int:
        """How many fixed points make one point of the weighted mean over criteria."""
        return self.scale * sum(criterion.weight for criterion in self.criteria)

    def score(self, points: Mapping[str, int]) -> int:
        """This will give the score of one sheet (criterion id → points); raises JuryError for gaps and wrong points."""
        self.check()
        unknown = sorted(set(points) - {criterion.id for criterion in self.criteria})
        if unknown:
            raise JuryError("unknown_criterion", f"The rubric has no criterion {unknown[0]!r}.")
        total = 0
        for criterion in self.criteria:
            if criterion.id not in points:
                raise JuryError("missing_points", f"The sheet has no points for {criterion.id!r}.")
            given = points[criterion.id]
            if not criterion.lowest <= given <= criterion.highest:
                raise JuryError(
                    "points_out_of_range",
                    f"{criterion.id!r} has {given} points; they go from {criterion.lowest} to {criterion.highest}.",
                )
            total += criterion.weight * given
        return total

    def check(self) -> None:
        """This will raise JuryError when the rubric cannot tell a better entry from a worse one."""
        if len({criterion.id for criterion in self.criteria}) != len(self.criteria):
            raise JuryError("repeated_criterion", "Two criteria have the same id.")
        if self.scale < 1 or any(criterion.weight < 0 for criterion in self.criteria):
            raise JuryError("bad_rubric", "Weights are 0 or more and the scale is 1 or more.")
        if any(criterion.highest < criterion.lowest for criterion in self.criteria) or self.highest <= self.lowest:
            raise JuryError("no_range", "The highest score must be above the lowest.")


@dataclass(frozen=True, slots=True)
class Panel:
    """Entries, jurors and the scores that exist. Made by `assemble`, which checks it."""

    entries: tuple[str, ...]
    jurors: tuple[str, ...]
    scores: Mapping[tuple[int, int], int]
    """(entry, juror), both indices → score in fixed points."""
    lowest: int
    highest: int
    conflicts: frozenset[tuple[int, int]] = frozenset()
    """Pairs (entry, juror) that must stay without a score."""

    def of_entry(self, entry: int) -> list[int]:
        """This will give the scores of one entry in the order of the jurors."""
        found = ((entry, juror) for juror in range(len(self.jurors)))
        return [self.scores[pair] for pair in found if pair in self.scores]


def assemble(
    *,
    entries: Sequence[str],
    jurors: Sequence[str],
    scores: Iterable[tuple[str, str, int]],
    lowest: int,
    highest: int,
    conflicts: Collection[tuple[str, str]] = (),
) -> Panel:
    """This will make a panel of rows (entry id, juror id, score); raises JuryError naming what does not fit.

    Entries without any score are fine, and so is a single juror: what can be said of them is said later.
    """
    place, seat = _places(entries, "entry"), _places(jurors, "juror")
    if highest <= lowest:
        raise JuryError("no_range", "The highest score must be above the lowest.")

    def pair(entry: str, juror: str) -> tuple[int, int]:
        if entry not in place:
            raise JuryError("unknown_entry", f"There is no entry {entry!r}.")
        if juror not in seat:
            raise JuryError("unknown_juror", f"There is no juror {juror!r}.")
        return place[entry], seat[juror]

    apart = frozenset(pair(entry, juror) for entry, juror in conflicts)
    table: dict[tuple[int, int], int] = {}
    for entry, juror, score in scores:
        where = pair(entry, juror)
        if where in table:
            raise JuryError("repeated_score", f"The juror {juror!r} scored the entry {entry!r} twice.")
        if where in apart:
            raise JuryError("score_in_conflict", f"The juror {juror!r} has a conflict with the entry {entry!r}.")
        if not lowest <= score <= highest:
            raise JuryError(
                "score_out_of_range",
                f"The juror {juror!r} gave the entry {entry!r} {score}; scores go from {lowest} to {highest}.",
            )
        table[where] = score
    return Panel(tuple(entries), tuple(jurors), table, lowest, highest, apart)


def _places(ids: Sequence[str], what: str) -> dict[str, int]:
    places = {id_: index for index, id_ in enumerate(ids)}
    if len(places) != len(ids):
        twice = next(id_ for index, id_ in enumerate(ids) if places[id_] != index)
        raise JuryError(f"repeated_{what}", f"The {what} {twice!r} is listed twice.")
    if "" in places:
        raise JuryError(f"nameless_{what}", f"An {what} has an empty id." if what == "entry" else "A juror has no id.")
    return places
