"""The organisers' side: from a new forum to photos, the people, the door with and without a connection."""

import json
import re
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from ortaq.civic.dialogue.models import Forum, MinuteParagraph, ProgrammeItem, Question, Registration
from ortaq.civic.dialogue.rules import forums as rules
from ortaq.civic.dialogue.services import questions
from tests import records
from tests.civic.dialogue import forum_stories as stories
from tests.civic.dialogue.forum_stories import ENDS, NOW, STARTS
from tests.civic.dialogue.pages.forum_hands import Officer, Resident, words

pytestmark = pytest.mark.django_db
TIMES = {
    "starts_at": "2027-03-20T09:00", "ends_at": "2027-03-20T13:00", "registration_opens_at": "2027-03-02T09:00",
    "registration_closes_at": "2027-03-19T12:00", "capacity": "50", "offer_hours": "24",
}  # fmt: skip


def test_a_forum_is_begun_written_and_announced_at_the_desk():
    known, _officer = stories.a_draft()
    him = Officer(known)
    new = {**TIMES, "title_kk": "Бас жоспар", "title_ru": "Генплан", "process": str(known.process_id)}
    desk = "/en/desk/forums/"
    bad = him.client.post(f"{desk}new/", {**new, "code": known.code})
    assert bad.status_code == 422
    assert "has this address already" in words(bad)
    assert "Генплан" in bad.content.decode(), "what was typed is kept"
    late = him.client.post(f"{desk}new/", {**new, "code": "forum-4x", "registration_closes_at": "2027-03-21T12:00"})
    assert "Registration must close before the forum ends" in words(late)
    assert him.client.post(f"{desk}new/", {**new, "code": "forum-4"}).status_code == 302
    him.forum = forum = Forum.objects.get(code="forum-4")
    assert forum.starts_at.isoformat() == "2027-03-20T04:00:00+00:00", "typed by the city's clock"
    assert "Say where the forum is held" in words(him.send("step/publish/", status=422))
    place = {"venue_kk": "Абай, 52", "venue_ru": "Абая, 52", "access_kk": "Пандус", "access_ru": "Пандус"}
    him.send("edit/place/", **place, offers=["ramp"])
    him.send("edit/more/", hashtags="WeAlmaty, #almatygreen", certificate="on")
    him.send("programme/new/", title_kk="Ашылуы", title_ru="Открытие", starts_at="2027-03-20T09:00", minutes="20",
             speaker="Сәуле Омарова (demo)", body=str(forum.process.body_id))  # fmt: skip
    him.send("step/publish/")
    forum.refresh_from_db()
    assert (forum.state, forum.offers, forum.hashtags) == ("published", ["ramp"], ["#WeAlmaty", "#almatygreen"])
    for part in ("words", "place", "times", "more"):
        assert "Keep" in him.read(f"edit/{part}/")
    item = ProgrammeItem.objects.get()
    assert "Take it off the programme" in him.read(f"programme/{item.pk}/")
    him.send(f"programme/{item.pk}/", drop="1")
    assert not ProgrammeItem.objects.exists()
    assert "Бас жоспар" in him.client.get(desk).content.decode()


def test_a_cancelled_forum_asks_for_the_reason_in_both_languages():
    forum, _officer = stories.a_forum()
    him = Officer(forum)
    assert "message with the reason" in him.read("step/cancel/")
    him.send("step/cancel/", status=422, reason_kk="Жел")
    him.send("step/cancel/", reason_kk="Жел", reason_ru="Ветер")
    assert Forum.objects.get().state == "cancelled"
    assert "cancelled" in words(him.client.post(him.path("step/hold/"), {}))


