"""Meetings of a village: who came, what was said, whether enough came by the law of the day."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests import records
from tests.civic.plans import stories, village_stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WOMEN = {"kk": "Әйелдер", "ru": "Женщины"}
MINUTES = {"kk": "Суды талқыладық.", "ru": "Говорили о воде."}


@pytest.fixture
def village(db: None) -> tuple[Any, Any]:
    from ortaq.civic.plans.services import gatherings

    plan, akim = village_stories.a_village()
    gatherings.keep_group(plan=plan, code="women", name=WOMEN, people=300, actor=akim, now=NOW)
    return plan, akim


def refused(act: Any, code: str, /, **facts: Any) -> Any:
    from ortaq.core.people.refusal import Refused

    with pytest.raises(Refused) as caught:
        act(**facts, now=NOW)
    assert caught.value.code == code
    return caught.value


def met(plan: Any, akim: Any, **facts: Any) -> Any:
    from ortaq.civic.plans.services import gatherings

    given: Any = {"kind": "gathering", "held_on": TODAY, "came": 64, "residents": 900, "entitled": 600} | facts
    return gatherings.record_gathering(plan=plan, **given, actor=akim, now=NOW)


def test_a_gathering_is_kept_with_its_groups_and_the_rule_of_its_day(village: Any) -> None:
    from ortaq.civic.plans.queries import gatherings
    from ortaq.core.journal.models import Entry

    plan, akim = village
    made = met(plan, akim, attendance={"women": 31}, minutes=MINUTES)
    assert (made.rule, made.valid) == ("gathering-2023", True)
    (told,) = gatherings.held(plan)
    assert [(one.group.code, one.people) for one in told.groups] == [("women", 31)]
    assert told.answer
    assert Entry.objects.get(act="village.gathering_held").data["came"] == 64


def test_a_meeting_too_small_is_kept_and_says_why(village: Any) -> None:
    from ortaq.civic.plans.queries import gatherings

    plan, akim = village
    assert met(plan, akim, came=59).valid is False
    (told,) = gatherings.held(plan)
    assert told.answer is not None
    assert told.answer.reason % told.answer.params == (
        "59 of 600 residents who may take part came: at least a tenth have to."
    )


def test_guests_of_an_assembly_make_no_quorum(village: Any) -> None:
    plan, akim = village
    given = {"kind": "assembly", "came": 30, "members": 9, "entitled": None}
    assert met(plan, akim, **given, members_came=4).valid is False
    assert met(plan, akim, **given | {"came": 31}, members_came=5).valid is True
    assert met(plan, akim, **given | {"members": 4, "came": 32}, members_came=4).valid is False


def test_a_meeting_of_one_group_has_no_size_by_law(village: Any) -> None:
    made = met(*village, kind="group_meeting", entitled=None, attendance={"women": 12})
    assert (made.rule, made.valid) == ("", None)


def test_a_meeting_of_2018_is_checked_by_the_rule_of_2018(village: Any) -> None:
    made = met(*village, held_on=date(2018, 3, 1))
    assert made.rule == "gathering-2013"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kind": "party"}, "meeting_kind"), ({"held_on": TODAY + timedelta(days=1)}, "meeting_ahead"),
        ({"came": 0}, "nobody"), ({"entitled": None}, "gathering_figures"), ({"came": 601}, "came_entitled"),
        ({"entitled": 901}, "more_than_live"), ({"kind": "assembly"}, "assembly_figures"),
        ({"kind": "assembly", "members": 9, "members_came": 10}, "members_came"),
        ({"attendance": {"men": 3}}, "no_group"), ({"attendance": {"women": 65}}, "group_over_all"),
        ({"came": 400, "attendance": {"women": 301}}, "group_over_size"), ({"minutes": {"kk": "Су"}}, "half_minutes"),
    ],
)  # fmt: skip
def test_figures_that_contradict_each_other_are_refused(village: Any, facts: Any, code: str) -> None:
    from ortaq.civic.plans.models import Gathering
    from ortaq.civic.plans.services import gatherings

    plan, akim = village
    given = {"kind": "gathering", "held_on": TODAY, "came": 64, "residents": 900, "entitled": 600} | facts
    refused(gatherings.record_gathering, code, plan=plan, **given, actor=akim)
    assert not Gathering.objects.exists()


def test_groups_are_named_changed_and_dropped_until_they_were_heard(village: Any) -> None:
    from ortaq.civic.plans.queries import gatherings as queries
    from ortaq.civic.plans.services import gatherings

    plan, akim = village
    ask = {"plan": plan, "actor": akim}
    refused(gatherings.keep_group, "group_name", code="youth", name={"kk": "Жастар"}, **ask)
    refused(gatherings.keep_group, "code", code="Жастар", name=WOMEN, **ask)
    youth = gatherings.keep_group(code="youth", name={"kk": "Жастар", "ru": "Молодёжь"}, **ask, now=NOW)
    met(plan, akim, attendance={"women": 31})
    assert queries.unheard(plan) == [youth]
    gatherings.drop_group(group=youth, actor=akim, now=NOW)
    (women,) = queries.groups(plan)
    refused(gatherings.drop_group, "group_heard", group=women, actor=akim)


def test_nobody_else_tells_of_meetings(village: Any) -> None:
    from ortaq.civic.plans.services import gatherings

    plan, _akim = village
    stranger = stories.office(records.a_body("akimat-other"))
    given = {"kind": "group_meeting", "held_on": TODAY, "came": 3}
    refused(gatherings.record_gathering, "not_yours", plan=plan, **given, actor=stranger)
    general, officer = stories.a_plan(body=records.a_body("akimat-third"))
    refused(gatherings.record_gathering, "not_village", plan=general, **given, actor=officer)


@pytest.mark.parametrize("meetings", [1, 3])
def test_meetings_are_listed_in_three_statements(village: Any, meetings: int, django_assert_num_queries: Any) -> None:
    from ortaq.civic.plans.queries import gatherings

    for day in range(meetings):
        met(*village, held_on=TODAY - timedelta(days=day), attendance={"women": 20})
    with django_assert_num_queries(3):
        assert len(gatherings.held(village[0])) == meetings
