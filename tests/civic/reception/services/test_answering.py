from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from ortaq.civic.reception.models import Answer, Appeal, Assignment, Draft
from ortaq.civic.reception.services import answering, moving
from ortaq.core.files.models import StoredFile
from ortaq.core.journal import queries as journal
from ortaq.core.journal.models import Entry
from ortaq.core.people.actor import GUEST
from ortaq.core.people.refusal import Refused
from tests import factories
from tests.conftest import NOW

DAY = timedelta(days=1)


def test_an_answer_closes_the_duty_stops_the_clock_and_names_the_way_on(the_city, appeal):
    answer = factories.an_answer(the_city, appeal)
    kept = Appeal.objects.select_related("matter").get(pk=appeal.pk)
    row = Assignment.objects.select_related("clock").get(appeal=kept)
    assert (kept.state, kept.matter.stage) == ("answered", "answered")
    assert (row.state, row.days, row.late) == ("answered", 2, False)
    assert row.clock.stopped_at == kept.answered_at == NOW + 2 * DAY
    assert answer.final
    assert "Қала әкімдігі" in answer.text, "the higher body is named"
    assert "шағым" in answer.text
    assert answer.signed_by.body.code == "akimat-bostandyk"
    assert journal.verify(kept.matter) is None


def test_the_second_officer_learns_which_body_was_first_and_keeps_her_words(the_city, appeal):
    row = factories.lead_of(appeal)
    factories.an_answer(the_city, appeal)
    late = the_city.officer("akimat-bostandyk")
    with pytest.raises(Refused) as refused:
        answering.answer_appeal(
            assignment=row, text=factories.ANSWER_KK + " Екінші.", outcome="granted", actor=late, now=NOW + 3 * DAY
        )
    assert refused.value.code == "second"
    assert refused.value.params["day"] == date(2027, 3, 3)
    assert refused.value.params["time"] == "10:00"
    assert "Қызметкер" not in str(refused.value), "the colleague is not named"
    assert Draft.objects.get(assignment=row, person=late.person_id).text.endswith("Екінші.")
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "outcome", "code"),
    [
        ("Ок", "granted", "answer_short"),
        ("", "granted", "answer_short"),
        (
            "Сообщаем, что детская площадка отремонтирована, качели заменены, работы закончены в срок.",
            "granted",
            "answer_language",
        ),
        (factories.ANSWER_KK, "nonsense", "outcome"),
    ],
)
def test_an_answer_must_be_one(the_city, appeal, text, outcome, code):
    with pytest.raises(Refused) as refused:
        factories.an_answer(the_city, appeal, text=text, outcome=outcome)
    assert refused.value.code == code
    assert Appeal.objects.get().state == "open"
    assert Draft.objects.filter(text=text).exists() is bool(text)


def test_another_language_is_fine_when_the_officer_says_so(the_city, appeal):
    text = "Сообщаем, что детская площадка отремонтирована, качели заменены, работы закончены в срок."
    answer = factories.an_answer(the_city, appeal, text=text, language="ru")
    assert answer.language == "ru"
    assert "жалобу" in answer.text


def test_personal_data_in_an_answer_are_masked_for_the_public(the_city, appeal):
    answer = factories.an_answer(the_city, appeal, text=factories.ANSWER_KK + " Тел. +7 701 123 45 67.")
    assert "701 123" in answer.text
    assert "701 123" not in answer.public_text


def test_an_officer_of_another_body_is_refused(the_city, appeal):
    with pytest.raises(Refused) as refused:
        factories.an_answer(the_city, appeal, actor=the_city.officer("transport"))
    assert refused.value.code == "not_yours"
    assert Answer.objects.count() == 0


def test_an_answer_after_the_due_day_is_late_even_if_nobody_swept(the_city, appeal):
    factories.an_answer(the_city, appeal, now=NOW + 40 * DAY)
    assert Assignment.objects.get().late


def test_the_lead_waits_for_the_parts_and_consolidates(the_city, appeal):
    row = factories.lead_of(appeal)
    head = the_city.officer("akimat-bostandyk", "head")
    (part,) = moving.split(assignment=row, parts=[(the_city.bodies["transport"], "Жол")], actor=head, now=NOW)
    with pytest.raises(Refused) as refused:
        factories.an_answer(the_city, appeal)
    assert refused.value.code == "parts_open"
    given = answering.answer_appeal(
        assignment=part, text=factories.ANSWER_KK, outcome="granted", actor=the_city.officer("transport"), now=NOW + DAY
    )
    assert not given.final
    assert Appeal.objects.get().state == "open"
    assert factories.an_answer(the_city, appeal).final
    acts = [entry.act for entry in journal.entries(appeal.matter, GUEST)]
    assert acts[-4:] == ["appeal.split", "appeal.assigned", "appeal.part_answered", "appeal.answered"]


def test_a_silent_part_does_not_hold_the_common_answer_back_and_is_named(the_city, appeal):
    row = factories.lead_of(appeal)
    head = the_city.officer("akimat-bostandyk", "head")
    moving.split(assignment=row, parts=[(the_city.bodies["transport"], "Жол")], actor=head, now=NOW)
    factories.an_answer(the_city, appeal, now=NOW + 28 * DAY)
    entry = journal.entries(appeal.matter, GUEST)[-1]
    assert entry.data["silent"] == ["transport"]
    assert Assignment.objects.get(body__code="transport").state == "open", "it still owes its part"


