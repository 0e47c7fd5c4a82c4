"""The record of groups: anyone finds them again from votes without names."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from ortaq.engines import proof
from ortaq.engines.opinion import groups, records
from ortaq.engines.proof import CaseError
from tests.engines.opinion.drawn import drawn, of
from tests.site.test_settings import ROOT

MADE_AT = "2027-03-01T18:00:00+05:00"
VOTES, _, CAMP = drawn(120, 20, 12, [(1.6, 0.0), (-1.6, 0.0)])
SMALL = {"statements": ["1", "2"], "hidden": ["2"], "meta": [], "votes": ["0+ 1=", "", "0-"], "labels": None}


def record(case, seed="drawn in the hall"):
    return proof.make_record(rule="opinion.groups", version=1, case=case, seed=seed, made_at=MADE_AT)


def test_a_record_is_recomputed_by_its_rule():
    made = json.loads(json.dumps(record(records.case_of(VOTES))))
    assert proof.verify(made) == []
    assert made["outcome"] == groups.find(VOTES, seed="drawn in the hall")


def test_an_altered_vote_shows():
    made = record(records.case_of(VOTES))
    made["case"]["votes"][0] = made["case"]["votes"][0].replace("+", "=", 1)
    assert {problem.code for problem in proof.verify(made)} == {"case_digest_differs", "outcome_differs"}


def test_an_altered_finding_shows():
    made = record(records.case_of(VOTES))
    made["outcome"]["people"]["group"][0] ^= 1
    made["outcome_digest"] = proof.digest(made["outcome"])
    assert [problem.code for problem in proof.verify(made)] == ["outcome_differs"]


def test_given_labels_are_part_of_the_case():
    made = record(records.case_of(VOTES, CAMP))
    assert made["case"]["labels"] == CAMP.tolist()
    assert made["outcome"]["verdict"] == "given"
    assert proof.verify(made) == []


def test_the_case_is_short_and_names_nobody():
    votes = of([0, 0, 2], [0, 1, 0], [1, 0, -1], 3, 2, hidden=[1])
    assert records.case_of(votes) == SMALL | {"statements": ["0", "1"], "hidden": ["1"]}
    again, labels = records.read_case(SMALL)
    assert records.case_of(again) == SMALL
    assert labels is None
    named = json.dumps(records.case_of(VOTES)) + json.dumps(groups.find(VOTES, seed="a"))
    assert "participants" not in json.loads(json.dumps(records.case_of(VOTES)))
    assert '"id": "119"' not in named


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"names": []}, "must have the fields"),
        ({"statements": ["2", "1"]}, "canonical order"),
        ({"statements": ["1", "1"]}, "canonical order"),
        ({"statements": [1, 2]}, "'statements' must be a list of texts"),
        ({"hidden": ["9"]}, "'9' is hidden or meta, but no statement"),
        ({"votes": "0+"}, "'votes' must be a list of texts"),
        ({"votes": ["0+ 0-"]}, "participant 0 answers statement 0|Participant 0 answers statement 0"),
        ({"votes": ["1+ 0-"]}, "Participant 0 answers statement 0 twice, out of order"),
        ({"votes": ["", "2+"]}, "Participant 1 answers statement 2"),
        ({"votes": ["0 +"]}, "The votes of participant 0 are not written"),
        ({"votes": ["00+"]}, "The votes of participant 0 are not written"),
        ({"votes": ["0+  1-"]}, "The votes of participant 0 are not written"),
        ({"votes": ["٠+"]}, "The votes of participant 0 are not written"),
        ({"labels": [0, True, 0]}, "labels must be null or whole numbers"),
        ({"labels": [0, 0]}, "one for each participant"),
        ({"labels": [0, 0, 10**30]}, "one for each participant"),
        ({"labels": [0, 0, -(10**30)]}, "one for each participant"),
        ({"labels": 7}, "labels must be null"),
    ],
)
def test_a_case_of_another_shape_is_refused_with_a_sentence(change, sentence):
    with pytest.raises(CaseError, match=sentence):
        record(SMALL | change)


def test_without_a_seed_nothing_is_drawn():
    with pytest.raises(CaseError, match="needs a seed"):
        record(SMALL, seed="")


PROGRAM = """
import json, sys
from ortaq.engines import proof
print(proof.verify(json.load(sys.stdin)), *[name for name in sys.modules if name.startswith(("django", "scipy"))])
"""


@pytest.mark.slow
def test_a_plainer_processor_finds_the_same_digits(tmp_path):
    """Compiled for the oldest processor of its kind, without vectors of numpy's or BLAS' newer sort."""
    plain = {
        "NUMBA_CPU_NAME": "generic",
        "NUMBA_CPU_FEATURES": "",
        "NUMBA_CACHE_DIR": str(tmp_path),
        "OPENBLAS_CORETYPE": "Prescott",
        "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX",
    }
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM], input=json.dumps(record(records.case_of(VOTES))),
        capture_output=True, text=True, cwd=ROOT, env=os.environ | plain, check=True,
    )  # fmt: skip
    assert run.stdout.strip() == "[]"


def test_ids_of_any_kind_keep_their_places():
    assert np.array_equal(records.read_case(records.case_of(VOTES))[0].value, VOTES.value)
