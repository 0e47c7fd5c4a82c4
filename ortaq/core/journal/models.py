"""The journal: one chain of entries per matter, each holding the digest of the one before."""

from django.db import models

from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person
from ortaq.core.territory.models import Body


class Entry(models.Model):
    """One act. Never changed: erasing a person empties `personal`, whose salted digest keeps the chain whole."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="entries", db_index=False)
    """Found by the constraint below, which begins with it."""
    seq = models.PositiveIntegerField()
    """1, 2, 3 … on the matter."""
    act = models.CharField(max_length=60)
    at = models.DateTimeField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    """The office acted in, "resident", "guest" or "system:<name>"."""
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)
    """Facts that may be public: integers, strings, lists, no names of people."""
    personal = models.JSONField(null=True, blank=True)
    """Facts about people: never public, may be erased together with `person` and `salt`."""
    salt = models.CharField(max_length=32, blank=True)
    """Empty once erased: without it nobody can guess what the digest below was of."""
    personal_digest = models.CharField(max_length=64, blank=True)
    """Of salt, person and `personal`; "" when neither was there."""
    public = models.BooleanField(default=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["matter", "seq"], name="entry_in_order")]
        indexes = [models.Index(fields=["act", "-at"], name="entry_act_newest")]

    def __str__(self) -> str:
        return f"{self.matter_id}/{self.seq} {self.act}"


class Seal(models.Model):
    """The day's seal: one digest over the heads of all chains that grew since the seal before, which it also holds.

    A chain shows a changed or missing link, a seal shows a chain whose end was cut off.
    """

    day = models.DateField(unique=True)
    last_id = models.PositiveBigIntegerField()
    """The newest entry under this seal; the next seal begins after it."""
    heads = models.PositiveIntegerField()
    """How many chains grew."""
    entries = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:12]}"
