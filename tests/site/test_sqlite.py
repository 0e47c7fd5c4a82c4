"""Writers of the embedded desk stand close together in the line."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError

from ortaq.site.environment import database
from ortaq.site.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.django_db  # lets a test connect at all; the books here are of their own


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """A connection of its own to an empty book, as the settings make it."""
    made = DatabaseWrapper(
        {
            **database("", tmp_path, "FULL"), "TIME_ZONE": None, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False,
            "CONN_HEALTH_CHECKS": False, "TEST": {},
        }
    )  # fmt: skip
    made.settings_dict["OPTIONS"]["timeout"] = 0.05
    made.connect()
    yield made
    made.close()


@pytest.fixture
def other(desk: DatabaseWrapper) -> Iterator[sqlite3.Connection]:
    """Somebody who writes in the same book."""
    made = sqlite3.connect(desk.settings_dict["NAME"], isolation_level=None, check_same_thread=False)
    made.execute("BEGIN IMMEDIATE")
    yield made
    made.close()


def begin(desk: DatabaseWrapper) -> None:
    desk._start_transaction_under_autocommit()


def patience(desk: DatabaseWrapper) -> int:
    return int(desk.connection.execute("PRAGMA busy_timeout").fetchone()[0])


def test_a_writer_begins_when_the_one_before_has_ended(desk: DatabaseWrapper, other: sqlite3.Connection) -> None:
    desk.connection.execute("PRAGMA busy_timeout = 20000")
    threading.Timer(0.02, lambda: other.execute("COMMIT")).start()
    begin(desk)
    assert desk.connection.in_transaction
    assert patience(desk) == 20_000


def test_a_writer_who_waited_long_enough_is_told_and_waits_as_before(
    desk: DatabaseWrapper, other: sqlite3.Connection
) -> None:
    with pytest.raises(OperationalError, match="locked"):
        begin(desk)
    assert not desk.connection.in_transaction
    assert patience(desk) == 50
    other.execute("ROLLBACK")
    begin(desk)
    assert desk.connection.in_transaction


def test_trouble_that_is_no_waiting_is_told_at_once(desk: DatabaseWrapper) -> None:
    begin(desk)
    with pytest.raises(OperationalError, match="within a transaction"):
        begin(desk)
    assert patience(desk) == 50
