"""The chain of a village plan: circles of any length are found, keys only go up, a digest follows every word."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.plans.rules import needs as rules
from ortaq.core.people.refusal import N_

KEYS = [f"n{number}" for number in range(1, 9)]


def climbs_back(key: str, above: dict[str, str]) -> bool:
    """Whether somebody who climbs from a need comes back to it: walked without the rule's own bookkeeping."""
    at = above.get(key, "")
    for _step in range(len(above) + 1):
        if at == key:
            return True
        at = above.get(at, "")
    return False


@given(st.data())
def test_a_tree_grown_need_by_need_never_gets_a_circle(data: st.DataObject) -> None:
    above: dict[str, str] = {}
    for _turn in range(20):
        key, cause_of = data.draw(st.sampled_from(KEYS)), data.draw(st.sampled_from(["", *KEYS]))
        would = climbs_back(key, above | {key: cause_of})
        answer = rules.check_cause(key, cause_of, above, {})
        assert bool(answer) is not would
        if answer:
            above[key] = cause_of
    assert not any(climbs_back(key, above) for key in above)


def test_a_key_is_never_given_again() -> None:
    assert rules.free_key("n", []) == "n1"
    assert rules.free_key("n", ["n1", "n12", "m40", "n3", "nine"]) == "n13"


def test_a_digest_follows_every_word_and_no_way_of_writing() -> None:
    says = {"title": {"kk": "Су"}, "baseline": Decimal("1.500"), "on": date(2026, 1, 1), "lon": 77.1}
    assert rules.digest_of(says) == rules.digest_of(says | {"baseline": Decimal("1.5")})
    for name, other in (("title", {"kk": "Су!"}), ("baseline", Decimal(2)), ("on", date(2026, 1, 2)), ("lon", 77.2)):
        assert rules.digest_of(says) != rules.digest_of(says | {name: other})


def test_what_is_missing_is_listed_part_by_part() -> None:
    both = {"kk": "Су", "ru": "Вода"}
    needs = [
        rules.Link("n1", both), rules.Link("n2", both, measures=1), rules.Link("n3", both, put_off=True),
        rules.Link("n4", both, measures=1, put_off=True), rules.Link("n5", {"kk": "Жол"}, measures=1),
    ]  # fmt: skip
    measures = [
        rules.Link("m1", both, resources=1, results=1), rules.Link("m2", both, ({"kk": "Тек қазақша"},), resources=1),
        rules.Link("m3", both, results=2),
    ]  # fmt: skip
    found = [(one.key, one.answer.code) for one in rules.missing(needs, measures)]
    assert found == [
        ("n1", "no_measure"), ("n4", "put_off_and_done"), ("n5", "half"), ("m2", "no_result"), ("m2", "half"),
        ("m3", "no_resource"),
    ]  # fmt: skip
    assert rules.is_whole([])
    assert N_("This need has no measure: add one, or say why it is put off.") == rules.NO_MEASURE
