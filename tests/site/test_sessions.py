"""A session that a transaction has taken along is not written again when the request ends."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from ortaq.site.sessions import SessionStore

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_written_already_costs_nothing(django_assert_num_queries) -> None:
    session = SessionStore()
    session["step"] = 1
    session.save()
    with django_assert_num_queries(0):
        session.save()
    session["step"] = 2
    session.save()
    assert SessionStore(session.session_key)["step"] == 2


def test_writing_is_one_statement(django_assert_num_queries) -> None:
    session = SessionStore()
    session["step"] = 1
    with django_assert_num_queries(1):
        session.save()
    session["step"] = 2
    with django_assert_num_queries(1):
        session.save()
    kept = Session.objects.get(pk=session.session_key)
    assert kept.get_decoded() == {"step": 2}
    assert kept.expire_date > timezone.now()


def test_a_session_that_has_ended_is_not_begun_again() -> None:
    session = SessionStore()
    session["step"] = 1
    session.save()
    session["step"] = 2
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists()


def test_what_went_down_with_its_transaction_is_written_again() -> None:
    session = SessionStore()
    session["step"] = 1
    session.save()
    session["step"] = 2
    with transaction.atomic():
        session.save()
        transaction.set_rollback(True)
    assert SessionStore(session.session_key)["step"] == 1
    session.save()
    assert SessionStore(session.session_key)["step"] == 2


def test_a_new_key_is_written_though_the_words_are_the_same() -> None:
    session = SessionStore()
    session["step"] = 1
    session.save()
    before = session.session_key
    session.cycle_key()
    session.save()
    assert session.session_key != before
    assert SessionStore(session.session_key)["step"] == 1
    assert not Session.objects.filter(pk=before).exists()


def test_a_key_that_is_taken_is_drawn_again(monkeypatch) -> None:
    taken, free = "a" * 32, "b" * 32
    Session.objects.create(pk=taken, session_data="", expire_date="2030-01-01T00:00:00Z")
    keys = iter([taken, free])
    monkeypatch.setattr(SessionStore, "_get_new_session_key", lambda _store: next(keys))
    session = SessionStore()
    session["step"] = 1
    session.save()
    assert session.session_key == free
