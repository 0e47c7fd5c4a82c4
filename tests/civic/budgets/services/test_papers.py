"""Paper forms: handed out once, keyed twice, counted once."""

import pytest

from ortaq.civic.budgets.models import Ballot, PaperForm, PaperKey, Receipt, Voter
from ortaq.civic.budgets.queries import papers as queries
from ortaq.civic.budgets.queries import results, voting
from ortaq.civic.budgets.services import counting, papers, projects
from ortaq.core.people.refusal import Refused
from tests.civic.budgets.ballot_box import CLOSED, a_neighbour, a_vote, iin
from tests.conftest import NOW
from tests.records import at_once


@pytest.fixture
def batch(vote):
    return papers.print_batch(
        call=vote.call, office=vote.city.bodies["akimat-bostandyk"], size=5, actor=vote.clerk, now=NOW
    )


@pytest.fixture
def form(batch):
    return batch.forms.get(number=1)


def other_clerk(vote):
    return vote.city.officer("akimat-bostandyk", "officer")


def numbers(vote, *places):
    return [vote.projects[place].ballot_number for place in places]


def key(vote, form, *places, actor=None, **facts):
    given = {"numbers": numbers(vote, *places), "actor": actor or other_clerk(vote), "now": NOW, **facts}
    return papers.key_form(form=form, **given)


def test_two_people_who_read_the_same_put_the_ballot_into_the_box(vote, form):
    key(vote, form, 0, 2, actor=vote.clerk)
    assert PaperForm.objects.get(pk=form.pk).state == "keyed"
    assert not Ballot.objects.exists()
    key(vote, form, 2, 0)
    assert PaperForm.objects.get(pk=form.pk).state == "counted"
    assert Ballot.objects.get().projects == sorted(vote.projects[place].pk for place in (0, 2))
    assert voting.receipt(vote.call, queries.receipt_of(form)).listed


def test_two_who_differ_wait_for_a_third_with_the_paper_in_hand(vote, form):
    key(vote, form, 0, actor=vote.clerk)
    key(vote, form, 1)
    assert PaperForm.objects.get(pk=form.pk).state == "differs"
    assert not Ballot.objects.exists()
    key(vote, form, 1)
    assert Ballot.objects.get().projects == [vote.projects[1].pk]
    assert list(PaperKey.objects.order_by("turn").values_list("turn", flat=True)) == [1, 2, 3]


def test_the_same_hand_does_not_key_twice(vote, form):
    key(vote, form, 0, actor=vote.clerk)
    with pytest.raises(Refused) as refused:
        key(vote, form, 0, actor=vote.clerk)
    assert refused.value.code == "same_hand"
    assert PaperKey.objects.count() == 1


def test_a_form_counts_once(vote, form):
    for _ in range(2):
        key(vote, form, 0)
    with pytest.raises(Refused) as refused:
        key(vote, form, 0)
    assert refused.value.code == "second"
    assert Ballot.objects.count() == Receipt.objects.count() == 1


def test_a_form_with_too_many_marks_is_invalid_and_stands_in_the_protocol(vote, form):
    with pytest.raises(Refused) as refused:
        key(vote, form, 0, 1, 2, 3)
    assert refused.value.code == "above_limit"
    for _ in range(2):
        key(vote, form, valid=False)
    assert PaperForm.objects.get(pk=form.pk).state == "invalid"
    assert not Ballot.objects.exists()
    vote.close()
    assert results.turnout(vote.call).forms_invalid == 1


def test_valid_to_one_and_invalid_to_the_other_is_a_difference(vote, form):
    key(vote, form, 0)
    key(vote, form, valid=False)
    assert PaperForm.objects.get(pk=form.pk).state == "differs"


def test_a_number_nobody_has_is_refused_before_anything_is_written(vote, form):
    with pytest.raises(Refused) as refused:
        papers.key_form(form=form, numbers=[999], actor=vote.clerk, now=NOW)
    assert refused.value.code == "no_number"
    assert not PaperKey.objects.exists()


