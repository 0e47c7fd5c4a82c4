"""Forums and workshops: a programme, seats, a waiting list, attendance, questions, minutes."""

from django.db import models
from django.db.models import F, Q

from ortaq.civic.dialogue.models.processes import Process
from ortaq.core.decisions.models import Decision
from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Body


class Forum(models.Model):
    """One meeting people come to. Texts are Localized; its place is on the card."""

    class Kind(models.TextChoices):
        FORUM = "forum"
        WORKSHOP = "workshop"
        GATHERING = "gathering"

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        CANCELLED = "cancelled"
        HELD = "held"

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="forum")
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="forums")
    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FORUM.value)
    title = models.JSONField()
    summary = models.JSONField(default=dict, blank=True)
    venue = models.JSONField(default=dict, blank=True)
    """Name and address of the place."""
    access = models.JSONField(default=dict, blank=True)
    """How to get in: entrance, lift, stops nearby."""
    offers = models.JSONField(default=list, blank=True)
    """Codes of `rules.forums.NEEDS` the organisers can meet."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    registration_opens_at = models.DateTimeField()
    registration_closes_at = models.DateTimeField()
    """ "Confirm by": the first second that no longer counts."""
    capacity = models.PositiveIntegerField()
    offer_hours = models.PositiveSmallIntegerField(default=24)
    """How long a free seat is kept for the one it is offered to."""
    hashtags = models.JSONField(default=list, blank=True)
    certificate = models.BooleanField(default=True)
    check_in_key = models.CharField(max_length=64)
    """Secret behind the QR codes of this forum alone."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT.value)
    listed = models.BooleanField(default=False)
    reason = models.JSONField(default=dict, blank=True)
    """Localized: why it was cancelled."""
    minutes_published_at = models.DateTimeField(null=True, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["listed", "starts_at"], name="forum_next")]
        constraints = [
            models.CheckConstraint(name="forum_starts_before_end", condition=Q(starts_at__lt=F("ends_at"))),
            models.CheckConstraint(
                name="forum_registration_in_order",
                condition=Q(
                    registration_opens_at__lt=F("registration_closes_at"), registration_closes_at__lte=F("ends_at")
                ),
            ),
            models.CheckConstraint(name="forum_has_seats", condition=Q(capacity__gte=1)),
        ]

    def __str__(self) -> str:
        return self.code


class ProgrammeItem(models.Model):
    """One line of the programme."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="programme")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=0)
    title = models.JSONField()
    speaker = models.CharField(max_length=200, blank=True)
    post = models.JSONField(default=dict, blank=True)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return f"item {self.pk}"


class Registration(models.Model):
    """One person's seat or place on the waiting list. Seats are rows: there cannot be more than the forum has."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed"
        WAITING = "waiting"
        OFFERED = "offered"
        """Holds a seat until `offered_until`; then the next on the list gets it."""
        LAPSED = "lapsed"
        CANCELLED = "cancelled"

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="forum_registrations")
    position = models.PositiveIntegerField()
    """Order of arrival in this forum, 1 first; never given twice."""
    seat = models.PositiveIntegerField(null=True, blank=True)
    """1 … capacity while confirmed or offered."""
    state = models.CharField(max_length=10, choices=State.choices)
    code = models.CharField(max_length=6)
    """Six signs without look-alikes: said at the door when the QR code cannot be read."""
    needs = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=300, blank=True)
    registered_at = models.DateTimeField()
    offered_until = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    checked_in_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    hashtag_link = models.URLField(max_length=500, blank=True)
    """Her post with the forum's hashtags, for the most active resident."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "person"], name="registered_once"),
            models.UniqueConstraint(fields=["forum", "position"], name="registration_in_order"),
            models.UniqueConstraint(fields=["forum", "seat"], condition=Q(seat__isnull=False), name="seat_taken_once"),
            models.UniqueConstraint(fields=["forum", "code"], name="check_in_code_once"),
            models.CheckConstraint(
                name="seat_with_state",
                condition=Q(state__in=["confirmed", "offered"], seat__gte=1)
                | (Q(seat__isnull=True) & ~Q(state__in=["confirmed", "offered"])),
            ),
            models.CheckConstraint(
                name="offer_has_end", condition=~Q(state="offered") | Q(offered_until__isnull=False)
            ),
            models.CheckConstraint(
                name="checked_in_has_seat", condition=Q(checked_in_at__isnull=True) | Q(state="confirmed")
            ),
        ]
        indexes = [models.Index(fields=["forum", "state", "position"], name="registration_queue")]

    def __str__(self) -> str:
        return f"registration {self.forum_id}/{self.position}"


class Question(models.Model):
    """A question from the hall or the screen, shown live; the most wanted come first."""

    class State(models.TextChoices):
        WAITING = "waiting"
        """For a moderator's look, where the process asks for one before."""
        SHOWN = "shown"
        ANSWERED = "answered"
        HIDDEN = "hidden"

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="questions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    public_text = models.CharField(max_length=300)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SHOWN.value)
    reason = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    form_token = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["forum", "state"], name="question_of_forum")]
        constraints = [
            models.CheckConstraint(name="question_hidden_has_reason", condition=~Q(state="hidden") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


class QuestionVote(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="question_wanted_once")]

    def __str__(self) -> str:
        return f"{self.person_id} wants {self.question_id}"


class MinuteParagraph(models.Model):
    """A paragraph of the minutes; it may name the ideas and decisions it speaks of."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="paragraphs")
    position = models.PositiveSmallIntegerField()
    text = models.JSONField()
    """Localized."""
    matters = models.ManyToManyField(Matter, blank=True, related_name="+")
    decisions = models.ManyToManyField(Decision, blank=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["forum", "position"], name="paragraph_in_place")]

    def __str__(self) -> str:
        return f"{self.forum_id} § {self.position}"
