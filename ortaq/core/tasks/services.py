"""Writes to the queue. Nobody acts here and the clock is the machine's own: leases are about workers, not about people.

Promise: a task enqueued in a transaction that commits is run at least once, so a task must be harmless when run again.
See docs/decisions/0001-lease-queue.md.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import Task as Job
from django_tasks.utils import normalize_json

from ortaq.core.tasks.models import Task, TaskState
from ortaq.core.tasks.rows import insert

LEASE = timedelta(seconds=60)
LONGEST_PAUSE = timedelta(hours=1)
KEEP_DONE = timedelta(days=60)
"""How long finished tasks, and with them their keys, are remembered."""
LONGEST_ERROR = 8000


def enqueue(
    task: Job[..., Any] | str, *args: Any, key: str | None = None, run_after: datetime | None = None, **kwargs: Any
) -> int:
    """This will promise a task in the present transaction and give its id.

    `task` is a `@django_tasks.task()` function or its dotted name (for a room below `jobs`); arguments are plain JSON.
    With a `key` that is already known nothing is added and the id of the first one is returned.
    """
    job: Job[..., Any] = import_string(task) if isinstance(task, str) else task
    if not isinstance(job, Job):
        raise TypeError(f"{task!r} is not a task: decorate it with @task()")
    return add(job, args, kwargs, key=key, run_after=run_after).pk


def add(
    job: Job[..., Any],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    *,
    key: str | None = None,
    run_after: datetime | None = None,
) -> Task:
    """This will write the task's row; the backend calls it for `.enqueue()`."""
    now = clock()
    row = Task(
        name=job.module_path,
        args=normalize_json(args),
        kwargs=normalize_json(kwargs),
        queue=job.queue_name,
        key=key,
        priority=job.priority,
        run_after=run_after or job.run_after or now,
        enqueued_at=now,
    )
    if key is None:
        insert(row)
        return row
    Task.objects.bulk_create([row], ignore_conflicts=True)
    return Task.objects.get(key=key)


def claim(*, now: datetime, lease: timedelta = LEASE) -> Task | None:
    """This will take the most urgent ready task for `lease`, or give None when nothing is due.

    The first look takes no lock, so that an idle worker never stands in the way of a writer on SQLite.
    """
    due = Task.objects.filter(state=TaskState.READY, run_after__lte=now)
    if not due.exists():
        return None
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        task = due.order_by("-priority", "run_after", "id").first()
        if task is None:
            return None
        task.state = TaskState.RUNNING
        task.attempts += 1
        task.lease_token = uuid4()
        task.lease_until = now + lease
        task.started_at = task.started_at or now
        task.save(update_fields=["state", "attempts", "lease_token", "lease_until", "started_at"])
    return task


def renew(*, task_id: int, token: UUID, now: datetime, lease: timedelta = LEASE) -> bool:
    """This will prolong a lease that is still held; False means the task belongs to somebody else by now."""
    held = Task.objects.filter(pk=task_id, lease_token=token, state=TaskState.RUNNING)
    return bool(held.update(lease_until=now + lease))


def finish(*, task: Task, result: Any, now: datetime) -> bool:
    """This will write the outcome if the lease is still ours; False means another worker's outcome counts."""
    return _close(task, state=TaskState.DONE, result=normalize_json(result), error="", finished_at=now)


def fail(*, task: Task, error: str, now: datetime) -> bool:
    """This will put a failed task back with a growing pause, or bury it after its last attempt."""
    kept = error[-LONGEST_ERROR:]
    if task.attempts >= task.max_attempts:
        return _close(task, state=TaskState.DEAD, error=kept, finished_at=now)
    return _close(task, state=TaskState.READY, error=kept, run_after=now + pause(task.attempts, task.lease_token))


def release_expired(*, now: datetime) -> int:
    """This will free tasks whose worker vanished; one that has cost its last attempt is buried, not tried for ever."""
    expired = Q(state=TaskState.RUNNING, lease_until__lt=now)
    if not Task.objects.filter(expired).exists():
        return 0
    freed = 0
    with transaction.atomic():
        rows = Task.objects.filter(expired)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        for task in rows:
            freed += fail(task=task, error=f"The worker vanished during attempt {task.attempts}.", now=now)
    return freed


def forget_done(*, now: datetime) -> int:
    """This will delete tasks that were done long ago; the dead stay until somebody has looked at them."""
    return Task.objects.filter(state=TaskState.DONE, finished_at__lt=now - KEEP_DONE).delete()[0]


def pause(attempts: int, token: UUID | None) -> timedelta:
    """This will give 2, 4, 8 … seconds, at most an hour, ± a quarter drawn from the lease's token.

    Tasks that failed together (a mail server was down) must not come back together.
    """
    share = (token.int % 1001) / 1000 if token else 0.5
    seconds = min(2.0**attempts, LONGEST_PAUSE.total_seconds())
    return timedelta(seconds=seconds * (0.75 + share / 2))


def clock() -> datetime:
    """This will look at the machine's clock: the only place of the queue that does."""
    return timezone.now()  # noqa: TID251, leases measure machines, not legal terms


def _close(task: Task, **outcome: Any) -> bool:
    """Write only while the row still carries our lease: the fence against a worker that was thought dead."""
    held = Task.objects.filter(pk=task.pk, lease_token=task.lease_token, state=TaskState.RUNNING)
    return bool(held.update(lease_token=None, lease_until=None, **outcome))
