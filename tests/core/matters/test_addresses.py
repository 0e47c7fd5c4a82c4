"""Where the page of a card is: by its number, or by what its app says."""

import pytest

from ortaq.core.matters import addresses
from tests.records import a_matter

pytestmark = pytest.mark.django_db


def test_each_kind_has_its_page_and_an_unknown_kind_none():
    appeal, work, other = a_matter(), a_matter(kind="work"), a_matter(kind="riddle")
    found = addresses.of([appeal, work, other])
    assert set(found) == {appeal.pk, work.pk}
    assert found[work.pk].endswith(f"/works/{work.number}/")


def test_parts_come_in_one_statement_and_what_has_no_page_is_left_out(monkeypatch):
    asked = []

    def parts(ids):
        asked.append(list(ids))
        return {ids[0]: {"number": "one"}}

    monkeypatch.setitem(addresses._LEADS, "riddle", addresses.Lead("works:work", parts))
    first, second = a_matter(kind="riddle"), a_matter(kind="riddle")
    found = addresses.of([first, second])
    assert asked == [[first.pk, second.pk]]
    assert list(found) == [first.pk]
