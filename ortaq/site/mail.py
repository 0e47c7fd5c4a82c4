"""Messages where nothing sends them: a city's log says that there was one, the demo shows it on the screen."""

import sys
from collections.abc import Sequence

import structlog
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

log = structlog.get_logger("ortaq.mail")


class LogBackend(BaseEmailBackend):
    """Counts messages into the log: no address, no subject, no text."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            log.warning("mail_not_sent", reason="ORTAQ_EMAIL_URL is empty", recipients=len(message.recipients()))
        return len(email_messages)


class ScreenChannel:
    """Shows text messages on the demo's screen, codes and all. Never used by a city: its people are real."""

    def send(self, to: str, subject: str, text: str, *, key: str = "") -> None:
        """This will print the message."""
        sys.stdout.write(f"\n[SMS → {to}] {text}\n")
        sys.stdout.flush()
