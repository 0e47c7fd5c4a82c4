"""Where a list goes on: what is written can be read, nonsense begins anew."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.core.discussion.rules.places import read_key, write_key

NOON = datetime(2026, 11, 2, 12, 0, 0, 250, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))


@given(at=MOMENTS, number=st.integers(0, 2**53), supporters=st.none() | st.integers(0, 10**9), back=st.booleans())
def test_a_key_is_read_as_it_was_written(at: datetime, number: int, supporters: int | None, *, back: bool) -> None:
    key = (">" if back else "<") + write_key(at, number, supporters)
    assert read_key(key, supported=supporters is not None) == (back, (supporters, at, number))


@pytest.mark.parametrize("after", ["", "<", "=1-2", "<1", "<1-2-3", "<-1-2", "<1-٢", f"<1-{10**17}", f"<{2**53 + 1}-1"])
def test_nonsense_begins_anew(after: str) -> None:
    assert read_key(after, supported=False) == (False, None)


def test_a_key_of_the_other_order_begins_anew() -> None:
    assert read_key("<" + write_key(NOON, 7, 3), supported=False) == (False, None)
    assert read_key("<" + write_key(NOON, 7), supported=True) == (False, None)


def test_a_microsecond_is_kept() -> None:
    assert write_key(NOON, 7) != write_key(NOON + timedelta(microseconds=1), 7)
