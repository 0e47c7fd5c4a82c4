"""The inbox: the soonest due first, the case beside the list, always the same number of questions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.civic.reception.desk.test_case import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def almaty():
    return factories.city()


def some(almaty, count, days=1):
    start = timezone.now() - timedelta(days=days)
    return [factories.an_appeal(almaty, now=start + timedelta(minutes=n)) for n in range(count)]


def numbers(page):
    return [row.cells[0].text.split(" · ")[0] for row in page.context["table"].rows]


def test_the_soonest_due_stands_first(client, almaty):
    new = some(almaty, 1)[0]
    old = some(almaty, 1, days=40)[0]
    at_desk(client, almaty)
    page = client.get("/en/desk/")
    assert numbers(page) == [old.matter.number, new.matter.number]
    assert "late" in page.content.decode()


def test_the_views_count_and_narrow(client, almaty):
    some(almaty, 2)
    some(almaty, 1, days=40)
    at_desk(client, almaty)
    page = client.get("/en/desk/?show=late")
    assert len(numbers(page)) == 1
    assert [(tab["label"], tab["count"]) for tab in page.context["tabs"]][:4] == [
        ("All", 3), ("In my hands", 0), ("Not taken", 3), ("Late", 1),
    ]  # fmt: skip


def test_a_case_opens_beside_the_list(client, almaty):
    appeal = some(almaty, 2)[0]
    at_desk(client, almaty)
    row = factories.lead_of(appeal)
    page = client.get(f"/en/desk/?open={row.pk}")
    assert page.context["assignment"] == row
    assert len(numbers(page)) == 2
    assert appeal.text in page.content.decode()


@pytest.mark.parametrize("asked", ["999999", "abc", "9" * 40, ""])
def test_a_case_that_is_not_there_leaves_the_list(client, almaty, asked):
    some(almaty, 1)
    at_desk(client, almaty)
    page = client.get(f"/en/desk/?open={asked}")
    assert (page.status_code, page.context["has_side"], len(numbers(page))) == (200, False, 1)


def test_pages_turn_by_key(client, almaty):
    some(almaty, 23)
    at_desk(client, almaty)
    first = client.get("/en/desk/")
    second = client.get("/en/desk/" + first.context["older"])
    assert (len(numbers(first)), len(numbers(second))) == (20, 3)
    assert not set(numbers(first)) & set(numbers(second))
    back = client.get("/en/desk/" + second.context["newer"])
    assert numbers(back) == numbers(first)
    assert "Due later" in first.content.decode(), "the order is the due day: the next page is not an older one"
    assert "Due earlier" in second.content.decode()


@pytest.mark.parametrize("said", ["{number}", " № {number} ", "{end}"])
def test_a_case_is_found_by_its_number_or_its_end(client, almaty, said):
    wanted = some(almaty, 22)[-1].matter.number
    at_desk(client, almaty)
    page = client.get("/en/desk/", {"number": said.format(number=wanted, end=wanted[-4:])})
    assert numbers(page) == [wanted]


def test_a_number_that_is_not_there_is_no_reason_to_rejoice(client, almaty):
    some(almaty, 1)
    at_desk(client, almaty)
    page = client.get("/en/desk/?number=2001-000001").content.decode()
    assert "No open appeal of your bodies has this number." in page
    assert "Well done" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_asks_the_same_questions_for_one_and_for_three(client, almaty, count, django_assert_num_queries):
    some(almaty, count)
    at_desk(client, almaty)
    client.get("/en/desk/")
    with django_assert_num_queries(8):
        client.get("/en/desk/")


def test_an_empty_inbox_says_so(client, almaty):
    at_desk(client, almaty)
    assert "Nothing waits. Well done." in client.get("/en/desk/").content.decode()
