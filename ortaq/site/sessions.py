"""Sessions in the database, written once a request: what a service's transaction has taken along is not written again.

Opening an appeal and remembering its code is one transaction then, not two that wait in line for the same book.
"""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.db import transaction
from django.utils.crypto import get_random_string

KEY_LENGTH = 32


class SessionStore(db.SessionStore):
    """One visitor's session."""

    _in_the_book: tuple[str, bytes] | None = None
    """Key and data as this request has written and committed them."""

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002, as Django calls it
        """This will write the session, unless this request has written the same before."""
        if not must_create and self._in_the_book is not None and self._in_the_book == self._as_it_is():
            return
        super().save(must_create)
        written = self._as_it_is()
        transaction.on_commit(lambda: setattr(self, "_in_the_book", written))

    def _as_it_is(self) -> tuple[str, bytes]:
        return self.session_key or "", self.serializer().dumps(dict(self.items()))

    def _get_new_session_key(self) -> str:
        """This will draw a key. Whether it is taken the writing tells: `create` then draws another."""
        return get_random_string(KEY_LENGTH, VALID_KEY_CHARS)
