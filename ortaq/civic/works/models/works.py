"""The work, the stages it reached, and what shows each of them."""

from django.db import models
from django.db.models import F, Q

from ortaq.core.files.models import StoredFile
from ortaq.core.matters.models import Matter
from ortaq.core.territory.models import Body


class Work(models.Model):
    """Something the city builds, repairs or pays for. Its title, pin and present stage stand on its card."""

    class Kind(models.TextChoices):
        PEDESTRIAN = "pedestrian"
        PAVEMENT = "pavement"
        PLAYGROUND = "playground"
        PARK = "park"
        GREENING = "greening"
        LIGHTING = "lighting"
        WALLS = "walls"
        CLEARING = "clearing"
        FURNITURE = "furniture"
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
    about = models.JSONField(default=dict, blank=True)
    """Localized: what is done there, for everyone."""
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="works")
    """Who answers for it."""
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.IDEA.value)
    contractor = models.CharField(max_length=200, blank=True)
    """Who carries it out, as everyone may read it."""
    contract_number = models.CharField(max_length=60, blank=True)
    planned = models.PositiveBigIntegerField(null=True, blank=True)
    """Minor units of `currency` (tiyn)."""
    spent = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="KZT")
    starts_on = models.DateField(null=True, blank=True)
    """Planned beginning."""
    ends_on = models.DateField(null=True, blank=True)
    """Planned end."""
    done_on = models.DateField(null=True, blank=True)
    """The day of its step "done"."""
    shape = models.JSONField(null=True, blank=True)
    """GeoJSON point, line or area; the card's pin stands for it."""
    district = models.CharField(max_length=120, blank=True)
    """Code of the district around the pin, "" where the work belongs to the whole city."""
    year = models.PositiveSmallIntegerField(default=0)
    """In which it is counted: of `done_on`, else of the planned end, 0 while neither is known."""
    form_token = models.CharField(max_length=64, null=True, blank=True, unique=True)
    demo = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["stage", "-id"], name="work_stage"),
            models.Index(fields=["body", "-id"], name="work_body"),
            models.Index(fields=["kind", "-id"], name="work_kind"),
            models.Index(fields=["district", "year", "-id"], name="work_district"),
            models.Index(fields=["year", "-id"], name="work_year"),
        ]
        constraints = [
            models.CheckConstraint(
                name="work_ends_after_start",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="work_done_has_day", condition=~Q(stage__in=["done", "accepted"]) | Q(done_on__isnull=False)
            ),
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


class Evidence(models.Model):
    """A document, a photo or a link that shows that a stage was reached."""

    class Kind(models.TextChoices):
        DOCUMENT = "document"
        PHOTO = "photo"
        LINK = "link"

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    label = models.CharField(max_length=150, blank=True)
    url = models.URLField(max_length=500, blank=True)
    file = models.OneToOneField(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="work_evidence"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                name="evidence_is_file_or_link",
                condition=(Q(kind="link") & ~Q(url="") & Q(file__isnull=True))
                | (~Q(kind="link") & Q(url="") & Q(file__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of step {self.step_id}"