def test_people_and_needs_are_for_organisers_with_a_second_factor():
    forum, _officer = stories.a_forum(capacity=1)
    stories.registered(forum, needs=["ramp"], note_text="Арбамен", post="https://example.kz/p/1")
    waits = stories.registered(forum)
    him = Officer(forum)
    page = him.read("people/")
    for said in ("Арбамен", "A way in without steps 1", "https://example.kz/p/1", "confirmed 1", "on the list 1"):
        assert said in page
    other, _officer = stories.a_forum()
    assert Officer(other).client.get(him.path("people/")).status_code == 404
    resident = Resident(forum)
    assert resident.client.get(him.path("people/")).status_code == 403
    assert "Арбамен" not in resident.read()
    assert waits.person.name in him.read("people/?state=waiting")
    assert him.client.get(him.path("people/?state=all")).status_code == 404
    him.send(f"people/{waits.pk}/give-back/")
    twice = him.client.post(him.path(f"people/{waits.pk}/give-back/"), follow=True)
    assert "cancelled already" in twice.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_for_one_row_and_for_three(rows, django_assert_num_queries):
    forum, officer = stories.a_forum(capacity=9)
    him = Officer(forum)
    for n in range(rows):
        stories.registered(forum, needs=["ramp"])
        questions.ask(forum=forum, text="?", language="kk", form_token=str(n), actor=stories.someone(), now=NOW)
        if n:
            stories.a_forum(within=(forum.process, officer))
    him.read()
    with django_assert_num_queries(5):  # session, account, offices, forums, processes
        him.client.get("/en/desk/forums/")
    with django_assert_num_queries(7):  # session, account, offices, forum, 2 for the sums, programme
        him.read()
    with django_assert_num_queries(7):  # session, account, offices, forum, 2 for the sums, people
        him.read("people/")
    with django_assert_num_queries(5):  # session, account, offices, forum, questions
        him.read("questions/")
    with django_assert_num_queries(5):  # session, account, offices, forum, list
        him.client.get(him.path("door/list.json"))


def test_a_long_list_is_read_page_by_page(monkeypatch):
    from ortaq.civic.dialogue.queries import registrations

    monkeypatch.setattr(registrations, "PAGE", 2)
    forum, _officer = stories.a_forum(capacity=9)
    rows = [stories.registered(forum) for _ in range(3)]
    him = Officer(forum)
    assert rows[2].person.name not in him.read("people/")
    assert rows[2].person.name in him.read("people/?state=confirmed&after=2")
    assert rows[0].person.name in him.read("people/?after=x")


def test_the_door_works_as_a_plain_form(clock):
    forum, _officer = stories.a_forum()
    row = stories.registered(forum)
    him = Officer(forum)
    clock.now = STARTS - timedelta(hours=4)
    assert "The door opens on 7 March 2027, 04:00" in words(him.send("door/", status=422, ticket=row.code))
    clock.now = STARTS
    page = him.send("door/", status=200, ticket=row.code.lower())
    assert "Come in" in words(page)
    assert row.person.name in words(page)
    clock.now = STARTS + timedelta(minutes=5)
    assert "In already" in words(him.send("door/", status=200, ticket=row.code))
    assert "07:00" in words(page)
    wrong = him.send("door/", status=422, ticket="ABC")
    assert "six letters and digits" in words(wrong)
    assert 'value="ABC"' in wrong.content.decode()
    assert him.client.get(him.path("door/"))["Permissions-Policy"].startswith("geolocation=(self), camera=(self)")
    assert "camera=()" in him.client.get(him.path())["Permissions-Policy"]


def test_a_code_of_another_forum_is_named_at_the_door(clock):
    forum, _officer = stories.a_forum()
    other, _officer = stories.a_forum(title={**stories.TITLE, "en": "General plan forum"})
    row = stories.registered(other)
    clock.now = STARTS
    page = words(Officer(forum).send("door/", status=422, ticket=row.code))
    assert "This code is for another forum: “General plan forum”, 7 March 2027, 07:00." in page


