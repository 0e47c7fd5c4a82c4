"""The second step: an app that shows codes, recovery codes, a passkey."""

import re
import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache

from tests.doors.web.entrance.test_codes import code_in, path_of
from tests.records import an_account, sign_in

pytestmark = pytest.mark.django_db


def app_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def proven(account):
    """An account whose e-mail has been confirmed."""
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def connect_app(client) -> str:
    page = client.get("/kk/account/2fa/totp/activate/")
    assert page.status_code == 200
    html = page.content.decode()
    assert 'src="data:image/svg+xml' in html
    secret = re.search(r"<code>([A-Z2-7]+)</code>", html).group(1)
    done = client.post("/kk/account/2fa/totp/activate/", {"code": app_code(secret)})
    assert done.status_code == 302, done.content.decode()
    return secret


def sign_in_by_code(client, account):
    client.post("/kk/account/login/", {"login": account.email})
    return client.post("/kk/account/login/code/confirm/", {"code": code_in(mail.outbox[-1].body)})


def test_an_official_connects_an_app_and_signs_in_with_it(client):
    account = proven(an_account())
    sign_in(client, account)
    secret = connect_app(client)
    codes = client.get("/kk/account/2fa/recovery-codes/").content.decode()
    assert len(re.findall(r"<li><code>", codes)) == 10
    client.post("/kk/account/logout/")
    cache.clear()
    asked = sign_in_by_code(client, account)
    assert path_of(asked) == "/kk/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.get("/kk/account/2fa/authenticate/").status_code == 200
    wrong = client.post("/kk/account/2fa/authenticate/", {"code": "000000"})
    assert b"error-summary" in wrong.content
    cache.clear()  # the same code counts once within its half minute
    done = client.post("/kk/account/2fa/authenticate/", {"code": app_code(secret)})
    assert done.status_code == 302
    assert [record["method"] for record in client.session["account_authentication_methods"]][-1] == "mfa"


@pytest.mark.urls("tests.site.trial_urls")
def test_an_official_who_has_just_connected_the_app_opens_the_desk_with_it(client):
    from ortaq.core.territory.models import Office
    from tests.conftest import NOW
    from tests.records import a_body

    account = proven(an_account())
    Office.objects.create(person=account.person, body=a_body(), role="officer", since=NOW.date().replace(year=2020))
    sign_in(client, account)
    assert path_of(client.get("/kk/trial/desk/inbox/")) == "/kk/account/2fa/"
    secret = connect_app(client)
    asked = client.get("/kk/trial/desk/inbox/")
    assert path_of(asked) == "/kk/account/2fa/reauthenticate/"
    assert client.get(asked["Location"]).status_code == 200
    cache.clear()
    shown = client.post(asked["Location"], {"code": app_code(secret), "next": "/kk/trial/desk/inbox/"})
    assert shown["Location"] == "/kk/trial/desk/inbox/"
    assert client.get("/kk/trial/desk/inbox/").status_code == 200


def test_a_recovery_code_works_once(client):
    account = proven(an_account())
    sign_in(client, account)
    connect_app(client)
    code = re.search(r"<li><code>([^<]+)</code>", client.get("/kk/account/2fa/recovery-codes/").content.decode()).group(
        1
    )
    for expected in (302, 200):
        client.post("/kk/account/logout/")
        cache.clear()
        assert path_of(sign_in_by_code(client, account)) == "/kk/account/2fa/authenticate/"
        assert client.post("/kk/account/2fa/authenticate/", {"code": code}).status_code == expected


def test_a_guessed_code_is_stopped_after_a_few(client):
    account = proven(an_account())
    sign_in(client, account)
    connect_app(client)
    client.post("/kk/account/logout/")
    cache.clear()
    sign_in_by_code(client, account)
    answers = [client.post("/kk/account/2fa/authenticate/", {"code": f"{n:06}"}).content.decode() for n in range(8)]
    assert len({re.findall(r"error-summary.*?</ul>", answer, re.DOTALL)[0] for answer in answers}) > 1
    assert "_auth_user_id" not in client.session


def test_nobody_turns_the_second_step_off_with_a_borrowed_session(client):
    account = proven(an_account())
    sign_in(client, account)
    connect_app(client)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - 3600
    session.save()
    again = client.get("/kk/account/2fa/totp/deactivate/")
    assert again.status_code == 302
    assert urlsplit(again["Location"]).path == "/kk/account/2fa/reauthenticate/"
    assert client.get(again["Location"]).status_code == 200


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    "path", ["2fa/", "2fa/totp/activate/", "2fa/webauthn/", "2fa/webauthn/add/", "email/", "phone/change/", "logout/"]
)
def test_the_pages_of_an_account_open_in_three_languages(client, language, path):
    sign_in(client, proven(an_account()))
    page = client.get(f"/{language}/account/{path}")
    html = page.content.decode()
    assert page.status_code == 200
    assert f'<html lang="{language}"' in html
    assert "style=" not in html
    assert "<h1>" in html


def test_the_e_mail_is_changed_by_a_code_and_the_person_is_written_to_there(client):
    account = proven(an_account())
    sign_in(client, account)
    asked = client.post("/kk/account/email/", {"email": "new@example.kz", "action_add": "1"})
    assert asked.status_code == 302
    done = client.post("/kk/account/confirm-email/", {"code": code_in(mail.outbox[-1].body)})
    assert done.status_code == 302
    account.refresh_from_db()
    account.person.refresh_from_db()
    assert account.email == "new@example.kz"
    assert account.person.email == "new@example.kz"


def test_the_phone_is_changed_by_a_code(client, monkeypatch):
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr("ortaq.doors.web.entrance.adapter.send_sms", lambda phone, text: sent.append((phone, text)))
    account = proven(an_account())
    sign_in(client, account)
    asked = client.post("/kk/account/phone/change/", {"phone": "8 701 123 45 67", "action_add": "1"})
    assert path_of(asked) == "/kk/account/phone/verify/"
    done = client.post("/kk/account/phone/verify/", {"code": code_in(sent[-1][1])})
    assert done.status_code == 302
    account.refresh_from_db()
    assert (account.phone, account.phone_verified) == ("+77011234567", True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_an_official_adds_a_passkey_and_enters_with_a_finger(live_server, context, settings, client):
    """A real Chromium with a virtual authenticator, under the strict content policy."""
    settings.ALLOWED_HOSTS = ["*"]
    account = proven(an_account())
    sign_in(client, account)
    origin = live_server.url.replace("127.0.0.1", "localhost")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": origin}])
    page = context.new_page()
    refused = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    finger = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": finger})

    page.goto(f"{origin}/kk/account/2fa/webauthn/add/")
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/account/2fa/**")
    page.wait_for_selector("h1")
    assert account.authenticator_set.filter(type="webauthn").count() == 1

    context.clear_cookies()
    page.goto(f"{origin}/kk/account/login/")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "/account/login" not in url)
    session = next(cookie for cookie in context.cookies() if cookie["name"] == "sessionid")
    client.cookies["sessionid"] = session["value"]
    assert client.session["_auth_user_id"] == str(account.pk)
    assert client.session["account_authentication_methods"][-1]["method"] == "mfa"
    assert refused == []
