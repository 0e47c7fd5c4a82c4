"""The inclusive village plan: who met, what hurts, what is needed, done, spent and reached."""

from django.db import models
from django.db.models import Q

from ortaq.civic.plans.models.plans import Plan, PlanVersion
from ortaq.core.matters.models import Matter


class Group(models.Model):
    """A group of the village that has to be heard."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="groups")
    code = models.SlugField(max_length=30)
    name = models.JSONField()
    people = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="village_group_once")]

    def __str__(self) -> str:
        return self.code


class Gathering(models.Model):
    """A meeting: day, place, who came by group, minutes."""

    class Kind(models.TextChoices):
        ASSEMBLY = "assembly"
        """The local community's assembly of the law: its size is checked."""
        GATHERING = "gathering"
        """The gathering of all residents."""
        GROUP = "group_meeting"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="gatherings")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    held_on = models.DateField()
    place = models.JSONField(default=dict, blank=True)
    members = models.PositiveIntegerField(default=0)
    """Members of the assembly as the law counts them; 0 for other meetings."""
    minutes = models.JSONField(default=dict, blank=True)
    rule = models.CharField(max_length=40, blank=True)
    """Code of the dated rule the size was checked by, see `rules.assemblies`."""
    valid = models.BooleanField(null=True, blank=True)
    """Whether enough came by that rule; None where no rule asks."""

    class Meta:
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}"


class Attendance(models.Model):
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="attendance")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gathering", "group"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.people}"


class Need(models.Model):
    """What hurts; `cause_of` builds the problem tree, dots rank it."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="needs")
    key = models.CharField(max_length=40)
    title = models.JSONField()
    text = models.JSONField(default=dict, blank=True)
    theme = models.CharField(max_length=20, blank=True)
    """A code of `rules.needs.THEMES`: by it akims find how others solved the same."""
    cause_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="causes")
    dots = models.PositiveIntegerField(default=0)
    """Dots residents gave it at the ranking."""
    gathering = models.ForeignKey(Gathering, null=True, blank=True, on_delete=models.PROTECT, related_name="needs")
    groups = models.ManyToManyField(Group, blank=True, related_name="needs")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="need_once"),
            models.CheckConstraint(name="need_no_cause_of_itself", condition=~Q(cause_of=models.F("id"))),
        ]

    def __str__(self) -> str:
        return self.key


class Measure(models.Model):
    """What will be done about a need: by whom, until when, with which resources."""

    class State(models.TextChoices):
        PLANNED = "planned"
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="measures")
    key = models.CharField(max_length=40)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="measures")
    """No measure without a need."""
    title = models.JSONField()
    responsible = models.JSONField()
    """Localized post, never a person's name."""
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED.value)
    done_on = models.DateField(null=True, blank=True)
    note = models.JSONField(default=dict, blank=True)
    """Localized: how it was done, or why it was stopped."""
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="measure_once"),
            models.CheckConstraint(name="done_measure_has_day", condition=~Q(state="done") | Q(done_on__isnull=False)),
            models.CheckConstraint(name="stopped_measure_says_why", condition=~Q(state="stopped") | ~Q(note={})),
        ]

    def __str__(self) -> str:
        return self.key


class Resource(models.Model):
    """What a measure takes: a budget line, a partner's money, own labour, or nothing of a budget at all."""

    class Kind(models.TextChoices):
        REPUBLICAN = "republican"
        REGIONAL = "regional"
        DISTRICT = "district"
        OKRUG = "okrug"
        BUSINESS = "business"
        DONOR = "donor"
        LABOUR = "own_labour"
        WITHOUT_MONEY = "without_money"

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="resources")
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    planned = models.PositiveBigIntegerField(default=0)
    """Tiyn."""
    spent = models.PositiveBigIntegerField(default=0)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.JSONField(default=dict, blank=True)
    """Localized: the programme, the partner, the hours of work."""

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "key"], name="resource_once"),
            models.CheckConstraint(
                name="without_money_is_without", condition=~Q(kind="without_money") | Q(planned=0, spent=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.measure_id}"


class Result(models.Model):
    """What a measure is to reach: an indicator with baseline, target, actual values, people reached."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="results")
    key = models.CharField(max_length=40)
    title = models.JSONField()
    unit = models.JSONField()
    baseline = models.DecimalField(max_digits=16, decimal_places=3)
    baseline_on = models.DateField()
    target = models.DecimalField(max_digits=16, decimal_places=3)
    target_on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["measure", "key"], name="result_once")]

    def __str__(self) -> str:
        return self.key


class Actual(models.Model):
    """A value that was reached, on a day, from a source; added after publishing too, never changed."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="actuals")
    on = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=3)
    people = models.PositiveIntegerField(null=True, blank=True)
    """People reached so far."""
    source = models.CharField(max_length=300)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["result", "on"], name="actual_once_a_day")]

    def __str__(self) -> str:
        return f"{self.value} on {self.on}"


class YearReport(models.Model):
    """The yearly public report of a plan: words beside figures that are computed."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    text = models.JSONField()
    figures = models.JSONField(default=dict)
    """As they were on the day of publishing, see `queries.village`."""
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["plan", "year"], name="report_once_a_year")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.year}"


class MicroGrant(models.Model):
    """Money for a small entrepreneur that carries a measure out; the selection itself runs in a contest."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="grants")
    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="micro_grant")
    call = models.JSONField()
    """Localized name of the call."""
    public_name = models.CharField(max_length=200)
    """As the winner agreed to be named."""
    project = models.JSONField()
    amount = models.PositiveBigIntegerField()
    """Tiyn."""
    own_contribution = models.PositiveBigIntegerField(default=0)
    own_share_least = models.PositiveSmallIntegerField(default=0)
    """Per cent of the whole the call asks the entrepreneur to bring."""
    given_on = models.DateField()
    jobs_youth_planned = models.PositiveSmallIntegerField(default=0)
    jobs_women_planned = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="micro_grant_has_sum", condition=Q(amount__gt=0))]

    def __str__(self) -> str:
        return f"micro-grant {self.pk}"


class GrantInstalment(models.Model):
    grant = models.ForeignKey(MicroGrant, on_delete=models.CASCADE, related_name="instalments")
    position = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    due_on = models.DateField()
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["grant", "position"], name="grant_instalment_once")]

    def __str__(self) -> str:
        return f"instalment {self.grant_id}/{self.position}"


class GrantReport(models.Model):
    """What came of it so far."""

    grant = models.ForeignKey(MicroGrant, on_delete=models.CASCADE, related_name="reports")
    on = models.DateField()
    jobs_youth = models.PositiveSmallIntegerField(default=0)
    jobs_women = models.PositiveSmallIntegerField(default=0)
    services = models.JSONField(default=dict, blank=True)
    """Localized: services the village has now."""
    people = models.PositiveIntegerField(null=True, blank=True)
    text = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-on"]
        constraints = [models.UniqueConstraint(fields=["grant", "on"], name="grant_report_once_a_day")]

    def __str__(self) -> str:
        return f"report {self.grant_id} {self.on}"