def test_an_officer_takes_an_appeal_or_gives_it_to_a_colleague(the_city, appeal):
    row = factories.lead_of(appeal)
    mine = factories.an_office(the_city.bodies["akimat-bostandyk"])
    colleague = factories.an_office(the_city.bodies["akimat-bostandyk"]).person
    stranger = factories.an_office(the_city.bodies["transport"]).person
    actor = factories.actor_for(mine)
    answering.take(assignment=row, officer=mine.person, actor=actor, now=NOW)
    answering.take(assignment=row, officer=colleague, actor=actor, now=NOW)
    assert Assignment.objects.get().officer == colleague
    with pytest.raises(Refused) as refused:
        answering.take(assignment=row, officer=stranger, actor=actor, now=NOW)
    assert refused.value.code == "not_colleague"
    assert all(entry.act != "appeal.taken" for entry in journal.entries(appeal.matter, GUEST)), "not public"


def test_a_draft_is_kept_per_officer_and_thrown_away_when_empty(the_city, appeal):
    row = factories.lead_of(appeal)
    actor = the_city.officer()
    for text in ("бір", "екі"):
        answering.save_draft(assignment=row, text=text, actor=actor, now=NOW)
    assert Draft.objects.get().text == "екі"
    answering.save_draft(assignment=row, text=" ", actor=actor, now=NOW)
    assert not Draft.objects.exists()
    with pytest.raises(Refused):
        answering.save_draft(assignment=row, text="бөтен", actor=the_city.officer("transport"), now=NOW)


def a_photo(token: str) -> StoredFile:
    return StoredFile.objects.create(
        purpose="after_photo",
        name="after.jpg",
        content_type="image/jpeg",
        size=1,
        sha256="0" * 64,
        upload_token=token,
        uploaded_at=NOW,
    )


def test_fixed_needs_the_photo_the_topic_asks_for_and_is_not_the_answer(the_city, appeal):
    facts = {"appeal": appeal, "note": "Әткеншек ауыстырылды", "done_on": date(2027, 3, 3), "now": NOW + 3 * DAY}
    with pytest.raises(Refused) as refused:
        answering.mark_fixed(actor=the_city.officer(), **facts)
    assert refused.value.code == "needs_photo"
    a_photo("after-1")
    fix = answering.mark_fixed(actor=the_city.officer(), upload_token="after-1", **facts)
    kept = Appeal.objects.select_related("matter").get()
    assert fix.evidence.matter_id == kept.pk
    assert (kept.repair, kept.state, kept.matter.stage) == ("fixed", "open", "fixed")
    assert Assignment.objects.get().fixed


def test_an_answer_after_the_due_day_counts_as_overdue_though_nobody_had_marked_it(the_city, appeal):
    factories.an_answer(the_city, appeal, now=NOW + 29 * DAY)
    assert Assignment.objects.get().late
    assert Appeal.objects.get().overdue_count == 1


def test_fixed_said_twice_in_the_same_words_is_said_once(the_city):
    appeal = factories.an_appeal(the_city, topic="roads.parking")
    facts = {"appeal": appeal, "note": "Тазаланды", "done_on": date(2027, 3, 3), "actor": the_city.officer("transport")}
    first = answering.mark_fixed(now=NOW + 3 * DAY, **facts)
    assert answering.mark_fixed(now=NOW + 3 * DAY, **facts) == first
    other = answering.mark_fixed(now=NOW + 4 * DAY, **facts | {"note": "Тағы тазаланды"})
    assert list(appeal.fixes.order_by("pk")) == [first, other]
    assert Entry.objects.filter(act="appeal.fixed").count() == 2


@pytest.mark.parametrize(("done_on", "code"), [(date(2027, 3, 9), "future"), (date(2027, 2, 28), "before_appeal")])
def test_the_day_of_the_work_lies_between_the_appeal_and_today(the_city, done_on, code):
    appeal = factories.an_appeal(the_city, topic="roads.parking")
    with pytest.raises(Refused) as refused:
        answering.mark_fixed(
            appeal=appeal, note="", done_on=done_on, actor=the_city.officer("transport"), now=NOW + DAY
        )
    assert refused.value.code == code


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_the_same_moment_one_answers_and_the_other_is_told():
    city = factories.city()
    appeal = factories.an_appeal(city)
    row = factories.lead_of(appeal)
    officers = [city.officer(), city.officer(), city.officer()]

    def answer(actor):
        try:
            answering.answer_appeal(
                assignment=row, text=factories.ANSWER_KK, outcome="granted", actor=actor, now=NOW + DAY
            )
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "first"

    with ThreadPoolExecutor(3) as pool:
        said = sorted(pool.map(answer, officers))
    assert said == ["first", "second", "second"]
    assert Answer.objects.count() == 1
    assert Draft.objects.count() == 2, "nobody's words are lost"
    assert journal.verify(appeal.matter) is None
