"""Makers at the desk: a plan begun, its text typed and sent in files, checked, published, led through its stages."""

from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories, records
from tests.civic.plans import stories

pytestmark = pytest.mark.django_db
FROZEN = "published and does not change any more"
TEXT = {"text_kk": "# Кіріспе\nҚала өседі.", "text_ru": "# Введение\nГород растёт."}


class Desk:
    """An officer with a browser, signed in with a second factor."""

    def __init__(self, body: Any, role: str = "officer") -> None:
        office = factories.an_office(body, role)
        self.actor, self.client = factories.actor_for(office), Client()
        records.sign_in(self.client, records.an_account(office.person), strong=True)

    def read(self, path: str, status: int = 200) -> str:
        response = self.client.get(f"/en/desk/plans/{path}")
        assert response.status_code == status, path
        return response.content.decode()

    def send(self, path: str, status: int = 302, **typed: Any) -> str:
        response = self.client.post(f"/en/desk/plans/{path}", typed)
        assert response.status_code == status, response.content.decode()[-3000:]
        return response.content.decode()

    def over(self, path: str) -> str:
        """The digest a form of the page carries."""
        return self.read(path).split('name="written_over" value="')[1].split('"')[0]


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(records.a_body())


def a_plan(desk: Desk, *, public: bool = False) -> Any:
    """A plan with a version in the making, after a published one when it is public."""
    from ortaq.core.territory.models import Body

    plan, _officer = stories.a_plan(body=Body.objects.first(), listed=public)
    if public:
        first = stories.a_version(plan)
        stories.a_paragraph(first, "1", "Қала өседі.", ru="Город растёт.")
        stories.shown(first)
    stories.a_version(plan)
    return plan


def a_docx(*lines: str) -> SimpleUploadedFile:
    document, out = docx.Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return SimpleUploadedFile("text.docx", out.getvalue())


def test_a_plan_is_begun_written_and_published(desk: Desk) -> None:
    from ortaq.civic.plans.models import Plan
    from ortaq.core.territory.models import Territory

    given = {"plan_kind": "village_plan", "first_stage": "concept", "body": next(iter(desk.actor.body_ids)),
             "place": Territory.objects.get().pk}  # fmt: skip
    page = desk.send("new/", 422, **given, title_kk="Ауыл жоспары")
    assert "Ауыл жоспары" in page
    desk.send("new/", **given, title_kk="Ауыл жоспары", title_ru="План села")
    code = Plan.objects.get().code
    desk.send(f"{code}/text/", **TEXT, written_over=desk.over(f"{code}/text/"))
    assert "2 paragraphs" in desk.read(f"{code}/")
    desk.send(f"{code}/version/", label_kk="Бірінші", first_stage="draft", source="akimat.example")
    desk.send(f"{code}/publish/")
    page = Client().get(f"/kk/plans/{code}/").content.decode()
    assert "Бірінші" in page
    for tail in ("text/", "files/", "version/", "publish/", "maps/"):
        assert FROZEN in desk.read(f"{code}/{tail}", 403), "said in a sentence, not as a page that is not there"
    desk.send(f"{code}/text/", 403, text_kk="Басқа сөз", text_ru="Другое слово", written_over="")
    assert "Басқа сөз" not in Client().get(f"/kk/plans/{code}/1/text/").content.decode()
    desk.send(f"{code}/version/new/", label_kk="Екінші")
    assert "Version 2 is in the making" in desk.read(f"{code}/")


def test_the_text_stands_in_the_form_as_it_was_typed(desk: Desk) -> None:
    plan = a_plan(desk)
    typed = {"text_kk": "# Бір\n\\# емес тақырып\n## Екі\nСөз", "text_ru": "# Один\n-\n## Два\nСлово"}
    desk.send(f"{plan.code}/text/", **typed, written_over=desk.over(f"{plan.code}/text/"))
    page = desk.read(f"{plan.code}/text/")
    assert "# Бір\n\n\\# емес тақырып\n\n## Екі\n\nСөз</textarea>" in page
    assert "# Один\n\n-\n\n## Два\n\nСлово</textarea>" in page


def test_a_refused_text_keeps_every_word(desk: Desk) -> None:
    plan = a_plan(desk)
    over = desk.over(f"{plan.code}/text/")
    page = desk.send(f"{plan.code}/text/", 422, text_kk="Бір.\nЕкі.", text_ru="Один.", written_over=over)
    assert "The languages part" in page
    assert "Бір.\nЕкі.</textarea>" in page
    assert "The text is empty" in desk.send(f"{plan.code}/text/", 422, written_over=over)


def test_who_was_overtaken_keeps_her_words_sees_theirs_and_can_save_on_top(desk: Desk) -> None:
    plan = a_plan(desk)
    over = desk.over(f"{plan.code}/text/")
    desk.send(f"{plan.code}/text/", text_kk="Әріптестің сөзі", written_over=over)
    page = desk.send(f"{plan.code}/text/", 409, text_kk="Менің сөзім", written_over=over)
    assert "Менің сөзім</textarea>" in page
    assert "Әріптестің сөзі" in page
    assert page.count('name="written_over"') == 1
    fresh = page.split('name="written_over" value="')[1].split('"')[0]
    desk.send(f"{plan.code}/text/", text_kk="Менің сөзім", written_over=fresh)
    assert "Менің сөзім" in desk.read(f"{plan.code}/text/")


