"""What follows the decision: objections, agreements, instalments."""

from django.db import models
from django.db.models import Q

from ortaq.civic.contests.models.applications import Application
from ortaq.core.people.models import Person


class Objection(models.Model):
    """An applicant disagrees with what was decided on her application; answered with reasons."""

    class State(models.TextChoices):
        OPEN = "open"
        UPHELD = "upheld"
        REJECTED = "rejected"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="objections")
    against = models.CharField(max_length=12)
    """The state of the application it is against: "not_eligible", "not_funded"."""
    text = models.TextField()
    filed_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN.value)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "against"], name="objection_once"),
            models.CheckConstraint(
                name="objection_answer_has_reasons",
                condition=Q(state="open") | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"objection {self.pk}"


class Agreement(models.Model):
    """The grant agreement with a winner: the sum and when it is paid. A journey hands it to works."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="agreement")
    number = models.CharField(max_length=60)
    signed_on = models.DateField()
    amount = models.PositiveBigIntegerField()
    """Minor units of `currency`; equals the sum of the instalments."""
    currency = models.CharField(max_length=3)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="agreement_has_sum", condition=Q(amount__gt=0))]

    def __str__(self) -> str:
        return self.number


class Instalment(models.Model):
    """One payment under an agreement."""

    class State(models.TextChoices):
        DUE = "due"
        PAID = "paid"
        WITHHELD = "withheld"
        """Not paid, with a reason: what it was for is not there."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="instalments")
    position = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    due_on = models.DateField()
    purpose = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DUE.value)
    settled_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "position"], name="instalment_once"),
            models.CheckConstraint(name="instalment_has_sum", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="instalment_settled_has_day", condition=Q(state="due") | Q(settled_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"instalment {self.agreement_id}/{self.position}"
