"""Pages ask for the time: here it is told by the test."""

import pytest

from tests.conftest import NOW


class Clock:
    """What time the pages think it is."""

    now = NOW


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    told = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: told.now)
    return told
