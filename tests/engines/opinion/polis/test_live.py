"""Four live conversations: what Polis' server found, and what we find from the same votes and groups."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ortaq.engines.opinion.polis.clusters import taking_part
from ortaq.engines.opinion.polis.conversation import Conversation, analyse
from ortaq.engines.opinion.reading.statements import read_statements
from ortaq.engines.opinion.reading.votes import read_votes

WHOLE = ("150ptpt-3gp-no-strict-no-meta", "25ptpt-3gp-no-strict-with-meta", "above-100-ptpts")
LACKING = "50ptpt-3gp-strict-no-meta"
"""Its file of votes lacks a participant the server counted, so centre, components and priorities differ."""
CLOSE = 1e-9
SINGLE = 1e-6
"""Tests of r are in single precision there, and written with fewer digits."""


@dataclass(frozen=True)
class Live:
    """What the server found, and what we find given its groups."""

    server: dict[str, Any]
    ours: Conversation
    ids: list[int]

    def column(self, values: Any) -> np.ndarray:
        """This will put the server's values into our order of statements."""
        return np.array(values)[[self.server["tids"].index(one) for one in self.ids]]


def read(folder: Path) -> Live:
    server = json.loads((folder / "math-pca2.json").read_text())
    statements = read_statements((folder / "comments.json").read_bytes(), "comments.json")
    votes = read_votes((folder / "votes.json").read_bytes(), "votes.json", statements=statements).votes
    members = dict(zip(server["base-clusters"]["id"], server["base-clusters"]["members"], strict=True))
    place = {int(name): at for at, name in enumerate(votes.participants)}
    labels = np.full(len(place), -1, dtype=np.int32)
    for number, group in enumerate(server["group-clusters"]):
        for base in group["members"]:
            labels[[place[one] for one in members[base]]] = number
    return Live(server, analyse(votes, labels=labels), [int(one) for one in votes.statements])


@pytest.fixture(scope="module", params=[*WHOLE, LACKING])
def live(request, shared_data):
    return read(shared_data / "opinion" / "live" / request.param)


@pytest.fixture(scope="module", params=WHOLE)
def whole(request, shared_data):
    return read(shared_data / "opinion" / "live" / request.param)


def test_centre_and_components_are_the_servers_up_to_sign(whole):
    """The server counts agreeing as −1, so its centre has the other sign."""
    found, server = whole.ours.components, whole.server["pca"]
    assert np.abs(found.centre + whole.column(server["center"])).max() < CLOSE
    for axis, told in zip(found.axes, server["comps"], strict=True):
        theirs = whole.column(told)
        assert min(np.abs(axis - theirs).max(), np.abs(axis + theirs).max()) < CLOSE


def test_statements_are_as_far_out_on_the_map_and_as_urgent(whole):
    urgent = [whole.server["comment-priorities"][str(one)] for one in whole.ids]
    assert np.abs(whole.ours.priorities / urgent - 1).max() < CLOSE


def test_the_file_that_lacks_votes_is_told_from_the_others(shared_data):
    lacking = read(shared_data / "opinion" / "live" / LACKING)
    assert len(lacking.ours.votes.participants) + 1 == lacking.server["n"]
    assert len(lacking.ours.votes.value) < sum(lacking.server["user-vote-counts"].values())


def test_the_same_statements_are_moderated_out(live):
    assert {int(one) for one, out in zip(live.ids, live.ours.votes.hidden, strict=True) if out} == (
        set(live.server["mod-out"]) & set(live.ids)
    )


def test_every_group_says_the_same(live):
    for number, group in enumerate(live.server["group-clusters"]):
        ours, theirs = live.ours.speaking[number], live.server["repness"][str(group["id"])]
        assert [
            (live.ids[one.statement], "agree" if one.agrees else "disagree", one.chosen, one.seen, one.best)
            for one in ours
        ] == [
            (one["tid"], one["repful-for"], one["n-success"], one["n-trials"], one.get("best-agree", False))
            for one in theirs
        ]
        for mine, told in zip(ours, theirs, strict=True):
            assert mine.probability == pytest.approx(told["p-success"], rel=CLOSE)
            assert mine.probability_test == pytest.approx(told["p-test"], rel=CLOSE)
            assert mine.ratio == pytest.approx(told["repness"], rel=CLOSE)
            assert mine.ratio_test == pytest.approx(told["repness-test"], rel=SINGLE)
            assert not told.get("best-agree") or mine.agreed == told["n-agree"]


def test_everybody_agrees_on_the_same(live):
    for side, ours in (("agree", live.ours.agreed), ("disagree", live.ours.rejected)):
        theirs = live.server["consensus"][side]
        assert [(live.ids[one.statement], one.chosen, one.seen) for one in ours] == [
            (one["tid"], one["n-success"], one["n-trials"]) for one in theirs
        ]
        for mine, told in zip(ours, theirs, strict=True):
            assert mine.probability == pytest.approx(told["p-success"], rel=CLOSE)
            assert mine.probability_test == pytest.approx(told["p-test"], rel=CLOSE)


def test_consensus_across_groups_is_the_same(live):
    theirs = [live.server["group-aware-consensus"][str(one)] for one in live.ids]
    assert np.abs(live.ours.group_aware - theirs).max() < CLOSE


def test_from_scratch_as_many_groups_are_found(live):
    """Borders differ: the server's groups grew from run to run."""
    assert analyse(live.ours.votes).groups.k == len(live.server["group-clusters"])


def test_who_takes_part_from_scratch_is_with_the_server_who_did_before_stays(live):
    ours = {
        int(name)
        for name, inside in zip(live.ours.votes.participants, taking_part(live.ours.votes), strict=True)
        if inside
    }
    theirs = set(live.server["in-conv"])
    assert ours <= theirs
    assert all(live.server["user-vote-counts"][str(one)] < 7 for one in theirs - ours)
