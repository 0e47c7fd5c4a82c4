"""Parts of a version that people read and speak about: paragraphs, layers, zones, rules drawn over them.

A part keeps its `key` from version to version: that is how what was said about it finds it again.
"""

from django.db import models
from django.db.models import Q

from ortaq.civic.plans.models.plans import PlanVersion


class Paragraph(models.Model):
    """A paragraph of the text; `level` 1–3 for headings, 0 for words under them."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="paragraphs")
    key = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=0)
    text = models.JSONField()
    """Localized."""
    digest = models.CharField(max_length=71)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="plan_paragraph_once"),
            models.UniqueConstraint(fields=["version", "position"], name="plan_paragraph_in_place"),
            models.CheckConstraint(name="paragraph_level", condition=Q(level__lte=3)),
        ]

    def __str__(self) -> str:
        return f"§ {self.key}"


class ZoneClass(models.Model):
    """A row of the city's table of functional zones, mapped to HILUCS, the land use classification of INSPIRE."""

    code = models.CharField(max_length=20)
    name = models.JSONField()
    """Localized: plain words."""
    meaning = models.JSONField(default=dict, blank=True)
    """Localized: what one may build or do there, in a sentence for a neighbour."""
    hilucs = models.CharField(max_length=20)
    """Code of HILUCS, "5_1_PermanentResidentialUse" is written "5_1"."""
    theme = models.CharField(max_length=20)
    """A code of `rules.zones.THEMES` under which the map shows it."""
    colour = models.CharField(max_length=7)
    pattern = models.CharField(max_length=12, blank=True)
    """Beside the colour, for eyes and printers that know none."""
    table_version = models.CharField(max_length=20)
    valid_from = models.DateField()
    source = models.CharField(max_length=300)

    class Meta:
        verbose_name_plural = "zone classes"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["table_version", "code"], name="zone_class_once")]

    def __str__(self) -> str:
        return self.code


class Layer(models.Model):
    """A map of the plan, shown under one theme."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="layers")
    key = models.SlugField(max_length=40)
    theme = models.CharField(max_length=20)
    title = models.JSONField()
    note = models.JSONField(default=dict, blank=True)
    """Localized: what the map shows, in plain words."""
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "key"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="plan_layer_once")]

    def __str__(self) -> str:
        return self.key


class Shaped(models.Model):
    """What has an outline: GeoJSON in lon, lat (WGS 84), its box for questions by place, its area on the ellipsoid."""

    shape = models.JSONField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    shape_digest = models.CharField(max_length=71)
    """Of the outline alone: an unchanged one is not compared again."""

    class Meta:
        abstract = True


class Zone(Shaped):
    """A functional zone (INSPIRE ZoningElement) with its limits."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="zones")
    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="zones")
    key = models.CharField(max_length=60)
    zone_class = models.ForeignKey(ZoneClass, on_delete=models.PROTECT, related_name="+")
    name = models.JSONField(default=dict, blank=True)
    area_m2 = models.FloatField()
    height_m = models.PositiveSmallIntegerField(null=True, blank=True)
    storeys = models.PositiveSmallIntegerField(null=True, blank=True)
    density = models.PositiveIntegerField(null=True, blank=True)
    """m² of floor per hectare."""
    uses = models.JSONField(default=list, blank=True)
    """[{"use": HILUCS code, "allowed": "yes" | "condition" | "no"}, …]."""
    note = models.JSONField(default=dict, blank=True)
    """Localized: what changes for who lives there."""
    digest = models.CharField(max_length=71)
    """Of everything it says."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="plan_zone_once"),
            models.CheckConstraint(name="zone_has_area", condition=Q(area_m2__gt=0)),
        ]
        indexes = [models.Index(fields=["version", "west", "south"], name="zone_place")]

    def __str__(self) -> str:
        return self.key


class SupplementaryRule(Shaped):
    """A line or area drawn over the zones with a rule of its own (INSPIRE SupplementaryRegulation)."""

    class Kind(models.TextChoices):
        RED_LINE = "red_line"
        SANITARY = "sanitary_zone"
        WATER = "water_protection"
        HISTORIC = "historic_centre"
        OTHER = "other"

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="supplements")
    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="supplements")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.JSONField()
    rule = models.JSONField(default=dict, blank=True)
    """Localized: what it demands."""
    legal_basis = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=71)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="plan_supplement_once")]

    def __str__(self) -> str:
        return self.key
