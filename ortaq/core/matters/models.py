"""The Matter card and what hangs on it for every app alike: links, followers, wordings, search text, number series."""

from django.db import models
from django.db.models import Q

from ortaq.core.people.models import Person
from ortaq.core.territory.models import Territory


class Matter(models.Model):
    """One card per public thing. A field is here only if every civic app would fill it."""

    class Visibility(models.TextChoices):
        HELD = "held"
        """Waits for a look before it is public."""
        PUBLIC = "public"
        PRIVATE = "private"

    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=20)
    """The civic thing behind the card: "appeal", later "idea", "work"…"""
    title = models.CharField(max_length=200, blank=True)
    """Public: written or masked for everyone."""
    language = models.CharField(max_length=2)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    h3_7 = models.BigIntegerField(null=True, blank=True)
    h3_9 = models.BigIntegerField(null=True, blank=True)
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT)
    """The smallest territory around the place on the day of opening."""
    address = models.CharField(max_length=300, blank=True)
    opened_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="matters", db_index=False
    )
    """Found by the index `matter_mine`, which begins with it; followers by their constraint."""
    opened_at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    stage = models.CharField(max_length=20)
    """Where it stands, in the civic app's public words (its `rules.Stage`)."""
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.HELD.value)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "-opened_at"], name="matter_newest"),
            models.Index(fields=["lon", "lat"], name="matter_place"),
            models.Index(fields=["opened_by", "-opened_at"], name="matter_mine"),
            models.Index(fields=["kind", "visibility", "h3_7"], name="matter_cell_7"),
            models.Index(fields=["kind", "visibility", "h3_9"], name="matter_cell_9"),
        ]
        constraints = [
            models.CheckConstraint(
                name="matter_place_whole",
                condition=Q(lon__isnull=True, lat__isnull=True, h3_7__isnull=True, h3_9__isnull=True)
                | Q(lon__isnull=False, lat__isnull=False, h3_7__isnull=False, h3_9__isnull=False),
            ),
            models.CheckConstraint(name="matter_language_known", condition=Q(language__in=["kk", "ru", "en"])),
        ]

    def __str__(self) -> str:
        return self.number


class NumberSeries(models.Model):
    """The last number given in a series ("appeal-2026"): numbers have no gaps."""

    code = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.code}: {self.last}"


class Link(models.Model):
    """What one matter became: appeal → work, idea → budget project, need → measure → result."""

    origin = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="links_out")
    result = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="links_in")
    kind = models.CharField(max_length=20, default="became")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "result", "kind"], name="link_once"),
            models.CheckConstraint(name="link_not_to_itself", condition=~Q(origin=models.F("result"))),
        ]

    def __str__(self) -> str:
        return f"{self.origin_id} {self.kind} {self.result_id}"


class Follower(models.Model):
    """Wants to hear of this matter."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="followers", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follows")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="follower_once")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.matter_id}"


class Wording(models.Model):
    """What a resident wrote on a card, in another language: by a machine and marked so, or read by a person."""

    class State(models.TextChoices):
        MACHINE = "machine"
        REVIEWED = "reviewed"

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """Who read it; None for a machine's."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "language"], name="wording_once"),
            models.CheckConstraint(name="wording_language_known", condition=Q(language__in=["kk", "ru", "en"])),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} in {self.language}"


class SearchText(models.Model):
    """The stems of what is public about a matter. SQLite mirrors it into an FTS5 table, PostgreSQL indexes it."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, primary_key=True, related_name="search")
    stems = models.TextField()
    """Casefolded stems joined by spaces, from `engines.language.search_text`."""

    def __str__(self) -> str:
        return f"search text of {self.matter_id}"


class SearchWord(models.Model):
    """A stem that occurs in some search text: where a mistyped word looks for its neighbours."""

    word = models.CharField(max_length=60, primary_key=True)
    initial = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["initial", "length"], name="search_word_near")]

    def __str__(self) -> str:
        return self.word
