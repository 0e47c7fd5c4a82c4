"""Micro-grants for small entrepreneurs who carry a measure out. The selection itself runs in a contest."""

from django.db import models
from django.db.models import F, Q

from ortaq.civic.plans.models.plans import Plan
from ortaq.core.matters.models import Matter


class GrantCall(models.Model):
    """A call for micro-grants that hangs on a measure."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="grant_calls")
    measure = models.CharField(max_length=40)
    """Key of the measure."""
    title = models.JSONField()
    """Localized."""
    contest = models.OneToOneField(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="grant_call")
    """Card of the contest that selects; None for grants selected outside Ortaq."""
    own_share_least = models.PositiveSmallIntegerField(default=0)
    """Per cent of the whole cost an entrepreneur has to bring."""
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="own_share_is_share", condition=Q(own_share_least__lt=100))]

    def __str__(self) -> str:
        return f"call {self.pk}"


class MicroGrant(models.Model):
    """A grant somebody got, as everyone may read it. Money in tiyn."""

    call = models.ForeignKey(GrantCall, on_delete=models.PROTECT, related_name="grants")
    application = models.OneToOneField(
        Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="micro_grant"
    )
    """Card of the application that won; None for grants selected outside Ortaq."""
    number = models.PositiveSmallIntegerField()
    """In the call, from 1."""
    recipient = models.CharField(max_length=200, blank=True)
    """As the winner agreed to be named; empty where she did not."""
    project = models.JSONField()
    """Localized."""
    amount = models.PositiveBigIntegerField()
    own_amount = models.PositiveBigIntegerField(default=0)
    """What she brings herself."""
    jobs_youth = models.PositiveSmallIntegerField(default=0)
    """Promised jobs for people under 35."""
    jobs_women = models.PositiveSmallIntegerField(default=0)
    """Promised jobs for women; a young woman counts in both."""
    given_on = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="micro_grant_once"),
            models.CheckConstraint(name="micro_grant_has_sum", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"micro-grant {self.pk}"


class GrantInstalment(models.Model):
    """A part of the money: due on a day, paid on a day."""

    grant = models.ForeignKey(MicroGrant, on_delete=models.CASCADE, related_name="instalments")
    position = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    due_on = models.DateField()
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "position"], name="grant_instalment_once"),
            models.CheckConstraint(name="grant_instalment_has_sum", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"instalment {self.grant_id}/{self.position}"


class GrantReport(models.Model):
    """What came of a grant up to a day; added to, never changed."""

    grant = models.ForeignKey(MicroGrant, on_delete=models.CASCADE, related_name="reports")
    on = models.DateField()
    jobs = models.PositiveSmallIntegerField()
    """All jobs there are."""
    jobs_youth = models.PositiveSmallIntegerField(default=0)
    jobs_women = models.PositiveSmallIntegerField(default=0)
    people = models.PositiveIntegerField(null=True, blank=True)
    """People the new service reaches."""
    text = models.JSONField()
    """Localized: what was bought and opened, which services there are now."""
    finished = models.BooleanField(default=False)
    """The last report: what was promised has been done, or says why not."""
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "on"], name="grant_report_once_a_day"),
            models.CheckConstraint(
                name="jobs_of_groups_within_all", condition=Q(jobs_youth__lte=F("jobs"), jobs_women__lte=F("jobs"))
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.grant_id} {self.on}"
