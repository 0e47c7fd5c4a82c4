"""The ballot: district, ticks, one look more, the receipt; and every reason why somebody cannot vote."""

import re

import pytest

from ortaq.civic.budgets.models import Ballot, BallotDraft, Receipt, Voter
from ortaq.civic.budgets.services import papers, projects
from ortaq.core.journal.models import Entry
from tests.civic.budgets.ballot_box import CLOSED, a_neighbour, a_vote
from tests.civic.budgets.pages.test_calls import home, words_of
from tests.conftest import NOW


def hidden(response) -> dict[str, list[str]]:
    """The hidden fields of the page's last form."""
    html = response.content.decode().rpartition("<form")[2]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html):
        found.setdefault(name, []).append(value)
    return found


def tick(browser, vote, district, *places, go="check", **more):
    shown = [project.pk for project in vote.projects if project.pot.district.code.endswith(district)]
    chosen = [vote.projects[place].pk for place in places]
    return browser.post(home(vote, f"vote/in/{district}/"), {"shown": shown, "project": chosen, "go": go, **more})


def receipt_in(response) -> str:
    (code,) = re.findall(r"<code>([A-Z2-9-]{24})</code>", response.content.decode())
    return code


def test_a_resident_ticks_in_two_districts_looks_once_more_and_casts(vote, enter):
    person = a_neighbour()
    browser = enter(person)
    assert tick(browser, vote, "bostandyk", 0, 2, go="districts")["Location"] == home(vote, "vote/")
    page = words_of(browser.get(home(vote, "vote/")))
    assert "2 of 3 chosen" in page
    assert tick(browser, vote, "medeu", 4)["Location"] == home(vote, "vote/check/")
    asked = browser.get(home(vote, "vote/check/"))
    assert "You vote for 3 projects" in words_of(asked)
    assert Voter.objects.count() == Ballot.objects.count() == 0
    given = browser.post(home(vote, "vote/check/"), hidden(asked))
    assert given.status_code == 200
    code = receipt_in(given)
    assert sorted(Ballot.objects.get().projects) == sorted(vote.projects[place].pk for place in (0, 2, 4))
    assert not BallotDraft.objects.exists()
    assert "Yes. A ballot with this receipt" in words_of(browser.get(home(vote, f"receipt/?code={code.lower()}")))


def test_nothing_beside_the_person_remembers_the_ballot_or_the_receipt(vote, enter):
    browser = enter(a_neighbour())
    entries = Entry.objects.count()
    tick(browser, vote, "bostandyk", 0)
    given = browser.post(home(vote, "vote/check/"), hidden(browser.get(home(vote, "vote/check/"))))
    code = receipt_in(given)
    kept = str(dict(browser.session.items()))
    assert code not in kept
    assert str(vote.projects[0].pk) not in [*map(str, browser.session.values())]
    assert "no-store" in given["Cache-Control"]
    assert code not in str({name: morsel.value for name, morsel in browser.cookies.items()})
    assert Entry.objects.count() == entries
    later = browser.get(home(vote, "vote/"))
    assert code not in later.content.decode()
    assert vote.projects[0].matter.title not in later.content.decode()


def test_the_same_page_sent_twice_counts_once_and_gives_the_same_receipt(vote, enter):
    browser = enter(a_neighbour())
    tick(browser, vote, "bostandyk", 1)
    page = hidden(browser.get(home(vote, "vote/check/")))
    first, second = (browser.post(home(vote, "vote/check/"), page) for _ in range(2))
    assert receipt_in(first) == receipt_in(second)
    assert "it is counted once" in words_of(second)
    assert Ballot.objects.count() == Receipt.objects.count() == 1


def test_a_fourth_tick_is_kept_and_refused_with_a_sentence(vote, enter):
    browser = enter(a_neighbour())
    tick(browser, vote, "bostandyk", 0, 1, 2, go="districts")
    refused = tick(browser, vote, "almaly", 3)
    assert refused.status_code == 422
    assert "You have chosen 4 projects; at most 3 are possible" in words_of(refused)
    assert f'value="{vote.projects[3].pk}" checked' in refused.content.decode()
    front = browser.get(home(vote, "vote/"))
    assert "4 of 3 chosen" in words_of(front)
    assert "Cast my ballot" not in words_of(browser.get(home(vote, "vote/check/")))
    browser.post(home(vote, "vote/"), {"drop": vote.projects[0].pk})
    assert "3 of 3 chosen" in words_of(browser.get(home(vote, "vote/")))


