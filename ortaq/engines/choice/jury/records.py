"""Decision records of juries: `choice.assignment` (who reads what) and `choice.jury` (who gets a grant).

choice.assignment@1
    case     {"entries": [ids], "jurors": [ids], "each": 3, "most": null | n,
              "conflicts": [[entry, juror]], "costs": [[entry, juror, 0 … 15]]}
    outcome  {"jurors": {entry: [juror ids]}, "loads": {juror: n}, "missing": {entry: n}, "cost": n}

choice.jury@1
    case     {"entries": [{"id", "ask"}], "jurors": [ids], "scores": [[entry, juror, score]],
              "conflicts": [[entry, juror]], "withdrawn": [entry], "lowest": n, "highest": n,
              "terms": {"budget", "order", "line", "minimum_scores", "minimum_mean", "skip"}}
    outcome  {"funded": [ids], "talk": [ids], "spent", "line", "entries": [{"id", "why", …}], "agreement": {…}, …}

Sums in tiyn, scores in fixed points, expected ranks in hundredths of a place, alpha in thousandths. The lot is drawn
from the seed with lot.order@1 over the ids of the entries; the priors are those of `Model()`. Jurors may stand under
pseudonyms: the record needs no names.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ortaq.engines import lot
from ortaq.engines.choice.jury import assignment, selection
from ortaq.engines.choice.jury.agreement import Level, agreement
from ortaq.engines.choice.jury.panel import JuryError, Panel, assemble
from ortaq.engines.choice.jury.selection import Line, Order, Selection, Terms, Verdict
from ortaq.engines.proof import Case, CaseError, Outcome, rule

_ASSIGNMENT = {"entries", "jurors", "each", "most", "conflicts", "costs"}
_JURY = {"entries", "jurors", "scores", "conflicts", "withdrawn", "lowest", "highest", "terms"}
_TERMS = {"budget", "order", "line", "minimum_scores", "minimum_mean", "skip"}


def assignment_case(
    entries: Sequence[str],
    jurors: Sequence[str],
    *,
    each: int = 3,
    most: int | None = None,
    conflicts: Collection[tuple[str, str]] = (),
    costs: Mapping[tuple[str, str], int] | None = None,
) -> Case:
    """This will give the case to announce before the seed is drawn; the same arguments as `assign`."""
    return {
        "entries": list(entries),
        "jurors": list(jurors),
        "each": each,
        "most": most,
        "conflicts": [list(pair) for pair in sorted(conflicts)],
        "costs": [[*pair, cost] for pair, cost in sorted((costs or {}).items()) if cost],
    }


@rule("choice.assignment", version=1)
def decide_assignment(case: Case, seed: str) -> Outcome:
    """This will assign jurors to entries; raises CaseError."""
    _fields(case, _ASSIGNMENT, "case")
    entries, jurors = _ids(case, "entries"), _ids(case, "jurors")
    _needs_seed(seed)
    costs = {(entry, juror): cost for entry, juror, cost in _rows(case, "costs", (str, str, int))}
    if len(costs) != len(case["costs"]):
        raise CaseError("costs names a pair twice.")
    try:
        made = assignment.assign(
            entries,
            jurors,
            seed=seed,
            each=_whole(case, "each"),
            most=None if case["most"] is None else _whole(case, "most"),
            conflicts=[(entry, juror) for entry, juror in _rows(case, "conflicts", (str, str))],
            costs=costs,
        )
    except JuryError as error:
        raise CaseError(str(error)) from error
    return {
        "jurors": {entry: [jurors[one] for one in found] for entry, found in zip(entries, made.jurors, strict=True)},
        "loads": dict(zip(jurors, made.loads, strict=True)),
        "missing": {entries[entry]: gap for entry, gap in made.missing},
        "cost": made.cost,
    }


def jury_case(panel: Panel, asks: Sequence[int], terms: Terms, *, withdrawn: Collection[str] = ()) -> Case:
    """This will give the case to announce before the seed is drawn; the same arguments as `choose`."""

    def named(pair: tuple[int, int]) -> list[Any]:
        return [panel.entries[pair[0]], panel.jurors[pair[1]]]

    return {
        "entries": [{"id": id_, "ask": ask} for id_, ask in zip(panel.entries, asks, strict=True)],
        "jurors": list(panel.jurors),
        "scores": [[*named(pair), score] for pair, score in sorted(panel.scores.items())],
        "conflicts": [named(pair) for pair in sorted(panel.conflicts)],
        "withdrawn": sorted(withdrawn),
        "lowest": panel.lowest,
        "highest": panel.highest,
        "terms": {
            "budget": terms.budget,
            "order": terms.order.value,
            "line": terms.line.value,
            "minimum_scores": terms.minimum_scores,
            "minimum_mean": terms.minimum_mean,
            "skip": terms.skip,
        },
    }


@rule("choice.jury", version=1)
def decide_jury(case: Case, seed: str) -> Outcome:
    """This will choose who is funded; raises CaseError."""
    _needs_seed(seed)
    panel, asks, terms, withdrawn = read_jury(case)
    try:
        made = selection.choose(panel, asks, terms, lot=lot.shuffled(list(panel.entries), seed), withdrawn=withdrawn)
    except JuryError as error:
        raise CaseError(str(error)) from error
    return outcome_of(panel, made)


def read_jury(case: Case) -> tuple[Panel, list[int], Terms, list[str]]:
    """This will give panel, asks, terms and withdrawn ids of a case; raises CaseError."""
    _fields(case, _JURY, "case")
    terms = case["terms"]
    _fields(terms, _TERMS, "terms")
    if type(terms["skip"]) is not bool:
        raise CaseError("skip is true or false.")
    rows = case["entries"]
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and set(row) == {"id", "ask"} and type(row["ask"]) is int for row in rows
    ):
        raise CaseError('Every entry is {"id": text, "ask": whole tiyn}.')
    try:
        panel = assemble(
            entries=_ids({"entries": [row["id"] for row in rows]}, "entries"),
            jurors=_ids(case, "jurors"),
            scores=[(entry, juror, score) for entry, juror, score in _rows(case, "scores", (str, str, int))],
            lowest=_whole(case, "lowest"),
            highest=_whole(case, "highest"),
            conflicts=[(entry, juror) for entry, juror in _rows(case, "conflicts", (str, str))],
        )
        said = Terms(
            budget=_whole(terms, "budget"),
            order=Order(terms["order"]),
            line=Line(terms["line"]),
            minimum_scores=_whole(terms, "minimum_scores"),
            minimum_mean=None if terms["minimum_mean"] is None else _whole(terms, "minimum_mean"),
            skip=terms["skip"],
        )
    except ValueError as error:
        raise CaseError(str(error)) from error
    return panel, [row["ask"] for row in rows], said, _ids(case, "withdrawn")


def outcome_of(panel: Panel, made: Selection) -> Outcome:
    """This will give the selection as plain JSON of whole numbers and text."""
    measured = {level.value: agreement(panel, level) for level in Level}
    severities = made.calibration.severities if made.calibration else (None,) * len(panel.jurors)
    return {
        "funded": [panel.entries[entry] for entry in made.funded],
        "talk": [panel.entries[entry] for entry in made.talk],
        "spent": made.spent,
        "line": made.line,
        "entries": [_entry(panel, verdict) for verdict in made.verdicts],
        "ties": [
            {"entries": [panel.entries[one] for one in tie.projects], "last": panel.entries[tie.winner], "by": tie.by}
            for tie in made.ties
        ],
        "severities": dict(zip(panel.jurors, severities, strict=True)),
        "agreement": {name: {"alpha": found.thousandths, "reason": found.reason} for name, found in measured.items()},
    }


def _entry(panel: Panel, verdict: Verdict) -> dict[str, Any]:
    standing, facts = verdict.standing, verdict.summary
    return {
        "id": panel.entries[verdict.entry],
        "why": str(verdict.why),
        "scores": facts.count,
        "sum": facts.total,
        "doubled_median": None if facts.median is None else int(facts.median * 2),
        "place": verdict.place,
        "from_line": verdict.from_line,
        "left": verdict.left,
        "band": None if verdict.band is None else verdict.band.value,
        "expected_rank": standing and standing.expected_rank,
        "rank_low": standing and standing.rank_low,
        "rank_high": standing and standing.rank_high,
        "calibrated": standing and standing.calibrated,
    }


def _needs_seed(seed: str) -> None:
    if not seed:
        raise CaseError("A jury's case needs a seed: a lot may have to decide.")


def _fields(value: object, names: set[str], what: str) -> None:
    if not isinstance(value, dict) or set(value) != names:
        raise CaseError(f"The {what} has exactly the fields {', '.join(sorted(names))}.")


def _whole(case: Mapping[str, Any], name: str) -> int:
    value = case[name]
    if type(value) is not int:
        raise CaseError(f"{name} is a whole number.")
    return value


def _ids(case: Mapping[str, Any], name: str) -> list[str]:
    value = case[name]
    if not isinstance(value, list) or not all(isinstance(id_, str) and id_ for id_ in value):
        raise CaseError(f"{name} is a list of ids.")
    return value


def _rows(case: Mapping[str, Any], name: str, kinds: tuple[type, ...]) -> list[list[Any]]:
    value = case[name]
    if not isinstance(value, list) or not all(
        isinstance(row, list) and tuple(type(one) for one in row) == kinds for row in value
    ):
        raise CaseError(f"{name} is a list of rows of {', '.join(kind.__name__ for kind in kinds)}.")
    return value
