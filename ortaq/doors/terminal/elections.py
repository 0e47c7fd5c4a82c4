"""Elections at the terminal: reading files, building a rule from options, printing what a count gave."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ortaq.doors.terminal.speech import Stop
from ortaq.engines import lot, proof
from ortaq.engines.choice import records, specs
from ortaq.engines.choice.counting import count
from ortaq.engines.choice.election import BallotKind, Election, ElectionError
from ortaq.engines.choice.explanation import decimal
from ortaq.engines.choice.result import Result
from ortaq.engines.choice.spec import RuleName, RuleSpec, Tie, Utility

if TYPE_CHECKING:
    from ortaq.engines.choice.explanation import Explanation

OPTIONS = "rule utility completion stop exhaustive_over start eligibility comparison step threshold quota".split()
MOST_ODDITIES = 5
HINT = "Draw it in public and give the seed: --seed TEXT (or the drawn order as a file: --lot FILE)."
LONGEST_NAME = 60


def read_text(path: Path) -> str:
    """This will read a file as UTF-8, or stop with a sentence."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Stop(f"{path}: the file cannot be read: {error.strerror}.", exit_code=2) from error
    if not content.strip():
        raise Stop(f"{path}: the file is empty.", exit_code=2)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        sentence = "there is a sign that is not UTF-8; save the file as UTF-8 and try again."
        raise Stop(f"{path}: line {line}: {sentence}", exit_code=2) from error


def read_election(path: Path) -> Election:
    """This will read a Pabulib file, or stop with `FILE: line N: sentence`."""
    from ortaq.engines.choice import pabulib

    text = read_text(path)
    try:
        return pabulib.read(text)
    except ElectionError as error:
        raise Stop(f"{path}: {error}", exit_code=2) from error


# ── the rule ─────────────────────────────────────────────────────────────────────────────────────────────────────


def spec_of(arguments: argparse.Namespace, election: Election, *, draw: bool = True) -> RuleSpec:
    """This will give the rule: the preset, every option on top, and the lot if one is drawn or given."""
    given = {name: getattr(arguments, name) for name in OPTIONS if getattr(arguments, name) is not None}
    plain = specs.to_json(_preset(arguments.preset, election)) | given
    if arguments.ties is not None:
        plain["ties"] = list(arguments.ties)
    try:
        spec = specs.from_json(plain)
    except ElectionError as error:
        raise Stop(f"The rule cannot be used: {error}", exit_code=2) from error
    if arguments.seed and Tie.LOT not in spec.ties:
        raise Stop("The rule breaks no tie by lot, so it takes no seed.", exit_code=2)
    if arguments.lot is not None:
        ids = [line.strip() for line in read_text(arguments.lot).removeprefix("\ufeff").splitlines()]
        return replace(spec, lot=tuple(name for name in ids if name))
    if arguments.seed and draw:
        return replace(spec, lot=tuple(lot.shuffled([project.id for project in election.projects], arguments.seed)))
    return spec


def _preset(name: str, election: Election) -> RuleSpec:
    if not name:
        return RuleSpec(utility=specs.natural_utility(election.kind))
    from ortaq.engines.choice.presets import preset

    try:
        return preset(name)
    except ElectionError as error:
        raise Stop(str(error), exit_code=2) from error


def counted(path: Path, election: Election, spec: RuleSpec) -> Result:
    """This will count, or stop with a sentence; a tie that needs a lot says how to draw one."""
    try:
        return count(election, spec)
    except ElectionError as error:
        raise Stop(f"{path}: {_with_hint(error)}", exit_code=2) from error


def _with_hint(error: ElectionError) -> str:
    if error.code != "lot_needed":
        return str(error)
    return f"{error} {HINT}"


# ── one count ────────────────────────────────────────────────────────────────────────────────────────────────────


