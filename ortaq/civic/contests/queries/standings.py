"""What the published record of a jury says in figures: where each application stands, how far the jurors agree."""

from collections import defaultdict
from dataclasses import dataclass

from ortaq.civic.contests.models import Application, Contest
from ortaq.civic.contests.queries.results import TOLD, statistics


@dataclass(frozen=True, slots=True)
class Standing:
    """One application by its number; nobody's name."""

    number: str
    expected: int
    """Expected rank in hundredths of a place; 100 is certainly the best."""
    low: int
    high: int
    """Places; its true place is as likely between them as outside."""
    band: str
    """ "fund", "talk" (the scores cannot tell it from the line) or "not"."""
    funded: bool


@dataclass(frozen=True, slots=True)
class JuryFigures:
    """How far the jurors agree. Points are those of the rubric's totals."""

    alpha: int | None
    """Krippendorff's alpha for an interval scale in thousandths: 1 000 is agreement, 0 is chance; None: undefined."""
    spread: int
    """From the lowest total of an application to its highest, the mean over applications, in hundredths of a point."""
    most: int
    """The widest spread a juror's scale allows, in points."""
    jurors: int
    scores: int


BANDS = {"fund": "fund", "indistinguishable": "talk", "not": "not"}


def standings(contest: Contest) -> list[Standing]:
    """This will give the ranked applications, the best first, once the results are told. Two statements."""
    if contest.state not in TOLD:
        return []
    rows = [row for row in statistics(contest).get("entries", []) if row.get("expected_rank") is not None]
    won = Application.objects.filter(contest=contest, state=Application.State.FUNDED)
    funded = set(won.values_list("matter__number", flat=True))
    found = [
        Standing(
            number=row["id"],
            expected=row["expected_rank"],
            low=row["rank_low"],
            high=row["rank_high"],
            band=BANDS.get(row["band"] or "", "not"),
            funded=row["id"] in funded,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.expected, one.number))


def line_of(contest: Contest) -> int | None:
    """This will give the expected rank, in hundredths, of the last application the money reaches; None: all."""
    return statistics(contest).get("line")


def jury_figures(contest: Contest) -> JuryFigures | None:
    """This will measure the jury's agreement out of the record once the results are told, else None."""
    record = contest.ranking_record
    if contest.state not in TOLD or record is None or not record.outcome:
        return None
    case, by_entry = record.case, defaultdict(list)
    for entry, _juror, score in case["scores"]:
        by_entry[entry].append(score)
    spreads = [max(scores) - min(scores) for scores in by_entry.values() if len(scores) > 1]
    return JuryFigures(
        alpha=record.outcome["agreement"].get("interval", {}).get("alpha"),
        spread=sum(spreads) * 100 // len(spreads) if spreads else 0,
        most=case["highest"] - case["lowest"],
        jurors=len(case["jurors"]),
        scores=len(case["scores"]),
    )


def standing_of(application: Application) -> Standing | None:
    """This will give one application's line of the record, None before the results or without scores."""
    return next((one for one in standings(application.contest) if one.number == application.matter.number), None)
