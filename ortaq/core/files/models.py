"""Stored files. The original waits in a private place until it is cleaned; the public sees only cleaned copies."""

import uuid

from django.db import models

from ortaq.core.matters.models import Matter
from ortaq.core.people.models import Person


class StoredFile(models.Model):
    """One uploaded thing and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        REFUSED = "refused"

    class Visibility(models.TextChoices):
        PUBLIC = "public"
        PRIVATE = "private"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="files")
    """None until the form it was uploaded in is sent."""
    purpose = models.CharField(max_length=16)
    """ "photo", "after_photo", "document", "answer". """
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.PRIVATE.value)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING.value)
    refusal = models.CharField(max_length=40, blank=True)
    """Stable code of why it was refused ("virus", "not_an_image" …)."""
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=60)
    """By content, never by name."""
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    original = models.CharField(max_length=200, blank=True)
    """Storage key of the upload as it came; emptied when the cleaned copy replaces it."""
    cleaned = models.CharField(max_length=200, blank=True)
    thumbnail = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    uploaded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    upload_token = models.CharField(max_length=64, blank=True)
    """Binds a guest's upload to her form until it is sent."""
    uploaded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["matter", "purpose"], name="file_of_matter"),
            models.Index(fields=["upload_token"], condition=~models.Q(upload_token=""), name="file_of_form"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.public_id}"


class OpenFile(models.Model):
    """A table of open data as a file: the newest one; the next takes its row over."""

    dataset = models.CharField(max_length=40)
    """Id of `core.matters.datasets`."""
    ending = models.CharField(max_length=10)
    """ "csv", "parquet", "geojson". """
    stored = models.CharField(max_length=200)
    """Storage key."""
    rows = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()
    """Octets as kept."""
    sha256 = models.CharField(max_length=64)
    """Of the octets as kept."""
    made_at = models.DateTimeField()
    first_on = models.DateField(null=True, blank=True)
    """The earliest day its rows speak of, None for a table without days."""
    last_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["dataset", "ending"]
        constraints = [models.UniqueConstraint(fields=["dataset", "ending"], name="open_file_once")]

    def __str__(self) -> str:
        return f"{self.dataset}.{self.ending}"
