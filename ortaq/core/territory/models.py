"""Territories, their dated boundaries, the bodies that answer for them and the offices people hold."""

from django.db import models
from django.db.models import F, Q

from ortaq.core.people.models import Person


class Territory(models.Model):
    """A place with a border: country → region → city | district → okrug → settlement."""

    class Kind(models.TextChoices):
        COUNTRY = "country"
        REGION = "region"
        CITY = "city"
        DISTRICT = "district"
        OKRUG = "okrug"
        SETTLEMENT = "settlement"

    code = models.CharField(max_length=120, unique=True)
    """Dotted path, "kz.almaty.bostandyk": ancestors are its prefixes."""
    kind = models.CharField(max_length=10, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name = models.JSONField()
    """Localized {kk, ru, en}."""
    population = models.PositiveIntegerField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    external = models.JSONField(default=dict, blank=True)
    """Codes elsewhere, {"kato": "751110000"}."""

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class BoundaryVersion(models.Model):
    """A set of outlines with its source, in force from a day until the next one."""

    code = models.CharField(max_length=60, unique=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=100, blank=True)
    schematic = models.BooleanField(default=False)
    digest = models.CharField(max_length=71)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="boundary_version_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Boundary(models.Model):
    """One territory's outline in one version, as GeoJSON (lon, lat; WGS 84)."""

    version = models.ForeignKey(BoundaryVersion, on_delete=models.CASCADE, related_name="boundaries")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="boundaries")
    shape = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "territory"], name="boundary_once_per_version")]

    def __str__(self) -> str:
        return f"{self.territory_id} in {self.version_id}"


class Feature(models.Model):
    """A line or area of the base map: river, park, avenue. Nothing is decided by it."""

    class Kind(models.TextChoices):
        RIVER = "river"
        PARK = "park"
        STREET = "street"
        WATER = "water"

    code = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.JSONField(default=dict)
    shape = models.JSONField()
    schematic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code


class Body(models.Model):
    """Whoever answers: an akimat, a department, a utility as balance holder, the operator of the desk."""

    class Kind(models.TextChoices):
        AKIMAT = "akimat"
        DEPARTMENT = "department"
        UTILITY = "utility"
        CENTRE = "centre"

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.JSONField()
    short_name = models.JSONField()
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    """The higher body: complaints about this one go there."""
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="bodies")
    contacts = models.JSONField(default=dict, blank=True)
    """{"address": Localized, "phone": str, "email": str, "site": str}."""
    operator = models.BooleanField(default=False)
    """Runs the desk itself: receives what no row of the routing table names."""
    active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.code


class Office(models.Model):
    """A role a person holds in a body, for all of its territory or a part, from a day to a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="offices")
    role = models.CharField(
        max_length=10,
        choices=[(r, r) for r in ("operator", "officer", "head", "moderator", "admin")],
    )
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT)
    post = models.JSONField(default=dict, blank=True)
    """Localized name of the post, printed on slips and answers."""
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "body", "role"], condition=Q(until__isnull=True), name="office_held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.body_id}"
