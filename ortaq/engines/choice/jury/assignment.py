"""Who reads what: several jurors to each entry, none with a conflict, loads equal, by the cheapest flow of whole
numbers.

What is asked for, in this order: as many of the wanted places filled as conflicts and limits allow; loads as equal as
possible (the sum of their squares least, so they differ by one wherever that can be); the least sum of costs (0 for a
juror who knows the field and the language, more for one who does not); and among what is still equal the least sum of
the pairs' lots. A pair's lot is 32 bits of SHAKE-256 of the seed and the entry, a number to each juror in sorted
order: drawn again by anyone, and two different assignments with the same sum are as good as impossible, so the
outcome does not hang on how it is found.

How it is found: successive shortest paths (Ahuja, Magnanti, Orlin, Network Flows, 1993, ch. 9), one place at a time,
every entry's first place before any second. An entry never loses a place again, so what is missing is spread fairly.
A path goes from the entry to a juror, or to a juror who hands one of his entries on to another, and so forth: entries
need no nodes, a table "cheapest hand-over from juror to juror" does, and only the rows of jurors who changed are made
anew.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ortaq.engines import lot
from ortaq.engines.choice.jury.panel import JuryError

if TYPE_CHECKING:
    from ortaq.engines.choice.jury.arithmetic import Whole

NEVER: Final = 1 << 61
REACHABLE: Final = 1 << 60
LOT_BITS: Final = 32
PLACE_BITS: Final = 15
MOST_COST: Final = 15
MOST_PLACES: Final = 1 << PLACE_BITS
MOST_JURORS: Final = 500
"""Lots of all places stay below one unit of cost, a path through all jurors below REACHABLE: 15 + 32 + 4 + 9 bits."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Jurors of each entry and loads of each juror (indices, ascending); `missing` names entries short of jurors."""

    jurors: tuple[tuple[int, ...], ...]
    loads: tuple[int, ...]
    missing: tuple[tuple[int, int], ...] = ()
    """(entry, places without a juror), in the order of the entries: a result, not a failure."""
    cost: int = 0
    """Sum of the costs of all pairs."""


def assign(
    entries: Sequence[str],
    jurors: Sequence[str],
    *,
    seed: str,
    each: int = 3,
    most: int | None = None,
    conflicts: Collection[tuple[str, str]] = (),
    costs: Mapping[tuple[str, str], int] | None = None,
) -> Assignment:
    """This will give `each` jurors to every entry, at most `most` entries to a juror; raises JuryError for bad data.

    `conflicts` and `costs` (0 to 15, 0 when not named) speak of pairs (entry id, juror id). 1 000 entries and 150
    jurors take less than a second; where conflicts of several jurors hinder equal loads, some seconds.
    """
    place, seat = _numbered(entries, jurors, each, most)
    import numpy as np

    price = _lots(entries, jurors, seed)
    if costs:
        if not 0 <= min(costs.values()) <= max(costs.values()) <= MOST_COST:
            raise JuryError("cost_out_of_range", f"The cost of a juror for an entry is a number from 0 to {MOST_COST}.")
        price[_pairs(costs, place, seat)] += np.array(list(costs.values()), dtype=np.int64) << (LOT_BITS + PLACE_BITS)
    if conflicts:
        price[_pairs(conflicts, place, seat)] = NEVER
    order = [place[entry] for entry in lot.shuffled(list(entries), seed)]
    able = (price < REACHABLE).sum(axis=1).tolist()
    places = [index for turn in range(each) for index in order if turn < able[index]]
    flow = _fill(price, places, len(entries) if most is None else most)
    return Assignment(
        tuple(tuple(sorted(taken)) for taken in flow.taken),
        tuple(len(held) for held in flow.held),
        tuple((index, each - len(taken)) for index, taken in enumerate(flow.taken) if len(taken) < each),
        sum((costs or {}).get((entries[index], jurors[one]), 0) for index, row in enumerate(flow.taken) for one in row),
    )


