"""Who reads what: the flow against trying everything out, and juries in which conflicts leave nobody."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ortaq.engines.choice.jury import assignment
from ortaq.engines.choice.jury.assignment import assign
from ortaq.engines.choice.jury.panel import JuryError


@st.composite
def tasks(draw):
    entries = [f"e{n}" for n in range(draw(st.integers(1, 5)))]
    jurors = [f"j{n}" for n in range(draw(st.integers(1, 4)))]
    pairs = list(product(entries, jurors))
    conflicts = draw(st.sets(st.sampled_from(pairs), max_size=len(pairs)))
    costs = draw(st.dictionaries(st.sampled_from(pairs), st.integers(0, 3)))
    return (
        entries,
        jurors,
        {
            "seed": draw(st.sampled_from(["a", "b", "c"])),
            "each": draw(st.integers(1, 3)),
            "most": draw(st.none() | st.integers(0, 3)),
            "conflicts": conflicts,
            "costs": costs,
        },
    )


def best_by_trying(entries, jurors, task, counts):
    """Of all assignments with so many jurors to each entry the (Σ load², cost, lots) that is least."""
    lots = assignment._lots(entries, jurors, task["seed"])
    choices = []
    for number, entry in enumerate(entries):
        free = [seat for seat, juror in enumerate(jurors) if (entry, juror) not in task["conflicts"]]
        choices.append([(number, taken) for taken in combinations(free, counts[number])])
    best = None
    for chosen in product(*choices):
        loads = [sum(seat in taken for _, taken in chosen) for seat in range(len(jurors))]
        if task["most"] is not None and max(loads) > task["most"]:
            continue
        pairs = [(number, seat) for number, taken in chosen for seat in taken]
        cost = sum(task["costs"].get((entries[number], jurors[seat]), 0) for number, seat in pairs)
        key = sum(load * load for load in loads), cost, sum(int(lots[pair]) for pair in pairs)
        if best is None or key < best[0]:
            best = key, tuple(taken for _, taken in chosen)
    return best


def most_places(entries, jurors, task) -> int:
    """How many places can be filled at all, by trying."""
    free = [[(e, j) not in task["conflicts"] for j in jurors] for e in entries]
    limit = len(entries) if task["most"] is None else task["most"]
    cuts = []
    for subset in product((False, True), repeat=len(jurors)):  # the smallest cut between entries and jurors
        cut = sum(limit for inside in subset if not inside)
        cut += sum(
            min(task["each"], sum(can and inside for can, inside in zip(row, subset, strict=True))) for row in free
        )
        cuts.append(cut)
    return min(cuts)


@settings(deadline=None)
@given(tasks())
def test_nothing_better_can_be_found_by_trying_everything(task) -> None:
    entries, jurors, rest = task
    found = assign(entries, jurors, **rest)
    counts = [len(taken) for taken in found.jurors]
    key, chosen = best_by_trying(entries, jurors, rest, counts)
    assert found.jurors == chosen
    assert found.cost == key[1]
    assert list(found.loads) == [sum(seat in taken for taken in found.jurors) for seat in range(len(jurors))]
    assert dict(found.missing) == {n: rest["each"] - count for n, count in enumerate(counts) if count < rest["each"]}


@settings(deadline=None)
@given(tasks())
def test_as_many_places_are_filled_as_can_be(task) -> None:
    entries, jurors, rest = task
    filled = sum(map(len, assign(entries, jurors, **rest).jurors))
    wanted = most_places(entries, jurors, rest)
    assert filled == wanted


@settings(deadline=None)
@given(tasks(), st.randoms(use_true_random=False))
def test_the_order_in_which_names_are_handed_in_does_not_matter(task, chance) -> None:
    entries, jurors, rest = task
    other_entries, other_jurors = chance.sample(entries, len(entries)), chance.sample(jurors, len(jurors))
    one, other = assign(entries, jurors, **rest), assign(other_entries, other_jurors, **rest)
    named = {e: {jurors[seat] for seat in taken} for e, taken in zip(entries, one.jurors, strict=True)}
    assert named == {
        e: {other_jurors[seat] for seat in taken} for e, taken in zip(other_entries, other.jurors, strict=True)
    }


def test_loads_differ_by_one_at_most_and_experts_come_first() -> None:
    entries, jurors = [f"e{n}" for n in range(50)], [f"j{n}" for n in range(9)]
    costs = {(e, j): (n + k) % 3 for n, e in enumerate(entries) for k, j in enumerate(jurors)}
    found = assign(entries, jurors, seed="public", conflicts=[("e0", "j0"), ("e7", "j3")], costs=costs)
    assert set(found.loads) == {16, 17}
    assert not found.missing
    assert found.cost <= 3
    assert 0 not in found.jurors[0]
    assert 3 not in found.jurors[7]


def test_an_entry_everybody_conflicts_with_is_named_and_the_others_are_read() -> None:
    jurors = ["x", "y", "z"]
    found = assign(["a", "b"], jurors, seed="s", conflicts=[("a", juror) for juror in jurors])
    assert found.jurors == ((), (0, 1, 2))
    assert found.missing == ((0, 3),)


def test_a_jury_too_small_gives_what_it_can() -> None:
    found = assign(["a", "b"], ["x"], seed="s")
    assert found.jurors == ((0,), (0,))
    assert found.missing == ((0, 2), (1, 2))
    assert assign(["a"], [], seed="s").missing == ((0, 3),)
    assert assign([], ["x"], seed="s").loads == (0,)


def test_what_is_missing_is_spread_fairly() -> None:
    found = assign(list("abcdef"), ["x", "y", "z"], seed="s", most=3)
    assert sorted(len(taken) for taken in found.jurors) == [1, 1, 1, 2, 2, 2]
    assert found.loads == (3, 3, 3)


def test_another_seed_is_another_assignment() -> None:
    entries, jurors = [f"e{n}" for n in range(30)], [f"j{n}" for n in range(8)]
    assert assign(entries, jurors, seed="1") != assign(entries, jurors, seed="2")
    assert assign(entries, jurors, seed="1") == assign(entries, jurors, seed="1")


@pytest.mark.parametrize(
    ("task", "code"),
    [
        ({"conflicts": [("q", "x")]}, "unknown_entry"),
        ({"costs": {("a", "q"): 1}}, "unknown_juror"),
        ({"costs": {("a", "x"): 16}}, "cost_out_of_range"),
        ({"each": 0}, "no_places"),
        ({"most": -1}, "no_places"),
        ({"each": 40_000}, "too_many"),
    ],
)
def test_bad_data_is_refused(task, code) -> None:
    with pytest.raises(JuryError) as refused:
        assign(["a"], ["x"], seed="s", **task)
    assert refused.value.code == code


def test_a_name_twice_is_refused() -> None:
    with pytest.raises(JuryError):
        assign(["a", "a"], ["x"], seed="s")
