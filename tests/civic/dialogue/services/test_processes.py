"""A process begins as a draft, is shown to everyone, and moves its phases only with a reason."""

from datetime import timedelta
from typing import Any

import pytest

from tests import records
from tests.civic.dialogue import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TITLE = {"kk": "Жасыл дәліз", "ru": "Зелёный коридор"}
ASKED = {"kk": "Мұнда не жетіспейді?", "ru": "Чего здесь не хватает?"}


def begun(**facts: Any) -> Any:
    from ortaq.civic.dialogue.rules.processes import Stretch
    from ortaq.civic.dialogue.services import processes

    body = facts.pop("body", None) or records.a_body()
    actor = facts.pop("actor", None) or stories.office(body)
    given = {
        "title": TITLE, "question": ASKED, "recipe": "corridor",
        "phases": [Stretch("collect", NOW, NOW + 14 * DAY), Stretch("answer", NOW + 14 * DAY, NOW + 40 * DAY)],
    } | facts  # fmt: skip
    return processes.open_process(body=body, territory=body.territory, actor=actor, now=NOW, **given), actor


def entries(process: Any) -> list[Any]:
    from ortaq.core.journal.models import Entry

    return list(Entry.objects.filter(matter=process.matter).order_by("seq"))


def test_a_draft_is_called_by_its_number_and_seen_by_its_organisers_alone() -> None:
    from ortaq.civic.dialogue.queries import processes

    process, officer = begun()
    assert process.code == "corridor-2027-1"
    assert process.matter.visibility == "private"
    assert processes.get(process.code, officer) == process
    assert processes.get(process.code, stories.her(stories.a_person())) is None
    assert [(entry.act, entry.public) for entry in entries(process)] == [("process.opened", False)]


def test_an_officer_of_another_body_begins_nothing_here() -> None:
    from ortaq.civic.dialogue.models import Process
    from ortaq.core.people.refusal import Refused

    with pytest.raises(Refused) as refused:
        begun(actor=stories.office(records.a_body()))
    assert refused.value.code == "not_yours"
    assert not Process.objects.exists()
