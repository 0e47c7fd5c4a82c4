"""How a remark finds its part again on the next version, whatever happened to the plan in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.plans.rules.anchors import Part, Place, State, carried, carried_shape, check, step

parts = st.builds(Part, says=st.sampled_from("abc"), at=st.sampled_from("12"))
plans = st.lists(st.dictionaries(st.sampled_from("xyz"), parts), min_size=1, max_size=8)
"""Versions of a plan: key → part."""


def walked(first: Part, versions: list[dict[str, Part]], key: str) -> list[State]:
    last, states = first, []
    for version in versions:
        state, last = step(last, version.get(key))
        states.append(state)
    return states


@given(plans, parts)
def test_every_remark_has_one_state_on_every_version_and_is_orphaned_only_where_its_part_is_gone(
    versions: list[dict[str, Part]], first: Part
) -> None:
    states = walked(first, versions, "x")
    assert len(states) == len(versions)
    assert State.MADE not in states
    for version, state in zip(versions, states, strict=True):
        assert (state == State.ORPHANED) == ("x" not in version)


@given(plans, parts)
def test_what_stands_is_told_by_the_part_it_stood_on_last(versions: list[dict[str, Part]], first: Part) -> None:
    stood = [first]
    for version, state in zip(versions, walked(first, versions, "x"), strict=True):
        now = version.get("x")
        if now is None:
            continue
        assert (state == State.CHANGED) == (now.says != stood[-1].says)
        assert (state == State.KEPT) == (now == stood[-1])
        stood.append(now)


@given(parts, st.integers(0, 5))
def test_who_comes_back_unchanged_stands_again_however_long_it_was_gone(part: Part, gone: int) -> None:
    assert walked(part, [{}] * gone + [{"x": part}], "x")[-1] == State.KEPT


@given(plans, parts)
def test_a_version_published_again_unchanged_keeps_everything_that_stands(
    versions: list[dict[str, Part]], first: Part
) -> None:
    again = walked(first, [*versions, versions[-1]], "x")
    assert again[-1] == (State.KEPT if "x" in versions[-1] else State.ORPHANED)


@given(plans, parts, st.dictionaries(st.sampled_from("yz"), parts))
def test_other_parts_of_the_plan_do_not_matter(
    versions: list[dict[str, Part]], first: Part, others: dict[str, Part]
) -> None:
    assert walked(first, versions, "x") == walked(first, [version | others for version in versions], "x")


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (Part("words", "1"), State.KEPT),
        (Part("words", "2"), State.MOVED),
        (Part("other words", "1"), State.CHANGED),
        (Part("other words", "2"), State.CHANGED),
        (None, State.ORPHANED),
    ],
)
def test_four_things_can_happen(now: Part | None, state: State) -> None:
    assert carried(Part("words", "1"), now) == state


@pytest.mark.parametrize(
    ("before", "now", "state"),
    [
        ({}, {}, State.KEPT),
        ({"R9": 1.0}, {"R9": 1.0}, State.KEPT),
        ({"R9": 1.0}, {"R5": 1.0}, State.CHANGED),
        ({"R9": 1.0}, {}, State.CHANGED),
        ({}, {"R9": 1.0}, State.CHANGED),
        ({"R9": 0.5, "G": 0.5}, {"R9": 0.496, "G": 0.504}, State.KEPT),  # the border was drawn anew
        ({"R9": 0.5, "G": 0.5}, {"R9": 0.4, "G": 0.6}, State.CHANGED),
    ],
)
def test_a_drawn_shape_changes_when_what_holds_under_it_does(
    before: dict[str, float], now: dict[str, float], state: State
) -> None:
    assert carried_shape(before, now) == state


SHARES = st.dictionaries(st.sampled_from("abc"), st.floats(0, 1))


@given(SHARES, SHARES)
def test_a_drawn_shape_is_never_orphaned_and_either_way_round_the_same(
    before: dict[str, float], now: dict[str, float]
) -> None:
    assert carried_shape(before, now) == carried_shape(now, before) != State.ORPHANED
    assert carried_shape(before, before) == State.KEPT


@pytest.mark.parametrize(
    "place",
    [Place("paragraph"), Place("need", "1"), Place("shape"), Place("shape", "1", {}), Place("zone", "r-1", {})],
)
def test_a_place_is_one_thing(place: Place) -> None:
    assert check(place).code == "anchor"
