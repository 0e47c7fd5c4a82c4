"""Cut Golos Text into static TTF files for PDFs (typst reads TTF, not variable woff2 subsets), and give both its
narrow space.

Run by assets/build.mjs; alone: python assets/build_fonts.py
"""

import logging
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent
SOURCE = HERE.parent / "node_modules" / "@fontsource-variable" / "golos-text" / "files"
TARGET = HERE / "built" / "fonts"
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
WEIGHTS = {"Regular": 400, "Bold": 700}
FAMILY = "Golos Text"
MUST_HOLD = "ӘҒҚҢӨҰҮҺІәғқңөұүһі₸№ЁёЩщ«»—–…0123456789\u00a0\u2009\u202f"


def cut(style: str, weight: int) -> TTFont:
    """Return one static font of the given weight with the letters of all subsets."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in SUBSETS:
            font = TTFont(SOURCE / f"golos-text-{subset}-wght-normal.woff2")
            static = instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
            static.flavor = None
            path = Path(folder) / f"{subset}.ttf"
            static.save(path)
            parts.append(str(path))
        merged = Merger().merge(parts)
    name_font(merged, style, weight)
    give_narrow_space(merged)
    return merged


def name_font(font: TTFont, style: str, weight: int) -> None:
    """Write family, style and weight so that typst finds the font by name."""
    names = font["name"]
    for record in [*names.names]:
        if record.nameID in {16, 17, 21, 22, 25}:
            names.removeNames(nameID=record.nameID)
    for number, text in {
        1: FAMILY,
        2: style,
        3: f"{FAMILY} {style}",
        4: f"{FAMILY} {style}",
        6: f"GolosText-{style}",
    }.items():
        names.setName(text, number, 3, 1, 0x409)
    bold = weight >= WEIGHTS["Bold"]
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0b1100001) | (0b100000 if bold else 0b1000000)
    font["head"].macStyle = 1 if bold else 0


def give_narrow_space(font: TTFont) -> None:
    """Let U+202F, the space inside our numbers, use the glyph of the space, a quarter of an em: Golos has none of its
    own for it.
    """
    space = font.getBestCmap()[0x20]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.setdefault(0x202F, space)


def write_web_latin() -> None:
    """Write the latin subset for pages, the one that holds the digits, with the narrow space in it."""
    font = TTFont(SOURCE / "golos-text-latin-wght-normal.woff2")
    give_narrow_space(font)
    font.save(TARGET / "golos-latin.woff2")


def main() -> int:
    """Write the fonts that are missing or older than their sources; return a process exit code."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    TARGET.mkdir(parents=True, exist_ok=True)
    write_web_latin()
    newest = max(path.stat().st_mtime for path in [*SOURCE.glob("*.woff2"), Path(__file__)])
    for style, weight in WEIGHTS.items():
        path = TARGET / f"GolosText-{style}.ttf"
        if path.exists() and path.stat().st_mtime > newest:
            continue
        font = cut(style, weight)
        absent = [letter for letter in MUST_HOLD if ord(letter) not in font.getBestCmap()]
        if absent:
            sys.stderr.write(f"  {path.name} lacks {' '.join(absent)}\n")
            return 1
        font.save(path)
        sys.stdout.write(f"  fonts/{path.name} {path.stat().st_size // 1024} KB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
