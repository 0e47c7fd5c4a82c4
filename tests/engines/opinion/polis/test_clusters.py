"""Who Polis puts into groups, and what a whole conversation tells."""

import json

import numpy as np
import pytest

from ortaq.engines.opinion.polis.clusters import group, taking_part
from ortaq.engines.opinion.polis.conversation import analyse, find
from ortaq.engines.opinion.polis.priorities import META, priorities
from ortaq.engines.opinion.votes import VotesError, from_rows
from tests.engines.opinion.polls import poll, rows, shuffled


def voters(*cast):
    return from_rows([(str(who), str(what), 1) for who, many in enumerate(cast) for what in range(many)])


def test_seven_votes_are_enough_and_all_of_fewer_statements():
    many = [7] * 20 + [6] * 5
    assert taking_part(voters(*many, 9)).sum() == 21
    assert taking_part(voters(*[3] * 20, 2)).sum() == 20


def test_fewer_than_fifteen_are_filled_up_with_who_voted_most():
    flags = taking_part(voters(*[7] * 10, *[1] * 5, *[4] * 5, 2))
    assert flags.sum() == 15
    assert flags[15:20].all()
    assert not flags[10:15].any()
    assert taking_part(voters(1, 5)).all()


def test_camps_become_groups():
    found = analyse(poll(people=90, statements=20, camps=3, answers=0.9))
    assert found.groups.k == 3
    own = [np.bincount(found.groups.labels[camp::3], minlength=3) for camp in range(3)]
    assert {int(camp.argmax()) for camp in own} == {0, 1, 2}
    assert min(camp.max() for camp in own) >= 27


def test_everybody_in_one_place_is_one_group():
    votes = from_rows([(str(who), str(what), 1) for who in range(20) for what in range(8)])
    found = group(votes, np.zeros((20, 2)))
    assert found.k == 1
    assert (found.labels == 0).all()


@pytest.mark.parametrize("seed", range(3))
def test_another_order_of_rows_changes_nothing(seed):
    given = rows(people=60, statements=15)
    told = json.dumps(find(from_rows(given)), sort_keys=True)
    assert json.dumps(find(from_rows(shuffled(given, seed))), sort_keys=True) == told


def test_renaming_people_in_their_order_changes_only_their_names():
    given = rows(people=60, statements=15)
    renamed = [(f"p{who:>04}", what, value) for who, what, value in given]
    found, other = find(from_rows(given)), find(from_rows(renamed))
    assert list(found.pop("people").values()) == list(other.pop("people").values())
    assert found == other


def test_labels_given_are_used_as_they_are():
    votes = poll()
    labels = np.arange(40, dtype=np.int32) % 2
    labels[0] = -1
    found = find(votes, labels=labels)
    assert found["labels_given"]
    assert [one["size"] for one in found["groups"]] == [19, 20]
    assert found["people"]["0"]["group"] == -1
    assert found["silhouettes"] == {}


@pytest.mark.parametrize("labels", [[0, 1], [0] * 39 + [2], [-2] + [0] * 39])
def test_labels_that_do_not_fit_are_refused(labels):
    with pytest.raises(VotesError):
        analyse(poll(), labels=np.array(labels, dtype=np.int32))


def test_meta_statements_are_moderated_out_and_asked_first():
    votes = from_rows(rows(), meta=["3"], hidden=["4"])
    found = find(votes)
    assert found["hidden"] == ["3", "4"]
    assert found["priorities"]["3"] == META**2
    said = {one["statement"] for group in found["groups"] for one in group["says"]}
    agreed = {one["statement"] for side in found["consensus"].values() for one in side}
    assert not {"3", "4"} & (said | agreed)


def test_a_statement_nobody_saw_is_asked_before_one_many_saw():
    old = [(str(who), "1", 1) for who in range(20)]
    votes = from_rows([*rows(), *old, ("0", "99", 1)])
    found = analyse(votes)
    weight = dict(zip(votes.statements, priorities(found.counts, found.components, votes.meta), strict=True))
    assert weight["99"] > weight["1"]


def test_one_vote_is_a_conversation_too():
    found = find(from_rows([("a", "b", 1)]))
    assert [one["size"] for one in found["groups"]] == [1]
    assert found["grouped"] == 1


def test_no_votes_are_no_groups():
    found = find(from_rows([]))
    assert found["groups"] == []
    assert found["consensus"] == {"agree": [], "disagree": []}
