"""The page of an appeal: for everyone, for its applicant, and what she may do."""

import json
from datetime import timedelta

import pytest

from ortaq.engines import proof
from tests.civic.reception.pages.test_filing import an_account
from tests.civic.reception.pages.walk import words
from tests.conftest import NOW
from tests.factories import a_person, an_answer, an_appeal, city, lead_of, resident

pytestmark = pytest.mark.django_db


@pytest.fixture
def almaty():
    return city()


def address(appeal, rest=""):
    return f"/en/appeals/{appeal.matter.number}/{rest}"


def with_code(client, appeal, code=None):
    """Open the applicant's view as she does: number and code from the slip."""
    return client.post("/en/appeals/track/", {"number": appeal.matter.number, "code": code or appeal.access_code})


def fresh(appeal):
    from ortaq.civic.reception.models import Appeal

    return Appeal.objects.get(pk=appeal.pk)


def late_appeal(almaty):
    from ortaq.civic.reception.services import clocks
    from ortaq.core.people.actor import system

    appeal = an_appeal(almaty, now=NOW - timedelta(days=60))
    clocks.fall_silent(assignment=lead_of(appeal), actor=system("clock"), now=NOW - timedelta(days=20))
    return appeal


def test_everyone_reads_what_was_said_who_answers_and_by_when(client, almaty):
    appeal = an_appeal(almaty)
    page = words(client.get(address(appeal)))
    assert "балалар алаңы ескірген" in page
    assert "Bostandyk akimat" in page
    assert "waiting for an answer" in page
    assert "working days left" in page
    assert "15 working days from the day after registration" in page
    assert "Row 5 of the routing table test.1" in page


def test_days_off_that_were_skipped_are_named(client, almaty):
    page = words(client.get(address(an_appeal(almaty))))
    assert "8 March , Monday" in page
    assert "Saturday" not in page


def test_the_answer_and_the_repair_are_two_states(client, almaty):
    appeal = an_appeal(almaty, now=NOW - timedelta(days=9))
    an_answer(almaty, appeal, now=NOW - timedelta(days=2))
    page = words(client.get(address(appeal)))
    assert "answered" in page
    assert "Waits for a photo of the finished work" in page
    assert "Алаң жөнделді" in page


def test_what_is_late_is_named_late_and_leads_to_the_complaint(client, almaty):
    appeal = late_appeal(almaty)
    page = client.get(address(appeal))
    assert "late by" in words(page)
    assert "Silence counts as a refusal" in words(page)
    assert address(appeal, "complain/") in page.content.decode()


def test_a_held_appeal_is_not_there_for_others(client, almaty):
    appeal = an_appeal(almaty, publish=False)
    assert client.get(address(appeal)).status_code == 404
    client.force_login(an_account())
    assert client.get(address(appeal)).status_code == 404
    assert client.get(address(appeal, "routing.json")).status_code == 404
    assert client.get(address(appeal, "complain/")).status_code == 404
    assert client.post(address(appeal, "support/")).status_code == 404


def test_the_code_from_the_slip_opens_ones_own_appeal(client, almaty):
    appeal = an_appeal(almaty, publish=False, text="Менің телефоным 87019998877, әткеншек сынған")
    response = with_code(client, appeal, appeal.access_code.lower())
    assert response.status_code == 302
    page = client.get(address(appeal))
    assert "87019998877" in words(page)
    assert "no-store" in page["Cache-Control"]


def test_a_wrong_code_opens_nothing_and_says_so(client, almaty):
    held, shown = an_appeal(almaty, publish=False), an_appeal(almaty)
    assert "no appeal with this number and code" in words(with_code(client, held, "WRONG"))
    assert "does not fit this number" in words(with_code(client, shown, "WRONG"))
    assert "reopen" not in client.get(address(shown)).content.decode()


def test_number_and_code_open_the_appeal_however_they_are_typed(client, almaty):
    appeal = an_appeal(almaty)
    year, last = appeal.matter.number.split("-")
    spaced = f" {appeal.access_code[:5].lower()} {appeal.access_code[5:].lower()}"
    opened = client.post("/en/appeals/track/", {"number": f"№ {year} {int(last)}", "code": spaced})
    assert (opened.status_code, opened.url) == (302, address(appeal))


def test_an_unknown_number_is_asked_again_with_a_sentence(client, almaty):
    response = client.post("/en/appeals/track/", {"number": "2031-000001", "code": "ABC"})
    assert response.status_code == 422
    assert "2031-000001" in response.content.decode()


def test_the_applicant_accepts_rates_and_sends_back(client, almaty):
    appeal = an_appeal(almaty, now=NOW - timedelta(days=9))
    an_answer(almaty, appeal, now=NOW - timedelta(days=2))
    with_code(client, appeal)
    assert client.post(address(appeal, "rate/"), {"score": "2", "comment": "Кеш"}).status_code == 302
    assert fresh(appeal).score == 2
    assert client.post(address(appeal, "reopen/"), {"reason": "Әткеншек әлі сынық тұр"}).status_code == 302
    again = fresh(appeal)
    assert (again.state, again.reopened_count) == ("open", 1)
    assert "Әткеншек әлі сынық тұр" in words(client.get(address(appeal)))


def test_the_applicant_who_is_content_says_so(client, almaty):
    appeal = an_appeal(almaty, now=NOW - timedelta(days=9))
    an_answer(almaty, appeal, now=NOW - timedelta(days=2))
    with_code(client, appeal)
    client.post(address(appeal, "accept/"))
    assert fresh(appeal).state == "accepted"


