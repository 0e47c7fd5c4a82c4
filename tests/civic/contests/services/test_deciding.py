"""From shared-out applications to a winners' table that anyone can recompute."""

from datetime import timedelta

import pytest

from ortaq.civic.contests.models import Application, Contest, Review
from ortaq.civic.contests.queries import desk, results
from ortaq.civic.contests.services import agreeing, calls, deciding, jury, objecting
from ortaq.core.decisions import queries as decisions
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import GUEST, system
from ortaq.core.people.refusal import Refused
from ortaq.engines import proof
from tests import records
from tests.civic.contests import stories
from tests.civic.contests.stories import AFTER, DAY

pytestmark = pytest.mark.django_db
SEED = {"seed": "4815", "seed_source": "Спортлото (демо)"}


def refusal(act, **given) -> str:
    with pytest.raises(Refused) as refused:
        act(**given)
    return refused.value.code


def at_work(count=4, jurors=3, **terms):
    contest, head = stories.a_contest(**terms)
    entries = stories.let_in(contest, head, count)
    contest, seats = stories.judging(contest, head, jurors=jurors)
    return contest, head, entries, seats


def all_score(contest, scores):
    """Every juror gives an application the same two numbers, in the order of the applications."""
    own = Review.objects.filter(application__contest=contest, state="assigned").select_related("juror__person")
    numbers = sorted(own.values_list("application_id", flat=True).distinct())
    for review in own.order_by("pk"):
        stories.scored(review, *scores[numbers.index(review.application_id)], comment="Жақсы ой")


def decided(contest, head, **given):
    now = {"actor": head, "now": AFTER}
    deciding.announce_ranking(contest=contest, **now, **given)
    return deciding.decide(contest=contest, **SEED, **now)


def test_sharing_out_is_announced_then_drawn_and_everybody_has_an_equal_load():
    contest, head, entries, seats = at_work(count=4, jurors=4)
    close = jury.declare_conflict(juror=seats[0], application=entries[0], reason="Әріптес", actor=head, now=AFTER)
    given = {"contest": contest, "actor": head, "now": AFTER}
    assert refusal(jury.share_out, **SEED, **given) == "not_announced"
    announced = jury.announce_sharing(**given).assignment_record
    assert announced.state == "announced"
    assert jury.share_out(**SEED, **given) == 12
    loads = [Review.objects.filter(juror=seat).count() for seat in seats]
    assert loads == [3, 3, 3, 3]
    assert not Review.objects.filter(juror=close.juror, application=close.application).exists()
    assert refusal(jury.announce_sharing, **given) == "nothing"
    announced.refresh_from_db()
    assert proof.verify(decisions.record_of(announced)) == []
    names = " ".join(seat.public_name for seat in seats)
    assert not any(word in str(announced.case) for word in names.split() if not word.isdigit())
    assert announced.case["jurors"] == sorted(announced.case["jurors"])


def test_a_jury_that_changed_after_the_announcement_is_announced_anew():
    contest, head, _entries, seats = at_work(count=2)
    given = {"contest": contest, "actor": head, "now": AFTER}
    jury.announce_sharing(**given)
    jury.leave(juror=seats[2], actor=head, now=AFTER)
    assert refusal(jury.share_out, **SEED, **given) == "changed"
    jury.announce_sharing(**given)
    assert jury.share_out(**SEED, **given) == 4  # two jurors are left: each application gets both


def test_who_comes_later_is_shared_out_without_taking_anything_from_anybody():
    contest, head, entries, _seats = at_work(count=2)
    assert stories.shared_out(contest, head) == 6
    before = set(Review.objects.values_list("pk", flat=True))
    late = entries[0]
    gone = Review.objects.filter(application=late).first()
    jury.leave(juror=gone.juror, actor=head, now=AFTER)
    stories.a_juror(contest, head)
    assert stories.shared_out(contest, head) == 2
    assert before < set(Review.objects.values_list("pk", flat=True))


def test_the_money_goes_down_the_order_and_the_record_can_be_recomputed():
    contest, head, entries, _seats = at_work(count=4, at_line="line")
    stories.shared_out(contest, head)
    given = {"contest": contest, "actor": head, "now": AFTER}
    assert refusal(deciding.announce_ranking, **given) == "reviews_out"
    all_score(contest, [(2, 2), (9, 9), (10, 10), (5, 5)])
    assert refusal(deciding.decide, **SEED, **given) == "not_announced"
    contest = decided(contest, head)
    states = [Application.objects.get(pk=one.pk).state for one in entries]
    assert states == ["not_funded", "funded", "funded", "not_funded"]  # 10 000 for 4 000 each
    assert [one.pk for one in desk.ranked(contest)] == [entries[place].pk for place in (2, 1, 3, 0)]
    assert proof.verify(decisions.record_of(contest.ranking_record)) == []
    assert results.winners(contest) == []  # nobody learns it before it is told
    assert results.reasons(entries[1], stories.her(entries[1])) is None


