"""Who gets a grant, who does not, and why: entries in order of what the jury thought, until the money is spent.

Three ways to treat the line. LINE: straight down the order, ties by the cheaper entry and then by lot. LOT and TALK:
the entries surely above the line are funded, those that cannot be told from it (bands.py) are drawn by lot or left to
the jury's talk. If the money reaches all that are not surely below, there is nothing to draw or to talk over.

Money is whole tiyn; means and medians are fractions of fixed points; expected ranks are whole hundredths.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from ortaq.engines.choice.jury.bands import PLACE, Band, band
from ortaq.engines.choice.jury.panel import JuryError, Panel
from ortaq.engines.choice.jury.ranking import Calibration, Standing, calibrate
from ortaq.engines.choice.jury.summary import Summary, summaries
from ortaq.engines.choice.result import Exclusion, TieBreak


class Order(StrEnum):
    """What entries are put in order by."""

    EXPECTED_RANK = "expected_rank"
    MEAN = "mean"
    MEDIAN = "median"
    """Equal medians by the mean."""


class Line(StrEnum):
    """What happens at the funding line."""

    LINE = "line"
    LOT = "lot"
    TALK = "talk"


class Why(StrEnum):
    """Why an entry stands where it stands; those left out have the code of their exclusion instead.

    Exclusions: withdrawn, no_scores, too_few_scores, below_minimum, over_budget (asks for more than there is at all).
    """

    ABOVE_LINE = "above_line"
    SURELY_ABOVE = "surely_above"
    DRAWN = "drawn"
    NEAR_LINE = "near_line"
    NOT_DRAWN = "not_drawn"
    SURELY_BELOW = "surely_below"
    BELOW_LINE = "below_line"
    NO_MONEY = "no_money"
    """Its turn came and it asked for more than was left."""


FUNDED = frozenset({Why.ABOVE_LINE, Why.SURELY_ABOVE, Why.DRAWN})


@dataclass(frozen=True, slots=True)
class Terms:
    """How to choose, said completely; money in tiyn, scores in fixed points."""

    budget: int
    order: Order = Order.EXPECTED_RANK
    line: Line = Line.TALK
    minimum_scores: int = 1
    """An entry with fewer is not compared: the jury has to score it first."""
    minimum_mean: int | None = None
    """Quality below which nothing is funded, whatever money is left."""
    skip: bool = True
    """LINE: an entry that asks for more than is left is passed over; otherwise it ends the choice."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One entry: what became of it and all the figures a reason needs."""

    entry: int
    why: str
    ask: int
    summary: Summary
    standing: Standing | None = None
    band: Band | None = None
    place: int | None = None
    """In the order, from 1; None for an exclusion."""
    from_line: int | None = None
    """Places above (0: the last one the money reached) or, below 0, under the line."""
    short: Fraction | None = None
    """What was missing to the last one above the line: fixed points, or places of the expected rank."""
    left: int | None = None
    """Tiyn still there when its turn came."""

    @property
    def funded(self) -> bool:
        return self.why in FUNDED

    @property
    def money_missing(self) -> int:
        """Tiyn that were missing when its turn came; 0 if it would have fitted."""
        return 0 if self.left is None else max(0, self.ask - self.left)


@dataclass(frozen=True, slots=True)
class Selection:
    """The outcome. `line` is the expected rank of the last entry the money reaches, None if it reaches all."""

    terms: Terms
    verdicts: tuple[Verdict, ...]
    """Of every entry, in the order of the panel."""
    funded: tuple[int, ...]
    """In the order in which they were chosen."""
    talk: tuple[int, ...]
    """Left to the jury, the better first."""
    exclusions: tuple[Exclusion, ...]
    ties: tuple[TieBreak, ...]
    line: int | None
    spent: int
    calibration: Calibration | None

    @property
    def left(self) -> int:
        """Tiyn nobody has got (yet)."""
        return self.terms.budget - self.spent


