"""The story of a card for people and for machines."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tests.conftest import NOW

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def built() -> Any:
    """A work that came of two appeals."""
    from ortaq.civic.works import services
    from ortaq.core.matters import services as matters
    from ortaq.core.people.actor import system

    city, me = factories.city(), system("test")
    work = services.open_work(
        kind="playground", title={"kk": "Ойын алаңы", "ru": "Площадка", "en": "Playground"}, language="kk",
        body=city.bodies["akimat-bostandyk"], note="Аула тұрғындары сұрады.", actor=me, now=NOW,
    )  # fmt: skip
    for _number in range(2):
        appeal = factories.an_appeal(city, topic="other")
        matters.move(matter=appeal.matter, visibility="public", actor=me, now=NOW)
        matters.link(origin=appeal.matter, result=work.matter, actor=me, now=NOW)
    return work


def test_the_page_tells_what_was_said_and_what_was_built(client: "Client", built: Any) -> None:
    page = client.get(f"/en/thread/{built.matter.number}/").content.decode()
    assert page.index("An appeal was filed") < page.index("Stage: idea")
    assert page.count("An appeal was filed") == 2
    assert "Still ahead: Measured</p>" in page, "what is built already has no talk ahead"


def test_machines_get_the_same(client: "Client", built: Any) -> None:
    told = client.get(f"/en/thread/{built.matter.number}.json").json()
    parts = {part["part"]: part["moments"] for part in told["parts"]}
    assert list(parts) == ["said", "discussed", "decided", "built", "measured"]
    assert [len(moments) for moments in parts.values()] == [2, 0, 0, 1, 0]
    assert not any(moment["who"] for moment in parts["said"]), "residents said it, whichever body it was said to"
    assert parts["built"][0]["who"]["en"]
    assert parts["built"][0]["page"].endswith(f"/en/works/{built.matter.number}/")


def test_what_is_not_public_has_no_story_for_a_guest(client: "Client", built: Any) -> None:
    from ortaq.core.matters import services as matters
    from ortaq.core.people.actor import system

    matters.move(matter=built.matter, visibility="held", actor=system("test"), now=NOW)
    assert client.get(f"/en/thread/{built.matter.number}/").status_code == 404
    assert client.get("/en/thread/2026-999999.json").status_code == 404


def said(work: Any, appeals: int, ideas: int = 0) -> None:
    """So many people asked for the work, each on a card of her own."""
    from ortaq.core.journal import services as journal
    from ortaq.core.matters import services as matters
    from ortaq.core.people.actor import system
    from ortaq.journeys import tying

    me, cards = system("test"), []
    for kind, act, count in (("appeal", "appeal.opened", appeals), ("idea", "idea.posted", ideas)):
        for _number in range(count):
            card = matters.open_matter(
                kind=kind, series=f"{kind}-{kind[0]}2026", title="Алаң керек", language="kk", channel="portal",
                stage="open", visibility="public", actor=me, now=NOW,
            )  # fmt: skip
            journal.write(act=act, matter=card, actor=me, now=NOW)
            cards.append(card)
    tying.tie(origins=cards, result=work.matter, body=work.body, actor=me, now=NOW)


@pytest.mark.parametrize("origins", [1, 3, 500])
def test_many_origins_cost_no_more_statements(
    client: "Client", built: Any, origins: int, django_assert_num_queries: Any
) -> None:
    said(built, origins)
    # the card, two steps up, one down, the journal, who supports, who wrote
    with django_assert_num_queries(7):
        page = client.get(f"/en/thread/{built.matter.number}/")
    assert page.status_code == 200


def test_five_hundred_words_are_summed_up_and_stand_on_pages_of_their_own(
    client: "Client", built: Any, django_assert_num_queries: Any
) -> None:
    said(built, 298, 200)
    here = f"/en/thread/{built.matter.number}/"
    with django_assert_num_queries(8):  # one more than of appeals alone: ideas have addresses of their own
        page = client.get(here).content.decode()
    assert "It came of 498 words of residents" in page
    assert page.count("<li") < 50, "the story, not the list"
    words = " ".join(page.split())
    assert '<dt>An appeal was filed</dt><dd class="nowrap">300</dd>' in words
    assert '<dt>An idea was posted</dt><dd class="nowrap">200</dd>' in words
    assert f'href="{here}?part=said">496 more' in page
    first, last = client.get(f"{here}?part=said"), client.get(f"{here}?part=said&from=400")
    assert first.content.decode().count('class="what"') == 200
    assert last.content.decode().count('class="what"') == 100
    assert "401–500 of 500" in last.content.decode()


def test_the_page_of_a_work_names_five_words_and_leads_to_the_others(client: "Client", built: Any) -> None:
    said(built, 6)  # and two before
    page = client.get(f"/en/works/{built.matter.number}/").content.decode()
    assert page.count('<span class="meta">№') == 5
    assert f'href="/en/thread/{built.matter.number}/?part=said">3 more' in page


@pytest.mark.parametrize("asked", ["part=rumours", "part=said&from=x", "part=said&from=99999", "part=measured"])
def test_a_part_that_is_not_there_breaks_nothing(client: "Client", built: Any, asked: str) -> None:
    assert client.get(f"/en/thread/{built.matter.number}/?{asked}").status_code == 200


def test_the_cards_own_moments_stand_in_the_story_however_many_others_there_are(client: "Client", built: Any) -> None:
    from ortaq.core.matters.models import Matter

    said(built, 20)
    last = Matter.objects.filter(kind="appeal").order_by("-pk").first()
    assert last is not None
    page = client.get(f"/en/thread/{last.number}/").content.decode()
    assert page.count('class="done here"') == 1


def test_feeds_tell_the_newest_first(client: "Client", built: Any) -> None:
    said = client.get("/en/feeds/said.atom").content.decode()
    assert (said.count("<entry>"), said.count("An appeal was filed")) == (2, 2)
    way = client.get(f"/kk/thread/{built.matter.number}.atom")
    assert way["Content-Type"].startswith("application/atom+xml")
    assert way.content.decode().count("<entry>") == 3
    assert client.get("/en/feeds/rumours.atom").status_code == 404


def test_a_feed_tells_nothing_that_is_not_public(client: "Client", built: Any) -> None:
    from ortaq.core.matters import services as matters
    from ortaq.core.matters.models import Matter
    from ortaq.core.people.actor import system

    for card in Matter.objects.all():
        matters.move(matter=card, visibility="held", actor=system("test"), now=NOW)
    assert client.get("/en/feeds/said.atom").content.decode().count("<entry>") == 0
    assert client.get(f"/en/thread/{built.matter.number}.atom").status_code == 404


def test_the_dates_of_the_city_can_be_subscribed_to(client: "Client", monkeypatch: pytest.MonkeyPatch) -> None:
    from ortaq.doors.web.pages import dates
    from tests.civic.contests import stories

    contest, _head = stories.a_contest()
    monkeypatch.setattr(dates, "timezone", SimpleNamespace(now=lambda: NOW))
    told = client.get("/ru/decides.ics")
    assert told["Content-Type"].startswith("text/calendar")
    assert f"/ru/contests/{contest.code}/" in told.content.decode().replace("\r\n ", "")
    assert told.content.decode().count("BEGIN:VEVENT") == 1
