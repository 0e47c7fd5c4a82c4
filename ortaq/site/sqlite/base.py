"""How a writer waits for its turn. SQLite lets one write at a time; who finds another one writing asks again later.

SQLite's own way of asking sleeps longer each time, up to a tenth of a second, while a transaction here is over in a few
milliseconds: with several processes the book lies free most of the time and nobody writes. Here every writer asks again
after a pause that fits our transactions. How long it waits in all stays the setting `timeout`; so does the error then.
"""

import sqlite3
import time

from django.db.backends.sqlite3 import base

PAUSE = 0.0005
"""Seconds between two questions: a fraction of the transaction of one appeal."""
FAMILY = 0xFF
"""SQLite's codes name the kind of trouble in the last byte; the rest says why."""


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection."""

    def _start_transaction_under_autocommit(self) -> None:
        """This will begin a transaction as soon as nobody else writes."""
        connection: sqlite3.Connection = self.connection
        begin = f"BEGIN {self.settings_dict['OPTIONS'].get('transaction_mode', '')}"
        patience = connection.execute("PRAGMA busy_timeout").fetchone()[0]
        until = time.monotonic() + patience / 1000
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            with self.wrap_database_errors:
                while not _has_begun(connection, begin, last=time.monotonic() > until):
                    time.sleep(PAUSE)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {patience}")


def _has_begun(connection: sqlite3.Connection, command: str, *, last: bool) -> bool:
    try:
        connection.execute(command)
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & FAMILY != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
