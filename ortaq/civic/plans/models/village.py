"""The parts of an inclusive village plan: need → measure → resource and result. They freeze with their version.

How it goes on is told beside them, in `progress`: by the keys of these parts, which stay from version to version.
"""

from django.db import models
from django.db.models import F, Q

from ortaq.civic.plans.models.gatherings import Gathering
from ortaq.civic.plans.models.plans import PlanVersion


class Need(models.Model):
    """What hurts; `cause_of` builds the problem tree, dots rank it."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="needs")
    key = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    title = models.JSONField()
    """Localized, as all words here."""
    text = models.JSONField(default=dict, blank=True)
    theme = models.CharField(max_length=20)
    """A code of `rules.needs.THEMES`: by it akims find how others solved the same."""
    cause_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="causes")
    dots = models.PositiveIntegerField(default=0)
    """Dots people gave it at the ranking."""
    gathering = models.ForeignKey(Gathering, null=True, blank=True, on_delete=models.PROTECT, related_name="needs")
    """Where it was named."""
    groups = models.JSONField(default=list, blank=True)
    """Codes of the groups that named it."""
    put_off = models.JSONField(default=dict, blank=True)
    """Why nothing is done about it in this plan; empty for a need with measures."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="need_once"),
            models.CheckConstraint(name="need_no_cause_of_itself", condition=~Q(cause_of=F("id"))),
        ]

    def __str__(self) -> str:
        return self.key


class NeedWords(models.Model):
    """What a need of a plan's newest published version is found by, in all languages; made anew with each version."""

    need = models.OneToOneField(Need, on_delete=models.CASCADE, primary_key=True, related_name="words")
    stems = models.TextField()
    """Casefolded stems of the need and its measures, each between two spaces: " ауыз су "."""

    def __str__(self) -> str:
        return f"words of {self.need_id}"


class Measure(models.Model):
    """What will be done about a need: by whom and until when."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="measures")
    key = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="measures")
    """No measure without a need."""
    title = models.JSONField()
    text = models.JSONField(default=dict, blank=True)
    responsible = models.JSONField()
    """A post or an organisation, never a person's name."""
    due_on = models.DateField()
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    digest = models.CharField(max_length=71)
    """Of everything it says, with its resources and results: an unchanged one keeps what was said about it."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="measure_once"),
            models.CheckConstraint(
                name="measure_place_is_whole",
                condition=Q(lon__isnull=True, lat__isnull=True) | Q(lon__isnull=False, lat__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Resource(models.Model):
    """What a measure takes: a budget line, a partner's money, own labour, or nothing of a budget at all."""

    class Kind(models.TextChoices):
        REPUBLICAN = "republican"
        REGIONAL = "regional"
        DISTRICT = "district"
        OKRUG = "okrug"
        BUSINESS = "business"
        DONOR = "donor"
        LABOUR = "own_labour"
        WITHOUT_MONEY = "without_money"
        """Without budget money: talks, an agreement, a permission."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="resources")
    key = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    planned = models.PositiveBigIntegerField(default=0)
    """Tiyn."""
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.JSONField(default=dict, blank=True)
    """The programme, the partner, the hours of work."""
    digest = models.CharField(max_length=71)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="resource_once"),
            models.CheckConstraint(name="without_money_is_without", condition=~Q(kind="without_money") | Q(planned=0)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Result(models.Model):
    """What a measure is to reach: an indicator from its baseline to its target."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="results")
    key = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="results")
    title = models.JSONField()
    unit = models.JSONField()
    baseline = models.DecimalField(max_digits=16, decimal_places=3)
    baseline_on = models.DateField()
    target = models.DecimalField(max_digits=16, decimal_places=3)
    target_on = models.DateField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="result_once"),
            models.CheckConstraint(name="result_wants_a_change", condition=~Q(baseline=F("target"))),
            models.CheckConstraint(name="target_after_baseline", condition=Q(target_on__gt=F("baseline_on"))),
        ]

    def __str__(self) -> str:
        return self.key
