"""The queue: what is promised in a transaction that commits is done, at least once, whatever happens to the worker."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from ortaq.core.tasks import queries, services, worker
from ortaq.core.tasks.models import Task
from tests.core.tasks import chores

NEVER = threading.Event()


def work():
    return worker.run(stop=NEVER, burst=True)


@pytest.fixture
def notes(tmp_path):
    return tmp_path / "notes"


def lines(path):
    return path.read_text().splitlines() if path.exists() else []


@pytest.mark.django_db
def test_an_enqueued_task_is_run_once_and_its_result_is_kept(notes):
    promised = chores.note.enqueue(str(notes), text="swept")
    assert (promised.status, promised.is_finished) == (TaskResultStatus.READY, False)
    assert work() == (1, 0)
    assert work() == (0, 0)
    assert lines(notes) == ["swept"]
    promised.refresh()
    assert promised.return_value == "swept"
    assert chores.note.get_result(promised.id).attempts == 1


@pytest.mark.django_db
def test_an_unknown_result_is_said_to_be_unknown():
    for result_id in ("123456", "nonsense"):
        with pytest.raises(TaskResultDoesNotExist):
            chores.note.get_result(result_id)


@pytest.mark.django_db(transaction=True)
def test_a_task_of_a_transaction_that_failed_was_never_promised(notes):
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012, the story is that both go
        chores.note.enqueue(str(notes))
        1 / 0  # noqa: B018, an accident
    assert work() == (0, 0)
    assert lines(notes) == []


@pytest.mark.django_db
def test_a_key_promises_one_task_however_often_it_is_said(notes):
    first = services.enqueue(chores.note, str(notes), key="slip:7")
    assert services.enqueue("tests.core.tasks.chores.note", str(notes), text="again", key="slip:7") == first
    assert work() == (1, 0)
    assert services.enqueue(chores.note, str(notes), key="slip:7") == first, "done is done: the key is remembered"
    assert work() == (0, 0)
    assert lines(notes) == ["done"]


@pytest.mark.django_db
def test_what_is_no_task_and_what_is_no_json_is_refused_where_it_is_enqueued(notes):
    with pytest.raises(TypeError, match="not a task"):
        services.enqueue(lines, str(notes))
    with pytest.raises(TypeError):
        chores.note.enqueue(notes)
    assert not Task.objects.exists()


@pytest.mark.django_db
def test_urgent_tasks_come_first_and_later_ones_wait(notes):
    chores.note.enqueue(str(notes), text="second")
    chores.note_first.enqueue(str(notes))
    services.enqueue(chores.note, str(notes), run_after=datetime.now(UTC) + timedelta(hours=1))
    assert work() == (2, 0)
    assert lines(notes) == ["first", "second"]
    assert queries.counts() == {"ready": 1, "running": 0, "done": 2, "dead": 0}


@pytest.mark.django_db
def test_a_failed_task_waits_longer_each_time_and_dies_after_its_last_attempt(notes):
    chores.fail.enqueue(str(notes))
    Task.objects.update(max_attempts=3)
    waits = []
    for _ in range(3):
        assert work() == (0, 1)
        task = Task.objects.get()
        waits.append(task.run_after - services.clock())
        Task.objects.update(run_after=services.clock())
    assert work() == (0, 0)
    assert lines(notes) == ["tried"] * 3
    task = Task.objects.get()
    assert (task.state, task.attempts, task.lease_token) == ("dead", 3, None)
    assert "the mail server is down" in task.error
    assert timedelta(seconds=1) < waits[0] < timedelta(seconds=3) < waits[1] < timedelta(seconds=6)
    assert [facts.name for facts in queries.dead()] == ["tests.core.tasks.chores.fail"]


@pytest.mark.django_db
def test_a_task_whose_function_is_gone_is_a_failed_task_and_not_a_dead_worker(notes):
    chores.note.enqueue(str(notes))
    Task.objects.update(name="tests.core.tasks.chores.forgotten")
    assert work() == (0, 1)
    assert Task.objects.get().state == "ready"


@pytest.mark.django_db
def test_only_the_holder_of_the_lease_writes_the_outcome(notes):
    """The first worker was thought dead; it wakes up and its outcome is turned away."""
    chores.note.enqueue(str(notes))
    now = services.clock()
    first = services.claim(now=now, lease=timedelta(seconds=10))
    assert services.claim(now=now) is None, "a claimed task is nobody else's"
    later = now + timedelta(seconds=11)
    assert services.release_expired(now=later) == 1
    second = services.claim(now=later + timedelta(minutes=1))
    assert (second.pk, second.attempts) == (first.pk, 2)
    assert services.renew(task_id=first.pk, token=first.lease_token, now=later) is False
    assert services.finish(task=first, result="late", now=later) is False
    assert services.fail(task=first, error="late", now=later) is False
    assert services.finish(task=second, result="kept", now=later) is True
    assert Task.objects.get().result == "kept"


@pytest.mark.django_db
def test_a_task_that_kills_every_worker_is_buried_after_its_last_attempt(notes):
    chores.note.enqueue(str(notes))
    Task.objects.update(max_attempts=2)
    now = services.clock()
    for attempt in (1, 2):
        assert services.claim(now=now, lease=timedelta(seconds=1)).attempts == attempt
        now += timedelta(hours=2)
        assert services.release_expired(now=now) == 1
        now += timedelta(hours=2)
    assert services.claim(now=now) is None
    task = Task.objects.get()
    assert (task.state, task.error) == ("dead", "The worker vanished during attempt 2.")


@pytest.mark.django_db(transaction=True)
def test_a_heartbeat_holds_the_lease_of_a_slow_task(notes):
    chores.take_longer_than_a_lease.enqueue(str(notes))
    done = worker.run(stop=NEVER, burst=True, lease=timedelta(milliseconds=600))
    assert done == (1, 0)
    assert Task.objects.get().attempts == 1
    assert lines(notes) == ["through"]


@pytest.mark.django_db
def test_a_worker_that_is_told_to_stop_takes_nothing_more(notes):
    chores.note.enqueue(str(notes))
    stop = threading.Event()
    stop.set()
    assert worker.run(stop=stop) == (0, 0)
    assert lines(notes) == []


@pytest.mark.django_db
def test_done_tasks_are_forgotten_after_a_while_and_dead_ones_are_not(notes):
    now = services.clock()
    for state, days in (("done", 61), ("done", 1), ("dead", 61)):
        task = Task.objects.create(name="x", run_after=now, enqueued_at=now)
        Task.objects.filter(pk=task.pk).update(state=state, finished_at=now - timedelta(days=days))
    assert services.forget_done(now=now) == 1
    assert sorted(Task.objects.values_list("state", flat=True)) == ["dead", "done"]


def test_pauses_grow_to_an_hour_and_differ_between_tasks():
    assert services.pause(1, None) == timedelta(seconds=2)
    assert services.pause(30, None) == timedelta(hours=1)
    from uuid import uuid4

    pauses = {services.pause(5, uuid4()) for _ in range(20)}
    assert len(pauses) > 10
    assert all(timedelta(seconds=24) <= pause <= timedelta(seconds=40) for pause in pauses)
