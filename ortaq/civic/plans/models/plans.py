"""The plan and its versions: the parts of a published version never change."""

from django.db import models
from django.db.models import Q

from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Body, Territory


class Plan(models.Model):
    """What a plan is about; what it says is in its versions. Texts are Localized."""

    class Kind(models.TextChoices):
        GENERAL = "general_plan"
        VILLAGE = "village_plan"
        SCHEME = "scheme"

    class Moderation(models.TextChoices):
        AFTER = "after"
        """What people say is shown at once."""
        BEFORE = "before"
        """A moderator looks first."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="plan")
    code = models.SlugField(max_length=60, unique=True)
    """In the address of the public page."""
    kind = models.CharField(max_length=14, choices=Kind.choices)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="plans")
    """Who makes the plan."""
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="plans")
    title = models.JSONField()
    summary = models.JSONField(default=dict, blank=True)
    moderation = models.CharField(max_length=6, choices=Moderation.choices, default=Moderation.AFTER.value)
    """When somebody looks at what residents write about it."""
    listed = models.BooleanField(default=False)
    """Equals matter.visibility == public: lists read one table."""
    demo = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["listed", "kind", "-matter"], name="plan_by_kind")]

    def __str__(self) -> str:
        return self.code


class PlanVersion(models.Model):
    """One state of a plan. From `published_at` on its parts are frozen; only the stage goes on."""

    class Stage(models.TextChoices):
        CONCEPT = "concept"
        DRAFT = "draft"
        HEARING = "hearing"
        ADOPTED = "adopted"
        IN_FORCE = "in_force"
        SUPERSEDED = "superseded"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    before = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="after")
    """The version this one was made from and is compared with."""
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.CONCEPT.value)
    label = models.JSONField(default=dict, blank=True)
    """Localized: "draft for the hearing of March"."""
    legal_basis = models.JSONField(default=dict, blank=True)
    """Localized: the act it stands on, with number and day."""
    source = models.CharField(max_length=300, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    in_force_on = models.DateField(null=True, blank=True)
    superseded_on = models.DateField(null=True, blank=True)
    remarks_until = models.DateField(null=True, blank=True)
    """The last day people can speak about it; None: as long as its stage takes remarks."""
    answers_by = models.DateField(null=True, blank=True)
    """The day all answers are promised for."""
    published_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=71, blank=True)
    """SHA-256 over all parts in canonical order, taken when it was published."""
    changes = models.JSONField(default=dict, blank=True)
    """What differs from the version before, counted once when it was published (`rules.changes`)."""
    made_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.UniqueConstraint(fields=["plan"], condition=Q(published_at__isnull=True), name="one_open_version"),
            models.CheckConstraint(
                name="published_version_has_digest", condition=Q(published_at__isnull=True) | ~Q(digest="")
            ),
            models.CheckConstraint(
                name="adopted_has_day", condition=~Q(stage__in=["adopted", "in_force"]) | Q(adopted_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"
