from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ortaq.civic.contests.models import Application, Check
from ortaq.civic.contests.queries import applications as asked
from ortaq.civic.contests.services import applying, calls
from ortaq.core.journal.models import Entry
from ortaq.core.people.actor import GUEST
from ortaq.core.people.refusal import Refused
from tests import records
from tests.civic.contests import stories
from tests.civic.contests.stories import CLOSES, NOW

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def contest():
    return stories.a_contest()[0]


def refusal(act, **given) -> str:
    with pytest.raises(Refused) as refused:
        act(**given)
    return refused.value.code


def test_a_guest_is_asked_to_sign_in_and_nothing_is_written(contest):
    assert refusal(applying.begin, contest=contest, actor=GUEST, now=NOW) == "sign_in"
    assert not Application.objects.exists()


def test_two_beginnings_are_one_draft_without_a_second_number(contest):
    me = records.actor_for(stories.a_person())
    first = applying.begin(contest=contest, actor=me, now=NOW)
    assert applying.begin(contest=contest, actor=me, now=NOW) == first
    assert Application.objects.count() == 1
    first.pk = first.matter_id = records.a_matter(kind="application", number="a2027-999999").pk
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_an_application_is_sent_once_however_often_the_button_is_pressed(contest):
    sent = stories.sent(contest)
    again = applying.submit(application=sent, actor=stories.her(sent), now=NOW + SECOND)
    assert again.submitted_at == NOW
    assert Entry.objects.filter(act="application.submitted").count() == 1
    assert refusal(
        applying.save_draft, application=sent, answers={"idea": "Басқа ой"}, actor=stories.her(sent), now=NOW
    ) == "sent"  # fmt: skip


def test_the_last_second_counts_and_a_late_application_keeps_what_was_typed(contest):
    in_time, late = stories.begun(contest), stories.begun(contest)
    edge = CLOSES + timedelta(microseconds=999_999)
    assert applying.submit(application=in_time, actor=stories.her(in_time), now=edge).state == "submitted"
    typed = {"idea": "Соңғы минутта жазылған мәтін, жоғалмауы керек."}
    applying.save_draft(application=late, answers=typed, actor=stories.her(late), now=CLOSES + SECOND)
    given = {"application": late, "actor": stories.her(late), "now": CLOSES + SECOND}
    assert refusal(applying.submit, **given) == "late"
    late.refresh_from_db()
    assert (late.state, late.answers["idea"], late.submitted_at) == ("draft", typed["idea"], None)


def test_grace_takes_what_was_begun_in_time_and_says_so():
    contest, _ = stories.a_contest(grace_minutes=15, grace_rule={"kk": "15 минут", "ru": "15 минут"})
    draft = stories.begun(contest)
    late = CLOSES + timedelta(minutes=15)
    sent = applying.submit(application=draft, actor=stories.her(draft), now=late)
    assert (sent.in_grace, sent.submitted_at) == (True, late)
    newcomer = records.actor_for(stories.a_person())
    assert refusal(applying.begin, contest=contest, actor=newcomer, now=late) == "late"


def test_what_is_missing_is_named_per_field_and_nothing_is_lost(contest):
    draft = stories.begun(contest, answers={"idea": "Қысқа"}, title="", public_name_agreed=False)
    assert refusal(applying.submit, application=draft, actor=stories.her(draft), now=NOW) == "not_complete"
    found = {one.code: one.reason for one in asked.completeness(draft)}
    assert list(found) == ["title", "public_name", "idea", "field"]
    draft.refresh_from_db()
    assert draft.answers == {"idea": "Қысқа"}


def test_declarations_are_asked_for_and_the_rest_is_looked_up():
    rules = [
        {"code": "lives", "kind": "resident", "territory": "kz.almaty", "label": {"kk": "Алматыда тұрамын"}},
        {"code": "who", "kind": "organisation", "kinds": ["ngo"]},
        {"code": "age", "kind": "age", "least": 18},
    ]
    contest, _ = stories.a_contest(eligibility=rules)
    draft = stories.begun(contest, declared=["lives"], organisation_kind="ngo", organisation="«Тазалық» ҚҚ")
    assert [one.params["rule"] for one in asked.completeness(draft)] == ["age"]
    person = stories.a_person(iin="900101300017")
    sent = stories.sent(contest, person)
    found = dict(Check.objects.filter(application=sent).values_list("rule", "state"))
    assert found == {"lives": "unknown", "who": "not_met", "age": "met"}


