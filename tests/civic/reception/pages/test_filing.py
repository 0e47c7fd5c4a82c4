"""A resident files an appeal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ortaq.engines.personal import check_digit
from tests import factories
from tests.civic.reception.pages.walk import (
    ANSWERS,
    NAMED,
    POINT,
    TEXT,
    a_photo,
    errors,
    kept,
    send,
    step,
    walk,
    words,
)
from tests.factories import FAR, OUTSIDE, city

pytestmark = pytest.mark.django_db

GOOD_IIN = f"88010130001{check_digit('88010130001')}"


@pytest.fixture(autouse=True)
def almaty():
    return city()


def the_appeal():
    from ortaq.civic.reception.models import Appeal

    return Appeal.objects.select_related("matter", "topic", "applicant", "lead", "district").get()


def texts():
    from ortaq.civic.reception.models import Appeal

    return Appeal.objects.values_list("text", flat=True)


def count():
    from ortaq.civic.reception.models import Appeal

    return Appeal.objects.count()


def test_a_resident_files_in_kazakh_with_a_photo_and_a_pin(client, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    }
    response = send(client, words={"text": TEXT, "photos": [a_photo()]})
    appeal = the_appeal()
    assert response["Location"] == f"/kk/appeals/{appeal.matter.number}/filed/"
    assert appeal.text == TEXT
    assert appeal.topic.code == "yard.playground"
    assert appeal.lead.code == "akimat-bostandyk"
    assert appeal.applicant.phone == "+77011234567"
    assert appeal.matter.files.count() == 1
    done = words(client.get(response["Location"]))
    assert appeal.matter.number in done
    assert appeal.access_code in done
    assert "Өтінішіңіз қабылданды" in done


def test_the_sentence_of_the_home_page_waits_in_the_first_question(client):
    response = client.post("/kk/appeals/new/", {"text": "Шұңқыр бар"})
    assert response["Location"] == step("words")
    assert "Шұңқыр бар" in words(client.get(step("words")))


def test_a_later_question_leads_back_to_the_first_open_one(client):
    assert client.get(step("about"))["Location"] == step("words")
    assert client.post(step("check"), {})["Location"] == step("words")


def test_a_question_nobody_asks_is_not_found(client):
    assert client.get(step("fee")).status_code == 404


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", {"kk": "Не болғанын жазыңызшы", "ru": "Напишите, что случилось", "en": "Please write what happened"}),
        ("😀😀 👍", {"kk": "", "ru": "", "en": "add one sentence in words"}),
        ("ш" * 1_000_000, {"kk": "таңба ғана сыяды", "ru": "помещается не больше", "en": "at most"}),
    ],
    ids=["empty", "emoji", "one megabyte"],
)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_text_that_says_nothing_or_too_much_comes_back_whole_with_a_sentence(client, language, text, said):
    response = client.post(step("words", language), {"text": text})
    assert response.status_code == 422
    assert said[language] in errors(response)
    assert errors(response).strip()
    assert text in response.content.decode()
    assert count() == 0


def test_a_disguised_file_is_refused_and_the_words_and_the_good_photo_stay(client):
    fake = SimpleUploadedFile("suret.jpg", b"MZ\x90 a program", content_type="image/jpeg")
    response = client.post(step("words", "en"), {"text": TEXT, "photos": [a_photo("good.jpg"), fake]})
    assert response.status_code == 422
    assert "suret.jpg" in errors(response)
    page = words(client.get(step("words", "en")))
    assert TEXT in page
    assert "good.jpg" in page


def test_a_file_of_fifty_megabytes_is_refused_with_a_sentence(client):
    big = SimpleUploadedFile("big.jpg", b"\xff\xd8\xff" + b"0" * 50 * 1024 * 1024, content_type="image/jpeg")
    response = client.post(step("words", "en"), {"text": TEXT, "photos": [big]})
    assert response.status_code == 422
    assert "big.jpg" in errors(response)
    assert TEXT in response.content.decode()


def test_photos_are_added_and_removed_without_leaving_the_question(client):
    page = client.post(step("words"), {"text": "жартылай", "photos": [a_photo("a.jpg")], "go": "photos"})
    assert page.status_code == 200
    assert "жартылай" in words(page)
    assert "a.jpg" in words(page)
    photo = client.session["draft:appeal:"]["photos"][0][0]
    fragment = client.post(step("words"), {"text": "жартылай", "drop": photo}, headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    assert "a.jpg" not in words(fragment)
    assert client.session["draft:appeal:"]["photos"] == []


def test_the_eleventh_photo_is_refused_with_a_sentence(client):
    photos = [a_photo(f"{n}.jpg") for n in range(11)]
    response = client.post(step("words", "en"), {"text": TEXT, "photos": photos})
    assert "10.jpg" in errors(response)
    assert len(client.session["draft:appeal:"]["photos"]) == 10


def test_the_topic_is_guessed_from_the_words_and_found_by_a_word(client):
    page = walk(client, "topic", words={"text": "Жолда үлкен шұңқыр бар, көлік өте алмайды"})
    assert page.context["offer"].first[0].code == "roads.pothole"
    found = client.post(step("topic"), {"go": "find", "seek": "шам"})
    assert [choice.code for choice in found.context["offer"].first][:1] == ["light.lamp"]


def test_an_unknown_topic_is_refused_with_a_sentence(client):
    walk(client, "topic")
    response = client.post(step("topic"), {"topic": "no.such"})
    assert response.status_code == 422
    assert "Мұндай тақырып енді жоқ" in errors(response)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({"place": "point"}, "Put the pin on the map"),
        ({"place": "point", "lon": str(FAR[0]), "lat": str(FAR[1])}, "outside the city and its neighbours"),
        ({"place": "point", "lon": "769", "lat": "43"}, "no such point on Earth"),
        ({"place": "point", "lon": "east", "lat": "43"}, "Longitude is a number"),
        ({"place": "point", "lon": "nan", "lat": "43"}, "number"),
        ({"place": "address", "address": ""}, "Write the address"),
        ({"place": "address", "address": "x" * 400}, "too long"),
        ({"place": "address", "address": "Abay 52", "district": "kz.mars"}, "no such district"),
        ({}, "Say where it is"),
    ],
)
def test_a_place_that_is_none_is_asked_again(client, place, said):
    walk(client, "place", "en")
    response = client.post(step("place", "en"), place)
    assert response.status_code == 422
    assert said in errors(response)
    assert "place" not in client.session["draft:appeal:"]["done"]


def test_a_far_point_of_the_same_country_is_asked_again(client, almaty):
    """A city that draws its whole country does not take in appeals about all of it."""
    from ortaq.core.territory.models import Boundary, BoundaryVersion

    ring = [[50, 40], [87, 40], [87, 55], [50, 55], [50, 40]]
    country = {"type": "Polygon", "coordinates": [ring]}
    Boundary.objects.create(version=BoundaryVersion.objects.get(), territory=almaty.territories["kz"], shape=country)
    walk(client, "place", "en")
    response = client.post(step("place", "en"), {"place": "point", "lon": "71.43", "lat": "51.13"})
    assert response.status_code == 422
    assert "outside the city and its neighbours" in errors(response)


def test_a_place_at_a_neighbour_is_taken_and_forwarded_there(client):
    check = walk(client, place={"place": "point", "lon": str(OUTSIDE[0]), "lat": str(OUTSIDE[1])})
    assert "neighbour" in check.context
    assert check.context["neighbour"]
    client.post(step("check"), {})
    assert the_appeal().lead.code == "akimat-talgar"


def test_an_address_in_words_is_enough_and_its_district_decides_who_answers(client):
    send(client, place={"place": "address", "address": "Достық даңғылы, 12", "district": "kz.almaty.medeu"})
    appeal = the_appeal()
    assert appeal.lead.code == "akimat-medeu"
    assert appeal.matter.address == "Достық даңғылы, 12"
    assert appeal.matter.lon is None


def test_an_address_without_a_pin_counts_as_an_address_even_if_the_map_is_chosen(client):
    walk(client, "place")
    assert client.post(step("place"), {"place": "point", "address": "Абай, 52"}).status_code == 302
    assert client.session["draft:appeal:"]["place"] == "address"


def test_an_appeal_may_have_no_place(client):
    send(client, place={"place": "none"})
    assert the_appeal().place == "none"


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"who": "named", "phone": "8 701 123 45 67"}, "Write your name"),
        ({"who": "named", "name": "A"}, "Leave a phone number or an e-mail"),
        ({"who": "named", "name": "A", "phone": "12"}, "does not exist"),
        ({"who": "named", "name": "A", "email": "me@"}, "not complete"),
        (NAMED | {"iin": "123456789012"}, "no such IIN"),
        (NAMED | {"iin": "99"}, "no such IIN"),
        ({}, "Say whether you sign"),
    ],
)
def test_wrong_contacts_are_asked_again_with_a_sentence(client, about, said):
    walk(client, "about", "en")
    response = client.post(step("about", "en"), about)
    assert response.status_code == 422
    assert said in errors(response)
    if about.get("name"):
        assert f'value="{about["name"]}"' in response.content.decode()


def test_an_anonymous_appeal_knows_nobody_and_owes_no_answer(client):
    response = send(client, about={"who": "anonymous", "publish": "on"})
    appeal = the_appeal()
    assert appeal.applicant is None
    assert appeal.due_on is None
    assert "Аты-жөні болмаған соң" in words(client.get(response["Location"]))


def test_who_stays_anonymous_while_signed_in_is_a_guest_for_the_journal_too(client, almaty):
    account = an_account()
    client.force_login(account)
    send(client, about={"who": "anonymous", "publish": "on"}, words={"text": TEXT, "photos": [a_photo()]})
    appeal = the_appeal()
    assert appeal.applicant is None
    assert appeal.matter.opened_by is None
    assert {entry.person_id for entry in appeal.matter.entries.all()} == {None}
    assert {file.uploaded_by_id for file in appeal.matter.files.all()} == {None}


def test_who_is_signed_in_is_not_asked_for_her_name(client):
    account = an_account()
    client.force_login(account)
    page = walk(client, "about")
    assert "name" not in page.context["form"].fields
    send(client, about={"who": "named", "publish": "on"})
    assert the_appeal().applicant_id == account.person_id


def test_an_iin_typed_by_a_visitor_is_a_claim_and_opens_nobodys_file(client):
    owner = factories.a_person("Сәуле (демо)", iin=GOOD_IIN)
    send(client, about=NAMED | {"iin": GOOD_IIN})
    appeal = the_appeal()
    assert appeal.applicant_id != owner.pk
    assert appeal.applicant.claimed_iin == GOOD_IIN


def test_the_same_form_sent_twice_makes_one_appeal(client):
    page = walk(client)
    draft = kept(page)
    first = client.post(step("check"), {"kept": draft})
    second = client.post(step("check"), {"kept": draft})
    assert first["Location"] == second["Location"]
    assert count() == 1


def test_going_back_after_sending_and_writing_something_else_makes_another_appeal(client):
    page = walk(client)
    draft = kept(page)
    client.post(step("check"), {"kept": draft})
    other = "Көшеде шам жанбайды, кешке қараңғы."
    client.post(step("words"), {"text": other, "kept": draft})
    client.post(step("check"), {})
    assert count() == 2
    assert set(texts()) == {TEXT, other}


def test_a_session_that_ends_in_the_middle_of_the_form_loses_nothing(client):
    page = walk(client, "about")
    draft = kept(page)
    client.cookies.clear()
    response = client.post(step("about"), NAMED | {"kept": draft})
    assert response["Location"] == step("check")
    assert TEXT in words(client.get(step("check")))
    client.post(step("check"), {})
    assert the_appeal().text == TEXT


def test_a_draft_somebody_has_changed_by_hand_is_not_believed(client):
    draft = kept(walk(client, "about"))
    client.cookies.clear()
    response = client.post(step("about"), NAMED | {"kept": draft[:-3] + "abc"})
    assert response["Location"] == step("words")


def test_two_tabs_with_two_drafts_do_not_mix(client):
    first = kept(walk(client, "topic"))
    client.post("/kk/appeals/new/", {"text": "Екінші өтініш туралы сөз"})
    client.post(step("topic"), ANSWERS["topic"] | {"kept": first})
    assert client.session["draft:appeal:"]["text"] == TEXT


def test_check_your_answers_shows_all_of_them_with_the_way_back(client):
    page = walk(client)
    shown = words(page)
    assert TEXT in shown
    assert "Балалар алаңы" in shown
    assert "Бостандық ауданы" in shown
    assert "+77011234567" in shown
    for name in ANSWERS:
        assert step(name) in page.content.decode()


def test_one_changed_answer_leads_straight_back_to_the_check(client):
    walk(client)
    assert client.post(step("kind"), {"kind": "complaint"})["Location"] == step("check")


def test_pages_of_the_form_are_kept_by_nobody(client):
    for name in ("words", "topic", "about"):
        assert "no-store" in walk(client, name)["Cache-Control"]


def test_a_refusal_at_the_last_step_keeps_the_draft(client, monkeypatch):
    from ortaq.civic.reception.services import intake
    from ortaq.core.people.refusal import Refused

    walk(client)

    def refuse(**facts):
        raise Refused("place_unknown", "We do not know this place. Put the pin again, or choose “no place”.")

    monkeypatch.setattr(intake, "open_appeal", refuse)
    response = client.post(step("check", "en"), {})
    assert response.status_code == 422
    assert "We do not know this place" in words(response)
    assert TEXT in words(client.get(step("check")))


def test_nobody_else_sees_who_filed(client, django_user_model):
    send(client, about=NAMED | {"iin": GOOD_IIN}, words={"text": f"{TEXT} Телефоным 87019998877"})
    number = the_appeal().matter.number
    client.cookies.clear()
    page = client.get(f"/kk/appeals/{number}/").content.decode()
    for secret in ("Айгерім", "+77011234567", "87019998877", GOOD_IIN, the_appeal().access_code):
        assert secret not in page
    assert client.get(f"/kk/appeals/{number}/filed/").status_code == 404
    assert client.get(f"/kk/appeals/{number}/slip.pdf").status_code == 404


def an_account():
    from datetime import UTC, datetime

    from ortaq.core.people import services
    from ortaq.core.people.actor import system

    person = factories.a_person("Гүлнұр (демо)")
    return services.open_account(
        person=person, email=person.email, actor=system("test"), now=datetime(2027, 1, 1, tzinfo=UTC)
    )


def test_the_point_is_written_with_six_places(client):
    walk(client, "place")
    client.post(step("place"), POINT)
    assert client.session["draft:appeal:"]["lon"] == "76.905000"
