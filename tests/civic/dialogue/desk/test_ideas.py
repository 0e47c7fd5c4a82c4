"""A moderator looks at ideas, joins them, answers objections; an organiser enters shares of the residents."""

import pytest
from django.test import Client

from ortaq.civic.dialogue.models import CensusShare, Idea, Joining
from ortaq.civic.dialogue.services import ideas, joining
from ortaq.core.people.models import Account, Person
from tests import records
from tests.civic.dialogue import stories
from tests.civic.dialogue.idea_stories import TITLE, a_resident, an_idea, supported, supporters
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def entered(actor):
    client = Client()
    person = Person.objects.get(pk=actor.person_id)
    account = Account.objects.filter(person=person).first() or records.an_account(person)
    records.sign_in(client, account, strong=True)
    return client


def words(response):
    return " ".join(response.content.decode().split())


def at(process, rest=""):
    return f"/en/desk/dialogue/{process.code}/ideas/{rest}"


def test_a_held_idea_waits_and_is_shown(clock):
    process, officer = stories.a_process(moderation="before")
    idea = an_idea(process)
    client = entered(officer)
    queue = words(client.get(at(process)))
    assert TITLE in queue
    assert idea.public_text in words(client.get(at(process, f"{idea.matter.number}/")))
    client.post(at(process, f"{idea.matter.number}/show/"))
    assert Idea.objects.get().state == "shown"
    assert TITLE not in words(client.get(at(process, "?state=held")))
    again = client.post(at(process, f"{idea.matter.number}/show/"))
    assert again.status_code == 302


@pytest.mark.parametrize(("way", "state"), [("hold", "held"), ("reject", "rejected")])
def test_an_idea_is_taken_from_view_with_a_reason(way, state):
    process, officer = stories.a_process()
    idea = an_idea(process)
    client, address = entered(officer), at(process, f"{idea.matter.number}/{way}/")
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "а" * 301}).status_code == 422
    assert client.post(address, {"reason": "Жарнама"}).status_code == 302
    assert (Idea.objects.get().state, Idea.objects.get().reason) == (state, "Жарнама")
    if way == "reject":
        assert client.post(address, {"reason": "Тағы"}).status_code == 409


def test_ticked_ideas_are_joined_into_one():
    process, officer = stories.a_process()
    root, first, second = (an_idea(process) for _ in range(3))
    her = a_resident()
    for idea in (root, first, second):
        supported(idea, her)
    client = entered(officer)
    numbers = [idea.matter.number for idea in (root, first, second)]
    asked = client.get(at(process, "join/"), {"idea": numbers})
    assert all(number in words(asked) for number in numbers)
    wrong = client.post(at(process, "join/"), {"idea": numbers, "into": "i2027-999999", "reason": "Бір жол"})
    assert wrong.status_code == 422
    assert "no idea with this number" in words(wrong)
    done = client.post(at(process, "join/"), {"idea": numbers, "into": numbers[0], "reason": "Бір жол"}, follow=True)
    assert "2 ideas are joined" in words(done)
    assert (supporters(root), Idea.objects.filter(root=root.pk).count()) == (1, 2)
    nothing = client.post(at(process, "join/"), {"into": numbers[0], "reason": "Бір жол"})
    assert "Choose the ideas" in words(nothing)
    twice = client.post(at(process, "join/"), {"idea": numbers[1], "into": numbers[0], "reason": "Бір жол"})
    assert twice.status_code == 422
    assert "is joined into another one" in words(twice)


@pytest.mark.parametrize(("upheld", "state"), [("yes", "undone"), ("no", "standing")])
def test_an_objection_is_answered(upheld, state):
    process, officer = stories.a_process()
    author = a_resident()
    root, part = an_idea(process), an_idea(process, actor=author)
    (made,) = joining.join_ideas(ideas=[part], into=root, reason="Бір жол", actor=officer, now=NOW)
    joining.object_to_joining(joining=made, words="Басқа көше туралы", actor=author, now=NOW)
    client = entered(officer)
    assert "Басқа көше туралы" in words(client.get(at(process, "joinings/")))
    address = at(process, f"joinings/{made.pk}/answer/")
    assert client.post(address, {"reason": "Рас"}).status_code == 422
    assert client.post(address, {"upheld": upheld, "reason": "Қаралды"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.settled_reason) == (state, "Қаралды")
    assert client.post(address, {"upheld": upheld, "reason": "Қаралды"}).status_code == 409


def test_a_joining_is_undone():
    process, officer = stories.a_process()
    root, part = an_idea(process), an_idea(process)
    (made,) = joining.join_ideas(ideas=[part], into=root, reason="Бір жол", actor=officer, now=NOW)
    client = entered(officer)
    assert client.post(at(process, f"joinings/{made.pk}/part/"), {"reason": "Қате"}).status_code == 302
    assert Joining.objects.get().state == "undone"
    assert client.post(at(process, f"joinings/{made.pk}/part/"), {"reason": "Қате"}).status_code == 409


def test_shares_of_the_residents_are_entered_in_per_cent():
    process, officer = stories.a_process()
    client, address = entered(officer), at(process, "shares/")
    given = {"lens": "elderly", "percent": "11.4", "year": "2021", "source": "Ұлттық санақ"}
    assert client.post(address, given).status_code == 302
    assert CensusShare.objects.get().per_mille == 114
    assert "11.4 %" in words(client.get(address)).replace("\u202f", " ").replace("\xa0", " ")
    for fault in ({"percent": "eleven"}, {"percent": "101"}, {"percent": "0"}, {"year": "21"}, {"source": ""}):
        assert client.post(address, {**given, **fault}).status_code == 422
    assert CensusShare.objects.count() == 1


def test_a_moderator_of_the_desk_may_look_and_strangers_find_nothing():
    process, officer = stories.a_process()
    elsewhere = records.a_body("elsewhere")
    idea = an_idea(process)
    moderator = entered(stories.office(elsewhere, "moderator"))
    assert moderator.get(at(process)).status_code == 200
    assert moderator.get(at(process, "shares/")).status_code == 404
    stranger = entered(stories.office(elsewhere))
    for rest in ("", "join/", "joinings/", "shares/", f"{idea.matter.number}/", f"{idea.matter.number}/hold/"):
        assert stranger.get(at(process, rest)).status_code == 404
    assert entered(officer).get(at(process, f"{idea.matter.number}/nonsense/")).status_code == 404
    ideas.withdraw_idea(idea=idea, actor=stories.her(idea.author), now=NOW)
    assert entered(officer).get(at(process, f"{idea.matter.number}/")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_however_long_it_is(django_assert_max_num_queries, count):
    process, officer = stories.a_process()
    for _ in range(count):
        an_idea(process)
    client = entered(officer)
    client.get(at(process))
    with django_assert_max_num_queries(11):
        client.get(at(process, "?state=shown"))
