"""A person may be forgotten: her words stay as everyone reads them, the journal stays whole."""

from datetime import timedelta

import pytest

from ortaq.civic.reception.models import Draft
from ortaq.civic.reception.services import answering, publishing, telling
from ortaq.core.journal import queries as journal
from ortaq.core.journal.models import Entry
from ortaq.core.notices import services as notices
from ortaq.core.notices.models import Notice
from ortaq.core.people.actor import system
from ortaq.core.people.refusal import Refused
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "Ауладағы алаң ескірген, маған +7 701 123 45 67 нөміріне хабарласыңыз."


def test_what_she_wrote_stays_only_masked(the_city):
    appeal = factories.an_appeal(the_city, text=TEXT)
    factories.an_answer(the_city, appeal, text=factories.ANSWER_KK + " Телефоныңыз: +7 701 123 45 67.")
    assert publishing.erase_words(person=appeal.applicant, actor=system("erase"), now=factories.NOW) == 1
    appeal.refresh_from_db()
    assert "701" not in appeal.text
    assert "алаң ескірген" in appeal.text
    assert "701" not in appeal.answers.get().text
    assert journal.verify() is None


def test_an_officer_erases_nobody(the_city):
    appeal = factories.an_appeal(the_city, text=TEXT)
    with pytest.raises(Refused):
        publishing.erase_words(person=appeal.applicant, actor=the_city.officer(), now=factories.NOW)
    appeal.refresh_from_db()
    assert "701" in appeal.text


def test_notes_drafts_and_messages_about_her_go_too(the_city):
    appeal = factories.an_appeal(the_city, text=TEXT, topic="roads.parking", organisation="Айгерім (демо) ЖК")
    officer, later = the_city.officer("transport"), factories.NOW + timedelta(days=1)
    private = "Айгеріммен келістік: +7 701 123 45 67"
    answering.save_draft(assignment=factories.lead_of(appeal), text=private, actor=officer, now=later)
    answering.mark_fixed(appeal=appeal, note=private, done_on=later.date(), actor=officer, now=later)
    for entry in Entry.objects.all():
        telling.tell_about(entry=entry, actor=system("test"), now=later)
    assert Notice.objects.filter(person=appeal.applicant).count() == 2
    eraser = system("erase")
    publishing.erase_words(person=appeal.applicant, actor=eraser, now=later)
    assert notices.forget(person=appeal.applicant, actor=eraser, now=later) == 2
    appeal.refresh_from_db()
    assert "701" not in appeal.fixes.get().note
    assert (appeal.organisation, Draft.objects.count()) == ("", 0)
    assert journal.verify() is None