def test_a_mark_for_a_project_withdrawn_after_the_printing_stays_on_the_ballot(vote, form):
    projects.withdraw_project(project=vote.projects[0], reason="Жер берілді.", actor=vote.head, now=NOW)
    for _ in range(2):
        key(vote, form, 0, 1)
    assert Ballot.objects.get().projects == sorted(vote.projects[place].pk for place in (0, 1))


def test_a_spoiled_form_is_replaced_and_never_keyed(vote, form):
    papers.spoil_form(form=form, actor=vote.clerk, now=NOW)
    with pytest.raises(Refused) as refused:
        key(vote, form, 0)
    assert refused.value.code == "spoiled"
    with pytest.raises(Refused):
        papers.spoil_form(form=form, actor=vote.clerk, now=NOW)


def test_the_box_is_keyed_after_the_close_and_holds_the_count_back(vote, form):
    papers.hand_out_form(call=vote.call, iin=iin(900), office=vote.city.bodies["centre"], actor=vote.clerk, now=NOW)
    call = vote.close()
    key(vote, form, 0, now=CLOSED)
    with pytest.raises(Refused) as refused:
        counting.announce_count(call=call, actor=vote.head, now=CLOSED)
    assert refused.value.code == "forms_open"
    key(vote, form, 0, now=CLOSED)
    found = results.turnout(vote.call)
    assert (found.forms_handed_out, found.forms_counted, found.forms_not_seen, found.surplus) == (1, 1, 4, 0)


def test_more_forms_in_the_box_than_were_handed_out_are_shown(vote, form):
    for _ in range(2):
        key(vote, form, 0)
    vote.close()
    assert results.turnout(vote.call).surplus == 1


@pytest.mark.parametrize("wrong", ["", "900101300012", "12345", "abcdefghijkl"])
def test_no_form_without_a_valid_iin(vote, wrong):
    with pytest.raises(Refused) as refused:
        papers.hand_out_form(call=vote.call, iin=wrong, office=vote.city.bodies["centre"], actor=vote.clerk, now=NOW)
    assert refused.value.code == "iin"
    assert not Voter.objects.exists()


def test_only_front_offices_handle_paper(vote, form):
    stranger = vote.city.officer("akimat-talgar")
    resident = a_neighbour()
    assert queries.batches(vote.call, stranger) == []
    assert queries.form_by_code(vote.call, form.code, stranger) is None
    for act in (
        lambda: key(vote, form, 0, actor=stranger),
        lambda: papers.print_batch(call=vote.call, office=vote.city.bodies["centre"], size=1, actor=stranger, now=NOW),
        lambda: papers.hand_out_form(
            call=vote.call, iin=resident.iin, office=vote.city.bodies["centre"], actor=stranger, now=NOW
        ),
    ):
        with pytest.raises(Refused):
            act()
    assert not PaperKey.objects.exists()
    assert not Voter.objects.exists()


def test_the_clerk_sees_how_much_work_is_left_and_nothing_of_what_forms_say(vote, batch, django_assert_num_queries):
    key(vote, batch.forms.get(number=1), 0)
    with django_assert_num_queries(2):
        (row,) = queries.batches(vote.call, vote.clerk)
    assert (row.to_key, row.keyed, row.differing, row.done) == (4, 1, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_who_key_at_once_make_two_keys_and_one_ballot(the_city):
    vote = a_vote(the_city)
    batch = papers.print_batch(call=vote.call, office=the_city.bodies["centre"], size=1, actor=vote.clerk, now=NOW)
    form, hands = batch.forms.get(), iter([vote.clerk, *[other_clerk(vote) for _ in range(3)]])

    def act():
        try:
            return key(vote, form, 0, actor=next(hands)).state
        except Refused as refused:
            return refused.code

    assert sorted(at_once(act, threads=4)) == ["counted", "keyed", "second", "second"]
    assert Ballot.objects.count() == 1
