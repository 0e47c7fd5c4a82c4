"""Two photos from one spot, BEFORE and AFTER, and who has checked them."""

from django.db import models
from django.db.models import F, Q

from ortaq.civic.works.models.works import Work
from ortaq.core.files.models import StoredFile
from ortaq.core.people.models import Person


class PhotoPair(models.Model):
    """What EXIF said of time and place is read before the photo loses it, and kept here alone."""

    class State(models.TextChoices):
        HALF = "half"
        """Only BEFORE."""
        TO_CHECK = "to_check"
        CONFIRMED = "confirmed"
        NOT_CONFIRMED = "not_confirmed"

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="pairs")
    number = models.PositiveSmallIntegerField()
    spot = models.JSONField(default=dict, blank=True)
    """Localized: where one stands and what one sees."""
    state = models.CharField(max_length=14, choices=State.choices, default=State.HALF.value)
    before = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="pair_before")
    before_at = models.DateTimeField()
    before_by_camera = models.BooleanField()
    """The camera says when; else a person typed the day."""
    before_lon = models.FloatField(null=True, blank=True)
    before_lat = models.FloatField(null=True, blank=True)
    after = models.OneToOneField(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="pair_after")
    after_at = models.DateTimeField(null=True, blank=True)
    after_by_camera = models.BooleanField(default=False)
    after_lon = models.FloatField(null=True, blank=True)
    after_lat = models.FloatField(null=True, blank=True)
    distance = models.PositiveIntegerField(null=True, blank=True)
    """Metres between the two, None where one of them does not say."""
    findings = models.JSONField(default=list, blank=True)
    """Codes of `rules.photos`."""
    added_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """Who sent the photo AFTER, else the one BEFORE."""
    checked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    checked_as = models.JSONField(default=dict, blank=True)
    """Localized name of the checker's post."""
    checked_at = models.DateTimeField(null=True, blank=True)
    check_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["work", "number"], name="pair_once"),
            models.CheckConstraint(
                name="pair_confirmed_is_right",
                condition=~Q(state="confirmed")
                | (
                    Q(after__isnull=False, checked_at__isnull=False)
                    & (Q(distance__isnull=True) | Q(distance__lte=500))
                    & (Q(before_by_camera=False) | Q(after_by_camera=False) | Q(after_at__gte=F("before_at")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"pair {self.work_id}/{self.number}"
