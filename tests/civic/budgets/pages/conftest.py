"""Residents in front of the pages: the clock stands still, and each has a browser of her own."""

import pytest
from django.test import Client

from ortaq.core.people.models import Account
from tests.conftest import NOW
from tests.records import an_account, sign_in


@pytest.fixture
def at(monkeypatch):
    """Set the clock the pages read: `at(moment)`."""

    def set_clock(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    set_clock(NOW)
    return set_clock


@pytest.fixture(autouse=True)
def still_clock(at):
    """Nothing moves unless a test says so."""


@pytest.fixture
def enter():
    """Give a browser in which a person is signed in."""

    def entered(person):
        client = Client()
        sign_in(client, Account.objects.filter(person=person).first() or an_account(person))
        return client

    return entered
