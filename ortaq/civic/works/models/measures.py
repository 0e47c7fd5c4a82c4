"""How much a work makes, and the sums over all works that pages show."""

from django.db import models
from django.db.models import Q

from ortaq.civic.works.models.works import Work


class Measure(models.TextChoices):
    """What is counted; its unit is fixed."""

    PEDESTRIAN_STREET = "pedestrian_street"
    CYCLE_PATH = "cycle_path"
    ARYK = "aryk"
    PAVEMENT_AREA = "pavement_area"
    GREEN_AREA = "green_area"
    PLAYGROUND = "playground"
    TREE = "tree"
    LAMP = "lamp"
    BENCH = "bench"


class Unit(models.TextChoices):
    """Amounts are whole numbers of these."""

    METRE = "m"
    SQUARE_METRE = "m2"
    PIECE = "piece"


LENGTHS = ("pedestrian_street", "cycle_path", "aryk")
AREAS = ("pavement_area", "green_area")
PIECES = ("playground", "tree", "lamp", "bench")


class Quantity(models.Model):
    """So many metres, square metres or pieces, planned and built. The last four columns follow the work."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="quantities")
    kind = models.CharField(max_length=20, choices=Measure.choices)
    unit = models.CharField(max_length=5, choices=Unit.choices)
    planned = models.PositiveBigIntegerField(null=True, blank=True)
    done = models.PositiveBigIntegerField(null=True, blank=True)
    built = models.BooleanField(default=False)
    """The work is done: `amount` is what was built, else what is planned."""
    amount = models.PositiveBigIntegerField(default=0)
    """What sums are made of; 0 for a stopped work."""
    year = models.PositiveSmallIntegerField(default=0)
    district = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "quantities"
        constraints = [
            models.UniqueConstraint(fields=["work", "kind"], name="quantity_once"),
            models.CheckConstraint(
                name="quantity_unit_of_its_kind",
                condition=Q(kind__in=LENGTHS, unit="m")
                | Q(kind__in=AREAS, unit="m2")
                | Q(kind__in=PIECES, unit="piece"),
            ),
            models.CheckConstraint(
                name="quantity_says_something", condition=Q(planned__isnull=False) | Q(done__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "built", "year", "district", "-work"], name="quantity_of_figure"),
            models.Index(fields=["kind", "built", "-work"], name="quantity_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of work {self.work_id}"


class Total(models.Model):
    """The sum of one kind over the works of a year and a district: kept by the services that change its parts."""

    kind = models.CharField(max_length=20, choices=Measure.choices)
    built = models.BooleanField()
    year = models.PositiveSmallIntegerField()
    """0 where the works say no year."""
    district = models.CharField(max_length=120)
    """"" for works of the whole city."""
    amount = models.BigIntegerField(default=0)
    works = models.IntegerField(default=0)
    """How many works the sum has."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "built", "year", "district"], name="total_once"),
            models.CheckConstraint(name="total_not_below_zero", condition=Q(amount__gte=0, works__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} {self.district}"
