"""What Ortaq mends in the method of Polis, measured on its open conversations.

    python bench/opinion_repairs.py [--deals N] [PART...]

Parts: losses, hidden, order, null, few, ground, membership, size (default: all). The conversations are read from
../shared/data/opinion/open; `size` draws its own votes. docs/decisions/0010-opinion-engine.md quotes the tables.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from bench.showing import Bar, say, table, thousands
from bench.stage import ROOT
from ortaq.engines.opinion import bridging, draws, findings, groups, heldout
from ortaq.engines.opinion.chart import chart_of
from ortaq.engines.opinion.clusters import kmeans, silhouettes
from ortaq.engines.opinion.parts import condensed, only, sides
from ortaq.engines.opinion.polis import representativeness
from ortaq.engines.opinion.polis.conversation import Conversation, analyse
from ortaq.engines.opinion.reading.statements import read_statements
from ortaq.engines.opinion.reading.votes import read_votes
from ortaq.engines.opinion.votes import Votes, from_arrays

DATA = ROOT.parent / "shared" / "data" / "opinion" / "open"
SEED = "opinion repairs"
SEEDS = 3
ORDERS = 5
SIZES = ((100_000, 1000, 20), (1_000_000, 1000, 20))


@cache
def conversations() -> dict[str, Votes]:
    """This will read every open conversation, with its moderation."""
    found = {}
    for folder in sorted(path for path in DATA.iterdir() if path.is_dir()):
        statements = read_statements((folder / "comments.csv").read_bytes(), "comments.csv")
        data = (folder / "participants-votes.csv").read_bytes()
        found[folder.name[:28]] = read_votes(data, folder.name, statements=statements).votes
    return found


@cache
def polis(name: str) -> Conversation:
    return analyse(conversations()[name])


def shown(votes: Votes) -> Votes:
    """This will leave out hidden statements, and who voted on nothing else."""
    left = votes.without(votes.hidden)
    return condensed(left, np.diff(left.rows) > 0)


def losses() -> None:
    """This will tell how well both maps foresee votes they have not seen, and components whose chances were mended by
    hindsight: by the logistic curve that fits the very votes asked for best, which no method could know.
    """
    rows, gains = [], []
    for name, votes in conversations().items():
        left = shown(votes)
        found = [heldout.compare(left, f"{SEED} {number}") for number in range(SEEDS)]
        ours, theirs = (float(np.mean([getattr(one, by) for one in found])) / 1e6 for by in ("factors", "components"))
        gains.append(1 - ours / theirs)
        worst = max(one.factors / one.components for one in found) - 1
        mended = hindsight(left)
        row = (f"{ours:.4f}", f"{theirs:.4f}", f"{gains[-1]:.1%}", f"{worst:+.1%}", f"{mended:.4f}")
        rows.append((name, *map(thousands, left.shape), *row))
    head = (
        "log loss, held-out votes",
        "people",
        "statements",
        "factors",
        "components",
        "gain",
        "worst seed",
        "hindsight",
    )
    say(table(head, rows))
    say(f"mean gain {np.mean(gains):.1%}, least {min(gains):.1%}\n")


def hindsight(votes: Votes) -> float:
    """This will give the loss of components, mended with the answers in hand; folds as in the first comparison."""
    cast = only(votes, votes.value != 0)
    fold = draws.folds(cast, f"{SEED} 0", heldout.FOLDS)
    chances, values = [], []
    for number in range(heldout.FOLDS):
        asked = only(cast, fold == number)
        chances.append(heldout.read(only(cast, fold != number), asked.participant, asked.statement))
        values.append(asked.value > 0)
    chance, agreed = np.concatenate(chances), np.concatenate(values)
    given = np.column_stack([np.log(chance / (1 - chance)), np.ones(len(chance))])
    fit = np.zeros(2)
    for _ in range(30):
        now = 1 / (1 + np.exp(-given @ fit))
        fit += np.linalg.solve((given * (now * (1 - now))[:, None]).T @ given, given.T @ (agreed - now))
    now = 1 / (1 + np.exp(-given @ fit))
    return float(-np.log(np.where(agreed, now, 1 - now)).mean())


def differing(one: Any, other: Any) -> float:
    """This will give the share of pairs of people, grouped both times, who are together only one of the times."""
    both = (one >= 0) & (other >= 0)
    joint = np.zeros((int(one.max(initial=0)) + 1, int(other.max(initial=0)) + 1))
    np.add.at(joint, (one[both], other[both]), 1)
    pairs = [float((part * (part - 1) / 2).sum()) for part in (joint, joint.sum(axis=1), joint.sum(axis=0))]
    every = both.sum() * (both.sum() - 1) / 2
    return (pairs[1] + pairs[2] - 2 * pairs[0]) / max(every, 1)


def hidden() -> None:
    """This will tell how much zeroed instead of dropped statements change the groups of Polis."""
    rows = []
    for name, votes in conversations().items():
        if votes.hidden.any():
            zeroed, dropped = polis(name).groups, analyse(votes.without(votes.hidden)).groups
            extra = int((zeroed.labels >= 0).sum() - (dropped.labels >= 0).sum())
            changed = differing(zeroed.labels, dropped.labels)
            rows.append((name, int(votes.hidden.sum()), zeroed.k, dropped.k, f"{changed:.1%}", extra))
    head = (
        "hidden statements",
        "hidden",
        "groups, zeroed",
        "dropped",
        "pairs that change",
        "people grouped by them alone",
    )
    say(table(head, rows) + "\n")


def order() -> None:
    """This will tell how groups change when the same votes come with the same people and rows in another order."""
    rows = []
    for name, votes in conversations().items():
        left, chance = shown(votes), np.random.default_rng(1)
        first = analyse(left).groups.labels
        ours = groups.find(left, seed=SEED)
        theirs, mine = [], 0
        for _ in range(ORDERS):
            moved = chance.permutation(len(left.participants))
            theirs.append(differing(first, analyse(rearranged(left, moved)).groups.labels[moved]))
            mine += groups.find(reread(left, chance), seed=SEED) != ours
        rows.append((name, f"{np.mean(theirs):.1%}", f"{max(theirs):.1%}", mine))
    head = ("another order of people", "pairs that change, Polis", "most", "results that differ, Ortaq")
    say(table(head, rows) + "\n")


def rearranged(votes: Votes, moved: Any) -> Votes:
    """This will bring participants into another order: who stood at i stands at moved[i]."""
    at = moved[votes.participant].astype(np.int64)
    return from_arrays(
        at, votes.statement.astype(np.int64), votes.value,
        participants=votes.participants, statements=votes.statements,
    )  # fmt: skip


def reread(votes: Votes, chance: np.random.Generator) -> Votes:
    """This will hand in the same votes of the same people in another order."""
    mixed = chance.permutation(len(votes.value))
    return from_arrays(
        votes.participant[mixed].astype(np.int64), votes.statement[mixed].astype(np.int64), votes.value[mixed],
        participants=votes.participants, statements=votes.statements,
    )  # fmt: skip


def dealt(votes: Votes, seed: int) -> Votes:
    """This will deal the answers to each statement out anew among those who gave them."""
    chance, value = np.random.default_rng(seed), votes.value.copy()
    begins, cells = votes.columns
    for begin, end in pairwise(begins):
        value[cells[begin:end]] = chance.permutation(value[cells[begin:end]])
    return replace(votes, value=value)


def null(deals: int) -> None:
    """This will count what is found in votes without any opinion, where everything found is false: by the rule of
    Polis, by our tests on the votes the groups were made of, and by Ortaq.
    """
    rows, told, false, runs = [], 0, 0, 0
    bar = Bar("dealing", len(conversations()) * deals)
    for name, votes in conversations().items():
        left = shown(votes)
        passed, naive, taken, found = [], [], 0, 0
        for number in range(deals):
            nothing = dealt(left, number)
            said = analyse(nothing)
            agree, disagree = representativeness.sides(said.counts)
            passed.append(int((agree.enough | disagree.enough).sum()))
            naive.append(on_the_same_votes(nothing))
            ours = groups.find(nothing, seed=f"{SEED} {number}")
            taken += ours["verdict"] == "groups"
            found += any(group["findings"] for group in ours["groups"])
            bar(runs + number + 1)
        runs, told, false = runs + deals, told + taken, false + found
        real = groups.find(left, seed=SEED)
        kept = sum(len(group["findings"]) for group in real["groups"])
        agree, disagree = representativeness.sides(polis(name).counts)
        says = int((agree.enough | disagree.enough).sum())
        tally = (f"{np.mean(passed):.0f}", f"{np.mean(naive):.0f}", f"{taken}/{deals}", f"{found}/{deals}")
        rows.append((name, *tally, says, kept, real["existence"]["p"]))
    head = (
        "dealt-out votes", "Polis' rule passes", "tests on the same votes", "groups said to exist",
        "with a false finding", "real votes: Polis", "Ortaq", "p ‰",
    )  # fmt: skip
    say(table(head, rows))
    say(f"of {runs} conversations without opinion {told} are said to have groups, {false} have a false finding\n")


def on_the_same_votes(votes: Votes) -> int:
    """This will count findings where map, groups and tests all use every vote."""
    places, _ = chart_of(votes, "factors").place(votes)
    enough = sides(votes) >= groups.LEAST
    points = np.ascontiguousarray(places[enough])
    tries = [kmeans(points, k, seed=0) for k in range(2, groups.MOST_GROUPS + 1)]
    best = tries[int(np.argmax(silhouettes(points, [one.labels for one in tries], seed=0)))]
    labels = np.full(len(enough), -1, dtype=np.int32)
    labels[enough] = best.labels
    return sum(map(len, findings.find(findings.counts(votes, labels, best.k), votes.statements)))


def few() -> None:
    """This will count statements that speak for a group of Polis although few of it have seen them."""
    rows = []
    for name in conversations():
        said = [one for group in polis(name).speaking for one in group]
        agree, disagree = representativeness.sides(polis(name).counts)
        enough, seen = agree.enough | disagree.enough, polis(name).counts.seen
        weak = int((enough & (seen < findings.LEAST)).sum())
        shown_weak = sum(one.seen < findings.LEAST for one in said)
        rows.append((name, len(said), shown_weak, int(enough.sum()), weak))
    head = ("few votes in the group", "shown by Polis", "with < 7 votes", "passing its rule", "with < 7 votes")
    say(table(head, rows) + "\n")


def ground() -> None:
    """This will look at the ten statements Polis puts first as common ground, with Polis' own groups."""
    rows = []
    for name in conversations():
        said = polis(name)
        visible = np.flatnonzero(~said.votes.hidden)
        top = visible[np.argsort(-said.group_aware[visible], kind="stable")][:10]
        low, _ = bridging.bounds(said.counts.agree, said.counts.seen)
        least = low.min(axis=0)[top]
        unseen = (said.counts.seen < findings.LEAST).any(axis=0)[top]
        rows.append((name, said.groups.k, int(unseen.sum()), int((least < 0.5).sum()), f"{least.min():.0%}"))
    head = (
        "first ten of Polis' common ground",
        "groups",
        "a group with < 7 votes",
        "a group surely agrees < 50 %",
        "least",
    )
    say(table(head, rows) + "\n")


