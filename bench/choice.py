"""Deciding together, beside pabutools: the same winners, the official winners, committees, time and memory.

    python bench/choice.py [--limit SECONDS] [--files WORD] [--folder DIR] [PART...]

Parts: committees, official, large, peer, forints (default: all). It needs the reference data in ../shared/data. The
peer is installed into DIR (default: var/bench-choice) and its answers are kept there, so a second run is quick; give it
more time with --limit, the seconds it has for each of its counts.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import choice_ours, committees
from bench.choice_peers import Answer, Peer
from bench.showing import Bar, megabytes, milliseconds, say, table, thousands
from bench.stage import ROOT, load, machine
from ortaq.engines.choice import pabulib
from ortaq.engines.choice.counting import count
from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group
from ortaq.engines.choice.presets import preset
from ortaq.engines.choice.spec import RuleSpec

DATA = ROOT.parent / "shared" / "data"
LARGE = ("Warszawa_2026", "Lodz_2022", "Lodz_2023", "Budapest_2024", "Amsterdam_621", "Katowice_2023")
SHARES = {
    "Poland_Wieliczka_2023_Green_Budget": "wieliczka-2023",
    "Poland_Swiecie_2023": "swiecie-2023",
    "Netherlands_Assen_2024": "equalshares.net",
}
SMALL = 100_000
"""Bytes of a file up to which the peer is asked for Add1 too."""
PLAIN = ("greedy", "mes:cost", "mes:cardinality")
GROWN = ("add1:cost", "add1:cardinality")
SAME, OTHER_ORDER, OTHER, UNFINISHED, FAILED, REFUSED = (
    "same order", "same set", "other winners", "peer unfinished", "peer failed", "refused by Ortaq",
)  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """One task on one file: what came of it, and the winners on both sides where they differ."""

    file: str
    task: str
    verdict: str
    told: str = ""


def elections(word: str) -> list[Path]:
    return [path for path in sorted((DATA / "pabulib").glob("*.pb")) if word in path.name]


def is_large(path: Path) -> bool:
    return any(path.stem.endswith(name) for name in LARGE)


def tasks_for(path: Path) -> list[str]:
    """This will give what the peer is asked about a file: Add1 of small files only, the rest as the ballots allow."""
    kind = pabulib.read(choice_ours.text_of(path)).kind
    fitting = ["mes:points"] if kind in {BallotKind.CUMULATIVE, BallotKind.SCORING} else []
    if kind in {BallotKind.APPROVAL, BallotKind.CHOOSE_1}:
        fitting = ["phragmen"]
    return [*PLAIN, *fitting, *(GROWN if path.stat().st_size <= SMALL else ())]


def judge(file: str, election: Election, answer: Answer) -> Compared:
    """This will compare the winners of one task, as sets where the peer gives no order (Phragmén).

    What costs nothing or has no supporter the peer may elect and Ortaq never: left out.
    """
    election = as_peer_reads(election, answer.task)
    if answer.winners is None:
        verdict = UNFINISHED if answer.over else FAILED
        return Compared(file, answer.task, verdict, answer.error)
    try:
        result = count(election, choice_ours.spec_of(answer.task))
    except ElectionError as refusal:
        return Compared(file, answer.task, REFUSED, str(refusal))
    ours = [election.projects[winner].id for winner in result.winners]
    free = {election.projects[one.project].id for one in result.exclusions if one.code in {"no_cost", "no_votes"}}
    theirs = [winner for winner in answer.winners if winner not in free]
    if ours == theirs or (answer.task == "phragmen" and sorted(ours) == sorted(theirs)):
        return Compared(file, answer.task, SAME)
    at = next((n for n, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), 0)
    told = f"from {at + 1}: {' '.join(ours[at : at + 4])} | {' '.join(theirs[at : at + 4])}"
    return Compared(file, answer.task, OTHER_ORDER if set(ours) == set(theirs) else OTHER, told)


def as_peer_reads(election: Election, task: str) -> Election:
    """This will take 0 points for support, as pabutools does unless points are what counts; to Ortaq they are none."""
    if task.endswith(":points") or not any(0 in group.points for group in election.groups):
        return election
    groups = tuple(Group(group.weight, tuple(sorted(group.choices))) for group in election.groups)
    return replace(election, kind=BallotKind.APPROVAL, groups=groups)


def compare_with_peer(peer: Peer, files: Sequence[Path], *, limit: float, jobs: int) -> bool:
    """This will ask the peer about every file, a few at a time, and count how often the winners are the same."""
    bar, found = Bar("asking pabutools", len(files), " files"), list[Compared]()

    def asked(path: Path) -> tuple[Path, dict[str, Answer]]:
        return path, peer.ask(path, tasks_for(path), limit=limit)

    with ThreadPoolExecutor(jobs) as pool:
        for number, (path, answers) in enumerate(pool.map(asked, files), 1):
            election = pabulib.read(choice_ours.text_of(path))
            found += [judge(path.stem, election, answer) for task, answer in answers.items() if task != "parse"]
            bar(number)
    verdicts = (SAME, OTHER_ORDER, OTHER, UNFINISHED, FAILED, REFUSED)
    counts = Counter((one.task, one.verdict) for one in found)
    tasks = dict.fromkeys(one.task for one in found)
    rows = [[task, *(counts[task, verdict] for verdict in verdicts)] for task in tasks]
    say(f"\n### Winners in order, beside pabutools {peer.version} ({limit:.0f} s each at most)\n")
    say(table(["count", *verdicts], rows))
    odd = [one for one in found if one.verdict not in {SAME, UNFINISHED}]
    tell_all(f"{one.task} {one.file}: {one.verdict} {one.told}" for one in odd)
    return not [one for one in odd if one.verdict != FAILED]


def official(files: Sequence[Path]) -> bool:
    """This will count each file by the rule it names and compare the winners with its column `selected`."""
    right, wrong = Counter[str](), list[str]()
    for path in files:
        text = choice_ours.text_of(path)
        try:
            election, chosen = pabulib.read(text), selected(text)
            spec = official_spec(path.stem, election)
            if spec is None or chosen is None:
                continue
            won = {election.projects[winner].id for winner in count(election, spec).winners}
        except ElectionError as refusal:
            wrong.append(f"{path.stem}: refused, {refusal}")
            right["refused", False] += 1
            continue
        right[spec.rule, won == chosen] += 1
        if won != chosen:
            wrong.append(f"{path.stem} {spec.rule}: {' '.join(won - chosen)} | {' '.join(chosen - won)}")
    rules = sorted({str(rule) for rule, _ in right})
    rows = [[rule, right[rule, True], right[rule, True] + right[rule, False]] for rule in rules]
    say("\n### Official winners\n")
    say(table(["rule", "the same set", "of"], [*rows, ["all", *(sum(row[n] for row in rows) for n in (1, 2))]]))
    tell_all(wrong)
    return len(wrong) <= 0.005 * sum(right.values())


def official_spec(name: str, election: Election) -> RuleSpec | None:
    return preset(SHARES[name]) if name in SHARES else pabulib.official_rule(election)


def selected(text: str) -> set[str] | None:
    """This will give the ids with 1 in the column `selected`, None for a file without the column."""
    section = pabulib.parse(text).section("PROJECTS")
    if "selected" not in section.header().fields:
        return None
    name, at = section.column("project_id"), section.column("selected")
    return {row.fields[name] for row in section.rows() if len(row.fields) > at and row.fields[at] == "1"}


def ours(path: Path, *tasks: str, times: int = 3) -> dict[str, Any]:
    """This will count the file in a process by itself."""
    command = [sys.executable, str(ROOT / "bench" / "choice_ours.py"), str(path), str(times), *tasks]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)


def large(peer: Peer | None, files: Sequence[Path], *, limit: float) -> bool:
    """This will time the large elections on both sides, one process at a time."""
    steps = ("parse", "arrays", "mes:cost", "add1:cost")
    rows, beyond, fits = list[list[str]](), list[list[str]](), True
    for path in files:
        mine = ours(path)
        seconds = mine["seconds"]
        theirs = peer.ask(path, ["mes:cost", "add1:cost"], limit=limit) if peer else {}
        if "parse" in theirs:
            theirs["arrays"] = Answer("arrays", theirs["parse"].together, over=theirs["parse"].over)
        shape = f"{path.stem} ({thousands(mine['voters'])} ballots, {mine['projects']} projects)"
        for step in steps:
            shown = beside(theirs, step, seconds[step], runs=mine["add1:cost"]["runs"])
            rows.append([shape if step == steps[0] else "", step, milliseconds(seconds[step]), *shown])
        share = seconds["explain"] / seconds["add1:cost"]
        beyond.append([
            path.stem, milliseconds(seconds["explain"]), f"{share:.2f}", mine["add1:cost"]["runs"],
            mine["add1:cost"]["fallbacks"], megabytes(mine["peak"]),
            megabytes(theirs["parse"].peak) if "parse" in theirs else "–",
        ])  # fmt: skip
        fits = fits and mine["peak"] < 300 * 2**20 and share <= 1
    say(f"\n### Large elections ({limit:.0f} s each at most for pabutools)\n")
    say(table(["election", "step", "Ortaq ms", "pabutools", "times as long"], rows))
    head = ["election", "explain ms", "÷ Add1", "runs of Add1", "exact decisions", "peak memory", "pabutools, read"]
    say("\n" + table(head, beyond))
    return fits


def beside(theirs: dict[str, Answer], step: str, seconds: float, *, runs: int) -> tuple[str, str]:
    """This will give the peer's time and how many times ours it is; for an unfinished Add1, at its pace of one MES."""
    answer, one = theirs.get(step), theirs.get("mes:cost")
    if answer is None:
        return "–", "–"
    if step == "add1:cost" and answer.over and one is not None and one.winners is not None:
        return f"about {runs} × {one.seconds:.1f} s", f"about {thousands(runs * one.seconds / seconds)}×"
    return answer.shown(), answer.times(seconds)


