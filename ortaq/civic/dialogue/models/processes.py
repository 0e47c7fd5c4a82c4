"""The process: what it asks, its phases in time, and what its organisers publish around it."""

from django.db import models
from django.db.models import F, Q

from ortaq.core.files.models import StoredFile
from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Body, Territory


class Process(models.Model):
    """One dialogue, from the first word to the report. Texts are Localized."""

    class Recipe(models.TextChoices):
        FORUM = "forum"
        PLAN_REVIEW = "plan_review"
        GRANT_CONTEST = "grant_contest"
        CORRIDOR = "corridor"
        VILLAGE_PLAN = "village_plan"
        WORKSHOPS = "workshops"

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        CLOSED = "closed"

    class Moderation(models.TextChoices):
        BEFORE = "before"
        """What residents write is looked at before it is shown."""
        AFTER = "after"

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="process")
    code = models.SlugField(max_length=60, unique=True)
    """In the address of the public page."""
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="processes")
    """The organiser; other bodies answer clusters too."""
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    recipe = models.CharField(max_length=14, choices=Recipe.choices)
    title = models.JSONField()
    summary = models.JSONField(default=dict, blank=True)
    question = models.JSONField(default=dict, blank=True)
    """Localized: the one question residents are asked."""
    moderation = models.CharField(max_length=6, choices=Moderation.choices, default=Moderation.AFTER.value)
    columns = models.BooleanField(default=False)
    """Comments stand in two columns, for and against."""
    time_zone = models.CharField(max_length=40, default="Asia/Almaty")
    """IANA name: ends of phases are typed and shown by it."""
    goals = models.JSONField(default=list, blank=True)
    """Goals an idea may name: [{"code": "100-steps-97", "label": Localized, "link": "https://…"}, …]."""
    themes = models.JSONField(default=list, blank=True)
    """Codes of `rules.ideas.THEMES` offered; [] for all."""
    answers_due_on = models.DateField(null=True, blank=True)
    """Day before which every cluster has its fate, unless a cluster says an earlier one."""
    report = models.JSONField(default=dict, blank=True)
    """Localized: what came of it, in the report phase."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT.value)
    listed = models.BooleanField(default=False)
    """Equals matter.visibility == public: lists read one table."""
    closed_at = models.DateTimeField(null=True, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "processes"
        indexes = [models.Index(fields=["listed", "state", "-matter"], name="process_newest")]
        constraints = [
            models.CheckConstraint(
                name="process_closed_at_end", condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed")
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Phase(models.Model):
    """A stretch of time in which people may do certain things; phases may overlap."""

    class Kind(models.TextChoices):
        COLLECT = "collect"
        DISCUSS = "discuss"
        VOTE = "vote"
        ANSWER = "answer"
        REPORT = "report"

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.JSONField(default=dict, blank=True)
    """Localized; {} shows the name of the kind."""
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    """The first second that no longer counts, by the server's clock."""
    allows = models.JSONField(default=list)
    """Codes of `rules.phases.DEEDS` people may do in it."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["process", "position"], name="phase_in_place"),
            models.CheckConstraint(name="phase_opens_before_closing", condition=Q(opens_at__lt=F("closes_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.process_id}.{self.position} {self.kind}"


class Content(models.Model):
    """Something the organisers publish in a process; its words live in versions."""

    class Kind(models.TextChoices):
        EXPLAINER = "explainer"
        NEWS = "news"
        MATERIAL = "material"
        PARTNER = "partner"

    class State(models.TextChoices):
        DRAFT = "draft"
        SCHEDULED = "scheduled"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="contents")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.SlugField(max_length=60)
    """In the address of its own page, for sharing."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT.value)
    publish_at = models.DateTimeField(null=True, blank=True)
    """When a scheduled one is shown."""
    published_at = models.DateTimeField(null=True, blank=True)
    shown = models.ForeignKey(
        "ContentVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The version everyone reads; an edited one waits until it is published too."""
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "-published_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["process", "code"], name="content_code_once"),
            models.CheckConstraint(
                name="content_scheduled_has_time", condition=~Q(state="scheduled") | Q(publish_at__isnull=False)
            ),
            models.CheckConstraint(
                name="content_published_has_version",
                condition=~Q(state="published") | Q(shown__isnull=False, published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ContentVersion(models.Model):
    """One state of the words in three languages; never changed afterwards, the newest is edited into the next."""

    content = models.ForeignKey(Content, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.JSONField()
    text = models.JSONField(default=dict, blank=True)
    states = models.JSONField(default=dict, blank=True)
    """{language: "missing" | "machine" | "reviewed"}; the source language is "reviewed"."""
    source_language = models.CharField(max_length=2, default="kk")
    material = models.CharField(max_length=10, blank=True)
    """For a material: "document", "slides", "recording"."""
    link = models.URLField(max_length=500, blank=True)
    """A recording's or a partner's address elsewhere."""
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """A document, slides, or a partner's logo."""
    made_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["content", "number"], name="content_version_once")]

    def __str__(self) -> str:
        return f"{self.content_id}.{self.number}"