def test_files_come_in_a_language_at_a_time_or_together(desk: Desk) -> None:
    plan = a_plan(desk)
    path = f"{plan.code}/files/"
    desk.send(path, file_kk=a_docx("Бір", "Екі"), written_over=desk.over(path))
    desk.send(path, file_ru=SimpleUploadedFile("ru.txt", "Один\nДва".encode()), written_over=desk.over(path))
    assert "Екі" in desk.read(f"{plan.code}/text/")
    assert "Два" in desk.read(f"{plan.code}/text/")


def test_a_wrong_file_is_refused_with_a_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from ortaq.civic.plans.models import Paragraph
    from ortaq.civic.plans.rules import documents

    plan = a_plan(desk)
    path = f"{plan.code}/files/"
    over = desk.over(path)
    said = desk.send(path, 422, file_kk=SimpleUploadedFile("жоспар.docx", b"PK no"), written_over=over)
    assert "“жоспар.docx” is not a DOCX" in said
    assert "is empty" in desk.send(path, 422, file_kk=SimpleUploadedFile("a.docx", b""), written_over=over)
    mixed = "Қала\n".encode() + "Город".encode("cp1251")
    said = desk.send(path, 422, file_kk=SimpleUploadedFile("a.txt", mixed), written_over=over)
    assert "not in UTF-8 from line 2 on" in said
    assert "Choose a file" in desk.send(path, 422, written_over=over)
    monkeypatch.setattr(documents, "LARGEST", 10)
    monkeypatch.setattr(documents, "read_file", lambda *_file: pytest.fail("it was opened"))
    said = desk.send(path, 422, file_kk=SimpleUploadedFile("large.docx", b"PK" + b"0" * 20), written_over=over)
    assert "“large.docx” is larger than 20 MB" in said
    assert not Paragraph.objects.exists()


def test_a_request_of_more_than_every_form_together_is_not_read(desk: Desk) -> None:
    """Files of 200 MB each: refused by what the request announces, before a byte is read."""
    from ortaq.site.bodies import most_bytes

    plan = a_plan(desk)
    response = desk.client.post(
        f"/en/desk/plans/{plan.code}/files/", b"", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(most_bytes() + 1),
    )  # fmt: skip
    assert response.status_code == 413


def test_the_check_before_publishing_names_what_may_be_forgotten(desk: Desk) -> None:
    plan = a_plan(desk, public=True)
    over = desk.over(f"{plan.code}/text/")
    typed = {"text_kk": "Қала тез өседі.\nЖаңа сөйлем.", "text_ru": "Город растёт.\n-"}
    desk.send(f"{plan.code}/text/", **typed, written_over=over)
    plan.versions.get(number=2).paragraphs.filter(position=0).update(key="1")
    page = desk.read(f"{plan.code}/publish/")
    assert "Not in Kazakh and in Russian yet" in page
    assert "Changed in one language only" in page
    assert "kk → ru" in page
    said = desk.send(f"{plan.code}/publish/", 422)
    assert "1 paragraphs are not in Kazakh and in Russian yet" in said


def test_a_stage_is_reached_with_its_day_and_its_act(desk: Desk) -> None:
    plan = a_plan(desk, public=True)
    path = f"{plan.code}/1/stage/"
    desk.send(path, next_stage="hearing")
    assert "Say on which day" in desk.send(
        path, 422, next_stage="adopted", legal_basis_kk="№ 12", legal_basis_ru="№ 12"
    )
    given = {
        "next_stage": "adopted",
        "day": "2027-02-01",
        "legal_basis_kk": "№ 12 шешім",
        "legal_basis_ru": "Решение № 12",
    }
    assert "Name the act" in desk.send(path, 422, next_stage="adopted", day="2027-02-01")
    desk.send(path, **given)
    page = Client().get(f"/en/plans/{plan.code}/1/").content.decode()
    assert "№ 12 шешім" in page
    desk.read(f"{plan.code}/2/stage/", 404)


def test_the_title_is_mended_at_the_desk(desk: Desk) -> None:
    plan = a_plan(desk)
    desk.send(f"{plan.code}/words/", title_kk="Жаңа атау", title_ru="Новое название", summary_kk="Мәні")
    assert "Жаңа атау" in desk.read("")


def test_a_plan_of_another_body_is_not_there(desk: Desk) -> None:
    plan = a_plan(desk, public=True)
    stranger = Desk(records.a_body("akimat-other"))
    for tail in ("", "words/", "version/", "version/new/", "text/", "files/", "publish/", "1/stage/"):
        stranger.read(f"{plan.code}/{tail}", 404)
    assert plan.code not in stranger.read("")


def test_who_holds_no_makers_office_begins_nothing() -> None:
    operator = Desk(records.a_body(), "operator")
    operator.read("new/", 403)
    assert "A new plan" not in operator.read("")


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_of_the_desk_cost_the_same_for_one_row_and_for_three(
    rows: int, desk: Desk, django_assert_num_queries: Any
) -> None:
    plans = [a_plan(desk, public=True) for _each in range(rows)]
    making = plans[0].versions.get(number=2)
    for number in range(rows):
        stories.a_paragraph(making, str(number + 1), f"Сөз {number}")
    desk.read("")
    with django_assert_num_queries(6):  # session, account, offices, bodies, plans, their newest versions
        desk.read("")
    with django_assert_num_queries(11):  # session, account, offices, plan, versions, counts of five parts, remarks
        desk.read(f"{plans[0].code}/")
    with django_assert_num_queries(6):  # session, account, offices, plan, version, paragraphs
        desk.read(f"{plans[0].code}/text/")
