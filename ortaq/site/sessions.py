"""Sessions in the database, written once a request: what a service's transaction has taken along is not written again.

Opening an appeal and remembering its code is one transaction then, not two that wait in line for the same book; and a
session is one statement of it, for the others wait till it is over.
"""

from secrets import token_bytes

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db import connection, transaction

KEY_LENGTH = 32
_SIGN_OF_BYTE = b"abcdefghijklmnopqrstuvwxyz234567" * 8
"""32 signs, so that a byte chooses fairly: 160 bits in all, drawn at once."""
INSERT = (
    "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
)
"""A key that is taken changes nothing and breaks no transaction."""


class SessionStore(db.SessionStore):
    """One visitor's session."""

    _in_the_book: tuple[str, bytes] | None = None
    """Key and data as this request has written and committed them."""

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002, as Django calls it
        """This will write the session, unless this request has written the same before.

        Raises CreateError where a new key is taken, UpdateError where the session has ended meanwhile.
        """
        if not must_create and self._in_the_book is not None and self._in_the_book == self._as_it_is():
            return
        if self.session_key is None:
            self.create()
            return
        words = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # the stubs leave it out
        row = self.create_model_instance(words)
        if not (_insert(row) if must_create else _update(row)):
            raise CreateError if must_create else UpdateError
        written = self._as_it_is()
        transaction.on_commit(lambda: setattr(self, "_in_the_book", written))

    def _as_it_is(self) -> tuple[str, bytes]:
        return self.session_key or "", self.serializer().dumps(dict(self.items()))

    def _get_new_session_key(self) -> str:
        """This will draw a key. Whether it is taken the writing tells: `create` then draws another."""
        return token_bytes(KEY_LENGTH).translate(_SIGN_OF_BYTE).decode()


def _insert(row: AbstractBaseSession) -> int:
    with connection.cursor() as cursor:
        expires = connection.ops.adapt_datetimefield_value(row.expire_date)
        cursor.execute(INSERT, [row.session_key, row.session_data, expires])
        return int(cursor.rowcount)


def _update(row: AbstractBaseSession) -> int:
    return Session.objects.filter(pk=row.pk).update(session_data=row.session_data, expire_date=row.expire_date)
