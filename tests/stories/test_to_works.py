"""What was voted for, or granted, stands on the register of works: once, with the card it came from."""

from datetime import timedelta

import pytest

from ortaq.core.people.actor import system
from tests import factories
from tests.civic.budgets.ballot_box import CLOSED, a_neighbour, a_vote
from tests.civic.contests import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def test_winners_of_a_published_vote_become_works_once(the_city):
    from ortaq.civic.budgets.services import counting
    from ortaq.civic.works.models import Work
    from ortaq.journeys import project_to_work

    vote = a_vote(the_city)
    vote.cast(a_neighbour(), 0, 3)
    call = vote.count()
    run = {"call_id": call.pk, "actor": system("journey"), "now": CLOSED}
    assert project_to_work.carry_over_all(**run) == 0, "nothing is built before the protocol is signed"
    counting.publish(call=call, signed_by="Head (demo)", actor=vote.head, now=CLOSED)
    winners = project_to_work.carry_over_all(**run)
    assert winners == 2
    assert project_to_work.carry_over_all(**run) == 2
    assert Work.objects.count() == 2
    vote.fresh()
    work = Work.objects.get(matter__links_in__origin=vote.projects[0].matter_id)
    assert (work.kind, work.planned, work.body.code) == ("playground", vote.projects[0].cost, "akimat-bostandyk")
    assert (work.matter.lon, work.matter.title) == (vote.projects[0].matter.lon, vote.projects[0].matter.title)


def test_the_queue_opens_the_works_after_the_protocol(the_city, django_capture_on_commit_callbacks):
    from ortaq.civic.budgets import acts
    from ortaq.civic.budgets.services import counting
    from ortaq.civic.works.models import Work
    from ortaq.core.journal.models import Entry
    from ortaq.journeys import jobs

    vote = a_vote(the_city)
    vote.cast(a_neighbour(), 0)
    counting.publish(call=vote.count(), signed_by="Head (demo)", actor=vote.head, now=CLOSED)
    entry = Entry.objects.get(act=acts.PUBLISHED)
    assert jobs.build_what_was_voted.call(entry_id=entry.pk) == 1
    assert Work.objects.count() == 1


def test_a_signed_grant_becomes_a_work_once():
    from ortaq.civic.contests.models import Application, Review
    from ortaq.civic.contests.services import agreeing, deciding
    from ortaq.civic.works.models import Work
    from ortaq.journeys import grant_to_work

    contest, head = stories.a_contest()
    stories.let_in(contest, head, 2)
    contest, _seats = stories.judging(contest, head)
    stories.shared_out(contest, head)
    for review in Review.objects.select_related("juror__person"):
        stories.scored(review, 9, 9)
    deciding.announce_ranking(contest=contest, actor=head, now=stories.AFTER)
    contest = deciding.decide(contest=contest, seed="7", seed_source="test", actor=head, now=stories.AFTER)
    waiting = list(Application.objects.filter(contest=contest, state="waiting"))
    if waiting:
        reasons = "Екеуі де бірдей бағаланды, ақша екеуіне де жетеді."
        deciding.settle_by_talk(contest=contest, funded=waiting, reasons=reasons, actor=head, now=stories.AFTER)
    deciding.tell_results(contest=contest, actor=head, now=stories.AFTER)
    winner = Application.objects.filter(contest=contest, state="funded").first()
    parts = [{"amount": winner.granted, "due_on": NOW.date() + timedelta(days=60), "purpose": "Көшеттер"}]
    agreement = agreeing.sign_agreement(
        application=winner, number="12/2027", signed_on=NOW.date(), parts=parts, actor=head, now=stories.AFTER
    )
    works = [
        grant_to_work.carry_over(agreement=agreement, actor=system("journey"), now=stories.AFTER) for _ in range(2)
    ]
    assert Work.objects.count() == 1
    assert works[0] == works[1]
    assert (works[0].kind, works[0].planned, works[0].currency) == ("grant", 4_000_00, "EUR")
    assert works[0].contractor == winner.public_name


