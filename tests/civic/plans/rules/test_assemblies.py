"""How many have to come by law: at the edges of every size, on the days rules change."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from ortaq.civic.plans.rules import assemblies as rules

SINCE_2021 = next(rule for rule in rules.RULES if rule.code == "assembly-2021")


@pytest.mark.parametrize(
    ("residents", "least", "most"),
    [(1, 5, 10), (10_000, 5, 10), (10_001, 11, 15), (15_000, 11, 15), (15_001, 16, 20), (20_000, 16, 20),
     (20_001, 21, 25), (500_000, 21, 25)],
)  # fmt: skip
def test_the_size_of_an_assembly_follows_the_people_it_speaks_for(residents: int, least: int, most: int) -> None:
    for members, fits in ((least - 1, False), (least, True), (most, True), (most + 1, False)):
        answer = rules.is_valid(
            SINCE_2021, residents=residents, members=members, members_came=members, entitled=None, came=members
        )
        assert bool(answer) is fits, members
        assert fits or answer.code == "assembly_size"


@pytest.mark.parametrize(("members", "came", "valid"), [(10, 5, True), (10, 4, False), (9, 5, True), (9, 4, False)])
def test_at_least_half_of_the_members_take_part(members: int, came: int, valid: bool) -> None:
    answer = rules.is_valid(
        SINCE_2021, residents=900, members=members, members_came=came, entitled=None, came=100
    )  # fmt: skip
    assert bool(answer) is valid


@pytest.mark.parametrize(("entitled", "came", "valid"), [(601, 60, False), (600, 60, True), (601, 61, True)])
def test_a_tenth_of_the_residents_make_a_gathering(entitled: int, came: int, valid: bool) -> None:
    rule = rules.rule_on("gathering", date(2026, 5, 1))
    assert rule is not None
    assert (
        bool(rules.is_valid(rule, residents=900, members=None, members_came=None, entitled=entitled, came=came))
        is valid
    )


def test_no_day_has_two_rules_and_every_rule_names_its_source() -> None:
    for kind in rules.KINDS:
        found = [rule for rule in rules.RULES if rule.kind == kind]
        for before, after in pairwise(found):
            assert before.valid_to == after.valid_from
            assert rules.rule_on(kind, after.valid_from) == after
            assert rules.rule_on(kind, after.valid_from - timedelta(days=1)) == before
    assert all("148-II" in rule.source and rule.check for rule in rules.RULES)
    assert len({rule.code for rule in rules.RULES}) == len(rules.RULES)
    assert rules.rule_on("gathering", date(2001, 1, 1)) is None
    assert rules.rule_on("group_meeting", date(2026, 1, 1)) is None
    assert rules.by_code("assembly-2021") == SINCE_2021
