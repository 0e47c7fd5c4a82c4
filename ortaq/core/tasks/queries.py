"""Questions to the queue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from ortaq.core.tasks.models import Task, TaskState


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one task."""

    id: int
    name: str
    state: str
    args: list[Any]
    kwargs: dict[str, Any]
    attempts: int
    enqueued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    result: Any
    error: str


def facts(task: Task) -> Facts:
    """This will copy a row into plain values."""
    return Facts(**{name: getattr(task, name) for name in Facts.__slots__})


def facts_of(task_id: int) -> Facts | None:
    """This will give a task by its id."""
    task = Task.objects.filter(pk=task_id).first()
    return facts(task) if task else None


def counts() -> dict[str, int]:
    """This will count the tasks in each state, zeros included: what a monitor watches."""
    counted = dict(Task.objects.values_list("state").annotate(n=Count("id")))
    return {state: counted.get(state, 0) for state in TaskState.values}


def dead(limit: int = 100) -> list[Facts]:
    """This will list the newest tasks that were given up, for somebody to look at."""
    return [facts(task) for task in Task.objects.filter(state=TaskState.DEAD).order_by("-finished_at")[:limit]]