def membership() -> None:
    """This will hold the confidence against the votes it was not made of: how often the other half of somebody's votes
    puts them into the same group.
    """
    sure: list[Any] = []
    same: list[Any] = []
    for votes in conversations().values():
        left = shown(votes)
        found = groups.find(left, seed=SEED)
        if found["verdict"] != "groups":
            continue
        division = groups.divide(left, SEED, found["method"]["used"])
        places, _ = division.chart.place(division.tested)
        away = ((places[:, None, :] - division.centres[None]) ** 2).sum(axis=2)
        grouped = (division.labels >= 0) & (sides(division.tested) > 0)
        sure.append(np.array(found["people"]["confidence"])[grouped])
        same.append((away.argmin(axis=1) == division.labels)[grouped])
    confidence, again = np.concatenate(sure), np.concatenate(same)
    rows = []
    for low, high in pairwise((0, 600, 700, 800, 900, 980, 1001)):
        part = (confidence >= low) & (confidence < high)
        rows.append((f"{low / 10:.0f}–{(high - 1) / 10:.0f} %", int(part.sum()), f"{again[part].mean():.0%}"))
    say(table(("confidence of membership", "people", "same group by the other half"), rows) + "\n")


def size() -> None:
    """This will take time and memory on drawn votes, each size in a process of its own, with and without opinion."""
    rows = []
    for people, statements, each in SIZES:
        for camps in (3, 1):
            run = subprocess.run(
                [sys.executable, __file__, "measure", f"{people},{statements},{each},{camps}"],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            told = json.loads(run.stdout)
            votes = f"{thousands(people)} × {thousands(statements)} × {each}"
            what = "three camps" if camps > 1 else "no opinion"
            rows.append(
                (
                    votes,
                    what,
                    f"{told['seconds']:.1f}",
                    f"{told['busy']:.1f}",
                    thousands(told["added"]),
                    told["verdict"],
                )
            )
    say(
        table(
            ("people × statements × votes each", "drawn from", "seconds", "of processor", "MB added", "verdict"), rows
        )
        + "\n"
    )


def measure(sizes: str) -> None:
    """This will find groups once, after a small run that loads the compiled code, and print JSON."""
    people, statements, each, camps = map(int, sizes.split(","))
    groups.find(made(3000, 100, 20, 3), seed=SEED)
    votes = made(people, statements, each, camps)
    Path("/proc/self/clear_refs").write_text("5")  # Linux forgets the peak so far, that of drawing the votes
    before, started, worked = resident("VmRSS"), time.perf_counter(), time.process_time()
    found = groups.find(votes, seed=SEED)
    seconds, busy = time.perf_counter() - started, time.process_time() - worked
    added = resident("VmHWM") - before
    say(json.dumps({"seconds": seconds, "busy": busy, "added": added, "verdict": found["verdict"]}))


def resident(name: str) -> float:
    """This will give a figure of this process' memory in MB: VmRSS now, VmHWM at most."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status[name].split()[0]) / 1024


def made(people: int, statements: int, each: int, camps: int) -> Votes:
    """This will draw votes of people around camps on a map; of one camp nobody differs from anybody."""
    chance = np.random.default_rng(0)
    who, what = np.repeat(np.arange(people), each), chance.integers(0, statements, people * each)
    centres = np.array([[1.2, 0.0], [-1.0, 0.8], [0.0, -1.2]])
    place = chance.normal(0, 0.5, (people, 2)) + centres[chance.integers(0, 3, people)]
    loading = chance.normal(0, 1, (statements, 2)) * (camps > 1)
    logit = (place[who] * loading[what]).sum(axis=1) + chance.normal(0.7, 1, statements)[what]
    value = np.where(chance.random(len(who)) < 1 / (1 + np.exp(-logit)), 1, -1)
    value[chance.random(len(who)) < 0.15] = 0
    names = [[str(number) for number in range(count)] for count in (people, statements)]
    return from_arrays(who, what, value, participants=names[0], statements=names[1])


def main(arguments: Iterable[str]) -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--deals", type=int, default=4)
    reader.add_argument("parts", nargs="*", metavar="PART")
    asked = reader.parse_args(list(arguments))
    if asked.parts[:1] == ["measure"]:
        measure(asked.parts[1])
        return
    parts: dict[str, Callable[[], None]] = {
        "losses": losses, "hidden": hidden, "order": order, "null": lambda: null(asked.deals), "few": few,
        "ground": ground, "membership": membership, "size": size,
    }  # fmt: skip
    for name in asked.parts or parts:
        parts[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
