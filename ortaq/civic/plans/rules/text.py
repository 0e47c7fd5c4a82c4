"""The text of a plan as it is typed: lines become paragraphs, languages stand side by side. Plain Python.

One line is one paragraph. "# ", "## " and "### " begin headings; a line of a single "-" says that this paragraph is not
translated yet; a backslash before such a sign means the sign itself. Empty lines do not count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, Refused, no
from ortaq.engines.language import LANGUAGES
from ortaq.engines.proof import digest

DEEPEST: Final = 3
"""Levels of headings."""
MOST_PARAGRAPHS: Final = 5_000
LONGEST: Final = 8_000
"""Signs of one paragraph."""
MISSING: Final = "-"
SHOWN: Final = 60
"""Signs of a paragraph a refusal repeats, so that it can be found."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph in one language: `level` 1-3 for headings, 0 for words under them; no words, not translated."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph in all its languages."""

    level: int
    text: Mapping[str, str]

    @property
    def digest(self) -> str:
        """Of everything it says."""
        return digest({"level": self.level, "text": dict(self.text)})


def read_lines(text: str) -> list[Block]:
    """This will give the paragraphs of what was typed or pasted."""
    return [_block(line) for raw in text.splitlines() if (line := " ".join(raw.split()))]


def _block(line: str) -> Block:
    if line == MISSING:
        return Block(0, "")
    signs = len(line) - len(line.lstrip("#"))
    if 1 <= signs <= DEEPEST and line[signs : signs + 1] == " ":
        words = line[signs + 1 :]
        return Block(signs, "" if words == MISSING else words)
    return Block(0, line.removeprefix("\\"))


def write_lines(rows: Sequence[Row], language: str) -> str:
    """This will give a language of a text as it is typed; read again it is the same. Nothing for a missing language."""
    if not any(language in row.text for row in rows):
        return ""
    return "\n\n".join(_line(row.level, row.text.get(language, "")) for row in rows)


def _line(level: int, words: str) -> str:
    if level:
        return f"{'#' * level} {words or MISSING}"
    if not words:
        return MISSING
    return f"\\{words}" if words == MISSING or words.startswith(("#", "\\")) else words


def side_by_side(columns: Mapping[str, Sequence[Block]]) -> list[Row]:
    """This will lay languages beside each other, paragraph by paragraph; a language without any is left out.

    Raises Refused with the place where two languages part.
    """
    read = {code: list(columns.get(code, ())) for code in LANGUAGES}
    filled = {code: blocks for code, blocks in read.items() if any(block.words for block in blocks)}
    if not filled:
        raise Refused("empty", N_("The text is empty: a plan needs words to be read."))
    for blocks in filled.values():
        _require_bounds(blocks)
    (first, blocks), *others = filled.items()
    for code, other in others:
        _require_same(first, blocks, code, other)
    return [row for at in range(len(blocks)) if (row := _row({code: filled[code][at] for code in filled})).text]


def _row(sides: Mapping[str, Block]) -> Row:
    said = {code: block for code, block in sides.items() if block.words}
    level = next((block.level for block in said.values()), 0)
    return Row(level, {code: block.words for code, block in said.items()})


def _require_bounds(blocks: Sequence[Block]) -> None:
    if len(blocks) > MOST_PARAGRAPHS:
        raise Refused(
            "too_many", N_("A plan has at most %(most)s paragraphs; this one has %(count)s."),
            most=MOST_PARAGRAPHS, count=len(blocks),
        )  # fmt: skip
    for block in blocks:
        if len(block.words) > LONGEST:
            raise Refused(
                "too_long", N_("One paragraph is longer than %(most)s signs: “%(words)s”. Divide it."),
                most=LONGEST, words=_short(block.words),
            )  # fmt: skip


def _require_same(first: str, blocks: Sequence[Block], code: str, other: Sequence[Block]) -> None:
    """Two languages must have the same headings at the same places and the same number of paragraphs.

    What is not translated yet may stand for either.
    """
    for number, (one, two) in enumerate(zip(blocks, other, strict=False), 1):
        if one.words and two.words and one.level != two.level:
            raise Refused(
                "languages_part",
                N_("The languages part at paragraph %(number)s: “%(one)s” and “%(two)s” are not both headings."),
                number=number, one=_short(one.words) or MISSING, two=_short(two.words) or MISSING,
            )  # fmt: skip
    if len(blocks) != len(other):
        raise Refused(
            "languages_part",
            N_("The languages part: %(one)s has %(first)s paragraphs, %(two)s has %(second)s. "
               "Write a line with “-” where a translation is missing."),
            one=first, first=len(blocks), two=code, second=len(other),
        )  # fmt: skip


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def check_signs(text: str) -> Answer:
    """This will say whether a text can be read whole: no signs that a wrong encoding leaves behind."""
    for number, line in enumerate(text.splitlines(), 1):
        if "\ufffd" in line or any(ord(sign) < ord(" ") and sign != "\t" for sign in line):
            return no(
                "unreadable", N_("Line %(number)s holds signs that cannot be read. Copy it once more."), number=number
            )
    return YES


def of_rows(rows: Sequence[Row]) -> str:
    """This will give the digest of a text: what somebody wrote over, and whether it is still that."""
    return digest([row.digest for row in rows])
