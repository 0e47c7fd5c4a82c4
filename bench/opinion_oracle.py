"""red-dwarf on one file of votes, in a Python and a process of its own.

    PYTHON_OF_THE_PEER opinion_oracle.py VOTES.npz TIMES

Prints one line of JSON: the least seconds of processor time of its whole pipeline, from a list of votes to what groups
say; the bytes it added at most; means and components by statement; the number of groups.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any


def held(what: str) -> int:
    """This will give bytes held now (VmRSS) or at most since `forget` (VmHWM), as Linux counts them."""
    with Path("/proc/self/status").open() as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(what)) * 1024


def forget() -> int:
    """This will begin the count of the most bytes anew and give what is held now."""
    Path("/proc/self/clear_refs").write_text("5")
    return held("VmRSS")


def rows(file: Any) -> list[dict[str, Any]]:
    """This will make the list of votes the pipeline takes."""
    columns = (file[name].tolist() for name in ("participant", "statement", "value"))
    return [
        {"participant_id": who, "statement_id": what, "vote": value, "modified": place}
        for place, (who, what, value) in enumerate(zip(*columns, strict=True))
    ]


def main(path: str, times: str) -> None:
    import numpy as np
    from reddwarf.implementations.polis import run_pipeline

    few = [
        {"participant_id": who, "statement_id": what, "vote": (who * what) % 3 - 1, "modified": 0}
        for who in range(30)
        for what in range(10)
    ]
    run_pipeline(votes=few, random_state=0)  # what it loads late is loaded now
    file = np.load(path)
    votes, hidden = rows(file), file["hidden"].tolist()
    before, spent = forget(), []
    for _ in range(int(times)):
        started = time.process_time()
        found = run_pipeline(votes=votes, mod_out_statement_ids=hidden, random_state=0)
        spent.append(time.process_time() - started)
    table = found.statements_df
    told = {
        name: dict(zip(map(str, table.index), table[name].tolist(), strict=True)) for name in ("mean", "pc1", "pc2")
    }
    groups = len(set(found.participants_df["cluster_id"].dropna()))
    print(json.dumps({"seconds": min(spent), "added": held("VmHWM") - before, "groups": groups, **told}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
