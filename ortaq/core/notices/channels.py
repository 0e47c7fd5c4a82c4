"""Ways a message leaves the house. A city plugs its own in by naming a class in the settings."""

from typing import Protocol

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

log = structlog.get_logger(__name__)


class Channel(Protocol):
    """What a channel is: it returns when the message has been taken over and raises when it has not.

    `key` is the same for every attempt at the same message: a provider that knows it does not send twice. Mail alone is
    told `unsubscribe`, the address that ends letters of this kind.
    """

    def send(self, to: str, subject: str, text: str, *, key: str = "", unsubscribe: str = "") -> None:
        """This will hand a message over."""


class ConsoleChannel:
    """Writes that a message would have gone out: neither to whom nor what, for logs are no place for people."""

    def send(self, to: str, subject: str, text: str, *, key: str = "", unsubscribe: str = "") -> None:
        """This will log the message's key and length."""
        log.info("message written, not sent", key=key, reachable=bool(to), signs=len(subject) + len(text))


class EmailChannel:
    """Mail as Django is set up to send it: `ORTAQ_EMAIL_URL` names the server, without one only the log is written."""

    def send(self, to: str, subject: str, text: str, *, key: str = "", unsubscribe: str = "") -> None:
        """This will send one mail; a repeated attempt carries the same Message-ID."""
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
        headers = {"Message-ID": f"<ortaq-{key}@{domain}>", "Auto-Submitted": "auto-generated"} if key else {}
        if unsubscribe:
            headers |= {"List-Unsubscribe": f"<{unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        EmailMessage(subject=subject, body=text, to=[to], headers=headers).send()


def channel_for(name: str) -> Channel:
    """This will give the channel for "email", "sms" or "messenger", as the settings name it."""
    if name == "email":
        return EmailChannel()
    path = {"sms": settings.SMS_BACKEND, "messenger": settings.MESSENGER_BACKEND}[name]
    made: Channel = import_string(path)()
    return made
