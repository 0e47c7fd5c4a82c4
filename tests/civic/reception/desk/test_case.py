"""An official at work on a case: answering, being second, forwarding, sharing out, extending, fixing."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from ortaq.civic.reception.models import Answer, Appeal, Assignment, Draft, Extension, Fix
from tests import factories
from tests.records import an_account, sign_in

pytestmark = pytest.mark.django_db
WORDS = "Әткеншек ауыстырылды, жұмыс аптаның соңына дейін толық аяқталады."


@pytest.fixture
def almaty():
    return factories.city()


@pytest.fixture
def appeal(almaty):
    return factories.an_appeal(almaty, now=timezone.now() - timedelta(hours=1))


def at_desk(client, almaty, body="akimat-bostandyk", role="officer", name="Бірінші орындаушы (демо)"):
    """Sign somebody with an office in and give her."""
    person = factories.a_person(name)
    factories.an_office(almaty.bodies[body], role, person)
    sign_in(client, an_account(person), strong=True)
    return person


def address(row, deed=""):
    return f"/en/desk/appeals/{row.pk}/" + (f"{deed}/" if deed else "")


def send(client, row, deed, **form):
    return client.post(address(row, deed), form)


def test_the_case_shows_what_was_said_and_what_may_be_done(client, almaty, appeal):
    at_desk(client, almaty)
    page = client.get(address(factories.lead_of(appeal))).content.decode()
    assert appeal.text in page
    assert appeal.applicant.name in page
    assert address(factories.lead_of(appeal), "answer") in page
    assert "Only the head of the body can extend the term." in page
    assert "Check what everyone reads" not in page


def test_an_answer_goes_out_and_the_case_is_done(client, almaty, appeal):
    at_desk(client, almaty)
    row = factories.lead_of(appeal)
    page = send(client, row, "answer", text=WORDS, outcome="granted")
    assert page.status_code == 302
    assert Answer.objects.get().text.startswith(WORDS)
    assert Appeal.objects.get().state == "answered"


def test_the_second_officer_is_told_who_was_first_and_keeps_her_words(client, almaty, appeal):
    row = factories.lead_of(appeal)
    at_desk(client, almaty)
    client.get(address(row, "answer"))
    factories.an_answer(almaty, appeal, now=timezone.now())
    page = send(client, row, "answer", text=WORDS + " Мен де жаздым.", outcome="granted")
    assert page.status_code == 409
    shown = page.content.decode()
    assert "Мен де жаздым." in shown
    assert "Bostandyk akimat" in shown
    assert Draft.objects.get().text.endswith("Мен де жаздым.")
    assert Answer.objects.count() == 1


def test_an_answer_in_another_language_is_asked_about(client, almaty, appeal):
    at_desk(client, almaty)
    russian = "Качели заменены, работы будут закончены до конца недели, приносим извинения за неудобства."
    page = send(client, factories.lead_of(appeal), "answer", text=russian, outcome="granted")
    assert page.status_code == 422
    assert russian in page.content.decode()
    page = send(client, factories.lead_of(appeal), "answer", text=russian, outcome="granted", language="ru")
    assert (page.status_code, Answer.objects.get().language) == (302, "ru")


def test_empty_words_are_asked_for_and_nothing_is_written(client, almaty, appeal):
    at_desk(client, almaty)
    page = send(client, factories.lead_of(appeal), "answer", text="", outcome="granted")
    assert page.status_code == 422
    assert "Write the answer" in page.content.decode()
    assert not Answer.objects.exists()


def test_an_unsent_answer_waits_in_the_form(client, almaty, appeal):
    at_desk(client, almaty)
    row = factories.lead_of(appeal)
    client.post(address(row, "draft"), {"text": "Жарты жауап"})
    assert "Жарты жауап" in client.get(address(row, "answer")).content.decode()


def test_forwarding_names_the_body_and_the_reason(client, almaty, appeal):
    at_desk(client, almaty)
    row = factories.lead_of(appeal)
    page = send(client, row, "redirect", to="transport", reason="Жол бойындағы алаң.", part="")
    assert page.status_code == 302
    row.refresh_from_db()
    assert (row.state, factories.lead_of(appeal).body.code) == ("redirected", "transport")


def test_forwarding_to_nowhere_keeps_the_reason(client, almaty, appeal):
    at_desk(client, almaty)
    page = send(client, factories.lead_of(appeal), "redirect", to="nobody", reason="Менікі емес", part="")
    assert page.status_code == 422
    assert "Менікі емес" in page.content.decode()


def test_sharing_out_gives_each_body_its_part(client, almaty, appeal):
    at_desk(client, almaty)
    form = {"body_1": "transport", "part_1": "Кіреберіс жол", "body_2": "light-demo", "part_2": "Шамдар"}
    assert send(client, factories.lead_of(appeal), "split", **form).status_code == 302
    parts = Assignment.objects.filter(lead=False).values_list("body__code", "part")
    assert set(parts) == {("transport", "Кіреберіс жол"), ("light-demo", "Шамдар")}


def test_a_part_without_a_body_is_asked_about(client, almaty, appeal):
    at_desk(client, almaty)
    form = {"body_1": "transport", "part_1": "Кіреберіс жол", "part_2": "Шамдар"}
    page = send(client, factories.lead_of(appeal), "split", **form)
    assert page.status_code == 422
    assert "Choose the body." in page.content.decode()


def test_the_head_extends_with_a_motive(client, almaty, appeal):
    at_desk(client, almaty, role="head")
    row = factories.lead_of(appeal)
    until = row.due_on + timedelta(days=7)
    page = send(client, row, "extend", until=until.isoformat(), motive="Сараптама керек.")
    assert page.status_code == 302
    assert Extension.objects.get().until == until


@pytest.mark.parametrize("until", ["2020-01-01", "not a day", ""])
def test_an_impossible_day_is_refused_and_the_motive_stays(client, almaty, appeal, until):
    at_desk(client, almaty, role="head")
    page = send(client, factories.lead_of(appeal), "extend", until=until, motive="Сараптама керек.")
    assert page.status_code == 422
    assert "Сараптама керек." in page.content.decode()
    assert not Extension.objects.exists()


def test_fixed_needs_the_photo_the_topic_asks_for(client, almaty, appeal):
    at_desk(client, almaty)
    row, today = factories.lead_of(appeal), timezone.localdate().isoformat()
    page = send(client, row, "fix", note="Ауыстырылды", done_on=today)
    assert page.status_code == 422
    octets = BytesIO()
    Image.new("RGB", (320, 240), "seagreen").save(octets, "JPEG")
    photo = SimpleUploadedFile("after.jpg", octets.getvalue(), "image/jpeg")
    page = send(client, row, "fix", note="Ауыстырылды", done_on=today, photo=photo)
    assert page.status_code == 302
    assert Fix.objects.get().evidence is not None


def test_a_disguised_file_is_no_evidence(client, almaty, appeal):
    at_desk(client, almaty)
    fake = SimpleUploadedFile("after.jpg", b"MZ" + b"\0" * 400, "image/jpeg")
    today = timezone.localdate().isoformat()
    page = send(client, factories.lead_of(appeal), "fix", note="Ауыстырылды", done_on=today, photo=fake)
    assert page.status_code == 422
    assert "Ауыстырылды" in page.content.decode()
    assert not Fix.objects.exists()


def test_a_moderator_hides_a_name_and_shows_the_rest(client, almaty, appeal):
    at_desk(client, almaty, body="centre", role="moderator")
    row = factories.lead_of(appeal)
    assert send(client, row, "hold", reason="Есімі бар").status_code == 302
    assert not Appeal.objects.get().listed
    page = send(client, row, "publish", title="Балалар алаңы", public_text="Біздің аулада алаң ескірген.")
    assert page.status_code == 302
    shown = Appeal.objects.select_related("matter").get()
    assert (shown.listed, shown.public_text) == (True, "Біздің аулада алаң ескірген.")
    assert "сынып қалды" in shown.text


def test_topic_and_kind_are_corrected_but_never_the_words(client, almaty, appeal):
    at_desk(client, almaty)
    page = send(client, factories.lead_of(appeal), "correct", kind="complaint", topic="service.information")
    assert page.status_code == 302
    fresh = Appeal.objects.get()
    assert (fresh.kind, fresh.topic.code, fresh.text) == ("complaint", "service.information", appeal.text)


def test_an_officer_takes_a_case_in_hand(client, almaty, appeal):
    person = at_desk(client, almaty)
    client.post(address(factories.lead_of(appeal), "take"))
    assert factories.lead_of(appeal).officer_id == person.pk


def test_a_case_of_another_body_is_not_there(client, almaty, appeal):
    at_desk(client, almaty, body="akimat-medeu")
    assert client.get(address(factories.lead_of(appeal))).status_code == 404


def test_an_unknown_deed_is_not_there(client, almaty, appeal):
    at_desk(client, almaty)
    assert client.get(address(factories.lead_of(appeal), "burn")).status_code == 404
