"""Whether an indicator is measured as often as it promises."""

from datetime import date, timedelta

from ortaq.civic.indicators.rules.periods import Period, last_whole, of


def freshness(*, frequency: str, lag_days: int, last_end: date | None, today: date) -> str:
    """This will say fresh, due (a period's value is missing after its term), stale (more than one) or never."""
    if last_end is None:
        return "never"
    missing, period = 0, of(frequency, last_end + timedelta(days=1))
    while period.end + timedelta(days=lag_days) < today:
        missing += 1
        if missing > 1:
            return "stale"
        period = of(frequency, period.end + timedelta(days=1))
    return "due" if missing else "fresh"


def expected(*, frequency: str, lag_days: int, last_end: date | None, today: date) -> tuple[Period, date]:
    """This will give the period whose value is expected next, and by which day."""
    period = last_whole(frequency, today) if last_end is None else of(frequency, last_end + timedelta(days=1))
    return period, period.end + timedelta(days=lag_days)
