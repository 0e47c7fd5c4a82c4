"""Single records for tests of core apps that need no whole city."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.core.matters.models import Matter
    from ortaq.core.people.actor import Actor
    from ortaq.core.people.models import Account, Person
    from ortaq.core.territory.models import Body

_number = count(1)


def a_person(name: str = "Aliya (demo)", **facts: Any) -> "Person":
    from ortaq.core.people.models import Person

    return Person.objects.create(**{"name": name, "language": "kk", "created_at": NOW, **facts})


def actor_for(person: "Person", **facts: Any) -> "Actor":
    from ortaq.core.people.actor import Actor

    return Actor(person_id=person.pk, name=person.name, language=person.language, **facts)


def an_account(person: "Person | None" = None, **facts: Any) -> "Account":
    from ortaq.core.people.models import Account

    given = {"email": f"person{next(_number)}@demo.invalid", "password": "!", "joined_at": NOW, **facts}
    return Account.objects.create(person=person or a_person(), **given)


def a_matter(**facts: Any) -> "Matter":
    from ortaq.core.matters.models import Matter

    given = {
        "number": f"2027-9{next(_number):05}",
        "kind": "appeal",
        "title": "A lamp is out",
        "language": "kk",
        "opened_at": NOW,
        "changed_at": NOW,
        "channel": "web",
        "stage": "received",
        "visibility": "public",
    }
    return Matter.objects.create(**{**given, **facts})


def a_body(code: str = "akimat-test", **facts: Any) -> "Body":
    from ortaq.core.territory.models import Body, Territory

    place, _ = Territory.objects.get_or_create(
        code="kz.test", defaults={"kind": "city", "name": {"kk": "Сынақ", "ru": "Проба", "en": "Test"}}
    )
    names = {"kk": "Сынақ әкімдігі", "ru": "Пробный акимат", "en": "Test akimat"}
    return Body.objects.create(
        **{"code": code, "kind": "akimat", "name": names, "short_name": names, "territory": place, **facts}
    )


def sign_in(client: Any, account: "Account", *, strong: bool = False) -> None:
    """Sign in the way allauth records it: by a code, and with `strong` by a second step too."""
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    records = [{"method": "code", "at": NOW.timestamp()}]
    if strong:
        records.append({"method": "mfa", "type": "totp", "at": NOW.timestamp()})
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()


def at_once(act: Callable[[], Any], *, threads: int = 4) -> list[Any]:
    """Several threads begin the same act together, each with a database connection of its own; what they returned.

    The failure of any of them is raised.
    """
    from django.db import connections

    start = Barrier(threads)

    def run() -> Any:
        try:
            start.wait(timeout=30)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return [running.result() for running in [pool.submit(run) for _ in range(threads)]]


def tamper(sql: str, *values: Any) -> None:
    """Do what a database administrator could: take the journal's guard away, change a row, put the guard back."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(sql, values)
            cursor.execute("SET LOCAL session_replication_role = origin")
            return
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_entry_fixed'")
        (guard,) = cursor.fetchone()
        cursor.execute("DROP TRIGGER journal_entry_fixed")
        cursor.execute(sql, values)
        cursor.execute(guard)
