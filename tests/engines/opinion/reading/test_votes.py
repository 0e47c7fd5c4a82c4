"""Files of votes: what Polis exports, what people make of it in a spreadsheet, and every way to get it wrong."""

import json

import pytest

from ortaq.engines.opinion.reading.statements import read_statements
from ortaq.engines.opinion.reading.votes import read_votes
from ortaq.engines.opinion.votes import VotesError

LONG = (
    "timestamp,datetime,comment-id,voter-id,vote\n"
    "1000,Wed Jun 18,0,0,1\n"
    "1001,Wed Jun 18,1,0,-1\n"
    "1002,Wed Jun 18,0,1,0\n"
    "1003,Wed Jun 18,1,2,1\n"
)
WIDE = (
    "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2\n"
    "0,1,0,2,1,1,1,-1,\n"
    "1,0,3,1,0,0,0,,\n"
    "2,,0,1,1,0,,1,\n"
)
COMMENTS = "comment-id,agrees,disagrees,moderated,comment-body\n0,1,0,1,First\n1,1,1,-1,Second\n7,0,0,1,Never shown\n"
CELLS = [("0", "0", 1), ("0", "1", -1), ("1", "0", 0), ("2", "1", 1)]


def read(text, **options):
    return read_votes(text.encode() if isinstance(text, str) else text, "votes.csv", **options)


def cells(reading):
    votes = reading.votes
    return [
        (votes.participants[who], votes.statements[what], int(value))
        for who, what, value in zip(votes.participant, votes.statement, votes.value, strict=True)
    ]


def comments(text=COMMENTS):
    return read_statements(text.encode(), "comments.csv")


def test_long_form():
    found = read(LONG)
    assert cells(found) == CELLS
    assert (found.form, found.rows) == ("long", 4)


def test_wide_form_leaves_out_a_statement_nobody_voted_on_and_says_so():
    found = read(WIDE)
    assert cells(found) == CELLS
    assert found.votes.statements == ("0", "1")
    assert (found.form, found.unvoted, found.miscounted) == ("wide", 1, 0)


def test_json_of_a_server():
    given = [
        {"participant_id": int(who), "statement_id": int(what), "vote": value, "modified": 5.0, "datetime": None}
        for who, what, value in CELLS
    ]
    found = read(json.dumps(given))
    assert cells(found) == CELLS
    assert found.form == "json"


@pytest.mark.parametrize(
    "text",
    [
        LONG.replace("\n", "\r\n"),
        "\ufeff" + LONG,
        LONG.replace(",", ";"),
        LONG.rstrip("\n"),
        LONG.replace("Wed Jun 18", '"Wed, Jun 18"'),
        LONG.replace("vote\n", "VOTE\n").replace("comment-id", "Comment_ID"),
        LONG.replace(",1\n", ",+1\n").replace(",-1\n", ",−1\n"),
    ],
)
def test_what_spreadsheets_make_of_it_reads_the_same(text):
    assert cells(read(text)) == CELLS


def test_a_plain_table_is_enough():
    assert cells(read("participant,statement,vote\nanna,x,1\nberik,x,-1\n")) == [("anna", "x", 1), ("berik", "x", -1)]


def test_the_latest_vote_counts_and_replaced_ones_are_counted():
    found = read(LONG + "900,Tue,0,0,-1\n1004,Thu,0,1,1\n")
    assert ("0", "0", 1) in cells(found)  # the row of 900 came later in the file and earlier in time
    assert ("1", "0", 1) in cells(found)
    assert (found.rows, found.votes.replaced) == (6, 2)


def test_without_a_time_the_last_row_counts():
    found = read("participant,statement,vote\n1,1,1\n1,1,-1\n")
    assert cells(found) == [("1", "1", -1)]
    assert found.votes.replaced == 1


def test_empty_lines_are_passed_over_and_counted():
    found = read(LONG.replace("1002", "\n\n1002") + "\n")
    assert cells(found) == CELLS
    assert found.blank == 3


def test_moderation_comes_from_the_table_of_statements():
    found = read(LONG, statements=comments())
    assert found.votes.hidden.tolist() == [False, True]
    assert found.unvoted == 1
    waiting = COMMENTS.replace("1,0,1,First", "1,0,0,First")
    assert not read(LONG, statements=comments(waiting)).votes.hidden[0]
    assert read(LONG, statements=comments(waiting), strict=True).votes.hidden.all()


def test_meta_statements_are_flagged():
    table = "statement_id,moderated,is_meta\n0,1,true\n1,1,false\n"
    assert read(LONG, statements=comments(table)).votes.meta.tolist() == [True, False]


def test_a_statement_the_table_does_not_know_is_told():
    assert read(LONG, statements=comments(COMMENTS.replace("\n0,", "\n8,"))).strange == 1


# ── which sign agrees ────────────────────────────────────────────────────────────────────────────────────────────


def turned(text):
    return text.replace(",-1\n", ",?\n").replace(",1\n", ",-1\n").replace(",?\n", ",1\n")


def test_the_table_of_statements_decides_which_sign_agrees():
    text = LONG + "1004,Thu,1,3,1\n"
    table = comments(COMMENTS.replace("1,1,1,-1", "1,2,1,-1"))
    found, other = read(text, statements=table), read(turned(text), statements=table)
    assert cells(found) == cells(other)
    assert (found.verdict.signs, found.verdict.why, found.verdict.off) == ("export", "counted", 0)
    assert (other.verdict.signs, other.verdict.why, other.verdict.off) == ("server", "counted", 0)