def as_json(election: Election, result: Result, language: str | None) -> dict[str, Any]:
    """This will give all of a count as plain JSON; money in minor units, `scale` to a unit of currency."""
    from ortaq.engines.choice.explaining import explain

    explanation = explain(election, result)
    plain = explanation.to_json()
    ids = [project.id for project in election.projects]
    rounds = [records.round_of(ids, one) for one in result.rounds]
    for written, one in zip(rounds, result.rounds, strict=True):
        if one.effective_votes is not None:
            written["effective_votes"] = decimal(one.effective_votes)
    made = {
        "winners": [ids[winner] for winner in result.winners],
        "spent": result.spent,
        "budget": election.budget,
        "scale": election.scale,
        "currency": explanation.currency,
        "voters": election.voters,
        "spec": specs.to_json(result.spec),
        "rounds": rounds,
        "losers": [one for one in plain["projects"] if one["reason"] != "won"],
        "exclusions": [records.exclusion_of(ids, one) for one in result.exclusions],
        "endowment": None if result.endowment is None else records.ratio(result.endowment),
        "comparison": result.comparison,
        "runs": result.runs,
        "fallbacks": result.fallbacks,
        "oddities": [{"code": one.code, "line": one.line, "text": one.text} for one in election.oddities],
    }
    if language:
        made["told"] = _sentences(explanation, language)
    return made


def _sentences(explanation: "Explanation", language: str) -> dict[str, Any]:
    from ortaq.engines.choice import telling

    stories = telling.tell(explanation, language)
    projects = {fate.id: story for fate, story in zip(explanation.fates, stories, strict=True)}
    return {"language": language, "preface": telling.preface(explanation, language), "projects": projects}


def summary(path: Path, election: Election, result: Result) -> str:
    """This will give the winners in the order of election, what was left out by a rule, and what is odd in the file."""
    return "\n".join(_summary(path, election, result))


def _summary(path: Path, election: Election, result: Result) -> Iterator[str]:
    money = _money(election)
    yield f"{path.name}: {len(election.projects)} projects, {election.voters:,} ballots, {money(election.budget)}"
    yield f"Rule: {rule_in_words(result.spec)}"
    yield ""
    width = max((len(project.id) for project in election.projects), default=2)
    for place, one in enumerate(result.rounds, 1):
        what = election.projects[one.winner]
        tie = f"  (a tie, decided by {one.tie.by})" if one.tie else ""
        name = _short(what.name)
        figures = f"{money(what.cost):>16}  {one.votes:>7,} votes  {one.phase:10}"
        yield f"{place:4}  {what.id:{width}}  {figures}  {name}{tie}"
    yield ""
    left, won = money(election.budget - result.spent), len(result.winners)
    yield f"{won} {'project wins' if won == 1 else 'projects win'} for {money(result.spent)}; {left} is left."
    out = Counter(one.code for one in result.exclusions)
    if out:
        yield "Left out by a rule: " + ", ".join(f"{number} {code}" for code, number in sorted(out.items())) + "."
    if result.comparison:
        yield f"Compared with greedy: {result.comparison}."
    yield from _oddities(election)


def _oddities(election: Election) -> Iterator[str]:
    if election.oddities:
        yield f"Odd in the file, {len(election.oddities)} in all:"
    for one in election.oddities[:MOST_ODDITIES]:
        yield f"  {'' if one.line is None else f'line {one.line}: '}{one.text}"
    if len(election.oddities) > MOST_ODDITIES:
        yield "  … all of them with --json"


def _money(election: Election) -> Any:
    currency = election.meta.get("currency", "").strip()

    def write(minor: int) -> str:
        units, rest = divmod(minor, election.scale)
        text = f"{units:,}" + (f".{rest:0{len(str(election.scale)) - 1}}" if rest else "")
        return f"{text} {currency}".strip()

    return write


