"""What everybody reads of a process: the lists, its page, its timeline."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from tests.civic.dialogue import stories, texts
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def read(path: str, language: str = "en", status: int = 200) -> str:
    response = Client().get(f"/{language}/dialogue/{path}")
    assert response.status_code == status
    return response.content.decode()


def test_processes_stand_under_what_a_resident_can_do_with_them(clock: Any) -> None:
    process, _officer = stories.a_process()
    draft, _ = stories.a_process(body=process.body, listed=False, state="draft")
    page = read("")
    assert page.index("You can take part now") < page.index(process.code)
    assert "until <time" in page
    assert draft.code not in page
    clock.now = stories.VOTED
    assert "Nothing is being discussed just now" in read("")
    clock.now = NOW - 2 * DAY
    assert "Begins soon" in read("")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_three(rows: int, django_assert_num_queries: Any) -> None:
    first, _ = stories.a_process()
    for _more in range(rows - 1):
        stories.a_process(body=first.body)
    with django_assert_num_queries(3):  # active ones, their phases, closed ones (none: no phases)
        assert Client().get("/en/dialogue/").status_code == 200


def test_a_draft_is_not_there_for_anyone_but_its_organisers() -> None:
    process, officer = stories.a_process(listed=False, state="draft")
    for tail in ("", "timeline/", "read/", "card.png"):
        read(f"{process.code}/{tail}", status=404)
    client = signed_in(officer)
    assert "draft" in client.get(f"/en/dialogue/{process.code}/").content.decode()
    assert client.get(f"/en/dialogue/{process.code}/card.png")["Cache-Control"] == "private, no-store"


def signed_in(actor: Any) -> Client:
    from ortaq.core.people.queries import person_by_id
    from tests import records

    client = Client()
    records.sign_in(client, records.an_account(person_by_id(actor.person_id)), strong=True)
    return client


def test_the_page_says_what_can_be_done_until_when_by_the_process_own_clock(clock: Any) -> None:
    asked = {"kk": "Мұнда не жетіспейді?", "en": "What is missing here?"}
    process, _officer = stories.a_process(question=asked, time_zone="UTC")
    page = read(f"{process.code}/")
    assert "What is missing here?" in page
    assert "11 March 2027, 05:00 (UTC+0)" in page  # 10:00 in Almaty
    assert "Send an idea" in page
    assert "Agree or disagree" in page
    assert 'property="og:title" content="Green corridor"' in page
    assert f'property="og:image" content="http://testserver/en/dialogue/{process.code}/card.png"' in page
    clock.now = stories.COLLECTED
    assert "Send an idea" not in read(f"{process.code}/")
    clock.now = stories.VOTED
    page = read(f"{process.code}/")
    assert "Agree or disagree" not in page
    assert 'aria-current="step"' in page  # the city answers


def test_a_closed_process_offers_nothing_and_says_what_came_of_it() -> None:
    process, _officer = stories.a_process(
        state="closed", closed_at=stories.VOTED, report={"en": "Three ideas are being built."}
    )
    page = read(f"{process.code}/")
    assert "Three ideas are being built." in page
    assert "Send an idea" not in page
    assert process.code in read("").partition("Finished")[2]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_with_one_text_and_with_three(rows: int, django_assert_num_queries: Any) -> None:
    process, officer = stories.a_process()
    for _each in range(rows):
        for kind in ("explainer", "news", "partner"):
            texts.shown(process, officer, kind)
    for number in range(rows):
        texts.a_forum(process, officer, NOW + (5 + number) * DAY)
    with django_assert_num_queries(8):  # process, texts, forums (2), phases for the list, doors and tabs, what it has
        assert Client().get(f"/en/dialogue/{process.code}/").status_code == 200
    with django_assert_num_queries(4):
        assert Client().get(f"/en/dialogue/{process.code}/read/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_timeline_tells_everything_in_order_at_one_price(rows: int, django_assert_num_queries: Any) -> None:
    from ortaq.civic.dialogue.models import OpinionCount
    from ortaq.core.decisions import services as decisions
    from ortaq.core.people.actor import system

    process, officer = stories.a_process(state="closed", closed_at=NOW + 60 * DAY)
    for number in range(rows):
        texts.shown(process, officer, "news", now=NOW + number * DAY)
        texts.a_forum(process, officer, NOW + (5 + number) * DAY)
        texts.answered(process, number + 1, at=NOW + (30 + number) * DAY)
        record = decisions.announce(
            rule="lot.order", version=1, case={"entries": [str(number)]}, title={"en": "G"}, actor=system("t"), now=NOW
        )
        OpinionCount.objects.create(
            process=process, decision=record, votes=900, people=120, counted_at=NOW + (12 + number) * DAY
        )
    texts.answered(process, 9, at=NOW + 30 * DAY + timedelta(hours=1))
    with django_assert_num_queries(9):  # process, six kinds of events, tabs
        page = Client().get(f"/en/dialogue/{process.code}/timeline/").content.decode()
    told = ["What is a corridor?", "Forum of Bostandyk", "the votes of 120 people", "2 answers given", "is closed"]
    places = [page.index(words) for words in told]
    assert places == sorted(places)
    assert page.count("1 answer given") == rows - 1


def test_the_timeline_says_why_the_plan_was_moved_and_a_text_taken_back() -> None:
    from ortaq.civic.dialogue.rules.processes import Stretch
    from ortaq.civic.dialogue.services import contents, processes

    process, officer = stories.a_process()
    later = Stretch("collect", NOW - DAY, stories.VOTED)
    processes.change_phase(
        process=process, position=0, phase=later, reason="Наурыз мерекесі <b>", actor=officer, now=NOW
    )
    news = texts.shown(process, officer, "news")
    contents.withdraw_content(content=news, reason="Күні қате", actor=officer, now=NOW + DAY)
    due = {"answers_due_on": stories.ANSWERED.date()}
    processes.change_process(process=process, changes=due, reason="Ұсыныс көп", actor=officer, now=NOW + DAY)
    page = read(f"{process.code}/timeline/")
    assert "The plan was changed: We collect ideas" in page
    assert "The plan was changed: the day of the answers" in page
    assert "20 April 2027</time>" in page
    assert "Ұсыныс көп" in page
    assert "Наурыз мерекесі &lt;b&gt;" in page
    assert "11 March 2027, 10:00 (UTC+5)</time> → <time" in page
    assert "Taken back: News" in page
    assert "Күні қате" in page
    assert "What is a corridor?" not in page


def test_a_text_has_a_page_of_its_own_in_the_language_it_can_be_read_in() -> None:
    process, officer = stories.a_process()
    content = texts.shown(process, officer, "explainer", states={"ru": "machine"})
    path = f"{process.code}/read/{content.code}/"
    assert 'class="notice info"' not in read(path, "kk")
    assert 'class="notice info"' in read(path, "ru")  # a machine's words are called so
    english = read(path, "en")
    assert "This text is not in your language yet." in english
    assert '<h1 lang="kk">' in english
    read(f"{process.code}/read/nothing/", status=404)


def test_a_card_is_a_picture_of_the_size_networks_show_and_is_drawn_once() -> None:
    from ortaq.civic.dialogue.pages import cards

    process, officer = stories.a_process()
    content = texts.shown(process, officer, "news")
    cards.draw.cache_clear()
    for path in (f"{process.code}/card.png", f"{process.code}/read/{content.code}/card.png"):
        first, second = (Client().get(f"/kk/dialogue/{path}") for _twice in range(2))
        assert first["Content-Type"] == "image/png"
        assert first["Cache-Control"] == "public, max-age=3600"
        assert first.content == second.content
        assert Image.open(BytesIO(first.content)).size == (1200, 630)
        assert len(first.content) < 40_000
    assert cards.draw.cache_info().misses == 2


@pytest.mark.parametrize("title", ["Дәліз", "Есентай " * 40, "Ж" * 400, ""])
def test_a_card_holds_any_title(title: str) -> None:
    from ortaq.civic.dialogue.pages import cards

    assert Image.open(BytesIO(cards.draw("Диалог", title, "Әкімдік", "Алматы"))).size == (1200, 630)


def test_what_runs_is_given_to_the_home_page_nearest_end_first(django_assert_num_queries: Any) -> None:
    from ortaq.civic.dialogue.models import Phase
    from ortaq.civic.dialogue.queries.listing import running

    later, _ = stories.a_process()
    sooner, _ = stories.a_process(body=later.body)
    Phase.objects.filter(process=sooner, kind="vote").update(closes_at=NOW + DAY)
    stories.a_process(body=later.body, state="closed", closed_at=NOW)
    with django_assert_num_queries(2):
        found = running(NOW)
    assert [one.process for one in found] == [sooner, later]
    assert found[0].running.kind == "vote"
    assert running(stories.ANSWERED) == []


def test_the_search_leads_to_a_process() -> None:
    from ortaq.core.matters import addresses

    process, _officer = stories.a_process()
    assert addresses.of([process.matter])[process.pk].endswith(f"/dialogue/{process.code}/")


def test_every_view_and_every_door_of_a_process_opens() -> None:
    process, officer = stories.a_process()
    texts.shown(process, officer)
    texts.a_forum(process, officer, NOW + DAY)
    texts.answered(process, 1, at=NOW)
    client, page = Client(), read(f"{process.code}/")
    inside = set(re.findall(rf'href="(/en/(?:dialogue/{process.code}|forums)/[^"]*)"', page))
    tails = {"", "ideas/", "ideas/new/", "statements/", "forums/", "answers/", "read/", "timeline/"}
    assert {f"/en/dialogue/{process.code}/{tail}" for tail in tails} <= inside
    assert {path: client.get(path, follow=True).status_code for path in inside} == dict.fromkeys(inside, 200)


def test_a_view_of_what_a_process_does_not_have_is_left_out() -> None:
    from ortaq.civic.dialogue.models import Phase

    process, _officer = stories.a_process()
    Phase.objects.filter(process=process).update(allows=[])
    page = read(f"{process.code}/")
    assert "timeline/" in page
    for tail in ("ideas/", "statements/", "forums/", "answers/", "read/"):
        assert f"/dialogue/{process.code}/{tail}" not in page
