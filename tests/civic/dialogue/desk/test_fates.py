"""Answers given at the desk by its pages alone: gathered, handed over, answered, corrected."""

import pytest
from django.test import Client

from ortaq.civic.dialogue.models import Cluster, ClusterMember
from ortaq.civic.dialogue.queries import fates as queries
from tests import factories, records
from tests.civic.dialogue import fate_stories, stories
from tests.civic.dialogue.fate_stories import DUE

pytestmark = pytest.mark.django_db
BASE = "/en/desk/dialogue/green/answers/"
WORDS = {"reason_kk": "Ағаш отырғызамыз", "reason_ru": "Посадим деревья"}


@pytest.fixture
def told():
    return stories.a_process(code="green")


def desk_of(body, role="officer", *, strong=True):
    client = Client()
    records.sign_in(client, records.an_account(factories.an_office(body, role).person), strong=strong)
    return client


def send(desk, path, status=302, **data):
    response = desk.post(f"{BASE}{path}", data)
    assert response.status_code == status
    return response.content.decode()


def test_from_loose_ideas_to_a_told_answer(told):
    process, desk = told[0], desk_of(told[0].body)
    idea, other = fate_stories.an_idea(process), fate_stories.an_idea(process)
    assert "2 ideas in no group" in desk.get(BASE).content.decode()
    term = {"body": "akimat-test", "due_on": DUE.isoformat()}
    assert "Name what these contributions are about" in send(desk, "new/", 422, title_kk="Ағаш", **term)
    send(desk, "new/", title_kk="Ағаш және көлеңке", title_ru="Деревья и тень", **term)
    assert "Choose at least one contribution." in send(desk, "loose/idea/", 422, cluster="1")
    assert "Choose the group" in send(desk, "loose/idea/", 422, chosen=f"{idea.pk}:0")
    assert "Somebody was first" in send(desk, "loose/idea/", 409, chosen=f"{idea.pk}:9", as_suggested="on")
    assert "Select a valid choice" in send(desk, "loose/idea/", 422, chosen="1 OR 1", cluster="1")
    send(desk, "loose/idea/", chosen=[f"{idea.pk}:0"], cluster="1")
    shown = desk.get(f"{BASE}loose/idea/").content.decode()
    assert f'value="{other.pk}:1"' in shown, "the other one says the same: it is suggested for group 1"
    send(desk, "loose/idea/", chosen=[f"{other.pk}:1"], as_suggested="on")
    assert ClusterMember.objects.count() == 2
    assert "Everything of this kind has its group." in desk.get(f"{BASE}loose/idea/").content.decode()
    assert "Choose what becomes" in send(desk, "1/answer/", 422, **WORDS)
    shown = send(desk, "1/answer/", 422, fate="not_adopted", reason_kk="Қаражат жоқ", reason_ru="")
    assert "Write in Kazakh and in Russian what will be done, or why not." in shown
    assert "Қаражат жоқ" in shown, "what was typed stays"
    assert "whom it is forwarded to" in send(desk, "1/answer/", 422, fate="outside", **WORDS)
    send(desk, "1/answer/", fate="adopted", **WORDS)
    assert "Somebody was first" in send(desk, "1/answer/", 409, fate="partly", **WORDS)
    assert "Say why the answer is corrected" in send(desk, "1/correct/", 422, fate="partly", **WORDS)
    send(desk, "1/correct/", fate="partly", why="Қате есеп", **WORDS)
    assert Cluster.objects.get().fate == "partly"
    assert queries.without_fate(process) == 0
    assert "Every contribution has its fate." in desk.get(BASE).content.decode()


def test_nothing_suggested_is_put_nowhere(told):
    process, officer = told
    fate_stories.a_cluster(process, officer, statements=[], title={"kk": "Аялдама", "ru": "Остановка"})
    idea = fate_stories.an_idea(process)
    shown = send(desk_of(process.body), "loose/idea/", 422, chosen=f"{idea.pk}:0", as_suggested="on")
    assert "Nothing is suggested for what you chose" in shown


def test_an_officer_of_another_body_reads_why_she_cannot_answer(told):
    process, officer = told
    roads = records.a_body("roads")
    fate_stories.a_cluster(process, officer, body=roads)
    organiser, named, stranger = desk_of(process.body), desk_of(roads), desk_of(records.a_body("parks"))
    shown = send(organiser, "1/answer/", 422, fate="adopted", **WORDS)
    assert "Only officers of the body that answers can do this." in shown
    assert "Officers of the body that was named give the answer." in organiser.get(f"{BASE}1/").content.decode()
    send(stranger, "1/answer/", 404, fate="adopted", **WORDS)
    assert named.get(BASE).status_code == 404, "the list is the organiser's"
    assert "Shade and trees" in named.get("/en/desk/answers/").content.decode()
    send(named, "1/hand-over/", 422, body="roads", due_on=DUE.isoformat())
    send(named, "1/answer/", fate="adopted", **WORDS)
    assert "Nothing waits for an answer." in named.get("/en/desk/answers/").content.decode()


def test_a_weak_sign_in_is_sent_for_the_second_step(told):
    fate_stories.a_cluster(*told)
    weak = desk_of(told[0].body, strong=False)
    assert weak.get(f"{BASE}1/").status_code == 302
    assert weak.post(f"{BASE}1/answer/", {"fate": "adopted", **WORDS}).status_code == 403
    assert Cluster.objects.get().fate == ""


def test_members_go_out_and_an_empty_group_goes_away(told):
    process, officer = told
    member = fate_stories.a_cluster(process, officer).members.get()
    desk = desk_of(process.body)
    assert "Only an empty group" in desk.post(f"{BASE}1/drop/", follow=True).content.decode()
    send(desk, f"1/take-out/{member.pk}/")
    send(desk, f"1/take-out/{member.pk}/", 404)
    send(desk, "1/drop/")
    assert Cluster.objects.count() == 0


def test_another_body_and_date(told):
    process, officer = told
    records.a_body("roads")
    fate_stories.a_cluster(process, officer)
    desk = desk_of(process.body)
    assert "lies in the past" in send(desk, "1/hand-over/", 422, body="roads", due_on="2027-02-01")
    send(desk, "1/hand-over/", body="roads", due_on="2027-03-20")
    assert Cluster.objects.get().body.code == "roads"


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_same_for_one_and_for_three(told, count, django_assert_num_queries):
    process, officer = told
    for _ in range(count):
        fate_stories.a_cluster(process, officer)
        fate_stories.an_idea(process)
    desk = desk_of(process.body)
    for path, number in ((BASE, 10), (f"{BASE}loose/idea/", 11), (f"{BASE}1/", 6), ("/en/desk/answers/", 4)):
        desk.get(path)
        with django_assert_num_queries(number):
            assert desk.get(path).status_code == 200
