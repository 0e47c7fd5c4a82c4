"""Marks, hashes and receipts: what may be said, and what cannot be read back."""

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.budgets.rules import ballots
from ortaq.civic.budgets.rules.ballots import BallotKind

KEY = b"a key of a city"
ids = st.lists(st.integers(min_value=1, max_value=50), max_size=8)


@given(ids, st.integers(min_value=1, max_value=5))
def test_an_approval_ballot_holds_one_to_the_limit_of_different_projects(projects, limit):
    marks = ballots.marks(BallotKind.APPROVAL, projects)
    valid = 1 <= len(projects) <= limit and len(set(projects)) == len(projects)
    assert bool(ballots.check_marks(BallotKind.APPROVAL, marks, limit=limit, total=0)) is valid


@given(ids)
def test_marks_of_an_approval_tell_no_order_and_a_ranking_keeps_it(projects):
    assert ballots.marks(BallotKind.APPROVAL, projects) == ballots.marks(BallotKind.APPROVAL, projects[::-1])
    assert ballots.marks(BallotKind.RANKING, projects).projects == tuple(projects)


@given(st.dictionaries(st.integers(1, 50), st.integers(-3, 12), max_size=4), st.integers(1, 12))
def test_points_are_positive_and_within_what_there_is(given_points, total):
    projects, points = list(given_points), list(given_points.values())
    marks = ballots.marks(BallotKind.POINTS, projects, points)
    assert dict(zip(marks.projects, marks.points, strict=True)) == given_points
    assert all(first < second for first, second in pairwise(marks.projects))
    valid = 1 <= len(projects) <= 4 and min(points) >= 1 and sum(points) <= total
    assert bool(ballots.check_marks(BallotKind.POINTS, marks, limit=4, total=total)) is valid


@given(st.lists(st.integers(1, 9), min_size=1, max_size=3, unique=True), st.lists(st.integers(1, 3), max_size=3))
def test_points_that_do_not_fit_the_projects_are_refused_and_never_shifted(projects, points):
    marks = ballots.marks(BallotKind.POINTS, projects, points)
    answer = ballots.check_marks(BallotKind.POINTS, marks, limit=3, total=9)
    assert bool(answer) is (len(points) == len(projects))


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_receipt_is_ours_however_it_is_typed_and_nobody_elses(token, other):
    receipt = ballots.receipt_of(KEY, "almaty-2027", token)
    typed = receipt.lower().replace("-", " ")
    assert ballots.is_ours(KEY, "almaty-2027", typed)
    assert not ballots.is_ours(KEY, "almaty-2028", typed)
    assert not ballots.is_ours(b"another key", "almaty-2027", typed)
    assert (ballots.receipt_of(KEY, "almaty-2027", other) == receipt) is (other == token)
    assert set(receipt) <= set(ballots.SIGNS) | {"-"}
    assert len(receipt) == 24


def test_anyone_computes_the_line_of_a_receipt_with_sha_256_alone():
    receipt = ballots.receipt_of(KEY, "almaty-2027", "form")
    plain = receipt.replace("-", "")
    expected = hashlib.sha256(f"ortaq-receipt|almaty-2027|{plain}".encode()).hexdigest()
    assert ballots.listed("almaty-2027", receipt) == expected


@pytest.mark.parametrize("wrong", ["", "ABCD", "0000-1111-OOOO-IIII-0000", "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ"])
def test_nonsense_is_no_receipt(wrong):
    assert not ballots.is_ours(KEY, "almaty-2027", wrong)


def test_one_person_has_another_name_in_every_vote_and_under_every_key():
    hashes = {
        ballots.voter_hash(key, call, identity)
        for key in (KEY, b"another")
        for call in ("almaty-2027", "almaty-2028")
        for identity in ("iin:900101300011", "iin:900101300022", "phone:+77011234567")
    }
    assert len(hashes) == 12
    assert all(len(one) == 64 for one in hashes)


@given(st.binary(min_size=8, max_size=8))
def test_codes_of_forms_have_signs_nobody_mistakes(raw):
    code = ballots.code_from(raw)
    assert len(code) == ballots.FORM_CODE
    assert ballots.plain_code(ballots.written(code).lower()) == code
