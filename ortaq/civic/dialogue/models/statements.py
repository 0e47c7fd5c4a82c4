"""Statements people agree or disagree with, their votes, and the opinion groups counted from them."""

from django.db import models
from django.db.models import Q

from ortaq.civic.dialogue.models.processes import Process
from ortaq.core.decisions.models import Decision
from ortaq.core.people.models import Person


class Statement(models.Model):
    """One sentence of at most 140 signs."""

    class State(models.TextChoices):
        HELD = "held"
        SHOWN = "shown"
        REJECTED = "rejected"
        WITHDRAWN = "withdrawn"

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    """In the process, from 1: its id in every published record."""
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="statements")
    """None for a seed of the organisers."""
    text = models.CharField(max_length=140)
    public_text = models.CharField(max_length=160)
    """The same with personal data masked."""
    language = models.CharField(max_length=2)
    translations = models.JSONField(default=dict, blank=True)
    """{language: {"text": str, "state": "machine" | "reviewed"}} beside the original."""
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.CharField(max_length=200, blank=True)
    form_token = models.CharField(max_length=64, null=True, blank=True, unique=True)
    posted_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)
    """Since when people can answer it."""
    times_shown = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["process", "state"], name="statement_of_process")]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="statement_number_once"),
            models.CheckConstraint(
                name="statement_rejected_has_reason", condition=~Q(state="rejected") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="statement_shown_since", condition=~Q(state="shown") | Q(shown_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id} statement {self.number}"


class Showing(models.Model):
    """A statement was put before a person, with the probability it had then: rates are corrected by it."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="showings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    per_million = models.PositiveIntegerField()
    unseen = models.PositiveIntegerField(default=1_000_000)
    """Millionths of the probability that no earlier draw had shown it to this person."""
    shown_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "person"], name="shown_once"),
            models.CheckConstraint(
                name="showing_has_chance", condition=Q(per_million__gte=1, per_million__lte=1_000_000)
            ),
            models.CheckConstraint(name="showing_unseen_before", condition=Q(unseen__gte=1, unseen__lte=1_000_000)),
        ]

    def __str__(self) -> str:
        return f"showing {self.pk}"


class StatementWay(models.Model):
    """One person's way through the statements of a process: how likely each still is not to have been shown."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    draws = models.PositiveIntegerField(default=0)
    unseen = models.JSONField(default=dict, blank=True)
    """{number of the statement: millionths}; an absent one is certain not to have been shown."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "person"], name="statement_way_once")]

    def __str__(self) -> str:
        return f"way {self.pk}"


class StatementVote(models.Model):
    """The last word of a person on a statement: +1 agree, −1 disagree, 0 pass."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="statement_votes")
    value = models.SmallIntegerField()
    cast_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "person"], name="statement_vote_once"),
            models.CheckConstraint(name="statement_vote_known", condition=Q(value__in=[-1, 0, 1])),
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"


class OpinionCount(models.Model):
    """One count of the votes into opinion groups; the newest is what the page shows."""

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="opinion_counts")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="+")
    votes = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    counted_at = models.DateTimeField()
    rates = models.JSONField(default=dict, blank=True)
    """{number: {"raw", "corrected", "error", "answers"}} in millionths: corrected by the probability of being asked."""
    summary = models.JSONField(default=dict, blank=True)
    """The outcome without its lists of people, and the map drawn small: what a page shows."""
    items = models.JSONField(default=dict, blank=True)
    """What the count learnt of each statement, by which the next one is chosen until the next count."""

    class Meta:
        ordering = ["-counted_at"]
        indexes = [models.Index(fields=["process", "-counted_at"], name="opinion_newest")]

    def __str__(self) -> str:
        return f"opinion count {self.pk}"


class OpinionSeat(models.Model):
    """Which participant of a count a person is: known to her alone, the record holds positions only."""

    count = models.ForeignKey(OpinionCount, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    group = models.SmallIntegerField(default=-1)
    """−1 for none."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["count", "person"], name="opinion_seat_once"),
            models.UniqueConstraint(fields=["count", "position"], name="opinion_position_once"),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"
