"""Fixtures of the domain, for every test that asks: `the_city`, `appeal`. Loaded as a plugin by tests/conftest.py."""

from typing import TYPE_CHECKING

import pytest

from tests import factories

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Appeal


@pytest.fixture
def the_city(db: None) -> factories.City:
    """Three districts, eight bodies, topics, a routing table, a calendar and the legal terms."""
    return factories.city()


@pytest.fixture
def appeal(the_city: factories.City) -> "Appeal":
    """An appeal of a named resident about a playground in Bostandyk, with its akimat."""
    return factories.an_appeal(the_city)
