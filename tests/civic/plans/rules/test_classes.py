"""Whatever comes as a table, it is read row by row or refused with a sentence, never half."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.plans.rules import classes as rules
from ortaq.civic.plans.rules import zones
from ortaq.core.people.refusal import Refused

ROW = {
    "code": "Ж-1", "name": {"kk": "Тұрғын", "ru": "Жилая; новая"}, "meaning": {"ru": 'Дома "высокие"'}, "hilucs": "5_1",
    "theme": "housing", "colour": "#e8a33d", "pattern": "lines",
}  # fmt: skip


def a_csv(*rows, delimiter=","):
    def cell(text):
        return '"' + text.replace('"', '""') + '"'

    lines = [rules.COLUMNS, *(rules.written(row) for row in rows)]
    return "\n".join(delimiter.join(map(cell, line)) for line in lines).encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_is_written_is_read_again(delimiter):
    assert rules.read_table(a_csv(ROW, delimiter=delimiter)) == ([ROW], [])


@pytest.mark.parametrize(
    ("typed", "code"),
    [("5_1", "5_1"), ("5.1", "5_1"), ("5_1_PermanentResidentialUse", "5_1"), ("5", "5"), ("5 Residential", "5")],
)
def test_codes_of_hilucs_are_read_however_they_are_written(typed, code):
    rows, faults = rules.read_table(a_csv(ROW | {"hilucs": typed}))
    assert (rows[0]["hilucs"], faults) == (code, [])


def test_the_line_of_a_fault_is_the_line_of_the_file():
    rows, faults = rules.read_table(a_csv(ROW, ROW | {"code": ""}, ROW | {"code": "Б", "theme": "x"}, ROW))
    assert len(rows) == 2
    assert [(one.line, one.said.code) for one in faults] == [(3, "class_code"), (4, "theme"), (5, "class_twice")]


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_file_gives_whole_rows_or_a_refusal(content):
    rows, code = read(content)
    assert bool(rows) or code is not None
    assert all(zones.check_class(row) for row in rows)


def read(content):
    """The rows, and what stands in the way: the code of a refusal, "faults" of rows, or None."""
    try:
        rows, faults = rules.read_table(content)
    except Refused as refused:
        return [], refused.code
    return rows, "faults" if faults else None


@given(st.lists(st.lists(st.text(max_size=8), max_size=12), max_size=5))
def test_any_cells_under_a_right_heading_are_judged(cells):
    lines = [",".join(rules.COLUMNS), *(",".join(row) for row in cells)]
    rows, code = read("\n".join(lines).encode("utf-8", "replace"))
    assert code in ("empty", "broken", "too_many", "faults", None)
    assert all(zones.check_class(row) for row in rows)
