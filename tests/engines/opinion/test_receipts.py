"""A participant's own receipt."""

import pytest

from ortaq.engines.opinion import receipts
from ortaq.engines.opinion.online import position
from ortaq.engines.opinion.receipts import Finding, Part
from tests.engines.opinion.items import drawn_items

FINDINGS = [
    Finding("all agree: 1", "1", 1),
    Finding("all disagree: 2", "2", -1),
    Finding("divides: 3", "3", 0),
    Finding("all agree: 4", "4", 1),
    Finding("all agree: 5", "5", 1),
]


def test_a_receipt_says_what_each_vote_is_part_of():
    count, votes = drawn_items(6), {"10": 1, "4": 0, "3": -1, "2": 1, "1": 1}
    receipt = receipts.of(count, FINDINGS, votes)
    assert receipt.votes == (("1", 1), ("2", 1), ("3", -1), ("4", 0), ("10", 1))
    assert [(finding.name, part) for finding, part in receipt.findings] == [
        ("all agree: 1", Part.SUPPORTS),
        ("all disagree: 2", Part.OPPOSES),
        ("divides: 3", Part.COUNTED),
    ]
    assert receipt.position == position(count, votes)


def test_the_digest_is_that_of_the_votes_alone_and_anyone_can_make_it():
    """printf '%s' '[["1",1],["2",-1]]' | sha256sum"""
    receipt = receipts.of(drawn_items(3), [], {"2": -1, "1": 1})
    assert receipt.digest == "sha256:3585b4cbd8404a9725b2983b3ac47b65ae54083e1401d5a797ed73151f26a652"
    assert receipts.of(drawn_items(9), FINDINGS, {"1": 1, "2": -1}).digest == receipt.digest
    assert receipts.of(drawn_items(3), [], {"2": 1, "1": 1}).digest != receipt.digest


def test_who_has_not_voted_has_an_empty_receipt():
    receipt = receipts.of(drawn_items(3), FINDINGS, {})
    assert (receipt.votes, receipt.findings, receipt.position.votes) == ((), (), 0)


def test_a_vote_that_is_no_vote_is_refused():
    with pytest.raises(ValueError):
        receipts.of(drawn_items(3), FINDINGS, {"1": 3})
