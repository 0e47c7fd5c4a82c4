"""What somebody brings to be recorded. Plain Python."""

from dataclasses import dataclass
from datetime import date

from ortaq.civic.indicators.rules.periods import Period
from ortaq.civic.indicators.rules.values import PLAIN


@dataclass(frozen=True, slots=True)
class Measured:
    """What somebody brings: a number in a unit for a period, and where it comes from."""

    period: Period
    amount: int
    """Millionths of the unit."""
    unit: str
    source: str
    measured_on: date
    split: str = PLAIN
    source_url: str = ""
    licence: str = ""
    state: str = "claimed"
    confirmed: str = ""
    """Why an unusual value is right; "" while nobody has said so."""