def _fill(price: "Whole", places: Sequence[int], most: int) -> "_Flow":
    """Fill the places in order. First up to an equal load, whoever gets there sooner: that is much quicker.

    If every juror reaches it, or all the entries he may have, loads are as equal as they can be and nothing was lost;
    otherwise the search starts anew and keeps loads equal from the first place on.
    """
    flow = _Flow(price, most)
    jurors = price.shape[1]
    upto = flow.room.clip(max=len(places) // jurors if jurors else 0)
    first = int(upto.sum())
    if all(flow.add(entry, upto) for entry in places[:first]):
        places = places[first:]
    else:
        flow = _Flow(price, most)
    for entry in places:
        flow.add(entry)
    return flow


class _Flow:
    """Places filled so far, at the least cost for their number."""

    def __init__(self, price: "Whole", most: int) -> None:
        import numpy as np

        entries, jurors = price.shape
        self.price, self.free = price, price.copy()
        """`free` is the price, or NEVER where the entry has the juror already."""
        self.held: list[list[int]] = [[] for _ in range(jurors)]
        self.taken: list[list[int]] = [[] for _ in range(entries)]
        self.loads = np.zeros(jurors, dtype=np.int64)
        self.room = np.minimum((price < REACHABLE).sum(axis=0), most)
        """The most entries each juror can ever have."""
        self.level = np.zeros(jurors, dtype=np.int64)
        """Potentials: `hand[a, b] + level[a] - level[b]` is never below 0, so Dijkstra's search finds the paths."""
        self.hand = np.full((jurors, jurors), NEVER)
        """What it costs that the first juror hands an entry to the second."""
        self.via = np.zeros((jurors, jurors), dtype=np.int64)
        """Which entry that would be."""

    def add(self, entry: int, upto: "Whole | None" = None) -> bool:
        """This will give the entry one more juror, if any path leads to one: the least loaded, or any below `upto`."""
        import numpy as np

        open_ones = self.loads < (self.room if upto is None else upto)
        if not open_ones.any():
            return False
        loads = self.loads if upto is None else np.zeros_like(self.loads)
        lightest = open_ones & (loads == loads[open_ones].min())
        lowest = int(self.level[lightest].min())
        distance = self.free[entry] - self.level
        ahead = distance.copy()
        before = np.full(len(distance), -1)
        end, best, reached = -1, (NEVER, NEVER), []
        while (near := int(ahead[juror := int(ahead.argmin())])) < REACHABLE:
            if end >= 0 and lightest[end] and near + lowest >= best[1]:
                break
            ahead[juror] = NEVER
            reached.append(juror)
            if open_ones[juror] and (found := (int(loads[juror]), near + int(self.level[juror]))) < best:
                end, best = juror, found
            further = self.hand[juror] + (self.level[juror] + near)
            further -= self.level
            nearer = (further < distance).nonzero()[0]
            distance[nearer] = ahead[nearer] = further[nearer]
            before[nearer] = juror
        if end < 0:
            return False
        passed = np.array([juror for juror in reached if distance[juror] < distance[end]], dtype=np.int64)
        self.level[passed] += distance[passed] - distance[end]
        self._move(entry, end, before)
        return True

    def _move(self, entry: int, juror: int, before: "Whole") -> None:
        """Follow the path back from its last juror, handing entries on, and renew what may be handed now."""
        self.loads[juror] += 1
        moves, givers, last = [], set(), juror
        while (giver := int(before[juror])) >= 0:
            handed = int(self.via[giver, juror])
            self.held[giver].remove(handed)
            self.taken[handed].remove(giver)
            self.free[handed, giver] = self.price[handed, giver]
            moves.append((handed, giver, juror))
            givers.add(giver)
            juror = giver
        moves.append((entry, -1, juror))
        for moved, _, taker in moves:
            self.held[taker].append(moved)
            self.taken[moved].append(taker)
            self.free[moved, taker] = NEVER
        self._widen(last, moves[0][0])
        for giver in givers:
            self._renew(giver)
        for moved, giver, taker in moves:
            for holder in self.taken[moved]:
                if holder not in givers:
                    self._adjust(holder, moved, giver, taker)

    def _adjust(self, holder: int, moved: int, giver: int, taker: int) -> None:
        """The holder can hand the moved entry to its giver from now on, and no longer to its taker."""
        if self.via[holder, taker] == moved:
            self._renew(holder)
        elif giver >= 0:
            rise = self.price[moved, giver] - self.price[moved, holder]
            if rise < self.hand[holder, giver]:
                self.hand[holder, giver], self.via[holder, giver] = rise, moved

    def _widen(self, juror: int, entry: int) -> None:
        """The juror has one more entry to hand on."""
        import numpy as np

        rise = self.free[entry] - self.price[entry, juror]
        cheaper = rise < self.hand[juror]
        np.copyto(self.hand[juror], rise, where=cheaper)
        self.via[juror][cheaper] = entry

    def _renew(self, juror: int) -> None:
        """Find anew the cheapest entry to hand from this juror to each of the others."""
        import numpy as np

        held = np.array(self.held[juror])
        rise = self.free[held] - self.price[held, juror][:, None]
        self.hand[juror] = rise.min(axis=0)
        self.via[juror] = held[rise.argmin(axis=0)]


def _numbered(
    entries: Sequence[str], jurors: Sequence[str], each: int, most: int | None
) -> tuple[dict[str, int], dict[str, int]]:
    place = {entry: index for index, entry in enumerate(entries)}
    seat = {juror: index for index, juror in enumerate(jurors)}
    if len(place) != len(entries) or len(seat) != len(jurors):
        raise JuryError("repeated_id", "An entry or a juror is listed twice.")
    if each < 1 or (most is not None and most < 0):
        raise JuryError("no_places", "An entry needs one juror or more, and no juror takes fewer than none.")
    if len(entries) * each > MOST_PLACES or len(jurors) > MOST_JURORS:
        raise JuryError(
            "too_many", f"More than {MOST_PLACES} places or {MOST_JURORS} jurors cannot be assigned at once."
        )
    return place, seat


def _pairs(
    pairs: Collection[tuple[str, str]], place: Mapping[str, int], seat: Mapping[str, int]
) -> tuple[list[int], list[int]]:
    """Indices of the entries and of the jurors."""
    for entry, juror in pairs:
        if entry not in place:
            raise JuryError("unknown_entry", f"There is no entry {entry!r}.")
        if juror not in seat:
            raise JuryError("unknown_juror", f"There is no juror {juror!r}.")
    return [place[entry] for entry, _ in pairs], [seat[juror] for _, juror in pairs]


def _lots(entries: Sequence[str], jurors: Sequence[str], seed: str) -> "Whole":
    """The pairs' lots, (entries, jurors): big-endian numbers of 32 bits out of SHAKE-256 of "SEED:ENTRY"."""
    import numpy as np

    width = LOT_BITS // 8 * len(jurors)
    found = np.empty((len(entries), len(jurors)), dtype=np.int64)
    in_order = np.argsort(np.array(sorted(range(len(jurors)), key=lambda index: jurors[index]), dtype=np.int64))
    for index, entry in enumerate(entries):
        bits = hashlib.shake_256(f"{seed}:{entry}".encode()).digest(width)
        found[index] = np.frombuffer(bits, dtype=">u4")[in_order]
    return found
