"""A text typed, pasted and taken from files: side by side, keys kept, nothing half kept, nobody's words lost."""

from io import BytesIO
from typing import Any

import docx
import pytest

from tests.civic.plans import stories
from tests.civic.plans.services.test_versions import TEXT, begun, published, refused, save
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def sent(*lines: str, name: str = "plan.docx") -> Any:
    """A DOCX with these paragraphs; "# " makes a heading."""
    from ortaq.civic.plans.services.texts import Sent

    document, out = docx.Document(), BytesIO()
    for line in lines:
        if line.startswith("# "):
            document.add_heading(line[2:], level=1)
        else:
            document.add_paragraph(line)
    document.save(out)
    return Sent(name, out.getvalue())


def bring(version: Any, officer: Any, **files: Any) -> Any:
    from ortaq.civic.plans.queries import texts as queries
    from ortaq.civic.plans.services import texts

    return texts.import_files(
        version=version, files=files, based_on=queries.digest(version), actor=officer, now=NOW
    )  # fmt: skip


def said(version: Any) -> list[tuple[str, int, dict[str, str]]]:
    return [(one.key, one.level, one.text) for one in version.paragraphs.all()]


def test_three_columns_become_paragraphs_side_by_side() -> None:
    _plan, version, _officer = begun()
    assert said(version) == [
        ("1", 1, {"kk": "Кіріспе", "ru": "Введение"}),
        ("2", 0, {"kk": "Қала өседі.", "ru": "Город растёт."}),
        ("3", 0, {"kk": "Көшелер жасыл.", "ru": "Улицы зелёные."}),
    ]


def test_a_paragraph_keeps_its_key_when_it_moves_or_changes_a_little_and_comes_back() -> None:
    _plan, version, officer = begun()
    save(version, officer, {"kk": "Көшелер жасыл.\n# Кіріспе\nЖаңа сөйлем туралы.\nҚала тез өседі."})
    assert [key for key, _level, _text in said(version)] == ["3", "1", "4", "2"]


def test_a_paragraph_taken_out_and_put_back_is_the_one_of_the_version_before() -> None:
    from ortaq.civic.plans.services import versions

    plan, _version, officer = published()
    made = versions.begin_version(plan=plan, actor=officer, now=NOW)
    save(made, officer, {"kk": "# Кіріспе\nКөшелер жасыл.", "ru": "# Введение\nУлицы зелёные."})
    save(made, officer)
    assert [key for key, _level, _text in said(made)] == ["1", "2", "3"]


def test_of_two_officers_the_second_is_told_and_the_first_ones_words_stay() -> None:
    from ortaq.civic.plans.queries import texts as queries
    from ortaq.civic.plans.services import texts

    _plan, version, officer = begun()
    seen = queries.digest(version)
    save(version, officer, {"kk": "Бірінші."}, based_on=seen)
    colleague = stories.office(version.plan.body)
    again = {"version": version, "columns": {"kk": "Екінші."}, "based_on": seen}
    assert "since you opened it" in str(refused(texts.save_text, "second", **again, actor=colleague))
    assert said(version)[0][2] == {"kk": "Бірінші."}


@pytest.mark.parametrize("columns", [{}, {"kk": ""}, {"kk": " \n\n ", "ru": "\t"}, {"kk": "-\n-"}])
def test_an_empty_text_is_refused_and_the_old_one_stays(columns: dict[str, str]) -> None:
    _plan, version, officer = begun()
    refused(lambda **_given: save(version, officer, columns), "empty")
    assert len(said(version)) == 3


def test_languages_that_part_are_refused_with_the_place() -> None:
    _plan, version, officer = begun()
    short = refused(lambda **_given: save(version, officer, {"kk": "Бір.\nЕкі.", "ru": "Один."}), "languages_part")
    assert "kk has 2 paragraphs, ru has 1" in str(short)
    other = refused(
        lambda **_given: save(version, officer, {"kk": "# Бір\nЕкі.", "ru": "Один.\nДва."}), "languages_part"
    )
    assert "paragraph 1" in str(other)
    assert len(said(version)) == 3


def test_pasted_signs_nobody_can_read_are_refused_with_their_line() -> None:
    _plan, version, officer = begun()
    wrong = refused(lambda **_given: save(version, officer, {"kk": "Қала.\nК\ufffdше."}), "unreadable")
    assert str(wrong) == "Line 2 holds signs that cannot be read. Copy it once more."
    refused(lambda **_given: save(version, officer, {"kk": "Қала\x00."}), "unreadable")


def test_files_of_two_languages_become_one_text() -> None:
    _plan, version, officer = begun()
    bring(version, officer, kk=sent("# Су", "Өзендер таза."), ru=sent("# Вода", "Реки чистые."))
    assert [text for _key, _level, text in said(version)] == [
        {"kk": "Су", "ru": "Вода"},
        {"kk": "Өзендер таза.", "ru": "Реки чистые."},
    ]


def test_a_file_of_one_language_leaves_the_words_of_kept_paragraphs_in_the_others() -> None:
    _plan, version, officer = begun()
    bring(version, officer, kk=sent("# Кіріспе", "Мүлде басқа абзац жазылды.", "Көшелер жасыл."))
    assert said(version) == [
        ("1", 1, {"kk": "Кіріспе", "ru": "Введение"}),
        ("4", 0, {"kk": "Мүлде басқа абзац жазылды."}),
        ("3", 0, {"kk": "Көшелер жасыл.", "ru": "Улицы зелёные."}),
    ]


def test_a_language_that_comes_later_is_laid_beside_the_others() -> None:
    _plan, version, officer = begun()
    bring(version, officer, en=sent("# Foreword", "The city grows.", "Streets are green."))
    assert said(version)[1] == ("2", 0, TEXT_OF_2)
    refused(lambda **_given: bring(version, officer, en=sent("# Foreword"), kk=sent("Бір", "Екі")), "languages_part")


TEXT_OF_2 = {"kk": "Қала өседі.", "ru": "Город растёт.", "en": "The city grows."}


def test_the_journal_counts_what_came_from_files_and_keeps_it_from_the_public() -> None:
    from ortaq.core.journal.models import Entry

    _plan, version, officer = begun()
    bring(version, officer, kk=sent("Бір", "Екі"))
    entry = Entry.objects.get(act="plan.parts_imported")
    assert (entry.public, entry.data["paragraphs"], entry.data["languages"]) == (False, 2, ["kk"])


def test_a_file_that_is_no_docx_changes_nothing() -> None:
    from ortaq.civic.plans.services.texts import Sent

    _plan, version, officer = begun()
    for content, code in ((b"PK\x03\x04 not a zip", "not_docx"), (b"\x89PNG\r\n\x1a\n\x00\x00", "encoding"),
                          (b"", "empty_file"), (b"%PDF-1.7\n\x00\x01", "not_docx")):  # fmt: skip
        wrong = refused(lambda content=content, **_given: bring(version, officer, kk=Sent("план.docx", content)), code)
        assert "план.docx" in str(wrong)
    refused(lambda **_given: bring(version, officer), "no_file")
    assert len(said(version)) == len(TEXT["kk"].splitlines())
