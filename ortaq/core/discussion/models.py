"""Comments and support: the same under an appeal, an idea, a plan's zone or a work."""

from django.db import models
from django.db.models import Q

from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Body


class Comment(models.Model):
    """A word under a matter: as written, and as shown (personal data masked)."""

    class State(models.TextChoices):
        SHOWN = "shown"
        HELD = "held"
        HIDDEN = "hidden"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="comments")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Set when an official speaks for the body."""
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    public_text = models.TextField()
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SHOWN.value)
    reason = models.CharField(max_length=200, blank=True)
    """Why it is hidden, shown in the moderation log."""
    form_token = models.CharField(max_length=64, null=True, blank=True, unique=True)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["matter", "written_at"], name="comment_in_order")]
        constraints = [
            models.CheckConstraint(name="comment_hidden_has_reason", condition=~Q(state="hidden") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class Support(models.Model):
    """A "me too": one per person and matter, kept by the database."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="supports")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="supports")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="support_once")]

    def __str__(self) -> str:
        return f"{self.person_id} supports {self.matter_id}"
