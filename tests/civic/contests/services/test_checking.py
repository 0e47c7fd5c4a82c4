from datetime import timedelta

import pytest

from ortaq.civic.contests.models import Application, Check, Objection
from ortaq.civic.contests.queries import applications as asked
from ortaq.civic.contests.services import applying, calls, checking, jury, objecting
from ortaq.core.people.refusal import Refused
from tests import records
from tests.civic.contests import stories
from tests.civic.contests.stories import AFTER, CLOSES, DAY, NOW

pytestmark = pytest.mark.django_db
PHOTO = [
    {"code": "tags", "kind": "hashtags", "field": "idea", "tags": ["#WeAlmaty", "#жасылқала"]},
    {"code": "came", "kind": "attended", "event": {"kk": "Форум"}},
]


def refusal(act, **given) -> str:
    with pytest.raises(Refused) as refused:
        act(**given)
    return refused.value.code


def test_the_photo_idea_contest_looks_at_hashtags_itself_and_waits_for_who_attended():
    contest, head = stories.a_contest(eligibility=PHOTO, award="prize", places=1, prize={"kk": "Планшет"})
    tagged = stories.sent(contest, answers={"idea": "Ағаш егейік! #wealmaty #ЖасылҚала", "field": "green"})
    plain = stories.sent(contest, answers={"idea": "Ағаш егейік, достар!", "field": "green"})
    given = {"actor": head, "now": NOW}
    assert refusal(checking.find_eligible, application=tagged, **given) == "unknown"
    assert refusal(checking.find_eligible, application=plain, **given) == "not_met"
    assert checking.mark_attended(contest=contest, rule="came", applications=[tagged], **given) == 1
    assert checking.find_eligible(application=tagged, **given).state == "eligible"
    assert [check.state for check in asked.checks_of(tagged)] == ["met", "met"]
    assert refusal(checking.record_check, application=plain, rule="height", state="met", **given) == "rule"


def test_what_a_person_has_checked_stays_when_the_application_is_sent_again():
    contest, head = stories.a_contest(eligibility=PHOTO)
    sent = stories.sent(contest)
    checking.record_check(application=sent, rule="tags", state="met", note="Суретте бар", actor=head, now=NOW)
    checking.ask_for_more(application=sent, codes=["idea"], note="Толығырақ жазыңыз", actor=head, now=NOW)
    applying.submit(application=sent, actor=stories.her(sent), now=NOW + DAY)
    assert Check.objects.get(application=sent, rule="tags").state == "met"


def test_an_application_sent_back_opens_what_was_asked_for_until_its_day():
    contest, head = stories.a_contest()
    sent = stories.sent(contest)
    sent = checking.ask_for_more(
        application=sent, codes=["idea", "contact"], note="Қайда және қашан?", actor=head, now=CLOSES + DAY
    )
    me, until = stories.her(sent), CLOSES + 4 * DAY
    assert (sent.state, sent.supplement_until) == ("incomplete", until)
    changed = {"idea": "Отыз түп ағаш, 12-мектеп ауласында, сәуірде.", "field": "art"}
    more = {"contact_phone": "+77011234567", "title": "Басқа атау"}
    applying.save_draft(application=sent, answers=changed, particulars=more, actor=me, now=until)
    kept = Application.objects.get()
    assert kept.answers == {"idea": changed["idea"], "field": "green"}
    assert (kept.contact_phone, kept.title) == ("+77011234567", sent.title)
    late = until + timedelta(seconds=1)
    assert refusal(applying.submit, application=sent, actor=me, now=late) == "late"
    assert applying.submit(application=sent, actor=me, now=until).submitted_at == NOW


def test_terms_without_time_to_add_anything_are_kept():
    contest, head = stories.a_contest(supplement_days=0)
    sent = stories.sent(contest)
    given = {"application": sent, "note": "Толықтырыңыз", "actor": head, "now": NOW}
    assert refusal(checking.ask_for_more, codes=["idea"], **given) == "no_supplement"


def test_not_eligible_has_reasons_a_window_and_an_answer():
    contest, head = stories.a_contest()
    sent = stories.sent(contest)
    given = {"application": sent, "actor": head, "now": AFTER}
    assert refusal(checking.find_not_eligible, reason="  ", **given) == "reason"
    out = checking.find_not_eligible(reason="Жоба Алматыдан тыс жерде.", **given)
    assert out.objection_until == AFTER + 5 * DAY
    me = stories.her(out)
    late = AFTER + 5 * DAY + timedelta(seconds=1)
    assert refusal(objecting.object_to, application=out, text="Алматыда ғой", actor=me, now=late) == "window"
    first = objecting.object_to(application=out, text="Алматыда ғой", actor=me, now=AFTER + DAY)
    assert objecting.object_to(application=out, text="Алматыда ғой", actor=me, now=AFTER + DAY) == first
    other = {"application": out, "text": "Тағы да", "actor": me, "now": AFTER + DAY}
    assert refusal(objecting.object_to, **other) == "second"
    officer = stories.office(contest.body, "officer")
    answer = {"objection": first, "upheld": True, "answer": "Картаны қайта қарадық.", "now": AFTER + DAY}
    assert refusal(objecting.answer_objection, actor=officer, **answer) == "not_head"
    objecting.answer_objection(actor=head, **answer)
    assert Application.objects.get().state == "eligible"
    assert refusal(objecting.answer_objection, actor=head, **answer) == "second"
    assert Objection.objects.get().state == "upheld"


def test_the_jury_begins_when_everything_is_checked_and_nobody_can_object_any_more():
    contest, head = stories.a_contest()
    good, bad = stories.sent(contest), stories.sent(contest)
    calls.close(contest=contest, actor=head, now=AFTER)
    begin = {"contest": contest, "actor": head, "now": AFTER}
    assert refusal(jury.open_judging, **begin) == "unchecked"
    checking.find_eligible(application=good, actor=head, now=AFTER)
    checking.find_not_eligible(application=bad, reason="Мерзімі өткен жоба.", actor=head, now=AFTER)
    assert refusal(jury.open_judging, **begin) == "window_open"
    objection = objecting.object_to(application=bad, text="Олай емес", actor=stories.her(bad), now=AFTER)
    assert refusal(jury.open_judging, **begin) == "objections"
    objecting.answer_objection(
        objection=objection, upheld=False, answer="Құжаттағы күн — 2025 жыл.", actor=head, now=AFTER
    )
    later = begin | {"now": AFTER + 6 * DAY}
    assert refusal(jury.open_judging, **later) == "no_jury"
    stories.a_juror(contest, head)
    assert jury.open_judging(**later).state == "judging"


def test_an_officer_of_another_body_checks_nothing():
    contest, _head = stories.a_contest()
    sent = stories.sent(contest)
    stranger = stories.office(records.a_body(code="elsewhere"))
    given = {"application": sent, "actor": stranger, "now": NOW}
    assert refusal(checking.find_eligible, **given) == "not_yours"
    assert refusal(checking.find_not_eligible, reason="Жоқ", **given) == "not_yours"
    assert refusal(checking.ask_for_more, codes=["idea"], note="Иә", **given) == "not_yours"
    assert Application.objects.get().state == "submitted"