def _short(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def rule_in_words(spec: RuleSpec) -> str:
    """This will name the rule and the options that matter to it."""
    parts = [str(spec.rule)]
    if spec.rule is RuleName.EQUAL_SHARES:
        parts += [f"utility {spec.utility}", f"completion {spec.completion}"]
        if spec.completion in ("add1", "add1u"):
            parts += [f"stop {spec.stop}", f"over {spec.exhaustive_over}", f"start {spec.start}", f"step {spec.step}"]
        parts += [f"eligible {spec.eligibility}", f"comparison {spec.comparison}"]
    elif spec.utility is Utility.POINTS:
        parts.append("by points")
    parts += [f"{name} {value}" for name, value in (("threshold", spec.threshold), ("quota", spec.quota)) if value]
    return ", ".join([*parts, f"ties {'-'.join(spec.ties)}"])


def told(election: Election, result: Result, language: str) -> str:
    """This will tell in a language how the count went and why each project won or did not, winners first."""
    from ortaq.engines.choice.explaining import explain

    explanation = explain(election, result)
    sentences = _sentences(explanation, language)
    order = sorted(explanation.fates, key=lambda fate: (not fate.won, fate.place or 0))
    lines = ["", *sentences["preface"]]
    for fate in order:
        lines += ["", f"{fate.id}  {fate.name}".rstrip(), " ".join(sentences["projects"][fate.id])]
    return "\n".join(lines)


# ── several rules ────────────────────────────────────────────────────────────────────────────────────────────────


def comparison(arguments: argparse.Namespace, election: Election, names: Sequence[str]) -> str:
    """This will count by several rules and lay them side by side: money, voters with a winner, who wins where."""
    base = spec_of(arguments, election)
    columns: list[tuple[str, Result]] = []
    lines, refused = [f"{'':3} {'rule':28} {'winners':>8} {'spent':>20} {'voters with a winner':>22}"], []
    money, hints = _money(election), set[str]()
    for title, spec in _rules_to_compare(base, election, names):
        try:
            result = count(election, spec)
        except ElectionError as error:
            refused.append(f"{title} cannot be counted: {error}")
            hints |= {HINT} if error.code == "lot_needed" else set()
            continue
        letter = chr(ord("A") + len(columns))
        columns.append((letter, result))
        share = _content(election, result)
        lines.append(f"{letter:3} {title:28} {len(result.winners):8} {money(result.spent):>20} {share:>22}")
    lines += ["", *refused, *hints, ""] if refused else [""]
    winners = {winner for _, result in columns for winner in result.winners}
    votes = columns[0][1].votes if columns else ()
    width = max((len(election.projects[winner].id) for winner in winners), default=2)
    for winner in sorted(winners, key=lambda project: (-votes[project], project)):
        what = election.projects[winner]
        marks = " ".join(letter if winner in result.winners else "·" for letter, result in columns)
        lines.append(
            f"{marks}  {what.id:{width}}  {money(what.cost):>16}  {votes[winner]:>7,} votes  {_short(what.name)}"
        )
    return "\n".join(lines)


def _rules_to_compare(base: RuleSpec, election: Election, names: Sequence[str]) -> Iterator[tuple[str, RuleSpec]]:
    """This will give titles and rules; Equal Shares with both utilities, majority judgment where there are grades."""
    graded = election.kind is BallotKind.SCORING
    usual = ["greedy", "equal-shares", "phragmen", "maximin-support", *(["majority-judgment"] if graded else [])]
    for name in names or usual:
        spec = replace(base, rule=RuleName(name))
        if name == RuleName.EQUAL_SHARES:
            for utility in (Utility.COST, Utility.CARDINALITY):
                yield f"{name}, {utility}, {spec.completion}", replace(spec, utility=utility)
        else:
            yield name, spec


def _content(election: Election, result: Result) -> str:
    """This will give the share of voters who support at least one winner."""
    won = set(result.winners)
    content = sum(group.weight for group in election.groups if not won.isdisjoint(group.choices))
    return f"{100 * content / election.voters:.1f} %" if election.voters else "–"


# ── records ──────────────────────────────────────────────────────────────────────────────────────────────────────


def record(arguments: argparse.Namespace, election: Election) -> str:
    """This will give the text of a decision record: JSON, one field on a line."""
    spec = spec_of(arguments, election, draw=False)
    try:
        made = proof.make_record(
            rule=records.RULE,
            version=records.VERSION,
            case=records.case_of(election, spec),
            seed=arguments.seed,
            made_at=datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
        )
    except proof.ProofError as error:
        hint = error.__cause__
        sentence = _with_hint(hint) if isinstance(hint, ElectionError) else str(error)
        raise Stop(f"{arguments.file}: {sentence}", exit_code=2) from error
    fields = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in made.items())
    return "{\n" + ",\n".join(fields) + "\n}"


def require_same_election(record: proof.Json, path: Path) -> None:
    """This will stop unless the file holds the projects, ballots, money and limits of the record's case."""
    if not isinstance(record, dict) or record.get("rule") != records.RULE or not isinstance(record.get("case"), dict):
        raise Stop(f"The record is no count of an election, so {path} has nothing to do with it.", exit_code=2)
    different = records.differences(record["case"], read_election(path))  # type: ignore[arg-type]  # a dict, see above
    if different:
        raise Stop(f"{path} is not the election of this record: {', '.join(different)} differ.")