def test_somebody_elses_draft_is_neither_seen_nor_written(contest):
    draft, other = stories.begun(contest), records.actor_for(stories.a_person("Бөтен (демо)"))
    for act in (applying.submit, applying.withdraw, applying.save_draft):
        assert refusal(act, application=draft, actor=other, now=NOW) == "not_yours"
    assert asked.get(draft.matter.number, other) is None
    assert asked.get(draft.matter.number, stories.office(contest.body)) is None  # a draft is its applicant's alone
    sent = applying.submit(application=draft, actor=stories.her(draft), now=NOW)
    assert asked.get(sent.matter.number, stories.office(contest.body, "officer")) == sent
    assert asked.get(sent.matter.number, stories.office(records.a_body(code="other"))) is None


def test_a_file_is_kept_with_the_field_up_to_its_limit_and_can_be_taken_out(contest):
    draft = stories.begun(contest)
    given = {"application": draft, "code": "plan", "actor": stories.her(draft), "now": NOW}
    first = applying.attach_file(upload=PDF, name="жоспар.pdf", **given)
    applying.attach_file(upload=PDF, name="смета.pdf", **given)
    assert refusal(applying.attach_file, upload=PDF, name="third.pdf", **given) == "too_many"
    assert refusal(applying.attach_file, upload=b"MZ\x90", name="x.exe", **given | {"code": "idea"}) == "field"
    applying.remove_file(public_id=str(first.public_id), **given)
    draft.refresh_from_db()
    assert [file.name for file in asked.files_of(draft)["plan"]] == ["смета.pdf"]
    assert refusal(applying.attach_file, upload=b"MZ\x90", name="план.pdf", **given) == "not_a_document"
    # Another applicant's file named in an answer is no file of hers.
    applying.save_draft(application=draft, answers={"plan": [str(first.public_id)]}, actor=stories.her(draft), now=NOW)
    draft.refresh_from_db()
    assert len(draft.answers["plan"]) == 1
    assert draft.answers["plan"] != [str(first.public_id)]


def test_what_was_withdrawn_can_be_begun_anew_until_the_deadline(contest):
    sent = stories.sent(contest)
    applying.withdraw(application=sent, actor=stories.her(sent), now=NOW)
    assert Application.objects.get().state == "withdrawn"
    assert refusal(applying.begin, contest=contest, actor=stories.her(sent), now=CLOSES + SECOND) == "late"
    again = applying.begin(contest=contest, actor=stories.her(sent), now=NOW)
    assert (again.pk, again.state, again.answers) == (sent.pk, "draft", stories.ANSWERS)


def test_a_juror_does_not_apply_and_an_applicant_does_not_sit():
    contest, head = stories.a_contest()
    seat = stories.a_juror(contest, head)
    assert refusal(applying.begin, contest=contest, actor=records.actor_for(seat.person), now=NOW) == "juror"
    draft = stories.begun(contest)
    from ortaq.civic.contests.services import jury

    given = {"contest": contest, "person": draft.applicant, "public_name": "А. С.", "actor": head, "now": NOW}
    assert refusal(jury.invite, **given) == "applicant"


def test_the_card_shows_no_number_of_a_phone_written_into_the_title(contest):
    sent = stories.sent(contest, title="Звоните 8 701 123 45 67")
    sent.matter.refresh_from_db()
    assert sent.public_title == sent.matter.title == "Звоните •••"
    assert sent.title == "Звоните 8 701 123 45 67"


def test_a_contest_that_is_closed_early_by_nobody_stays_open(contest):
    officer = stories.office(contest.body, "officer")
    assert refusal(calls.close, contest=contest, actor=officer, now=CLOSES) == "not_over"
