"""Calls with their pots, projects with their checks, and a vote whose three kinds of rows share nothing.

Who voted (`Voter`), what was voted (`Ballot`) and that it was counted (`Receipt`) are kept apart: no key leads from one
to another, no row holds a moment, and ids are drawn at random instead of counted up.
"""

from django.db import models
from django.db.models import F, Q

from ortaq.core.decisions.models import Decision
from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Body, Territory


class Call(models.Model):
    """A call for projects and the vote on them: one a year, a pot per district."""

    class State(models.TextChoices):
        DRAFT = "draft"
        COLLECTING = "collecting"
        CHECKING = "checking"
        VOTING = "voting"
        CLOSED = "closed"
        DECIDED = "decided"
        PUBLISHED = "published"

    class BallotKind(models.TextChoices):
        APPROVAL = "approval"
        RANKING = "ranking"
        POINTS = "points"

    class Rung(models.TextChoices):
        ACCOUNT = "account"
        PHONE_VERIFIED = "phone_verified"
        VERIFIED_RESIDENT = "verified_resident"

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="budget_call")
    code = models.SlugField(max_length=40, unique=True)
    """In addresses and in digests: "almaty-2027". Never changes."""
    name = models.JSONField()
    """Localized."""
    about = models.JSONField(default=dict, blank=True)
    """Localized: what the money is for, in a paragraph."""
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    """Runs the call."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT.value)
    collects_from = models.DateTimeField()
    collects_until = models.DateTimeField()
    votes_from = models.DateTimeField()
    votes_until = models.DateTimeField()
    ballot_kind = models.CharField(max_length=8, choices=BallotKind.choices, default=BallotKind.APPROVAL.value)
    limit = models.PositiveSmallIntegerField(default=3)
    """Projects on one ballot, of whatever districts."""
    points = models.PositiveSmallIntegerField(default=10)
    """To give away on a ballot of points."""
    rung = models.CharField(max_length=20, choices=Rung.choices, default=Rung.VERIFIED_RESIDENT.value)
    """The least a voter must have shown of herself."""
    paper = models.BooleanField(default=True)
    spec = models.JSONField(default=dict)
    """The rule that elects: a RuleSpec in canonical JSON."""
    beside = models.JSONField(default=dict)
    """The rule whose outcome is shown beside it and elects nothing."""
    ballot_order = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The lot that gave the projects their numbers on the ballot."""
    count_announced_at = models.DateTimeField(null=True, blank=True)
    """When the ballots became public: nothing about them changes after it."""
    protocol_signed_by = models.CharField(max_length=200, blank=True)
    """Name and post: it is a public act."""
    published_at = models.DateTimeField(null=True, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="call_dates_in_order",
                condition=Q(collects_from__lt=F("collects_until"))
                & Q(collects_until__lt=F("votes_from"))
                & Q(votes_from__lt=F("votes_until")),
            ),
            models.CheckConstraint(name="call_limit_positive", condition=Q(limit__gte=1, points__gte=1)),
            models.CheckConstraint(
                name="call_paper_needs_documents", condition=Q(paper=False) | Q(rung="verified_resident")
            ),
            models.CheckConstraint(
                name="call_published_is_signed",
                condition=~Q(state="published") | ~Q(protocol_signed_by="") & Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Pot(models.Model):
    """The money of one district in one call."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="pots")
    district = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    akimat = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Its experts check, its front office takes paper forms."""
    amount = models.PositiveBigIntegerField()
    """Tiyn."""
    cap = models.PositiveBigIntegerField()
    """The most one project may cost, tiyn; may be the whole pot."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "district"], name="pot_once_per_district"),
            models.CheckConstraint(name="pot_holds_a_project", condition=Q(cap__gt=0, amount__gte=F("cap"))),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}/{self.district_id}"


class Project(models.Model):
    """What an author wants built. One author, one application, one object."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        FEASIBLE = "feasible"
        NOT_FEASIBLE = "not_feasible"
        WITHDRAWN = "withdrawn"
        ON_BALLOT = "on_ballot"
        WON = "won"
        LOST = "lost"

    class Category(models.TextChoices):
        GREENING = "greening"
        PAVEMENTS = "pavements"
        RAMPS_AND_ARYKS = "ramps_and_aryks"
        COMMON_AREAS = "common_areas"
        KERBS_AND_WALLS = "kerbs_and_walls"
        DUMPS = "dumps"
        BENCHES = "benches"
        PLAYGROUNDS = "playgrounds"
        PARKS = "parks"
        OTHER = "other"

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="budget_project")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, db_index=False, related_name="projects")
    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="projects")
    author = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="budget_projects")
    """Never shown; None once she asked to be forgotten."""
    category = models.CharField(max_length=16, choices=Category.choices, blank=True)
    text = models.TextField(blank=True)
    """Public once it is handed in, personal data masked."""
    cost = models.PositiveBigIntegerField(default=0)
    """Tiyn; what the experts confirmed once they did."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT.value)
    site = models.CharField(max_length=40, blank=True)
    """The experts' mark for one and the same place: of the projects that share it one at most can win."""
    ballot_number = models.PositiveSmallIntegerField(null=True, blank=True)
    """Drawn by lot before the vote."""
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["call", "state", "pot"], name="project_of_call"),
            models.Index(fields=["call", "category"], name="project_by_category"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "author"], condition=~Q(state="withdrawn"), name="project_one_per_author"
            ),
            models.UniqueConstraint(fields=["call", "ballot_number"], name="project_number_once"),
            models.CheckConstraint(
                name="project_handed_in_whole",
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(cost__gt=0, submitted_at__isnull=False) & ~Q(category="") & ~Q(text=""),
            ),
            models.CheckConstraint(
                name="project_on_ballot_has_number",
                condition=~Q(state__in=["on_ballot", "won", "lost"]) | Q(ballot_number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"project {self.pk}"


class FeasibilityCheck(models.Model):
    """What the experts found; the newest one stands. Public with its reasons, without the experts' names."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="checks")
    feasible = models.BooleanField()
    criteria = models.JSONField(default=dict)
    """{criterion: "met" | "failed" | "not_looked_at"}."""
    reasons = models.TextField(blank=True)
    cost = models.PositiveBigIntegerField()
    """Confirmed, tiyn."""
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    expert = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="not_feasible_has_reasons", condition=Q(feasible=True) | ~Q(reasons="")),
        ]

    def __str__(self) -> str:
        return f"check {self.pk}"


class Voter(models.Model):
    """Somebody who has voted or was handed a form. One table for both ways: the database lets nobody in twice.

    Holds no person, no moment and no way to the ballot. The id is drawn at random.
    """

    class Way(models.TextChoices):
        ONLINE = "online"
        PAPER = "paper"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, db_index=False, related_name="+")
    voter_hash = models.CharField(max_length=64)
    """HMAC of the IIN with the vote key (`rules.ballots.voter_hash`)."""
    way = models.CharField(max_length=6, choices=Way.choices)
    form_digest = models.CharField(max_length=64, blank=True)
    """Of the online form's token: sending the same form again gives the same receipt."""
    office = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    """Where the paper form was handed out."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "voter_hash"], name="voter_once")]

    def __str__(self) -> str:
        return f"voter {self.pk}"


class Ballot(models.Model):
    """What somebody voted, online or on paper: nothing else. The id is drawn at random."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    projects = models.JSONField()
    """Ids in ascending order, for a ranking by rank."""
    points = models.JSONField(default=list)
    """Beside `projects` on a ballot of points, else empty."""

    def __str__(self) -> str:
        return f"ballot {self.pk}"


class Receipt(models.Model):
    """One line of the published list: a ballot with this receipt was taken in. Says nothing of who or what."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, db_index=False, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "digest"], name="receipt_once")]

    def __str__(self) -> str:
        return f"receipt {self.pk}"


class BallotDraft(models.Model):
    """Marks somebody signed in has not cast yet. Erased when she casts, and for everybody when the vote closes."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    projects = models.JSONField(default=list)
    points = models.JSONField(default=list)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "person"], name="ballot_draft_once")]

    def __str__(self) -> str:
        return f"ballot draft {self.pk}"


