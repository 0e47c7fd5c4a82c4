"""axe finds nothing serious on the pages and the desk of indicators, and nothing runs off the side of a small phone."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import faults
from tests.civic.indicators import stories
from tests.civic.indicators.pages.test_indicators import told
from tests.journeys import judge

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (judge.AXE.exists() and Path("assets/built/site.css").exists()), reason="not built: make build"
    ),
]
LONG = "Өте-ұзын-сөз-" * 12


def test_indicators_can_be_read_and_kept_by_everyone_on_a_small_phone(live_server: "LiveServer", window: Any) -> None:
    from ortaq.core.people.queries import person_by_id

    indicator, officer = told(3, name={"kk": LONG, "ru": LONG, "en": LONG})
    stories.an_indicator(code="never", body=indicator.body)
    index = stories.an_index(indicator.body)
    for year, method in [(2024, "v1"), (2025, "v1"), (2026, LONG[:79])]:
        stories.an_edition(index, str(year), 60, method, published_on=date(year, 5, 1))
    value = indicator.values.first()
    one = "indicators/green/"
    public = ["indicators/", one, f"{one}values/", f"{one}values/{value.pk}/", "indicators/never/", "indicators/frameworks/",
              "indicators/frameworks/iso-green/", "indicators/rankings/", "indicators/rankings/world-cities/"]  # fmt: skip
    read = [f"{language}/{path}" for language in ("kk", "ru") for path in public]
    assert faults(window(live_server.url), live_server.url, read) == {}
    tails = ("", "words/", "record/", "target/", "align/", "link/", "import/", f"values/{value.pk}/correct/",
             f"values/{value.pk}/verify/")  # fmt: skip
    desk = ["", "new/", "rankings/new/", "rankings/world-cities/", *(f"green/{tail}" for tail in tails)]
    mine = [f"kk/desk/indicators/{path}" for path in desk]
    assert faults(window(live_server.url, person_by_id(officer.person_id)), live_server.url, mine) == {}
