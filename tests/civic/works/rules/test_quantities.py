"""What is counted has one unit; what is typed becomes a whole number of it, exactly or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.works.models.measures import AREAS, LENGTHS, PIECES
from ortaq.civic.works.models.measures import Measure as Column
from ortaq.civic.works.rules import quantities as rules
from ortaq.core.people.refusal import Refused


@pytest.mark.parametrize(
    ("kind", "unit", "text", "whole"),
    [
        ("pedestrian_street", "km", "7,22", 7220),
        ("pedestrian_street", "km", "60", 60_000),
        ("pedestrian_street", "m", "1 250", 1250),
        ("pavement_area", "m2", "617 000", 617_000),
        ("green_area", "ha", "43.2", 432_000),
        ("playground", "piece", "442", 442),
        ("tree", "piece", "0", 0),
    ],
)
def test_amounts_become_whole_numbers_of_the_kinds_unit(kind, unit, text, whole):
    assert rules.whole(kind, unit, text) == whole


@pytest.mark.parametrize(
    ("kind", "unit", "text", "code"),
    [
        ("pedestrian_street", "m2", "5", "wrong_unit"),
        ("pavement_area", "km", "5", "wrong_unit"),
        ("playground", "m", "5", "wrong_unit"),
        ("castle", "m", "5", "measure"),
        ("tree", "piece", "many", "amount"),
        ("tree", "piece", "-1", "amount"),
        ("tree", "piece", "nan", "amount"),
        ("tree", "piece", "Infinity", "amount"),
        ("tree", "piece", "1e400", "amount"),
        ("tree", "piece", "1.5", "fraction"),
        ("pedestrian_street", "km", "0.0001", "fraction"),
        ("green_area", "ha", "999999999", "amount"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(kind, unit, text, code):
    with pytest.raises(Refused) as refused:
        rules.whole(kind, unit, text)
    assert refused.value.code == code


@given(metres=st.integers(0, rules.MOST // 1000))
def test_kilometres_lose_no_metre(metres):
    assert rules.whole("cycle_path", "km", str(Decimal(metres) / 1000)) == metres
    assert rules.whole("cycle_path", "m", f"{metres:,}".replace(",", " ")) == metres


def test_the_database_knows_the_same_kinds_and_units():
    assert {kind.value for kind in rules.Measure} == set(Column.values) == set(rules.UNIT)
    units = {kind: unit for kinds, unit in ((LENGTHS, "m"), (AREAS, "m2"), (PIECES, "piece")) for kind in kinds}
    assert units == dict(rules.UNIT)
