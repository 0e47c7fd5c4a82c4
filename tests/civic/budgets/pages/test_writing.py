"""Handing in a project: one question per page, kept at once, checked before it goes."""

from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ortaq.civic.budgets.models import Project
from ortaq.civic.budgets.services import calls
from ortaq.core.files.models import StoredFile
from tests import factories
from tests.civic.budgets.ballot_box import COLLECTING, TEXT, a_call, a_neighbour
from tests.civic.budgets.pages.test_calls import home, words_of
from tests.journeys.life import photo


@pytest.fixture
def open_call(the_city, at):
    at(COLLECTING)
    vote = a_call(the_city)
    calls.open_call(call=vote.call, actor=vote.head, now=COLLECTING)
    vote.fresh()
    return vote


LON, LAT = factories.BOSTANDYK
ANSWERS = {
    "district": {"district": "bostandyk"},
    "words": {"title": "Балалар алаңы", "text": TEXT},
    "kind": {"category": "playgrounds"},
    "place": {"address": "Абай даңғылы, 52", "lon": str(LON), "lat": str(LAT)},
    "cost": {"cost": "12 000 000 ₸"},
    "photos": {},
    "check": {"common_use": "on", "public_land": "on"},
}
STEPS = list(ANSWERS)


def answer(browser, vote, step, **changed):
    return browser.post(home(vote, f"new/{step}/"), ANSWERS[step] | changed)


def up_to(browser, vote, last):
    for step in STEPS[: STEPS.index(last)]:
        response = answer(browser, vote, step)
        assert response.status_code == 302, words_of(response)


def test_a_resident_answers_question_by_question_and_hands_in(open_call, enter):
    browser = enter(a_neighbour())
    for step, following in pairwise(STEPS):
        assert browser.get(home(open_call, f"new/{step}/")).status_code == 200
        assert answer(browser, open_call, step)["Location"] == home(open_call, f"new/{following}/")
    check = words_of(browser.get(home(open_call, "new/check/")))
    assert "Балалар алаңы" in check
    assert "12 000 000 ₸" in check
    done = answer(browser, open_call, "check")
    project = Project.objects.get()
    assert done["Location"] == home(open_call, f"projects/{project.matter.number}/")
    assert (project.state, project.cost, project.pot.district.code) == (
        "submitted",
        1_200_000_000,
        "kz.almaty.bostandyk",
    )
    assert browser.get(home(open_call, "new/"))["Location"] == done["Location"], "one author, one application"


def test_a_guest_signs_in_first_and_comes_back(open_call, client):
    assert "Sign in and begin" in words_of(client.get(home(open_call, "new/")))
    to = client.get(home(open_call, "new/district/"))["Location"]
    assert to == f"/en/account/login/?next={home(open_call, 'new/district/')}"


def test_the_draft_waits_for_another_day_and_another_device(open_call, enter):
    person = a_neighbour()
    up_to(enter(person), open_call, "place")
    another = enter(person)
    assert "Go on with my project" in words_of(another.get(home(open_call, "new/")))
    assert home(open_call, "new/place/") in another.get(home(open_call, "new/")).content.decode()
    assert another.get(home(open_call, "new/cost/"))["Location"] == home(open_call, "new/place/"), (
        "no question is skipped"
    )
    assert "Балалар алаңы" in another.get(home(open_call, "new/words/")).content.decode()


