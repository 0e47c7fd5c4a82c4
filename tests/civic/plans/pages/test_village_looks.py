"""axe finds nothing serious on the pages of a village plan, and nothing runs off the side of a small phone."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import faults
from tests.civic.plans import stories
from tests.civic.plans import village_stories as village
from tests.conftest import NOW
from tests.journeys import judge

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (judge.AXE.exists() and Path("assets/built/site.css").exists()), reason="not built: make build"
    ),
]
LONG = "Өте-ұзын-сөз-" * 9


def test_a_village_plan_can_be_read_by_everyone_on_a_small_phone(live_server: "LiveServer", window: Any) -> None:
    from ortaq.civic.plans.models import YearReport
    from ortaq.civic.plans.queries import progress
    from ortaq.civic.plans.services._shown import show_needs

    version = village.a_whole_village()
    plan = version.plan
    YearReport.objects.create(
        plan=plan, year=2026, text={"kk": LONG, "ru": LONG}, published_at=NOW,
        figures=progress.figures(version, until=NOW.date()),
    )  # fmt: skip
    second = stories.a_version(plan)
    need = village.a_need(second, "n-water", title={"kk": LONG, "ru": LONG}, dots=7)
    deep = village.a_need(second, "n-deep", title={"kk": LONG}, cause_of=need)
    village.a_need(second, "n-deeper", title={"kk": LONG}, cause_of=deep)
    measure = village.a_measure(need, "m-well", title={"kk": LONG}, lon=82.6, lat=49.9, responsible={"kk": LONG})
    village.a_resource(measure, "r-well", note={"kk": LONG}, planned=10**14)
    village.a_result(measure, "i-well", title={"kk": LONG}, unit={"kk": LONG}, target="123456789.123")
    show_needs(second)
    stories.shown(second)
    one = f"plans/{plan.code}/"
    paths = [one, f"{one}progress/", f"{one}gatherings/", f"{one}reports/2026/", "plans/exchange/?state=",
             f"{one}1/needs/", f"{one}2/needs/", f"{one}2/needs/n-deep/", f"{one}1/measures/m-net-1/",
             f"{one}2/measures/m-well/", f"{one}2/changes/"]  # fmt: skip
    read = [f"{language}/{path}" for language in ("kk", "ru") for path in paths]
    assert faults(window(live_server.url), live_server.url, read) == {}
