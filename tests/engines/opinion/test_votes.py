"""Votes in canonical order: whatever came first, the same cells stand in the same places."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ortaq.engines.opinion.polis.conversation import find
from ortaq.engines.opinion.reading.votes import read_votes
from ortaq.engines.opinion.votes import VotesError, canonical, from_arrays, from_rows
from tests.engines.opinion.polls import poll, rows

NAMES = st.sampled_from(["0", "1", "2", "10", "07", "a", "B", "ә", ""])
ROWS = st.dictionaries(st.tuples(NAMES, NAMES), st.sampled_from([-1, 0, 1]), max_size=30).map(
    lambda cells: [(who, what, sign) for (who, what), sign in cells.items()]
)


def cells(votes):
    return (
        votes.participants,
        votes.statements,
        votes.participant.tolist(),
        votes.statement.tolist(),
        votes.value.tolist(),
        votes.hidden.tolist(),
        votes.meta.tolist(),
    )


def test_whole_numbers_go_by_value_before_words():
    assert canonical(["b", "10", "9", "a", "07", "9"]) == ["07", "9", "10", "a", "b"]


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(cast, random):
    other = list(cast)
    random.shuffle(other)
    options = {"hidden": ["1", "a"], "meta": ["2"]}
    assert cells(from_rows(cast, **options)) == cells(from_rows(other, **options))


@settings(deadline=None, max_examples=20)
@given(st.permutations(range(8)), st.permutations(range(20)))
def test_the_order_of_columns_and_lines_of_a_table_changes_nothing(columns, lines):
    table = {(who, what): str(sign) for who, what, sign in rows(people=20, statements=8)}

    def written(things, people):
        head = ",".join(["participant", *(str(what) for what in things)])
        body = [",".join([str(who), *(table.get((str(who), str(what)), "") for what in things)]) for who in people]
        return "\n".join([head, *body]).encode()

    first = read_votes(written(range(8), range(20)), "a.csv").votes
    other = read_votes(written(columns, lines), "b.csv").votes
    assert cells(first) == cells(other)
    assert find(first) == find(other)


def test_the_last_vote_of_several_counts():
    votes = from_rows([("1", "1", 1), ("1", "1", 0), ("2", "1", 1), ("1", "1", -1)])
    assert votes.value.tolist() == [-1, 1]
    assert votes.replaced == 2


def test_rows_and_arrays_are_the_same():
    cast = rows()
    who, what, sign = (np.array([int(row[at]) for row in cast]) for at in range(3))
    by_array = from_arrays(who, what, sign, hidden=[3], meta=[5])
    assert cells(by_array) == cells(from_rows(cast, hidden=["3"], meta=["5"]))


def test_where_the_cells_of_a_person_and_of_a_statement_begin():
    votes = from_rows([("a", "x", 1), ("a", "y", -1), ("c", "y", 0)])
    assert votes.rows.tolist() == [0, 2, 3]
    begins, order = votes.columns
    assert begins.tolist() == [0, 1, 3]
    assert votes.value[order].tolist() == [1, -1, 0]


def test_without_some_statements_everybody_stays():
    votes = from_rows([("a", "x", 1), ("b", "y", -1)], hidden=["x"], meta=["y"])
    left = votes.without(votes.hidden)
    assert (left.participants, left.statements) == (("a", "b"), ("y",))
    assert left.value.tolist() == [-1]
    assert (left.hidden.tolist(), left.meta.tolist()) == ([False], [True])
    assert left.without(left.hidden) is left


def test_hiding_keeps_the_votes():
    votes = poll()
    hidden = votes.hiding(np.ones(12, dtype=bool))
    assert hidden.hidden.all()
    assert len(hidden.value) == len(votes.value)


def test_the_votes_of_some_leave_everybody_in_place():
    votes = from_rows([("a", "x", 1), ("b", "x", -1)])
    some = votes.of(np.array([False, True]))
    assert some.participants == votes.participants
    assert some.value.tolist() == [-1]


@pytest.mark.parametrize("value", [2, -2, 0.5, np.nan])
def test_a_vote_is_one_of_three(value):
    with pytest.raises(VotesError, match="−1, 0 or"):
        from_arrays(np.array([0]), np.array([0]), np.array([value]))


def test_lengths_and_positions_must_fit():
    one = np.array([0])
    with pytest.raises(VotesError, match="differ in length"):
        from_arrays(np.array([0, 1]), one, one)
    with pytest.raises(VotesError, match="not there"):
        from_arrays(np.array([2]), one, one, participants=["a", "b"], statements=["x"])
    with pytest.raises(VotesError, match="not there"):
        from_arrays(np.array([-1]), one, one, participants=["a", "b"], statements=["x"])
