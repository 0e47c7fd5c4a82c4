"""The Method of Equal Shares, exact and quick: `run(election, spec)`.

Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with Additive Utilities" (2021); completions,
comparison step and effective votes as equalshares.net describes them. The rule itself, readable, is
`ortaq.engines.choice.reference.shares`; this package gives the same result, the same to the last fraction:

`arena` lays an election out, `kernel` runs the rounds in floats that know their error (`compiled`: by numba),
`climbing` goes up the endowments of Add1, `exact` decides in whole numbers what floats leave open (`search` brings both
together), `retelling` gives the exact prices of the last run.
The proof is in docs/decisions/0008-choice-engine.md.
"""

from dataclasses import replace

from ortaq.engines.choice import greedy
from ortaq.engines.choice.election import Election
from ortaq.engines.choice.limits import Room
from ortaq.engines.choice.result import Exclusion, Result
from ortaq.engines.choice.shares.arena import Hall, lay_out
from ortaq.engines.choice.shares.completion import completed, greedy_is_better
from ortaq.engines.choice.shares.retelling import told
from ortaq.engines.choice.shares.search import Search
from ortaq.engines.choice.spec import Comparison, Completion, RuleName, RuleSpec


def run(election: Election, spec: RuleSpec, *, small: int | None = None) -> Result:
    """This will count the election by Equal Shares, with the completion and the comparison the rule asks for.

    `small`: with fewer pairs of a project and a supporting group the kernel is interpreted, not compiled. The result is
    the same; without it the quicker way is taken.
    """
    hall = lay_out(election, spec, small=small)
    search = Search(hall)
    if spec.completion in {Completion.ADD1, Completion.ADD1U}:
        endowment = search.add1()
        fallbacks = search.fallbacks
        rounds = told(search, endowment)
    else:
        endowment, search.runs = hall.first, 1
        rounds = told(search, endowment)
        fallbacks = search.fallbacks
    if spec.completion in {Completion.ADD1U, Completion.UTILITARIAN}:
        rounds += completed(hall, tuple(one.winner for one in rounds))
    comparison = ""
    if spec.comparison is Comparison.GREEDY:
        rival = greedy.run(election, replace(spec, rule=RuleName.GREEDY)).rounds
        comparison = "replaced" if greedy_is_better(hall, rounds, rival) else "kept"
        rounds = list(rival) if comparison == "replaced" else rounds
    elected = tuple(one.winner for one in rounds)
    return Result(
        spec=spec,
        winners=elected,
        rounds=tuple(rounds),
        exclusions=_exclusions(hall, elected),
        votes=tuple(hall.profile.votes.tolist()),
        spent=search.spent(elected),
        endowment=endowment,
        runs=search.runs,
        fallbacks=fallbacks,
        comparison=comparison,
    )


def _exclusions(hall: Hall, winners: tuple[int, ...]) -> tuple[Exclusion, ...]:
    """This will give all exclusions, in the order of the projects."""
    room, chosen = Room(hall.election), set(winners)
    for winner in winners:
        room.take(winner)
    shut = room.shut_out([project for project in hall.field.running if project not in chosen])
    return tuple(sorted((*hall.field.excluded, *shut), key=lambda exclusion: exclusion.project))
