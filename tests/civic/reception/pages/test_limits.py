"""What one address may send in an hour without signing in."""

import pytest
from django.core.cache import cache

from tests.civic.reception.pages.walk import NAMED, TEXT, a_photo, errors, kept, send, step, walk, words
from tests.factories import city
from tests.records import an_account, sign_in

pytestmark = pytest.mark.django_db
AWAY = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture(autouse=True)
def two_an_hour(settings, tmp_path):
    city()
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"appeal": "2/h/ip", "photo": "2/h/ip"}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    }
    yield
    cache.clear()


def count():
    from ortaq.civic.reception.models import Appeal

    return Appeal.objects.count()


@pytest.mark.parametrize(
    ("language", "said"),
    [("kk", "бір сағаттан кейін"), ("ru", "через час"), ("en", "send them in an hour")],
)
def test_the_third_appeal_waits_with_its_words_and_another_address_does_not(client, client_of_another, language, said):
    for number in range(2):
        assert send(client, words={"text": f"{TEXT} {number}"}).status_code == 302
    page = send(client, language, words={"text": f"{TEXT} үшінші"})
    assert page.status_code == 429
    assert page["Retry-After"] == "3600"
    assert said in errors(page)
    assert f"{TEXT} үшінші" in words(page)
    assert count() == 2
    assert client.session["draft:appeal:"]["text"] == f"{TEXT} үшінші"
    assert f"?next=/{language}/appeals/new/check/" in page.content.decode()
    assert send(client_of_another).status_code == 302
    assert count() == 3


@pytest.fixture
def client_of_another():
    from django.test import Client

    return Client(**AWAY)


def test_pressing_again_shows_the_appeal_that_was_filed(client):
    page = walk(client)
    draft = kept(page)
    sent = [client.post(step("check"), {"go": "send", "kept": draft}) for _ in range(4)]
    assert [page.status_code for page in sent] == [302] * 4
    assert len({page["Location"] for page in sent}) == 1
    assert count() == 1


def test_who_has_signed_in_is_not_held_back_by_her_neighbours(client):
    sign_in(client, an_account())
    for number in range(4):
        assert send(client, words={"text": f"{TEXT} {number}"}, about={"who": "anonymous"}).status_code == 302
    assert count() == 4


def test_the_photo_above_the_limit_is_named_and_the_others_stay(client):
    page = client.post(step("words", "en"), {"text": TEXT, "photos": [a_photo(f"{n}.jpg") for n in range(3)]})
    assert page.status_code == 429
    assert "2.jpg: very many photos have come from your network" in words(page)
    assert TEXT in words(page)
    assert len(client.session["draft:appeal:"]["photos"]) == 2
    assert client.post(step("words", "en"), {"text": TEXT}).status_code == 302


def test_a_photo_added_in_place_waits_too(client):
    for number in range(2):
        one = {"text": TEXT, "go": "photos", "photos": [a_photo(f"{number}.jpg")]}
        assert client.post(step("words"), one).status_code == 200
    page = client.post(
        step("words"), {"text": TEXT, "go": "photos", "photos": [a_photo()]}, headers={"HX-Request": "1"}
    )
    assert page.status_code == 429
    assert "яма.jpg" in words(page)


def test_without_a_limit_or_without_an_address_nobody_is_refused(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"appeal": "1/h/ip"}
    client.defaults["REMOTE_ADDR"] = ""
    for number in range(2):
        assert send(client, words={"text": f"{TEXT} {number}"}, about=NAMED).status_code == 302
    client.defaults["REMOTE_ADDR"] = "127.0.0.1"
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"appeal": ""}
    for number in range(3):
        assert send(client, words={"text": f"{TEXT} тағы {number}"}, about=NAMED).status_code == 302
