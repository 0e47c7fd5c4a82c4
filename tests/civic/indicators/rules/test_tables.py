"""A CSV is read line by line; every fault is told with its line."""

import pytest

from ortaq.civic.indicators.rules import tables

HEAD = "territory,period,value,unit,source,measured_on,split,source_url"


def faults(text: str) -> list[tuple[int, str]]:
    return [(one.number, one.answer.code) for one in tables.read(text).faults]


def test_commas_semicolons_and_tabs_part_columns_and_decimals_keep_their_comma():
    line = "kz.test;2026;1 284,5;ha;Есеп;2027-01-20;;"
    sheet = tables.read(HEAD.replace(",", ";") + "\n" + line)
    assert sheet.faults == []
    assert (sheet.lines[0].amount, sheet.lines[0].state, sheet.lines[0].number) == (1_284_500_000, "claimed", 2)
    assert tables.read(HEAD.replace(",", ";") + "\n" + line.replace("1 284,5", "1,284")).lines[0].amount == 1_284_000
    tabbed = tables.read((HEAD + "\nkz.test,2026,5,ha,Есеп,2027-01-20,sex=women,https://x.example").replace(",", "\t"))
    assert (tabbed.lines[0].split, tabbed.lines[0].state) == ('{"sex":"women"}', "documented")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("kz.test,someday,5,ha,Есеп,2027-01-20,,", "period"),
        ("kz.test,2026,many,ha,Есеп,2027-01-20,,", "number"),
        ('kz.test,2026,"1,284",ha,Есеп,2027-01-20,,', "two_ways"),
        ("kz.test,2026,5,ha,Есеп,yesterday,,", "day"),
        ("kz.test,2026,5,ha,Есеп,2027-01-20,sex=cats,", "split"),
        ("kz.test,2026,5,ha,Есеп,2027-01-20,,ftp://x", "url"),
        (f"kz.test,2026,5,ha,{'Е' * 301},2027-01-20,,", "long"),
        ("kz.test,2026", "number"),
    ],
)
def test_a_bad_line_is_named(line, code):
    assert faults(f"{HEAD}\nkz.test,2025,5,ha,Есеп,2027-01-20,,\n{line}") == [(3, code)]


def test_a_sheet_without_columns_or_lines_says_so():
    assert faults("") == [(1, "columns")]
    assert faults("a,b\n1,2") == [(1, "columns")]
    assert faults(HEAD + "\n\n,,\n") == [(1, "empty")]
    assert faults(HEAD + '\nkz.test,2026,5,ha,"Есеп,2027-01-20,,') == [(2, "csv")]
    assert faults(HEAD + "\nx" * (tables.MOST_LINES + 1)) == [(1, "too_many")]


def test_only_utf8_of_a_bearable_size_is_read():
    assert tables.decoded("\ufeffтерритория".encode()) == "территория"
    assert tables.decoded("территория".encode("cp1251")).code == "not_utf8"
    assert tables.decoded(b"x" * (tables.MOST_BYTES + 1)).code == "too_large"