def test_sending_back_without_a_reason_keeps_the_page_and_says_why(client, almaty):
    appeal = an_appeal(almaty, now=NOW - timedelta(days=9))
    an_answer(almaty, appeal, now=NOW - timedelta(days=2))
    with_code(client, appeal)
    response = client.post(address(appeal, "reopen/"), {"reason": ""})
    assert response.status_code == 422
    assert "Write what is still wrong" in words(response)
    assert fresh(appeal).state == "answered"


def test_nobody_else_accepts_or_sends_back(client, almaty):
    appeal = an_appeal(almaty, now=NOW - timedelta(days=9))
    an_answer(almaty, appeal, now=NOW - timedelta(days=2))
    client.post(address(appeal, "accept/"))
    client.post(address(appeal, "reopen/"), {"reason": "жоқ дұрыс емес"})
    client.post(address(appeal, "rate/"), {"score": "1"})
    again = fresh(appeal)
    assert (again.state, again.score, again.reopened_count) == ("answered", None, 0)


def test_a_guest_who_supports_is_asked_to_sign_in_and_comes_back(client, almaty):
    appeal = an_appeal(almaty)
    response = client.post(address(appeal, "support/"))
    assert response.status_code == 302
    assert "login" in response["Location"]
    assert appeal.matter.number in response["Location"]


def test_support_counts_once_and_following_can_be_stopped(client, almaty):
    appeal = an_appeal(almaty)
    client.force_login(an_account())
    client.post(address(appeal, "support/"))
    client.post(address(appeal, "support/"))
    assert appeal.matter.supports.count() == 1
    before = appeal.matter.followers.count()
    client.post(address(appeal, "follow/"))
    assert appeal.matter.followers.count() == before + 1
    client.post(address(appeal, "follow/"))
    assert appeal.matter.followers.count() == before


def test_a_comment_is_written_once_and_shown_masked(client, almaty):
    appeal = an_appeal(almaty)
    client.force_login(an_account())
    given = {"text": "Менде де солай, 87019998877", "form_token": "once"}
    client.post(address(appeal, "comment/"), given)
    client.post(address(appeal, "comment/"), given)
    page = words(client.get(address(appeal)))
    assert page.count("Менде де солай") == 1
    client.logout()
    assert "87019998877" not in client.get(address(appeal)).content.decode()


def test_an_empty_comment_is_asked_again(client, almaty):
    appeal = an_appeal(almaty)
    client.force_login(an_account())
    response = client.post(address(appeal, "comment/"), {"text": " "})
    assert response.status_code == 422
    assert "Write a few words" in words(response)


def test_why_here_can_be_recomputed_by_anyone(client, almaty):
    from ortaq.engines import routing

    appeal = an_appeal(almaty)
    record = json.loads(client.get(address(appeal, "routing.json")).content)
    assert record["rule"] == "routing.first_match"
    assert proof.digest(record["case"]) == record["case_digest"]
    assert routing.first_match(record["case"], record["seed"]) == record["outcome"]


def test_the_complaint_is_written_for_the_applicant_and_for_nobody_else(client, almaty):
    appeal = late_appeal(almaty)
    stranger = client.get(address(appeal, "complain/"))
    assert "Айгерім" not in words(stranger)
    assert client.get(address(appeal, "complaint.txt")).status_code == 404
    with_code(client, appeal)
    own = words(client.get(address(appeal, "complain/")))
    assert "Айгерім" in own
    assert "City akimat" in own
    letter = client.get(address(appeal, "complaint.txt"))
    assert letter["Content-Disposition"].startswith("attachment")
    assert appeal.matter.number in letter.content.decode()


def test_there_is_no_letter_before_there_is_a_cause(client, almaty):
    appeal = an_appeal(almaty)
    with_code(client, appeal)
    page = words(client.get(address(appeal, "complain/")))
    assert "The term has not passed yet" in page
    assert "No answer has come" not in page


def test_what_was_sent_back_by_another_person_is_not_mine(client, almaty):
    person = a_person("Сәуле (демо)")
    appeal = an_appeal(almaty, applicant=person, actor=resident(person))
    client.force_login(an_account())
    page = words(client.get(address(appeal)))
    assert "Сәуле" not in page
    assert "Your appeal" not in page


def test_the_page_costs_the_same_for_one_and_for_many_of_everything(client, almaty, django_assert_num_queries):
    from ortaq.core.discussion import services as discussion

    one, many = an_appeal(almaty), an_appeal(almaty, at=(76.9051, 43.2051))
    for n in range(4):
        person = a_person(f"Тұрғын {n} (демо)")
        discussion.comment(matter=many.matter, text=f"пікір {n}", actor=resident(person), now=NOW)
        discussion.support(matter=many.matter, actor=resident(person), now=NOW)
    client.get(address(one))
    with django_assert_num_queries(10):
        client.get(address(one))
    with django_assert_num_queries(10):
        client.get(address(many))


def test_a_year_without_a_calendar_does_not_hide_the_appeal(client, almaty, monkeypatch):
    appeal = an_appeal(almaty)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW.replace(year=2031))
    page = client.get(address(appeal))
    assert page.status_code == 200
    assert "Silence counts as a refusal" in words(page)


def test_the_slips_code_leaves_the_address_at_once(client, almaty):
    appeal = an_appeal(almaty, publish=False)
    number, code = appeal.matter.number, appeal.access_code
    wrong = client.get("/en/appeals/track/", {"number": number, "code": "AAAAAAAAAA"})
    assert wrong.url == f"/en/appeals/track/?number={number}"
    assert "We find no appeal" in words(client.get(wrong.url))
    assert client.get(address(appeal)).status_code == 404
    right = client.get("/en/appeals/track/", {"number": number, "code": code})
    assert right.url == address(appeal)
    assert client.get(right.url).status_code == 200
