"""The jury: who sits, who is too close, who scores what."""

from django.db import models
from django.db.models import Q

from ortaq.civic.contests.models.applications import Application
from ortaq.civic.contests.models.calls import Contest, Criterion
from ortaq.core.people.models import Person


class Juror(models.Model):
    """A seat in the jury: a person, not necessarily an official."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="jurors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="jury_seats")
    chair = models.BooleanField(default=False)
    public_name = models.CharField(max_length=200)
    """The jury is public: name and post as agreed."""
    languages = models.JSONField(default=list, blank=True)
    """Codes of the languages she reads; [] for all: the sharing-out prefers who reads the application's."""
    invited_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "person"], name="juror_once"),
            models.UniqueConstraint(
                fields=["contest"], condition=Q(chair=True, left_at__isnull=True), name="jury_one_chair"
            ),
        ]

    def __str__(self) -> str:
        return f"juror {self.pk}"


class Conflict(models.Model):
    """A juror is close to an application (kin, colleague, mentor): she neither sees nor scores it."""

    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="conflicts")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conflicts")
    reason = models.CharField(max_length=500)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["juror", "application"], name="conflict_once")]

    def __str__(self) -> str:
        return f"{self.juror_id} is close to {self.application_id}"


class Review(models.Model):
    """One juror's look at one application; submitted scores are locked."""

    class State(models.TextChoices):
        ASSIGNED = "assigned"
        SUBMITTED = "submitted"
        RELEASED = "released"
        """A conflict or a juror who left: counts as missing data."""

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="reviews")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASSIGNED.value)
    total = models.PositiveIntegerField(null=True, blank=True)
    """Σ weight × score, a whole number; None until submitted."""
    comment = models.TextField(blank=True)
    """For the jury's talk and, masked and without the juror's name, for the applicant."""
    assigned_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["juror", "application"], name="review_once"),
            models.CheckConstraint(
                name="review_submitted_whole",
                condition=~Q(state="submitted") | Q(total__isnull=False, submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Score(models.Model):
    """A whole number for one criterion."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+", db_index=False)
    value = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="score_once")]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"
