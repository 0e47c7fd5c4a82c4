"""The call: what is sought, who may apply, until when, by which form and by which criteria."""

from django.db import models
from django.db.models import F, Q

from ortaq.core.decisions.models import Decision
from ortaq.core.matters.models import Matter
from ortaq.core.territory.models import Body, Territory


class Contest(models.Model):
    """One call. Money is in minor units (tiyn, cents) of `currency`; texts are Localized."""

    class Award(models.TextChoices):
        GRANT = "grant"
        """Each winner gets the sum she asked for, within the cap; `budget` is money."""
        PRIZE = "prize"
        """Each winner gets the prize named in `prize`; there are `places` of them."""

    class AtLine(models.TextChoices):
        """What happens with applications the scores cannot tell from the last one the money reaches."""

        LINE = "line"
        """Nothing: straight down the order."""
        LOT = "lot"
        TALK = "talk"

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"
        """Published; taken in from `opens_at` on."""
        CLOSED = "closed"
        JUDGING = "judging"
        DECIDED = "decided"
        APPEALS = "appeals"
        FINAL = "final"

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="contest")
    code = models.SlugField(max_length=60, unique=True)
    """In the address of the public page."""
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="contests")
    """The organiser: its officers check, its head decides."""
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    award = models.CharField(max_length=8, choices=Award.choices, default=Award.GRANT.value)
    title = models.JSONField()
    summary = models.JSONField(default=dict, blank=True)
    """Localized: two sentences for lists."""
    text = models.JSONField(default=dict, blank=True)
    prize = models.JSONField(default=dict, blank=True)
    """Localized, for a contest with a prize: "a tablet"."""
    places = models.PositiveSmallIntegerField(default=0)
    """Prizes there are; 0 for grants."""
    currency = models.CharField(max_length=3, default="KZT")
    budget = models.PositiveBigIntegerField(default=0)
    cap = models.PositiveBigIntegerField(default=0)
    """The most one application may ask for; 0 for no money."""
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    """The last second that counts, by the server's clock."""
    grace_minutes = models.PositiveSmallIntegerField(default=0)
    grace_rule = models.JSONField(default=dict, blank=True)
    """Localized: the written rule behind the grace, shown with the deadline; without it there is no grace."""
    supplement_days = models.PositiveSmallIntegerField(default=3)
    """Calendar days to add what the completeness check found missing; 0 for none."""
    objection_days = models.PositiveSmallIntegerField(default=5)
    """Calendar days from the message to object in."""
    reviews_each = models.PositiveSmallIntegerField(default=3)
    """Jurors per application."""
    at_line = models.CharField(max_length=4, choices=AtLine.choices, default=AtLine.TALK.value)
    minimum_mean = models.PositiveIntegerField(null=True, blank=True)
    """Mean total below which nothing is funded, whatever money is left; None for no such line."""
    eligibility = models.JSONField(default=list, blank=True)
    """Rules as data, see `rules.eligibility`: [{"code": "age", "kind": "age", "least": 18, "most": 35}, …]."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT.value)
    listed = models.BooleanField(default=False)
    """Equals matter.visibility == public: lists read one table."""
    reviews_due_at = models.DateTimeField(null=True, blank=True)
    assignment_record = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The newest record of rule choice.assignment."""
    ranking_record = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """Rule choice.jury: scores, bands, what is funded."""
    lot_record = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """Rule lot.order over those the scores cannot tell apart, when a lot was drawn."""
    settlement = models.TextField(blank=True)
    """The chair's reasons when they were settled by talk; names no applicant."""
    objections_until = models.DateTimeField(null=True, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["listed", "-closes_at", "-matter"], name="contest_newest")]
        constraints = [
            models.CheckConstraint(name="contest_opens_before_closing", condition=Q(opens_at__lt=F("closes_at"))),
            models.CheckConstraint(name="contest_grace_is_written", condition=Q(grace_minutes=0) | ~Q(grace_rule={})),
            models.CheckConstraint(
                name="contest_decided_has_record",
                condition=~Q(state__in=["decided", "appeals", "final"]) | Q(ranking_record__isnull=False),
            ),
            models.CheckConstraint(
                name="contest_appeals_have_end",
                condition=~Q(state__in=["appeals", "final"]) | Q(objections_until__isnull=False),
            ),
            models.CheckConstraint(
                name="contest_award_fits",
                condition=Q(award="grant", places=0) | Q(award="prize", budget=0, cap=0),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Form(models.Model):
    """One version of a contest's questions; frozen once an application is answered by it."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="forms")
    version = models.PositiveSmallIntegerField()
    fields = models.JSONField()
    """See `rules.fields`: [{"code": "idea", "type": "long_text", "label": Localized, "required": true, …}, …]."""
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "version"], name="form_version_once")]

    def __str__(self) -> str:
        return f"form {self.contest_id}.{self.version}"


class Criterion(models.Model):
    """One line of the rubric: a juror gives `lowest` to `highest`, whole numbers; it counts `weight` times."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="criteria")
    code = models.SlugField(max_length=40)
    title = models.JSONField()
    hint = models.JSONField(default=dict, blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    lowest = models.PositiveSmallIntegerField(default=0)
    highest = models.PositiveSmallIntegerField(default=10)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["contest", "code"], name="criterion_once"),
            models.CheckConstraint(name="criterion_counts", condition=Q(weight__gte=1)),
            models.CheckConstraint(name="criterion_scale", condition=Q(lowest__lt=F("highest"))),
        ]

    def __str__(self) -> str:
        return self.code
