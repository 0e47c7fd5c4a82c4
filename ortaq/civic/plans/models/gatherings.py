"""Who has to be heard in a village, when they met, and how many came."""

from django.db import models

from ortaq.civic.plans.models.plans import Plan


class Group(models.Model):
    """A group of the village that has to be heard."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="groups")
    code = models.SlugField(max_length=30)
    name = models.JSONField()
    """Localized."""
    people = models.PositiveIntegerField(null=True, blank=True)
    """How many of them live here."""

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="village_group_once")]

    def __str__(self) -> str:
        return self.code


class Gathering(models.Model):
    """A meeting: day, place, who came by group, minutes."""

    class Kind(models.TextChoices):
        ASSEMBLY = "assembly"
        """The meeting of elected members of the local community (жиналыс, собрание): the law sets its size."""
        GATHERING = "gathering"
        """The gathering of residents (жиын, сход): the law sets the least share that must come."""
        GROUP = "group_meeting"
        """Of one group, without a size by law."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="gatherings")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    held_on = models.DateField()
    place = models.JSONField(default=dict, blank=True)
    """Localized."""
    residents = models.PositiveIntegerField(null=True, blank=True)
    """People of the place that day: the size is measured by them."""
    members = models.PositiveIntegerField(null=True, blank=True)
    """Elected members of the assembly; None for other meetings."""
    members_came = models.PositiveIntegerField(null=True, blank=True)
    """Of them: guests of an assembly do not count."""
    entitled = models.PositiveIntegerField(null=True, blank=True)
    """Residents who may take part in a gathering; None for other meetings."""
    came = models.PositiveIntegerField()
    """Everybody who came, each counted once; a person can belong to several groups."""
    minutes = models.JSONField(default=dict, blank=True)
    """Localized."""
    rule = models.CharField(max_length=40, blank=True)
    """Code of the dated rule the size was checked by, see `rules.assemblies`."""
    valid = models.BooleanField(null=True, blank=True)
    """Whether enough came by that rule; None where no rule asks."""
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}"


class Attendance(models.Model):
    """How many of a group came to a meeting."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="attendance")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["gathering", "group"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.people}"