@pytest.mark.parametrize(
    ("step", "wrong", "said"),
    [
        ("district", {"district": "mars"}, "There is no such district"),
        ("words", {"title": ""}, "Write what should be built"),
        ("words", {"text": "қысқа"}, "At least 40 signs"),
        ("kind", {"category": ""}, "Choose what kind of project it is"),
        ("place", {"lon": "", "lat": ""}, "Show on the map where it should be"),
        ("place", {"lon": "76.960", "lat": "43.235"}, "outside the district you chose"),
        ("place", {"lat": "nan"}, "Latitude is a number"),
        ("cost", {"cost": "көп"}, "in whole tenge, with digits"),
        ("cost", {"cost": "12,5"}, "in whole tenge, with digits"),
        ("cost", {"cost": "30000001"}, "at most"),
        ("cost", {"cost": "-5"}, "in whole tenge"),
        ("check", {"public_land": ""}, "Confirm that the land is public"),
    ],
)
def test_a_wrong_answer_comes_back_with_what_was_typed(open_call, enter, step, wrong, said):
    browser = enter(a_neighbour())
    up_to(browser, open_call, step)
    response = answer(browser, open_call, step, **wrong)
    assert response.status_code == 422
    assert said in words_of(response)
    for typed in (ANSWERS[step] | wrong).values():
        if typed not in ("", "on", "mars"):
            assert typed in response.content.decode()
    assert not Project.objects.exclude(state="draft").exists()


def test_a_project_may_cost_exactly_the_most(open_call, enter):
    browser = enter(a_neighbour())
    up_to(browser, open_call, "cost")
    assert answer(browser, open_call, "cost", cost="30000000").status_code == 302


def test_somebody_without_a_document_writes_and_keeps_but_does_not_hand_in(open_call, enter):
    browser = enter(a_neighbour(verified=False))
    up_to(browser, open_call, "check")
    assert "Show your identity document once" in words_of(browser.get(home(open_call, "new/check/")))
    refused = answer(browser, open_call, "check")
    assert refused.status_code == 422
    assert "Show your identity document once" in words_of(refused)
    assert Project.objects.get().state == "draft"


def test_photos_are_kept_with_the_draft_removed_by_a_button_and_disguised_ones_refused(open_call, enter, client):
    browser = enter(a_neighbour())
    up_to(browser, open_call, "photos")
    picture = SimpleUploadedFile("yard.jpg", photo(), content_type="image/jpeg")
    assert answer(browser, open_call, "photos", photos=picture, go="photos")["Location"] == home(
        open_call, "new/photos/"
    )
    page = browser.get(home(open_call, "new/photos/")).content.decode()
    assert "yard.jpg" in page
    program = SimpleUploadedFile("evil.jpg", b"MZ\x90\x00" + b"\0" * 400, content_type="image/jpeg")
    refused = answer(browser, open_call, "photos", photos=program)
    assert refused.status_code == 422
    assert "evil.jpg" in words_of(refused)
    stored = StoredFile.objects.get()
    assert client.get(f"/en/files/{stored.public_id}/small.webp").status_code == 404, "nobody else sees it yet"
    browser.post(home(open_call, "new/photos/"), {"drop": str(stored.public_id)})
    assert not StoredFile.objects.exists()


def test_a_sixth_photo_is_refused_with_a_sentence(open_call, enter):
    browser = enter(a_neighbour())
    up_to(browser, open_call, "photos")
    six = [SimpleUploadedFile(f"{n}.jpg", photo(), content_type="image/jpeg") for n in range(6)]
    refused = browser.post(home(open_call, "new/photos/"), {"photos": six})
    assert "Five photos are here already" in words_of(refused)
    assert StoredFile.objects.count() == 5


def test_changing_one_answer_leads_back_to_the_check(open_call, enter):
    browser = enter(a_neighbour())
    up_to(browser, open_call, "check")
    assert 'name="then" value="check"' in browser.get(home(open_call, "new/kind/?then=check")).content.decode()
    back = answer(browser, open_call, "kind", then="check", category="parks")
    assert back["Location"] == home(open_call, "new/check/")


def test_after_the_time_is_over_nothing_is_asked(open_call, enter, at):
    browser = enter(a_neighbour())
    up_to(browser, open_call, "cost")
    at(open_call.call.collects_until)
    assert "The time to hand in projects is over" in words_of(browser.get(home(open_call, "new/")))
    assert answer(browser, open_call, "cost").status_code == 403
    assert browser.get(home(open_call, "new/somewhere/")).status_code == 404
