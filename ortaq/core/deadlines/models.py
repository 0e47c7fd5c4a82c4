"""Dated legal terms, versioned calendars, and the clocks that run by them."""

from django.db import models
from django.db.models import Q

from ortaq.core.matters.models import Matter
from ortaq.core.territory.models import Body


class RuleSet(models.Model):
    """The legal terms in force between two days, with their source."""

    code = models.CharField(max_length=60, unique=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=400)
    terms = models.JSONField()
    """{"complaint": {"n": 20, "unit": "working", "extendable": false, "certainty": "check"}, …}; `rules.Term`."""
    provisions = models.JSONField(default=dict, blank=True)
    """What is no term: {"kinds": {"complaint": "complaint"}, "extension": {"max_months": 2, …}, "registration": …}."""

    def __str__(self) -> str:
        return self.code


class Calendar(models.Model):
    """Days off and moved working days of some years, as the city approved them. A change is a new version."""

    version = models.CharField(max_length=60, unique=True)
    approved_on = models.DateField()
    source = models.CharField(max_length=400)
    years = models.JSONField()
    """{"2026": {"off": ["2026-01-01", …], "work": ["2026-…"]}, …}."""
    in_force = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["in_force"], condition=Q(in_force=True), name="calendar_one_in_force"),
        ]

    def __str__(self) -> str:
        return self.version


class Clock(models.Model):
    """A duty with a due date: which rule, which calendar, which days were skipped, and when it stopped."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="clocks", db_index=False)
    """Found by an index below, which begins with it; nobody looks for clocks by rule set or calendar."""
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="clocks")
    duty = models.CharField(max_length=20)
    """What is owed: "answer", "redirect", "tell_extension"…"""
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, db_index=False)
    term = models.CharField(max_length=30)
    """Key of the rule set's term."""
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, db_index=False)
    registered_on = models.DateField()
    due_on = models.DateField()
    first_due_on = models.DateField()
    """Before any extension."""
    skipped = models.JSONField(default=list)
    """ISO dates that were not counted on the way: weekends and other days off; see `rules.due`."""
    stopped_at = models.DateTimeField(null=True, blank=True)
    late_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "body", "duty"], condition=Q(stopped_at__isnull=True), name="clock_runs_once"
            ),
            models.CheckConstraint(name="clock_due_not_moved_back", condition=Q(due_on__gte=models.F("first_due_on"))),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(stopped_at__isnull=True), name="clock_running_due"),
            models.Index(fields=["matter", "duty"], name="clock_of_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.duty} of {self.matter_id} by {self.due_on}"
