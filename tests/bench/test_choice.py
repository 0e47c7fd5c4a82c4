"""How the bench of deciding together compares and waits: no peer, no data, no timing."""

import sys

import pytest

from bench import choice
from bench.choice_peers import DIED, Answer, Peer, conversation
from ortaq.engines.choice.election import BallotKind, Election, Group, Project

FILE = """META
key;value
num_projects;3
num_votes;3
budget;100
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;selected
a;60;1
b;50;0
c;40;1
VOTES
voter_id;vote
1;a,b
2;a
3;c
"""


def talker(lines, then="pass"):
    """This will be a program that prints the lines and does something after."""
    return [sys.executable, "-c", f"import time\nfor line in {lines!r}: print(line, flush=True)\n{then}"]


@pytest.fixture
def election():
    projects = (Project("a", 60), Project("b", 50), Project("c", 40), Project("nobody", 0))
    return Election(projects, BallotKind.APPROVAL, (Group(1, (0, 1)), Group(1, (0,)), Group(1, (2,))), 100)


def test_each_task_has_its_line_and_a_greeting_is_none():
    said = ["Welcome to a solver", '{"task": "parse", "seconds": 1.5, "together": 0.5, "peak": 7}']
    said.append('{"task": "mes:cost", "seconds": 2, "winners": ["a", "c"], "peak": 9}')
    first, second = conversation(talker(said), ["parse", "mes:cost"], 60)
    assert (first.seconds, first.together, first.winners) == (1.5, 0.5, None)
    assert (second.winners, second.peak, second.shown(), second.times(0.001)) == (("a", "c"), 9, "2.00 s", "2 000×")


def test_what_is_not_in_time_is_over():
    (answer,) = conversation(talker([], "time.sleep(600)"), ["parse", "mes:cost"], 0.01)
    assert (answer.task, answer.over, answer.shown(), answer.times(0.0001)) == ("parse", 0.01, "> 0 s", "> 100×")


def test_a_program_that_dies_is_an_error_and_no_wait():
    (answer,) = conversation(talker([], "raise SystemExit(1)"), ["parse", "greedy"], 60)
    assert answer.error == DIED


def test_an_answer_is_kept_until_there_is_more_time(tmp_path):
    peer = Peer(tmp_path)
    peer._keep("digest", Answer("greedy", seconds=1, winners=("a",)))
    peer._keep("digest", Answer("add1:cost", over=10))
    assert peer._known("digest", "greedy", 600) == Answer("greedy", seconds=1, winners=("a",))
    assert peer._known("digest", "add1:cost", 10) == Answer("add1:cost", over=10)
    assert peer._known("digest", "add1:cost", 600) is None
    assert peer._known("other", "greedy", 600) is None


@pytest.mark.parametrize(
    ("theirs", "verdict"),
    [
        (("a", "c"), choice.SAME),
        (("nobody", "a", "c"), choice.SAME),
        (("c", "a"), choice.OTHER_ORDER),
        (("a", "b"), choice.OTHER),
    ],
)
def test_winners_are_compared_in_order(election, theirs, verdict):
    assert choice.judge("file", election, Answer("greedy", winners=theirs)).verdict == verdict


def test_what_the_peer_could_not_do_is_no_difference(election):
    assert choice.judge("file", election, Answer("greedy", over=10)).verdict == choice.UNFINISHED
    assert choice.judge("file", election, Answer("greedy", error="KeyError: 'x'")).verdict == choice.FAILED


def test_no_points_are_support_to_the_peer_alone():
    projects = (Project("a", 10), Project("b", 10))
    pointed = Election(projects, BallotKind.CUMULATIVE, (Group(2, (0, 1), (3, 0)), Group(1, (1,), (1,))), 10)
    assert choice.judge("file", pointed, Answer("mes:points", winners=())).verdict == choice.SAME
    assert choice.judge("file", pointed, Answer("greedy", winners=("b",))).verdict == choice.SAME


def test_official_winners_are_those_marked_1(tmp_path, capsys):
    assert choice.selected(FILE) == {"a", "c"}
    path = tmp_path / "small.pb"
    path.write_text(FILE)
    assert choice.official([path])
    assert "| greedy |            1 |  1 |" in capsys.readouterr().out
    path.write_text(FILE.replace("b;50;0", "b;50;1"))
    assert not choice.official([path])
    assert "- small greedy:  | b" in capsys.readouterr().out


def test_an_unfinished_add1_is_told_at_the_pace_of_one_run():
    unfinished, one = Answer("add1:cost", over=60), Answer("mes:cost", seconds=2, winners=("a",))
    answers = {"add1:cost": unfinished, "mes:cost": one}
    assert choice.beside(answers, "add1:cost", 0.5, runs=100) == ("about 100 × 2.0 s", "about 400×")
    assert choice.beside({"add1:cost": unfinished}, "add1:cost", 0.5, runs=100) == ("> 60 s", "> 120×")
    assert choice.beside({}, "parse", 0.5, runs=100) == ("–", "–")
