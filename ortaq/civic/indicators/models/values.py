"""Values and targets. Nothing is overwritten: a correction is a new row, the old one keeps what it said."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from ortaq.civic.indicators.models.indicators import Indicator
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Territory

MILLION = 1_000_000


class Value(models.Model):
    """What was measured: an indicator × a territory × a period × a split."""

    class Kind(models.TextChoices):
        YEAR = "year"
        QUARTER = "quarter"
        MONTH = "month"
        SPAN = "span"
        """From a day to a day."""

    class State(models.TextChoices):
        CLAIMED = "claimed"
        """Somebody says so."""
        DOCUMENTED = "documented"
        """There is a document or a record everyone can open."""
        VERIFIED = "verified"
        """A second person held it against the source."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=7, choices=Kind.choices)
    start = models.DateField()
    end = models.DateField()
    """The last day, included."""
    split = models.CharField(max_length=120, default="{}")
    """Canonical JSON of dimension → group: '{"sex":"women"}'; '{}' for everybody."""
    amount = models.BigIntegerField()
    """Millionths of the unit: exact on every database."""
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=400, blank=True)
    licence = models.CharField(max_length=100, blank=True)
    measured_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.CLAIMED.value)
    note = models.CharField(max_length=400, blank=True)
    """Why an unusual value is right, or what a correction corrects; for everyone."""
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """None for the house itself."""
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    """The row this one stands in place of."""
    superseded_at = models.DateTimeField(null=True, blank=True)
    """Since when another row stands in its place; None for what holds."""
    computed = models.JSONField(null=True, blank=True)
    """Rule, version, figure and inputs it was computed from; None for what people brought."""
    digest = models.CharField(max_length=71, blank=True)
    """Of `computed` in canonical JSON."""
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["start", "pk"]
        indexes = [models.Index(fields=["indicator", "start"], name="value_by_time")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "territory", "split", "start"],
                condition=Q(superseded_at__isnull=True),
                name="value_holds_once",
            ),
            models.CheckConstraint(name="value_ends_after_start", condition=Q(end__gte=F("start"))),
            models.CheckConstraint(name="value_has_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="value_verified_by_somebody",
                condition=~Q(state="verified") | Q(verified_at__isnull=False, verified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="value_verified_by_a_second",
                condition=Q(verified_by__isnull=True) | Q(recorded_by__isnull=True) | ~Q(verified_by=F("recorded_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.start}"

    @property
    def value(self) -> Decimal:
        """The value in its unit, exactly."""
        return Decimal(self.amount) / MILLION


class Target(models.Model):
    """Where an indicator is to come from where, until when. A new one for the same place replaces it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    baseline = models.BigIntegerField()
    """Millionths of the unit, as `amount`."""
    baseline_on = models.DateField()
    amount = models.BigIntegerField()
    due_on = models.DateField()
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=400, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    superseded_at = models.DateTimeField(null=True, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "territory"], condition=Q(superseded_at__isnull=True), name="target_holds_once"
            ),
            models.CheckConstraint(name="target_goes_somewhere", condition=~Q(baseline=F("amount"))),
            models.CheckConstraint(name="aim_after_baseline", condition=Q(due_on__gt=F("baseline_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} by {self.due_on}"
