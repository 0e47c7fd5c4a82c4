"""Tasks for tests of the queue. They speak through files, because a killed worker leaves no memory."""

import os
import signal
import time
from pathlib import Path

from django_tasks import task


@task()
def note(path, text="done"):
    with Path(path).open("a") as file:
        file.write(f"{text}\n")
    return text


@task(priority=10)
def note_first(path):
    with Path(path).open("a") as file:
        file.write("first\n")


@task()
def fail(path):
    note.func(path, "tried")
    raise RuntimeError("the mail server is down")


@task()
def hang_the_first_time(path):
    note.func(path, "begun")
    if len(Path(path).read_text().splitlines()) == 1:
        time.sleep(60)
    return "second time lucky"


@task()
def kill_the_worker(path):
    note.func(path, "begun")
    os.kill(os.getpid(), signal.SIGKILL)


@task()
def take_longer_than_a_lease(path):
    time.sleep(1.2)
    note.func(path, "through")


@task()
def slot(moment, path):
    note.func(path, moment)
