"""How a village plan goes on: added to, never changed. Rows name a part by its key, which all versions share."""

from django.db import models
from django.db.models import Q

from ortaq.civic.plans.models.plans import Plan


class MeasureStep(models.Model):
    """A measure reached a state; before the first step it is planned."""

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="measure_steps")
    measure = models.CharField(max_length=40)
    """Key of the measure."""
    state = models.CharField(max_length=8, choices=State.choices)
    on = models.DateField()
    note = models.JSONField()
    """Localized: how it was done, or why it was stopped."""
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["plan", "measure"], name="step_of_measure")]
        constraints = [models.CheckConstraint(name="measure_step_says_what", condition=~Q(note={}))]

    def __str__(self) -> str:
        return f"{self.measure} {self.state}"


class Spending(models.Model):
    """All that was paid from a resource up to a day, in tiyn."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="spendings")
    resource = models.CharField(max_length=40)
    """Key of the resource."""
    on = models.DateField()
    amount = models.PositiveBigIntegerField()
    source = models.CharField(max_length=300)
    """The document that shows it."""
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "resource", "on"], name="spending_once_a_day")]

    def __str__(self) -> str:
        return f"{self.resource} {self.on}"


class Actual(models.Model):
    """A value a result reached, on a day, from a source."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="actuals")
    result = models.CharField(max_length=40)
    """Key of the result."""
    on = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=3)
    people = models.PositiveIntegerField(null=True, blank=True)
    """People reached so far."""
    source = models.CharField(max_length=300)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "result", "on"], name="actual_once_a_day")]

    def __str__(self) -> str:
        return f"{self.result} {self.on}: {self.value}"


class YearReport(models.Model):
    """The yearly public report of a plan: words beside figures that are computed."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    text = models.JSONField()
    """Localized."""
    figures = models.JSONField()
    """As they were on the day of publishing, see `queries.progress`."""
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["plan", "year"], name="report_once_a_year")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.year}"
