from typing import TYPE_CHECKING

import pytest

from tests import factories
from tests.doors.api import stories

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Process


@pytest.fixture
def layers(the_city: factories.City) -> "Process":
    """Every layer has something in it; gives the dialogue of the ideas."""
    return stories.layers_of(the_city)
