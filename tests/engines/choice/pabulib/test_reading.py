"""Pabulib files: read exactly, odd ones in one defined way that is listed, broken ones refused with the line."""

from fractions import Fraction

import pytest

from ortaq.engines.choice import pabulib
from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group, Oddity
from ortaq.engines.choice.spec import RuleName, RuleSpec, Tie, Utility

FILE = """META
key;value
description;A street
budget;100
vote_type;approval
rule;greedy-threshold
min_project_score_threshold;2
max_length;2
PROJECTS
project_id;cost;votes;name;category;target;selected;latitude
a;60;2;Trees;greening, parks;;1;43.2
b;40;2;"Light; at ""night"" lamps";lighting;children;0;
c;100;0;Pond;;;;
VOTES
voter_id;vote;age
1;a,b;30
2;b,a;31
3;;32
"""


def read(change: tuple[str, str] = ("", ""), text: str = FILE) -> Election:
    """The file with one change."""
    old, new = change
    assert old in text
    return pabulib.read(text.replace(old, new, 1) if old else text)


def refusal(change: tuple[str, str], text: str = FILE) -> tuple[str, int | None]:
    """The code and the line of the refusal."""
    with pytest.raises(ElectionError) as refused:
        read(change, text)
    assert refused.value.sentence.endswith(".")
    return refused.value.code, refused.value.line


def odd(election: Election, code: str) -> list[int | None]:
    """The lines of an oddity."""
    return [one.line for one in election.oddities if one.code == code]


def test_a_plain_file() -> None:
    election = read()
    assert [project.id for project in election.projects] == ["a", "b", "c"]
    trees, light, pond = election.projects
    assert (trees.cost, trees.name, trees.categories, trees.official) == (60, "Trees", ("greening", "parks"), 1)
    assert (light.name, light.targets, light.columns) == ('Light; at "night" lamps', ("children",), (("latitude", ""),))
    assert (pond.cost, pond.official) == (election.budget, None)
    assert election.groups == (Group(2, (0, 1)), Group(1, ()))
    assert election.voters == 3
    assert election.kind is BallotKind.APPROVAL
    assert list(election.meta)[:2] == ["description", "budget"]
    assert election.oddities == (Oddity("empty_ballot", "Nothing is chosen; the ballot counts as handed in.", 18),)


@pytest.mark.parametrize(
    "change",
    [
        ("META", "\ufeffMETA"),
        ("META", "meta"),
        ("VOTES\n", " Votes ;;\n"),
        ("VOTES\n", "\n\nvotes\n\n"),
        ("3;;32\n", "3;;32"),
        ("3;;32\n", "3;;32\n;;\n\n"),
        ("1;a,b;30", "1; a , b ;30"),
        ("1;a,b;30", '1;"a,b";30'),
        ("project_id;cost", "Project_ID ; Cost"),
        ("a;60;", "a; 60.00 ;"),
    ],
)
def test_the_same_election_in_other_clothes(change: tuple[str, str]) -> None:
    assert read(change).groups == read().groups
    assert read(change).projects == read().projects
    assert pabulib.read(FILE.replace("\n", "\r\n")).groups == read().groups


def test_sections_may_stand_in_any_order() -> None:
    head, votes = FILE.split("VOTES\n")
    assert pabulib.read("VOTES\n" + votes + head).groups == read().groups


