"""The slip: one page that proves an appeal was taken in. Its text is data, never typesetting source; same input,
same bytes.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from ortaq.core.ui.printing import pdf, qr_svg

SOURCE = Path(__file__).resolve().parent / "typst" / "slip.typ"


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
    data = {name: value for name, value in asdict(slip).items() if name != "made_at"}
    return pdf(SOURCE, data | {"qr": qr_svg(slip.address)}, made_at=slip.made_at)
