"""Logs are JSON in production and hold no people, whoever writes them."""

import json
import logging
import subprocess
import sys

import pytest

from tests.site.test_settings import PRODUCTION, environment

WRITES = """
import django, logging, structlog
django.setup()
log = structlog.get_logger("ortaq.trial")
log.warning("called from +7 701 123 45 67", iin="880101300123", who="aliya@example.kz", number=7,
            nested={"text": "write to aliya@example.kz", "phone": "1"}, listed=["8 701 123 45 67"])
logging.getLogger("someone.else").error("mail to %s failed", "aliya@example.kz")
def fails(secret_name):
    kept_here = "aliya@example.kz"
    raise ValueError("no such phone 87011234567")
try:
    fails("Aliya from Abay street")
except ValueError:
    log.exception("it_broke")
"""


@pytest.fixture(scope="module")
def lines() -> list[dict]:
    run = subprocess.run(
        [sys.executable, "-c", WRITES], env=environment(**PRODUCTION), capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in run.stderr.splitlines()]


def test_every_line_is_json_with_time_level_and_logger(lines):
    assert len(lines) == 3
    for line in lines:
        assert {"event", "level", "timestamp", "logger"} <= set(line)


def test_no_line_holds_a_person(lines):
    text = json.dumps(lines, ensure_ascii=False)
    for personal in ("701 123", "87011234567", "880101300123", "aliya@example.kz", "Aliya from Abay"):
        assert personal not in text


def test_what_is_no_person_stays(lines):
    assert lines[0]["number"] == 7
    assert "called from" in lines[0]["event"]
    assert lines[0]["iin"] == "[hidden]"
    assert lines[0]["nested"]["phone"] == "[hidden]"
    assert "ValueError" in lines[2]["exception"]


@pytest.mark.django_db
@pytest.mark.urls("tests.site.trial_urls")
def test_a_failed_request_leaves_neither_form_nor_person_in_the_log(settings):
    from django.test import Client

    from ortaq.site.logs import logging_settings

    seen: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record):
            seen.append(self.format(record))

    given = logging_settings(console=False)
    formatter = logging.config.dictConfigClass(given).configure_formatter(dict(given["formatters"]["masked"]))
    handler = Keep()
    handler.setFormatter(formatter)
    logger = logging.getLogger("django.request")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel("ERROR")
    try:
        Client(raise_request_exception=False).post(
            "/kk/trial/bug/?phone=87011234567", {"text": "Aliya, +7 701 123 45 67"}
        )
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    [line] = seen
    assert "ValueError" in line
    for personal in ("701 123", "87011234567", "aliya@example.kz", "880101300123", "Aliya, +7"):
        assert personal not in line


def test_mail_without_a_server_leaves_no_address_in_the_log(capsys, settings):
    settings.EMAIL_BACKEND = "ortaq.site.mail.LogBackend"
    from django.core.mail import send_mail

    assert send_mail("Your code: 123456", "123456", None, ["aliya@example.kz"]) == 1
    said = capsys.readouterr()
    assert "123456" not in said.out + said.err
    assert "aliya" not in said.out + said.err