def forints(files: Sequence[Path]) -> bool:
    """This will take Add1 in steps of one forint, to the first exhaustive outcome and to the end of the money."""
    rows, slowest = list[list[object]](), 0.0
    for path in files:
        mine = ours(path, "add1:cost", "add1-long:cost", "add1-long:cardinality", times=1)
        for task in ("add1:cost", "add1-long:cost", "add1-long:cardinality"):
            seconds = mine["seconds"][task]
            slowest = max(slowest, seconds)
            rows.append([path.stem, task, mine[task]["runs"], milliseconds(seconds), mine[task]["fallbacks"]])
    say("\n### Add1 in steps of 1 forint\n")
    say(table(["election", "count", "runs", "ms", "exact decisions"], rows))
    return slowest <= 30


def all_committees(files: Sequence[Path], *, jobs: int) -> bool:
    """This will count all committee elections by each rule, in all orders of ties."""
    parts = [files[n::32] for n in range(32)]
    bar, wrong = Bar("committees", len(parts)), list[tuple[str, str]]()
    with ProcessPoolExecutor(jobs) as pool:
        for number, found in enumerate(pool.map(differing, parts), 1):
            wrong += found
            bar(number)
    per_rule = Counter(rule for _, rule in wrong)
    say("\n### Committees as abcvoting elects them, all orders of ties\n")
    say(table(["rule", "the same", "of"], [[r, len(files) - per_rule[r], len(files)] for r in committees.NAMES]))
    tell_all(f"{name} {rule}" for name, rule in wrong)
    return not wrong


