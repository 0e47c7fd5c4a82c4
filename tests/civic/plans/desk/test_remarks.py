"""Remarks at the desk by its pages alone: what waits, one answer for many, handing over, correcting, moderating, days."""

from datetime import timedelta

import pytest
from django.test import Client

from ortaq.civic.plans.models import Plan, PlanVersion, Remark
from ortaq.core.discussion.models import ReaderReport
from ortaq.core.people.models import Person
from tests import factories, records
from tests.civic.plans import answer_stories, remark_stories
from tests.civic.plans.answer_stories import FORM
from tests.civic.plans.remark_stories import on
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def told():
    return remark_stories.a_spoken_plan(code="green")


@pytest.fixture
def version(told):
    return told[2]


def desk_of(body, role="officer", *, strong=True):
    client = Client()
    records.sign_in(client, records.an_account(factories.an_office(body, role).person), strong=strong)
    return client


@pytest.fixture
def desk(told):
    return desk_of(told[0].body)


def get(client, path, status=200):
    response = client.get(f"/en/desk/{path}")
    assert response.status_code == status
    return response.content.decode()


def send(client, path, status=302, **data):
    response = client.post(f"/en/desk/{path}", data)
    assert response.status_code == status
    return response.content.decode()


def one(remark, deed=""):
    return f"plans/green/remarks/{remark.matter.number}/{deed}"


def test_what_waits_comes_by_its_day_and_the_late_are_marked(desk, version):
    far, late = remark_stories.said(version, title="Кейінгі сөз"), remark_stories.said(version, title="Бұрынғы сөз")
    Remark.objects.filter(pk=late.pk).update(due_on=TODAY - timedelta(days=2))
    shown = get(desk, "remarks/")
    assert shown.index(late.matter.title) < shown.index(far.matter.title)
    assert "1 is late" in shown
    assert "the answer is late" in shown
    assert "Көшелер жасыл болады." in shown, "the part it is about is quoted"


def test_the_list_is_narrowed_by_part_group_body_and_plan(desk, version):
    text = remark_stories.said(version, on(key="1"), title="Мәтін туралы", lenses=["elderly"])
    zone = remark_stories.said(version, on("zone", "g-1"), title="Аймақ туралы")
    for query, here, gone in (
        ("part=paragraph:1", text, zone),
        ("part=zone:g-1", zone, text),
        ("lens=elderly", text, zone),
    ):
        shown = get(desk, f"remarks/?{query}")
        assert here.matter.title in shown
        assert gone.matter.title not in shown
    every = get(desk, "remarks/?part=nonsense&lens=x&plan=none")
    assert text.matter.title in every
    assert zone.matter.title in every


def test_ticked_ones_get_one_answer_and_everything_can_be_ticked_without_scripts(desk, version):
    said = [remark_stories.said(version, title=f"Ағаш керек {n}") for n in range(3)]
    ids = [remark.matter.number for remark in said]
    assert get(desk, "remarks/?all=1").count(" checked>") == 3
    asked = get(desk, "remarks/answer/?" + "&".join(f"r={number}" for number in ids))
    assert "Answer 3 remarks at once" in asked
    assert remark_stories.TEXT in asked
    shown = send(desk, "remarks/answer/", 422, r=ids, fate="partly", reason_kk="Биыл отырғызамыз", reason_ru="")
    assert "Write in Kazakh and in Russian what will be done, or why not." in shown
    assert "Биыл отырғызамыз" in shown, "what was typed stays"
    assert "whom it is forwarded to" in send(desk, "remarks/answer/", 422, r=ids, **FORM | {"fate": "outside"})
    send(desk, "remarks/answer/", r=ids, **FORM)
    assert set(Remark.objects.values_list("fate", flat=True)) == {"adopted"}
    assert "Somebody was first" in send(desk, "remarks/answer/", 409, r=ids, **FORM)
    assert "Nothing waits for an answer." in get(desk, "remarks/")
    assert desk.get(f"/en/desk/remarks/answer/?r={ids[0]}").status_code == 302, "nothing to answer any more"
    assert desk.get("/en/desk/remarks/answer/?r=x").status_code == 302


def test_two_hundred_are_worked_through_in_pages(desk, version, monkeypatch):
    monkeypatch.setattr("ortaq.civic.plans.desk.remarks.PAGE", 2)
    said = [remark_stories.said(version, title=f"Сөз нөмірі {n}") for n in range(5)]
    seen, query = [], ""
    for _ in range(3):
        shown = get(desk, f"remarks/{query}")
        seen += [remark.pk for remark in said if remark.matter.title in shown]
        query = f"?after={said[0].due_on.isoformat()}:{seen[-1]}"
    assert seen == [remark.pk for remark in said]
    get(desk, "remarks/?after=2027-99-99:x")


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(desk, version, n, django_assert_num_queries):
    for _ in range(n):
        remark_stories.said(version, lenses=["elderly"])
    get(desk, "remarks/")
    with django_assert_num_queries(9):
        get(desk, "remarks/")


