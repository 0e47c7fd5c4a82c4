import pytest

from ortaq.civic.contests.models import Conflict, Review, Score
from ortaq.civic.contests.queries import applications, juries
from ortaq.civic.contests.services import jury, scoring
from ortaq.core.people.refusal import Refused
from tests import factories, records
from tests.civic.contests import stories
from tests.civic.contests.stories import AFTER

pytestmark = pytest.mark.django_db


def refusal(act, **given) -> str:
    with pytest.raises(Refused) as refused:
        act(**given)
    return refused.value.code


@pytest.fixture
def at_work():
    """Two applications, three jurors, everything given to everybody by hand."""
    contest, head = stories.a_contest()
    entries = stories.let_in(contest, head, 2)
    contest, seats = stories.judging(contest, head)
    for entry in entries:
        for seat in seats:
            jury.add_review(juror=seat, application=entry, actor=head, now=AFTER)
    return contest, head, entries, seats


def the_review(seat, entry) -> Review:
    return Review.objects.select_related("juror__person").get(juror=seat, application=entry)


def who(seat):
    return records.actor_for(seat.person)


def test_scores_are_kept_while_she_thinks_and_locked_once_handed_in(at_work):
    _contest, _head, (entry, _), (seat, *_) = at_work
    mine, me = the_review(seat, entry), who(seat)
    scoring.save_scores(review=mine, scores={"use": 7}, comment="Ойланып жүрмін", actor=me, now=AFTER)
    assert juries.scores_of(mine) == {"use": 7}
    given = {"review": mine, "actor": me, "now": AFTER}
    assert refusal(scoring.submit_review, scores={"use": 7}, **given) == "unscored"
    done = scoring.submit_review(scores={"use": 7, "plan": 4}, **given)
    assert (done.state, done.total) == ("submitted", 18)
    assert scoring.submit_review(scores={"use": 7, "plan": 4}, **given).submitted_at == AFTER  # pressed twice
    assert refusal(scoring.submit_review, scores={"use": 9, "plan": 4}, **given) == "locked"
    assert refusal(scoring.save_scores, scores={"use": 9}, **given) == "locked"
    assert Score.objects.count() == 2


@pytest.mark.parametrize("scores", [{"use": 11}, {"use": -1}, {"use": True}, {"beauty": 5}])
def test_only_whole_scores_of_the_rubric_are_taken(at_work, scores):
    _contest, _head, (entry, _), (seat, *_) = at_work
    code = refusal(scoring.save_scores, review=the_review(seat, entry), scores=scores, actor=who(seat), now=AFTER)
    assert code in ("score", "criterion")
    assert not Score.objects.exists()


def test_a_juror_scores_neither_for_another_nor_what_she_is_close_to(at_work):
    _contest, head, (entry, other), (seat, second, _) = at_work
    mine = the_review(seat, entry)
    assert refusal(scoring.save_scores, review=mine, scores={}, actor=who(second), now=AFTER) == "not_juror"
    jury.declare_conflict(juror=seat, application=entry, reason="Әріптесім", actor=who(seat), now=AFTER)
    assert refusal(scoring.submit_review, review=mine, scores={}, actor=who(seat), now=AFTER) == "conflict"
    assert juries.review(entry.matter.number, who(seat)) is None
    assert not applications.may_see_files(who(seat), entry.matter)
    assert applications.may_see_files(who(second), entry.matter)
    again = {"juror": seat, "application": entry, "actor": head, "now": AFTER}
    assert refusal(jury.add_review, **again) == "conflict"
    jury.declare_conflict(reason="Әріптесі екен", **again)
    assert Conflict.objects.get().reason == "Әріптесім"
    scoring.submit_review(review=the_review(seat, other), scores={"use": 1, "plan": 1}, actor=who(seat), now=AFTER)
    late = {"juror": seat, "application": other, "reason": "Туысым", "actor": who(seat), "now": AFTER}
    assert refusal(jury.declare_conflict, **late) == "locked"


def test_jurors_see_each_others_scores_only_when_all_are_in(at_work):
    _contest, _head, (entry, other), seats = at_work
    for seat in seats:
        stories.scored(the_review(seat, entry), 5, 5)
    assert juries.others_reviews(entry, who(seats[0])) == []  # the other application is still out
    for seat in seats:
        stories.scored(the_review(seat, other), 6, 6)
    assert len(juries.others_reviews(entry, who(seats[0]))) == 3
    assert juries.others_reviews(entry, stories.her(entry)) == []


def test_a_juror_reads_no_names_and_no_contacts():
    contest, head = stories.a_contest()
    text = "Мен, Өтініш беруші 0, «Тазалық» ҚҚ атынан: 8 701 123 45 67, aliya@example.kz. Ағаш отырғызамыз."
    (entry,) = stories.let_in(
        contest, head, 1, answers={"idea": text, "field": "green", "team": "Айгерім, Әсет"},
        organisation_kind="ngo", organisation="«Тазалық» ҚҚ", contact_name="Айгерім Серікова",
    )  # fmt: skip
    contest, seats = stories.judging(contest, head, jurors=1)
    jury.add_review(juror=seats[0], application=entry, actor=head, now=AFTER)
    read = juries.review(entry.matter.number, who(seats[0]))
    blind = juries.blind_entry(read.application)
    shown = f"{blind.title} {blind.summary} " + " ".join(str(answer.value) for answer in blind.answers)
    for secret in ("Айгерім", "Серік", "Тазалық", "8 701", "aliya", "Әсет"):
        assert secret not in shown
    assert "Ағаш отырғызамыз" in shown
    assert [answer.field["code"] for answer in blind.answers] == ["idea", "field", "plan"]


def test_who_leaves_gives_back_what_is_not_handed_in(at_work):
    _contest, head, (entry, other), (seat, *_) = at_work
    stories.scored(the_review(seat, entry), 5, 5)
    jury.leave(juror=seat, actor=head, now=AFTER)
    assert the_review(seat, entry).state == "submitted"
    assert the_review(seat, other).state == "released"
    assert juries.seat(entry.contest, who(seat)) is None
    assert refusal(scoring.save_scores, review=the_review(seat, other), scores={}, actor=who(seat), now=AFTER)


def test_a_jury_has_one_chair():
    contest, head = stories.a_contest()
    stories.a_juror(contest, head, chair=True)
    given = {"contest": contest, "person": stories.a_person("Қазы (демо)"), "actor": head, "now": AFTER}
    assert refusal(jury.invite, public_name="Қазы", chair=True, **given) == "chair"
    assert refusal(jury.invite, public_name=" ", **given) == "public_name"
    clerk = factories.an_office(contest.body, "officer").person
    assert refusal(jury.invite, public_name="Қызметкер", **given | {"person": clerk}) == "organiser"
    assert jury.invite(public_name="Қазы, суретші", languages=["ru", "xx"], **given).languages == ["ru"]


def test_progress_counts_without_showing_a_score(at_work):
    contest, _head, (entry, _), seats = at_work
    stories.scored(the_review(seats[1], entry), 5, 5)
    found = {one.juror.pk: (one.assigned, one.submitted) for one in juries.progress(contest)}
    assert found == {seats[0].pk: (2, 0), seats[1].pk: (2, 1), seats[2].pk: (2, 0)}
