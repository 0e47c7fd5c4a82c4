"""A work that is a grant: the parts of its money, and what came of it."""

from django.db import models
from django.db.models import F, Q

from ortaq.civic.works.models.works import Work


class Payment(models.Model):
    """One instalment of a grant, as everyone may read it."""

    class State(models.TextChoices):
        DUE = "due"
        PAID = "paid"
        WITHHELD = "withheld"
        """Not paid, with a reason."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="payments")
    position = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    """Minor units of the work's currency."""
    due_on = models.DateField()
    purpose = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DUE.value)
    settled_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    elsewhere = models.BooleanField(default=False)
    """Kept by the contest that gave the grant: the desk of works only shows it."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["work", "position"], name="payment_once"),
            models.CheckConstraint(name="payment_has_sum", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payment_settled_has_day", condition=Q(state="due") | Q(settled_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"payment {self.work_id}/{self.position}"


class GrantResult(models.Model):
    """What came of a grant up to a day; added to, never changed."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="results")
    on = models.DateField()
    jobs = models.PositiveSmallIntegerField()
    """All jobs there are."""
    jobs_youth = models.PositiveSmallIntegerField(default=0)
    """For people under 35; a young woman counts in both."""
    jobs_women = models.PositiveSmallIntegerField(default=0)
    people = models.PositiveIntegerField(null=True, blank=True)
    """People the new service reaches."""
    text = models.JSONField()
    """Localized: what was bought and opened, which services there are now."""
    finished = models.BooleanField(default=False)
    """The last one: what was promised has been done, or the words say why not."""
    newest = models.BooleanField(default=True)
    """No later one is told: sums are made of these."""
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["work", "on"], name="result_once_a_day"),
            models.UniqueConstraint(fields=["work"], condition=Q(newest=True), name="result_newest_once"),
            models.CheckConstraint(
                name="result_groups_within_all", condition=Q(jobs_youth__lte=F("jobs"), jobs_women__lte=F("jobs"))
            ),
        ]

    def __str__(self) -> str:
        return f"result {self.work_id} {self.on}"
