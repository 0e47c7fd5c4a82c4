"""What happens to mail while no server for it is named: the log says that there was one, and nothing of it."""

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