def test_whoever_stands_behind_a_work_hears_once_that_it_is_built(the_city):
    from ortaq.civic.budgets.services import counting
    from ortaq.civic.works import services
    from ortaq.civic.works.models import Work
    from ortaq.core.discussion import services as discussion
    from ortaq.core.journal.models import Entry
    from ortaq.core.matters import services as matters
    from ortaq.core.notices.models import Notice
    from ortaq.journeys import jobs, project_to_work

    vote = a_vote(the_city)
    vote.cast(a_neighbour(), 0)
    call = vote.count()
    counting.publish(call=call, signed_by="Head (demo)", actor=vote.head, now=CLOSED)
    project_to_work.carry_over_all(call_id=call.pk, actor=system("journey"), now=CLOSED)
    vote.fresh()
    card = vote.projects[0].matter
    supporter, follower = factories.a_person(), factories.a_person()
    discussion.support(matter=card, actor=factories.resident(supporter), now=NOW)
    discussion.support(matter=card, actor=factories.resident(follower), now=NOW)
    matters.follow(matter=call.matter, person=follower, actor=factories.resident(follower), now=NOW)
    work = Work.objects.get(matter__links_in__origin=card)
    for stage in ("construction", "done"):
        services.move_work(
            work=work,
            stage=stage,
            reached_on=CLOSED.date(),
            note="Алаң дайын.",
            links=[("https://goszakup.example/1", "Акт")],
            actor=system("journey"),
            now=CLOSED,
        )
    told = [jobs.tell_it_is_built.call(entry_id=entry.pk) for entry in Entry.objects.filter(act="work.moved")]
    assert told == [0, 3], "nobody hears of a stage before the last; then the author, a supporter and a follower"
    assert jobs.tell_it_is_built.call(entry_id=Entry.objects.filter(act="work.moved").last().pk) == 0
    assert {notice.person_id for notice in Notice.objects.filter(kind="work_built")} == {
        vote.projects[0].author_id, supporter.pk, follower.pk
    }  # fmt: skip


def test_who_voted_stands_on_no_list_and_reads_it_on_her_own_page(the_city, client):
    """A voter who neither supports nor follows gets no message: a list of those told would be a list of who voted."""
    from ortaq.civic.budgets.services import counting
    from ortaq.civic.works import services
    from ortaq.civic.works.models import Work
    from ortaq.core.journal.models import Entry
    from ortaq.core.matters import services as matters
    from ortaq.core.notices.models import Notice
    from ortaq.core.people.models import Account
    from ortaq.journeys import jobs, project_to_work
    from tests.records import sign_in

    vote = a_vote(the_city)
    quiet, curious, absent = a_neighbour(), a_neighbour(), a_neighbour()
    for voter in (quiet, curious):
        vote.cast(voter, 0)
    call = vote.count()
    counting.publish(call=call, signed_by="Head (demo)", actor=vote.head, now=CLOSED)
    project_to_work.carry_over_all(call_id=call.pk, actor=system("journey"), now=CLOSED)
    matters.follow(matter=call.matter, person=curious, actor=factories.resident(curious), now=NOW)
    work = Work.objects.get(matter__links_in__origin=vote.projects[0].matter)
    proof = [("https://goszakup.example/1", "Акт")]
    services.move_work(
        work=work, stage="done", reached_on=CLOSED.date(), note="Дайын.", links=proof, actor=system("journey"), now=CLOSED
    )  # fmt: skip
    jobs.tell_it_is_built.call(entry_id=Entry.objects.get(act="work.moved").pk)
    told = set(Notice.objects.filter(kind="work_built").values_list("person", flat=True))
    assert told & {quiet.pk, curious.pk, absent.pk} == {curious.pk}
    seen = {}
    for person in (quiet, absent):
        sign_in(client, Account.objects.get(person=person))
        seen[person.pk] = client.get("/en/my/votes/").content.decode()
    assert "You have voted" in seen[quiet.pk]
    assert "You have not voted" in seen[absent.pk]
    assert all(f"/en/works/{work.matter.number}/" in page for page in seen.values()), "the same for both, but for that"