def test_the_counts_of_the_wide_form_decide_for_themselves():
    found = read(WIDE.replace("1,-1,\n", "-1,1,\n").replace(",,1,\n", ",,-1,\n"))
    assert cells(found) == CELLS
    assert (found.verdict.signs, found.verdict.why) == ("server", "counted")


def test_where_nothing_counts_1_is_agree_and_that_is_said():
    assert (read(LONG).verdict.signs, read(LONG).verdict.why) == ("export", "assumed")
    even = comments(COMMENTS.replace("0,1,0,1", "0,1,1,1"))
    assert read(LONG, statements=even).verdict.why == "assumed"


def test_what_the_caller_says_goes_before_counts():
    found = read(LONG, statements=comments(), signs="server")
    assert cells(found) == [(who, what, -value) for who, what, value in CELLS]
    assert found.verdict.why == "told"


def test_counts_that_do_not_fit_are_told():
    assert read(WIDE.replace("0,1,0,2,1,1", "0,1,0,3,1,1")).miscounted == 1
    assert read(LONG, statements=comments(COMMENTS.replace("0,1,0,1", "0,5,0,1"))).verdict.off == 4


# ── mistakes ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "votes.csv is empty."),
        (" \n\n", "votes.csv is empty."),
        ("[]", "votes.csv is empty."),
        ("timestamp,comment-id,voter-id,vote\n", "votes.csv holds no vote."),
        (WIDE.splitlines()[0] + "\n0,1,0,0,0,0,,,\n", "votes.csv holds no vote."),
        (LONG.replace("vote\n", "answer\n"), "line 1: no column 'vote'; there are: timestamp, datetime"),
        (LONG.replace("voter-id", "who"), "line 1: no column 'voter-id' or 'participant-id' or 'participant'"),
        (LONG.replace("datetime", "vote"), "line 1: column 'vote' stands twice."),
        (LONG.replace("1,0,-1", "1,0,2"), "line 3: the vote '2' is none of -1, 0, 1."),
        (LONG.replace("1,0,-1", "1,0,"), "line 3: the vote '' is none of -1, 0, 1."),
        (LONG.replace("1,0,-1", "1,,-1"), "line 3: a vote without a participant."),
        (LONG.replace("18,1,0", "18,,0"), "line 3: a vote without a statement."),
        (LONG.replace("1001", "soon"), "line 3: timestamp is 'soon', not a whole number."),
        (LONG.replace("1001,", "1001,,"), "line 3: 6 cells, the head has 5."),
        (LONG.replace("1001,Wed", '1001,"Wed'), "line 3: broken CSV (unexpected end of data)."),
        (LONG.replace("1001,Wed", '1001,"Wed"x'), "line 3: broken CSV"),
        (LONG.encode().replace(b"Wed", b"\xff", 1), "line 2: not UTF-8."),
        (LONG.encode("utf-16"), "line 1: not UTF-8."),
        (WIDE.replace("1,-1,\n", "1,yes,\n"), "line 2: the vote 'yes' on '1' is none of -1, 0, 1."),
        (WIDE.replace("\n2,", "\n0,"), "line 4: participant '0' stands twice, first on line 2."),
        (WIDE.replace("\n2,", "\n,"), "line 4: a row without a participant."),
        (WIDE.replace("0,1,0,2", "0,1,0,two"), "line 2: n-votes is 'two', not a whole number."),
        ("participant,n-votes\n1,0\n", "line 1: no column 'vote' and no statements."),
        ("[{", "line 1: broken JSON"),
        ('{"vote": 1}', "a JSON list of objects is expected."),
        ('[{"vote": 1, "participant": 1, "statement": 1}, {"vote": 1}]', "entry 2: no 'participant'."),
        ('[{"vote": 3, "participant": 1, "statement": 1}]', "entry 1: the vote '3' is none of -1, 0, 1."),
        ('[{"vote": 1.5, "participant": 1, "statement": 1}]', "entry 1: the vote '1.5' is none of -1, 0, 1."),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line(text, message):
    with pytest.raises(VotesError) as refusal:
        read(text)
    assert message in str(refusal.value)
    assert str(refusal.value).startswith("votes.csv")


def test_the_line_is_where_a_row_of_several_lines_begins():
    with pytest.raises(VotesError, match="line 3: the vote '9'"):
        read(LONG.replace("1001,Wed Jun 18,1,0,-1", '1001,"Wed\nJun\n18",1,0,9'))


def test_all_open_conversations_read_the_same_in_both_forms_with_1_for_agree(shared_data):
    folders = [one for one in sorted((shared_data / "opinion" / "open").iterdir()) if one.is_dir()]
    assert len(folders) == 12
    for folder in folders:
        table = read_statements((folder / "comments.csv").read_bytes(), "comments.csv")
        wide = read((folder / "participants-votes.csv").read_bytes(), statements=table)
        assert (wide.verdict.signs, wide.verdict.why, wide.verdict.off, wide.miscounted) == ("export", "counted", 0, 0)
        if (folder / "votes.csv").exists():
            long = read((folder / "votes.csv").read_bytes(), statements=table)
            assert (long.verdict.signs, long.verdict.why) == ("export", "counted")
            assert long.votes.participants == wide.votes.participants
            assert long.votes.statements == wide.votes.statements
            assert (long.votes.value == wide.votes.value).all()
            assert (long.votes.participant == wide.votes.participant).all()
            assert (long.votes.hidden == wide.votes.hidden).all()
