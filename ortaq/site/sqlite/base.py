"""How a writer waits for its turn, and for the disk. SQLite lets one write at a time; the others ask again later.

SQLite's own way of asking sleeps longer each time, up to a tenth of a second, while a transaction here is over in a few
milliseconds: with several processes the book lies free most of the time and nobody writes. Here every writer asks again
after a pause that fits our transactions. How long it waits in all stays the setting `timeout`; so does the error then.

With synchronous=FULL SQLite waits for the disk before it lets the next writer in, and that takes longer than the
writing. Here a transaction commits as under NORMAL, lets the next one in, and only then waits for the disk: one wait
serves all who have written meanwhile. Nothing is lost by it: whoever is told that something is written, is told after
the wait, and what somebody else has read of it before is in the same log, before all that she writes and waits for.
A write outside a transaction is SQLite's own affair, under FULL as ever.
"""

import os
import sqlite3
import time
from typing import Any

from django.db.backends.sqlite3 import base

PAUSE = 0.0005
"""Seconds between two questions: a fraction of the transaction of one appeal."""
FAMILY = 0xFF
"""SQLite's codes name the kind of trouble in the last byte; the rest says why."""


FULL = 2
"""What SQLite calls synchronous=FULL."""


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection."""

    _log: int | None = None
    """The log SQLite writes ahead, once this connection has waited for the disk."""
    _waits = False
    """Whether it waits for the disk itself: under FULL, where there is a log."""
    _changes = 0

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """This will open the book."""
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        logged = connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        self._waits = logged and connection.execute("PRAGMA synchronous").fetchone()[0] == FULL
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        """This will begin a transaction as soon as nobody else writes."""
        connection: sqlite3.Connection = self.connection
        begin = f"BEGIN {self.settings_dict['OPTIONS'].get('transaction_mode', '')}"
        patience = connection.execute("PRAGMA busy_timeout").fetchone()[0]
        until = time.monotonic() + patience / 1000
        connection.execute("PRAGMA busy_timeout = 0")
        if self._waits and not connection.in_transaction:
            connection.execute("PRAGMA synchronous = NORMAL")
            self._changes = connection.total_changes
        try:
            with self.wrap_database_errors:
                while not _has_begun(connection, begin, last=time.monotonic() > until):
                    time.sleep(PAUSE)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {patience}")
            self._as_before()

    def commit(self) -> None:
        """This will commit, and wait for the disk when the next writer has been let in."""
        super().commit()
        if self._waits and self.connection.total_changes != self._changes:
            if self._log is None:
                self._log = os.open(f"{self.settings_dict['NAME']}-wal", os.O_RDONLY)
            os.fsync(self._log)
        self._as_before()

    def rollback(self) -> None:
        """This will undo the transaction."""
        super().rollback()
        self._as_before()

    def close(self) -> None:
        """This will close the book and the log."""
        super().close()
        if self._log is not None:
            os.close(self._log)
            self._log = None

    def _as_before(self) -> None:
        """This will let SQLite wait for the disk again where no transaction is open."""
        if self._waits and self.connection is not None and not self.connection.in_transaction:
            self.connection.execute("PRAGMA synchronous = FULL")


def _has_begun(connection: sqlite3.Connection, command: str, *, last: bool) -> bool:
    try:
        connection.execute(command)
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & FAMILY != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
