"""Ideas, who they are for, what was joined, and the fate of each."""

from django.db import models
from django.db.models import F, Q

from ortaq.civic.dialogue.models.processes import Process
from ortaq.civic.dialogue.models.statements import Statement
from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Body, Territory


class Idea(models.Model):
    """What a resident proposes. Title, language and pin are on the card."""

    class State(models.TextChoices):
        HELD = "held"
        """Waits for a moderator's look."""
        SHOWN = "shown"
        REJECTED = "rejected"
        JOINED = "joined"
        """Readable as it was; support is given to its root."""
        WITHDRAWN = "withdrawn"

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="idea")
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="ideas", db_index=False)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ideas")
    text = models.TextField(blank=True)
    public_text = models.TextField(blank=True)
    theme = models.CharField(max_length=20, blank=True)
    """A code of `rules.ideas.THEMES`."""
    goal = models.CharField(max_length=40, blank=True)
    """A code of the process' goals."""
    shape = models.JSONField(null=True, blank=True)
    """GeoJSON Point, LineString or Polygon (lon, lat); the card's pin is a point of it."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD.value)
    reason = models.CharField(max_length=300, blank=True)
    """Why it is not shown."""
    district = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The district its pin lies in, on the day of posting: lists are narrowed by it."""
    supporters = models.PositiveIntegerField(default=0)
    """Distinct people who support it or an idea joined into it; kept by the services that change support."""
    joined_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")
    root = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="gathered")
    """Where the chain of joinings ends; None for an idea that stands by itself."""
    form_token = models.CharField(max_length=64, null=True, blank=True, unique=True)
    posted_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["process", "state", "-posted_at", "-matter"], name="idea_newest"),
            models.Index(fields=["process", "state", "-supporters", "-posted_at", "-matter"], name="idea_wanted"),
            models.Index(fields=["process", "theme", "state", "-posted_at", "-matter"], name="idea_theme_newest"),
            models.Index(
                fields=["process", "theme", "state", "-supporters", "-posted_at", "-matter"], name="idea_theme_wanted"
            ),
            models.Index(fields=["process", "district", "state", "-posted_at", "-matter"], name="idea_place_newest"),
            models.Index(
                fields=["process", "district", "state", "-supporters", "-posted_at", "-matter"],
                name="idea_place_wanted",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="idea_joined_into_one",
                condition=Q(state="joined", joined_into__isnull=False)
                | (~Q(state="joined") & Q(joined_into__isnull=True)),
            ),
            models.CheckConstraint(name="idea_not_into_itself", condition=~Q(joined_into=F("matter"))),
            models.CheckConstraint(
                name="idea_joined_has_root",
                condition=Q(state="joined", root__isnull=False) | (~Q(state="joined") & Q(root__isnull=True)),
            ),
            models.CheckConstraint(name="idea_rejected_has_reason", condition=~Q(state="rejected") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"idea {self.pk}"


class IdeaStem(models.Model):
    """A stem an idea holds: similar ideas of a process are found by the stems they share."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+", db_index=False)
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="stems", db_index=False)
    stem = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "stem", "idea"], name="idea_stem_once")]

    def __str__(self) -> str:
        return f"{self.stem} in {self.idea_id}"


class PersonLens(models.Model):
    """A group a person says she speaks for in a process. Private: only sums from ten people on leave this table."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="lenses")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    lens = models.CharField(max_length=20)
    """A code of `rules.lenses.LENSES`."""

    class Meta:
        verbose_name_plural = "person lenses"
        constraints = [models.UniqueConstraint(fields=["process", "person", "lens"], name="lens_once")]

    def __str__(self) -> str:
        return f"lens {self.pk}"


class CensusShare(models.Model):
    """How many of a territory's residents a group makes up, from a named source."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    lens = models.CharField(max_length=20)
    per_mille = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "lens", "year"], name="census_share_once"),
            models.CheckConstraint(name="census_share_is_share", condition=Q(per_mille__lte=1000)),
        ]

    def __str__(self) -> str:
        return f"{self.lens} in {self.territory_id}"


class Joining(models.Model):
    """One idea joined into another: who did it, why, and whether it stands. Support stays where it was given."""

    class State(models.TextChoices):
        STANDING = "standing"
        OBJECTED = "objected"
        """Stands until somebody answers the objection."""
        UNDONE = "undone"

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="joinings")
    into = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="took_in")
    reason = models.CharField(max_length=300)
    joined_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    joined_at = models.DateTimeField()
    objection_until = models.DateTimeField()
    objection = models.TextField(blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STANDING.value)
    settled_reason = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea"], condition=~Q(state="undone"), name="joined_once"),
            models.CheckConstraint(name="not_joined_to_itself", condition=~Q(idea=F("into"))),
            models.CheckConstraint(name="objection_has_words", condition=~Q(state="objected") | ~Q(objection="")),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} into {self.into_id}"


class Cluster(models.Model):
    """Contributions answered together: by a named body, before a date, with one of five fates."""

    class Fate(models.TextChoices):
        ADOPTED = "adopted"
        PARTLY = "partly"
        PLANNED = "planned"
        """Already planned before."""
        NOT_ADOPTED = "not_adopted"
        OUTSIDE = "outside"
        """Outside the city's powers; forwarded."""

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="clusters")
    number = models.PositiveIntegerField()
    """In the process, from 1."""
    title = models.JSONField()
    """Localized."""
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="clusters")
    made_at = models.DateTimeField()
    due_on = models.DateField()
    """The last day to answer."""
    fate = models.CharField(max_length=12, choices=Fate.choices, default="", blank=True)
    """Empty until it is answered."""
    reason = models.JSONField(default=dict, blank=True)
    """Localized: what will be done, or why not."""
    forwarded_to = models.JSONField(default=dict, blank=True)
    """Localized name of who has the power."""
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["body", "due_on"], name="cluster_of_body")]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="cluster_number_once"),
            models.CheckConstraint(
                name="fate_has_answer",
                condition=Q(fate="", answered_at__isnull=True)
                | (~Q(fate="") & Q(answered_at__isnull=False) & ~Q(reason={})),
            ),
            models.CheckConstraint(name="outside_is_forwarded", condition=~Q(fate="outside") | ~Q(forwarded_to={})),
        ]

    def __str__(self) -> str:
        return f"{self.process_id} № {self.number}"


class ClusterMember(models.Model):
    """An idea or a resident's statement in a cluster: in one at most."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="members")
    idea = models.OneToOneField(Idea, null=True, blank=True, on_delete=models.PROTECT, related_name="membership")
    statement = models.OneToOneField(
        Statement, null=True, blank=True, on_delete=models.PROTECT, related_name="membership"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="member_is_one_thing",
                condition=Q(idea__isnull=False, statement__isnull=True) | Q(idea__isnull=True, statement__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"member {self.pk}"
