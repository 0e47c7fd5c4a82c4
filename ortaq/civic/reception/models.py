"""Topics, the routing table, and the appeal with its assignments, answers and outcome."""

from django.db import models
from django.db.models import Q

from ortaq.core.deadlines.models import Clock
from ortaq.core.files.models import StoredFile
from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Body, Office, Territory


class Topic(models.Model):
    """A node of the tree of themes, in residents' words."""

    code = models.CharField(max_length=80, unique=True)
    """Dotted path, "roads.pothole"."""
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name = models.JSONField()
    hint = models.JSONField(default=dict, blank=True)
    icon = models.CharField(max_length=20, blank=True)
    evidence = models.CharField(
        max_length=12, default="none", choices=[("none", "none"), ("after_photo", "after_photo")]
    )
    """What "fixed" must show."""
    urgent = models.BooleanField(default=False)
    """A threat to safety: even an anonymous appeal is forwarded at once."""
    keywords = models.JSONField(default=dict, blank=True)
    active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code


class HolderArea(models.Model):
    """Whose balance a thing is on: a utility for a kind of thing in a territory or a drawn area."""

    holder = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="holdings")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    shape = models.JSONField(null=True, blank=True)
    """GeoJSON polygon inside the territory; None for all of it."""

    def __str__(self) -> str:
        return f"{self.holder_id} holds {self.topic_id} in {self.territory_id}"


class RoutingTable(models.Model):
    """One published version of topic × territory × balance holder → body. Published tables never change."""

    version = models.CharField(max_length=40, unique=True)
    published_at = models.DateTimeField()
    digest = models.CharField(max_length=71)
    """Of the rows' canonical JSON."""
    in_force = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["in_force"], condition=Q(in_force=True), name="routing_one_in_force"),
        ]

    def __str__(self) -> str:
        return self.version


class RoutingRow(models.Model):
    """First match wins. "*" or a dotted prefix for topic and territory; "*" or a body's code for the holder."""

    table = models.ForeignKey(RoutingTable, on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField()
    topic = models.CharField(max_length=80, default="*")
    territory = models.CharField(max_length=120, default="*")
    holder = models.CharField(max_length=60, default="*")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    why = models.JSONField(default=dict)
    """Localized sentence: why here."""

    class Meta:
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["table", "row"], name="routing_row_once")]

    def __str__(self) -> str:
        return f"{self.table_id}/{self.row}"


