"""Every address × role × state of an appeal: what each may see and do. The table beside this file says what is right.

A line of it is

    METHOD address        scenes            outcomes

where the outcome after "*" is everybody's who is not named. does: something was written. yes: the page was shown.
no: refused with a sentence. hidden: "not found". sign-in: the way to sign in. method: the address has no such method.
"""

from collections import defaultdict
from copy import copy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.conftest import NOW
from tests.permissions import scene as scenes

TABLE = Path(__file__).with_name("rights.txt")
Rights = dict[tuple[str, str, str], dict[str, str]]
"""(method, address, scene) → role → outcome."""


class RolledBack(Exception):  # noqa: N818, not an error
    """Undoes a trial."""


def read_table() -> Rights:
    found: Rights = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        method, name, which, *outcomes = line.split()
        named = dict(pair.split("=") for pair in outcomes)
        rest = named.pop("*")
        row = dict.fromkeys(scenes.ROLES, rest)
        for roles, outcome in named.items():
            row |= dict.fromkeys(roles.split(","), outcome)
        for scene in scenes.SCENES if which == "any" else which.split(","):
            found[method, name, scene] = row
    return found


def write_table(rights: Rights) -> str:
    """This will write rights in the table's form, scenes that agree on one line."""
    lines = []
    for method, name in dict.fromkeys((method, name) for method, name, _ in rights):
        same: dict[str, list[str]] = defaultdict(list)
        for scene in scenes.SCENES:
            if row := rights.get((method, name, scene)):
                same[_outcomes(row)].append(scene)
        for outcomes, which in same.items():
            span = "any" if len(same) == 1 else ",".join(which)
            lines.append(f"{method:<5}{name:<40}{span:<24}{outcomes}")
    return "\n".join(lines) + "\n"


def _outcomes(row: dict[str, str]) -> str:
    groups: dict[str, list[str]] = defaultdict(list)
    for role in scenes.ROLES:
        groups[row[role]].append(role)
    rest = max(groups, key=lambda outcome: (len(groups[outcome]), outcome))
    named = [f"{','.join(roles)}={outcome}" for outcome, roles in groups.items() if outcome != rest]
    return " ".join([*named, f"*={rest}"])


def tried(role: str, scene: str) -> dict[tuple[str, str], str]:
    """This will knock at every address as the role and give what came of it, each trial undone."""
    stage = scenes.set_up(scene)
    client = scenes.enter(stage, role)
    before = scenes.written()
    found: dict[tuple[str, str], str] = {}
    for name, path in scenes.trials(stage):
        for method in ("GET", "POST"):
            found[method, name] = _trial(client, method, path, before)
    return found


class Watch:
    """Notices a statement that writes: only then is it worth counting what was left behind."""

    def __init__(self) -> None:
        self.wrote = False

    def __call__(self, execute: Any, sql: str, *given: Any) -> Any:
        self.wrote |= sql.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"} and "django_session" not in sql
        return execute(sql, *given)


def _trial(client: Client, method: str, path: str, before: tuple[int, ...]) -> str:
    result, cookies, watch = "", copy(client.cookies), Watch()
    try:
        with transaction.atomic():
            with connection.execute_wrapper(watch):
                response: Any = client.get(path) if method == "GET" else client.post(path, scenes.FORM)
            result = scenes.outcome(response, wrote=watch.wrote and scenes.written() != before)
            raise RolledBack  # noqa: TRY301, this is how a transaction is undone
    except RolledBack:
        client.cookies = cookies
        return result


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask for the time: it is a day after the appeal came in."""
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=1))


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("scene", scenes.SCENES)
@pytest.mark.parametrize("role", scenes.ROLES)
def test_everybody_gets_exactly_what_is_theirs(role: str, scene: str) -> None:
    table = read_table()
    actual = tried(role, scene)
    expected = {key: table.get((*key, scene), {}).get(role, "not in the table") for key in actual}
    assert actual == expected


def test_the_table_names_no_address_that_is_gone() -> None:
    known = set(scenes.addresses())
    assert {name.partition("[")[0] for _method, name, _scene in read_table()} <= known