def choose(
    panel: Panel,
    asks: Sequence[int],
    terms: Terms,
    *,
    lot: Sequence[str] = (),
    withdrawn: Collection[str] = (),
) -> Selection:
    """This will choose under the budget; `asks` in tiyn, one to an entry; `lot` the ids, first drawn first.

    Raises JuryError: lot_needed when only a lot can decide and the one given does not name all it must.
    """
    _check(panel, asks, terms, withdrawn)
    facts = summaries(panel)
    excluded = _exclusions(panel, asks, terms, facts, withdrawn)
    ranked = [entry for entry in range(len(panel.entries)) if entry not in excluded]
    calibration = calibrate(panel, ranked) if terms.order is Order.EXPECTED_RANK else None
    standings = calibration.standings if calibration else (None,) * len(panel.entries)
    keys = {entry: _key(terms.order, facts[entry], standings[entry]) for entry in ranked}
    drawn = {id_: place for place, id_ in enumerate(lot)}
    lots = [drawn.get(id_, len(drawn)) for id_ in panel.entries]
    ranked.sort(key=lambda entry: (keys[entry], asks[entry], lots[entry], entry))
    reached = _reached(ranked, asks, terms.budget)
    line = keys[ranked[reached - 1]][0] if 0 < reached < len(ranked) else None
    rows = _rows(ranked, keys, reached, asks, facts, standings)
    round_ = _Round(panel, terms, lots, len(drawn))
    if terms.line is Line.LINE:
        round_.straight(rows)
    else:
        round_.banded(rows)
    verdicts = dict(round_.verdicts)
    verdicts |= {e: Verdict(e, found.code, asks[e], facts[e], standings[e]) for e, found in excluded.items()}
    return Selection(
        terms=terms,
        verdicts=tuple(verdicts[entry] for entry in range(len(panel.entries))),
        funded=tuple(round_.funded),
        talk=tuple(entry for entry in ranked if verdicts[entry].why == Why.NEAR_LINE),
        exclusions=tuple(excluded[entry] for entry in sorted(excluded)),
        ties=_ties(ranked, keys, verdicts, lots, len(drawn)) if terms.line is Line.LINE else (),
        line=int(line) if line is not None and terms.order is Order.EXPECTED_RANK else None,
        spent=terms.budget - round_.left,
        calibration=calibration,
    )


def _check(panel: Panel, asks: Sequence[int], terms: Terms, withdrawn: Collection[str]) -> None:
    if len(asks) != len(panel.entries):
        raise JuryError("asks_differ", f"There are {len(panel.entries)} entries and {len(asks)} sums.")
    if any(ask < 0 for ask in asks) or terms.budget < 0:
        raise JuryError("negative_money", "A sum is 0 or more.")
    if terms.line is not Line.LINE and terms.order is not Order.EXPECTED_RANK:
        raise JuryError("bands_need_ranks", "Who cannot be told from the line is known from expected ranks only.")
    if unknown := sorted(set(withdrawn) - set(panel.entries)):
        raise JuryError("unknown_entry", f"There is no entry {unknown[0]!r}.")


def _exclusions(
    panel: Panel, asks: Sequence[int], terms: Terms, facts: Sequence[Summary], withdrawn: Collection[str]
) -> dict[int, Exclusion]:
    found = {}
    for entry, id_ in enumerate(panel.entries):
        mean = facts[entry].mean
        if id_ in withdrawn:
            found[entry] = Exclusion(entry, "withdrawn")
        elif mean is None:
            found[entry] = Exclusion(entry, "no_scores")
        elif facts[entry].count < terms.minimum_scores:
            found[entry] = Exclusion(entry, "too_few_scores", (str(terms.minimum_scores),))
        elif terms.minimum_mean is not None and mean < terms.minimum_mean:
            found[entry] = Exclusion(entry, "below_minimum", (str(terms.minimum_mean),))
        elif asks[entry] > terms.budget:
            found[entry] = Exclusion(entry, "over_budget", (str(terms.budget),))
    return found


def _key(order: Order, facts: Summary, standing: Standing | None) -> tuple[Fraction, Fraction]:
    """What entries are compared by, the smaller the better."""
    mean, median = facts.mean or Fraction(0), facts.median or Fraction(0)
    if order is Order.EXPECTED_RANK and standing is not None:
        return Fraction(standing.expected_rank), Fraction(0)
    return (-median, -mean) if order is Order.MEDIAN else (-mean, Fraction(0))


def _reached(ranked: Sequence[int], asks: Sequence[int], budget: int) -> int:
    """How many of the first the money reaches before it fails for one."""
    for reached, entry in enumerate(ranked):
        budget -= asks[entry]
        if budget < 0:
            return reached
    return len(ranked)


