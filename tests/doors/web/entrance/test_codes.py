"""Signing up and in by a code: to the e-mail, to the phone."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail

from ortaq.core.people.models import Account, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """Text messages that would have gone out."""
    found: list[tuple[str, str]] = []
    monkeypatch.setattr("ortaq.doors.web.entrance.adapter.send_sms", lambda phone, text: found.append((phone, text)))
    return found


def code_in(text: str) -> str:
    return re.search(r"\b\d{6}\b", text).group()


def path_of(response) -> str:
    return urlsplit(response["Location"]).path


def test_a_resident_signs_up_by_an_e_mail_code(client):
    asked = client.post("/ru/account/signup/", {"contact": "Aliya@Example.kz", "name": "Алия"})
    assert path_of(asked) == "/ru/account/confirm-email/"
    assert mail.outbox[0].to == ["aliya@example.kz"]
    assert "Ваш код" in mail.outbox[0].body or "Your code" in mail.outbox[0].body
    page = client.get(asked["Location"])
    assert page.status_code == 200
    done = client.post("/ru/account/confirm-email/", {"code": code_in(mail.outbox[0].body)})
    assert done.status_code == 302
    person = Person.objects.get()
    assert (person.name, person.language, person.email) == ("Алия", "ru", "aliya@example.kz")
    assert client.session["_auth_user_id"] == str(person.account.pk)


def test_a_resident_signs_up_by_a_phone_code_written_her_own_way(client, sent):
    asked = client.post("/kk/account/signup/", {"contact": "8 (701) 123-45-67"})
    assert path_of(asked) == "/kk/account/phone/verify/"
    assert client.get(asked["Location"]).status_code == 200
    [(phone, text)] = sent
    assert phone == "+77011234567"
    done = client.post("/kk/account/phone/verify/", {"code": code_in(text)})
    assert done.status_code == 302
    account = Account.objects.get()
    assert (account.phone, account.phone_verified, account.email) == ("+77011234567", True, None)
    assert account.person.phone == "+77011234567"
    assert account.person.language == "kk"
    assert "_auth_user_id" in client.session


def test_who_signed_up_by_phone_signs_in_by_phone(client, sent):
    Account.objects.create(
        person=Person.objects.create(created_at="2027-03-01T00:00Z"),
        phone="+77011234567",
        phone_verified=True,
        joined_at="2027-03-01T00:00Z",
    )
    asked = client.post("/kk/account/login/", {"login": "+7 701 123 45 67"})
    assert path_of(asked) == "/kk/account/login/code/confirm/"
    assert client.get(asked["Location"]).status_code == 200
    done = client.post("/kk/account/login/code/confirm/", {"code": code_in(sent[0][1])})
    assert done.status_code == 302
    assert "_auth_user_id" in client.session


def test_a_wrong_code_is_refused_and_the_third_ends_the_try(client, sent):
    client.post("/kk/account/signup/", {"contact": "+77011234567"})
    wrong = "000000" if code_in(sent[0][1]) != "000000" else "111111"
    for _ in range(2):
        again = client.post("/kk/account/phone/verify/", {"code": wrong})
        assert again.status_code == 200
        assert b"error-summary" in again.content
    ended = client.post("/kk/account/phone/verify/", {"code": wrong})
    assert ended.status_code == 302
    assert path_of(ended) == "/kk/account/login/"
    assert "_auth_user_id" not in client.session


def test_a_stranger_is_not_told_that_a_number_has_an_account(client, sent):
    Account.objects.create(
        person=Person.objects.create(created_at="2027-03-01T00:00Z"),
        phone="+77011234567",
        phone_verified=True,
        joined_at="2027-03-01T00:00Z",
    )
    known = client.post("/kk/account/signup/", {"contact": "+77011234567"})
    unknown = client.post("/kk/account/signup/", {"contact": "+77017654321"})
    assert path_of(known) == path_of(unknown)
    assert not re.search(r"\b\d{6}\b", sent[0][1])
    assert Account.objects.filter(phone="+77011234567").count() == 1


@pytest.mark.parametrize("contact", ["", "12", "aliya", "a@b", "+7701", "aliya@", "<script>@x.kz"])
def test_what_is_neither_a_phone_nor_an_e_mail_gets_a_sentence(client, contact):
    page = client.post("/kk/account/signup/", {"contact": contact})
    assert page.status_code == 200
    assert b"error-summary" in page.content
    assert not Person.objects.exists()


def test_too_many_tries_get_a_page_that_says_to_wait(client, sent):
    for number in range(20):
        client.post("/kk/account/signup/", {"contact": f"+7701123{number:04}"})
    stopped = client.post("/kk/account/signup/", {"contact": "+77011239999"})
    assert stopped.status_code == 429
    assert stopped["Retry-After"]
    assert b"<h1>" in stopped.content


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("path", ["login", "signup"])
def test_the_doors_open_in_three_languages(client, language, path):
    page = client.get(f"/{language}/account/{path}/")
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()


@pytest.mark.parametrize(
    "path", ["password/change/", "password/set/", "password/reset/", "login/code/", "password/reset/key/done/"]
)
def test_there_are_no_password_pages(client, path):
    assert client.get(f"/kk/account/{path}").status_code == 404
