"""What people say about a part of a version, where it stands on later versions, and its fate."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from ortaq.civic.plans.models.parts import Layer, Paragraph, Zone
from ortaq.civic.plans.models.plans import Plan, PlanVersion
from ortaq.civic.plans.models.village import Measure, Resource
from ortaq.core.discussion.rules.fates import Fate
from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Body


class Remark(models.Model):
    """A comment, an idea or an amendment; title, language and pin are on the card."""

    class Kind(models.TextChoices):
        COMMENT = "comment"
        IDEA = "idea"
        AMENDMENT = "amendment"
        """Other words for a paragraph, other limits for a zone."""

    class State(models.TextChoices):
        HELD = "held"
        SHOWN = "shown"
        REJECTED = "rejected"
        WITHDRAWN = "withdrawn"

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="remark")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="remarks", db_index=False)
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="remarks")
    """The version it was said about."""
    kind = models.CharField(max_length=10, choices=Kind.choices)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plan_remarks")
    text = models.TextField()
    public_text = models.TextField()
    proposal = models.JSONField(default=dict, blank=True)
    """What an amendment puts in place of what is there, masked as everyone reads it: {"text": words in the card's
    language} of a paragraph, or some of {"height_m", "storeys", "density"} of a zone. {} for all others."""
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.CharField(max_length=300, blank=True)
    """Why it is not shown."""
    supporters = models.PositiveIntegerField(default=0)
    form_token = models.CharField(max_length=64, null=True, blank=True, unique=True)
    made_at = models.DateTimeField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="plan_remarks")
    """Who answers; the plan's own body unless another was named."""
    due_on = models.DateField()
    """The last day to answer."""
    fate = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Fate], default="", blank=True)
    """Empty until it is answered."""
    answer = models.JSONField(default=dict, blank=True)
    """Localized: reasons."""
    forwarded_to = models.JSONField(default=dict, blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["plan", "state", "-made_at"], name="remark_newest"),
            models.Index(fields=["version", "state", "-made_at"], name="remark_of_version"),
            models.Index(fields=["body", "due_on"], name="remark_of_body"),
        ]
        constraints = [
            models.CheckConstraint(name="remark_rejected_has_reason", condition=~Q(state="rejected") | ~Q(reason="")),
            models.CheckConstraint(
                name="remark_amendment_proposes",
                condition=(Q(kind="amendment") & ~Q(proposal={})) | (~Q(kind="amendment") & Q(proposal={})),
            ),
            models.CheckConstraint(
                name="remark_fate_has_answer",
                condition=Q(fate="", answered_at__isnull=True)
                | (~Q(fate="") & Q(answered_at__isnull=False) & ~Q(answer={})),
            ),
            models.CheckConstraint(
                name="remark_outside_is_forwarded", condition=~Q(fate="outside") | ~Q(forwarded_to={})
            ),
        ]

    def __str__(self) -> str:
        return f"remark {self.pk}"


class RemarkLens(models.Model):
    """A group the author says in public she speaks for, a code of `core.discussion.rules.lenses`."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="lenses")
    lens = models.CharField(max_length=20)

    class Meta:
        verbose_name_plural = "remark lenses"
        constraints = [models.UniqueConstraint(fields=["lens", "remark"], name="remark_lens_once")]

    def __str__(self) -> str:
        return f"{self.lens} of {self.remark_id}"


def _exactly_one(*names: str) -> Q:
    """One of these columns is filled, the others are empty."""
    return reduce(or_, (Q(**{f"{other}__isnull": other != name for other in names}) for name in names))


class Anchor(models.Model):
    """Where a remark stands on one version: on a part, on a drawn shape, or nowhere any more."""

    class State(models.TextChoices):
        MADE = "made"
        """Put there by its author."""
        KEPT = "kept"
        """The part did not change."""
        MOVED = "moved"
        """The part has another place or number, its words or limits are the same."""
        CHANGED = "changed"
        """Answered by change: what the part says is another now."""
        ORPHANED = "orphaned"
        """The part is gone."""

    class Part(models.TextChoices):
        PARAGRAPH = "paragraph"
        ZONE = "zone"
        LAYER = "layer"
        MEASURE = "measure"
        RESOURCE = "resource"
        SHAPE = "shape"
        """Drawn by hand: it has no key."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="anchors")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="anchors", db_index=False)
    state = models.CharField(max_length=8, choices=State.choices)
    part = models.CharField(max_length=9, choices=Part.choices)
    key = models.CharField(max_length=60, blank=True)
    """Of the part, also when it is gone: under it the remark stands again should the part come back."""
    paragraph = models.ForeignKey(Paragraph, null=True, blank=True, on_delete=models.PROTECT, related_name="anchors")
    zone = models.ForeignKey(Zone, null=True, blank=True, on_delete=models.PROTECT, related_name="anchors")
    layer = models.ForeignKey(Layer, null=True, blank=True, on_delete=models.PROTECT, related_name="anchors")
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.PROTECT, related_name="anchors")
    resource = models.ForeignKey(Resource, null=True, blank=True, on_delete=models.PROTECT, related_name="anchors")
    """A budget line."""
    shape = models.JSONField(null=True, blank=True)
    """GeoJSON Point, LineString or Polygon somebody drew (`core.territory.shapes`)."""

    class Meta:
        indexes = [models.Index(fields=["version", "part", "key"], name="anchor_of_part")]
        constraints = [
            models.UniqueConstraint(fields=["remark", "version"], name="anchored_once_a_version"),
            models.CheckConstraint(
                name="anchor_has_key", condition=Q(part="shape", key="") | (~Q(part="shape") & ~Q(key=""))
            ),
            models.CheckConstraint(
                name="anchor_is_one_thing",
                condition=Q(state="orphaned")
                | _exactly_one("paragraph", "zone", "layer", "measure", "resource", "shape"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remark_id} on version {self.version_id}"
