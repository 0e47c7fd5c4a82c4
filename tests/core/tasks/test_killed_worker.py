"""kill -9 of a real worker process in the middle of a task."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection

from ortaq.core.tasks import worker
from ortaq.core.tasks.models import Task
from tests.core.tasks import chores

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LEASE = 1.5
SCRIPT = f"""
import threading
from datetime import timedelta
import django
django.setup()
from ortaq.core.tasks import schedule, worker
schedule._SCHEDULE.clear()
worker.run(stop=threading.Event(), lease=timedelta(seconds={LEASE}), poll=0.1)
"""


def address_of_the_test_database():
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return (
        f"postgres://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    )


@pytest.fixture
def start_worker():
    started = []

    def start():
        environment = os.environ | {
            "ORTAQ_ENV": "test",
            "DJANGO_SETTINGS_MODULE": "ortaq.site.settings",
            "ORTAQ_DATABASE_URL": address_of_the_test_database(),
        }
        process = subprocess.Popen([sys.executable, "-c", SCRIPT], env=environment)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_for(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def lines(path):
    return path.read_text().splitlines() if path.exists() else []


def test_a_task_whose_worker_was_killed_is_run_again_exactly_once(tmp_path, start_worker):
    notes = tmp_path / "notes"
    chores.hang_the_first_time.enqueue(str(notes))
    first = start_worker()
    wait_for(lambda: lines(notes) == ["begun"])
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert Task.objects.get().state == "running", "nobody could say that it was over"
    start_worker()
    wait_for(lambda: Task.objects.get().state == "done")
    task = Task.objects.get()
    assert (task.attempts, task.result) == (2, "second time lucky")
    assert lines(notes) == ["begun", "begun"]


def test_a_task_that_kills_its_worker_is_tried_so_often_and_no_more(tmp_path, start_worker):
    notes = tmp_path / "notes"
    chores.kill_the_worker.enqueue(str(notes))
    Task.objects.update(max_attempts=2)
    for attempt in (1, 2):
        process = start_worker()
        assert process.wait(timeout=30) == -signal.SIGKILL
        assert len(lines(notes)) == attempt
    time.sleep(LEASE)
    assert worker.run(stop=threading.Event(), burst=True, lease=timedelta(seconds=LEASE)) == (0, 0)
    assert Task.objects.get().state == "dead"
    assert lines(notes) == ["begun", "begun"]


def test_two_workers_share_the_work_and_do_nothing_twice(tmp_path, start_worker):
    notes = tmp_path / "notes"
    for number in range(40):
        chores.note.enqueue(str(notes), text=str(number))
    start_worker()
    start_worker()
    wait_for(lambda: Task.objects.filter(state="done").count() == 40)
    assert sorted(lines(notes), key=int) == [str(number) for number in range(40)]
