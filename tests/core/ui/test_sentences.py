"""A refusal is a sentence of the page: what stands in it is written as readers of each language expect it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from ortaq.core.people.refusal import no
from ortaq.core.ui.sentences import sentence

N = "\u202f"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1_000_000, f"1{N}000{N}000"),
        (10_000, f"10{N}000"),
        (2027, "2027"),  # a year, as likely as a count
        (True, "True"),
        (Decimal("1284.50"), f"1{N}284,5"),
        (date(2027, 3, 1), "2027 жылғы 1 наурыз"),
        (datetime(2027, 2, 28, 20, 30, tzinfo=UTC), "2027 жылғы 1 наурыз"),
        ({"kk": "су", "ru": "вода"}, "су"),
        ("report.pdf", "report.pdf"),
    ],
)
def test_what_stands_in_a_sentence_is_written_as_people_write_it(value, written):
    with translation.override("kk"):
        assert sentence(no("code", "%(value)s.", value=value)) == f"{written}."


def test_a_moment_tells_its_hour():
    with translation.override("kk"):
        assert "01:30" in sentence(no("code", "%(moment)s", moment=datetime(2027, 2, 28, 20, 30, tzinfo=UTC)))
