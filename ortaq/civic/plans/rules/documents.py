"""Files a text comes in: DOCX and plain text, read within bounds no hostile file can pass. Plain Python.

Of a DOCX the words are taken: headings keep their level, items of lists begin with a bullet, a row of a table is one
paragraph with its cells parted by a bar. Pictures, notes, headers and deleted words are left out.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import InvalidXmlError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from ortaq.civic.plans.rules.text import DEEPEST, Block, check_signs, read_lines
from ortaq.core.people.refusal import N_, YES, Answer, Refused, no, require

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 20 * MEGABYTE
"""Bytes of a file as it is sent."""
UNPACKED: Final = 60 * MEGABYTE
"""Bytes of everything inside a DOCX; what a member declares is all that is ever read of it."""
MARKUP: Final = 24 * MEGABYTE
"""Bytes of its markup: a book of two thousand pages has half of that."""
MEMBERS: Final = 2_000
BULLET: Final = "•"
BAR: Final = " | "

_HEADING: Final = re.compile(r"heading (\d)")
_BROKEN: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, OpcError, InvalidXmlError, LxmlError, KeyError, ValueError,
    AttributeError, TypeError, IndexError, NotImplementedError, RuntimeError, EOFError, OSError,
)  # fmt: skip
"""What python-docx, lxml and zipfile raise at a file that only looks like a DOCX."""


def may_read(*, name: str, size: int) -> Answer:
    """This will say whether a file may be opened at all; asked before a byte of it is read."""
    if size > LARGEST:
        return no("too_large", N_("“%(name)s” is larger than 20 MB. Take its pictures out, or divide it."), name=name)
    if size == 0:
        return no("empty_file", N_("“%(name)s” is empty. Choose it once more."), name=name)
    return YES


def read_file(name: str, content: bytes) -> list[Block]:
    """This will give the paragraphs of a file by what it is, whatever it is called; raises Refused with its name."""
    require(may_read(name=name, size=len(content)))
    blocks = read_docx(name, content) if content.startswith(b"PK") else read_text(name, content)
    if not any(block.words for block in blocks):
        raise Refused("empty", N_("“%(name)s” holds no words."), name=name)
    return blocks


def read_text(name: str, content: bytes) -> list[Block]:
    """This will give the paragraphs of plain text in UTF-8, or in UTF-16 that says so."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Refused(
            "encoding",
            N_("“%(name)s” is no DOCX, and as a text it is not in UTF-8 from line %(line)s on. "
               "Save it as DOCX or as text in UTF-8."),
            name=name, line=line,
        ) from error  # fmt: skip
    if not check_signs(text):
        raise Refused("not_docx", N_("“%(name)s” is neither a DOCX nor a plain text."), name=name)
    return read_lines(text)


def read_docx(name: str, content: bytes) -> list[Block]:
    """This will give the paragraphs of a DOCX."""
    try:
        _require_bounds(name, content)
        return [block for block in _blocks(docx.Document(BytesIO(content))) if block.words]
    except _BROKEN as error:
        raise Refused(
            "not_docx", N_("“%(name)s” is not a DOCX, or it is damaged. Open it and save it as DOCX."), name=name
        ) from error


def _require_bounds(name: str, content: bytes) -> None:
    """A few kilobytes can unpack into gigabytes: what the members say they hold is added up before any is read."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        members = package.infolist()
    markup = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    whole = sum(member.file_size for member in members)
    if len(members) > MEMBERS or whole > UNPACKED or markup > MARKUP:
        raise Refused("too_large", N_("“%(name)s” unpacks into more than any text. It was not opened."), name=name)


def _blocks(document: "docx.document.Document") -> Iterator[Block]:
    styles = {style.style_id: (style.name or "").casefold() for style in document.styles}
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield from _rows(part)
        else:
            yield _paragraph(part, styles)


def _rows(table: Table) -> Iterator[Block]:
    for row in table.rows:
        cells = dict.fromkeys(row.cells)  # a merged cell stands in its row more than once
        words = [_clean(" ".join(_words(part) for part in cell.paragraphs)) for cell in cells]
        yield Block(0, BAR.join(filter(None, words)))


def _paragraph(part: Paragraph, styles: Mapping[str, str]) -> Block:
    words = _clean(_words(part))
    style = styles.get(part._p.style or "", "")  # noqa: SLF001, asked by its id: python-docx would search all of them
    if style == "title":
        return Block(1, words)
    if heading := _HEADING.match(style):
        return Block(min(int(heading[1]), DEEPEST), words)
    properties = part._p.pPr  # noqa: SLF001, python-docx tells the numbering of a paragraph nowhere else
    listed = style.startswith("list ") or (properties is not None and properties.numPr is not None)
    return Block(0, f"{BULLET} {words}" if listed and words else words)


def _words(part: Paragraph) -> str:
    """The words of a paragraph with those a reviewer put in and without those struck out or floating in boxes."""
    found = part._p.xpath(".//w:t[not(ancestor::w:txbxContent)] | .//w:tab | .//w:br")  # noqa: SLF001, see above
    return "".join(node.text or "" if node.tag.endswith("}t") else " " for node in found)


def _clean(words: str) -> str:
    """One line without the signs no page can show."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
