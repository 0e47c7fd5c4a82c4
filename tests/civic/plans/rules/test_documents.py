"""Files are read within bounds: what a DOCX says in order, and what no bomb, table or encoding gets past."""

import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ortaq.civic.plans.rules import documents
from ortaq.civic.plans.rules.text import Block
from ortaq.core.people.refusal import Refused


def packed(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def refused(content: bytes, code: str) -> Refused:
    with pytest.raises(Refused) as caught:
        documents.read_file("file.docx", content)
    assert caught.value.code == code
    return caught.value


def test_headings_lists_and_tables_are_paragraphs_in_their_order() -> None:
    document = docx.Document()
    document.add_heading("Plan", level=0)
    document.add_heading("Deep", level=5)
    document.add_paragraph("Words  with\tspace.\n")
    document.add_paragraph("")
    document.add_paragraph("Item", style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    for number, word in enumerate(("A", "B", "C")):
        table.cell(0, number).text = word
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Wide"
    document.add_paragraph("End")
    assert documents.read_file("plan.docx", packed(document)) == [
        Block(1, "Plan"), Block(3, "Deep"), Block(0, "Words with space."), Block(0, "• Item"), Block(0, "A | B | C"),
        Block(0, "Wide"), Block(0, "End"),
    ]  # fmt: skip


def test_words_a_reviewer_put_in_are_read_and_those_struck_out_are_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Kept ")
    for tag, text_tag, words in (("w:ins", "w:t", "added"), ("w:del", "w:delText", "removed")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        text.text = words
        text.set(qn("xml:space"), "preserve")
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    assert documents.read_file("plan.docx", packed(document)) == [Block(0, "Kept added")]


def test_a_zip_that_is_no_docx_is_named() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("hello.txt", "hello")
    assert str(refused(out.getvalue(), "not_docx")).startswith("“file.docx” is not a DOCX")


def test_a_damaged_docx_is_named() -> None:
    document = docx.Document()
    document.add_paragraph("Words")
    whole = packed(document)
    refused(whole[: len(whole) // 2], "not_docx")
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, b"<broken" if name == "word/document.xml" else before.read(name))
    refused(out.getvalue(), "not_docx")


@pytest.mark.parametrize("name", ["word/document.xml", "word/media/picture.bin"])
def test_a_zip_bomb_is_not_opened(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "Document", lambda _file: pytest.fail("it was opened"))
    size = documents.MARKUP + 1 if name.endswith(".xml") else documents.UNPACKED + 1
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package, package.open(name, "w") as member:
        for _each in range(size // documents.MEGABYTE + 1):
            member.write(b" " * documents.MEGABYTE)
    assert len(out.getvalue()) < documents.MEGABYTE
    assert "unpacks into more than any text" in str(refused(out.getvalue(), "too_large"))


def test_a_zip_of_too_many_members_is_not_opened() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number in range(documents.MEMBERS + 1):
            package.writestr(f"{number}.xml", "")
    refused(out.getvalue(), "too_large")


def test_a_file_of_200_mb_is_refused_by_its_size_alone() -> None:
    answer = documents.may_read(name="plan.docx", size=200 * documents.MEGABYTE)
    assert (answer.code, answer.params) == ("too_large", {"name": "plan.docx"})
    assert documents.may_read(name="plan.docx", size=documents.LARGEST)


def test_plain_text_comes_in_utf8_or_utf16() -> None:
    text = "# Су\nӨзен — таза."
    expected = [Block(1, "Су"), Block(0, "Өзен — таза.")]
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert documents.read_file("plan.txt", text.encode(encoding)) == expected


def test_mixed_encodings_are_refused_with_the_line() -> None:
    mixed = "Қала өседі.\n".encode() + "Улицы зелёные.".encode("cp1251")
    refusal = refused(mixed, "encoding")
    assert refusal.params == {"name": "file.docx", "line": 2}


def test_a_file_without_words_is_refused() -> None:
    refused(packed(docx.Document()), "empty")
    refused(b"\n\n  \n", "empty")
