"""The register of public works: the work and the stages it reached."""

from django.db import models
from django.db.models import Q

from ortaq.core.matters.models import Matter
from ortaq.core.territory.models import Body


class Work(models.Model):
    """Something the city builds, repairs or pays for. Its title, place and present stage stand on its card."""

    class Kind(models.TextChoices):
        GREENING = "greening"
        PAVEMENT = "pavement"
        LIGHTING = "lighting"
        WALLS = "walls"
        CLEARING = "clearing"
        FURNITURE = "furniture"
        PLAYGROUND = "playground"
        PARK = "park"
        GRANT = "grant"
        """A project somebody else carries out with the city's money."""
        OTHER = "other"

    class Stage(models.TextChoices):
        IDEA = "idea"
        CONCEPT = "concept"
        DESIGN = "design"
        TENDER = "tender"
        CONSTRUCTION = "construction"
        DONE = "done"
        ACCEPTED = "accepted"
        STOPPED = "stopped"

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="work")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.JSONField()
    """Localized {kk, ru, en}."""
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="works")
    """Who answers for it."""
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.IDEA.value)
    contractor = models.CharField(max_length=200, blank=True)
    """Who carries it out, as everyone may read it."""
    planned = models.PositiveBigIntegerField(null=True, blank=True)
    """Minor units of `currency` (tiyn)."""
    spent = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="KZT")
    demo = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["stage", "-id"], name="work_stage"),
            models.Index(fields=["body", "-id"], name="work_body"),
        ]

    def __str__(self) -> str:
        return f"work {self.pk}"


class Step(models.Model):
    """A stage a work reached: on which day, and what shows it."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=12, choices=Work.Stage.choices)
    reached_on = models.DateField()
    note = models.TextField()
    """What was done or decided, for everyone."""
    spent = models.PositiveBigIntegerField(default=0)
    """Paid up to this day, in minor units of the work's currency."""
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["work", "stage"], name="step_once"),
            models.CheckConstraint(name="step_says_what", condition=~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.work_id}: {self.stage}"
