"""axe finds nothing serious on the pages and the desk of a plan, and nothing runs off the side of a small phone."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import faults
from tests.civic.plans.pages.test_plans import changed
from tests.civic.plans.services.test_versions import save
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
LONG = "Өте-ұзын-сөз-" * 12


def test_a_plan_can_be_read_and_written_by_everyone_on_a_small_phone(live_server: "LiveServer", window: Any) -> None:
    from ortaq.civic.plans.services import versions
    from ortaq.core.people.queries import person_by_id

    plan, officer = changed()
    made = versions.begin_version(plan=plan, actor=officer, now=NOW)
    save(
        made,
        officer,
        {"kk": f"# Кіріспе\n## {LONG}\n### Үш\nҚала {LONG} өседі.", "ru": f"# Введение\n-\n### Три\n{LONG}"},
    )
    one = f"plans/{plan.code}/"
    public = ["plans/", "plans/?kind=scheme", one, f"{one}1/", f"{one}2/text/", f"{one}2/changes/"]
    read = [f"{language}/{path}" for language in ("kk", "ru") for path in public]
    assert faults(window(live_server.url), live_server.url, read) == {}
    desk = ["", "new/", *(f"{plan.code}/{tail}" for tail in ("", "words/", "version/", "text/", "files/", "publish/"))]
    mine = [f"kk/desk/plans/{path}" for path in [*desk, f"{plan.code}/2/stage/"]]
    mine += [f"kk/{one}3/text/", f"kk/{one}3/changes/"]
    assert faults(window(live_server.url, person_by_id(officer.person_id)), live_server.url, mine) == {}
