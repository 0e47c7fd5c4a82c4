"""Several speak about one plan in the same moment: one form makes one remark, support is counted exactly, and what is
said while the next version is published is either carried over or refused."""

from itertools import count
from typing import Any

import pytest

from ortaq.civic.plans.models import Anchor, Remark
from ortaq.civic.plans.services import remarks
from ortaq.core.people.refusal import Refused
from tests import records
from tests.civic.plans import remark_stories as tell
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_form_sent_by_several_windows_makes_one_remark() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    voice = tell.a_voice()
    made = records.at_once(lambda: tell.said(version, actor=voice, form_token="same").pk)
    assert len(set(made)) == 1
    assert Remark.objects.count() == 1


def test_support_is_counted_exactly_however_many_come() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    made, voices, turn = tell.said(version), [tell.a_voice() for _ in range(4)], count()
    records.at_once(lambda: remarks.support_remark(remark=made, actor=voices[next(turn)], now=NOW))
    assert Remark.objects.get().supporters == 4


def test_nothing_is_lost_between_two_versions() -> None:
    plan, officer, version = tell.a_spoken_plan()
    tell.said(version)
    coming, voices, turn = tell.next_version(plan, officer), [tell.a_voice() for _ in range(3)], count()

    def act() -> Any:
        at = next(turn)
        if at == 0:
            return tell.publish(coming, officer) and "published"
        try:
            return tell.said(version, actor=voices[at - 1]) and "said"
        except Refused as refused:
            return refused.code

    came = records.at_once(act)
    assert came.count("published") == 1
    assert set(came) <= {"published", "said", "not_newest"}
    assert Remark.objects.count() == 1 + came.count("said")
    assert Anchor.objects.filter(version=coming).count() == Remark.objects.count()
