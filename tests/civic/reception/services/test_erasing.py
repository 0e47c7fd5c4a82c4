"""A person may be forgotten: her words stay as everyone reads them, the journal stays whole."""

import pytest

from ortaq.civic.reception.services import publishing
from ortaq.core.journal import queries as journal
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
