"""480 committee elections with published outcomes: a sample of them here, all of them in bench/choice.py."""

import pytest

from bench import committees
from ortaq.engines.choice.spec import RuleName

FILE = """description: "three of a kind"
profile: [[0], [0, 1], [
    2]]
num_cand: 4
committeesize: 2
compute:
- rule_id: av
  result: [[0, 1], [0, 2]]
  resolute: false
- rule_id: av
  result: [[0, 1]]
  resolute: true
"""


@pytest.fixture
def instance(tmp_path):
    path = tmp_path / "three.abc.yaml"
    path.write_text(FILE)
    return committees.read(path)


def test_a_file_is_read_with_its_committees(instance):
    assert (instance.ballots, instance.candidates, instance.seats) == (((0,), (0, 1), (2,)), 4, 2)
    assert instance.committees == {"av": {frozenset({0, 1}), frozenset({0, 2})}}
    assert instance.resolute == {"av": {frozenset({0, 1})}}


def test_all_orders_of_a_tie_are_tried(instance):
    assert committees.outcomes(instance.election(), committees.RULES["av"]) == instance.committees["av"]
    assert committees.agrees(instance, "av")
    assert committees.RULES["av"].rule is RuleName.GREEDY


@pytest.mark.parametrize("rule", committees.NAMES)
def test_a_sample_comes_out_as_published(shared_data, rule):
    files = sorted((shared_data / "abcvoting").glob("*.abc.yaml"))
    assert len(files) == 480
    assert list(committees.differing(files[:: 48 if rule == "maximin-support" else 16], (rule,))) == []
