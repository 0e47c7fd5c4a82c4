"""A call to 1308: taken down on one page, read out at the end, never filed twice."""

import pytest
from django.utils import timezone

from ortaq.civic.reception.models import Appeal
from tests import factories
from tests.civic.reception.desk.test_case import at_desk

pytestmark = pytest.mark.django_db
CALL = {
    "text": "Көше шамы үш күннен бері жанбайды, балалар қараңғыда жүр.",
    "phone": "8 701 123 45 67",
    "name": "Қоңырау шалушы (демо)",
    "address": "Абай даңғылы, 52",
    "district": "kz.almaty.bostandyk",
    "topic": "",
    "kind": "message",
    "publish": "on",
    "form_token": "call-1",
}


@pytest.fixture
def almaty():
    return factories.city()


def test_a_call_gets_a_number_to_read_out(client, almaty):
    at_desk(client, almaty, body="centre", role="operator", name="Оператор (демо)")
    page = client.post("/en/desk/call/", CALL, follow=True)
    appeal = Appeal.objects.select_related("matter", "lead").get()
    shown = page.content.decode()
    assert appeal.matter.number in shown
    assert appeal.access_code in shown
    assert (appeal.matter.channel, appeal.topic.code, appeal.lead.code) == ("call", "light.lamp", "light-demo")
    assert appeal.applicant.phone == "+77011234567"
    assert appeal.accepted_by.person.name == "Оператор (демо)"


def test_the_same_form_twice_is_one_appeal(client, almaty):
    at_desk(client, almaty, body="centre", role="operator")
    first = client.post("/en/desk/call/", CALL)
    second = client.post("/en/desk/call/", CALL)
    assert first["Location"] == second["Location"]
    assert Appeal.objects.count() == 1


def test_the_caller_is_known_by_her_phone(client, almaty):
    at_desk(client, almaty, body="centre", role="operator")
    client.post("/en/desk/call/", CALL)
    page = client.get("/en/desk/call/?phone=%2B77011234567").content.decode()
    assert Appeal.objects.get().matter.number in page
    assert "Nothing from this phone." in client.get("/en/desk/call/?phone=87770000000").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "Write down what the caller says."),
        ({"text": "🙂🙂"}, ""),
        ({"phone": "12"}, "This phone number does not exist."),
        ({"iin": "123456789012"}, "There is no such IIN"),
        ({"name": ""}, "Ask for the name"),
        ({"district": "kz.atlantis"}, ""),
    ],
)
def test_what_was_typed_wrong_is_asked_again_and_the_rest_stays(client, almaty, wrong, said):
    at_desk(client, almaty, body="centre", role="operator")
    page = client.post("/en/desk/call/", CALL | wrong)
    assert page.status_code == 422
    shown = page.content.decode()
    assert said in shown
    assert "Абай даңғылы, 52" in shown
    assert not Appeal.objects.exists()


def test_an_officer_is_not_an_operator(client, almaty):
    at_desk(client, almaty)
    assert client.get("/en/desk/call/").status_code == 403


def test_a_call_without_a_name_is_anonymous(client, almaty):
    at_desk(client, almaty, body="centre", role="operator")
    page = client.post("/en/desk/call/", CALL | {"name": "", "phone": ""}, follow=True).content.decode()
    assert Appeal.objects.get().applicant is None
    assert "no answer is owed" in page
    assert Appeal.objects.get().received_at <= timezone.now()
