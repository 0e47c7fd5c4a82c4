"""Runs what was promised: one task at a time, its lease renewed by a thread, its outcome written behind a fence."""

import threading
import traceback
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import structlog
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection, connections
from django.utils.module_loading import import_string

from ortaq.core.tasks import schedule, services

log = structlog.get_logger(__name__)

POLL = 1.0
"""Seconds between looks when nothing is due."""
LONGEST_WAIT = 30.0
"""Seconds between looks while the database is away."""


class Done(NamedTuple):
    """What a run did."""

    finished: int
    failed: int


def run(*, stop: threading.Event, burst: bool = False, lease: timedelta = services.LEASE, poll: float = POLL) -> Done:
    """This will run tasks until `stop` is set; the task in hand is finished first.

    `burst` returns as soon as nothing is due, starts nothing by the clock and lets database errors through: for tests,
    and for `make demo` when it wants the queue empty.
    """
    finished = failed = 0
    known: dict[str, datetime] = {}
    wait = poll
    while not stop.is_set():
        try:
            if not connection.in_atomic_block:  # tests call a burst inside theirs
                close_old_connections()
            if not burst:
                schedule.enqueue_due(services.clock(), known)
            outcome = run_next(lease=lease)
            wait = poll
        except DatabaseError as error:
            if burst:
                raise
            log.warning("the queue cannot be reached", error=type(error).__name__, seconds=wait)
            stop.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT)
            continue
        if outcome is None:
            if burst:
                break
            stop.wait(poll)
        elif outcome:
            finished += 1
        else:
            failed += 1
    return Done(finished, failed)


def run_next(*, lease: timedelta = services.LEASE) -> bool | None:
    """This will run one task: True when it finished, False when it failed, None when nothing was due."""
    now = services.clock()
    services.release_expired(now=now)
    task = services.claim(now=now, lease=lease)
    if task is None:
        return None
    facts = {"task": task.name, "id": task.pk, "attempt": task.attempts}
    assert task.lease_token is not None  # noqa: S101, claim() has just written it
    with _Heartbeat(task.pk, task.lease_token, lease):
        try:
            result = _call(task.name, task.args, task.kwargs)
        except Exception as error:  # noqa: BLE001, whatever a task raises is its outcome
            # The trace may quote a resident: it goes into the table, never into the log.
            log.warning("task failed", error=type(error).__name__, **facts)
            services.fail(task=task, error=traceback.format_exc(), now=services.clock())
            return False
    if not services.finish(task=task, result=result, now=services.clock()):
        log.warning("task outlived its lease, its outcome is not kept", **facts)
        return False
    log.info("task done", **facts)
    return True


def _call(name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
    return import_string(name).call(*args, **kwargs)


class _Heartbeat:
    """Renews a lease three times per lease while the task runs; its thread has a database connection of its own."""

    def __init__(self, task_id: int, token: UUID, lease: timedelta) -> None:
        self.task_id, self.token, self.lease = task_id, token, lease
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True, name=f"heartbeat-{task_id}")

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *failure: object) -> None:
        self.over.set()
        self.thread.join()

    def _beat(self) -> None:
        try:
            while not self.over.wait(self.lease.total_seconds() / 3):
                try:
                    if not services.renew(
                        task_id=self.task_id, token=self.token, now=services.clock(), lease=self.lease
                    ):
                        return
                except DatabaseError as error:
                    log.warning("lease not renewed", error=type(error).__name__, id=self.task_id)
        finally:
            connections.close_all()
