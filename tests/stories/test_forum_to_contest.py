"""The most active resident: from a seat in the forum to an application the jury reads, nothing typed by an officer."""

import pytest

from ortaq.civic.contests.models import Check
from ortaq.civic.contests.services import checking as contest_checking
from ortaq.core.journal.models import Entry
from ortaq.core.people.actor import system
from ortaq.core.people.refusal import Refused
from ortaq.core.tasks.models import Task
from ortaq.journeys import forum_to_contest, jobs
from tests.civic.contests import stories as contests
from tests.civic.dialogue import forum_stories as stories
from tests.civic.dialogue import stories as people
from tests.civic.dialogue.forum_stories import ENDS, NOW, STARTS

pytestmark = pytest.mark.django_db
JOURNEY = {"actor": system("journey"), "now": ENDS}
TAGGED = {"idea": "Көлеңке мен орындық керек #WeAlmaty #almatygreen", "field": "green"}


def the_contest(forum, **terms):
    rules = [
        {"code": "tags", "kind": "hashtags", "field": "idea", "tags": ["#WeAlmaty", "#almatygreen"]},
        {"code": "came", "kind": "attended", "forum": forum.code},
    ]
    prize = {"award": "prize", "prize": {"kk": "Планшет", "ru": "Планшет"}, "places": 1}
    return contests.a_contest(eligibility=rules, **prize, **terms)


def states(application):
    return dict(Check.objects.filter(application=application).values_list("rule", "state"))


def run_promised():
    """What a worker would run of the journeys, in the order promised."""
    for task in Task.objects.filter(name__startswith="ortaq.journeys.jobs.").order_by("pk"):
        getattr(jobs, task.name.rsplit(".", 1)[1]).func(**task.kwargs)
    Task.objects.all().delete()


def test_from_a_registration_to_an_eligible_application(settings):
    forum, officer = stories.a_forum(hashtags=["#WeAlmaty", "#almatygreen"])
    contest, head = the_contest(forum)
    me, absent = people.a_person("Айша (демо)"), people.a_person("Болат (демо)")
    row = stories.registered(forum, people.her(me), post="https://example.kz/p/1")
    stories.registered(forum, people.her(absent))
    mine, other = contests.sent(contest, me, answers=TAGGED), contests.sent(contest, absent, answers=TAGGED)
    run_promised()
    assert states(mine) == {"tags": "met", "came": "unknown"}
    with pytest.raises(Refused, match="Not every rule"):
        contest_checking.find_eligible(application=mine, actor=head, now=NOW)

    stories.came(forum, row, officer)
    run_promised()
    assert states(mine) == {"tags": "met", "came": "met"}
    assert states(other) == {"tags": "met", "came": "unknown"}, "the forum is not over: she may still come"
    stories.held(forum, officer)
    run_promised()
    assert states(other) == {"tags": "met", "came": "not_met"}

    assert contest_checking.find_eligible(application=mine, actor=head, now=ENDS).state == "eligible"
    with pytest.raises(Refused, match="A rule of the contest is not met"):
        contest_checking.find_eligible(application=other, actor=head, now=ENDS)
    entries = Entry.objects.filter(act="application.checked")
    assert {entry.role for entry in entries} == {"system:journey"}
    assert all(check.by_id is None for check in Check.objects.filter(rule="came"))


def test_who_applies_after_the_forum_is_looked_up_at_once():
    forum, officer = stories.a_forum()
    contest, _head = the_contest(forum)
    me, stranger = people.a_person(), people.a_person()
    stories.came(forum, stories.registered(forum, people.her(me)), officer)
    stories.held(forum, officer)
    Task.objects.all().delete()
    mine, other = contests.sent(contest, me, answers=TAGGED), contests.sent(contest, stranger, answers=TAGGED)
    run_promised()
    assert states(mine)["came"] == "met"
    assert states(other)["came"] == "not_met", "she was not even registered"


def test_running_it_again_marks_nothing_and_what_an_officer_said_stays():
    forum, officer = stories.a_forum()
    contest, head = the_contest(forum)
    me, late = people.a_person(), people.a_person()
    row = stories.registered(forum, people.her(me))
    mine, other = contests.sent(contest, me, answers=TAGGED), contests.sent(contest, late, answers=TAGGED)
    contest_checking.record_check(
        application=other, rule="came", state="met", note="Тізімде бар", actor=head, now=STARTS
    )
    stories.came(forum, row, officer)
    stories.held(forum, officer)
    assert forum_to_contest.mark_all(forum=stories.fresh(row).forum, **JOURNEY) == 1
    assert forum_to_contest.mark_all(forum=stories.fresh(row).forum, **JOURNEY) == 0
    assert states(mine)["came"] == states(other)["came"] == "met"


def test_a_contest_tied_to_nothing_or_to_another_forum_is_left_alone():
    forum, officer = stories.a_forum()
    other, _officer = stories.a_forum()
    contests.a_contest(eligibility=[{"code": "came", "kind": "attended"}])
    elsewhere, _head = the_contest(other)
    me = people.a_person()
    row = stories.came(forum, stories.registered(forum, people.her(me)), officer)
    application = contests.sent(elsewhere, me, answers=TAGGED)
    assert forum_to_contest.tied_to(forum) == []
    assert forum_to_contest.mark_all(forum=row.forum, **JOURNEY) == 0
    assert states(application)["came"] == "unknown"


def test_the_desk_ties_a_contest_to_a_forum_by_its_address():
    from ortaq.civic.contests.forms.calls import RuleForm

    words = {"label_kk": "Форумға келу", "label_ru": "Прийти на форум"}
    form = RuleForm({**words, "forum": "forum-2"}, kind="attended", questions=[])
    assert form.is_valid(), form.errors
    made = form.rule("came")
    assert (made["kind"], made["forum"]) == ("attended", "forum-2")
    assert RuleForm.start(made)["forum"] == "forum-2"
    loose = RuleForm(words, kind="attended", questions=[])
    assert loose.is_valid()
    assert "forum" not in loose.rule("came")
    assert not RuleForm({**words, "forum": "не адрес"}, kind="attended", questions=[]).is_valid()
