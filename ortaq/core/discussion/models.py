"""Comments, support and moderation: the same under an appeal, an idea, a plan's zone or a work."""

from django.db import models
from django.db.models import Q

from ortaq.core.journal.models import Entry
from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Body


class Comment(models.Model):
    """A word under a matter: as written, and as shown (personal data masked)."""

    class State(models.TextChoices):
        SHOWN = "shown"
        HELD = "held"
        HIDDEN = "hidden"

    class Side(models.TextChoices):
        FOR = "for"
        AGAINST = "against"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="comments")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Set when an official speaks for the body."""
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    """Always a comment that answers none itself: one level is read easily on a phone."""
    side = models.CharField(max_length=7, choices=Side.choices, blank=True)
    """Where the talk has two columns; "" otherwise and for answers."""
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
            models.CheckConstraint(name="comment_answer_has_no_side", condition=Q(reply_to=None) | Q(side="")),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class ReaderReport(models.Model):
    """A reader says that something should be looked at: a comment, or with None the thing on the card itself."""

    class Why(models.TextChoices):
        INSULT = "insult"
        PERSONAL = "personal"
        """Somebody's personal data."""
        ADVERTISING = "advertising"
        OTHER = "other"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="reports")
    comment = models.ForeignKey(Comment, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=12, choices=Why.choices)
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    """When a moderator looked at it."""

    class Meta:
        indexes = [models.Index(fields=["settled_at", "reported_at"], name="report_to_settle")]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "person"], condition=Q(comment__isnull=False), name="comment_reported_once"
            ),
            models.UniqueConstraint(
                fields=["matter", "person"], condition=Q(comment__isnull=True), name="matter_reported_once"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"


class ModerationAppeal(models.Model):
    """An author objects to a moderator's act, once; another moderator answers. The act is a line of the journal."""

    class State(models.TextChoices):
        OPEN = "open"
        UPHELD = "upheld"
        """The author was right: it is shown again."""
        DISMISSED = "dismissed"

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="moderation_appeal")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    """Her words, read by moderators; "" once she is forgotten."""
    filed_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN.value)
    answer = models.CharField(max_length=500, blank=True)
    """The reasons, masked: the public log shows them."""
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "filed_at"], name="moderation_appeal_open")]
        constraints = [
            models.CheckConstraint(
                name="moderation_appeal_answered",
                condition=Q(state="open", answered_at__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="moderation_appeal_answered_by_another",
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=models.F("author")),
            ),
        ]

    def __str__(self) -> str:
        return f"objection to {self.entry_id}"


class Support(models.Model):
    """A "me too": one per person and matter, kept by the database."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="supports")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="supports")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="support_once")]

    def __str__(self) -> str:
        return f"{self.person_id} supports {self.matter_id}"
