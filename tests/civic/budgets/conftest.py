"""`vote`: a call with five projects in three districts whose ballot is open."""

import pytest

from tests import factories
from tests.civic.budgets.ballot_box import Vote, a_vote


@pytest.fixture
def vote(the_city: factories.City) -> Vote:
    return a_vote(the_city)
