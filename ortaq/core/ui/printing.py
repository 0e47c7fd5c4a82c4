"""Paper: PDF set by typst with our fonts, and QR codes. Text comes in as data and is never typesetting source."""

import io
import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

FONTS = ("GolosText-Regular.ttf", "GolosText-Bold.ttf")


class FontsMissing(RuntimeError):  # noqa: N818, a state of the installation
    """The front end has not been built: the fonts of what is printed are not there."""


def pdf(source: Path, data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """This will set a typst source as tagged PDF/A-2a; it finds the data as JSON in `sys.inputs`, under its own name.

    Same source, data and moment, same bytes. Raises FontsMissing before the front end is built.
    """
    import typst

    made: bytes = typst.compile(
        str(source),
        root=str(source.parent),
        font_paths=[str(fonts())],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a"],
        timestamp=int(made_at.timestamp()),
        sys_inputs={source.stem: json.dumps(data, ensure_ascii=False, sort_keys=True)},
    )
    return made


def qr_svg(text: str, *, mask: int | None = None) -> SafeString:
    """This will draw a QR code as SVG text, error correction M; safe on a page, for it holds squares and no words.

    It has its own size and a viewBox: a page that gives it another size shows it whole. Every `mask` from 0 to 7 is
    read alike; None tries them all for the evenest print, which is most of the work (ISO/IEC 18004, 7.8).
    """
    import segno

    out, code = io.BytesIO(), segno.make(text, error="m", mask=mask)
    code.save(out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False, scale=8, omitsize=True)
    width, height = code.symbol_size(scale=8, border=0)
    drawn = out.getvalue().decode().replace("<svg ", f'<svg width="{width}" height="{height}" ', 1)
    return mark_safe(drawn)  # noqa: S308, segno draws numbers only


@cache
def fonts() -> Path:
    """This will give the folder of the built fonts, in a checkout or among the collected static files."""
    for folder in (*settings.STATICFILES_DIRS, settings.STATIC_ROOT):
        found = Path(folder) / "fonts"
        if all((found / name).is_file() for name in FONTS):
            return found
    raise FontsMissing(f"{FONTS[0]} is not built: run make setup (it builds assets/built/fonts).")
