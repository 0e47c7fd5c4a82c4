"""Residents go through a check-list when a work is done."""

from django.db import models
from django.db.models import Q

from ortaq.civic.works.models.works import Work
from ortaq.core.files.models import StoredFile
from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person


class Inspection(models.Model):
    """One resident has looked at a work. Who she is nobody is shown."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="inspections")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["work", "person"], name="inspection_once")]

    def __str__(self) -> str:
        return f"inspection {self.pk}"


class Finding(models.Model):
    """What she says of one line of the check-list."""

    class State(models.TextChoices):
        FINE = "fine"
        DEFECT = "defect"
        UNSEEN = "unseen"

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    item = models.CharField(max_length=16)
    """Code of `rules.acceptance`."""
    state = models.CharField(max_length=6, choices=State.choices)
    note = models.TextField(blank=True)
    """Her words; only the body and the appeal get them."""
    photo = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    upload_token = models.CharField(max_length=64, blank=True)
    """Binds the photo of a defect until its appeal takes it."""
    appeal = models.OneToOneField(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="work_defect")
    """Card of the appeal a defect became."""
    settled_on = models.DateField(null=True, blank=True)
    settled_note = models.CharField(max_length=500, blank=True)
    """What was done about a defect, for everyone."""

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "item"], name="finding_once"),
            models.CheckConstraint(name="defect_has_words", condition=~Q(state="defect") | ~Q(note="")),
            models.CheckConstraint(
                name="settled_defect_says_how", condition=Q(settled_on__isnull=True) | ~Q(settled_note="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["inspection"], name="finding_open", condition=Q(state="defect", settled_on__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.state}"
