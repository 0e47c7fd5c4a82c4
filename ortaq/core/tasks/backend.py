"""The queue behind django-tasks: `.enqueue()` writes a row in the caller's transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.module_loading import import_string
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task as Job
from django_tasks.base import TaskError
from django_tasks.exceptions import TaskResultDoesNotExist

from ortaq.core.tasks import queries, services

STATUS = {
    "ready": TaskResultStatus.READY,
    "running": TaskResultStatus.RUNNING,
    "done": TaskResultStatus.SUCCESSFUL,
    "dead": TaskResultStatus.FAILED,
}


class LeaseBackend(BaseTaskBackend):
    """Tasks in our own table, run by `ortaq worker`; see docs/decisions/0001-lease-queue.md."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Job[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult[Any]:
        """This will promise the task; it exists from the commit of the present transaction on."""
        self.validate_task(task)
        return self._result(queries.facts(services.add(task, args, kwargs)), task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """This will give what is known of a task by its id."""
        found = queries.facts_of(int(result_id)) if result_id.isdecimal() else None
        if found is None:
            raise TaskResultDoesNotExist(result_id)
        return self._result(found, import_string(found.name))

    def _result(self, facts: "queries.Facts", task: Job[..., Any]) -> TaskResult[Any]:
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=str(facts.id),
            status=STATUS[facts.state],
            enqueued_at=facts.enqueued_at,
            started_at=facts.started_at,
            finished_at=facts.finished_at,
            last_attempted_at=facts.started_at,
            args=facts.args,
            kwargs=facts.kwargs,
            backend=self.alias,
            errors=[TaskError(exception_class_path="builtins.Exception", traceback=facts.error)] if facts.error else [],
            worker_ids=["worker"] * facts.attempts,
        )
        object.__setattr__(result, "_return_value", facts.result)  # the class is frozen, its own backends do the same
        return result
