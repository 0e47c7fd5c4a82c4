"""Ways a message leaves the house. A city plugs its own in by naming a class in the settings."""

from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string

log = structlog.get_logger(__name__)


class Channel(Protocol):
    """What a channel is: it returns when the message has been taken over and raises when it has not.

    `key` is the same for every attempt at the same message: a provider that knows it does not send twice.
    """

    def send(self, to: str, subject: str, text: str, *, key: str = "") -> None:
        """This will hand a message over."""


class ConsoleChannel:
    """Writes that a message would have gone out: neither to whom nor what, for logs are no place for people."""

    def send(self, to: str, subject: str, text: str, *, key: str = "") -> None:
        """This will log the message's key and length."""
        log.info("message written, not sent", key=key, reachable=bool(to), signs=len(subject) + len(text))


class EmailChannel:
    """Mail by SMTP, as `ORTAQ_EMAIL_URL` says: smtp+tls://user:password@host:587, smtps://…:465 or smtp://…:25."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtp+tls", "smtps"} or not parts.hostname:
            raise ValueError("ORTAQ_EMAIL_URL must look like smtp+tls://user:password@host:587")
        timeout = parse_qs(parts.query).get("timeout", ["20"])[0]
        self.options = {
            "host": parts.hostname,
            "port": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp+tls",
            "use_ssl": parts.scheme == "smtps",
            "timeout": int(timeout),
        }

    def send(self, to: str, subject: str, text: str, *, key: str = "") -> None:
        """This will send one mail; a repeated attempt carries the same Message-ID."""
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
        headers = {"Message-ID": f"<ortaq-{key}@{domain}>", "Auto-Submitted": "auto-generated"} if key else {}
        connection = get_connection("django.core.mail.backends.smtp.EmailBackend", **self.options)
        EmailMessage(
            subject=subject,
            body=text,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[to],
            headers=headers,
            connection=connection,
        ).send()


def channel_for(name: str) -> Channel:
    """This will give the channel for "email", "sms" or "messenger", as the settings name it."""
    if name == "email":
        return EmailChannel(settings.EMAIL_URL) if settings.EMAIL_URL else ConsoleChannel()
    path = {"sms": settings.SMS_BACKEND, "messenger": settings.MESSENGER_BACKEND}[name]
    made: Channel = import_string(path)()
    return made
