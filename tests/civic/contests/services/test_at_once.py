"""Several windows, several hands: what is pressed at the same moment happens once."""

import pytest

from ortaq.civic.contests.models import Application, Review
from ortaq.civic.contests.services import applying, objecting
from ortaq.core.journal.models import Entry
from ortaq.core.people.refusal import Refused
from tests import records
from tests.civic.contests import stories
from tests.civic.contests.services.test_deciding import all_score, at_work, decided
from tests.civic.contests.stories import AFTER, NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_application_is_begun_and_sent_once():
    contest, _head = stories.a_contest()
    me = records.actor_for(stories.a_person())
    begun = records.at_once(lambda: applying.begin(contest=contest, actor=me, now=NOW).pk)
    assert len(set(begun)) == 1
    draft = stories.begun(contest, Application.objects.get().applicant)
    records.at_once(lambda: applying.submit(application=draft, actor=me, now=NOW).state)
    acts = list(Entry.objects.filter(matter=draft.matter).order_by("seq").values_list("act", flat=True))
    assert acts == ["application.begun", "application.submitted"]
    assert draft.matter.number.endswith("000001")


def test_scores_are_locked_by_whoever_is_first():
    contest, head, _entries, _seats = at_work(count=1, jurors=1)
    stories.shared_out(contest, head)
    review = Review.objects.select_related("juror__person").get()
    points = iter(range(4))

    def hand_in():
        try:
            return stories.scored(review, 5 + next(points), 5).total
        except Refused as refused:
            return refused.code

    found = records.at_once(hand_in)
    assert found.count("locked") == 3
    assert Review.objects.get().total in found


def test_an_objection_is_filed_once_and_answered_once():
    contest, head, entries, _seats = at_work(count=3, at_line="line")
    stories.shared_out(contest, head)
    all_score(contest, [(2, 2), (9, 9), (10, 10)])
    from ortaq.civic.contests.services import deciding

    deciding.tell_results(contest=decided(contest, head), actor=head, now=AFTER)
    loser = entries[0]
    filed = records.at_once(
        lambda: objecting.object_to(application=loser, text="Келіспеймін", actor=stories.her(loser), now=AFTER).pk
    )
    assert len(set(filed)) == 1
    objection = loser.objections.get()

    def answer():
        try:
            given = {"upheld": False, "answer": "Баға дұрыс.", "actor": head, "now": AFTER}
            return objecting.answer_objection(objection=objection, **given).state
        except Refused as refused:
            return refused.code

    assert sorted(records.at_once(answer)) == ["rejected", "second", "second", "second"]
