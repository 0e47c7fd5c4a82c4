"""Pages look at the clock: here it stands still, inside the years the test calendar knows."""

import pytest

from tests.conftest import NOW


@pytest.fixture(autouse=True)
def still_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
