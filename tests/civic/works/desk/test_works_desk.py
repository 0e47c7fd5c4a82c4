"""Forms of the desk: whatever is refused is said in the language of the page, beside its field, and nothing is lost."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ortaq.core.files.models import StoredFile
from ortaq.core.people.refusal import Refused
from tests import factories
from tests.civic.works import stories
from tests.journeys import life

pytestmark = pytest.mark.django_db
LANGUAGES = ("kk", "ru", "en")
LATIN = re.compile(r"\b[a-z]{3,}\b")


@pytest.fixture
def desk(the_city: factories.City) -> Any:
    return life.signed_in(life.an_officer(the_city), strong=True)


def refusals(answer: Any) -> dict[str, str]:
    """This will give what the page says is wrong: the field it leads to, or "" → the sentence."""
    html = answer.content.decode()
    summary = re.search(r'<div class="error-summary".*?</div>', html, re.DOTALL)
    assert summary, "nothing is refused"
    rows = re.findall(r"<li>(?:<a href=\"#id_(\w+)\">)?(.*?)</li>", summary[0], re.DOTALL)
    return {field: unescape(re.sub(r"<[^>]+>", "", words)) for field, words in rows}


def hidden(answer: Any) -> dict[str, str]:
    """This will give the hidden fields of a page."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode())
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def jpeg(name: str, taken: Any = None, **place: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, stories.a_photo(taken, **place), content_type="image/jpeg")


