"""Writers of the embedded desk stand close together in the line, and wait for the disk when the next one is let in."""

import os
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


class Waits(list[bool]):
    """Every wait for the disk: was it for the log, and could somebody else write meanwhile?"""

    file = -1


@pytest.fixture
def waits(desk: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> Waits:
    seen, real = Waits(), os.fsync
    book = str(desk.settings_dict["NAME"])

    def noted(file: int) -> None:
        following = sqlite3.connect(book, timeout=0, isolation_level=None)
        following.execute("BEGIN IMMEDIATE")
        following.close()
        seen.append(os.path.samestat(os.fstat(file), Path(f"{book}-wal").stat()))
        seen.file = file
        real(file)

    monkeypatch.setattr(os, "fsync", noted)
    return seen


def synchronous(desk: DatabaseWrapper) -> int:
    return int(desk.connection.execute("PRAGMA synchronous").fetchone()[0])


def write(desk: DatabaseWrapper) -> None:
    begin(desk)
    desk.connection.execute("CREATE TABLE IF NOT EXISTS words (word)")
    desk.connection.execute("INSERT INTO words VALUES (1)")


def test_who_has_written_lets_the_next_one_in_and_waits_for_the_log(desk: DatabaseWrapper, waits: Waits) -> None:
    for _ in range(2):
        write(desk)
        assert synchronous(desk) == 1
        desk.commit()
        assert synchronous(desk) == 2
    assert waits == [True, True]
    assert desk.connection.execute("SELECT count(*) FROM words").fetchone() == (2,)


def test_who_has_written_nothing_or_taken_it_back_waits_for_nothing(desk: DatabaseWrapper, waits: Waits) -> None:
    begin(desk)
    desk.connection.execute("SELECT 1")
    desk.commit()
    write(desk)
    desk.rollback()
    assert waits == []
    assert synchronous(desk) == 2


def test_a_writer_who_never_began_leaves_the_disk_as_it_was(desk: DatabaseWrapper, other: sqlite3.Connection) -> None:
    with pytest.raises(OperationalError, match="locked"):
        begin(desk)
    assert synchronous(desk) == 2


def test_under_normal_nobody_waits(tmp_path: Path, desk: DatabaseWrapper, waits: Waits) -> None:
    desk.close()
    desk.settings_dict["OPTIONS"] = database("", tmp_path, "NORMAL")["OPTIONS"]
    desk.connect()
    write(desk)
    desk.commit()
    assert waits == []
    assert synchronous(desk) == 1


def test_a_closed_desk_has_closed_the_log_too_and_opens_another(desk: DatabaseWrapper, waits: Waits) -> None:
    write(desk)
    desk.commit()
    desk.close()
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(waits.file)
    desk.connect()
    write(desk)
    desk.commit()
    assert waits == [True, True]
