"""A small forum for tests, through the real services: published, two seats unless said, people who register."""

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from tests import records
from tests.civic.dialogue import stories
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Forum, Process, Registration
    from ortaq.core.people.actor import Actor

HOUR = timedelta(hours=1)
CLOSES = NOW + 5 * stories.DAY
"""Confirm by."""
STARTS = CLOSES + 21 * HOUR
ENDS = STARTS + 4 * HOUR
TITLE = {"kk": "Жасыл дәліз форумы", "ru": "Форум о зелёном коридоре", "en": "Green corridor forum"}
VENUE = {"kk": "Абай даңғылы, 52", "ru": "проспект Абая, 52", "en": "52 Abay Avenue"}
ACCESS = {"kk": "Пандус бар.", "ru": "Есть пандус.", "en": "There is a ramp."}
REASON = {"kk": "Қатты жел.", "ru": "Сильный ветер.", "en": "A storm."}
_number = count(1)


def a_process() -> "tuple[Process, Actor]":
    """A process of a body of its own, and its officer."""
    return stories.a_process(body=records.a_body(code=f"akimat-forum-{next(_number)}"))


def a_draft(**facts: Any) -> "tuple[Forum, Actor]":
    """A forum nobody sees yet, and an officer of its body."""
    from ortaq.civic.dialogue.services import forums

    process, officer = facts.pop("within", None) or a_process()
    forum = forums.open_forum(
        process=process, code=facts.pop("code", f"forum-{next(_number)}"), title=TITLE,
        starts_at=facts.pop("starts_at", STARTS), ends_at=facts.pop("ends_at", ENDS),
        registration_opens_at=facts.pop("opens_at", NOW - stories.DAY),
        registration_closes_at=facts.pop("closes_at", CLOSES),
        capacity=facts.pop("capacity", 2), actor=officer, now=NOW,
    )  # fmt: skip
    changes = {"venue": VENUE, "access": ACCESS, "offers": ["ramp", "childcare"], **facts}
    return forums.change_forum(forum=forum, changes=changes, actor=officer, now=NOW), officer


def a_forum(**facts: Any) -> "tuple[Forum, Actor]":
    """A published forum that takes registrations at NOW, and an officer of its body."""
    from ortaq.civic.dialogue.services import forums

    forum, officer = a_draft(**facts)
    return forums.publish(forum=forum, actor=officer, now=NOW), officer


def someone(name: str = "") -> "Actor":
    return stories.her(stories.a_person(name or f"Тұрғын {next(_number)} (демо)"))


def registered(forum: "Forum", actor: "Actor | None" = None, *, now: Any = NOW, **facts: Any) -> "Registration":
    from ortaq.civic.dialogue.services import registrations

    return registrations.register(forum=forum, actor=actor or someone(), now=now, **facts)


def her(registration: "Registration") -> "Actor":
    return stories.her(registration.person)


def fresh(registration: "Registration") -> "Registration":
    from ortaq.civic.dialogue.models import Registration

    return Registration.objects.select_related("forum__process__body", "forum__matter", "person").get(
        pk=registration.pk
    )


def came(forum: "Forum", registration: "Registration", officer: "Actor") -> "Registration":
    """Checked in at the start."""
    from ortaq.civic.dialogue.services import checking

    checking.check_in(forum=forum, ticket=registration.code, actor=officer, now=STARTS)
    return fresh(registration)


def held(forum: "Forum", officer: "Actor") -> "Forum":
    from ortaq.civic.dialogue.services import forums

    return forums.hold(forum=forum, actor=officer, now=ENDS)
