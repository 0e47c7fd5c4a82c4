"""The queue's one table."""

from django.db import models


class TaskState(models.TextChoices):
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


class Task(models.Model):
    """A piece of work that was promised: run at least once, by whoever holds the lease."""

    name = models.CharField(max_length=200)
    """Dotted path of the task function."""
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=32, default="default")
    key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    """Idempotency key: a second enqueue with the same key adds nothing."""
    state = models.CharField(max_length=8, choices=TaskState.choices, default=TaskState.READY.value)
    priority = models.SmallIntegerField(default=0)
    run_after = models.DateTimeField()
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=8)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-priority", "run_after", "id"], name="task_next"),
            models.Index(fields=["state", "lease_until"], name="task_lease"),
        ]
        constraints = [
            models.CheckConstraint(
                name="task_running_has_lease",
                condition=~models.Q(state="running") | models.Q(lease_token__isnull=False, lease_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
