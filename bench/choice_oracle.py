"""pabutools counting one election, in a Python and a process of its own: GPL, so Ortaq never imports it.

    PYTHON_OF_THE_PEER choice_oracle.py FILE TASK...

It prints a line of JSON when the file is read and one more after each task, so that whoever waits no longer keeps what
was finished. A task is `greedy`, `phragmen`, or `mes` or `add1` with a utility: `mes:cost`, `add1:cardinality`,
`mes:points`.
Identical ballots are put together first (its "multiprofile"), which is its fastest way. Seconds are the processor's.
"""

import json
import resource
import sys
import time

SATISFACTIONS = {"cost": "Cost_Sat", "cardinality": "Cardinality_Sat", "points": "Additive_Cardinal_Sat"}


def say(**what: object) -> None:
    """This will print one line, with the most memory the process had so far, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(what | {"peak": peak}), flush=True)


def main(path: str, *tasks: str) -> None:
    from pabutools import election, rules

    started = time.process_time()
    instance, profile = election.parse_pabulib(path)
    parsed = time.process_time()
    ballots = profile.as_multiprofile()
    say(task="parse", seconds=parsed - started, together=time.process_time() - parsed)
    for task in tasks:
        name, _, utility = task.partition(":")
        satisfaction = getattr(election, SATISFACTIONS[utility or "cost"])
        started = time.process_time()
        try:
            if name == "greedy":
                won = rules.greedy_utilitarian_welfare(instance, ballots, sat_class=satisfaction)
            elif name == "phragmen":
                won = rules.sequential_phragmen(instance, ballots)
            else:
                step = {"mes": None, "add1": 1}[name]
                won = rules.method_of_equal_shares(
                    instance, ballots, sat_class=satisfaction, voter_budget_increment=step
                )
        except Exception as failure:  # noqa: BLE001, whatever it cannot count is named in the table
            say(task=task, error=f"{type(failure).__name__}: {failure}"[:200])
        else:
            say(task=task, seconds=time.process_time() - started, winners=[project.name for project in won])


if __name__ == "__main__":
    main(*sys.argv[1:])
