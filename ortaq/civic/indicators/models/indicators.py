"""An indicator: what is measured, in which unit, by whom and how often."""

from django.db import models
from django.db.models import Q

from ortaq.core.matters.models import Matter
from ortaq.core.territory.models import Body, Territory


class Indicator(models.Model):
    """What is measured. Its card makes it found, followed and linked; what it measured stands in `Value`."""

    class Direction(models.TextChoices):
        UP = "up"
        """More is better."""
        DOWN = "down"
        NEITHER = "none"

    class Frequency(models.TextChoices):
        YEAR = "year"
        QUARTER = "quarter"
        MONTH = "month"

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="indicator")
    code = models.SlugField(max_length=60, unique=True)
    """In the address of its page."""
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="indicators")
    """Who keeps it."""
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="indicators")
    """The whole it is about; values also stand for its parts."""
    name = models.JSONField()
    """Localized, as all words here."""
    definition = models.JSONField(default=dict, blank=True)
    theme = models.CharField(max_length=20)
    """A code of `rules.words.THEMES`."""
    unit = models.CharField(max_length=20)
    """A code of `rules.words.UNITS`."""
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.NEITHER.value)
    decimals = models.PositiveSmallIntegerField(default=0)
    """Places after the point that pages show; values are kept exactly."""
    frequency = models.CharField(max_length=7, choices=Frequency.choices, default=Frequency.YEAR.value)
    """How long a usual period is."""
    lag_days = models.PositiveSmallIntegerField(default=180)
    """Days after the end of a period by which its value is expected."""
    formula = models.JSONField(default=dict, blank=True)
    """In words, for everyone."""
    rule = models.CharField(max_length=20, blank=True)
    """A name of `rules.formulas.FORMULAS`, "" for what people bring."""
    figure = models.CharField(max_length=40, blank=True)
    """The id of a figure of the house the rule counts from (`rules.figures`)."""
    demo = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["theme", "code"], name="indicator_by_theme")]
        constraints = [
            models.CheckConstraint(
                name="indicator_counted_from_something",
                condition=Q(rule="", figure="") | (~Q(rule="") & ~Q(figure="")),
            ),
            models.CheckConstraint(name="indicator_decimals_fit", condition=Q(decimals__lte=6)),
        ]

    def __str__(self) -> str:
        return self.code
