"""The presets reproduce the real elections they are named after, and differ where they should."""

from dataclasses import replace

import pytest

from ortaq.engines.choice import pabulib, shares
from ortaq.engines.choice.counting import count
from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group, Project
from ortaq.engines.choice.presets import PRESETS, preset
from ortaq.engines.choice.reference import shares as reference
from ortaq.engines.choice.result import Result
from ortaq.engines.choice.spec import Completion, RuleSpec, Stop, Tie, Utility
from tests.conftest import SHARED

FILES = SHARED / "pabulib"
WIELICZKA = "Poland_Wieliczka_2023_Green_Budget.pb"
SWIECIE = "Poland_Swiecie_2023.pb"
ASSEN = "Netherlands_Assen_2024.pb"


def election_of(name: str) -> Election:
    path = FILES / name
    if not path.exists():
        pytest.skip(f"the file {name} of Pabulib is not beside the repository")
    return pabulib.read(path.read_text(encoding="utf-8-sig"))


def official(election: Election) -> set[int]:
    return {number for number, project in enumerate(election.projects) if project.official == 1}


@pytest.mark.parametrize(
    ("name", "file", "winners", "spent", "endowments"),
    [
        ("wieliczka-2023", WIELICZKA, 30, 995_079, (151, 315)),
        ("swiecie-2023", SWIECIE, 17, 1_040_337, (419, 662)),
        ("equalshares.net", ASSEN, 9, 76_700, (1190, 2033)),
    ],
)
def test_a_real_election_is_reproduced(
    name: str, file: str, winners: int, spent: int, endowments: tuple[int, int]
) -> None:
    election = election_of(file)
    result = count(election, preset(name))
    assert set(result.winners) == official(election)
    assert (len(result.winners), result.spent) == (winners, spent)
    first, last = endowments
    assert result.endowment == last
    assert last - first + 1 <= result.runs <= last - first + 2, "the last run may overspend and is not kept"
    assert sum(one.payment is not None for one in result.rounds) == winners


def test_wieliczka_would_have_31_winners_had_it_stopped_at_the_first_exhaustive_outcome() -> None:
    result = count(election_of(WIELICZKA), replace(preset("wieliczka-2023"), stop=Stop.EXHAUSTIVE))
    assert len(result.winners) == 31


def test_swiecie_shuts_out_the_project_with_too_few_voters_for_its_cost() -> None:
    election = election_of(SWIECIE)
    shut = [one for one in count(election, preset("swiecie-2023")).exclusions if one.code == "below_threshold"]
    assert [election.projects[one.project].id for one in shut] == ["c22"]


def test_the_checker_of_pabulib_confirms_the_files() -> None:
    for file in (WIELICZKA, ASSEN):
        election = election_of(file)
        assert set(count(election, preset("pabulib-checker")).winners) == official(election)


@pytest.mark.parametrize(
    ("utility", "completion", "ids"),
    [
        (Utility.COST, Completion.NONE, "3 9 2 13 11 14 12"),
        (Utility.COST, Completion.ADD1, "3 9 11 2 13 14 5 6 12"),
        (Utility.CARDINALITY, Completion.NONE, "13 12 3 14 5 2 9"),
        (Utility.CARDINALITY, Completion.ADD1, "13 12 3 14 5 2 9 11 6 7"),
    ],
)
def test_pabutools_elects_assen_in_this_order(utility: Utility, completion: Completion, ids: str) -> None:
    election = election_of(ASSEN)
    result = count(election, replace(preset("pabutools"), utility=utility, completion=completion))
    assert [election.projects[winner].id for winner in result.winners] == ids.split()


def three_of_one_price() -> Election:
    """Two projects everybody wants equally and money for one; another nobody wants."""
    return Election(
        projects=(Project("b", 2), Project("a", 2), Project("unloved", 1)),
        kind=BallotKind.APPROVAL,
        groups=(Group(weight=3, choices=(0, 1)),),
        budget=3,
    )


def test_a_tie_is_left_to_the_lot_unless_the_preset_copies_a_program() -> None:
    election = three_of_one_price()
    with pytest.raises(ElectionError, match="lot must be drawn"):
        count(election, preset("wieliczka-2023"))
    drawn = replace(preset("wieliczka-2023"), lot=("b", "unloved", "a"))
    assert election.projects[count(election, drawn).winners[0]].id == "b"
    assert election.projects[count(election, preset("pabutools")).winners[0]].id == "a"


def test_pabutools_does_not_ask_for_projects_nobody_supports() -> None:
    election = three_of_one_price()
    result = count(election, preset("pabutools"))
    assert (result.winners, result.runs) == ((1,), 1)
    everybody = count(election, replace(preset("equalshares.net"), ties=(Tie.ID,)))
    assert everybody.runs == 2, "the unloved project would still fit, so Add1 goes on and overspends"


@pytest.mark.parametrize("name", PRESETS)
def test_the_fractions_agree(name: str) -> None:
    election = Election(
        projects=(Project("a", 30), Project("b", 20), Project("c", 21), Project("d", 9)),
        kind=BallotKind.APPROVAL,
        groups=(Group(3, (0, 1)), Group(2, (1, 2)), Group(1, (3,)), Group(1, ())),
        budget=60,
    )
    spec: RuleSpec = preset(name)
    expected: Result = reference.run(election, spec)
    assert shares.run(election, spec) == replace(expected, fallbacks=shares.run(election, spec).fallbacks)


def test_an_unknown_preset_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ElectionError, match=r"wieliczka-2023, swiecie-2023, equalshares\.net"):
        preset("almaty-1854")
