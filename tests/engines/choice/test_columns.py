"""Groups as arrays: the same sequence as the groups themselves."""

import pytest

from ortaq.engines.choice.columns import columns_of
from ortaq.engines.choice.election import LARGEST, BallotKind, Election, ElectionError, Group, Project
from ortaq.engines.choice.profile import profile_of

GROUPS = (Group(5, (0, 2), (3, 1), 2), Group(1, ()), Group(7, (1,), (LARGEST,)))


def test_they_are_handed_out_as_they_came():
    columns = columns_of(GROUPS)
    assert columns == GROUPS
    assert tuple(columns) == GROUPS
    assert hash(columns) == hash(GROUPS)
    assert [columns[place] for place in (0, 1, 2, -1)] == [*GROUPS, GROUPS[-1]]
    assert columns[1:] == GROUPS[1:]
    assert (len(columns), columns.voters, columns.sizes.tolist()) == (3, 13, [2, 0, 1])
    assert columns != GROUPS[:2]
    assert columns != 3
    with pytest.raises(IndexError):
        columns[3]
    assert columns_of(columns) is columns


@pytest.mark.parametrize(
    ("group", "code"),
    [
        (Group(LARGEST + 1, (0,)), "too_large"),
        (Group(1, (0,), (LARGEST + 1,)), "too_large"),
        (Group(1, (0,), (), LARGEST + 1), "too_large"),
        (Group(1, (0, 1), (1,)), "points_differ"),
    ],
)
def test_what_no_array_can_hold_is_refused(group, code):
    with pytest.raises(ElectionError) as refused:
        columns_of([group])
    assert refused.value.code == code


def test_a_choice_beyond_32_bits_names_no_project():
    election = Election((Project("a", 5),), BallotKind.APPROVAL, (Group(1, (2**32,)),), 10)
    with pytest.raises(ElectionError) as refused:
        profile_of(election)
    assert refused.value.code == "unknown_project"
