"""History that is loaded promises no tasks; what is lived afterwards does again."""

from typing import TYPE_CHECKING

import pytest
from django_tasks import task

from ortaq.core.journal import reactions
from ortaq.core.journal.reactions import WiringError, to, without_later

if TYPE_CHECKING:
    from collections.abc import Iterator


@task()
def remember(entry_id: int) -> int:
    return entry_id


def keep(*_: object) -> None:
    """What must hold."""


@pytest.fixture
def wired(monkeypatch: pytest.MonkeyPatch) -> "Iterator[str]":
    monkeypatch.setattr(reactions, "_WIRED", {})
    reactions.on("lamp.lit", within=[keep], later=[remember])
    return "lamp.lit"


def test_inside_only_what_must_hold_follows_and_outside_both_do(wired: str) -> None:
    assert to(wired).later == (remember,)
    with without_later():
        assert to(wired).later == ()
        assert to(wired).within == (keep,)
    assert to(wired).later == (remember,)


def test_an_error_inside_does_not_silence_what_comes_after(wired: str) -> None:
    with pytest.raises(ZeroDivisionError), without_later():
        raise ZeroDivisionError
    assert to(wired).later == (remember,)


def test_an_act_nobody_wired_is_still_a_mistake_inside(wired: str) -> None:
    with without_later(), pytest.raises(WiringError):
        to("lamp.stolen")
