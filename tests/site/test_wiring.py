"""The page of reactions names every act there is."""

import importlib
import re

import pytest

from ortaq.core.journal import reactions
from ortaq.core.tasks import schedule
from ortaq.site import wiring
from tests.architecture.plan import HOUSE


def acts():
    """Every constant of every acts.py, with the module it stands in."""
    for path in sorted(HOUSE.rglob("acts.py")):
        name = "ortaq." + path.relative_to(HOUSE).with_suffix("").as_posix().replace("/", ".")
        module = importlib.import_module(name)
        yield from ((name, value) for key, value in vars(module).items() if key.isupper() and isinstance(value, str))


def test_every_act_is_wired_if_only_with_nothing_and_nothing_else_is():
    known = {act for _, act in acts()}
    assert len(known) > 15
    assert known == set(reactions.wired())
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", act) for act in known)


def test_an_act_has_one_meaning():
    named = [act for _, act in acts()]
    assert len(named) == len(set(named))


def test_connecting_again_changes_nothing():
    before, lines = reactions.wired(), schedule.lines()
    wiring.connect()
    assert (reactions.wired(), schedule.lines()) == (before, lines)


def test_an_act_is_wired_once():
    with pytest.raises(reactions.WiringError, match="already"):
        reactions.on("appeal.opened")


def test_what_is_promised_can_be_found_again_by_its_name():
    """A task is stored by its dotted name: one that cannot be imported by it would never run."""
    from django.utils.module_loading import import_string

    tasks = [task for follow in reactions.wired().values() for task in follow.later]
    tasks += [line.job for line in schedule.lines()]
    assert tasks
    assert all(import_string(task.module_path) is task for task in tasks)


def test_the_slots_of_the_schedule_are_remembered_longer_than_they_last():
    """A key that is forgotten before its slot is over would enqueue the slot again."""
    from datetime import timedelta

    from ortaq.core.tasks.services import KEEP_DONE

    assert timedelta(days=7) < KEEP_DONE
    assert {"silence", "seal", "digest", "forget-orphans", "forget-tasks"} <= {line.name for line in schedule.lines()}


def test_the_week_of_the_digest_is_the_one_that_is_over():
    from datetime import datetime

    from tests.conftest import ALMATY

    (digest,) = [line for line in schedule.lines() if line.name == "digest"]
    slot = digest.when.slot(datetime(2026, 11, 25, 12, tzinfo=ALMATY))
    assert digest.args(slot) == ["2026-W47"]
    assert digest.args(digest.when.slot(datetime(2027, 1, 4, 9, tzinfo=ALMATY))) == ["2026-W53"]
