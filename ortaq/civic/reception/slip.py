"""The slip: one page that proves an appeal was taken in. Its text is data, never typesetting source; same input,
same bytes.
"""

import io
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.conf import settings

HERE = Path(__file__).resolve().parent / "typst"
FONTS = ("GolosText-Regular.ttf", "GolosText-Bold.ttf")


class FontsMissing(RuntimeError):  # noqa: N818, a state of the installation
    """The front end has not been built: the fonts of the slip are not there."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything the slip says, in the language of the reader; `lines` are (label, value) pairs in order."""

    language: str
    heading: str
    number: str
    number_label: str
    code_label: str
    code: str
    scan_hint: str
    lines: tuple[tuple[str, str], ...]
    complain_heading: str
    complain: str
    note: str
    address: str
    """What the QR code opens."""
    made_at: datetime
    """Printed nowhere: the document's date, so that the same slip has the same bytes."""


def slip_pdf(slip: Slip) -> bytes:
    """This will set a slip as tagged PDF/A-2a, A5; raises FontsMissing before the front end is built."""
    import typst

    data = {name: value for name, value in asdict(slip).items() if name != "made_at"}
    data["qr"] = qr_svg(slip.address)
    made: bytes = typst.compile(
        str(HERE / "slip.typ"),
        root=str(HERE),
        font_paths=[str(_fonts())],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a"],
        timestamp=int(slip.made_at.timestamp()),
        sys_inputs={"slip": json.dumps(data, ensure_ascii=False, sort_keys=True)},
    )
    return made


def qr_svg(address: str) -> str:
    """This will draw a QR code as SVG text, error correction M."""
    import segno

    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False, scale=8)
    return out.getvalue().decode()


@cache
def _fonts() -> Path:
    """The folder of the built fonts, in a checkout or among the collected static files."""
    for folder in (*settings.STATICFILES_DIRS, settings.STATIC_ROOT):
        fonts = Path(folder) / "fonts"
        if all((fonts / name).is_file() for name in FONTS):
            return fonts
    raise FontsMissing(f"{FONTS[0]} is not built: run make setup (it builds assets/built/fonts).")
