from datetime import date, timedelta

import pytest

from ortaq.civic.reception.models import Appeal, Assignment
from ortaq.civic.reception.services import applicant, clocks, moving
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import GUEST, system
from ortaq.core.people.refusal import Refused
from tests import factories
from tests.conftest import NOW

DAY = timedelta(days=1)


def her(appeal):
    return factories.resident(appeal.applicant)


def test_the_applicant_accepts_an_answer(the_city, appeal):
    with pytest.raises(Refused) as refused:
        applicant.accept(appeal=appeal, actor=her(appeal), now=NOW)
    assert refused.value.code == "not_answered"
    factories.an_answer(the_city, appeal)
    applicant.accept(appeal=appeal, actor=her(appeal), now=NOW + 3 * DAY)
    kept = Appeal.objects.select_related("matter").get()
    assert (kept.state, kept.matter.stage) == ("accepted", "accepted")


def test_the_code_on_the_slip_is_as_good_as_an_account(the_city, appeal):
    factories.an_answer(the_city, appeal)
    with pytest.raises(Refused) as refused:
        applicant.accept(appeal=appeal, actor=GUEST, now=NOW, access_code="WRONG23456")
    assert refused.value.code == "not_applicant"
    applicant.accept(appeal=appeal, actor=GUEST, now=NOW, access_code=appeal.access_code.lower())
    assert Appeal.objects.get().state == "accepted"


def test_sending_an_answer_back_starts_a_new_term_and_the_overdue_count_stays(the_city, appeal):
    clocks.fall_silent(assignment=factories.lead_of(appeal), actor=system("clock"), now=NOW + 30 * DAY)
    factories.an_answer(the_city, appeal, now=NOW + 31 * DAY)
    applicant.reopen(appeal=appeal, reason="Әткеншек әлі сынық", actor=her(appeal), now=NOW + 35 * DAY)
    kept = Appeal.objects.select_related("matter").get()
    assert (kept.state, kept.overdue_count, kept.reopened_count) == ("open", 1, 1)
    assert kept.matter.stage == "reopened"
    first, second = Assignment.objects.order_by("id")
    assert (first.reopened, first.state) == (True, "answered")
    assert (second.lead, second.state, second.came_from) == (True, "open", first)
    assert kept.due_on == second.due_on == second.clock.due_on == date(2027, 4, 26)
    assert journal.verify(kept.matter) is None


def test_an_answer_cannot_be_sent_back_for_ever(the_city, appeal):
    factories.an_answer(the_city, appeal)
    with pytest.raises(Refused) as refused:
        applicant.reopen(appeal=appeal, reason="Жөнделмеді", actor=her(appeal), now=NOW + 500 * DAY)
    assert refused.value.code == "reopen_late"


def test_the_applicant_rates_and_changes_her_mind(the_city, appeal):
    factories.an_answer(the_city, appeal)
    applicant.rate(appeal=appeal, score=2, comment="Кеш", actor=her(appeal), now=NOW)
    applicant.rate(appeal=appeal, score=5, comment="Рақмет, +7 701 123 45 67", actor=her(appeal), now=NOW)
    kept = Appeal.objects.get()
    assert kept.score == 5
    assert "701" not in kept.score_comment
    with pytest.raises(Refused) as refused:
        applicant.rate(appeal=appeal, score=6, comment="", actor=her(appeal), now=NOW)
    assert refused.value.code == "score"


def test_a_neighbour_may_not_speak_for_the_applicant(the_city, appeal):
    factories.an_answer(the_city, appeal)
    neighbour = factories.resident(factories.a_person("Көрші (демо)"))
    for verb in (
        lambda: applicant.accept(appeal=appeal, actor=neighbour, now=NOW),
        lambda: applicant.reopen(appeal=appeal, reason="Жоқ емес", actor=neighbour, now=NOW),
        lambda: applicant.rate(appeal=appeal, score=1, comment="", actor=neighbour, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.code == "not_applicant"
    assert Appeal.objects.get().state == "answered"


def test_a_part_that_came_back_to_the_lead_is_no_hindrance_to_a_return(the_city, appeal):
    """The lead answered on its due day, and only then a part it had shared out was sent back to it."""
    row = factories.lead_of(appeal)
    transport = the_city.bodies["transport"]
    due_at = NOW + (row.due_on - NOW.date()).days * DAY
    (part,) = moving.split(
        assignment=row, parts=[(transport, "Аялдама туралы")], actor=the_city.officer(), now=due_at - DAY
    )
    factories.an_answer(the_city, appeal, now=due_at)
    back = moving.redirect(
        assignment=part,
        to=row.body,
        reason="Аялдама аудандікі",
        actor=the_city.officer("transport"),
        now=due_at + DAY,
    )
    applicant.reopen(appeal=appeal, reason="Әткеншек әлі сынық", actor=her(appeal), now=due_at + 2 * DAY)
    owed = Assignment.objects.select_related("clock").get(appeal=appeal, state="open")
    assert (owed.lead, owed.body, owed.due_on) == (True, row.body, Appeal.objects.get().due_on)
    back.refresh_from_db()
    assert (back.state, back.clock.stopped_at) == ("redirected", due_at + 2 * DAY)
