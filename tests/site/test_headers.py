"""Headers of safety on every answer; the probe and the robots."""

import pytest

pytestmark = pytest.mark.django_db


def test_every_page_carries_the_headers_of_safety(client):
    page = client.get("/kk/account/login/")
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert page["Permissions-Policy"].startswith("geolocation=(self)")
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["X-Frame-Options"] == "DENY"
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["login/", "signup/"])
def test_account_pages_obey_the_content_policy(client, path):
    html = client.get(f"/kk/account/{path}").content.decode()
    assert "style=" not in html
    assert " onclick=" not in html
    for tag in html.split("<script")[1:]:
        head = tag.split(">")[0]
        assert "src=" in head or 'type="application/json"' in head


def test_the_probe_tells_of_database_and_queue(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["database"] == "answers"
    assert answer.json()["tasks"]["dead"] == 0
    assert "no-store" in answer["Cache-Control"]


def test_the_probe_says_503_when_the_database_is_silent(client, monkeypatch):
    from django.db import OperationalError, connection

    def fail(*_, **__):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", fail)
    assert client.get("/healthz").status_code == 503


def test_robots_stay_out_of_forms_and_accounts(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /kk/account/" in text
    assert "Disallow: /ru/desk/" in text
    assert "Disallow: /en/appeals/new/" in text
    assert "Disallow: /kk/appeals/\n" not in text
