"""What loading the demo city does when it is disturbed, comes late, or has nothing to do."""

from datetime import datetime, timedelta

import pytest

from ortaq.civic.reception.models import Appeal
from ortaq.civic.reception.queries import ground
from ortaq.core.territory.models import Territory
from ortaq.doors.terminal.demo import load as loading
from ortaq.doors.terminal.demo.life import ALMATY

END = datetime(2026, 11, 20, 15, 30, tzinfo=ALMATY)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def storage(settings, tmp_path):
    """Photos go to a folder of this test alone."""
    location = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": location}
    ground.forget()
    return tmp_path


def silent(*_: object) -> None:
    """Progress nobody watches."""


def test_an_interrupted_load_leaves_nothing_behind(storage) -> None:

    def stop(done: int, of: int, title: str) -> None:
        if title.startswith("Two years") and done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        loading.load(stop, n=20, span=timedelta(days=60), now=END)
    assert not loading.is_loaded()
    assert not Appeal.objects.exists()
    assert not Territory.objects.exists()


def test_a_city_after_the_last_year_of_its_calendar_stops_where_terms_can_still_be_counted(storage) -> None:
    replay = loading.load(silent, n=3, span=timedelta(days=60), now=datetime(2031, 5, 5, 12, tzinfo=ALMATY))
    assert replay is not None
    assert replay.refused == []
    assert max(made.received_at for made in replay.appeals).year <= 2027
