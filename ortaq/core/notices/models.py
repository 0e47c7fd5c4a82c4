"""One message per person and event, whatever happens to the worker that sends it."""

from django.db import models

from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person


class Notice(models.Model):
    """A message to one person about one event. `event` makes a replay harmless."""

    class Channel(models.TextChoices):
        EMAIL = "email"
        SMS = "sms"
        MESSENGER = "messenger"
        NONE = "none"
        """Nothing to write to: it waits in "my city" only."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.CASCADE, related_name="notices")
    event = models.CharField(max_length=120)
    """ "entry:1234" of the journal, or "digest:2026-W48". """
    kind = models.CharField(max_length=60)
    """Name of the message template."""
    language = models.CharField(max_length=2)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "event"], name="notice_once_per_event")]
        indexes = [models.Index(fields=["person", "-made_at"], name="notice_newest")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.person_id}"