def _rows(
    ranked: Sequence[int],
    keys: dict[int, tuple[Fraction, Fraction]],
    reached: int,
    asks: Sequence[int],
    facts: Sequence[Summary],
    standings: Sequence[Standing | None],
) -> list[Verdict]:
    """Entries in order with their distance to the line, before any money is given."""
    line = keys[ranked[reached - 1]][0] if 0 < reached < len(ranked) else None
    rows = []
    for place, entry in enumerate(ranked, 1):
        standing = standings[entry]
        short = None if line is None or place <= reached else abs(keys[entry][0] - line)
        if short is not None and standing is not None:
            short /= PLACE
        rows.append(
            Verdict(
                entry,
                "",
                asks[entry],
                facts[entry],
                standing,
                band=band(standing, None if line is None else int(line)) if standing else None,
                place=place,
                from_line=reached - place,
                short=short,
            )
        )
    return rows


class _Round:
    """Money handed out, entry by entry."""

    def __init__(self, panel: Panel, terms: Terms, lots: Sequence[int], drawn: int) -> None:
        self.panel, self.terms, self.lots, self.drawn = panel, terms, lots, drawn
        self.left = terms.budget
        self.funded: list[int] = []
        self.verdicts: dict[int, Verdict] = {}

    def offer(self, verdict: Verdict, if_funded: Why, if_not: Why) -> bool:
        """Fund the entry if the money suffices; say why either way."""
        fits = verdict.ask <= self.left
        self.verdicts[verdict.entry] = replace(verdict, why=if_funded if fits else if_not, left=self.left)
        if fits:
            self.left -= verdict.ask
            self.funded.append(verdict.entry)
        return fits

    def straight(self, rows: Sequence[Verdict]) -> None:
        ended = False
        for row in rows:
            if ended:
                self.verdicts[row.entry] = replace(row, why=Why.BELOW_LINE, left=self.left)
            elif not self.offer(row, Why.ABOVE_LINE, Why.NO_MONEY):
                ended = not self.terms.skip

    def banded(self, rows: Sequence[Verdict]) -> None:
        sure = [row for row in rows if row.band is Band.FUND]
        near = [row for row in rows if row.band is Band.INDISTINGUISHABLE]
        for row in sure:
            self.offer(row, Why.SURELY_ABOVE, Why.NO_MONEY)
        if sum(row.ask for row in near) <= self.left:
            for row in near:
                self.offer(row, Why.ABOVE_LINE, Why.NO_MONEY)
        elif self.terms.line is Line.TALK:
            self.verdicts |= {row.entry: replace(row, why=Why.NEAR_LINE, left=self.left) for row in near}
        else:
            self._draw(near)
        for row in rows:
            if row.band is Band.NOT:
                self.verdicts[row.entry] = replace(row, why=Why.SURELY_BELOW, left=self.left)

    def _draw(self, near: Sequence[Verdict]) -> None:
        """By lot; one that asks for more than is left is passed over."""
        if any(self.lots[row.entry] == self.drawn for row in near):
            raise JuryError("lot_needed", "Entries cannot be told from the line; the lot must name all of them.")
        for row in sorted(near, key=lambda row: self.lots[row.entry]):
            self.offer(row, Why.DRAWN, Why.NOT_DRAWN)


def _ties(
    ranked: Sequence[int],
    keys: dict[int, tuple[Fraction, Fraction]],
    verdicts: dict[int, Verdict],
    lots: Sequence[int],
    drawn: int,
) -> tuple[TieBreak, ...]:
    """Equal entries of which some are funded and some are not."""
    groups: dict[tuple[Fraction, Fraction], list[int]] = {}
    for entry in ranked:
        groups.setdefault(keys[entry], []).append(entry)
    found = []
    for tied in groups.values():
        won = [entry for entry in tied if verdicts[entry].funded]
        lost = [entry for entry in tied if not verdicts[entry].funded]
        if won and lost:
            same = {verdicts[entry].ask for entry in won} & {verdicts[entry].ask for entry in lost}
            if any(verdicts[entry].ask in same and lots[entry] == drawn for entry in tied):
                raise JuryError("lot_needed", "Equal entries stand on the line; the lot must name all of them.")
            found.append(TieBreak(tuple(sorted(tied)), won[-1], "lot" if same else "cheapest"))
    return tuple(found)
