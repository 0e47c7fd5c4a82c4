"""What residents read and do: the forum, a seat, the list, an offer, questions, a certificate."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from ortaq.civic.dialogue.models import Question, QuestionVote, Registration
from ortaq.civic.dialogue.queries import registrations as asked
from ortaq.civic.dialogue.services import forums, minutes, questions, registrations
from ortaq.core.people.actor import system
from tests import records
from tests.civic.dialogue import forum_stories as stories
from tests.civic.dialogue.forum_stories import CLOSES, ENDS, HOUR, NOW, STARTS
from tests.civic.dialogue.pages.forum_hands import Resident, words
from tests.civic.dialogue.stories import DAY

pytestmark = pytest.mark.django_db


def guest(path="", language="en"):
    return Client().get(f"/{language}/forums/{path}")


def test_everyone_reads_when_where_how_to_get_in_and_until_when_to_confirm():
    forum, officer = stories.a_forum()
    forums.save_item(
        forum=forum, starts_at=STARTS, minutes=20, title={"kk": "Ашылуы", "ru": "Открытие", "en": "Opening"},
        speaker="Сәуле Омарова (demo)", post={"en": "chief architect"}, body=forum.process.body, actor=officer, now=NOW,
    )  # fmt: skip
    page = words(guest(f"{forum.code}/"))
    for said in (
        "7 March 2027, Sunday, 07:00–11:00", "52 Abay Avenue", "There is a ramp.", "A way in without steps",
        "2 of 2 seats are free", "Confirm by 6 March 2027, 10:00", "Opening", "Сәуле Омарова (demo)", "chief architect",
        "Test akimat", "Sign in and register", "whom to tell",
    ):  # fmt: skip
        assert said in page
    assert "Green corridor forum" in words(guest())
    assert "Green corridor forum" in words(Client().get(f"/en/dialogue/{forum.process.code}/forums/"))


def test_a_draft_is_there_for_its_organisers_alone():
    forum, _officer = stories.a_draft()
    for path in ("", "register/", "questions/", "screen/", "forum.ics"):
        assert guest(f"{forum.code}/{path}").status_code in (404, 302), path
    assert guest(f"{forum.code}/").status_code == 404
    assert forum.code not in guest().content.decode()


def test_a_guest_is_led_to_sign_in_and_back():
    forum, _officer = stories.a_forum()
    answer = guest(f"{forum.code}/register/")
    assert answer.status_code == 302
    assert f"next=/en/forums/{forum.code}/register/" in answer["Location"]
    sent = Client().post(f"/en/forums/{forum.code}/register/", {"note": "Арба"})
    assert sent.status_code == 403
    assert "whom to tell" in words(sent)
    assert "Арба" in sent.content.decode(), "what was typed stays on the page"


def test_a_seat_costs_one_press_and_the_ticket_has_code_and_square():
    forum, _officer = stories.a_forum()
    her = Resident(forum)
    her.send("register/", needs=["childcare"], note="Екі жаста")
    row = Registration.objects.get()
    assert (row.needs, row.note, row.state) == (["childcare"], "Екі жаста", "confirmed")
    page = her.client.get(her.path("mine/"))
    assert row.code in words(page)
    assert "<svg" in page.content.decode()
    assert "Somebody to mind my child" in words(page)
    again = her.client.post(her.path("register/"), {}, follow=True)
    assert "You are registered already" in again.content.decode()
    assert Registration.objects.count() == 1


def test_who_comes_later_reads_her_number_on_the_list():
    forum, _officer = stories.a_forum(capacity=1)
    stories.registered(forum)
    stories.registered(forum)
    her = Resident(forum)
    assert "Join the waiting list" in her.read("register/")
    her.send("register/")
    assert "You are number 2 on the waiting list" in her.read("mine/")


def test_registration_that_closed_while_the_form_was_open_keeps_what_was_typed(clock):
    forum, _officer = stories.a_forum(hashtags=["#WeAlmaty"])
    her = Resident(forum)
    assert "Confirm by" in her.read("register/")
    clock.now = CLOSES
    page = her.send(
        "register/", status=409, needs=["ramp"], note="Арбамен келемін", post="https://example.kz/p/1"
    ).content.decode()
    assert "Registration closed on 6 March 2027, 10:00. What you typed is kept here." in page
    assert "Арбамен келемін" in page
    assert "https://example.kz/p/1" in page
    assert re.search(r'value="ramp"[^>]*checked', page)
    assert not Registration.objects.exists()


def test_an_address_that_is_none_is_sent_back_with_a_sentence():
    forum, _officer = stories.a_forum(hashtags=["#WeAlmaty"])
    page = Resident(forum).send("register/", status=422, post="менің жазбам", needs=["ramp"])
    assert "it begins with https://" in page.content.decode()
    assert Resident(forum).send("register/", status=422, needs=["plane"])


def test_giving_back_is_asked_once_more_and_a_second_time_is_told(clock):
    forum, _officer = stories.a_forum(capacity=1)
    her, next_one = Resident(forum), Resident(forum)
    her.send("register/")
    next_one.send("register/")
    assert "Cancel your registration?" in her.read("mine/cancel/")
    her.send("mine/cancel/")
    told = her.send("mine/cancel/", status=409)
    assert "cancelled already: there is nothing more to do" in words(told)
    assert "A seat has come free for you" in next_one.read("mine/")
    clock.now = NOW + DAY
    assert "This offer ended on 2 March 2027, 10:00" in next_one.read("mine/")
    late = next_one.client.post(next_one.path("mine/accept/"), follow=True)
    assert "the seat went to the next in line" in late.content.decode()
    assert Registration.objects.get(person=next_one.person).state == "offered", "the job ends it, not the page"


def test_an_offer_is_accepted_with_one_press():
    forum, _officer = stories.a_forum(capacity=1)
    first = stories.registered(forum)
    her = Resident(forum)
    her.send("register/")
    registrations.cancel(registration=first, actor=stories.her(first), now=NOW)
    assert "Accept it by" in her.read()
    her.send("mine/accept/")
    assert "you have a seat" in her.read("mine/")


def test_a_cancelled_forum_says_why_everywhere():
    forum, officer = stories.a_forum()
    her = Resident(forum)
    her.send("register/")
    forums.cancel(forum=forum, reason=stories.REASON, actor=officer, now=NOW)
    for page in (her.read(), her.read("mine/"), words(guest(f"{forum.code}/"))):
        assert "A storm." in page
    assert "cancelled" in words(guest())


def test_somebody_elses_seat_is_not_there():
    forum, _officer = stories.a_forum()
    stories.registered(forum)
    other = Resident(forum)
    assert other.client.get(other.path("mine/")).status_code == 404
    assert other.client.get(other.path("mine/certificate.pdf")).status_code == 404
    assert guest(f"{forum.code}/mine/").status_code == 302


def test_calendars_hold_one_forum_or_all_and_cross_out_what_is_cancelled():
    forum, _officer = stories.a_forum(summary={"en": "Shade, benches; and " + "a long walk, " * 12})
    gone, other = stories.a_forum()
    forums.cancel(forum=gone, reason=stories.REASON, actor=other, now=NOW)
    stories.a_draft()
    one = guest(f"{forum.code}/forum.ics")
    assert one["Content-Type"] == "text/calendar; charset=utf-8"
    text = one.content.decode()
    assert "DTSTART:20270307T020000Z\r\nDTEND:20270307T060000Z\r\nSUMMARY:Green corridor forum\r\n" in text
    assert "DESCRIPTION:Shade\\, benches\\; and" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    every = guest("forums.ics", language="kk").content.decode()
    assert every.count("BEGIN:VEVENT") == 2
    assert "SUMMARY:Жасыл дәліз форумы" in every
    assert every.count("STATUS:CANCELLED") == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_one_row_and_for_three(rows, django_assert_num_queries):
    forum, officer = stories.a_forum(capacity=50)
    within = (forum.process, officer)
    her = Resident(forum)
    her.send("register/")
    for n in range(rows):
        forums.save_item(
            forum=forum, starts_at=STARTS + n * HOUR, minutes=20, title=stories.TITLE, body=forum.process.body,
            actor=officer, now=NOW,
        )  # fmt: skip
        question = questions.ask(
            forum=forum, text=f"Сұрақ {n}", language="kk", form_token=str(n), actor=stories.someone(), now=NOW
        )
        questions.want(question=question, actor=stories.someone(), now=NOW)
        if n:
            other, _officer = stories.a_forum(within=within)
            stories.registered(other, stories.her(Registration.objects.filter(person=her.person).first()))
    with django_assert_num_queries(2):  # to come, past
        guest()
    # session, account, offices, forum, programme, own, seats, photos, whether she follows it, 2 for the tabs
    with django_assert_num_queries(11):
        her.client.get(her.path())
    her.client.get("/en/forums/")
    with django_assert_num_queries(6):  # session, account, offices, to come, past, own
        her.client.get("/en/forums/")
    with django_assert_num_queries(6):  # session, account, offices, forum, open and answered questions
        her.client.get(her.path("questions/"))
    with django_assert_num_queries(2):  # forum, questions
        guest(f"{forum.code}/screen/")
    with django_assert_num_queries(1):
        guest("forums.ics")


def test_questions_are_asked_once_masked_and_wanted_once():
    forum, _officer = stories.a_forum()
    her, other = Resident(forum), Resident(forum)
    typed = {"text": "Жол қашан салынады? Маған +7 701 123 45 67 қоңырау шалыңыз", "token": "abc"}
    her.send("questions/", **typed)
    her.send("questions/", **typed)
    question = Question.objects.get()
    page = other.read("questions/")
    assert "Жол қашан салынады?" in page
    assert "701" not in page
    other.send(f"questions/{question.pk}/want/", want="yes")
    other.send(f"questions/{question.pk}/want/", want="yes")
    assert QuestionVote.objects.count() == 1
    assert "1 person wants an answer" in other.read("questions/")
    other.send(f"questions/{question.pk}/want/", want="no")
    assert QuestionVote.objects.count() == 0
    other.send(f"questions/{question.pk}/take-back/", status=403)
    her.send(f"questions/{question.pk}/take-back/")
    assert not Question.objects.exists()


def test_a_question_too_long_or_one_too_many_is_kept_on_the_page_with_a_sentence(clock):
    forum, _officer = stories.a_forum()
    her = Resident(forum)
    long = "Неге? " * 60
    page = her.send("questions/", status=422, text=long, token="t").content.decode()
    assert "at most 300 signs" in page
    assert long.strip() in page
    for n in range(5):
        her.send("questions/", text=f"Сұрақ {n}", token=f"t{n}")
    assert "let others ask" in words(her.send("questions/", status=422, text="Тағы", token="t6"))
    clock.now = ENDS
    late = her.client.post(her.path("questions/"), {"text": "Кеш", "token": "t7"})
    assert "until the end of the forum" in words(late)


def test_the_most_wanted_stands_first_and_the_wall_shows_six():
    forum, _officer = stories.a_forum()
    for n in range(8):
        question = questions.ask(
            forum=forum, text=f"Сұрақ {n}", language="kk", form_token=str(n), actor=stories.someone(), now=NOW
        )
    questions.want(question=question, actor=stories.someone(), now=NOW)
    wall = guest(f"{forum.code}/screen/")
    assert wall.content.decode().count("wall-count") == 6
    assert words(wall).index("Сұрақ 7") < words(wall).index("Сұрақ 0")
    assert 'hx-trigger="every 4s"' in wall.content.decode()


def test_minutes_lead_to_ideas_and_decisions():
    from ortaq.core.decisions import services as decisions

    forum, officer = stories.a_forum()
    idea = records.a_matter(number="i2027-000017", kind="appeal", title="Көлеңке мен орындық")
    record = decisions.announce(
        rule="lot.order", version=1, case={"entries": ["a", "b"]}, title={"en": "A lot"}, actor=system("test"), now=NOW
    )
    minutes.save_paragraph(
        forum=forum, text={"kk": "Көлеңке керек.", "en": "Shade is needed."}, numbers=["i2027-000017"],
        decided=[record.public_id], actor=officer, now=ENDS,
    )  # fmt: skip
    assert "Shade is needed" not in words(guest(f"{forum.code}/"))
    stories.held(forum, officer)
    minutes.publish(forum=forum, actor=officer, now=ENDS)
    page = guest(f"{forum.code}/").content.decode()
    assert "Shade is needed." in page
    assert idea.title in page
    assert f"/appeals/{idea.number}/" in page
    assert str(record.public_id) in page


def test_a_certificate_is_for_who_came_and_anyone_checks_its_number():
    forum, officer = stories.a_forum()
    her, absent = Resident(forum), Resident(forum)
    her.send("register/")
    absent.send("register/")
    row = Registration.objects.get(person=her.person)
    stories.came(forum, row, officer)
    assert her.client.get(her.path("mine/certificate.pdf")).status_code == 404, "attendance is not final yet"
    stories.held(forum, officer)
    assert absent.client.get(absent.path("mine/certificate.pdf")).status_code == 404
    for one, said in ((her, "You came in:"), (absent, "The forum has taken place.")):
        page = one.read("mine/")
        assert said in page
        assert "Your code at the door" not in page, "nobody stands at the door any more"
    paper = her.client.get(her.path("mine/certificate.pdf"))
    assert paper["Content-Type"] == "application/pdf"
    number = asked.certificate_number(stories.fresh(row))
    assert number in her.read("mine/")
    page = words(guest(f"certificate/?number={number}"))
    assert "We issued this certificate" in page
    assert "Green corridor forum" in page
    assert her.person.name not in guest(f"certificate/?number={number}").content.decode()
    for name, said in ((her.person.name.upper(), "is the name on the certificate"), ("Болат", "is not the name")):
        assert said in words(Client().get("/en/forums/certificate/", {"number": number.lower(), "name": name}))
    for wrong in (
        number[:-1] + ("3" if number.endswith("2") else "2"),
        number.replace("-1-", "-2-"),
        "x",
        "F2027-1-1-1-1",
        "f2027-000001-99999999999999-AAAAAA",
    ):
        assert "We issued no certificate" in words(Client().get("/en/forums/certificate/", {"number": wrong})), wrong


def test_a_certificate_speaks_the_language_of_its_holder_and_has_the_same_bytes_twice(django_assert_num_queries):
    from io import BytesIO

    from pypdf import PdfReader

    from ortaq.civic.dialogue.queries import certificates
    from tests.civic.dialogue import stories as people

    forum, officer = stories.a_forum(capacity=3)
    said = {"kk": "Жасыл дәліз форумы", "ru": "Форум о зелёном коридоре", "en": "Green corridor forum"}
    rows = {}
    for language in said:
        person = people.a_person(f"Әлия Ұлықбек {language} (демо)", language=language)
        rows[language] = stories.came(forum, stories.registered(forum, people.her(person)), officer)
    stories.held(forum, officer)
    for language, title in said.items():
        found = asked.certificate_of(stories.fresh(rows[language]))
        paper = certificates.pdf_of(found)
        text = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)
        assert title in text
        assert found.name in text
        assert found.number in text
        assert certificates.pdf_of(found) == paper


def test_the_last_minute_of_a_day_before_counts_for_opening_too(clock):
    forum, _officer = stories.a_forum(opens_at=NOW + HOUR)
    her = Resident(forum)
    assert "Registration opens on 1 March 2027, 11:00" in her.read()
    clock.now = NOW + HOUR - timedelta(seconds=1)
    her.send("register/", status=409)
    clock.now = NOW + HOUR
    her.send("register/")
