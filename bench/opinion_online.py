"""Opinion, between two counts: what one new vote costs beside a full count.

python bench/opinion_online.py [--small]
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from bench.showing import milliseconds, percentile, say, table, thousands
from bench.stage import load, machine
from ortaq.engines.opinion import factors
from ortaq.engines.opinion.online import items_of, position
from ortaq.engines.opinion.routing import next_statement
from ortaq.engines.opinion.votes import Votes, from_arrays

SIZES = ((10_000, 300, 90), (100_000, 1_000, 30))
"""Participants, statements, answers of each."""
ONLINE = 400
"""Votes whose cost is taken."""


def conversation(people: int, statements: int, answers: int) -> Votes:
    """This will draw people and statements on two axes and let each answer so many, a tenth with a pass."""
    random = np.random.default_rng(1)
    place, loading = random.normal(0, 1, (people, 2)), random.normal(0, 1.3, (statements, 2))
    base = random.normal(0, 1, statements)
    who = np.repeat(np.arange(people), answers)
    what = np.concatenate([random.choice(statements, answers, replace=False) for _ in range(people)])
    chance = 1 / (1 + np.exp(-(base[what] + (place[who] * loading[what]).sum(axis=1))))
    sign = np.where(random.random(len(who)) < chance, 1, -1)
    sign[random.random(len(who)) < 0.1] = 0
    return from_arrays(
        who,
        what,
        sign,
        participants=[str(n) for n in range(people)],
        statements=[str(n) for n in range(statements)],
    )


def measured(people: int, statements: int, answers: int) -> list[object]:
    """This will give one line: the model learnt from all votes, the least part of a full count, and one vote with its
    place and next statement.
    """
    votes = conversation(people, statements, answers)
    began = time.perf_counter()
    model = factors.fit(votes)
    full = time.perf_counter() - began
    items = items_of(votes, model)
    shown = dict.fromkeys(votes.statements, 1000)
    spent = []
    for person in range(ONLINE):
        cells = slice(int(votes.rows[person]), int(votes.rows[person + 1]))
        own = {
            votes.statements[j]: int(sign) for j, sign in zip(votes.statement[cells], votes.value[cells], strict=True)
        }
        began = time.perf_counter()
        position(items, own)
        next_statement(items, own, open_statements=votes.statements, shown=shown, ages={}, seed=f"bench {person}")
        spent.append(time.perf_counter() - began)
    worst = percentile(spent, 95)
    return [
        f"{thousands(people)} × {thousands(statements)}",
        thousands(len(votes.value)),
        f"{full:.2f}",
        milliseconds(statistics.median(spent)),
        milliseconds(worst),
        f"{worst / full:.2%}",
    ]


def main() -> int:
    """This will measure each size and print the table; it ends with 1 where one vote costs over 1 %."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--small", action="store_true", help="the first size alone")
    sizes = SIZES[:1] if asked.parse_args().small else SIZES
    factors.fit(conversation(60, 20, 10))  # so that no loop is compiled under the clock
    say(f"{machine()}; load {load()}\n")
    lines = [measured(*size) for size in sizes]
    say(table(["conversation", "votes", "model learnt, s", "one vote, ms", "p95", "share"], lines))
    return int(any(float(str(line[-1]).rstrip("%")) > 1 for line in lines))


if __name__ == "__main__":
    sys.exit(main())
