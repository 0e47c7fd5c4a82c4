"""How numbers stand on pages, "1 284", "93 %", "1 284 ₸", and how those of addresses are read."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

NARROW = "\u202f"  # a narrow space that does not break; the fonts we build know it
MINUS = "\u2212"
NONE = "—"
TIYN = 100
SIGNS = {"KZT": "₸", "EUR": "€"}

DIGITS = 18
"""Of a whole number every database can hold."""

Figure = int | float | Decimal | str | None


def read_whole(text: str) -> int:
    """Return the whole number an address or a form says, such as the key a page goes on after; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else 0


def decimal_of(value: Figure) -> Decimal | None:
    """Return the value as a decimal, None when there is none or it is no finite number."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def write_number(value: Figure, *, language: str, places: int = 0) -> str:
    """Return the number in words of the page: 1284 → "1 284", −0.5 with one place → "−0,5" ("−0.5" in English); no
    number → "—".
    """
    number = decimal_of(value)
    if number is None:
        return NONE
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{places}f}".replace(",", NARROW)
    if language != "en":
        text = text.replace(".", ",")
    return (MINUS if rounded < 0 else "") + text


def write_percent(value: Figure, *, language: str, places: int = 0) -> str:
    """Return a share given in hundredths with its sign: 93 → "93 %"."""
    number = write_number(value, language=language, places=places)
    return number if number == NONE else f"{number}{NARROW}%"


def write_money(tiyn: Figure, *, language: str) -> str:
    """Return whole tenge for an amount in tiyn: 128400 → "1 284 ₸"."""
    amount = decimal_of(tiyn)
    return NONE if amount is None else f"{write_number(amount / TIYN, language=language)}{NARROW}₸"


def write_sum(minor: int | None, currency: str, *, language: str) -> str:
    """Return minor units (1/100) with the sign of their currency behind, a dash for nothing."""
    if minor is None:
        return NONE
    figure = write_number(Decimal(minor) / TIYN, language=language, places=2 if minor % TIYN else 0)
    return f"{figure}{NARROW}{SIGNS.get(currency, currency)}"


def write_size(octets: Figure, *, language: str) -> str:
    """Return the size of a file: "840 KB", "2,4 MB"."""
    size = decimal_of(octets)
    if size is None:
        return NONE
    kilobytes = size / 1024
    if kilobytes < 1000:  # noqa: PLR2004 - a thousand
        return f"{write_number(max(kilobytes, Decimal(1)) if size else kilobytes, language=language)}{NARROW}KB"
    return f"{write_number(kilobytes / 1024, language=language, places=1)}{NARROW}MB"
