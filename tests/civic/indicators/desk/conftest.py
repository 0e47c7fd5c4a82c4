"""Pages ask for the time: here it is told by the test."""

import pytest

from tests.conftest import NOW


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
