"""Casting a ballot: once, in secret, with a receipt."""

from datetime import timedelta
from itertools import pairwise
from threading import Event
from time import sleep

import pytest
from django.db import models, transaction

from ortaq.civic.budgets.models import Ballot, BallotDraft, Receipt, Voter
from ortaq.civic.budgets.queries import voters
from ortaq.civic.budgets.queries import voting as voting_queries
from ortaq.civic.budgets.rules import ballots as rules
from ortaq.civic.budgets.services import calls, papers, projects, voting
from ortaq.core.journal.models import Entry
from ortaq.core.people.actor import GUEST
from ortaq.core.people.refusal import Refused
from tests import factories
from tests.civic.budgets.ballot_box import CLOSED, a_neighbour, a_vote
from tests.conftest import NOW
from tests.records import at_once


def test_a_ballot_counts_at_the_moment_it_is_cast(vote):
    cast = vote.cast(a_neighbour(), 0, 3)
    ballot = Ballot.objects.get()
    assert ballot.projects == sorted([vote.projects[0].pk, vote.projects[3].pk])
    assert Voter.objects.get().way == "online"
    assert not cast.again
    assert voting_queries.receipt(vote.call, cast.receipt) == voting_queries.ReceiptFound(ours=True, listed=True)


def test_the_same_form_sent_twice_counts_once_and_gives_the_same_receipt(vote):
    person = a_neighbour()
    first, second = vote.cast(person, 0, token="one"), vote.cast(person, 0, token="one")
    assert first.receipt == second.receipt
    assert (first.again, second.again) == (False, True)
    assert Ballot.objects.count() == 1


def test_a_form_of_somebody_else_counts_for_nobody_twice(vote):
    vote.cast(a_neighbour(), 0, token="shared")
    with pytest.raises(Refused) as refused:
        vote.cast(a_neighbour(), 1, token="shared")
    assert refused.value.code == "form"
    assert Ballot.objects.count() == Voter.objects.count() == Receipt.objects.count() == 1


def test_nobody_votes_twice(vote):
    person = a_neighbour()
    vote.cast(person, 0)
    with pytest.raises(Refused) as refused:
        vote.cast(person, 1)
    assert refused.value.code == "voted"
    assert Ballot.objects.count() == Voter.objects.count() == Receipt.objects.count() == 1


def test_two_accounts_cannot_hold_one_document(vote):
    """The IIN is unique among people, so the second account never becomes a verified resident."""
    person, other = a_neighbour(), a_neighbour(verified=False)
    vote.cast(person, 0)
    with pytest.raises(Refused) as refused:
        vote.cast(other, 0)
    assert refused.value.code == "verified_resident"


@pytest.mark.parametrize("verified", [True, False])
def test_a_guest_and_whoever_showed_no_document_are_told_what_is_missing(vote, verified):
    actor = factories.resident(a_neighbour(verified=False)) if verified else GUEST
    with pytest.raises(Refused) as refused:
        voting.cast_ballot(call=vote.call, projects=[vote.projects[0].pk], form_token="x", actor=actor, now=NOW)
    assert refused.value.code == ("verified_resident" if verified else "sign_in")
    assert not Voter.objects.exists()


@pytest.mark.parametrize(("chosen", "code"), [((), "empty"), ((0, 1, 2, 3), "above_limit"), ((0, 0), "twice")])
def test_a_ballot_that_breaks_the_rules_is_refused_and_nothing_is_written(vote, chosen, code):
    with pytest.raises(Refused) as refused:
        vote.cast(a_neighbour(), *chosen)
    assert refused.value.code == code
    assert not Voter.objects.exists()
    assert not Ballot.objects.exists()


def test_a_project_withdrawn_during_the_vote_keeps_its_votes_and_takes_no_more(vote):
    vote.cast(a_neighbour(), 0)
    projects.withdraw_project(project=vote.projects[0], reason="Жер басқаға берілді.", actor=vote.head, now=NOW)
    with pytest.raises(Refused) as refused:
        vote.cast(a_neighbour(), 0, 1)
    assert refused.value.code == "left_ballot"
    assert Ballot.objects.get().projects == [vote.projects[0].pk]


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (NOW - timedelta(days=1, seconds=1), "not_yet"),
        (NOW - timedelta(days=1), None),
        (CLOSED - timedelta(microseconds=1), None),
        (CLOSED, "over"),
    ],
)
def test_the_server_clock_opens_and_closes_the_vote_to_the_microsecond(vote, moment, code):
    if code is None:
        vote.cast(a_neighbour(), 0, now=moment)
        return
    with pytest.raises(Refused) as refused:
        vote.cast(a_neighbour(), 0, now=moment)
    assert refused.value.code == code


