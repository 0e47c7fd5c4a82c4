"""Tables beside the votes: statements and groups given by hand."""

import pytest

from ortaq.engines.opinion.reading.labels import read_labels
from ortaq.engines.opinion.reading.statements import read_statements
from ortaq.engines.opinion.votes import VotesError


def statements(text):
    return read_statements(text.encode(), "comments.csv")


def labels(text, participants=("1", "2", "3")):
    return read_labels(text.encode(), "groups.csv", participants)


def test_statements_keep_texts_of_several_lines():
    found = statements('comment-id,moderated,agrees,disagrees,comment-body\n4,-1,2,3,"Two\nlines, ""quoted"""\n')["4"]
    assert found.text == 'Two\nlines, "quoted"'
    assert (found.moderated, found.counted, found.meta) == ("-1", (2, 3), False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("comment-id,moderated\n", "comments.csv holds no statement."),
        ("comment-id\n1\n", "line 1: no column 'moderated'"),
        ("comment-id,moderated\n1,yes\n", "line 2: moderated is 'yes', none of -1, 0, 1."),
        ("comment-id,moderated\n1,1\n\n1,0\n", "line 4: statement '1' stands twice."),
        ("comment-id,moderated\n,1\n", "line 2: a statement without an id."),
        ("comment-id,moderated,agrees,disagrees\n1,1,-2,0\n", "line 2: agrees is '-2', not a whole number."),
        ("comment-id,moderated,is-meta\n1,1,maybe\n", "line 2: is-meta is 'maybe', neither true nor false."),
    ],
)
def test_a_mistake_in_statements_names_its_line(text, message):
    with pytest.raises(VotesError) as refusal:
        statements(text)
    assert message in str(refusal.value)


def test_labels_are_numbered_in_the_order_of_their_names():
    found = labels("participant,group\n1,north\n2,\n3,east\n9,east\n")
    assert found.names == ("east", "north")
    assert found.labels.tolist() == [1, -1, 0]
    assert found.strangers == 1


def test_the_wide_export_of_polis_is_a_table_of_labels():
    found = labels("participant,group-id,n-votes,0\n1,0,1,1\n2,1,1,1\n")
    assert found.names == ("0", "1")
    assert found.labels.tolist() == [0, 1, -1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("participant\n1\n", "line 1: no column 'group' or 'group-id' or 'label'"),
        ("participant,group\n1,a\n1,b\n", "line 3: participant '1' stands twice."),
        ("participant,group\n,a\n", "line 2: a label without a participant."),
        ("participant,group\n8,a\n", "groups.csv puts nobody who voted into a group."),
        ("participant,group\n1,\n", "groups.csv puts nobody who voted into a group."),
    ],
)
def test_a_mistake_in_labels_is_said(text, message):
    with pytest.raises(VotesError) as refusal:
        labels(text)
    assert message in str(refusal.value)