def test_an_empty_ballot_is_not_asked_about(vote, enter):
    browser = enter(a_neighbour())
    refused = tick(browser, vote, "bostandyk")
    assert refused.status_code == 422
    assert "Choose at least one project" in words_of(refused)
    assert browser.get(home(vote, "vote/check/"))["Location"] == home(vote, "vote/")


def test_each_tick_is_kept_at_once_and_the_bar_says_how_many(vote, enter):
    person = a_neighbour()
    bar = enter(person).post(
        home(vote, "vote/in/bostandyk/"), {"project": [vote.projects[0].pk]}, headers={"HX-Request": "true"}
    )
    assert bar.content.decode().strip().startswith("<p")
    assert "1 of 3 chosen" in bar.content.decode()
    assert BallotDraft.objects.get().projects == [vote.projects[0].pk]
    another_device = enter(person)
    assert "1 of 3 chosen" in words_of(another_device.get(home(vote, "vote/")))


def test_searching_costs_no_mark(vote, enter):
    browser = enter(a_neighbour())
    to = tick(browser, vote, "bostandyk", 0, go="find", q="жарығы")["Location"]
    page = browser.get(to)
    assert "Жаяу жол жарығы" in words_of(page)
    assert "Аула балалар алаңы" not in words_of(page)
    browser.post(home(vote, "vote/in/bostandyk/"), {"shown": [vote.projects[1].pk], "project": [vote.projects[1].pk]})
    assert set(BallotDraft.objects.get().projects) == {vote.projects[0].pk, vote.projects[1].pk}


def test_a_project_is_found_by_its_number_and_by_words_of_its_text(vote, client):
    number = vote.projects[4].ballot_number
    assert "Гүлзар" in words_of(client.get(home(vote, f"vote/?q={number}")))
    assert "Found 5" in words_of(client.get(home(vote, "vote/?q=қарт")))
    for nothing in ("жоқсөз", "²²", "99999999999999999999999"):
        assert "No project has these words" in words_of(client.get(home(vote, f"vote/?q={nothing}")))


def test_a_guest_looks_around_and_is_asked_to_sign_in_and_comes_back(vote, client):
    page = client.get(home(vote, "vote/in/bostandyk/"))
    assert f"/en/account/login/?next={home(vote, 'vote/in/bostandyk/')}" in page.content.decode()
    assert 'type="checkbox"' not in page.content.decode()
    refused = client.post(home(vote, "vote/check/"), {"project": vote.projects[0].pk, "form_token": "x"})
    assert refused.status_code == 403
    assert not Ballot.objects.exists()


def test_somebody_without_a_document_reads_how_to_show_one(vote, enter):
    browser = enter(a_neighbour(verified=False))
    page = browser.get(home(vote, "vote/"))
    assert "One step is missing: your document" in words_of(page)
    assert tick(browser, vote, "bostandyk", 0).status_code == 422
    assert not BallotDraft.objects.exists()


def test_who_has_voted_online_or_on_paper_is_thanked(vote, enter):
    online, paper = a_neighbour(), a_neighbour()
    vote.cast(online, 0)
    papers.hand_out_form(
        call=vote.call, iin=str(paper.iin), office=vote.city.bodies["centre"], actor=vote.clerk, now=NOW
    )
    assert "Your ballot lies in the box with all the others" in words_of(enter(online).get(home(vote, "vote/")))
    assert "your vote is the one on paper" in words_of(enter(paper).get(home(vote, "vote/")))
    again = enter(online).post(home(vote, "vote/check/"), {"project": vote.projects[1].pk, "form_token": "other"})
    assert again["Location"] == home(vote, "vote/")
    assert Ballot.objects.count() == 1


