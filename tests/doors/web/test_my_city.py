"""My city: what somebody put forward and whether she voted; around a place: said, planned, decided, built."""

from typing import TYPE_CHECKING, Any

import pytest

from tests import factories
from tests.civic.budgets.ballot_box import a_neighbour, a_vote
from tests.records import an_account, sign_in

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
OK = 200


def test_votes_say_whether_and_never_how(client: "Client", the_city: Any, django_assert_max_num_queries: Any) -> None:
    from ortaq.core.people.models import Account

    vote = a_vote(the_city)
    voter = a_neighbour()
    vote.cast(voter, 0)
    account = Account.objects.filter(person=voter).first()
    sign_in(client, account or an_account(voter))
    with django_assert_max_num_queries(11):
        page = client.get("/en/my/votes/").content.decode()
    assert "You have voted" in page
    assert "You have not voted" not in page
    assert vote.projects[0].matter.title not in page


def test_who_has_not_voted_is_told_so_and_a_guest_signs_in(client: "Client", the_city: Any) -> None:
    a_vote(the_city)
    assert client.get("/en/my/votes/").status_code == 302
    assert client.get("/en/my/words/").status_code == 302
    sign_in(client, an_account(factories.a_person()))
    assert "You have not voted" in client.get("/en/my/votes/").content.decode()
    assert "You have put forward nothing yet" in client.get("/en/my/words/").content.decode()


def test_around_a_place_stand_works_and_what_a_plan_says_of_it(client: "Client") -> None:
    from shapely.geometry import box

    from tests.civic.plans import maps, stories

    city = factories.city()
    lon, lat = factories.BOSTANDYK
    work = factories.a_work(city, lon=lon, lat=lat)
    plan, officer = stories.a_plan(body=city.bodies["akimat-bostandyk"])
    maps.a_table()
    version = stories.a_version(plan)
    maps.drawn(version, officer, ({"code": "R", "key": "r-1"}, box(lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01)))
    stories.shown(version)
    page = client.get(f"/en/place/?lon={lon}&lat={lat}").content.decode()
    assert f"/en/works/{work.matter.number}/" in page
    assert f"/en/plans/{plan.code}/{version.number}/zones/r-1/" in page
    far = client.get(f"/en/place/?lon={lon + 0.05}&lat={lat}").content.decode()
    assert work.matter.number not in far
    district = client.get("/en/place/?district=almaty.bostandyk")
    assert district.status_code == OK


def test_around_a_place_with_an_idea_nobody_says_that_nothing_was_said(client: "Client") -> None:
    from ortaq.core.matters.models import Matter
    from tests.civic.dialogue import fate_stories, stories

    factories.city()
    lon, lat = factories.BOSTANDYK
    assert "Nobody has said anything here yet" in client.get(f"/en/place/?lon={lon}&lat={lat}").content.decode()
    idea = fate_stories.an_idea(stories.a_process(code="green")[0])
    Matter.objects.filter(pk=idea.matter_id).update(lon=lon, lat=lat, h3_7=1, h3_9=1)
    page = client.get(f"/en/place/?lon={lon}&lat={lat}").content.decode()
    assert idea.matter.number in page
    assert "Nobody has said anything here yet" not in page


def test_the_first_page_says_until_when_one_can_speak_about_a_plan(client: "Client") -> None:
    from datetime import timedelta

    from django.utils import timezone

    from tests.civic.plans import stories

    city = factories.city()
    plan, _officer = stories.a_plan(body=city.bodies["akimat-bostandyk"])
    version = stories.a_version(plan, remarks_until=timezone.localdate() + timedelta(days=3))
    stories.a_paragraph(version, "1", "Қала өседі.", ru="Город растёт.")
    stories.shown(version)
    page = client.get("/en/").content.decode()
    assert f"/en/plans/{plan.code}/1/remarks/" in page