def test_after_the_close_no_ballot_slips_in_whatever_the_clock_says(vote):
    vote.close()
    with pytest.raises(Refused) as refused:
        vote.cast(a_neighbour(), 0, now=NOW)
    assert refused.value.code == "over"


def test_who_holds_a_paper_form_cannot_vote_online_and_the_reverse(vote):
    on_paper, online = a_neighbour(), a_neighbour()
    office = vote.city.bodies["akimat-bostandyk"]
    hand_out = {"call": vote.call, "office": office, "actor": vote.clerk, "now": NOW}
    papers.hand_out_form(iin=on_paper.iin, **hand_out)
    vote.cast(online, 1)
    with pytest.raises(Refused) as refused:
        vote.cast(on_paper, 1)
    assert (refused.value.code, "paper" in refused.value.reason) == ("voted", True)
    with pytest.raises(Refused) as refused:
        papers.hand_out_form(iin=online.iin, **hand_out)
    assert refused.value.code == "voted"
    with pytest.raises(Refused) as refused:
        papers.hand_out_form(iin=on_paper.iin, **hand_out)
    assert refused.value.code == "voted"
    assert sorted(Voter.objects.values_list("way", flat=True)) == ["online", "paper"]
    assert Ballot.objects.count() == 1


def outcome(act):
    try:
        act()
    except Refused as refused:
        return refused.code
    return "counted"


@pytest.mark.django_db(transaction=True)
def test_eight_browsers_of_one_person_make_one_vote(the_city):
    vote = a_vote(the_city)
    person = a_neighbour()
    found = at_once(lambda: outcome(lambda: vote.cast(person, 0)), threads=8)
    assert sorted(found) == ["counted"] + ["voted"] * 7
    assert Voter.objects.count() == Ballot.objects.count() == Receipt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_paper_and_online_at_the_same_moment_make_one_vote(the_city):
    vote = a_vote(the_city)
    office = the_city.bodies["centre"]
    for person in [a_neighbour() for _ in range(4)]:
        ways = iter(["online", "paper"] * 2)

        def act(person=person, ways=ways):
            if next(ways) == "online":
                return "online " + outcome(lambda: vote.cast(person, 0))
            hand = lambda: papers.hand_out_form(  # noqa: E731, shorter than a function
                call=vote.call, iin=person.iin, office=office, actor=vote.clerk, now=NOW
            )
            return "paper " + outcome(hand)

        found = at_once(act, threads=4)
        assert sum(one.endswith("counted") for one in found) == 1
    assert Voter.objects.count() == 4
    assert Ballot.objects.count() == Voter.objects.filter(way="online").count()


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_by_eight_impatient_fingers_gives_one_receipt(the_city):
    vote = a_vote(the_city)
    person = a_neighbour()
    found = at_once(lambda: vote.cast(person, 0, token="impatient").receipt, threads=8)
    assert len(set(found)) == 1
    assert Ballot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_close_waits_for_a_ballot_on_its_way_in(the_city):
    vote = a_vote(the_city)
    inside, told = Event(), []

    def cast():
        with transaction.atomic():
            assert voters.standing_of(vote.call)[0] == "voting"
            inside.set()
            sleep(0.3)  # the close knocks meanwhile
            told.append("cast")

    def close():
        assert inside.wait(timeout=30)
        calls.close_voting(call=vote.call, actor=vote.head, now=CLOSED)
        told.append("closed")

    acts = iter([cast, close])

    def act():
        next(acts)()

    at_once(act, threads=2)
    assert told == ["cast", "closed"]
    assert outcome(lambda: vote.cast(a_neighbour(), 0)) == "over"


def test_the_three_rows_share_nothing(vote):
    """No key, no moment and no counted-up id leads from who voted to what was voted."""
    names = {
        model: {field.name for field in model._meta.get_fields() if field.concrete}
        for model in (Voter, Ballot, Receipt)
    }
    assert names[Voter] == {"id", "call", "voter_hash", "way", "form_digest", "office"}
    assert names[Ballot] == {"id", "call", "projects", "points"}
    assert names[Receipt] == {"id", "call", "digest"}
    kinds = {type(f) for model in names for f in model._meta.get_fields()}
    assert not kinds & {models.DateTimeField, models.DateField, models.TimeField}
    for _ in range(20):
        vote.cast(a_neighbour(), 0)
    order = list(Ballot.objects.order_by("pk").values_list("pk", flat=True))
    assert min(second - first for first, second in pairwise(order)) > 1
    assert not set(order) & set(Voter.objects.values_list("pk", flat=True))


