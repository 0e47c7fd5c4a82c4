"""A city cannot be opened unsafely by accident: wrong settings stop the start with a sentence."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ortaq.site.environment import VARIABLES, SettingsError, cache, database, mail

ROOT = Path(__file__).resolve().parents[2]
KEY = "k3y-of-a-real-city-that-nobody-else-knows-0123456789-abcdef"
PRODUCTION = {
    "ORTAQ_ENV": "production",
    "ORTAQ_SECRET_KEY": KEY,
    "ORTAQ_VOTE_KEY": "another-" + KEY,
    "ORTAQ_HOSTS": "ortaq.example.kz",
    "ORTAQ_ORIGIN": "https://ortaq.example.kz",
}
SHOW = "import json; from django.conf import settings as s; print(json.dumps({k: getattr(s, k) for k in %r}))"


def environment(**given: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("ORTAQ_", "DJANGO_"))}
    return {
        **plain,
        "DJANGO_SETTINGS_MODULE": "ortaq.site.settings",
        "PYTHONPATH": str(ROOT),
        "ORTAQ_STATE_DIR": "/tmp/ortaq-nowhere",
        **given,
    }


def start(code: str, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], env=environment(**given), capture_output=True, text=True, cwd=ROOT, check=False
    )


def shown(*names: str, **given: str) -> dict:
    run = start(SHOW % (list(names),), **given)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"ORTAQ_SECRET_KEY": ""}, "ORTAQ_SECRET_KEY"),
        ({"ORTAQ_SECRET_KEY": "short"}, "ORTAQ_SECRET_KEY"),
        ({"ORTAQ_SECRET_KEY": "only-for-the-demo-and-tests-where-nothing-needs-keeping"}, "ORTAQ_SECRET_KEY"),
        ({"ORTAQ_SECRET_KEY": "a" * 60}, "ORTAQ_SECRET_KEY"),
        ({"ORTAQ_SECRET_KEY": "django-insecure-" + KEY}, "ORTAQ_SECRET_KEY"),
        ({"ORTAQ_SECRET_KEY_FALLBACKS": "short"}, "ORTAQ_SECRET_KEY_FALLBACKS"),
        ({"ORTAQ_VOTE_KEY": ""}, "ORTAQ_VOTE_KEY"),
        ({"ORTAQ_VOTE_KEY": "only-for-the-demo-and-tests-where-nothing-needs-keeping"}, "ORTAQ_VOTE_KEY"),
        ({"ORTAQ_VOTE_KEY": KEY}, "ORTAQ_VOTE_KEY must differ"),
        ({"ORTAQ_HOSTS": ""}, "ORTAQ_HOSTS"),
        ({"ORTAQ_HOSTS": "*"}, "ORTAQ_HOSTS"),
        ({"ORTAQ_ORIGIN": ""}, "ORTAQ_ORIGIN"),
        ({"ORTAQ_ORIGIN": "http://ortaq.example.kz"}, "ORTAQ_ORIGIN"),
        ({"ORTAQ_ENV": "debug"}, "ORTAQ_ENV"),
        ({"ORTAQ_DATABASE_URL": "mysql://x/y"}, "ORTAQ_DATABASE_URL"),
        ({"ORTAQ_EMAIL_URL": "http://x"}, "ORTAQ_EMAIL_URL"),
        ({"ORTAQ_TRUSTED_PROXIES": "many"}, "ORTAQ_TRUSTED_PROXIES"),
        ({"ORTAQ_SQLITE_SYNCHRONOUS": "OFF"}, "ORTAQ_SQLITE_SYNCHRONOUS"),
    ],
)
def test_production_does_not_start_unsafely(change, named):
    run = start("from django.conf import settings; settings.DEBUG", **{**PRODUCTION, **change})
    assert run.returncode != 0
    assert named in run.stderr.strip().splitlines()[-1]


def test_production_is_the_default_and_has_no_demo_in_it():
    given = {name: value for name, value in PRODUCTION.items() if name != "ORTAQ_ENV"}
    found = shown(
        "PRODUCTION",
        "DEMO",
        "DEBUG",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
        "SECURE_SSL_REDIRECT",
        "SECRET_KEY",
        **given,
    )
    assert found == {
        "PRODUCTION": True,
        "DEMO": False,
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_SSL_REDIRECT": True,
        "SECRET_KEY": KEY,
    }


@pytest.mark.parametrize("env", ["production", "demo", "test"])
def test_debug_cannot_be_switched_on(env):
    assert shown("DEBUG", **{**PRODUCTION, "ORTAQ_ENV": env, "DEBUG": "1", "DJANGO_DEBUG": "1"}) == {"DEBUG": False}


def test_djangos_deployment_checks_find_nothing():
    run = start(
        "import django; django.setup(); from django.core.checks import run_checks\n"
        "print([(m.id, m.msg) for m in run_checks(include_deployment_checks=True) if not m.is_silenced()])",
        **PRODUCTION,
    )
    assert run.stdout.strip() == "[]", run.stdout + run.stderr


def test_a_shared_host_name_is_not_believed():
    """Behind no proxy nobody may claim to come by https."""
    assert shown("SECURE_PROXY_SSL_HEADER", **PRODUCTION) == {"SECURE_PROXY_SSL_HEADER": None}
    behind = shown("SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT", ORTAQ_TRUSTED_PROXIES="1", **PRODUCTION)
    assert behind == {"SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"], "ALLAUTH_TRUSTED_PROXY_COUNT": 1}


def test_database_addresses_are_read():
    found = database("postgres://city:p%40ss@db.example:5433/ortaq?sslmode=require", Path("/var"), "FULL")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "city",
        "p@ss",
        "db.example",
        "5433",
        "ortaq",
    )
    assert found["OPTIONS"]["sslmode"] == "require"
    assert database("sqlite:////data/city.sqlite3", Path("/var"), "FULL")["NAME"] == "/data/city.sqlite3"
    assert database("", Path("/var"), "FULL")["NAME"] == "/var/ortaq.sqlite3"
    assert "synchronous=FULL" in database("", Path("/var"), "FULL")["OPTIONS"]["init_command"]
    with pytest.raises(SettingsError):
        database("oracle://x", Path("/var"), "FULL")


def test_mail_addresses_are_read():
    assert mail("", demo=True)["EMAIL_BACKEND"].endswith("console.EmailBackend")
    assert mail("", demo=False)["EMAIL_BACKEND"] == "ortaq.site.mail.LogBackend"
    found = mail("smtp+tls://city:p%40ss@mail.example", demo=False)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_HOST_PASSWORD"], found["EMAIL_USE_TLS"]) == (
        "mail.example",
        587,
        "p@ss",
        True,
    )
    assert mail("smtps://mail.example", demo=False)["EMAIL_PORT"] == 465
    with pytest.raises(SettingsError):
        mail("smtp+tls://", demo=False)


def test_limits_are_counted_where_every_process_sees_them():
    assert "filebased" in cache("", Path("/var"))["BACKEND"]
    assert "db" in cache("postgres://x/y", Path("/var"))["BACKEND"]


def test_what_guests_may_send_is_set_by_the_city():
    rates = shown("ACCOUNT_RATE_LIMITS", **PRODUCTION)["ACCOUNT_RATE_LIMITS"]
    assert (rates["appeal"], rates["photo"]) == ("30/h/ip", "120/h/ip")
    rates = shown("ACCOUNT_RATE_LIMITS", **PRODUCTION, ORTAQ_APPEALS_PER_HOUR="500", ORTAQ_PHOTOS_PER_HOUR="0")
    assert (rates["ACCOUNT_RATE_LIMITS"]["appeal"], rates["ACCOUNT_RATE_LIMITS"]["photo"]) == ("500/h/ip", "")


def test_the_document_and_the_program_name_the_same_settings():
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(ORTAQ_\w+)` \| (.*?) \| (.*?) \|$", text, flags=re.MULTILINE)
    assert [row[0] for row in rows] == [variable.name for variable in VARIABLES]
    for (_, default, meaning), variable in zip(rows, VARIABLES, strict=True):
        assert default == (f"`{variable.default}`" if variable.default else "empty")
        assert meaning == variable.meaning.replace("|", "\\|")


def test_every_setting_that_is_read_is_in_the_table():
    source = (ROOT / "ortaq" / "site" / "settings.py").read_text(encoding="utf-8")
    assert set(re.findall(r'(?:read|whole_number)\("(\w+)"\)', source)) == {variable.name for variable in VARIABLES}