def test_one_remark_is_answered_handed_over_and_corrected(desk, version):
    remark, roads = remark_stories.said(version), records.a_body("roads")
    shown = get(desk, one(remark))
    assert "Give the answer" in shown
    assert "said about this version" in shown
    over = {"answering": "roads", "answer_due": (TODAY + timedelta(days=3)).isoformat()}
    assert "lies in the past" in send(desk, one(remark, "hand-over/"), 422, **over | {"answer_due": "2026-01-01"})
    send(desk, one(remark, "hand-over/"), **over)
    assert "Officers of the body that was named give the answer." in get(desk, one(remark))
    taker = desk_of(roads)
    assert remark.matter.title in get(taker, "remarks/")
    get(taker, one(remark))
    send(taker, "remarks/answer/", r=remark.matter.number, **FORM)
    change = FORM | {"fate": "partly"}
    assert "Say why the answer is corrected" in send(taker, one(remark, "correct/"), 422, **change)
    send(taker, one(remark, "correct/"), **change, why="Есепте қате болды")
    assert "Есепте қате болды" in get(taker, one(remark))
    public = Client().get(f"/en/plans/green/remarks/{remark.matter.number}/").content.decode()
    assert "This answer was corrected" in public
    assert "Есепте қате болды" in public
    assert "Correct the answer" not in get(desk, one(remark)), "the body that answered corrects"


def test_who_hands_over_loses_sight_of_what_is_not_hers(version):
    roads, parks = records.a_body("roads"), records.a_body("parks")
    remark = remark_stories.said(version)
    Remark.objects.filter(pk=remark.pk).update(body=roads)
    taker = desk_of(roads)
    over = {"answering": parks.code, "answer_due": remark.due_on.isoformat()}
    response = taker.post(f"/en/desk/{one(remark, 'hand-over/')}", over)
    assert response.headers["Location"] == "/en/desk/remarks/"
    get(taker, one(remark), 404)


def test_strangers_residents_and_weak_sign_ins_see_nothing(version, told):
    remark = remark_stories.said(version)
    stranger, weak = desk_of(records.a_body("other")), desk_of(told[0].body, strong=False)
    for path in (one(remark), one(remark, "correct/"), one(remark, "hand-over/"), "plans/green/remarks/"):
        get(stranger, path, 404)
        assert weak.get(f"/en/desk/{path}").status_code in (302, 403, 404)
    assert remark.matter.title not in get(stranger, "remarks/")
    said = send(stranger, "remarks/answer/", 422, r=remark.matter.number, **FORM)
    assert "Only officers of the body that answers can do this." in said
    hers = Client()
    person = Person.objects.get(pk=remark.author_id)
    records.sign_in(hers, person.account)
    assert hers.get(f"/en/desk/{one(remark)}").status_code in (302, 403, 404)


def test_a_moderator_looks_first_where_the_plan_says_so(desk, told, version):
    send(desk, "plans/green/moderation/", 422, look="never")
    send(desk, "plans/green/moderation/", look="before")
    assert Plan.objects.get().moderation == "before"
    remark = remark_stories.said(version)
    shown = get(desk, "plans/green/remarks/")
    assert remark.matter.title in shown
    assert "A moderator looks before it is shown" in shown
    moderator = desk_of(records.a_body("centre-mod"), "moderator")
    assert "Show it to everyone" in get(moderator, one(remark))
    assert moderator.get(f"/en/desk/{one(remark, 'show/')}").status_code == 405
    send(moderator, one(remark, "show/"))
    assert Remark.objects.get().state == "shown"
    assert "Write the reason" in send(moderator, one(remark, "reject/"), 422, reason=" ")
    send(moderator, one(remark, "reject/"), reason="Жарнама")
    assert "Somebody was first" in send(moderator, one(remark, "reject/"), 409, reason="Жарнама")
    assert "Жарнама" in get(moderator, "plans/green/remarks/?tab=rejected")
    assert Client().get(f"/en/plans/green/remarks/{remark.matter.number}/").status_code == 404


def test_the_plans_page_counts_what_waits(desk, version):
    remark_stories.said(version)
    shown = get(desk, "plans/green/")
    assert "1 remark waits for an answer" in shown
    assert "Days for remarks and answers" in shown


def test_the_days_of_a_published_version_are_set(desk, version):
    remark = remark_stories.said(version)
    path = "plans/green/1/days/"
    assert "lies in the past" in send(desk, path, 422, remarks_until="2026-01-01")
    wrong = {"remarks_until": (TODAY + timedelta(days=9)).isoformat(), "answers_by": TODAY.isoformat()}
    assert "Answers come after the last day to speak" in send(desk, path, 422, **wrong)
    promise = TODAY + timedelta(days=12)
    send(desk, path, answers_by=promise.isoformat())
    assert PlanVersion.objects.get().answers_by == promise
    remark.refresh_from_db()
    assert remark.due_on == promise
    assert promise.isoformat() in get(desk, path)
    get(desk, "plans/green/9/days/", 404)
    get(desk_of(records.a_body("other")), path, 404)


def test_a_reader_reports_a_remark_once_and_a_moderator_sees_it(version):
    remark = remark_stories.said(version)
    path = f"/en/plans/green/remarks/{remark.matter.number}/report/"
    assert Client().get(path).status_code == 302, "sign in first"
    reader = Client()
    records.sign_in(reader, records.an_account(records.a_person("Оқырман (демо)")))
    assert "Choose what is wrong with it." in reader.post(path, {}).content.decode()
    for _ in range(2):
        assert reader.post(path, {"why": "insult"}).status_code == 302
    assert ReaderReport.objects.count() == 1
    moderator = desk_of(records.a_body("centre-rep"), "moderator")
    shown = get(moderator, "moderation/")
    assert remark.matter.title in shown
    assert remark.matter.number in shown
    author = Client()
    records.sign_in(author, Person.objects.get(pk=remark.author_id).account)
    assert author.post(path, {"why": "insult"}).status_code == 422, "one's own words are not reported"
    hidden = answer_stories.rejected(
        remark_stories.said(version), factories.actor_for(factories.an_office(version.plan.body, "head"))
    )
    assert reader.get(path.replace(remark.matter.number, hidden.matter.number)).status_code == 404
