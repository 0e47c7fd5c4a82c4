"""Frameworks of indicators, their ids, and which of the city's indicators stands for which id."""

from django.db import models

from ortaq.civic.indicators.models.indicators import Indicator


class Framework(models.Model):
    """A published list of indicators: a standard, a set of goals, or the city's own."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.JSONField()
    """Localized, as all words here."""
    edition = models.CharField(max_length=60)
    publisher = models.CharField(max_length=200)
    url = models.URLField(max_length=400, blank=True)
    note = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class FrameworkItem(models.Model):
    """One id of a framework: "5.1", "EN: EN: AQ: 1C", "11.2.1"."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="items")
    code = models.CharField(max_length=40)
    name = models.JSONField()
    section = models.CharField(max_length=120, blank=True)
    """The chapter it stands in, as the framework numbers it."""
    checked = models.BooleanField(default=False)
    """Whether id and name were held against the framework's own text."""
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["framework", "position"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="framework_item_once")]

    def __str__(self) -> str:
        return self.code


class Alignment(models.Model):
    """An indicator stands for an id of a framework."""

    class Fit(models.TextChoices):
        EXACT = "exact"
        """The same definition and unit."""
        CLOSE = "close"
        """Nearly: the note says what differs."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="alignments")
    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="alignments")
    fit = models.CharField(max_length=5, choices=Fit.choices, default=Fit.EXACT.value)
    note = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["item"]
        constraints = [models.UniqueConstraint(fields=["indicator", "item"], name="alignment_once")]

    def __str__(self) -> str:
        return f"{self.indicator_id} = {self.item_id}"