def test_money_with_fractions_is_exact_in_the_smallest_power_of_ten() -> None:
    election = read(("a;60;", "a;59,25;"))
    assert (election.scale, election.projects[0].cost, election.budget) == (100, 5925, 10000)
    assert election.money(5925) == Fraction(237, 4)
    assert read(("a;60;", "a;60.0;")).scale == 1
    assert read(("a;60;", "a;1 000;")).projects[0].cost == 1000
    assert odd(read(("a;60;", "a;12,500;")), "ambiguous_comma") == [11]


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (("budget;100", "budget;0"), "no_budget", 4),
        (("budget;100", "budget;-5"), "no_budget", 4),
        (("budget;100\n", ""), "no_budget", None),
        (("budget;100", "budget;much"), "not_a_number", 4),
        (("budget;100", "budget;nan"), "not_a_number", 4),
        (("budget;100", "budget;1e999999999"), "not_a_number", 4),
        (("vote_type;approval\n", ""), "no_vote_type", None),
        (("vote_type;approval", "vote_type;clapping"), "unknown_vote_type", 5),
        (("max_length;2", "budget;2"), "repeated_meta", 8),
        (("a;60;", "a;-60;"), "negative_cost", 11),
        (("a;60;", "a;;"), "not_a_number", 11),
        (("a;60;", "a;1,2,3;"), "not_a_number", 11),
        (("a;60;", "a;99999999999999999999;"), "too_large", 11),
        (("b;40;", "a;40;"), "repeated_project", 12),
        (("b;40;", ";40;"), "broken_row", 12),
        (("b;40;", "b,c;40;"), "broken_row", 12),
        (("Trees;", "Trees;;;;"), "broken_row", 11),
        (("a;60;2;Trees;greening, parks;;1;", "a;60;2;Trees;greening, parks;;yes;"), "not_a_number", 11),
        (('b;40;2;"Light; at ""night"" lamps"', 'b;40;2;"Light'), "broken_quotes", 12),
        (("1;a,b;30", "1;a,x;30"), "unknown_project", 16),
        (("2;b,a;31", "2"), "broken_row", 17),
        (("2;b,a;31", "2;b;a;31"), "broken_row", 17),
        (("1;a,b;30\n2;b,a;31\n3;;32\n", ""), "no_votes", 14),
        (("voter_id;vote;age\n1;a,b;30\n2;b,a;31\n3;;32\n", ""), "broken_section", 14),
        (("voter_id;vote;age", "voter_id;choice;age"), "missing_column", 15),
        (("project_id;cost", "id;cost"), "missing_column", 10),
        (("key;value\n", ""), "missing_column", 2),
        (("PROJECTS\nproject_id", "PLANS\nproject_id"), "missing_section", None),
        (("VOTES\n", "META\n"), "repeated_section", 14),
        (("META\n", "Hello\nMETA\n"), "broken_section", 1),
        (("1;a,b;30", "1;a,\0;30"), "not_text", 16),
    ],
)
def test_a_broken_file_is_refused_with_its_line(change: tuple[str, str], code: str, line: int | None) -> None:
    assert refusal(change) == (code, line)


@pytest.mark.parametrize("said", ["a;9999999999999999", "a;0.00000000000000001", "a;1;9999999999999999"])
def test_points_and_endowments_no_engine_needs_are_refused_with_their_line(said: str) -> None:
    text = FILE.replace("approval", "cumulative").split("voter_id")[0]
    text += "voter_id;vote;points;endowment\n" if said.count(";") == 2 else "voter_id;vote;points\n"
    with pytest.raises(ElectionError) as refused:
        pabulib.read(f"{text}1;b;1{';1' * (said.count(';') == 2)}\n2;{said}\n")
    assert refused.value.code == "too_large"
    assert refused.value.line is not None


def test_a_scale_of_points_no_engine_needs_is_refused() -> None:
    text = FILE.replace("approval", "cumulative\npoint_scale;1000000000000000").split("voter_id")[0]
    assert pabulib.read(text + "voter_id;vote;points\n1;b;1\n").point_scale == 10**15
    with pytest.raises(ElectionError, match="no engine needs") as refused:
        pabulib.read(text + "voter_id;vote;points\n1;b;2\n")
    assert refused.value.code == "too_large"


def test_no_file_at_all() -> None:
    for text in ("", "\n\n", "\ufeff"):
        with pytest.raises(ElectionError, match="no section META"):
            pabulib.read(text)


def test_no_project() -> None:
    head, rest = FILE.split("a;60;")
    with pytest.raises(ElectionError, match="no project") as refused:
        pabulib.read(head + "VOTES\n" + rest.split("VOTES\n")[1])
    assert refused.value.line == 9


def test_a_title_within_quotation_marks_is_a_part_of_the_text() -> None:
    election = read(("description;A street", 'description;"All\nVOTES\ncount"'))
    assert election.meta["description"] == "All\nVOTES\ncount"
    assert election.groups == read().groups
    assert odd(election, "empty_ballot") == [20]


def test_repeated_choices_count_once_and_are_listed() -> None:
    election = read(("1;a,b;30", "1;b,a,b;30"))
    assert election.groups == read().groups
    assert odd(election, "repeated_choice") == [16]
    assert odd(election, "outside_limits") == []