class PaperBatch(models.Model):
    """A stack of numbered forms for one front office."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="batches")
    number = models.PositiveIntegerField()
    office = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveSmallIntegerField()
    printed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="paper_batch_number_once")]
        verbose_name_plural = "paper batches"

    def __str__(self) -> str:
        return f"batch {self.number}"


class PaperForm(models.Model):
    """One sheet. Its code counts it once; nobody notes whom it was handed to."""

    class State(models.TextChoices):
        PRINTED = "printed"
        KEYED = "keyed"
        DIFFERS = "differs"
        COUNTED = "counted"
        INVALID = "invalid"
        SPOILED = "spoiled"

    batch = models.ForeignKey(PaperBatch, on_delete=models.PROTECT, related_name="forms")
    number = models.PositiveSmallIntegerField()
    """In the batch, 1, 2, 3 …"""
    code = models.CharField(max_length=10, unique=True)
    """In the QR code."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.PRINTED.value)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="paper_form_number_once")]

    def __str__(self) -> str:
        return self.code


class PaperKey(models.Model):
    """What one person read on a form. Two must agree; a third decides between them with the paper in hand."""

    form = models.ForeignKey(PaperForm, on_delete=models.PROTECT, related_name="keys")
    turn = models.PositiveSmallIntegerField()
    """1, 2, and 3 for who decided."""
    valid = models.BooleanField(default=True)
    """False: more marks than allowed, none, or unreadable."""
    projects = models.JSONField(default=list)
    points = models.JSONField(default=list)
    operator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    keyed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "turn"], name="paper_key_turn_once"),
            models.UniqueConstraint(fields=["form", "operator"], name="paper_key_other_hand"),
            models.CheckConstraint(name="paper_key_at_most_three", condition=Q(turn__gte=1, turn__lte=3)),
        ]

    def __str__(self) -> str:
        return f"key {self.turn} of {self.form_id}"


class Count(models.Model):
    """One rule's count of one pot: the binding one elects, the other is shown beside it."""

    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="counts")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="+")
    binding = models.BooleanField()
    rule = models.CharField(max_length=24)
    """ "equal-shares", "greedy" …"""
    why = models.JSONField(default=dict)
    """Told once after the count: {project id: {kk | ru | en: [sentences]}}."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pot", "binding"], name="count_two_per_pot")]

    def __str__(self) -> str:
        return f"{self.rule} of {self.pot_id}"