def test_an_offline_device_gets_digests_and_sends_them_back(clock):
    forum, _officer = stories.a_forum()
    row = stories.registered(forum)
    him = Officer(forum)
    clock.now = STARTS
    listed = him.client.get(him.path("door/list.json"))
    digest = rules.digest_of(rules.door_salt(forum.check_in_key), row.code)
    assert listed.json() == {"people": [[digest, ""]]}
    assert row.code not in listed.content.decode()
    assert forum.check_in_key not in him.client.get(him.path("door/")).content.decode()
    at = int((STARTS - timedelta(minutes=7)).timestamp() * 1000)
    sent = {"scans": [[digest, at], ["0" * 64, at]]}
    for word in ("in", "again"):
        told = him.client.post(him.path("door/sync/"), json.dumps(sent), content_type="application/json").json()
        assert told == {"scans": [[digest, word, "2027-03-07T06:53:00+05:00"], ["0" * 64, "unknown", ""]]}
    assert Registration.objects.get().checked_in_at == STARTS - timedelta(minutes=7)
    for wrong in ("", "[]", "{}", '{"scans": 1}', '{"scans": [["a"]]}', '{"scans": [["a", "b"]]}',
                  '{"scans": [["a", 1e300]]}', '{"scans": [["a", 99999999999999999999]]}'):  # fmt: skip
        answer = him.client.post(him.path("door/sync/"), wrong, content_type="application/json")
        assert answer.status_code == 400, wrong
    script = him.client.get(him.path("door/worker.js"))
    assert (script["Content-Type"], script.content) == (
        "text/javascript",
        b'importScripts("/static/door-worker.js");\n',
    )
    clock.now = STARTS - timedelta(days=2)
    early = him.client.post(him.path("door/sync/"), json.dumps(sent), content_type="application/json")
    assert (early.status_code, early.json()["code"]) == (422, "early")


def test_questions_are_shown_answered_and_hidden_with_a_reason():
    forum, _officer = stories.a_forum()
    question = questions.ask(
        forum=forum, text="Жол? +7 701 123 45 67", language="kk", form_token="t", actor=stories.someone(), now=NOW
    )
    him = Officer(forum, "moderator")
    assert "701" in him.read("questions/"), "the moderator reads what was typed"
    him.send(f"questions/{question.pk}/hide/", status=422)
    him.send(f"questions/{question.pk}/hide/", reason="Телефон жазылған")
    assert "Nobody has asked yet" in Resident(forum).read("questions/")
    him.send(f"questions/{question.pk}/look/", show="1")
    assert "Жол?" in Resident(forum).read("questions/")
    him.send(f"questions/{question.pk}/look/", answered="1")
    assert Question.objects.get().state == "answered"
    assert him.client.get(him.path("questions/999999/hide/")).status_code == 404


def test_minutes_are_written_linked_and_published(clock):
    forum, _officer = stories.a_forum()
    matter = records.a_matter(title="Көлеңке мен орындық")
    him = Officer(forum)
    him.send("minutes/new/", text_kk="Көлеңке керек.", text_ru="Нужна тень.", numbers=f"№ {matter.number}")
    row = MinuteParagraph.objects.get()
    assert list(row.matters.all()) == [matter]
    bad = him.send("minutes/1/", status=422, text_kk="Көлеңке керек.", numbers="i2099-000001 " + matter.number)
    assert "nothing public with the number i2099-000001" in words(bad)
    him.send("minutes/1/", status=422, text_kk="Х", decisions="шешім")
    him.send("minutes/1/", text_kk="Көлеңке мен су керек.", numbers="")
    assert "Көлеңке мен су" in him.read("minutes/")
    clock.now = ENDS
    him.send("step/hold/")
    him.send("step/minutes/")
    assert "Көлеңке мен су керек." in Resident(forum).read()
    assert "Publish the minutes" not in him.read()
    him.send("minutes/1/", drop="1")
    assert not MinuteParagraph.objects.exists()
    assert him.client.get(him.path("minutes/1/")).status_code == 404


def test_photos_are_added_and_taken_off():
    from django.core.files.uploadedfile import SimpleUploadedFile

    from ortaq.core.files import services as files
    from ortaq.core.files.models import StoredFile

    forum, officer = stories.a_forum()
    him = Officer(forum)
    octets = BytesIO()
    Image.new("RGB", (64, 48), "grey").save(octets, "JPEG")
    him.send("photos/", photos=[SimpleUploadedFile("hall.jpg", octets.getvalue())])
    assert "1 photo is being prepared" in him.read("photos/")
    photo = StoredFile.objects.get()
    files.clean(file=photo, actor=officer, now=NOW)
    assert re.search(
        rf"files/{photo.public_id}/small", Resident(forum).client.get(him.path().replace("desk/", "")).content.decode()
    )
    refused = him.client.post(him.path("photos/"), {"photos": [SimpleUploadedFile("x.jpg", b"MZ program")]})
    assert refused.status_code == 422
    assert "is not a photo" in words(refused)
    him.send("photos/", hide=str(photo.public_id))
    assert "not on the page" in him.read("photos/")
    assert him.client.post(him.path("photos/"), {"hide": "x"}).status_code == 404
