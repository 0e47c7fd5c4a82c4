"""Everything said about a plan ends with a fate: given once by a named body, corrected in the open, told once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Remark
from ortaq.civic.plans.queries import answers as queries
from ortaq.civic.plans.services import answers as services
from ortaq.civic.plans.services import remarks
from ortaq.civic.plans.services.telling import answers as telling
from ortaq.core.journal.models import Entry
from ortaq.core.notices.models import Notice
from ortaq.core.people.actor import system
from ortaq.core.people.refusal import Refused
from tests import factories, records
from tests.civic.plans import answer_stories, remark_stories, stories
from tests.civic.plans.answer_stories import REASON
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def told():
    return remark_stories.a_spoken_plan()


@pytest.fixture
def officer(told):
    return told[1]


@pytest.fixture
def version(told):
    return told[2]


def code_of(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_a_remark_gets_its_fate_in_the_name_of_its_body(version, officer):
    remark = remark_stories.said(version)
    kept = answer_stories.answered(remark, officer, reason=REASON | {"en": " "})
    remark.refresh_from_db()
    assert (remark.fate, remark.answer, remark.answered_at) == ("adopted", REASON, NOW)
    assert remark.answered_by_id == officer.person_id
    entry = Entry.objects.get(act=acts.REMARK_ANSWERED)
    assert entry.public
    assert entry.body == kept.body
    assert entry.data == {"fate": "adopted", "reason": REASON, "forwarded_to": {}}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fate": ""}, "no_fate"),
        ({"fate": "maybe"}, "no_fate"),
        ({"reason": {}}, "words"),
        ({"reason": {"kk": "Болады"}}, "words"),
        ({"reason": {"kk": "Болады", "ru": "…"}}, "words"),
        ({"reason": {"kk": "а" * 4001, "ru": "да"}}, "too_long"),
        ({"fate": "outside"}, "words"),
        ({"fate": "outside", "forwarded_to": {"kk": "Министрлік"}}, "words"),
    ],
)
def test_an_answer_without_its_words_is_refused(version, officer, change, code):
    remark = remark_stories.said(version)
    assert code_of(lambda: answer_stories.answered(remark, officer, **change)) == code
    remark.refresh_from_db()
    assert not remark.fate


def test_what_lies_outside_is_forwarded_and_phones_are_masked(version, officer):
    remark = remark_stories.said(version)
    to = {"kk": "Көлік министрлігі", "ru": "Министерство транспорта"}
    said = {"kk": "Қоңырау шалыңыз: +7 701 123 45 67", "ru": "Звоните: +7 701 123 45 67"}
    answer_stories.answered(remark, officer, "outside", forwarded_to=to, reason=said)
    remark.refresh_from_db()
    assert remark.forwarded_to == to
    assert "123 45 67" not in str(remark.answer)


def test_whom_it_was_forwarded_to_is_kept_only_where_it_is_forwarded(version, officer):
    remark = answer_stories.answered(remark_stories.said(version), officer, forwarded_to={"kk": "Кімге", "ru": "Кому"})
    assert remark.forwarded_to == {}


def test_only_the_answering_body_with_a_second_factor_answers_and_only_once(version, officer):
    remark = remark_stories.said(version)
    stranger = stories.office(records.a_body("other"))
    weak = factories.actor_for(factories.an_office(remark.body, "officer"), strong=False)
    assert code_of(lambda: answer_stories.answered(remark, stranger)) == "not_your_body"
    assert code_of(lambda: answer_stories.answered(remark, remark_stories.a_voice())) == "not_your_body"
    assert code_of(lambda: answer_stories.answered(remark, weak)) == "second_factor"
    answer_stories.answered(remark, officer)
    assert code_of(lambda: answer_stories.answered(remark, officer, "partly")) == "second"


def test_what_is_withdrawn_or_not_shown_is_not_answered(version, officer):
    voice = remark_stories.a_voice()
    gone = remark_stories.said(version, actor=voice)
    remarks.withdraw_remark(remark=gone, actor=voice, now=NOW)
    hidden = answer_stories.rejected(remark_stories.said(version), officer)
    for one in (gone, hidden):
        assert code_of(lambda one=one: answer_stories.answered(one, officer)) == "not_shown"


def test_several_get_one_answer_or_none_does(version, officer):
    said = [remark_stories.said(version) for _ in range(3)]
    other = remark_stories.said(version)
    Remark.objects.filter(pk=other.pk).update(body=records.a_body("roads"))
    ids = [one.matter.number for one in said]
    give = {"fate": "partly", "reason": REASON, "actor": officer, "now": NOW}
    assert code_of(lambda: services.answer_many(numbers=[*ids, other.matter.number], **give)) == "bodies"
    assert code_of(lambda: services.answer_many(numbers=[*ids, "r2027-999999"], **give)) == "second"
    assert code_of(lambda: services.answer_many(numbers=[], **give)) == "none_chosen"
    answer_stories.answered(said[1], officer)
    assert code_of(lambda: services.answer_many(numbers=ids, **give)) == "second"
    assert Remark.objects.filter(fate="partly").count() == 0, "all or none"
    rest = [ids[0], ids[2]]
    services.answer_many(numbers=rest, **give)
    assert set(Remark.objects.filter(fate="partly").values_list("matter__number", flat=True)) == set(rest)


def test_remarks_of_another_plan_are_no_part_of_it(told, version, officer):
    elsewhere = remark_stories.a_spoken_plan()[2]
    ids = [remark_stories.said(one).matter.number for one in (version, elsewhere)]
    give = {"fate": "partly", "reason": REASON, "actor": officer, "now": NOW}
    assert code_of(lambda: services.answer_many(numbers=ids, plan=told[0], **give)) == "second"


def test_a_correction_is_open_and_the_first_answer_stays_on_record(version, officer):
    remark = answer_stories.answered(remark_stories.said(version), officer)
    later = {"actor": officer, "now": NOW + timedelta(days=3)}
    anew = {"kk": "Биыл 200 ағаш.", "ru": "В этом году 200 деревьев."}
    fixed = {"remark": remark, "fate": "partly", "reason": anew}
    assert code_of(lambda: services.correct_fate(**fixed, why=" ", **later)) == "no_why"
    services.correct_fate(**fixed, why="Есепте қате болды, +7 701 123 45 67", **later)
    remark.refresh_from_db()
    assert (remark.fate, remark.answer) == ("partly", anew)
    assert remark.answered_at == NOW, "when it was answered is not moved by a correction"
    first, second = queries.history(remark)
    assert first.data["reason"] == REASON
    assert (second.act, second.data["was"]) == (acts.REMARK_ANSWER_CHANGED, "adopted")
    assert "123 45 67" not in second.data["why"]


def test_there_is_nothing_to_correct_before_there_is_an_answer(version, officer):
    remark = remark_stories.said(version)
    change = {"fate": "partly", "reason": REASON, "why": "Қате", "actor": officer, "now": NOW}
    assert code_of(lambda: services.correct_fate(remark=remark, **change)) == "not_given"


def test_another_body_or_day_is_named_while_it_is_open(version, officer):
    roads, remark = records.a_body("roads"), remark_stories.said(version)
    hand = {"remark": remark, "body": roads, "due_on": TODAY + timedelta(days=5), "now": NOW}
    stranger = stories.office(records.a_body("other"))
    assert code_of(lambda: services.hand_over(**hand, actor=stranger)) == "not_your_body"
    past = {**hand, "due_on": TODAY - timedelta(days=1)}
    assert code_of(lambda: services.hand_over(**past, actor=officer)) == "due_past"
    services.hand_over(**hand, actor=officer)
    services.hand_over(**hand, actor=officer)
    entry = Entry.objects.get(act=acts.REMARK_HANDED_OVER)
    assert entry.data["body"] == "roads"
    assert entry.data["was_body"] == version.plan.body.code
    assert code_of(lambda: answer_stories.answered(remark, officer)) == "not_your_body"
    taker = stories.office(roads)
    back = {"remark": remark, "body": version.plan.body, "due_on": TODAY + timedelta(days=5), "now": NOW}
    services.hand_over(**back, actor=taker)
    answer_stories.answered(remark, officer)
    assert code_of(lambda: services.hand_over(**hand, actor=officer)) == "answered"


def test_a_day_to_answer_lies_within_what_the_version_promises(version, officer):
    services.set_term(
        version=version, remarks_until=None, answers_by=TODAY + timedelta(days=20), actor=officer, now=NOW
    )
    remark = remark_stories.said(version)
    assert remark.due_on == TODAY + timedelta(days=20)
    late = {"remark": remark, "body": remark.body, "due_on": TODAY + timedelta(days=21), "actor": officer, "now": NOW}
    assert code_of(lambda: services.hand_over(**late)) == "due_late"


def test_the_days_of_a_published_version_move_and_open_answers_with_them(version, officer):
    by, given = remark_stories.said(version), remark_stories.said(version)
    answer_stories.answered(given, officer)
    promise = TODAY + timedelta(days=10)
    services.set_term(version=version, remarks_until=TODAY, answers_by=promise, actor=officer, now=NOW)
    version.refresh_from_db()
    assert (version.remarks_until, version.answers_by) == (TODAY, promise)
    by.refresh_from_db()
    given.refresh_from_db()
    assert by.due_on == promise
    assert given.due_on == TODAY + timedelta(days=30), "an answer that was given keeps its day"
    services.set_term(
        version=version, remarks_until=TODAY, answers_by=promise + timedelta(days=5), actor=officer, now=NOW
    )  # fmt: skip
    by.refresh_from_db()
    assert by.due_on == promise + timedelta(days=5)
    entries = Entry.objects.filter(act=acts.TERM_SET).order_by("pk")
    assert [entry.data["moved"] for entry in entries] == [1, 1]
    assert all(entry.public for entry in entries)
    undo = {"remarks_until": None, "answers_by": None, "actor": officer, "now": NOW}
    assert code_of(lambda: services.set_term(version=version, **undo)) == "promise"
    stranger = stories.office(records.a_body("other"))
    assert code_of(lambda: services.set_term(version=version, **undo | {"actor": stranger})) == "not_yours"


def test_the_same_days_again_are_told_to_nobody(version, officer):
    days = {"remarks_until": None, "answers_by": TODAY, "actor": officer, "now": NOW}
    services.set_term(version=version, **days)
    services.set_term(version=version, **days)
    assert Entry.objects.filter(act=acts.TERM_SET).count() == 1


def test_author_and_supporters_hear_of_an_answer_once_in_their_language(version, officer):
    voice, supporter = remark_stories.a_voice(), remark_stories.a_voice()
    first = remark_stories.said(version, actor=voice)
    second = remark_stories.said(version, actor=voice)
    for one in (first, second):
        remarks.support_remark(remark=one, actor=supporter, now=NOW)
    numbers = [first.matter.number, second.matter.number]
    services.answer_many(numbers=numbers, fate="adopted", reason=REASON, actor=officer, now=NOW)
    told = answer_stories.letters()
    assert sorted(told.values_list("person", flat=True)) == sorted([voice.person_id, supporter.person_id])
    assert answer_stories.letters().count() == 2, "again: nobody hears twice"
    letter = told.get(person=voice.person_id)
    assert REASON["kk"] in letter.text
    assert f"/kk/plans/{version.plan.code}/remarks/{first.matter.number}/" in letter.text
    services.correct_fate(
        remark=first, fate="partly", reason=REASON, why="Есептен қате кетті", actor=officer, now=NOW
    )  # fmt: skip
    corrected = answer_stories.letters()
    assert corrected.count() == 4, "a correction is news"
    assert "Есептен қате кетті" in corrected.last().text


def test_hundreds_of_supporters_are_told_in_turns(version, officer, monkeypatch):
    monkeypatch.setattr(telling, "AT_ONCE", 2)
    remark = remark_stories.said(version)
    for _ in range(3):
        remarks.support_remark(remark=remark, actor=remark_stories.a_voice(), now=NOW)
    answer_stories.answered(remark, officer)
    entry, after, told = Entry.objects.get(act=acts.REMARK_ANSWERED), 0, 0
    for _ in range(4):
        n, after = telling.tell_about(entry=entry, after=after, actor=system("answers"), now=NOW)
        told += n
        if not after:
            break
    assert told == 4


def test_officers_are_reminded_before_the_day_once(version, officer):
    for _ in range(3):
        remark_stories.said(version)
    clock = system("clock")
    assert telling.remind(actor=clock, now=NOW) == 0, "a month is a long time"
    near = NOW + timedelta(days=24)
    assert telling.remind(actor=clock, now=near) == 1
    assert telling.remind(actor=clock, now=near + timedelta(days=1)) == 0
    letter = Notice.objects.get(kind="remarks_due")
    assert letter.person_id == officer.person_id
    assert "3" in letter.subject
    assert f"/desk/remarks/?plan={version.plan.code}" in letter.text


def test_the_database_keeps_an_answer_whole(version):
    remark = remark_stories.said(version)
    for wrong in ({"fate": "adopted"}, {"fate": "outside", "answer": REASON, "answered_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Remark.objects.filter(pk=remark.pk).update(**wrong)
