"""Calls and one call: money, dates, what can be done now, projects; and nothing of the vote before it is closed."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from ortaq.civic.budgets.models import Call
from ortaq.civic.budgets.rules.calls import Stage
from tests.civic.budgets.ballot_box import CHECKING, COLLECTING, a_call, a_neighbour, a_project, check
from tests.conftest import NOW


def words_of(response) -> str:
    main = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def home(vote, rest="", language="en"):
    return f"/{language}/budgets/{vote.call.code}/{rest}"


def test_the_list_of_calls_parts_what_is_decided_now_from_what_was(client, vote):
    before = words_of(client.get("/en/budgets/"))
    assert "Being decided now Participatory budget" in before
    vote.count()
    after = words_of(client.get("/en/budgets/"))
    assert "Nothing is being decided" in after
    assert "Decided before" in after


def test_a_call_nobody_opened_is_not_there(client, the_city):
    hidden = a_call(the_city)
    assert client.get(home(hidden)).status_code == 404
    assert "Participatory budget" not in words_of(client.get("/en/budgets/")).split("Being decided now")[1]


def test_a_call_says_what_can_be_done_now_at_each_of_its_stages(client, vote, at):
    assert "Vote now" in words_of(client.get(home(vote)))
    at(NOW - (NOW - CHECKING) / 2)
    assert "The vote begins on" in words_of(client.get(home(vote)))
    Call.objects.update(state=Stage.COLLECTING.value)
    at(COLLECTING)
    assert "Propose a project" in words_of(client.get(home(vote)))
    at(NOW)
    Call.objects.update(state=Stage.CLOSED.value)
    assert "Paper forms are being keyed" in words_of(client.get(home(vote)))


def test_a_call_leads_to_what_came_of_it_and_what_measures_that(client, vote):
    assert (
        f'href="/en/thread/{vote.call.matter.number}/"' in client.get(f"/en/budgets/{vote.call.code}/").content.decode()
    )


def test_projects_are_narrowed_by_district_category_and_words(client, vote):
    assert "Гүлзар" in words_of(client.get(home(vote, "?district=kz.almaty.medeu")))
    assert "Аула" not in words_of(client.get(home(vote, "?district=kz.almaty.medeu")))
    assert "Гүлзар" not in words_of(client.get(home(vote, "?category=parks")))
    found = words_of(client.get(home(vote, "?q=орындық")))
    assert "Саябақ орындықтары" in found
    assert "Гүлзар" not in found
    nothing = words_of(client.get(home(vote, "?q=жоқсөз")))
    assert "Nothing fits this choice" in nothing
    wrong = client.get(home(vote, "?district=kz.mars&page=999999999"))
    assert "There is no such district" in words_of(wrong)


def test_a_long_list_goes_on_from_page_to_page(client, the_city, monkeypatch):
    monkeypatch.setattr("ortaq.civic.budgets.pages.calls.AT_ONCE", 2)
    vote = a_call(the_city)
    Call.objects.update(state=Stage.COLLECTING.value)
    vote.fresh()
    for n in range(5):
        a_project(vote, title=f"Алаң {n}")
    titles = []
    for page in range(3):
        response = client.get(home(vote, f"?page={page}&category=playgrounds"))
        titles += re.findall(r"Алаң \d", words_of(response))
        assert ("Next page" in words_of(response)) == (page < 2)
        assert ("Previous page" in words_of(response)) == (page > 0)
    assert sorted(titles) == [f"Алаң {n}" for n in range(5)]


def test_one_and_three_projects_cost_the_same(client, the_city, django_assert_num_queries):
    vote = a_call(the_city)
    Call.objects.update(state=Stage.COLLECTING.value)
    vote.fresh()
    a_project(vote)
    client.get(home(vote))
    with django_assert_num_queries(4):
        client.get(home(vote))
    for district in ("almaly", "medeu"):
        check(vote, a_project(vote, district))
    with django_assert_num_queries(4):
        client.get(home(vote))


def test_one_and_three_calls_cost_the_same(client, the_city, django_assert_num_queries):
    a_call(the_city)
    Call.objects.update(state=Stage.COLLECTING.value)
    with django_assert_num_queries(1):
        client.get("/en/budgets/")
    a_call(the_city)
    a_call(the_city)
    Call.objects.update(state=Stage.COLLECTING.value)
    with django_assert_num_queries(1):
        client.get("/en/budgets/")


PAGES = ("", "vote/", "vote/in/bostandyk/", "results/", "results/bostandyk/", "receipt/", "receipts.txt", "protocol.pdf",
         "results/bostandyk.pb", "?q=алаң", "vote/?q=алаң", "new/")  # fmt: skip
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_page_changes_by_a_letter_while_people_vote(vote, language):
    """Whoever looks before and after forty ballots sees the same pages: no totals, no order, no turnout."""
    project = vote.projects[0].matter.number
    paths = [home(vote, rest, language) for rest in (*PAGES, f"projects/{project}/", f"projects/{project}/place.json")]
    paths += [f"/{language}/budgets/"]

    def look():
        cache.clear()
        return {path: TOKEN.sub("", Client().get(path).content.decode("utf-8", "replace")) for path in paths}

    before = look()
    for n in range(40):
        vote.cast(a_neighbour(), 0 if n % 4 else 1)
    assert look() == before
