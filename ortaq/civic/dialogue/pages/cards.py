"""The picture a link brings along when it is shared: drawn here, from words alone, with our own font."""

from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from ortaq.core.ui.printing import FONTS, fonts

WIDTH, HEIGHT = 1200, 630
"""What networks and messengers show whole."""
EDGE: Final = 72
BAND: Final = 14
ACCENT, INK, SOFT, PAPER = "#00687a", "#14212b", "#4a5a66", "#ffffff"
SIZES: Final = (68, 58, 50)
"""The title takes the first size in which it needs no more than its lines."""
LINES: Final = 5
SMALL: Final = 32
KEPT: Final = 256
"""Cards of the most shared pages stay drawn."""


@lru_cache(maxsize=KEPT)
def draw(kind: str, title: str, under: str, place: str) -> bytes:
    """This will draw a card as PNG. Same words, same picture. Raises FontsMissing before the front end is built."""
    regular, bold = (str(fonts() / name) for name in FONTS)
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, BAND), fill=ACCENT)
    small = ImageFont.truetype(regular, SMALL)
    pen.text((EDGE, EDGE), _cut(kind, small), font=small, fill=ACCENT)
    font, lines = _fit(title, bold)
    pen.multiline_text((EDGE, EDGE + 70), "\n".join(lines), font=font, fill=INK, spacing=10)
    pen.text((EDGE, HEIGHT - EDGE - 2 * SMALL - 12), _cut(under, small), font=small, fill=SOFT)
    pen.text((EDGE, HEIGHT - EDGE - SMALL), f"Ortaq · {place}", font=ImageFont.truetype(bold, SMALL), fill=INK)
    out = BytesIO()
    picture.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _fit(title: str, path: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The title in lines, at the largest size that holds it; the longest ones end with a sign that more follows."""
    for size in SIZES:
        font = ImageFont.truetype(path, size)
        lines = _lines(title, font)
        if len(lines) <= LINES:
            return font, lines
    return font, [*lines[: LINES - 1], _cut(f"{lines[LINES - 1]} {lines[LINES]}", font)]


def _lines(title: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= WIDTH - 2 * EDGE:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_cut(line, font) for line in lines if line]


def _cut(text: str, font: ImageFont.FreeTypeFont) -> str:
    """The text, as far as it goes on one line."""
    if font.getlength(text) <= WIDTH - 2 * EDGE:
        return text
    while text and font.getlength(f"{text}…") > WIDTH - 2 * EDGE:
        text = text[:-1]
    return f"{text.rstrip()}…"
