"""Applying page by page: gaps are kept, faults stand at their field, too late loses nothing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ortaq.civic.contests.models import Application
from ortaq.civic.contests.services import checking
from ortaq.core.files.models import StoredFile
from tests.civic.contests import stories
from tests.civic.contests.pages.hands import ANSWERS, Resident, words
from tests.civic.contests.stories import AFTER, CLOSES, DAY, NOW

pytestmark = pytest.mark.django_db
RULES = [
    {"code": "lives", "kind": "resident", "territory": "kz.almaty"},
    {"code": "adult", "kind": "age", "least": 18},
    {"code": "who", "kind": "organisation", "kinds": ["group", "school"]},
]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
EVERY_TYPE = [
    {"code": "short", "type": "short_text", "label": {"kk": "Қысқа"}, "required": True, "most": 20},
    {"code": "many", "type": "number", "label": {"kk": "Нешеу"}, "required": True, "least": 1, "most": 12},
    {"code": "cost", "type": "money", "label": {"kk": "Құны"}, "required": True, "most": 2_000_00},
    {
        "code": "places", "type": "choices", "label": {"kk": "Қайда"}, "required": True, "most": 2,
        "options": [{"code": code, "label": {"kk": code}} for code in ("park", "yard", "school")],
    },
    {"code": "day", "type": "date", "label": {"kk": "Қашан"}, "required": True},
    {"code": "page", "type": "link", "label": {"kk": "Бет"}, "required": True},
    {"code": "photo", "type": "file", "takes": "photo", "label": {"kk": "Фото"}, "most": 1},
]  # fmt: skip


@pytest.fixture
def contest():
    return stories.a_contest(eligibility=RULES)[0]


@pytest.fixture
def her(contest):
    return Resident(contest)


def test_a_guest_signs_in_and_is_brought_back(contest):
    response = Client().get(f"/kk/contests/{contest.code}/apply/")
    assert response.status_code == 302
    assert response["Location"].endswith(f"next=/kk/contests/{contest.code}/apply/")


def test_an_application_is_written_page_by_page_and_handed_in(contest, her, clock):
    clock.now = CLOSES - timedelta(minutes=3)
    assert "today is the last day" in her.read("apply/")
    her.answer_everything()
    her.send("apply/rules/", go="on", rule_lives="on", rule_adult="on")
    shown = her.read("apply/check/")
    assert "Still missing" not in shown
    for typed in ("Жасыл аула", "4 000 €", "Көгалдандыру", "Абай, 52 көршілері", "+77011234567"):
        assert typed in shown
    clock.now = CLOSES
    response = her.hand_in()
    sent = Application.objects.get()
    assert response["Location"].endswith(f"/applications/{sent.matter.number}/sent/")
    assert (sent.state, sent.submitted_at, sent.asked, sent.in_grace) == ("submitted", CLOSES, 4_000_00, False)
    assert sent.declared == ["lives", "adult"]
    assert sent.answers["field"] == "green"
    assert sent.matter.number in her.read(f"applications/{sent.matter.number}/sent/")
    assert her.hand_in()["Location"].endswith(f"/applications/{sent.matter.number}/"), "the same button twice"


def test_coming_back_goes_on_with_the_one_application(contest, her):
    her.begin()
    her.send("apply/project/", go="later", title="Жасыл аула", summary="")
    again = Resident(contest, her.person)
    assert again.begin()["Location"].endswith("/apply/project/"), "the first page that lacks something"
    assert Application.objects.get().title == "Жасыл аула"
    overview = again.read("apply/")
    assert "Жасыл аула" in overview
    assert "to answer" in overview
    assert "Жасыл аула" in words(again.client.get("/en/my/applications/"))
    assert "draft, not sent" in again.read()


def test_what_is_typed_is_kept_while_she_types(her):
    her.begin()
    her.send("apply/project/", status=204, go="keep", title="Жасыл", summary="")
    her.send("apply/q-idea/", status=204, go="keep", answer="Қысқа")
    her.send("apply/sum/", status=204, go="keep", asked="көп")
    kept = Application.objects.get()
    assert (kept.title, kept.answers, kept.asked) == ("Жасыл", {"idea": "Қысқа"}, 0)


@pytest.mark.parametrize(
    ("step", "typed", "said", "shown"),
    [
        ("project", {"title": "", "summary": "Ой"}, "Give the project a name.", "\nОй<"),
        ("project", {"title": "я" * 201, "summary": "Ой"}, "At most 200 signs.", "я" * 201),
        ("project", {"title": "Аула", "summary": "я" * 1001}, "At most 1000 signs.", "я" * 1001),
        ("sum", {"asked": "5 000,01"}, "more than one application may ask for", "5 000,01"),
        ("sum", {"asked": "көп"}, "Write the sum in figures", 'value="көп"'),
        ("sum", {"asked": ""}, "Write how much the project needs.", "id_asked"),
        ("sum", {"asked": "-5"}, "Write the sum in figures", 'value="-5"'),
        ("sum", {"asked": "9" * 40}, "Write the sum in figures", "9" * 40),
        ("q-idea", {"answer": "Қысқа"}, "At least 10 signs", "\nҚысқа<"),
        ("q-idea", {"answer": "я" * 501}, "At most 500 signs; this has 501.", "я" * 501),
        ("q-idea", {"answer": "я" * 20_001}, "cannot be kept", "я" * 20_001),
        ("q-field", {}, "This question is not answered yet.", "id_answer_0"),
        ("q-field", {"answer": "gold"}, "Choose one of the answers given.", "id_answer_0"),
        ("who", {"organisation_kind": "ngo", "organisation": ""}, "Write what the group is called.", "checked"),
        ("contact", {"contact_name": "Ай", "contact_phone": "", "contact_email": ""}, "Leave a phone", 'value="Ай"'),
        ("contact", {"contact_name": "Ай", "contact_phone": "12", "contact_email": ""}, "number", 'value="12"'),
        ("contact", {"contact_name": "Ай", "contact_phone": "", "contact_email": "а@"}, "e-mail", 'value="а@"'),
        ("name", {"public_name": "Ай"}, "Say how you agree to be named", 'value="Ай"'),
        ("rules", {"rule_lives": "on"}, "Say whether this is so.", "id_rule_lives"),
    ],
)
def test_a_fault_stands_at_its_field_and_costs_no_words(her, step, typed, said, shown):
    her.begin()
    response = her.send(f"apply/{step}/", status=422, go="on", **typed)
    page = response.content.decode()
    assert said in page
    assert shown in page
    assert "error-summary" in page


def test_every_kind_of_question_can_be_answered_and_misread():
    contest, head = stories.a_draft()
    from ortaq.civic.contests.services import calls

    calls.save_form(contest=contest, fields=EVERY_TYPE, actor=head, now=NOW)
    calls.publish(contest=contest, actor=head, now=NOW)
    her = Resident(contest)
    her.begin()
    wrong = {
        "short": "я" * 21, "many": "13", "cost": "2 000,50", "places": ["park", "yard", "school"],
        "day": "31.02.2027", "page": "менің бетім",
    }  # fmt: skip
    for code, typed in wrong.items():
        her.send(f"apply/q-{code}/", status=422, go="on", answer=typed)
    right = {
        "short": "Аула", "many": "12", "cost": "1 999,5", "places": ["park", "yard"], "day": "28.02.2027",
        "page": "https://example.kz/аула",
    }  # fmt: skip
    for code, typed in right.items():
        her.send(f"apply/q-{code}/", go="on", answer=typed)
    assert Application.objects.get().answers == right | {"many": 12, "cost": 1_999_50, "day": "2027-02-28"}
    shown = her.read("apply/check/")
    assert "1 999.50 €" in shown
    assert "28 February 2027" in shown
    assert 'value="2027-02-28"' in her.client.get(her.path("apply/q-day/")).content.decode()


def test_files_are_added_refused_and_taken_out_one_by_one(her):
    her.begin()
    plan, text = SimpleUploadedFile("plan.pdf", PDF), SimpleUploadedFile("notes.pdf", b"not a pdf at all")
    page = her.send("apply/q-plan/", status=422, go="add", answer=[plan, text]).content.decode()
    assert "plan.pdf" in page
    assert "“notes.pdf” is not a PDF document." in words_of(page)
    two = [SimpleUploadedFile(f"p{n}.pdf", PDF) for n in (1, 2)]
    page = her.send("apply/q-plan/", status=422, go="on", answer=two).content.decode()
    assert "p2.pdf: At most 2 here." in words_of(page)
    first = Application.objects.get().answers["plan"][0]
    page = her.send("apply/q-plan/", status=200, drop=first).content.decode()
    assert "plan.pdf" not in page
    assert len(Application.objects.get().answers["plan"]) == 1
    assert StoredFile.objects.filter(name="p1.pdf").exists()
    her.send("apply/q-plan/", go="on")
    assert "p1.pdf" in her.read("apply/check/")


def words_of(page: str) -> str:
    return page.replace("&#x27;", "'")


def test_sending_with_gaps_names_each_and_links_to_its_page(her):
    her.answer_everything(**{"q-idea": None, "name": None})
    page = her.send("apply/check/", status=422).content.decode()
    assert f"{her.path('apply/q-idea/')}?from=check#id_answer" in page
    assert f"{her.path('apply/name/')}?from=check#id_public_name" in page
    assert f"{her.path('apply/rules/')}?from=check#id_rule_lives" in page
    assert Application.objects.get().state == "draft"
    answered = her.send("apply/q-idea/", go="check", to_check="1", **ANSWERS["q-idea"])
    assert answered["Location"].endswith("/apply/check/")


def test_too_late_keeps_everything_and_says_so_kindly(her, clock):
    her.answer_everything()
    clock.now = AFTER
    page = her.send("apply/check/", status=422)
    assert "The deadline has passed. What you have written is kept." in words(page)
    assert "Жасыл аула" in words(page)
    her.send("apply/project/", go="later", title="Жасыл бақ", summary="Ой")
    assert Application.objects.get().title == "Жасыл бақ"
    assert Application.objects.get().state == "draft"
    assert Resident(her.contest).send("apply/", status=403)


def test_the_grace_counts_only_as_it_is_written_and_only_for_who_had_begun(clock):
    words_ = {"kk": "Байланыс үзілсе, тағы 30 минут.", "ru": "Если связь пропала, ещё 30 минут.", "en": "Half an hour."}
    contest, _head = stories.a_contest(grace_minutes=30, grace_rule=words_)
    her, other = Resident(contest), Resident(contest)
    her.answer_everything()
    assert "Half an hour." in her.read()
    clock.now = CLOSES + timedelta(minutes=29)
    assert "can still be sent" in her.read("apply/check/")
    other.send("apply/", status=403)
    her.hand_in()
    assert Application.objects.get(state="submitted").in_grace
    assert "within the grace" in her.read(f"applications/{Application.objects.get().matter.number}/sent/")


def test_what_the_desk_asks_for_is_asked_again_and_nothing_else(clock):
    contest, head = stories.a_contest()
    her = Resident(contest)
    her.answer_everything()
    her.hand_in()
    sent = Application.objects.get()
    checking.ask_for_more(application=sent, codes=["idea", "contact"], note="Кім суарады?", actor=head, now=clock.now)
    assert "Кім суарады?" in her.read(f"applications/{sent.matter.number}/")
    overview = her.read("apply/")
    assert "What will" not in overview
    assert ("Idea" in overview, "How to reach you" in overview, "Who applies" in overview) == (True, True, False)
    assert her.client.get(her.path("apply/who/")).status_code == 404
    page = her.client.get(her.path("apply/contact/")).content.decode()
    assert ("id_contact_phone" in page, "id_contact_name" in page) == (True, False)
    clock.now = CLOSES + DAY
    her.send("apply/q-idea/", go="on", answer="Отыз түп ағаш, оны 5-сынып суарады.")
    assert her.send("apply/check/", status=422), "the day for adding is over; the words stay"
    assert Application.objects.get().answers["idea"].startswith("Отыз")
    clock.now = NOW + DAY
    her.hand_in()
    again = Application.objects.get()
    assert (again.state, again.submitted_at, again.missing) == ("submitted", NOW, [])
    assert "Added and sent again" in her.read(f"applications/{again.matter.number}/")


def test_a_juror_is_told_that_she_cannot_apply():
    contest, head = stories.a_contest()
    juror = stories.a_juror(contest, head)
    her = Resident(contest, juror.person)
    assert "A member of the jury cannot apply" in her.read()
    assert "A member of the jury cannot apply" in her.read("apply/")
    her.send("apply/", status=403)
    assert not Application.objects.exists()


def test_nobody_reads_or_writes_anothers_application(contest, her):
    her.answer_everything()
    number = Application.objects.get().matter.number
    other = Resident(contest)
    for tail in ("apply/project/", "apply/check/", f"applications/{number}/", f"applications/{number}/object/"):
        other.read(tail, status=404)
    other.send(f"applications/{number}/withdraw/", status=404)
    assert Application.objects.get().state == "draft"


def test_taken_back_it_can_be_begun_anew_before_the_deadline(her):
    her.answer_everything()
    her.send("apply/rules/", go="on", rule_lives="on", rule_adult="on")
    her.hand_in()
    number = Application.objects.get().matter.number
    assert "Take the application back?" in her.read(f"applications/{number}/withdraw/")
    her.send(f"applications/{number}/withdraw/")
    assert Application.objects.get().state == "withdrawn"
    assert "What it said is kept" in her.read(f"applications/{number}/")
    her.send(f"applications/{number}/withdraw/", status=409)
    her.begin()
    assert "Жасыл аула" in her.read("apply/check/")
    her.hand_in()
    assert Application.objects.get().state == "submitted"
