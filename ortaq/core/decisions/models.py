"""Decision records: the case is published first, the seed drawn after, the outcome follows for anyone to recompute."""

import uuid

from django.db import models
from django.db.models import Q

from ortaq.core.matters.models import Matter


class Decision(models.Model):
    """Announced (case and digest are public) → decided (seed and outcome) → perhaps set aside, with a reason."""

    class State(models.TextChoices):
        ANNOUNCED = "announced"
        DECIDED = "decided"
        SET_ASIDE = "set_aside"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    title = models.JSONField(default=dict)
    """Localized."""
    rule = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    case = models.JSONField()
    case_digest = models.CharField(max_length=71)
    announced_at = models.DateTimeField()
    seed = models.CharField(max_length=200, blank=True)
    seed_source = models.CharField(max_length=300, blank=True)
    """How the seed was drawn in public: who, where, from what."""
    outcome = models.JSONField(null=True, blank=True)
    outcome_digest = models.CharField(max_length=71, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ANNOUNCED.value)
    set_aside_reason = models.TextField(blank=True)
    set_aside_by = models.CharField(max_length=200, blank=True)
    """Name and post of who decided otherwise: it is a public act."""
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decided_has_outcome",
                condition=Q(state="announced")
                | Q(outcome__isnull=False, decided_at__isnull=False) & ~Q(outcome_digest=""),
            ),
            models.CheckConstraint(
                name="set_aside_has_reason",
                condition=~Q(state="set_aside") | (~Q(set_aside_reason="") & ~Q(set_aside_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}@{self.version} {self.public_id}"
