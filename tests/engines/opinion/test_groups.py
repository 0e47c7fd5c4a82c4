"""Groups as Ortaq finds them: tested on votes they were not made of, or said not to be there."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ortaq.engines import proof
from ortaq.engines.opinion import groups
from ortaq.engines.opinion.heldout import Comparison
from ortaq.engines.opinion.votes import VotesError, from_rows
from tests.engines.opinion.drawn import dealt, drawn, of
from tests.engines.opinion.polls import shuffled

VOTES, PLACE, CAMP = drawn(300, 40, 24, [(1.6, 0.0), (-1.6, 0.0)])


def rows_of(votes):
    return [
        (votes.participants[who], votes.statements[what], int(sign))
        for who, what, sign in zip(votes.participant, votes.statement, votes.value, strict=True)
    ]


def find(votes, seed="drawn in public", labels=None):
    found = groups.find(votes, seed=seed, labels=labels)
    assert json.loads(proof.canonical(found)) == found  # whole numbers, texts, lists: nothing a record cannot carry
    n = len(votes.participants)
    assert {len(column) for column in found["people"].values() if column is not None} <= {n}
    counted = found["counts"]
    assert counted["agree"] + counted["disagree"] + counted["pass"] == counted["votes"]
    assert counted["statements"] + counted["hidden"] == len(votes.statements)
    assert len(found["statements"]) == counted["statements"]
    return found


def test_two_camps_are_found_and_what_sets_them_apart():
    found = find(VOTES)
    assert found["verdict"] == "groups"
    assert found["existence"]["p"] == 1
    label = np.array(found["people"]["group"])
    same = max((label == CAMP).mean(), (label == 1 - CAMP).mean())
    assert same > 0.9
    assert [group["size"] for group in found["groups"]] == np.bincount(label).tolist()
    assert all(len(group["findings"]) > 5 for group in found["groups"])
    assert found["divisive"][0]["gap"] > 300
    scores = [one["score"] for one in found["common_ground"]]
    assert scores == sorted(scores, reverse=True)


def test_findings_count_the_half_of_the_votes_the_groups_were_not_made_of():
    found = find(VOTES)
    seen = {one["statement"]: one["n"] for one in found["groups"][0]["findings"]}
    both = {one["statement"]: one["n"] for one in found["groups"][1]["findings"]}
    for one in found["statements"]:
        if one["id"] in seen:
            assert seen[one["id"]] + both[one["id"]] < 0.7 * (one["agree"] + one["disagree"] + one["pass"])


def test_the_same_seed_gives_the_same_and_another_draws_other_halves():
    assert find(VOTES) == find(VOTES)
    assert find(VOTES)["people"]["group"] != find(VOTES, seed="another")["people"]["group"]


def test_votes_without_opinion_are_one_cloud_with_hardly_a_false_finding():
    """Of ten deals one at most may be taken for groups; one in a hundred should be."""
    told = [find(dealt(VOTES, seed), seed=str(seed)) for seed in range(10)]
    assert sum(one["verdict"] != "one_cloud" for one in told) <= 1
    assert sum(len(group["findings"]) for one in told for group in one["groups"]) <= 1
    cloud = next(one for one in told if one["verdict"] == "one_cloud")
    assert cloud["groups"] == cloud["divisive"] == []
    assert set(cloud["people"]["group"]) == {-1}
    assert cloud["people"]["confidence"] is None
    assert len(cloud["common_ground"]) == 40


def test_groups_given_from_outside_are_tested_with_every_vote():
    labels = np.where(np.arange(300) < 20, -1, CAMP)
    found = find(VOTES, labels=labels)
    assert found["verdict"] == "given"
    assert found["people"]["group"] == labels.tolist()
    assert found["people"]["confidence"] is None
    for one in found["groups"][0]["findings"]:
        other = next(two for two in found["groups"][1]["findings"] if two["statement"] == one["statement"])
        cast = VOTES.statement == int(one["statement"])
        assert one["n"] + other["n"] == int((cast & (VOTES.participant >= 20)).sum())


def test_given_groups_that_mean_nothing_have_no_findings():
    labels = np.random.default_rng(0).integers(0, 2, 300)
    found = find(VOTES, labels=labels)
    assert found["existence"]["p"] > 50
    assert [group["findings"] for group in found["groups"]] == [[], []]


def test_a_given_group_of_nobody_is_named_as_empty():
    found = find(VOTES, labels=np.where(CAMP == 1, 2, 0))
    assert [group["size"] > 0 for group in found["groups"]] == [True, False, True]
    assert found["common_ground"][0]["shares"][1] is None


@pytest.mark.parametrize("labels", [[0] * 299, [-2] + [0] * 299, [1000] + [0] * 299])
def test_labels_that_do_not_fit_are_refused(labels):
    with pytest.raises(VotesError, match="one for each participant"):
        groups.find(VOTES, seed="a", labels=np.array(labels))


def test_statements_about_the_people_themselves_stay_off_the_map_and_may_be_findings():
    """Statement 0 says which camp somebody is of: it must not make the groups, but it describes them."""
    chance = np.random.default_rng(0)
    value = np.where(VOTES.statement == 0, np.where(CAMP[VOTES.participant] == 0, 1, -1), VOTES.value).astype(np.int8)
    turned = np.where(VOTES.statement == 0, chance.permutation(value), value).astype(np.int8)
    meta = np.arange(40) == 0
    told, blind = (find(replace(VOTES, value=value, meta=meta)), find(replace(VOTES, value=turned, meta=meta)))
    assert told["people"]["place"] == blind["people"]["place"]
    assert told["people"]["group"] == blind["people"]["group"]
    assert told["groups"][0]["findings"][0]["statement"] == "0"
    assert "0" not in {one["statement"] for one in told["common_ground"] + told["divisive"]}


def test_few_votes_and_none_are_told_apart():
    """Participant 0 has six sides and ten passes, 1 voted on hidden statements alone, 2 has seven sides."""
    cells = [(who, what) for who in range(60) for what in range(20)]
    sign = {cell: VOTES.value[number] or 1 for number, cell in enumerate(cells)}
    sign |= {(0, what): 0 for what in range(6, 20)}
    rows = [
        (who, what, int(s)) for (who, what), s in sign.items() if who != 1 and (who, what) not in {(2, 18), (2, 19)}
    ]
    rows = [row for row in rows if row[0] != 2 or row[1] < 7] + [(1, 19, 1)]
    votes = of(*zip(*rows, strict=True), 60, 20, hidden=[19])
    found = find(votes)
    assert found["counts"]["without_votes"] == 1
    assert found["counts"]["few_votes"] == 1
    people = found["people"]
    assert (people["place"][1], people["sides"][:3]) == (None, [6, 0, 7])
    assert people["group"][:2] == [-1, -1]


EDGES = {
    "no votes": of([], [], [], 0, 0),
    "people and statements without votes": of([], [], [], 3, 4),
    "one participant": of([0] * 9, range(9), [1, -1, 0] * 3, 1, 9),
    "one vote": of([0], [0], [1], 1, 1),
    "two statements": of(sorted(list(range(50)) * 2), [0, 1] * 50, [1, -1, -1, 1] * 25, 50, 2),
    "all agree": of(np.repeat(np.arange(40), 10), list(range(10)) * 40, [1] * 400, 40, 10),
    "everyone the same": of(np.repeat(np.arange(40), 10), list(range(10)) * 40, [1, -1] * 200, 40, 10),
    "all passes": of(np.repeat(np.arange(40), 10), list(range(10)) * 40, [0] * 400, 40, 10),
    "all hidden": of([0, 1, 1], [0, 0, 1], [1, 1, -1], 2, 2, hidden=[0, 1]),
    "all meta": of(np.repeat(np.arange(40), 10), list(range(10)) * 40, [1, -1] * 200, 40, 10, meta=range(10)),
}


@pytest.mark.parametrize("name", EDGES)
def test_the_edges_have_defined_results(name):
    votes = EDGES[name]
    found = find(votes)
    assert found["verdict"] == ("no_votes" if "votes" in name or name == "all hidden" else "one_cloud")
    assert found["groups"] == []
    assert found["existence"]["p"] == 1000
    given_groups = find(votes, labels=np.arange(len(votes.participants)) % 2)
    assert given_groups["verdict"] == ("no_votes" if found["verdict"] == "no_votes" else "given")


def test_what_everybody_agrees_on_is_common_ground_without_groups():
    found = find(EDGES["all agree"])
    assert [one["shares"] for one in found["common_ground"]] == [[1000]] * 10
    assert find(EDGES["all passes"])["common_ground"][0]["score"] == 0


votes_cast = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 9), st.sampled_from([-1, 0, 1, 1])), max_size=120
).map(lambda rows: [(str(who), str(what), sign) for who, what, sign in {row[:2]: row for row in rows}.values()])


@settings(max_examples=40, deadline=None)
@given(votes_cast, st.integers(0, 99))
def test_the_order_in_which_votes_came_changes_nothing(rows, seed):
    assert find(from_rows(rows)) == find(from_rows(shuffled(rows, seed)))


@settings(max_examples=40, deadline=None)
@given(votes_cast, st.sets(st.integers(0, 9).map(str)))
def test_hidden_is_as_if_never_asked(rows, hidden):
    with_hidden = find(from_rows(rows, hidden=hidden))
    people = [who for who, _, _ in rows]
    absent = [row for row in rows if row[1] not in hidden]
    rest = find(from_rows(absent)) if absent else None
    counted = with_hidden.pop("counts")
    if rest is None:
        assert with_hidden["verdict"] == "no_votes"
        return
    voted = {who for who, _, _ in absent}
    assert counted["without_votes"] == len(set(people) - voted)
    assert counted["votes"] == rest.pop("counts")["votes"]
    known = from_rows(rows).participants
    for column, values in with_hidden.pop("people").items():
        kept = rest["people"][column]
        if values is None:
            assert kept is None
        else:
            assert [value for who, value in zip(known, values, strict=True) if who in voted] == kept
    del rest["people"]
    assert with_hidden == rest


def test_rows_in_another_order_with_groups_there_change_nothing():
    assert find(from_rows(shuffled(rows_of(VOTES), 3))) == find(from_rows(rows_of(VOTES)))


def test_where_components_foresee_better_the_map_is_theirs(monkeypatch):
    monkeypatch.setattr(groups.heldout, "compare", lambda *_: Comparison(10, 5, 4))
    found = find(VOTES)
    assert found["method"]["used"] == "components"
    assert found["verdict"] == "groups"
    assert found["people"]["error"] is None
    assert min(found["people"]["confidence"]) > 0
    label = np.array(found["people"]["group"])
    assert max((label == CAMP).mean(), (label == 1 - CAMP).mean()) > 0.9
