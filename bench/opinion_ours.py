"""Ortaq on one file of votes, in a process of its own: the same line of JSON as `opinion_oracle`, mode polis or ortaq.

    python bench/opinion_ours.py VOTES.npz TIMES MODE FROM

FROM is `rows`: a list of (participant, statement, vote) as the peer gets it; or `arrays`.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from ortaq.engines.opinion import groups
from ortaq.engines.opinion.polis import conversation
from ortaq.engines.opinion.votes import Votes, from_arrays, from_rows

FEW = [(str(who), str(what), (who * what) % 3 - 1) for who in range(60) for what in range(300)]
"""So many statements that every loop is compiled before the clock runs."""


def held(what: str) -> int:
    """This will give bytes held now (VmRSS) or at most since `forget` (VmHWM), as Linux counts them."""
    with Path("/proc/self/status").open() as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(what)) * 1024


def forget() -> int:
    """This will begin the count of the most bytes anew and give what is held now."""
    Path("/proc/self/clear_refs").write_text("5")
    return held("VmRSS")


def find(votes: Votes, mode: str) -> dict[str, Any]:
    return conversation.find(votes) if mode == "polis" else groups.find(votes, seed="bench")


def main(path: str, times: str, mode: str, source: str) -> None:
    find(from_rows(FEW), mode)
    with np.load(path) as file:
        who, what, value, hidden = (file[name] for name in ("participant", "statement", "value", "hidden"))
    names = [str(name) for name in hidden.tolist()]
    given = None
    if source == "rows":
        columns = (map(str, who.tolist()), map(str, what.tolist()), value.tolist())
        given = list(zip(*columns, strict=True))
    before, spent, read = forget(), [], 0.0
    for _ in range(int(times)):
        started = time.process_time()
        votes = (
            from_arrays(who, what, value, hidden=hidden.tolist()) if given is None else from_rows(given, hidden=names)
        )
        read = time.process_time() - started
        found = find(votes, mode)
        spent.append(time.process_time() - started)
    told = {"seconds": min(spent), "reading": read, "added": held("VmHWM") - before, "groups": len(found["groups"])}
    if mode == "polis":
        told |= {"mean": found["components"]["centre"]}
        told |= {f"pc{number}": axis for number, axis in enumerate(found["components"]["axes"], 1)}
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
