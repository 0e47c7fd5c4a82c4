"""Random elections for property tests: small, with ties likely and every limit present now and then."""

from dataclasses import replace

from hypothesis import strategies as st

from ortaq.engines.choice.election import BallotKind, Election, Group, Limits, Project
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

DISTRICTS = ("", "Медеу", "Alatau")
CATEGORIES = ("greening", "lighting", "parks")
SITES = ("pond", "square")
POINTED = (BallotKind.CUMULATIVE, BallotKind.SCORING)


@st.composite
def projects(draw: st.DrawFn, *, limited: bool = True, most: int = 7) -> tuple[Project, ...]:
    """Up to `most` projects with few different costs; with groups, districts and withdrawals if `limited`."""
    costs = draw(st.lists(st.sampled_from((1, 2, 2, 3, 4, 5, 6, 7, 10, 12)), min_size=1, max_size=most))
    plain = tuple(Project(id=f"p{number}", cost=cost) for number, cost in enumerate(costs))
    if not limited or not draw(st.booleans()):
        return plain
    return tuple(
        replace(
            project,
            cost=draw(st.sampled_from((project.cost,) * 9 + (0,))),
            district=draw(st.sampled_from(DISTRICTS)),
            categories=tuple(sorted(draw(st.sets(st.sampled_from(CATEGORIES), max_size=2)))),
            groups=tuple(sorted(draw(st.sets(st.sampled_from(SITES), max_size=2)))),
            withdrawn=draw(st.sampled_from((False, False, False, False, True))),
        )
        for project in plain
    )


@st.composite
def ballot_groups(draw: st.DrawFn, kind: BallotKind, count: int, *, unequal: bool = False) -> tuple[Group, ...]:
    """One to six groups of identical ballots of the kind, empty ones among them."""
    groups: dict[tuple[tuple[int, ...], tuple[int, ...], int], int] = {}
    for _ in range(draw(st.integers(1, 6))):
        most = 1 if kind is BallotKind.CHOOSE_1 else count
        choices = draw(st.lists(st.integers(0, count - 1), unique=True, max_size=most))
        if kind is not BallotKind.ORDINAL:
            choices.sort()
        points = tuple(draw(st.sampled_from((0, 1, 1, 2, 3, 5))) for _ in choices) if kind in POINTED else ()
        endowment = draw(st.sampled_from((1, 1, 2, 3))) if unequal else 1
        key = (tuple(choices), points, endowment)
        groups[key] = groups.get(key, 0) + draw(st.sampled_from((1, 1, 1, 2, 3, 5)))
    return tuple(
        Group(weight=weight, choices=choices, points=points, endowment=endowment)
        for (choices, points, endowment), weight in groups.items()
    )


@st.composite
def limits(draw: st.DrawFn, budget: int) -> Limits:
    """Limits of which most are open."""
    money = st.integers(0, budget)
    return Limits(
        district=draw(st.dictionaries(st.sampled_from(DISTRICTS), money, max_size=2)),
        category=draw(st.dictionaries(st.sampled_from(CATEGORIES), money, max_size=2)),
        minimum_votes=draw(st.sampled_from((0, 0, 0, 1, 2))),
        maximum_cost=draw(st.sampled_from((None, None, None, 4, 6))),
    )


@st.composite
def elections(
    draw: st.DrawFn,
    *,
    kinds: tuple[BallotKind, ...] = tuple(BallotKind),
    limited: bool = True,
    unequal: bool = False,
    scaled: bool = True,
) -> Election:
    """A small election; `limited` allows limits, `unequal` endowments, `scaled` fractions of money and points."""
    kind = draw(st.sampled_from(kinds))
    those = draw(projects(limited=limited))
    budget = draw(st.integers(1, max(1, sum(project.cost for project in those))))
    return Election(
        projects=those,
        kind=kind,
        groups=draw(ballot_groups(kind, len(those), unequal=unequal)),
        budget=budget,
        scale=draw(st.sampled_from((1, 1, 10))) if scaled else 1,
        point_scale=draw(st.sampled_from((1, 1, 10))) if scaled and kind in POINTED else 1,
        limits=draw(limits(budget)) if limited and draw(st.booleans()) else Limits(),
    )


@st.composite
def specs(draw: st.DrawFn, election: Election, *, rules: tuple[RuleName, ...] = tuple(RuleName)) -> RuleSpec:
    """A rule for the election whose ties always end: with a lot of all projects, by file order or by id."""
    first = draw(st.lists(st.sampled_from((Tie.CHEAPEST, Tie.COSTLIEST, Tie.VOTES)), unique=True, max_size=2))
    last = draw(st.sampled_from((Tie.LOT, Tie.LOT, Tie.FILE_ORDER, Tie.ID)))
    return RuleSpec(
        rule=draw(st.sampled_from(rules)),
        utility=draw(st.sampled_from(Utility)),
        completion=draw(st.sampled_from(Completion)),
        stop=draw(st.sampled_from(Stop)),
        exhaustive_over=draw(st.sampled_from(Over)),
        start=draw(st.sampled_from(Start)),
        eligibility=draw(st.sampled_from(Eligibility)),
        threshold=draw(st.sampled_from((0, 0, 0, 1, 3))),
        quota=draw(st.sampled_from((0, 0, 0, 1, 3))),
        comparison=draw(st.sampled_from(Comparison)),
        ties=(*first, last),
        lot=tuple(draw(st.permutations([project.id for project in election.projects]))) if last is Tie.LOT else (),
    )
