"""Cards of needs and measures: what residents said leads to a need, and a measure to what is built."""

from django.db import models

from ortaq.civic.plans.models.plans import Plan
from ortaq.core.matters.models import Matter


class PartCard(models.Model):
    """The card of a need or a measure: made when something is tied to it first, the same for all versions."""

    class Kind(models.TextChoices):
        NEED = "need"
        MEASURE = "measure"

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="plan_part")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="part_cards", db_index=False)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    key = models.CharField(max_length=40)
    """Of the part, which all versions share."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "kind", "key"], name="part_card_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} of {self.plan_id}"
