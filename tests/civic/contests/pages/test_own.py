"""The applicant comes back: where it stands, what came of it and why, her objection, the money."""

import pytest

from ortaq.civic.contests.models import Application, Objection
from ortaq.civic.contests.services import agreeing, checking, objecting
from tests.civic.contests import stories
from tests.civic.contests.pages.hands import Resident
from tests.civic.contests.pages.test_reading import told
from tests.civic.contests.stories import AFTER, DAY, NOW

pytestmark = pytest.mark.django_db


def of(place):
    application = Application.objects.select_related("matter", "contest", "applicant").get(place=place)
    return (
        Resident(application.contest, application.applicant),
        f"applications/{application.matter.number}/",
        application,
    )


def test_the_result_is_read_with_its_reasons_and_without_names(clock):
    told()
    clock.now = AFTER
    her, path, _application = of(5)
    page = her.read(path)
    for said in (
        "not among the winners", "Its place by the jury's scores: 5 of 5.", "expected place is",
        "The jurors' totals, without names", "a juror could give from 0 to 30", "you can object until",
    ):  # fmt: skip
        assert said in page, said
    assert "Қазы" not in page, "no juror is named"
    assert "Айгерімнің" not in page, "what a juror wrote is masked"


def test_she_objects_once_within_the_window_and_reads_the_answer(clock):
    _contest, head = told()
    clock.now = AFTER + DAY
    her, path, application = of(5)
    assert "You can object until" in her.read(f"{path}object/")
    her.send(f"{path}object/", status=422, text=" ")
    page = her.send(f"{path}object/", status=422, text="я" * 4001).content.decode()
    assert "At most 4000 signs." in page
    assert "я" * 4001 in page
    her.send(f"{path}object/", text="Есеп қате.")
    assert "waiting for an answer" in her.read(path)
    second = her.send(f"{path}object/", status=409, text="Тағы бір рет.").content.decode()
    assert "Тағы бір рет." in second
    objecting.answer_objection(
        objection=Objection.objects.get(), upheld=True, answer="Иә, қате кетті.", granted=application.asked,
        public_reason="Есепте қате болды.", actor=head, now=clock.now,
    )  # fmt: skip
    page = her.read(path)
    assert "you were right" in page
    assert "Иә, қате кетті." in page
    assert "Your application has won" in page


def test_too_late_to_object_says_when_it_was_and_keeps_the_words(clock):
    told()
    clock.now = AFTER + 6 * DAY
    her, path, _application = of(5)
    assert "The time for objections ended on" in her.read(path)
    page = her.send(f"{path}object/", status=422, text="Кешіктім, бірақ келіспеймін.").content.decode()
    assert "Кешіктім, бірақ келіспеймін." in page
    assert not Objection.objects.exists()


def test_a_winner_reads_her_agreement_and_what_is_paid(clock):
    _contest, head = told()
    clock.now = AFTER
    her, path, application = of(1)
    assert "The agreement about the grant" in her.read(path)
    parts = [{"amount": 1_500_00, "due_on": NOW.date(), "purpose": "Аванс"}, {"amount": 2_500_00, "due_on": NOW.date()}]
    signed = agreeing.sign_agreement(
        application=application, number="7-Г", signed_on=AFTER.date(), parts=parts, actor=head, now=AFTER
    )
    first = signed.instalments.first()
    agreeing.settle_instalment(instalment=first, paid=True, on=AFTER.date(), actor=head, now=AFTER)
    page = her.read(path)
    for said in ("7-Г", "4 000 €", "1 500 €", "Аванс", "Instalment 1 was paid", "still to come"):
        assert said in page, said


def test_checks_and_reasons_are_told_when_it_does_not_fit():
    rule = {"code": "lives", "kind": "resident", "territory": "kz.almaty"}
    contest, head = stories.a_contest(eligibility=[rule])
    sent = stories.sent(contest)
    her, path = Resident(contest, sent.applicant), f"applications/{sent.matter.number}/"
    assert "not looked at yet" in her.read(path)
    checking.record_check(application=sent, rule="lives", state="not_met", note="Ішкі жазба", actor=head, now=NOW)
    checking.find_not_eligible(application=sent, reason="Алматыдан тыс жерде.", actor=head, now=NOW)
    page = her.read(path)
    assert "not met" in page
    assert "Алматыдан тыс жерде." in page
    assert "Ішкі жазба" not in page
    assert "Object" in page


def test_organisers_are_led_to_their_desk():
    from tests.civic.contests.desk.test_pages import desk_of

    contest, _head = stories.a_contest()
    sent = stories.sent(contest)
    response = desk_of(contest.body).get(f"/en/contests/{contest.code}/applications/{sent.matter.number}/")
    assert response["Location"].endswith(f"/desk/contests/{contest.code}/applications/{sent.matter.number}/")
