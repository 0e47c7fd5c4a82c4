"""Who hears of what: one message per person and event, in her language."""

import pytest

from ortaq.civic.contests.services import checking, deciding, forgetting, objecting, telling
from ortaq.core.journal.models import Entry
from ortaq.core.notices.models import Notice
from ortaq.core.people.actor import system
from tests.civic.contests import stories
from tests.civic.contests.services.test_deciding import all_score, at_work, decided
from tests.civic.contests.stories import AFTER, NOW

pytestmark = pytest.mark.django_db


def tell_all() -> int:
    return sum(
        telling.tell_about(entry=entry, actor=system("contests"), now=AFTER)
        for entry in Entry.objects.select_related("matter").order_by("pk")
    )


def test_an_applicant_hears_of_each_step_once_in_her_language():
    contest, head = stories.a_contest()
    kazakh, russian = stories.a_person(), stories.a_person("Мария (демо)", language="ru")
    first, second = stories.sent(contest, kazakh), stories.sent(contest, russian)
    checking.find_eligible(application=first, actor=head, now=NOW)
    checking.find_not_eligible(application=second, reason="Проект не в Алматы.", actor=head, now=NOW)
    objecting.object_to(application=second, text="Это в Алматы", actor=stories.her(second), now=NOW)
    assert tell_all() == 5
    assert tell_all() == 0
    kinds = list(Notice.objects.filter(person=russian).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["application_received", "application_not_eligible", "objection_received"]
    refusal = Notice.objects.get(kind="application_not_eligible")
    assert (refusal.language, "Проект не в Алматы." in refusal.text) == ("ru", True)
    assert f"/ru/contests/{contest.code}/applications/{second.matter.number}/object/" in refusal.text


def test_jurors_hear_of_their_seat_and_their_work_and_everybody_of_the_result():
    contest, head, _entries, _seats = at_work(count=3, at_line="line")
    stories.shared_out(contest, head)
    all_score(contest, [(2, 2), (9, 9), (10, 10)])
    Notice.objects.all().delete()
    contest = decided(contest, head)
    deciding.tell_results(contest=contest, actor=head, now=AFTER)
    tell_all()
    kinds = list(Notice.objects.values_list("kind", flat=True))
    assert kinds.count("jury_invited") == 3
    assert kinds.count("application_result") == 3
    won = Notice.objects.filter(kind="application_result", text__contains="4\u202f000 EUR")
    assert won.count() == 2


def test_erasing_a_person_leaves_the_sum_and_not_her():
    contest, head, entries, _seats = at_work(count=2, at_line="line")
    stories.shared_out(contest, head)
    all_score(contest, [(9, 9), (8, 8)])
    contest = deciding.tell_results(contest=decided(contest, head), actor=head, now=AFTER)
    person = entries[0].applicant
    assert forgetting.erase_words(person=person, actor=system("erase"), now=AFTER) == 1
    entries[0].refresh_from_db()
    assert (entries[0].contact_name, entries[0].answers, entries[0].public_name) == ("", {}, "")
    assert (entries[0].granted, bool(entries[0].public_title)) == (4_000_00, True)
