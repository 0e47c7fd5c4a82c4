"""What the build makes: small, complete, nothing inline and nothing from elsewhere."""

import gzip
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

BUILT = Path(__file__).resolve().parents[3] / "assets" / "built"
LIMIT = 60 * 1024
MUST_HOLD = "ӘҒҚҢӨҰҮҺІәғқңөұүһі₸№ЁёЩщ«»—–…0123456789\u00a0\u202f"

pytestmark = pytest.mark.skipif(not (BUILT / "site.css").exists(), reason="assets are not built: node assets/build.mjs")


def packed(name):
    return len(gzip.compress((BUILT / name).read_bytes(), 9))


def test_a_reading_page_carries_at_most_sixty_kilobytes():
    assert packed("site.css") + packed("site.js") <= LIMIT


def test_maplibre_stays_out_of_reading_pages():
    assert "maplibre" not in (BUILT / "site.js").read_text(encoding="utf-8").lower()
    assert "maplibre" in (BUILT / "map.js").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_print_fonts_hold_every_letter_of_kazakh_and_the_tenge(style):
    font = TTFont(BUILT / "fonts" / f"GolosText-{style}.ttf")
    letters = font.getBestCmap()
    assert [letter for letter in MUST_HOLD if ord(letter) not in letters] == []
    assert "fvar" not in font
    assert font["name"].getDebugName(1) == "Golos Text"
    assert font["OS/2"].usWeightClass == {"Regular": 400, "Bold": 700}[style]


def test_page_fonts_together_hold_every_letter():
    letters = set()
    for path in (BUILT / "fonts").glob("golos-*.woff2"):
        letters |= set(TTFont(path).getBestCmap())
    assert [letter for letter in MUST_HOLD if ord(letter) not in letters] == []


def test_every_address_in_the_styles_is_a_file_of_ours():
    for name in ("site.css", "map.css"):
        addresses = re.findall(r"url\(\"?([^)\"]+)\"?\)", (BUILT / name).read_text(encoding="utf-8"))
        assert [address for address in addresses if not (BUILT / address).is_file()] == []


def test_no_source_map_is_promised():
    for name in ("site.js", "map.js", "map-worker.js", "site.css", "map.css"):
        assert "sourceMappingURL" not in (BUILT / name).read_text(encoding="utf-8")
