"""A person follows a dialogue and hears of it."""

import pytest
from django.test import Client

from ortaq.core.matters.models import Follower
from tests.civic.dialogue import stories
from tests.records import an_account, sign_in

pytestmark = pytest.mark.django_db


def a_way() -> tuple[str, str]:
    process, _officer = stories.a_process()
    return f"/ru/follow/{process.matter.number}/", f"/ru/dialogue/{process.code}/"


def test_a_guest_signs_in_and_is_brought_back():
    follow, page = a_way()
    assert Client().post(follow)["Location"].endswith(f"/account/login/?next={page.replace('/', '%2F')}")
    assert not Follower.objects.exists()


def test_one_press_follows_the_next_one_ends_it_and_the_page_says_so():
    follow, page = a_way()
    client = Client()
    sign_in(client, an_account())
    assert client.post(follow)["Location"] == page
    assert "Больше не следить" in client.get(page).content.decode()
    assert client.post(follow)["Location"] == page
    assert not Follower.objects.exists()


def test_what_is_not_public_cannot_be_followed():
    process, _officer = stories.a_process(listed=False)
    client = Client()
    sign_in(client, an_account())
    assert client.post(f"/ru/follow/{process.matter.number}/").status_code == 404
    assert client.get("/ru/follow/nothing/").status_code == 405
