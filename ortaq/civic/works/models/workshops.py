"""A workshop of residents, and the concepts it gave."""

from django.db import models
from django.db.models import F, Q

from ortaq.civic.works.models.works import Work
from ortaq.core.matters.models import Matter
from ortaq.core.territory.models import Body


class Workshop(models.Model):
    """Residents, officials and designers draw concepts together, in a few days."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="concept_workshop")
    title = models.JSONField()
    """Localized."""
    summary = models.JSONField(default=dict, blank=True)
    """Localized."""
    place = models.JSONField(default=dict, blank=True)
    """Localized: where people meet."""
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="workshops")
    starts_on = models.DateField()
    ends_on = models.DateField()
    participants = models.PositiveIntegerField(null=True, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(name="workshop_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return f"workshop {self.pk}"


class Concept(models.Model):
    """What one table of a workshop proposes. Its state is the stage of the work it became."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="concept")
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="concepts")
    number = models.PositiveSmallIntegerField()
    """In the workshop, from 1."""
    title = models.JSONField()
    """Localized."""
    summary = models.JSONField()
    """Localized."""
    authors = models.CharField(max_length=200, blank=True)
    """As they agreed to be named: "table 4, residents of Orbita"."""
    shape = models.JSONField(null=True, blank=True)
    work = models.OneToOneField(Work, null=True, blank=True, on_delete=models.PROTECT, related_name="concept")
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["workshop", "number"], name="concept_once")]

    def __str__(self) -> str:
        return f"concept {self.workshop_id}/{self.number}"