def test_results_are_told_with_reasons_and_only_winners_get_a_name():
    contest, head, entries, _seats = at_work(count=3, at_line="line")
    stories.shared_out(contest, head)
    all_score(contest, [(2, 2), (9, 9), (10, 10)])
    contest = decided(contest, head)
    loser, winner = Application.objects.get(pk=entries[0].pk), Application.objects.get(pk=entries[2].pk)
    contest = deciding.tell_results(contest=contest, reasons={loser.pk: "Есебі толық емес."}, actor=head, now=AFTER)
    table = results.winners(contest)
    assert [(line.place, line.name, line.amount) for line in table] == [
        (1, "Айгерім С.", 4_000_00),
        (2, "Айгерім С.", 4_000_00),
    ]
    assert results.figures(contest, results.winners(contest)) == results.Figures(
        received=3, judged=3, funded=2, granted=8_000_00
    )
    hers = results.reasons(Application.objects.get(pk=loser.pk), stories.her(loser))
    assert (hers.reason, hers.place, hers.judged, hers.totals) == ("Есебі толық емес.", 3, 3, [6, 6, 6])
    assert hers.comments == ["Жақсы ой"] * 3
    assert results.reasons(loser, stories.her(winner)) is None
    assert results.reasons(loser, GUEST) is None
    winner.matter.refresh_from_db()
    loser.matter.refresh_from_db()
    assert (winner.matter.visibility, loser.matter.visibility) == ("public", "private")
    thread = journal.thread(contest.matter, GUEST)
    assert set(thread.cards) == {contest.matter_id, entries[1].matter_id, winner.matter_id}
    assert {one.matter for one in thread.moments if one.part == "decided"} == set(thread.cards)


def test_identical_scores_go_to_a_talk_and_the_chair_decides_with_reasons():
    contest, head, entries, seats = at_work(count=4)
    stories.shared_out(contest, head)
    all_score(contest, [(7, 7)] * 4)
    contest = decided(contest, head)
    assert {one.state for one in Application.objects.all()} == {"waiting"}
    tell = {"contest": contest, "actor": head, "now": AFTER}
    assert refusal(deciding.tell_results, **tell) == "waiting"
    chair, other = records.actor_for(seats[0].person), records.actor_for(seats[1].person)
    given = {"contest": contest, "reasons": "Екі ауданнан бір-бірден.", "now": AFTER}
    assert refusal(deciding.settle_by_talk, funded=entries[:2], actor=other, **given) == "not_head"
    assert refusal(deciding.settle_by_talk, funded=entries[:3], actor=chair, **given) == "over_budget"
    assert refusal(deciding.settle_by_talk, funded=[], actor=chair, **given | {"reasons": " "}) == "reason"
    deciding.settle_by_talk(funded=entries[1:3], actor=chair, **given)
    states = [Application.objects.get(pk=one.pk).state for one in entries]
    assert states == ["not_funded", "funded", "funded", "not_funded"]
    assert Contest.objects.get().settlement == "Екі ауданнан бір-бірден."
    assert deciding.tell_results(**tell).state == "appeals"


def test_or_a_lot_is_announced_and_drawn_for_them():
    contest, head, entries, seats = at_work(count=4)
    stories.shared_out(contest, head)
    all_score(contest, [(7, 7)] * 4)
    contest = decided(contest, head)
    given = {"contest": contest, "actor": head, "now": AFTER}
    assert refusal(deciding.draw_lot, **SEED, **given) == "not_announced"
    contest = deciding.announce_lot(**given)
    assert refusal(deciding.announce_lot, **given) == "second"
    chair = records.actor_for(seats[0].person)
    talk = {"contest": contest, "funded": entries[:1], "reasons": "Маған ұнады", "actor": chair, "now": AFTER}
    assert refusal(deciding.settle_by_talk, **talk) == "lot"
    contest = deciding.draw_lot(**SEED, **given)
    drawn = contest.lot_record.outcome["order"][:2]
    funded = Application.objects.filter(state="funded").values_list("matter__number", flat=True)
    assert set(funded) == set(drawn)
    assert refusal(deciding.draw_lot, **SEED, **given) == "nothing"


def test_one_juror_alone_and_an_application_nobody_scored():
    contest, head, entries, _seats = at_work(count=3, jurors=1, at_line="line", budget=4_000_00, cap=4_000_00)
    assert stories.shared_out(contest, head) == 3
    for review in Review.objects.exclude(application=entries[2]).select_related("juror__person").order_by("pk"):
        best = review.application_id == entries[1].pk
        stories.scored(review, 9 if best else 3, 5)
    given = {"contest": contest, "actor": head, "now": AFTER}
    assert refusal(deciding.announce_ranking, **given) == "reviews_out"
    contest = decided(contest, head, even_if_missing=True)
    states = [Application.objects.get(pk=one.pk).state for one in entries]
    assert states == ["not_funded", "funded", "waiting"]
    assert Application.objects.get(pk=entries[2].pk).why == "no_scores"