class Appeal(models.Model):
    """What only an appeal has. *answered* (law, `state`) and *fixed* (world, `repair`) are two states.

    Keys without an index of their own are led by a composite one, or nobody asks by them: an index slows every intake.
    """

    class Kind(models.TextChoices):
        APPLICATION = "application"
        COMPLAINT = "complaint"
        MESSAGE = "message"
        SUGGESTION = "suggestion"
        RESPONSE = "response"
        REQUEST = "request"

    class State(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered"
        ACCEPTED = "accepted"

    class Repair(models.TextChoices):
        NONE = "none"
        """Nothing to repair, or nobody said so yet."""
        FIXED = "fixed"

    class Place(models.TextChoices):
        POINT = "point"
        ADDRESS = "address"
        NONE = "none"

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="appeal")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, db_index=False, related_name="appeals")
    group = models.ForeignKey(Topic, on_delete=models.PROTECT, db_index=False, related_name="+")
    """The topic's root: what lists filter by."""
    text = models.TextField()
    """The applicant's own words: hers, the officers' and nobody else's."""
    public_text = models.TextField()
    """The same with personal data masked."""
    applicant = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="appeals"
    )
    """None: anonymous."""
    organisation = models.CharField(max_length=200, blank=True)
    access_code = models.CharField(max_length=16)
    """On the slip: opens the applicant's view without an account."""
    form_token = models.CharField(max_length=64, null=True, blank=True, unique=True)
    """One sent form makes one appeal."""
    source = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=120, null=True, blank=True)
    received_at = models.DateTimeField()
    registered_on = models.DateField()
    accepted_by = models.ForeignKey(
        Office, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    """The operator who took it; None when it came through the portal or another system."""
    place = models.CharField(max_length=8, choices=Place.choices)
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    district = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    """The city district or rural district around the place: what lists filter by."""
    holder = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN.value)
    repair = models.CharField(max_length=8, choices=Repair.choices, default=Repair.NONE.value)
    lead = models.ForeignKey(Body, on_delete=models.PROTECT, db_index=False, related_name="leads")
    """The body that owes the answer now."""
    due_on = models.DateField(null=True, blank=True)
    """The lead's due day; None for anonymous appeals, to which no answer is owed."""
    answered_at = models.DateTimeField(null=True, blank=True)
    fixed_at = models.DateTimeField(null=True, blank=True)
    overdue_count = models.PositiveSmallIntegerField(default=0)
    """Times a term ran out; never lowered."""
    reopened_count = models.PositiveSmallIntegerField(default=0)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    """1–5, the applicant's."""
    score_comment = models.CharField(max_length=1000, blank=True)
    listed = models.BooleanField(default=False)
    """Equals matter.visibility == public: lists read one table."""
    was_there = False
    """Not stored: `open_appeal` says whether the same form had made it already."""

    class Meta:
        indexes = [
            models.Index(fields=["listed", "-received_at", "-matter"], name="appeal_newest"),
            models.Index(fields=["listed", "group", "-received_at", "-matter"], name="appeal_by_group"),
            models.Index(fields=["listed", "topic", "-received_at", "-matter"], name="appeal_by_topic"),
            models.Index(fields=["listed", "district", "-received_at", "-matter"], name="appeal_by_district"),
            models.Index(  # the last column tells the late ones: without it every open appeal is looked up for that
                fields=["listed", "state", "-received_at", "-matter", "overdue_count"], name="appeal_by_state"
            ),
            models.Index(fields=["listed", "lead", "-received_at", "-matter"], name="appeal_by_body"),
            models.Index(fields=["applicant", "-received_at"], name="appeal_mine"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="appeal_imported_once"),
            models.CheckConstraint(name="appeal_has_words", condition=~Q(text="")),
            models.CheckConstraint(name="answered_has_time", condition=Q(state="open") | Q(answered_at__isnull=False)),
            models.CheckConstraint(name="fixed_has_time", condition=~Q(repair="fixed") | Q(fixed_at__isnull=False)),
            models.CheckConstraint(
                name="appeal_score_1_to_5", condition=Q(score__isnull=True) | Q(score__gte=1, score__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"appeal {self.pk}"

    @property
    def named(self) -> bool:
        """Somebody signed it and waits for an answer."""
        return self.applicant_id is not None or bool(self.organisation)


class Assignment(models.Model):
    """A body's duty to answer the appeal or a part of it, with its own clock."""

    class State(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered"
        REDIRECTED = "redirected"

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="assignments")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, db_index=False, related_name="assignments")
    lead = models.BooleanField(default=True)
    """Owes the (consolidated) answer to the applicant."""
    part = models.CharField(max_length=300, blank=True)
    """Which part, when the appeal is split."""
    table = models.ForeignKey(
        RoutingTable, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    row = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    """Why here, in the officer's words, when no row of the table says it."""
    came_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="went_to"
    )
    clock = models.ForeignKey(Clock, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    registered_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    """Copied from the clock: the inbox sorts by it."""
    officer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN.value)
    assigned_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    """Working days from registration to the answer."""
    late = models.BooleanField(default=False)
    """Answered, or still silent, after the due day."""
    extended = models.BooleanField(default=False)
    reopened = models.BooleanField(default=False)
    """The applicant sent this answer back."""
    fixed = models.BooleanField(default=False)
    """The world changed while this body led; taken back when the applicant sends the answer back."""

    class Meta:
        indexes = [
            models.Index(fields=["body", "due_on", "id"], condition=Q(state="open"), name="assignment_inbox"),
            models.Index(
                fields=["body", "registered_on", "state", "days", "late", "extended", "reopened", "fixed", "lead"],
                name="assignment_figures",
            ),
            models.Index(fields=["due_on"], condition=Q(state="open"), name="assignment_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "body"], condition=Q(state="open"), name="assignment_open_once"),
            models.UniqueConstraint(
                fields=["appeal"], condition=Q(state="open", lead=True), name="assignment_one_lead"
            ),
            models.CheckConstraint(
                name="assignment_closed_has_time", condition=Q(state="open") | Q(closed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"


class Answer(models.Model):
    """What a body answered: once per assignment, whoever was second is told who was first."""

    class Outcome(models.TextChoices):
        GRANTED = "granted"
        PARTLY = "partly"
        REFUSED = "refused"
        EXPLAINED = "explained"

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="answers")
    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    text = models.TextField()
    public_text = models.TextField()
    language = models.CharField(max_length=2)
    final = models.BooleanField(default=True)
    """False: a part's answer, given to the consolidating body."""
    signed_by = models.ForeignKey(
        Office, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    """None for imported answers."""
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="answer_has_words", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Extension(models.Model):
    """A motivated decision of the head: once per assignment, at most two months in all."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="extension")
    motive = models.TextField()
    until = models.DateField()
    signed_by = models.ForeignKey(
        Office, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    decided_at = models.DateTimeField()
    tell_by = models.DateField()
    """The applicant must know by then."""
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="extension_has_motive", condition=~Q(motive=""))]

    def __str__(self) -> str:
        return f"extension to {self.until}"


class Fix(models.Model):
    """The world changed: what was done and the evidence for it."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="fixes")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    public_note = models.TextField(blank=True)
    evidence = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField()
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"fix of {self.appeal_id}"


class Draft(models.Model):
    """An officer's unsent answer: a lost session or a colleague who was faster loses no words."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "person"], name="draft_once"),
            models.CheckConstraint(name="draft_has_words", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"draft on {self.assignment_id}"