def test_casting_leaves_no_trace_in_the_journal(vote):
    before = Entry.objects.count()
    vote.cast(a_neighbour(), 0)
    assert Entry.objects.count() == before


def test_the_voters_hash_needs_the_key_and_differs_from_vote_to_vote(settings, vote):
    person = a_neighbour()
    vote.cast(person, 0)
    (kept,) = Voter.objects.values_list("voter_hash", flat=True)
    key = settings.VOTE_KEY.encode()
    assert kept == rules.voter_hash(key, vote.call.code, f"iin:{person.iin}")
    assert kept != rules.voter_hash(b"another", vote.call.code, f"iin:{person.iin}")
    assert kept != rules.voter_hash(key, "another-year", f"iin:{person.iin}")


def test_marks_are_kept_until_they_are_cast_and_erased_with_the_same_stroke(vote):
    person = a_neighbour()
    actor = factories.resident(person)
    chosen = [vote.projects[2].pk, vote.projects[0].pk]
    voting.save_draft(call=vote.call, projects=chosen, actor=actor, now=NOW)
    voting.save_draft(call=vote.call, projects=chosen[:1], actor=actor, now=NOW)
    assert voting_queries.standing(vote.call, actor, NOW).draft.projects == (chosen[0],)
    vote.cast(person, 2)
    assert not BallotDraft.objects.exists()
    standing = voting_queries.standing(vote.call, actor, NOW)
    assert (standing.way, standing.may_vote.code) == ("online", "voted")


def test_a_late_autosave_leaves_no_marks_behind_a_cast_ballot(vote):
    person = a_neighbour()
    vote.cast(person, 0)
    late = voting.save_draft(call=vote.call, projects=[vote.projects[0].pk], actor=factories.resident(person), now=NOW)
    assert late is None
    assert not BallotDraft.objects.exists()


def test_a_guest_keeps_no_draft_and_the_close_forgets_all(vote):
    assert voting.save_draft(call=vote.call, projects=[1], actor=GUEST, now=NOW) is None
    voting.save_draft(call=vote.call, projects=[1], actor=factories.resident(a_neighbour()), now=NOW)
    vote.close()
    assert not BallotDraft.objects.exists()
    assert voting.save_draft(call=vote.call, projects=[1], actor=factories.resident(a_neighbour()), now=NOW) is None


def test_an_invented_receipt_is_told_from_a_lost_one(vote):
    cast = vote.cast(a_neighbour(), 0)
    invented = voting_queries.receipt(vote.call, "ABCD-EFGH-JKLM-NPQR-STUV")
    assert (invented.ours, invented.listed) == (False, False)
    Receipt.objects.all().delete()
    lost = voting_queries.receipt(vote.call, cast.receipt.lower().replace("-", " "))
    assert (lost.ours, lost.listed) == (True, False)


def test_casting_costs_few_statements(vote, django_assert_num_queries):
    person = a_neighbour()
    with django_assert_num_queries(8):  # who she is; savepoint, state and projects, three rows, draft, release
        vote.cast(person, 0, 1, 2)


@pytest.mark.parametrize("kind", ["ranking", "points"])
def test_ranks_keep_their_order_and_points_their_sum(the_city, kind):
    vote = a_vote(the_city, ballot_kind=kind, points=10)
    points = {"points": [3, 7]} if kind == "points" else {}
    vote.cast(a_neighbour(), 2, 0, **points)
    ballot = Ballot.objects.get()
    if kind == "ranking":
        assert ballot.projects == [vote.projects[2].pk, vote.projects[0].pk]
        return
    assert dict(zip(ballot.projects, ballot.points, strict=True)) == {vote.projects[2].pk: 3, vote.projects[0].pk: 7}
    for wrong in ([5, 6], [0, 5], [5]):
        with pytest.raises(Refused, match="point"):
            vote.cast(a_neighbour(), 2, 0, points=wrong)


def test_a_vote_with_a_lower_rung_takes_phones_and_no_paper(the_city):
    with pytest.raises(Refused) as refused:
        a_vote(the_city, rung="phone_verified", paper=True)
    assert refused.value.code == "paper_rung"