def test_nothing_is_decided_when_nobody_has_scored():
    contest, head, _entries, _seats = at_work(count=1, jurors=1)
    given = {"contest": contest, "actor": head, "now": AFTER}
    assert refusal(deciding.announce_ranking, even_if_missing=True, **given) == "no_scores"


def test_prizes_are_counted_by_places():
    contest, head, entries, _seats = at_work(
        count=3, award="prize", places=1, prize={"kk": "Планшет", "ru": "Планшет"}, at_line="line"
    )
    stories.shared_out(contest, head)
    all_score(contest, [(1, 1), (10, 10), (4, 4)])
    contest = decided(contest, head)
    assert [Application.objects.get(pk=one.pk).state for one in entries] == ["not_funded", "funded", "not_funded"]
    deciding.tell_results(contest=contest, actor=head, now=AFTER)
    assert results.winners(Contest.objects.get())[0].amount == 0


@pytest.fixture
def told():
    contest, head, entries, _seats = at_work(count=3, at_line="line")
    stories.shared_out(contest, head)
    all_score(contest, [(2, 2), (9, 9), (10, 10)])
    contest = deciding.tell_results(contest=decided(contest, head), actor=head, now=AFTER)
    found = [Application.objects.select_related("applicant", "contest").get(pk=one.pk) for one in entries]
    return contest, head, found


def test_an_objection_after_the_results_is_answered_and_the_record_set_aside_in_public(told):
    contest, head, (loser, winner, _) = told
    assert refusal(
        objecting.object_to, application=winner, text="Аз", actor=stories.her(winner), now=AFTER
    ) == "no_result"  # fmt: skip
    objection = objecting.object_to(
        application=loser, text="Есеп бетін ашпаған", actor=stories.her(loser), now=AFTER + DAY
    )
    end = AFTER + 6 * DAY
    assert calls.close_due(actor=system("clock"), now=end) == 0  # it waits for the answer
    assert refusal(calls.finish, contest=contest, actor=head, now=end) == "objections"
    given = {"objection": objection, "upheld": True, "answer": "Есеп бар екен.", "actor": head, "now": end}
    assert refusal(objecting.answer_objection, granted=5_000_00, public_reason="Қате", **given) == "granted"
    assert refusal(objecting.answer_objection, granted=3_000_00, **given) == "public_reason"
    objection.refresh_from_db()
    assert objection.state == "open"
    objecting.answer_objection(granted=3_000_00, public_reason="Бір бет оқылмай қалған.", **given)
    assert (Application.objects.get(pk=loser.pk).state, len(results.winners(contest))) == ("funded", 3)
    assert loser.matter_id in journal.thread(contest.matter, GUEST).cards
    record = Contest.objects.select_related("ranking_record").get().ranking_record
    assert (record.state, record.set_aside_reason) == ("set_aside", "Бір бет оқылмай қалған.")
    assert calls.close_due(actor=system("clock"), now=end) == 1
    assert Contest.objects.get().state == "final"


def test_the_window_for_objections_closes_to_the_second(told):
    _contest, _head, (loser, *_) = told
    last = AFTER + 5 * DAY
    late = {"application": loser, "text": "Келіспеймін", "actor": stories.her(loser)}
    assert refusal(objecting.object_to, now=last + timedelta(seconds=1), **late) == "window"
    assert objecting.object_to(now=last, **late)


def test_an_agreement_is_signed_once_and_its_instalments_make_the_sum(told):
    _contest, head, (loser, winner, _) = told
    parts = [{"amount": 2_500_00, "due_on": AFTER.date()}, {"amount": 1_500_00, "due_on": (AFTER + 90 * DAY).date()}]
    given = {"number": "12-Г", "signed_on": AFTER.date(), "actor": head, "now": AFTER}
    assert refusal(agreeing.sign_agreement, application=loser, parts=parts, **given) == "not_funded"
    too_much = [{"amount": 4_000_01, "due_on": AFTER.date()}]
    assert refusal(agreeing.sign_agreement, application=winner, parts=too_much, **given) == "over_grant"
    assert refusal(agreeing.sign_agreement, application=winner, parts=[], **given) == "instalments"
    signed = agreeing.sign_agreement(application=winner, parts=parts, **given)
    assert refusal(agreeing.sign_agreement, application=winner, parts=parts, **given) == "second"
    first, second = signed.instalments.all()
    settle = {"on": AFTER.date(), "actor": head, "now": AFTER}
    assert agreeing.settle_instalment(instalment=first, paid=True, **settle).state == "paid"
    assert refusal(agreeing.settle_instalment, instalment=first, paid=True, **settle) == "second"
    assert refusal(agreeing.settle_instalment, instalment=second, paid=False, **settle) == "reason"
    assert agreeing.settle_instalment(instalment=second, paid=False, note="Есеп жоқ", **settle).state == "withheld"
