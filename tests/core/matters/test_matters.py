"""Cards: numbers without gaps, places whole, followers and links once, and "not yours" looks like "not there"."""

from datetime import timedelta

import h3
import pytest
from django.db import transaction

from ortaq.core.matters import queries, rules, services
from ortaq.core.matters.models import Follower, Link, Matter, NumberSeries
from ortaq.core.people.actor import GUEST, Actor, HeldOffice, Role, system
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import Refused
from tests.conftest import NOW
from tests.records import at_once

pytestmark = pytest.mark.django_db
ME = {"actor": system("test"), "now": NOW}


def a_person():
    return Person.objects.create(name="Айгүл (demo)", created_at=NOW, demo=True)


def a_matter(**more):
    facts = {
        "kind": "appeal", "series": "appeal-2026", "title": "Шұңқыр", "language": "kk", "channel": "web",
        "stage": "received", "visibility": "public",
    }  # fmt: skip
    return services.open_matter(**(facts | more), **ME)


def test_numbers_have_no_gaps_and_a_series_its_own_count():
    assert [a_matter().number for _ in range(3)] == ["2026-000001", "2026-000002", "2026-000003"]
    assert a_matter(series="appeal-2027").number == "2027-000001"
    assert services.reserve_numbers(series="appeal-2026", count=4, **ME) == range(4, 8)
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012, the story is that both go
        a_matter()
        1 / 0  # noqa: B018, an accident
    assert a_matter().number == "2026-000008"


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_different_numbers():
    at_once(lambda: [a_matter() for _ in range(5)])
    assert sorted(Matter.objects.values_list("number", flat=True)) == [f"2026-{n:06d}" for n in range(1, 21)]
    assert NumberSeries.objects.get().last == 20


def test_a_place_lies_in_its_cells():
    matter = a_matter(lon=76.905, lat=43.205)
    assert matter.h3_9 == int(h3.latlng_to_cell(43.205, 76.905, 9), 16)
    assert matter.h3_7 == int(h3.cell_to_parent(f"{matter.h3_9:x}", 7), 16)
    assert (a_matter().h3_7, a_matter().h3_9) == (None, None)
    assert rules.number_in("idea-i2026", 7) == "i2026-000007"


def test_a_long_title_is_cut_and_a_card_moves():
    matter = a_matter(title="ә" * 500)
    assert len(Matter.objects.get().title) == 200
    services.move(matter=matter, stage="answered", actor=system("test"), now=NOW + timedelta(days=1))
    matter.refresh_from_db()
    assert (matter.stage, matter.visibility, matter.changed_at) == ("answered", "public", NOW + timedelta(days=1))
    services.move(matter=matter, visibility="held", **ME)
    assert Matter.objects.get().visibility == "held"


def test_who_sees_what():
    person = a_person()
    public, held, private = (a_matter(visibility=visibility) for visibility in ("public", "held", "private"))
    own = a_matter(visibility="private", opened_by=person)
    moderator = HeldOffice(Role.MODERATOR, 1, "centre")
    officer = HeldOffice(Role.OFFICER, 1, "centre")
    everything = {public, held, private, own}
    for actor, seen in [
        (GUEST, {public}),
        (Actor(person_id=person.pk), {public, own}),
        (Actor(person_id=0, offices=(officer,), strong=True), {public}),
        (Actor(person_id=0, offices=(moderator,), strong=False), {public}),
        (Actor(person_id=0, offices=(moderator,), strong=True), everything),
        (system("clock"), everything),
    ]:
        assert set(queries.visible(actor)) == seen
        assert {matter for matter in everything if queries.get(matter.number, actor)} == seen
    assert set(queries.visible(GUEST, kinds=["idea"])) == set()
    assert queries.get("2026-999999", system("x")) is None


def test_following_and_linking_twice_changes_nothing():
    person, one, other = a_person(), a_matter(), a_matter()
    reader = Actor(person_id=person.pk)
    assert services.follow(matter=one, person=person, **ME) is True
    assert services.follow(matter=one, person=person, **ME) is False
    assert queries.follows(one, reader)
    assert not queries.follows(other, reader)
    assert queries.follower_ids(one.pk) == [person.pk]
    assert services.unfollow(matter=one, person=person, **ME) is True
    assert services.unfollow(matter=one, person=person, **ME) is False
    assert not Follower.objects.exists()
    link = services.link(origin=one, result=other, **ME)
    assert services.link(origin=one, result=other, **ME).pk == link.pk
    assert queries.links_of(other, GUEST) == [link]
    services.move(matter=one, visibility="held", **ME)
    assert queries.links_of(other, GUEST) == [], "a link does not tell of a matter that is not seen"
    with pytest.raises(Refused):
        services.link(origin=one, result=one, **ME)
    assert Link.objects.count() == 1


def test_what_is_opened_in_bulk_is_what_one_by_one_would_be():
    a_matter()
    earlier = NOW - timedelta(days=300)
    opening = services.Opening(
        title="Шұңқыр", language="kk", opened_at=earlier, channel="import", stage="received", visibility="public",
        lon=76.905, lat=43.205,
    )  # fmt: skip
    nowhere = services.Opening(
        title="ә" * 300, language="ru", opened_at=earlier, channel="import", stage="received", visibility="held",
        changed_at=NOW,
    )  # fmt: skip
    opened = services.open_many(kind="appeal", series="appeal-2026", openings=[opening, nowhere], **ME)
    assert [card.number for card in opened] == ["2026-000002", "2026-000003"]
    first, second = (Matter.objects.get(pk=card.matter_id) for card in opened)
    single = a_matter(lon=76.905, lat=43.205, opened_at=earlier, channel="import")
    assert single.number == "2026-000004"
    assert single.pk > second.pk
    for field in ("kind", "title", "language", "lon", "lat", "h3_7", "h3_9", "opened_at", "channel", "stage"):
        assert getattr(first, field) == getattr(single, field), field
    assert (first.changed_at, second.changed_at, len(second.title), second.h3_7) == (earlier, NOW, 200, None)
    assert services.open_many(kind="appeal", series="appeal-2026", openings=[], **ME) == []


def test_what_changed_for_a_person_is_her_own_and_what_she_follows():
    person = a_person()
    own, followed, foreign = a_matter(opened_by=person), a_matter(), a_matter()
    services.follow(matter=followed, person=person, **ME)
    services.move(matter=own, stage="answered", actor=system("x"), now=NOW + timedelta(days=2))
    week = NOW + timedelta(days=1), NOW + timedelta(days=8)
    assert queries.changed_for(person.pk, *week) == [own]
    services.move(matter=followed, stage="answered", actor=system("x"), now=NOW + timedelta(days=3))
    services.move(matter=foreign, stage="answered", actor=system("x"), now=NOW + timedelta(days=3))
    assert queries.changed_for(person.pk, *week) == [followed, own]
    assert queries.changed_for(person.pk, NOW + timedelta(days=3), week[1]) == [followed]


def test_what_left_the_public_view_is_told_to_followers_no_more():
    follower, matter = a_person(), a_matter()
    services.follow(matter=matter, person=follower, actor=GUEST, now=NOW)
    week = (NOW - timedelta(days=7), NOW + timedelta(days=7))
    assert queries.changed_for(follower.pk, *week) == [matter]
    services.move(matter=matter, visibility="held", actor=system("test"), now=NOW)
    assert queries.changed_for(follower.pk, *week) == []
