"""The city's place in international indices, edition by edition."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from ortaq.civic.indicators.models.values import MILLION
from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Body


class WorldIndex(models.Model):
    """A ranking of cities somebody else publishes."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="world_index")
    code = models.SlugField(max_length=60, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    """Who watches it."""
    name = models.JSONField()
    """Localized, as all words here."""
    about = models.JSONField(default=dict, blank=True)
    publisher = models.CharField(max_length=200)
    url = models.URLField(max_length=400, blank=True)
    demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code


class IndexEdition(models.Model):
    """What one edition said of the city."""

    index = models.ForeignKey(WorldIndex, on_delete=models.PROTECT, related_name="editions")
    edition = models.CharField(max_length=40)
    published_on = models.DateField()
    rank = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    """How many cities were ranked."""
    score = models.BigIntegerField(null=True, blank=True)
    """Millionths of a point."""
    method = models.CharField(max_length=80)
    """The methodology's own name or version: editions of different methods are not compared."""
    note = models.JSONField(default=dict, blank=True)
    """What changed in the method."""
    source_url = models.URLField(max_length=400, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    superseded_at = models.DateTimeField(null=True, blank=True)
    """Since when a corrected row stands in its place."""
    why = models.CharField(max_length=400, blank=True)
    """What a correction corrects."""
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["published_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["index", "edition"], condition=Q(superseded_at__isnull=True), name="index_edition_once"
            ),
            models.CheckConstraint(name="index_rank_fits", condition=Q(rank__gte=1, rank__lte=F("of"))),
        ]

    def __str__(self) -> str:
        return f"{self.index_id} {self.edition}"

    @property
    def points(self) -> Decimal | None:
        """The score, exactly."""
        return None if self.score is None else Decimal(self.score) / MILLION
