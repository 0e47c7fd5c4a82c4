"""Rules as cities and programs count them, by name: each with its source, each pinned by tests.

A preset is a whole `RuleSpec`; what a city wrote into its regulations and what a program does by default differ in
small things that change winners, so nothing is left to a default here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ortaq.engines.choice.election import ElectionError
from ortaq.engines.choice.spec import (
    Comparison,
    Completion,
    Eligibility,
    Over,
    RuleName,
    RuleSpec,
    Start,
    Stop,
    Tie,
    Utility,
)

WIELICZKA_2023 = RuleSpec(
    rule=RuleName.EQUAL_SHARES,
    utility=Utility.COST,
    completion=Completion.ADD1,
    stop=Stop.OVERSPEND,
    exhaustive_over=Over.ALL,
    start=Start.INTEGER,
    step=1,
    eligibility=Eligibility.ALL,
    threshold=0,
    quota=0,
    comparison=Comparison.GREEDY,
    ties=(Tie.CHEAPEST, Tie.VOTES, Tie.LOT),
)
"""Wieliczka (Poland), Green Million, April 2023: the first city. 6 586 voters, 30 of 64 projects, 995 079 of 1 000 000.

equalshares.net, "Wieliczka Zielony Milion": endowments in whole złoty from 151 up; Pabulib: rule
`equalshares/add1-comparison`. Stopping at the first exhaustive outcome would give 31 other winners.
"""

SWIECIE_2023 = RuleSpec(
    rule=RuleName.EQUAL_SHARES,
    utility=Utility.COST,
    completion=Completion.ADD1,
    stop=Stop.OVERSPEND,
    exhaustive_over=Over.ALL,
    start=Start.INTEGER,
    step=1,
    eligibility=Eligibility.ALL,
    threshold=0,
    quota=3,
    comparison=Comparison.GREEDY,
    ties=(Tie.CHEAPEST, Tie.VOTES, Tie.LOT),
)
"""Świecie (Poland), September 2023, 2 553 voters, 17 of 22 projects.

equalshares.net, "Świecie 2023": Add1, comparison step, and a project runs only if its share of the voters is at least
its share of three times the budget (`quota`); one with 14.7 % of the voters and 45 % of the money was shut out.
"""

EQUALSHARES_NET = RuleSpec(
    rule=RuleName.EQUAL_SHARES,
    utility=Utility.COST,
    completion=Completion.ADD1,
    stop=Stop.EXHAUSTIVE,
    exhaustive_over=Over.ALL,
    start=Start.INTEGER,
    step=1,
    eligibility=Eligibility.ALL,
    threshold=0,
    quota=0,
    comparison=Comparison.NONE,
    ties=(Tie.CHEAPEST, Tie.VOTES, Tie.LOT),
)
"""What equalshares.net recommends ("Completion", "Tie-breaking") and its computing tool does with all Add1 options on.

A tie left after cost and votes is an error there; here it asks for the lot.
"""

PABUTOOLS = RuleSpec(
    rule=RuleName.EQUAL_SHARES,
    utility=Utility.COST,
    completion=Completion.ADD1,
    stop=Stop.EXHAUSTIVE,
    exhaustive_over=Over.SUPPORTED,
    start=Start.FRACTION,
    step=1,
    eligibility=Eligibility.ALL,
    threshold=0,
    quota=0,
    comparison=Comparison.NONE,
    ties=(Tie.ID,),
)
"""`method_of_equal_shares` of pabutools 1.2 with `Cost_Sat`, `voter_budget_increment=1` and its own order of ties.

`Cardinality_Sat` is `Utility.CARDINALITY`; without an increment it is `Completion.NONE`.
"""

PABULIB_CHECKER = RuleSpec(
    rule=RuleName.EQUAL_SHARES,
    utility=Utility.COST,
    completion=Completion.ADD1,
    stop=Stop.OVERSPEND,
    exhaustive_over=Over.ALL,
    start=Start.FRACTION_FIRST,
    step=1,
    eligibility=Eligibility.ALL,
    threshold=0,
    quota=0,
    comparison=Comparison.NONE,
    ties=(Tie.CHEAPEST, Tie.VOTES, Tie.LOT),
)
"""How the checker of Pabulib (1.0, 2026) verifies files with the rule `equalshares/add1`.

First the exact share of the budget, then whole units from the one below it up. With the rule
`equalshares/add1-comparison` it adds `Comparison.GREEDY`.
"""

PRESETS: Mapping[str, RuleSpec] = MappingProxyType(
    {
        "wieliczka-2023": WIELICZKA_2023,
        "swiecie-2023": SWIECIE_2023,
        "equalshares.net": EQUALSHARES_NET,
        "pabutools": PABUTOOLS,
        "pabulib-checker": PABULIB_CHECKER,
    }
)


def preset(name: str) -> RuleSpec:
    """This will give the rule of that name; `ElectionError` `unknown_preset` names those there are."""
    if name not in PRESETS:
        raise ElectionError("unknown_preset", f"There is no preset {name}; there are {', '.join(PRESETS)}.")
    return PRESETS[name]