def test_a_ballot_above_the_limit_counts_as_cast_and_is_listed() -> None:
    election = read(("1;a,b;30", "1;a,b,c;30"))
    assert election.groups[0] == Group(1, (0, 1, 2))
    assert odd(election, "outside_limits") == [16]
    assert odd(read(("max_length;2", "max_sum_cost;99")), "outside_limits") == [16, 17]
    assert odd(read(("max_length;2", "min_length;3")), "outside_limits") == [16, 17]
    assert odd(read(("vote_type;approval", "vote_type;choose-1")), "outside_limits") == [16, 17]
    assert odd(read(("max_length;2", "max_length;two")), "unreadable_limit") == [8]


def test_other_oddities_are_listed_with_their_line() -> None:
    assert odd(read(("2;b,a;31", "1;b,a;31")), "repeated_voter") == [17]
    assert odd(read(("2;b,a;31", "2;b,,a;31")), "empty_choice") == [17]
    assert odd(read(("2;b,a;31", "2;b,a")), "short_row") == [17]
    assert odd(read(("2;b,a;31", "2;none;31")), "empty_ballot") == [17, 18]
    assert odd(read(("a;60;2;", "a;60;7;")), "votes_differ") == [11]
    assert odd(read(("A street", "A street; a square")), "long_meta") == [3]
    assert odd(read(("description;A street", "num_votes;4")), "count_differs") == [3]


def test_a_project_called_none_can_be_chosen() -> None:
    text = FILE.replace("c;100", "none;100").replace("3;;32", "3;none;32")
    assert pabulib.read(text).groups[1] == Group(1, (2,))


def test_ranks_keep_their_order() -> None:
    assert read(("vote_type;approval", "vote_type;ordinal")).groups == (
        Group(1, (0, 1)),
        Group(1, (1, 0)),
        Group(1, ()),
    )


CUMULATIVE = (
    FILE.replace("approval", "cumulative")
    .replace("voter_id;vote;age", "voter_id;vote;points;age")
    .replace("1;a,b;30", "1;a,b;1.5,2;30")
    .replace("2;b,a;31", "2;b,a;2,1.50;31")
    .replace("3;;32", "3;c;0;32")
)


def test_points_are_exact_and_stand_beside_their_project() -> None:
    election = pabulib.read(CUMULATIVE)
    assert election.point_scale == 10
    assert election.groups == (Group(2, (0, 1), (15, 20)), Group(1, (2,), (0,)))


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (("1.5,2;30", "1.5;30"), "points_differ", 16),
        (("1.5,2;30", "1.5,-2;30"), "negative_points", 16),
        (("1.5,2;30", "1.5,two;30"), "not_a_number", 16),
        (("voter_id;vote;points", "voter_id;vote;marks"), "missing_column", 15),
    ],
)
def test_broken_points_are_refused(change: tuple[str, str], code: str, line: int) -> None:
    assert refusal(change, CUMULATIVE) == (code, line)


def test_points_of_a_repeated_project_are_those_of_its_first_place() -> None:
    election = read(("1;a,b;1.5,2", "1;a,b,a;1.5,2,9"), CUMULATIVE)
    assert election.groups == pabulib.read(CUMULATIVE).groups
    assert odd(election, "repeated_choice") == [16]


@pytest.mark.parametrize("limit", ["max_sum_points;3", "max_points;1.9", "min_points;1.6", "min_sum_points;4"])
def test_points_above_the_limit_are_listed(limit: str) -> None:
    assert odd(read(("max_length;2", limit), CUMULATIVE), "outside_limits")[:2] == [16, 17]


def test_a_default_score_goes_to_what_is_not_named() -> None:
    text = CUMULATIVE.replace("cumulative", "scoring").replace("max_length;2", "default_score;1")
    assert pabulib.read(text).groups == (Group(2, (0, 1, 2), (15, 20, 10)), Group(1, (0, 1, 2), (10, 10, 0)))


def test_the_rule_the_file_names() -> None:
    assert pabulib.official_rule(read()) == RuleSpec(
        rule=RuleName.GREEDY_THRESHOLD, utility=Utility.COST, threshold=2, ties=(Tie.FILE_ORDER,)
    )
    assert pabulib.official_rule(read(("greedy-threshold", "equalshares/add1"))) is None