def pairs() -> list[Any]:
    from ortaq.civic.works.models import PhotoPair

    return list(PhotoPair.objects.order_by("number"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_photo_without_a_day_waits_while_the_day_is_written(the_city, desk, language):
    work = factories.a_work(the_city)
    address = f"/{language}/desk/works/{work.matter.number}/photos/"
    place = {"lon": stories.LON, "lat": stories.LAT}
    refused = desk.post(address, {"spot_kk": "Қақпа алдынан", "photo": jpeg("gate.jpg", **place)})
    assert refused.status_code == 422
    assert list(refusals(refused)) == ["taken_on"]
    assert "gate.jpg" in refused.content.decode()
    stories.cleaned()  # meanwhile the queue has cleaned it of its place
    again = {**hidden(refused), "spot_kk": "Қақпа алдынан", "taken_on": (life.today() - timedelta(days=3)).isoformat()}
    assert desk.post(address, again).status_code == 302
    (pair,) = pairs()
    assert (pair.before.name, pair.before.matter, pair.before_lon) == ("gate.jpg", work.matter, stories.LON)
    assert pair.findings == ["no_time"]
    assert pair.spot == {"kk": "Қақпа алдынан"}
    assert desk.post(address, again).status_code == 422, "a photo makes one pair"


def test_another_photo_takes_the_place_of_the_one_that_waits(the_city, desk):
    work = factories.a_work(the_city)
    address = f"/en/desk/works/{work.matter.number}/photos/"
    first = hidden(desk.post(address, {"photo": jpeg("one.jpg")}))
    broken = desk.post(address, {**first, "photo": SimpleUploadedFile("notes.jpg", b"words, no picture")})
    assert "notes.jpg" in refusals(broken)["photo"]
    assert hidden(broken)["kept_photo"] == first["kept_photo"], "the first still waits"
    second = desk.post(address, {**first, "photo": jpeg("two.jpg", life.ago(5))})
    assert second.status_code == 302
    assert [file.name for file in StoredFile.objects.all()] == ["two.jpg"]
    (pair,) = pairs()
    assert (pair.before.name, pair.findings) == ("two.jpg", ["no_place"])


def test_what_was_not_signed_here_is_no_photo(the_city, desk):
    work = factories.a_work(the_city)
    address = f"/en/desk/works/{work.matter.number}/photos/"
    for kept in ("", "x", "eyJ:abc:def"):
        assert list(refusals(desk.post(address, {"kept_photo": kept, "taken_on": "2026-01-01"}))) == ["photo"]
    waiting = hidden(desk.post(address, {"photo": jpeg("one.jpg")}))
    StoredFile.objects.all().delete()  # the night forgets what was never sent
    gone = refusals(desk.post(address, {**waiting, "taken_on": "2026-01-01"}))
    assert gone == {"photo": "The photo BEFORE — The photo was kept for a day only: choose it once more."}


def test_a_photo_with_a_clock_that_is_wrong_needs_the_day_by_hand(the_city, desk):
    work = factories.a_work(the_city)
    address = f"/en/desk/works/{work.matter.number}/photos/"
    to_come = life.now() + timedelta(days=90)
    refused = desk.post(address, {"photo": jpeg("a.jpg", to_come)})
    assert "its clock is wrong" in refusals(refused)["taken_on"]
    late = desk.post(address, {**hidden(refused), "taken_on": to_come.date().isoformat()})
    assert "This day has not come yet." in refusals(late)["taken_on"]
    assert desk.post(address, {**hidden(late), "taken_on": life.today().isoformat()}).status_code == 302
    assert [pair.findings for pair in pairs()] == [["no_time", "no_place"]]


def test_a_photo_after_waits_too_and_what_is_wrong_with_the_pair_is_said(the_city, desk):
    work = factories.a_work(the_city)
    address = f"/ru/desk/works/{work.matter.number}/photos/"
    place = {"lon": stories.LON, "lat": stories.LAT}
    desk.post(address, {"photo": jpeg("a.jpg", life.ago(5), **place)})
    refused = desk.post(f"{address}1/after/", {"photo": jpeg("b.jpg", lon=stories.LON, lat=stories.LAT + 0.01)})
    assert list(refusals(refused)) == ["taken_on"]
    told = desk.post(
        f"{address}1/after/", {**hidden(refused), "taken_on": life.ago(9).date().isoformat()}, follow=True
    ).content.decode()
    assert "Фото ПОСЛЕ старше" in told or "Фото ПОСЛЕ снято раньше" in told
    assert "дальше чем в 500 м" in told
    (pair,) = pairs()
    assert pair.findings == ["older", "far", "no_time"]
    assert told.count("works-grave") == 2, "what is only uncertain is not shown as a fault"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("measure", "unit", "kk", "ru"),
    [("playground", "ha", "данамен", "штуках"), ("pedestrian_street", "piece", "километр", "километрах"),
     ("green_area", "km", "гектар", "гектарах")],
)  # fmt: skip
def test_a_wrong_unit_is_named_in_words(the_city, desk, language, measure, unit, kk, ru):
    work = factories.a_work(the_city)
    given = {"measure": measure, "unit": unit, "amount_planned": "3", "amount_built": "2"}
    answer = desk.post(f"/{language}/desk/works/{work.matter.number}/quantities/", given)
    said = refusals(answer)["unit"]
    assert {"kk": kk, "ru": ru, "en": "counted in"}[language] in said
    assert language == "en" or not LATIN.search(said)


def test_each_wrong_amount_is_told_at_once(the_city, desk):
    work = factories.a_work(the_city)
    given = {"measure": "tree", "unit": "piece", "amount_planned": "2.5", "amount_built": "көп"}
    found = refusals(desk.post(f"/en/desk/works/{work.matter.number}/quantities/", given))
    assert set(found) == {"amount_planned", "amount_built"}


@pytest.mark.parametrize(
    ("typed", "kept"), [("12 500 000", 12_500_000_00), ("12\u00a0500\u202f000 ₸", 12_500_000_00), ("", None), ("0", 0)]
)
def test_money_is_taken_as_people_type_it(the_city, desk, typed, kept):
    work = factories.a_work(the_city)
    answer = desk.post(f"/kk/desk/works/{work.matter.number}/edit/", facts(work, planned=typed))
    assert answer.status_code == 302
    work.refresh_from_db()
    assert work.planned == kept


@pytest.mark.parametrize("typed", ["-5", "−5", "12,5", "көп", "1e9", "9" * 15, "9" * 60])
def test_money_that_is_none_is_refused_and_stands_as_it_was_typed(the_city, desk, typed):
    work = factories.a_work(the_city)
    answer = desk.post(f"/kk/desk/works/{work.matter.number}/edit/", facts(work, planned=typed))
    assert list(refusals(answer)) == ["planned"]
    assert f'value="{typed}"' in answer.content.decode()


def test_a_sum_kept_to_the_tiyn_is_not_rounded_by_saving_other_facts(the_city, desk):
    work = factories.a_work(the_city, planned=1_000_50)
    shown = desk.get(f"/kk/desk/works/{work.matter.number}/edit/").content.decode()
    assert 'value="1 000"' in shown
    desk.post(f"/kk/desk/works/{work.matter.number}/edit/", facts(work, planned="1 000", contractor="ЖШС (демо)"))
    work.refresh_from_db()
    assert (work.planned, work.contractor) == (1_000_50, "ЖШС (демо)")


def facts(work: Any, **given: Any) -> dict[str, str]:
    return {"work_kind": work.kind, "title_kk": "Әткеншек", "title_ru": "Качели", "place": "point", **given}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_work_that_would_lose_its_place_says_so_at_the_points(the_city, desk, language):
    work = factories.a_work(the_city, shape=stories.LINE)
    address = f"/{language}/desk/works/{work.matter.number}/edit/"
    assert set(refusals(desk.post(address, facts(work, points="")))) == {"points"}
    assert set(refusals(desk.post(address, facts(work, points="55.75, 37.61")))) == {"points"}
    work.refresh_from_db()
    assert work.shape == stories.LINE


def test_who_was_overtaken_is_told_once_and_then_saves_her_words(the_city, desk):
    from ortaq.civic.works import services

    work = factories.a_work(the_city)
    address = f"/en/desk/works/{work.matter.number}/edit/"
    mine = facts(work, contractor="Менің сөзім") | hidden(desk.get(address))
    services.change_work(
        work=work, changes={"contractor": "Әріптес"}, actor=the_city.officer(), now=life.now() + timedelta(seconds=1)
    )
    overtaken = desk.post(address, mine)
    assert overtaken.status_code == 409
    assert "Менің сөзім" in overtaken.content.decode()
    assert desk.post(address, mine | hidden(overtaken)).status_code == 302
    work.refresh_from_db()
    assert work.contractor == "Менің сөзім"
    assert desk.post(address, mine | {"written_over": "2026-13-45T99:00:00"}).status_code == 302


def test_a_stage_is_refused_at_its_day_and_at_what_shows_it(the_city, desk):
    work = factories.a_work(the_city, now=life.ago(9))
    address = f"/ru/desk/works/{work.matter.number}/move/"
    told = {"stage": "design", "note": "Жоба дайын", "reached_on": life.today().isoformat()}
    assert list(refusals(desk.post(address, told))) == ["document"]
    late = told | {"reached_on": (life.today() + timedelta(days=2)).isoformat()}
    assert list(refusals(desk.post(address, late))) == ["reached_on"]
    early = refusals(desk.post(address, told | {"reached_on": "2001-01-01", "link": "https://purchases.example/1"}))
    assert list(early) == ["reached_on"]


def test_an_instalment_without_its_sum_is_not_dropped_in_silence(the_city, desk):
    work = stories.a_grant(the_city)
    address = f"/en/desk/works/{work.matter.number}/instalments/"
    given = {"amount_1": "600 000", "due_1": "2027-05-01", "due_2": "2027-09-01", "purpose_3": "Көшет", "amount_4": "5"}
    found = refusals(desk.post(address, given))
    assert {field: words.partition(" — ")[2] for field, words in found.items()} == {
        "amount_2": "Write the sum.", "amount_3": "Write the sum.", "due_4": "Name the day.",
    }  # fmt: skip
    assert list(refusals(desk.post(address, {"amount_1": "0", "due_1": "2027-05-01"}))) == [""]
    assert desk.post(address, {"amount_1": "600 000", "due_1": "2027-05-01"}).status_code == 302


def test_a_grant_keeps_the_sum_of_its_instalments(the_city, desk):
    work = stories.a_grant(the_city)
    address = f"/ru/desk/works/{work.matter.number}/"
    desk.post(f"{address}instalments/", {"amount_1": "600 000", "due_1": "2027-05-01"})
    given = facts(work, planned="500 000")
    assert list(refusals(desk.post(f"{address}edit/", given))) == ["planned"]
    other = given | {"planned": "600 000", "work_kind": "park"}
    assert list(refusals(desk.post(f"{address}edit/", other))) == ["work_kind"]
    assert desk.post(f"{address}edit/", given | {"planned": "600 000"}).status_code == 302
    form = desk.get(f"{address}move/").content.decode()
    assert 'name="spent"' not in form
    assert 'value="construction"' in form
    assert 'value="tender"' not in form, "nothing is bid for with a grant"
    with pytest.raises(Refused) as refused:
        stories.moved(work, the_city.officer(), "construction", spent=5)
    assert refused.value.code == "instalments"


def test_what_residents_found_stays_when_the_kind_is_corrected(the_city, client):
    from ortaq.civic.works import services

    work = stories.a_built(the_city, kind="playground")
    stories.inspected(work, edges="Шеге шығып тұр.")
    services.change_work(work=work, changes={"kind": "lighting"}, actor=the_city.officer(), now=stories.LATER)
    page = client.get(f"/en/works/{work.matter.number}/acceptance/").content.decode()
    assert "There are no sharp edges" in page
    assert "Every lamp is lit" in page


def test_a_payment_and_a_result_are_refused_at_their_fields(the_city, desk):
    work = stories.a_grant(the_city)
    address = f"/ru/desk/works/{work.matter.number}/"
    desk.post(f"{address}instalments/", {"amount_1": "600 000", "due_1": "2027-05-01"})
    paid = {"paid": "no", "settled_on": life.today().isoformat()}
    assert list(refusals(desk.post(f"{address}instalments/1/", paid))) == ["reason"]
    late = {"paid": "yes", "settled_on": (life.today() + timedelta(days=1)).isoformat()}
    assert list(refusals(desk.post(f"{address}instalments/1/", late))) == ["settled_on"]
    result = {"on": life.today().isoformat(), "jobs": "3", "jobs_youth": "4", "jobs_women": "1", "text_kk": "Ұста",
              "text_ru": "Ұста"}  # fmt: skip
    assert list(refusals(desk.post(f"{address}result/", result))) == ["jobs_youth"]
    found = refusals(desk.post(f"{address}result/", {**result, "jobs": "", "jobs_youth": "-1", "people": "көп"}))
    assert set(found) == {"jobs", "jobs_youth", "people"}
    assert not any(LATIN.search(words) for words in found.values())


def test_a_workshop_that_ends_before_it_begins_says_so_at_the_last_day(the_city, desk):
    given = {"body": the_city.bodies[stories.BODY].pk, "title_kk": "Ш", "title_ru": "М", "starts_on": "2026-10-10",
             "ends_on": "2026-10-01", "participants": "1 200"}  # fmt: skip
    answer = desk.post("/kk/desk/works/workshops/new/", given)
    assert list(refusals(answer)) == ["ends_on"]
    assert 'value="1 200"' in answer.content.decode()
    assert desk.post("/kk/desk/works/workshops/new/", given | {"ends_on": "2026-10-12"}).status_code == 302
