"""Ortaq counting one election in a process by itself, so that time and memory are its own.

    python bench/choice_ours.py FILE [TIMES] [TASK...]

It prints JSON: seconds of the processor for each step (the best of `TIMES`, after one that loads the compiled code),
bytes, winners by task, runs of Equal Shares and decisions that floats could not make. `arrays` lays the ballots out, as
every rule needs them; `explain` explains every project after Add1.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ortaq.engines.choice import pabulib
from ortaq.engines.choice.counting import count
from ortaq.engines.choice.presets import preset
from ortaq.engines.choice.profile import profile_of
from ortaq.engines.choice.spec import Completion, RuleName, RuleSpec, Stop, Utility

TASKS = ("mes:cost", "add1:cost")


def text_of(path: Path) -> str:
    """This will give the text as it stands, line ends and byte order mark too."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def spec_of(task: str) -> RuleSpec:
    """This will give the rule of a task as pabutools understands it; `-long` goes on until money would be overspent."""
    name, _, utility = task.partition(":")
    if name == "greedy":
        return replace(preset("pabutools"), rule=RuleName.GREEDY, utility=Utility.COST)
    if name == "phragmen":
        return replace(preset("pabutools"), rule=RuleName.PHRAGMEN, stop=Stop.OVERSPEND)
    completion = Completion.NONE if name == "mes" else Completion.ADD1
    spec = replace(preset("pabutools"), utility=Utility(utility), completion=completion)
    return replace(spec, stop=Stop.OVERSPEND) if name.endswith("-long") else spec


def measured(path: Path, times: int, tasks: tuple[str, ...]) -> dict[str, Any]:
    """This will take the steps so many times and keep the best of each."""
    from ortaq.engines.choice.explaining import explain

    seconds: dict[str, float] = {}

    def best(step: str, work: Callable[[], Any]) -> Any:
        started = time.process_time()
        done = work()
        seconds[step] = min(seconds.get(step, 1e9), time.process_time() - started)
        return done

    said: dict[str, Any] = {}
    for number in range(times + 1):
        election = best("parse", lambda: pabulib.read(text_of(path)))
        best("arrays", lambda: profile_of(election))  # noqa: B023, called at once
        for task in tasks:
            result = best(task, lambda: count(election, spec_of(task)))  # noqa: B023
            said[task] = {
                "winners": [election.projects[winner].id for winner in result.winners],
                "runs": result.runs,
                "fallbacks": result.fallbacks,
            }
            if task == "add1:cost":
                best("explain", lambda: explain(election, result))  # noqa: B023
        if number == 0:
            said["first"] = dict(seconds)
            seconds.clear()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    shape = {"voters": election.voters, "projects": len(election.projects), "groups": len(election.groups)}
    return said | shape | {"seconds": seconds, "peak": peak}


if __name__ == "__main__":
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    print(json.dumps(measured(Path(sys.argv[1]), repeats, tuple(sys.argv[3:]) or TASKS)))