def differing(files: Sequence[Path]) -> list[tuple[str, str]]:
    return list(committees.differing(list(files)))


def tell_all(lines: Iterable[str]) -> None:
    for line in lines:
        say(f"- {line}")


PARTS = ("committees", "official", "large", "peer", "forints")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help="of " + ", ".join(PARTS))
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for each count of the peer (default: 60)")
    parser.add_argument("--files", default="", help="only elections whose name holds this word")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench-choice", help="of the peer")
    parser.add_argument("--jobs", type=int, default=3, help="files compared at a time; times are taken one by one")
    given = parser.parse_args(arguments)
    strangers = set(given.parts) - set(PARTS)
    if strangers:
        parser.error(f"no part is called {min(strangers)}; there are {', '.join(PARTS)}")
    if not DATA.is_dir():
        say("The reference data of ../shared/data are not here: nothing was compared.")
        return 0
    say(f"# Deciding together\n\n{machine()}; load {load()}")
    parts, files = given.parts or PARTS, elections(given.files)
    peer = None
    if {"peer", "large"} & set(parts):
        given.folder.mkdir(parents=True, exist_ok=True)
        peer = Peer(given.folder)
        if not peer.install():
            say("pabutools could not be installed and is left out.")
            peer = None
    ended = []
    if "committees" in parts:
        ended.append(all_committees(sorted((DATA / "abcvoting").glob("*.abc.yaml")), jobs=given.jobs))
    if "official" in parts:
        ended.append(official(files))
    if "large" in parts:  # before the comparison, which asks the peer several things at a time
        ended.append(large(peer, [path for path in files if is_large(path)], limit=given.limit))
    if "peer" in parts and peer is not None:
        ended.append(compare_with_peer(peer, files, limit=given.limit, jobs=given.jobs))
    if "forints" in parts:
        ended.append(forints([path for path in files if path.name.startswith("Hungary")]))
    return 0 if all(ended) else 1


if __name__ == "__main__":
    sys.exit(main())
