"""What became of each need, measure, resource and result between two versions."""

from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.plans.rules.village_changes import KINDS, PARTS, Part, between, counts


def part(kind: str, key: str, words: str = "бір", **says: object) -> Part:
    facts = {"title": {"kk": words}, **says}
    return Part(kind, key, {"kk": words}, facts, repr(sorted(facts.items(), key=str)))


def told(old: list[Part], new: list[Part]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.part, one.key) for one in between(old, new)]


def test_kept_changed_new_and_gone_from_the_need_to_the_result() -> None:
    old = [part("need", "n1"), part("need", "n2"), part("measure", "m1", due=1), part("result", "i1")]
    new = [part("measure", "m1", due=2), part("need", "n3"), part("need", "n1"), part("resource", "r1")]
    assert told(old, new) == [
        ("new", "need", "n3"), ("kept", "need", "n1"), ("gone", "need", "n2"), ("changed", "measure", "m1"),
        ("new", "resource", "r1"), ("gone", "result", "i1"),
    ]  # fmt: skip


def test_a_changed_part_names_what_it_says_otherwise() -> None:
    (change,) = between([part("measure", "m1", due=1, place=None)], [part("measure", "m1", "екі", due=1, place=[1, 2])])
    assert change.differs == ["title", "place"]
    assert between([], [part("need", "n1")])[0].differs == []


def test_the_same_key_of_another_kind_is_another_part() -> None:
    assert told([part("need", "1")], [part("measure", "1")]) == [("gone", "need", "1"), ("new", "measure", "1")]


def test_counts_name_every_part_and_a_plan_without_parts_has_none() -> None:
    counted = counts(between([part("need", "n1")], [part("need", "n1"), part("need", "n2")]))
    assert counted["need"] == {"kept": 1, "changed": 0, "new": 1, "gone": 0}
    assert set(counted) == set(PARTS)
    assert counts([]) == {}


parts = st.lists(
    st.builds(part, st.sampled_from(PARTS), st.sampled_from("abcde"), st.sampled_from(["x", "y"])),
    unique_by=lambda one: (one.part, one.key),
)


@given(parts, parts)
def test_every_part_of_both_versions_is_told_once(old: list[Part], new: list[Part]) -> None:
    found = between(old, new)
    assert sorted((one.part, one.key) for one in found) == sorted({(one.part, one.key) for one in [*old, *new]})
    sums = [sum(row[kind] for kind in KINDS if kind != "gone") for row in counts(found).values()]
    assert sum(sums) == len(new)
    assert all(one.kind == "kept" for one in between(new, new))
