"""What people sent in, and what was checked about it."""

from django.db import models
from django.db.models import Q

from ortaq.civic.contests.models.calls import Contest, Form
from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person


class Application(models.Model):
    """One applicant's application to one contest; its matter is private until it is funded."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        INCOMPLETE = "incomplete"
        ELIGIBLE = "eligible"
        NOT_ELIGIBLE = "not_eligible"
        JUDGED = "judged"
        FUNDED = "funded"
        WAITING = "waiting"
        """The scores cannot tell it from its neighbours: a lot or a talk follows."""
        NOT_FUNDED = "not_funded"
        WITHDRAWN = "withdrawn"

    class Organisation(models.TextChoices):
        NONE = "none"
        """A person for herself."""
        GROUP = "group"
        """Neighbours without a legal form."""
        PUBLIC = "ngo"
        SCHOOL = "school"
        BUSINESS = "business"

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="application")
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="applications")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="applications", db_index=False)
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contest_applications")
    organisation = models.CharField(max_length=200, blank=True)
    organisation_kind = models.CharField(max_length=8, choices=Organisation.choices, default=Organisation.NONE.value)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_phone = models.CharField(max_length=16, blank=True)
    contact_email = models.EmailField(blank=True)
    public_name = models.CharField(max_length=200, blank=True)
    """As she agreed to be named if she wins; shown to nobody else before."""
    public_name_agreed = models.BooleanField(default=False)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200, blank=True)
    public_title = models.CharField(max_length=200, blank=True)
    """The same with personal data masked: in the winners' table."""
    summary = models.TextField(blank=True)
    asked = models.PositiveBigIntegerField(default=0)
    """Minor units of the contest's currency."""
    answers = models.JSONField(default=dict, blank=True)
    """{code of the field: value}, see `rules.fields`."""
    declared = models.JSONField(default=list, blank=True)
    """Codes of the rules of eligibility the applicant says she meets."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT.value)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    in_grace = models.BooleanField(default=False)
    """Sent after the deadline, within the written grace."""
    missing = models.JSONField(default=list, blank=True)
    """Codes of the fields the desk asked for again."""
    note = models.TextField(blank=True)
    """What the desk wrote to the applicant about them."""
    supplement_until = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    """Why not eligible, or why (not) funded, in people's words; goes to the applicant."""
    place = models.PositiveIntegerField(null=True, blank=True)
    """By calibrated rank, 1 is best; equal ones share a place."""
    band = models.CharField(max_length=8, blank=True)
    """ "fund", "talk" or "not", as the record has it."""
    why = models.CharField(max_length=20, blank=True)
    """The record's code of why it stands there: "surely_above", "drawn", "no_money" …, see engines.choice.jury."""
    granted = models.PositiveBigIntegerField(default=0)
    objection_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["contest", "state", "submitted_at"], name="application_queue")]
        constraints = [
            models.UniqueConstraint(fields=["contest", "applicant"], name="application_once"),
            models.CheckConstraint(
                name="submitted_has_time",
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(name="not_eligible_has_reason", condition=~Q(state="not_eligible") | ~Q(reason="")),
            models.CheckConstraint(
                name="incomplete_has_day", condition=~Q(state="incomplete") | Q(supplement_until__isnull=False)
            ),
            models.CheckConstraint(name="granted_is_funded", condition=Q(granted=0) | Q(state="funded")),
        ]

    def __str__(self) -> str:
        return f"application {self.pk}"


class Check(models.Model):
    """Whether an application meets one rule of eligibility, and who or what says so."""

    class State(models.TextChoices):
        MET = "met"
        NOT_MET = "not_met"
        UNKNOWN = "unknown"
        """Waits for a person to look."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="checks")
    rule = models.SlugField(max_length=40)
    """Code of the rule in contest.eligibility."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.UNKNOWN.value)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """None: computed from the application."""
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "rule"], name="check_once")]

    def __str__(self) -> str:
        return f"{self.rule} of {self.application_id}: {self.state}"
