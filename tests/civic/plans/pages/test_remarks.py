"""Residents say what they think of a part of a plan, read what others say, and see what became of it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from shapely.geometry import LineString, Point

from ortaq.civic.plans.models import Plan, Remark
from ortaq.civic.plans.services import remarks as services
from ortaq.core.people.models import Person
from tests import records
from tests.civic.plans import maps, stories
from tests.civic.plans import remark_stories as tell
from tests.civic.plans import village_stories as village
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
WORDS = {"kind": "comment", "title": "Көбірек ағаш", "text": "Жазда көлеңке жоқ."}


def entered(actor: Any, client: Any = None) -> Any:
    """The browser of somebody who has signed in."""
    client = client or Client()
    records.sign_in(client, Person.objects.get(pk=actor.person_id or 0).account)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"plans:{name}", args=args)


def question(version: Any, step: str) -> str:
    return url("remark_question", version.plan.code, version.number, step)


def begun(client: Client, version: Any, query: str = "paragraph=2") -> Any:
    return client.get(f"{url('new_remark', version.plan.code, version.number)}?{query}")


def said_through_pages(client: Client, version: Any, query: str = "paragraph=2", **words: Any) -> Any:
    """The whole way, without a script."""
    begun(client, version, query)
    client.post(question(version, "words"), WORDS | words)
    client.post(question(version, "about"), {"lenses": ["wheelchair"]})
    return client.post(question(version, "check"), follow=True)


def test_one_question_after_the_other_leads_to_the_page_of_the_remark() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    client = entered(tell.a_voice())
    start = begun(client, version)
    assert start.url == question(version, "words")
    page = client.get(start.url).content.decode()
    assert tell.WORDS[1] in page  # what she speaks about stands on top
    assert client.post(start.url, WORDS).url == question(version, "about")
    assert client.post(question(version, "about"), {"lenses": ["wheelchair"]}).url == question(version, "check")
    checked = client.get(question(version, "check")).content.decode()
    assert "Көбірек ағаш" in checked
    sent = client.post(question(version, "check"), follow=True)
    remark = Remark.objects.get()
    assert sent.redirect_chain[-1][0] == url("remark", version.plan.code, remark.matter.number)
    assert "Жазда көлеңке жоқ." in sent.content.decode()
    assert [one.lens for one in remark.lenses.all()] == ["wheelchair"]


def test_nothing_is_asked_out_of_order_and_bad_answers_keep_what_was_typed() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    client = entered(tell.a_voice())
    assert client.get(question(version, "words")).url == url("new_remark", version.plan.code, version.number)
    begun(client, version)
    assert client.get(question(version, "check")).url == question(version, "words")
    answer = client.post(question(version, "words"), WORDS | {"title": "..."})
    assert answer.status_code == 422
    assert "Жазда көлеңке жоқ." in answer.content.decode()
    assert client.get(question(version, "photos")).status_code == 404
    assert begun(client, version, "paragraph=77").status_code == 404
    assert begun(client, version, "").status_code == 200


def test_a_guest_writes_everything_and_signs_in_to_send_it() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    client = Client()
    answer = said_through_pages(client, version)
    assert answer.status_code == 422
    assert "/accounts/" in answer.content.decode() or "login" in answer.content.decode()
    assert not Remark.objects.exists()
    sent = entered(tell.a_voice(), client).post(question(version, "check"), follow=True)
    assert Remark.objects.count() == 1
    assert sent.status_code == 200


def test_the_page_itself_keeps_the_words_when_the_session_is_lost() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    first = entered(tell.a_voice())
    begun(first, version)
    first.post(question(version, "words"), WORDS)
    first.post(question(version, "about"), {})
    kept = first.get(question(version, "check")).context["kept"]
    second = entered(tell.a_voice())
    assert second.post(question(version, "check"), {"kept": kept}).status_code == 302
    assert Remark.objects.get().matter.title == "Көбірек ағаш"


def test_the_button_pressed_twice_sends_once() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    client = entered(tell.a_voice())
    begun(client, version)
    client.post(question(version, "words"), WORDS)
    client.post(question(version, "about"), {})
    kept = client.get(question(version, "check")).context["kept"]
    for _ in range(2):
        assert client.post(question(version, "check"), {"kept": kept}).status_code == 302
    assert Remark.objects.count() == 1


def test_she_sees_before_sending_that_her_phone_is_hidden() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    client = entered(tell.a_voice())
    begun(client, version)
    client.post(question(version, "words"), WORDS | {"text": "Маған +7 701 123 45 67 қоңырау шалыңыз."})
    client.post(question(version, "about"), {})
    page = client.get(question(version, "check"))
    assert page.context["masked"]
    assert "123 45 67" not in page.context["rows"][2]["value"]


def test_a_newer_version_came_while_she_wrote() -> None:
    plan, officer, version = tell.a_spoken_plan()
    client = entered(tell.a_voice())
    begun(client, version)
    client.post(question(version, "words"), WORDS)
    client.post(question(version, "about"), {})
    tell.publish(tell.next_version(plan, officer), officer)
    answer = client.post(question(version, "check"))
    assert answer.status_code == 409
    assert "Көбірек ағаш" in answer.content.decode()


def test_an_amendment_is_shown_word_by_word_beside_the_paragraph() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    client = entered(tell.a_voice())
    begun(client, version)
    same = WORDS | {"kind": "amendment", "proposal": tell.WORDS[1]}
    assert client.post(question(version, "words"), same).status_code == 422
    page = said_through_pages(client, version, kind="amendment", proposal="Көшелер жасыл әрі тыныш болады.")
    text = page.content.decode()
    assert "<ins>" in text
    assert "әрі тыныш" in text
    assert "<del>" not in text


def test_an_amendment_of_a_zone_puts_other_limits() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    client = entered(tell.a_voice())
    begun(client, version, "zone=r-1")
    assert 'value="9"' in client.get(question(version, "words")).content.decode()
    wrong = client.post(question(version, "words"), WORDS | {"kind": "amendment", "storeys": "9"})
    assert wrong.status_code == 422
    assert client.post(question(version, "words"), WORDS | {"kind": "amendment", "storeys": "xx"}).status_code == 422
    said_through_pages(client, version, "zone=r-1", kind="amendment", storeys="5")
    assert Remark.objects.get().proposal == {"storeys": 5}


def test_a_place_is_drawn_or_typed() -> None:
    _plan, _officer, version = tell.a_spoken_plan()
    client = entered(tell.a_voice())
    assert begun(client, version, "draw=1").url == question(version, "place")
    empty = client.post(question(version, "place"), {"place": "line", "points": ""})
    assert empty.status_code == 422
    one = client.post(question(version, "place"), {"place": "line", "points": "43.25, 76.9"})
    assert one.status_code == 422
    typed = "43.25000, 76.90000\n43.25100, 76.90100"
    assert client.post(question(version, "place"), {"place": "line", "points": typed}).url == question(version, "words")
    client.post(question(version, "words"), WORDS)
    client.post(question(version, "about"), {})
    page = client.post(question(version, "check"), follow=True)
    remark = Remark.objects.get()
    assert remark.anchors.filter(shape__type="LineString").count() == 1
    assert url("remark_place", version.plan.code, remark.matter.number) in page.content.decode()
    drawn = client.get(url("remark_place", version.plan.code, remark.matter.number)).json()
    assert len(drawn["pins"]) == len(drawn["shapes"]) == 1


def test_measures_and_budget_lines_can_be_spoken_about() -> None:
    version = village.a_village_version()
    measure = village.coverage(version)
    stories.a_paragraph(version, "1", "Ауыл.", ru="Село.")
    stories.shown(version)
    line = version.resources.get()
    client = entered(tell.a_voice())
    for query in (
        f"measure={measure.key}",
        f"resource={line.key}",
    ):
        assert said_through_pages(client, version, query).status_code == 200
    assert sorted(Remark.objects.values_list("anchors__part", flat=True)) == ["measure", "resource"]
    page = client.get(url("remarks", version.plan.code, version.number)).content.decode()
    assert page.count("Көбірек ағаш") >= 2


# ---------------------------------------------------------------- reading


def test_the_list_is_narrowed_by_group_part_kind_and_fate() -> None:
    plan, _officer, version = tell.a_spoken_plan()
    tell.said(version, title="Пандус керек", lenses=["wheelchair"])
    tell.said(version, tell.on("zone", "r-1"), kind="idea", title="Төмен үйлер салу")
    answered = tell.said(version, tell.on("layer", "main"), title="Карта түсініксіз")
    Remark.objects.filter(pk=answered.pk).update(fate="adopted", answer={"kk": "Иә", "ru": "Да"}, answered_at=NOW)

    def titles(query: str) -> set[str]:
        page = Client().get(f"{url('remarks', plan.code, 1)}?{query}")
        assert page.status_code == 200
        return {row.remark.matter.title for row in page.context["page"].rows}

    assert titles("") == {"Пандус керек", "Төмен үйлер салу", "Карта түсініксіз"}
    assert titles("lens=wheelchair") == {"Пандус керек"}
    assert titles("part=zone") == {"Төмен үйлер салу"}
    assert titles("part=zone&key=g-1") == set()
    assert titles("kind=idea") == {"Төмен үйлер салу"}
    assert titles("fate=adopted") == {"Карта түсініксіз"}
    assert titles("fate=open") == {"Пандус керек", "Төмен үйлер салу"}
    assert len(titles("lens=giant")) == 3  # named on the page, left out of the choice


def test_pages_of_a_long_list_follow_each_other_in_either_order() -> None:
    plan, _officer, version = tell.a_spoken_plan()
    for n in range(45):
        tell.said(version, title=f"Ескерту сөзі {n:02}", now=NOW + timedelta(seconds=n // 3))
    for remark in Remark.objects.order_by("pk")[::7]:
        services.support_remark(remark=remark, actor=tell.a_voice(), now=NOW)
    for order in ("newest", "wanted"):
        here, seen, back = f"{url('remarks', plan.code, 1)}?order={order}", [], ""
        while here:
            page = Client().get(here)
            seen.append([row.remark.matter.title for row in page.context["page"].rows])
            here, back = page.context["older"], page.context["newer"]
        assert [len(rows) for rows in seen] == [20, 20, 5]
        assert len({title for rows in seen for title in rows}) == 45
        assert [row.remark.matter.title for row in Client().get(back).context["page"].rows] == seen[1]
    damaged = Client().get(f"{url('remarks', plan.code, 1)}?after=<nonsense")
    assert len(damaged.context["page"].rows) == 20


def test_what_is_held_is_there_for_its_author_and_moderators_only() -> None:
    plan, officer, version = tell.a_spoken_plan(moderation=Plan.Moderation.BEFORE.value)
    author = tell.a_voice()
    made = tell.said(version, actor=author)
    here = url("remark", plan.code, made.matter.number)
    assert Client().get(here).status_code == 404
    assert entered(tell.a_voice()).get(here).status_code == 404
    assert entered(author).get(here).status_code == 200
    assert tell.TITLE not in Client().get(url("remarks", plan.code, 1)).content.decode()
    assert Client().get(url("remarks_points", plan.code, 1)).json()["pins"] == []
    own = entered(author).get(url("my_remarks", plan.code)).content.decode()
    assert tell.TITLE in own
    desk = Client()
    person = Person.objects.get(pk=officer.person_id or 0)
    records.sign_in(desk, person.account if hasattr(person, "account") else records.an_account(person), strong=True)
    assert desk.get(here).status_code == 200
    assert Client().get(url("my_remarks", plan.code)).status_code == 302


def test_a_remark_tells_how_its_part_became_another() -> None:
    plan, officer, version = tell.a_spoken_plan()
    made = tell.said(version)
    on_zone = tell.said(version, tell.on("zone", "r-1"))
    drawn = tell.said(version, tell.drawn_on(Point(maps.LON + 0.001, maps.LAT + 0.001)))
    second = tell.next_version(plan, officer)
    second.paragraphs.filter(key="2").update(text={"kk": "Көшелер жасыл және таза болады.", "ru": "Абзац 2."})
    maps.drawn(
        second, officer, ({"code": "R", "key": "r-1", "storeys": 5}, maps.square(0)),
        ({"code": "G", "key": "g-1"}, maps.square(1)),
    )  # fmt: skip
    tell.publish(second, officer)
    page = Client().get(url("remark", plan.code, made.matter.number)).content.decode()
    assert "<ins>" in page
    assert "және таза" in page
    zone = Client().get(url("remark", plan.code, on_zone.matter.number)).content.decode()
    assert "9" in zone
    assert "5" in zone
    drawn_page = Client().get(url("remark", plan.code, drawn.matter.number)).content.decode()
    assert "<dd>Тұрғын аймақ" in drawn_page
    carried = Client().get(url("remarks", plan.code, 2)).content.decode()
    assert "?became=changed" in carried
    assert len(Client().get(f"{url('remarks', plan.code, 2)}?became=changed").context["page"].rows) == 3
    assert "?became=changed" in Client().get(url("changes", plan.code, 2)).content.decode()


def test_support_needs_a_phone_and_is_counted_once() -> None:
    plan, _officer, version = tell.a_spoken_plan()
    made = tell.said(version)
    here, act = url("remark", plan.code, made.matter.number), url("support_remark", plan.code, made.matter.number)
    assert Client().post(act).status_code == 422
    voice = entered(tell.a_voice())
    assert voice.post(act).url == here
    voice.post(act)
    assert Remark.objects.get().supporters == 1
    voice.post(act, {"go": "back"})
    assert Remark.objects.get().supporters == 0
    assert Client().get(act).status_code == 405


def test_its_author_withdraws_it_after_one_more_question() -> None:
    plan, _officer, version = tell.a_spoken_plan()
    author = tell.a_voice()
    made = tell.said(version, actor=author)
    here = url("withdraw_remark", plan.code, made.matter.number)
    assert entered(tell.a_voice()).get(here).status_code == 404
    assert Client().get(here).status_code == 404
    client = entered(author)
    assert client.get(here).status_code == 200
    assert Remark.objects.get().state == "shown"
    assert client.post(here).url == url("my_remarks", plan.code)
    assert Client().get(url("remark", plan.code, made.matter.number)).status_code == 404


def test_text_zone_and_map_lead_to_what_is_said_about_them() -> None:
    plan, officer, version = tell.a_spoken_plan()
    for _ in range(3):
        tell.said(version)
    tell.said(version, tell.on("zone", "r-1"))
    text = Client().get(url("text", plan.code, 1)).content.decode()
    assert f"{url('remarks', plan.code, 1)}?part=paragraph&amp;key=2" in text
    assert f"{url('new_remark', plan.code, 1)}?paragraph=1" in text
    assert "?part=paragraph&amp;key=1" not in text
    zone = Client().get(url("zone", plan.code, 1, "r-1")).content.decode()
    assert "?zone=r-1" in zone
    assert "?part=zone&amp;key=r-1" in zone
    assert "?layer=main" in Client().get(url("map", plan.code, 1)).content.decode()
    tell.publish(tell.next_version(plan, officer), officer)
    old = Client().get(url("text", plan.code, 1)).content.decode()
    assert "?paragraph=1" not in old  # the newest version is spoken about
    assert "?paragraph=1" in Client().get(url("text", plan.code, 2)).content.decode()


def test_the_map_draws_what_has_a_place() -> None:
    plan, _officer, version = tell.a_spoken_plan()
    tell.said(version)
    tell.said(version, tell.drawn_on(Point(maps.LON + 0.001, maps.LAT + 0.001)))
    tell.said(version, tell.drawn_on(LineString([(maps.LON, maps.LAT), (maps.LON + 0.01, maps.LAT)])), kind="idea")
    data = Client().get(url("remarks_points", plan.code, 1)).json()
    assert len(data["pins"]) == 2
    assert len(data["shapes"]) == 1
    elsewhere = Client().get(f"{url('remarks_points', plan.code, 1)}?bbox=10,10,11,11").json()
    assert elsewhere["pins"] == elsewhere["shapes"] == []
    ideas = Client().get(f"{url('remarks_points', plan.code, 1)}?kind=idea").json()
    assert len(ideas["pins"]) == 1
    assert Client().get(f"{url('remarks_points', plan.code, 1)}?bbox=x").status_code == 400
    twin = Client().get(url("remarks_map", plan.code, 1))
    assert len(twin.context["page"].rows) == 2  # the list beside the map says the same


def test_a_pin_takes_few_bytes() -> None:
    plan, _officer, version = tell.a_spoken_plan()
    here = url("remarks_points", plan.code, 1)
    empty = len(Client().get(here).content)
    for n in range(5):
        tell.said(version, tell.drawn_on(Point(maps.LON + n / 1000, maps.LAT)))
    assert (len(Client().get(here).content) - empty) / 5 < 60


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_one_row_and_for_three(rows: int, django_assert_num_queries: Any) -> None:
    plan, officer, version = tell.a_spoken_plan()
    for _ in range(rows):
        for anchor in (tell.on(), tell.on("zone", "r-1"), tell.on("layer", "main")):
            made = tell.said(version, anchor, lenses=["deaf", "blind"])
        tell.said(version, tell.drawn_on(LineString([(maps.LON, maps.LAT), (maps.LON + 0.01, maps.LAT)])))
    tell.publish(tell.next_version(plan, officer), officer)
    client = Client()
    client.get(url("remarks", plan.code, 2))
    with django_assert_num_queries(7):  # plan, version, groups, count, rows, their groups, its parts
        client.get(url("remarks", plan.code, 2))
    with django_assert_num_queries(7):
        client.get(url("remarks_map", plan.code, 2))
    with django_assert_num_queries(4):  # plan, version, pins, sketches
        client.get(url("remarks_points", plan.code, 2))
    with django_assert_num_queries(5):  # plan, remark, anchors, groups, parts
        client.get(url("remark", plan.code, made.matter.number))
    with django_assert_num_queries(3):
        client.get(url("remark_place", plan.code, made.matter.number))


def test_a_version_in_the_making_has_no_talk() -> None:
    plan, officer, version = tell.a_spoken_plan()
    tell.next_version(plan, officer)
    assert Client().get(url("remarks", plan.code, 2)).status_code == 404
    assert Client().get(url("remarks", plan.code, 1)).status_code == 200
    assert version.number == 1


# ---------------------------------------------------------------- what follows


def test_authors_are_told_once_a_version_with_everything_they_said() -> None:
    from ortaq.civic.plans import acts
    from ortaq.civic.plans.jobs import anchors as jobs
    from ortaq.core.journal.models import Entry
    from ortaq.core.notices.models import Notice

    plan, officer, version = tell.a_spoken_plan()
    author, other = tell.a_voice(), tell.a_voice()
    for key in ("1", "2"):
        tell.said(version, tell.on("paragraph", key), actor=author, title=f"Абзац туралы {key}")
    tell.said(version, actor=other)
    second = tell.next_version(plan, officer)
    second.paragraphs.filter(key="2").update(text={"kk": "Басқа сөз.", "ru": "Другие слова."})
    tell.publish(second, officer)
    entry = Entry.objects.get(act=acts.ANCHORS_MOVED)
    for _ in range(2):
        jobs.tell_authors.func(entry_id=entry.pk)
    notices = Notice.objects.filter(kind="remarks_carried")
    assert notices.count() == 2
    mine = notices.get(person=author.person_id)
    assert mine.text.count("/remarks/") == 2
    assert mine.text.index("Абзац туралы 2") < mine.text.index("Абзац туралы 1")  # the changed one first
    assert mail.outbox == []


def test_the_search_and_the_layer_know_what_everyone_reads() -> None:
    plan, _officer, version = tell.a_spoken_plan()
    made = tell.said(version, tell.drawn_on(Point(maps.LON, maps.LAT)))
    found = Client().get("/kk/search/", {"q": "көлеңке"}).content.decode()
    assert url("remark", plan.code, made.matter.number) in found
    taken = Client().get("/api/features/collections/plan-remarks/items")
    assert taken.status_code == 200
    (feature,) = json.loads(taken.content)["features"]
    assert feature["properties"]["number"] == made.matter.number
    assert "author" not in json.dumps(feature)
