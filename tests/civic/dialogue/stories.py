"""A small dialogue for tests: a body, its officer, a process with phases, people who speak."""

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from tests import factories, records
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Process
    from ortaq.core.people.actor import Actor
    from ortaq.core.people.models import Person
    from ortaq.core.territory.models import Body

DAY = timedelta(days=1)
COLLECTED = NOW + 10 * DAY
"""Ideas and statements are taken until here."""
VOTED = NOW + 20 * DAY
ANSWERED = NOW + 50 * DAY
_number = count(1)


def office(body: "Body", role: str = "officer") -> "Actor":
    """Somebody of the body with a second factor."""
    return factories.actor_for(factories.an_office(body, role))


def a_person(name: str = "Айгерім Серікова (демо)", **facts: Any) -> "Person":
    return factories.a_person(name, **facts)


def her(person: "Person") -> "Actor":
    return factories.resident(person)


def a_process(**facts: Any) -> "tuple[Process, Actor]":
    """A public process that collects until COLLECTED, votes until VOTED and answers until ANSWERED; and its officer."""
    from ortaq.civic.dialogue.models import Phase, Process
    from ortaq.civic.dialogue.rules.phases import USUAL
    from ortaq.core.matters import services as matters
    from ortaq.core.people.actor import system

    body = facts.pop("body", None) or records.a_body()
    number = next(_number)
    title = facts.pop("title", {"kk": "Жасыл дәліз", "ru": "Зелёный коридор", "en": "Green corridor"})
    public = facts.pop("listed", True)
    matter = matters.open_matter(
        kind="process", series=f"process-d{NOW.year}", title=title["kk"], language="kk", territory=body.territory,
        opened_by=None, channel="desk", stage="published", visibility="public" if public else "private",
        actor=system("test"), now=NOW,
    )  # fmt: skip
    process = Process.objects.create(
        matter=matter, code=facts.pop("code", f"dialogue-{number}"), body=body, territory=body.territory,
        recipe=facts.pop("recipe", "forum"), title=title, state=facts.pop("state", "published"), listed=public, **facts,
    )  # fmt: skip
    spans = [("collect", NOW - DAY, COLLECTED), ("vote", NOW - DAY, VOTED), ("answer", VOTED, ANSWERED)]
    for position, (kind, opens_at, closes_at) in enumerate(spans):
        Phase.objects.create(
            process=process, position=position, kind=kind, opens_at=opens_at, closes_at=closes_at,
            allows=[deed.value for deed in USUAL[kind]],
        )  # fmt: skip
    return process, office(body)
