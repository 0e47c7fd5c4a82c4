"""`ortaq opinion groups`: a file in, groups out; every mistake is one sentence."""

import json

import pytest

from ortaq.doors.terminal.main import main
from tests.engines.opinion.polls import rows

BODY = "comment-id,agrees,disagrees,moderated,comment-body\n"


@pytest.fixture
def folder(tmp_path):
    """Votes of three clear camps, and statements of which the last is hidden."""
    cast = rows(people=90, statements=20, camps=3, answers=0.9)
    votes = "".join(f"{what},{who},{value}\n" for who, what, value in cast)
    (tmp_path / "votes.csv").write_text("comment-id,voter-id,vote\n" + votes)
    counted = {str(what): [0, 0] for what in range(20)}
    for _, what, value in cast:
        counted[what][0] += value == 1
        counted[what][1] += value == -1
    lines = [
        f"{what},{agrees},{disagrees},{-1 if what == '19' else 1},Statement no. {what}\n"
        for what, (agrees, disagrees) in counted.items()
    ]
    (tmp_path / "comments.csv").write_text(BODY + "".join(lines))
    (tmp_path / "groups.csv").write_text(
        "participant,group\n" + "".join(f"{who},{'abc'[who % 3]}\n" for who in range(90)) + "500,a\n"
    )
    return tmp_path


def said(capsys, *words):
    assert main(["opinion", "groups", *map(str, words)]) == 0
    return capsys.readouterr().out


def refused(capsys, *words):
    assert main(["opinion", "groups", *map(str, words)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    return told.err


def test_polis_names_groups_what_they_say_and_what_all_agree_on(folder, capsys):
    text = said(capsys, folder / "votes.csv", "--mode", "polis")
    assert "long form, 90 participants, 20 statements" in text
    assert "signs: 1 is agree, -1 disagree, as the counts in comments.csv show" in text
    assert "moderation from comments.csv: 1 hidden, 0 about participants" in text
    assert "3 groups of 90 participants, as Polis groups from scratch; 0 in none" in text
    assert text.count("\nGroup ") == 3
    assert "Statement no. 3" in text
    assert "Statement no. 19" not in text


def test_ortaq_is_the_default_and_says_what_held(folder, capsys):
    text = said(capsys, folder / "votes.csv")
    assert "3 groups: votes set aside tell them apart (p = 0.001 or less)." in text
    assert text.count("\nGroup ") == 3
    assert "others" in text
    assert "What divides" in text
    assert "(--json)" in text


def test_where_nobody_differs_no_group_is_named(tmp_path, capsys):
    cast = rows(people=60, statements=15, camps=1)
    lines = "".join(f"{who},{what},{value}\n" for who, what, value in cast)
    (tmp_path / "votes.csv").write_text("participant,statement,vote\n" + lines)
    text = said(capsys, tmp_path / "votes.csv")
    assert "No groups" in text
    assert "\nGroup " not in text
    assert "Common ground" in text
    assert "ASSUMED" in text
    assert "no table of statements: nothing is moderated out" in text


@pytest.mark.parametrize("mode", ["ortaq", "polis"])
def test_json_holds_everything_and_what_was_read(folder, capsys, mode):
    told = json.loads(said(capsys, folder / "votes.csv", "--mode", mode, "--json"))
    assert told["mode"] == mode
    assert (told["input"]["signs"], told["input"]["signs_because"]) == ("export", "counted")
    assert len(told["input"]["participants"]) == 90
    assert [one["size"] for one in told["groups"]] == sorted((one["size"] for one in told["groups"]), reverse=True)


@pytest.mark.parametrize("mode", ["ortaq", "polis"])
def test_groups_given_by_hand_keep_their_names(folder, capsys, mode):
    text = said(capsys, folder / "votes.csv", "--mode", mode, "--labels", folder / "groups.csv")
    assert "given in groups.csv" in text
    assert "Group a: 30 participants" in text
    assert "labelled participants without a vote, left out: 1" in text


def test_the_same_file_and_seed_give_the_same_words(folder, capsys):
    once = said(capsys, folder / "votes.csv", "--seed", "x", "--json")
    assert once == said(capsys, folder / "votes.csv", "--seed", "x", "--json")


def test_signs_given_by_hand_go_before_counts(folder, capsys):
    text = said(capsys, folder / "votes.csv", "--mode", "polis", "--signs", "server")
    assert "signs: -1 is agree, 1 disagree, as you say" in text


def test_replaced_votes_and_empty_lines_are_told(folder, capsys):
    with (folder / "votes.csv").open("a") as file:
        file.write("\n0,0,1\n0,0,-1\n")
    text = said(capsys, folder / "votes.csv", "--mode", "polis")
    assert "replaced by a later vote: " in text
    assert "empty lines passed over: 1" in text


@pytest.mark.parametrize("mode", ["ortaq", "polis"])
def test_all_hidden_is_said_and_no_crash(folder, capsys, mode):
    text = (folder / "comments.csv").read_text().replace(",1,Statement", ",-1,Statement")
    (folder / "comments.csv").write_text(text)
    assert "20 hidden" in said(capsys, folder / "votes.csv", "--mode", mode)


def test_mistakes_are_one_sentence_with_file_and_line(folder, capsys):
    (folder / "votes.csv").write_text("comment-id,voter-id,vote\n1,1,7\n")
    assert refused(capsys, folder / "votes.csv") == (
        f"{folder / 'votes.csv'}: line 2: the vote '7' is none of -1, 0, 1.\n"
    )
    (folder / "comments.csv").write_text(BODY)
    assert refused(capsys, folder / "votes.csv") == f"{folder / 'comments.csv'} holds no statement.\n"
    (folder / "comments.csv").unlink()
    assert refused(capsys, folder / "none.csv").startswith(
        f"{folder / 'none.csv'}: the file cannot be read: No such file"
    )


def test_words_of_residents_steer_no_terminal(folder, capsys):
    text = (folder / "comments.csv").read_text().replace("Statement no. 3\n", "\x1b[2JRed\u202e buses\n")
    (folder / "comments.csv").write_text(text, encoding="utf-8")
    told = said(capsys, folder / "votes.csv", "--mode", "polis")
    assert "[2JRed buses" in told
    assert "\x1b" not in told


def test_one_vote_is_enough_to_answer(tmp_path, capsys):
    (tmp_path / "votes.csv").write_text("participant,statement,vote\na,b,1\n")
    assert "1 participant, 1 statement, 1 vote" in said(capsys, tmp_path / "votes.csv", "--mode", "polis")
    assert "No groups" in said(capsys, tmp_path / "votes.csv")