def test_before_and_after_the_vote_the_page_says_when(vote, enter, at):
    browser = enter(a_neighbour())
    at(vote.call.votes_from - (NOW - vote.call.votes_from))
    assert "The vote begins on" in words_of(browser.get(home(vote, "vote/")))
    at(CLOSED)
    page = words_of(browser.get(home(vote, "vote/")))
    assert "The vote ended on" in page
    late = browser.post(home(vote, "vote/check/"), {"project": vote.projects[0].pk, "form_token": "late"})
    assert late["Location"] == home(vote, "vote/")
    assert not Ballot.objects.exists()


def test_a_project_withdrawn_meanwhile_costs_no_other_mark(vote, enter):
    browser = enter(a_neighbour())
    tick(browser, vote, "bostandyk", 0, 1)
    page = hidden(browser.get(home(vote, "vote/check/")))
    projects.withdraw_project(project=vote.projects[0], reason="Жер берілді.", actor=vote.head, now=NOW)
    refused = browser.post(home(vote, "vote/check/"), page)
    assert refused.status_code == 422
    assert "One of the projects you chose was withdrawn" in words_of(refused)
    assert set(BallotDraft.objects.get().projects) == {vote.projects[0].pk, vote.projects[1].pk}
    assert "Cast my ballot" not in words_of(refused)
    browser.post(home(vote, "vote/"), {"drop": vote.projects[0].pk})
    assert "You vote for 1 project" in words_of(browser.get(home(vote, "vote/check/")))
    listed = browser.get(home(vote, "vote/in/bostandyk/")).content.decode()
    assert f'value="{vote.projects[0].pk}"' not in listed, "it stands struck out and cannot be ticked"


def test_a_ranking_is_put_in_order_and_cast_in_it(the_city, enter):
    vote = a_vote(the_city, ballot_kind="ranking")
    browser = enter(a_neighbour())
    assert tick(browser, vote, "bostandyk", 0, 1, 2)["Location"] == home(vote, "vote/order/")
    browser.post(home(vote, "vote/order/"), {"up": vote.projects[2].pk})
    to = browser.post(home(vote, "vote/order/"), {"up": vote.projects[2].pk, "go": "check"})
    assert to["Location"] == home(vote, "vote/check/")
    browser.post(home(vote, "vote/check/"), hidden(browser.get(home(vote, "vote/check/"))))
    ranked = Ballot.objects.get().projects
    assert ranked[0] == vote.projects[2].pk
    assert len(ranked) == 3


def test_points_are_shared_out_and_too_many_come_back_with_a_sentence(the_city, enter):
    vote = a_vote(the_city, ballot_kind="points", points=10)
    first, second = (vote.projects[place].pk for place in (0, 1))
    browser = enter(a_neighbour())
    tick(browser, vote, "bostandyk", 0, 1)
    wrong = browser.post(home(vote, "vote/order/"), {f"points_{first}": "9", f"points_{second}": "4", "go": "check"})
    assert wrong.status_code == 422
    assert "You have given 13 points; there are 10" in words_of(wrong)
    assert 'value="9"' in wrong.content.decode()
    right = browser.post(home(vote, "vote/order/"), {f"points_{first}": "7", f"points_{second}": "3", "go": "check"})
    assert right["Location"] == home(vote, "vote/check/")
    browser.post(home(vote, "vote/check/"), hidden(browser.get(home(vote, "vote/check/"))))
    cast = Ballot.objects.get()
    assert dict(zip(cast.projects, cast.points, strict=True)) == {first: 7, second: 3}


@pytest.mark.parametrize("rest", ["vote/", "vote/in/bostandyk/"])
def test_the_ballot_costs_the_same_for_one_and_for_three_projects(the_city, enter, django_assert_num_queries, rest):
    few = a_vote(the_city, plan=[("bostandyk", "Алаң", 1_000_000)])
    many = a_vote(the_city, plan=[("bostandyk", f"Алаң {n}", 1_000_000) for n in range(3)])
    browser = enter(a_neighbour())
    for vote in (few, many):
        browser.get(home(vote, rest))
        with django_assert_num_queries(9):
            browser.get(home(vote, rest))


def test_a_district_that_is_none_is_not_there(vote, client):
    assert client.get(home(vote, "vote/in/nowhere/")).status_code == 404
    assert client.get("/en/budgets/no-such-call/vote/").status_code == 404
