from datetime import timedelta

import pytest

from ortaq.civic.contests.models import Contest, Form
from ortaq.civic.contests.queries import calls as asked
from ortaq.civic.contests.services import calls
from ortaq.core.matters.search import stems
from ortaq.core.people.actor import GUEST, system
from ortaq.core.people.refusal import Refused
from tests import records
from tests.civic.contests import stories
from tests.civic.contests.stories import AFTER, CLOSES, DAY, FIELDS, NOW, RUBRIC, WORDS

pytestmark = pytest.mark.django_db


def code(refused) -> str:
    return refused.value.code


def test_a_draft_is_seen_by_its_organisers_alone_and_published_by_everyone():
    contest, head = stories.a_draft()
    assert asked.get(contest.code, GUEST) is None
    assert asked.get(contest.code, head) == contest
    calls.publish(contest=contest, actor=head, now=NOW)
    shown = asked.get(contest.code, GUEST)
    assert (shown.state, shown.matter.stage, shown.matter.visibility) == ("open", "open", "public")
    assert set(stems(WORDS["ru"], "ru").split()) <= set(shown.matter.search.stems.split())


def test_only_the_head_publishes_and_an_officer_of_another_body_does_nothing():
    contest, _head = stories.a_draft()
    stranger = stories.office(records.a_body(code="elsewhere"))
    for actor, wanted in [(stories.office(contest.body, "officer"), "not_head"), (stranger, "not_head")]:
        with pytest.raises(Refused) as refused:
            calls.publish(contest=contest, actor=actor, now=NOW)
        assert code(refused) == wanted
    with pytest.raises(Refused) as refused:
        calls.change_contest(contest=contest, changes={"cap": 1}, actor=stranger, now=NOW)
    assert code(refused) == "not_yours"
    assert Contest.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"summary": {"kk": "тек қазақша"}}, "words"),
        ({"cap": 0}, "money"),
        ({"cap": 11_000_00}, "money"),
        ({"grace_minutes": 15}, "grace"),
        ({"grace_minutes": 15, "grace_rule": {"kk": "15 минут"}}, "grace"),
        ({"eligibility": [{"code": "a", "kind": "age"}]}, "rule_kind"),
        ({"closes_at": NOW - 3 * DAY}, "days"),
    ],
)
def test_a_call_that_says_too_little_is_not_published(changes, wanted):
    contest, head = stories.a_draft()

    def try_it():
        changed = calls.change_contest(contest=contest, changes=changes, actor=head, now=NOW)
        calls.publish(contest=changed, actor=head, now=NOW)

    with pytest.raises(Refused) as refused:
        try_it()
    assert code(refused) == wanted
    assert not Contest.objects.get().listed


def test_questions_and_criteria_are_frozen_once_somebody_writes():
    contest, head = stories.a_contest()
    second = calls.save_form(contest=contest, fields=FIELDS[:2], actor=head, now=NOW)
    assert second.version == 2
    assert calls.save_form(contest=contest, fields=FIELDS[:2], actor=head, now=NOW) == second
    stories.begun(contest)
    with pytest.raises(Refused) as refused:
        calls.save_form(contest=contest, fields=FIELDS, actor=head, now=NOW)
    assert code(refused) == "frozen"
    with pytest.raises(Refused) as refused:
        calls.save_rubric(contest=contest, lines=RUBRIC[:1], actor=head, now=NOW)
    assert code(refused) == "frozen"
    assert Form.objects.count() == 2
    with pytest.raises(Refused):
        calls.change_contest(contest=contest, changes={"cap": 1_000_00}, actor=head, now=NOW)
    assert calls.change_contest(contest=contest, changes={"closes_at": CLOSES + DAY}, actor=head, now=NOW)


def test_a_public_call_cannot_lose_its_words():
    contest, head = stories.a_contest()
    with pytest.raises(Refused) as refused:
        calls.change_contest(contest=contest, changes={"text": {}}, actor=head, now=NOW)
    assert code(refused) == "words"
    assert Contest.objects.get().text == WORDS


def test_an_address_is_given_once():
    contest, head = stories.a_draft()
    with pytest.raises(Refused) as refused:
        calls.open_contest(
            code=contest.code, body=contest.body, territory=contest.territory, title=WORDS, opens_at=NOW,
            closes_at=CLOSES, actor=head, now=NOW,
        )  # fmt: skip
    assert code(refused) == "code_taken"
    assert Contest.objects.count() == 1


def test_the_clock_closes_after_the_grace_and_not_a_second_earlier():
    contest, _head = stories.a_contest(grace_minutes=15, grace_rule={"kk": "15 минут", "ru": "15 минут"})
    stories.sent(contest)
    late = CLOSES + timedelta(minutes=15)
    assert calls.close_due(actor=system("clock"), now=late) == 0
    assert calls.close_due(actor=system("clock"), now=late + timedelta(seconds=1)) == 1
    assert calls.close_due(actor=system("clock"), now=late + DAY) == 0
    assert Contest.objects.get().state == "closed"


def test_lists_show_what_takes_applications_first():
    open_one, _ = stories.a_contest()
    soon, head = stories.a_draft(opens_at=NOW + DAY)
    calls.publish(contest=soon, actor=head, now=NOW)
    closed, head = stories.a_contest(closes_at=NOW + timedelta(hours=1))
    calls.close(contest=closed, actor=head, now=AFTER)
    stories.a_draft()
    found = asked.listed(now=NOW)
    assert (found.open, found.soon, found.working, found.finished) == ([open_one], [soon], [closed], [])
