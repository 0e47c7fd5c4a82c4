"""Personal data in free text: identity numbers, phones, plates, e-mails, cards and accounts are found and masked.

A text is read as a person would read it: digits of any script, unusual spaces and dashes count as plain ones, signs
of no width (and the key caps of emoji) count as absent, Cyrillic letters that look Latin count as Latin on number
plates. Positions always speak of the text as it was handed in.

The mark is `•••` in every language; the kind of what was there is in the span, for pages that want to say more.
A number is left alone when nothing vouches for it: a twelve-digit number with a wrong check digit is a contract or a
business number (BIN), not an identity number; times, sums, house numbers and short public numbers (1308, 112,
8 800 …) stay.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["iin", "phone", "plate", "email", "card", "iban"]
Reason: TypeAlias = Literal["length", "digits", "century", "date", "checksum"]

MARK: Final = "•••"


class Span(NamedTuple):
    """A piece of text, from `start` up to but not including `end`, that tells who someone is."""

    kind: Kind
    start: int
    end: int


class Iin(NamedTuple):
    """What an individual identification number says about its owner."""

    birth_date: date
    sex: Literal["male", "female"]


class InvalidIin(ValueError):  # noqa: N818  the name of the field, as in Refused
    """The text is no individual identification number; `reason` says which check it fails first."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"This is not an IIN: {reason}.")
        self.reason: Reason = reason


# ── identity number ──────────────────────────────────────────────────────────────────────────────────────────────

# Layout YYMMDD C SSSS K, century and sex in C, K by two rows of weights: rules of forming the identification number,
# Law of Kazakhstan № 223-III of 12 January 2007 on national registers of identification numbers.
_IIN_DIGITS: Final = 12
_CENTURIES: Final = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
_WEIGHTS: Final = (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
_NO_DIGIT: Final = 10  # the remainder that no check digit can show


def parse_iin(text: str) -> Iin:
    """Read an IIN, also with spaces or hyphens inside; raises InvalidIin with the reason.

    Reasons in the order of checking: digits (something else than digits), length, century, date, checksum.
    """
    digits = re.sub(r"[ -]", "", _plain(text)[0].strip())
    if not re.fullmatch(r"[0-9]*", digits):
        raise InvalidIin("digits")
    if len(digits) != _IIN_DIGITS:
        raise InvalidIin("length")
    if digits[6] not in _CENTURIES:
        raise InvalidIin("century")
    try:
        born = date(_CENTURIES[digits[6]] + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError as error:
        raise InvalidIin("date") from error
    if check_digit(digits[:11]) != int(digits[11]):
        raise InvalidIin("checksum")
    return Iin(born, "male" if int(digits[6]) % 2 else "female")


def check_digit(eleven: str) -> int | None:
    """Give the twelfth digit of an IIN; None when the number is never issued."""
    for weights in _WEIGHTS:
        rest = sum(weight * int(digit) for weight, digit in zip(weights, eleven, strict=True)) % 11
        if rest != _NO_DIGIT:
            return rest
    return None


def _is_iin(digits: str) -> bool:
    try:
        parse_iin(digits)
    except InvalidIin:
        return False
    return True


# ── reading a text plainly ───────────────────────────────────────────────────────────────────────────────────────

# Digits (also ², ①, 🄁), @ in its three widths: without one of them there is nothing to find.
_WORTH_READING: Final = re.compile(
    r"[\d@\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\ufe6b\uff20\U0001f100-\U0001f10a]"
)
_UNUSUAL: Final = re.compile(r"[\u0080-\u03ff\u0483-\u0489\u0500-\U0010ffff]")


def _plain(text: str) -> tuple[str, list[int] | None]:
    """Give the text with plain digits, spaces and dashes and without unseen signs, and where each sign stood.

    The list of positions is None when nothing was taken out, so that every sign is where it was.
    """
    plain = _UNUSUAL.sub(_plain_match, text)
    if len(plain) == len(text):
        return plain, None
    return plain, [place for place, sign in enumerate(text) if not _UNUSUAL.match(sign) or _plain_sign(sign)]


def _plain_match(found: re.Match[str]) -> str:
    return _plain_sign(found[0])


@lru_cache(maxsize=4096)
def _plain_sign(sign: str) -> str:
    """Give one plain sign for one unusual sign, or an empty text for a sign nobody sees."""
    kind = unicodedata.category(sign)
    if kind in ("Cf", "Mn", "Me"):
        return ""
    if (digit := unicodedata.digit(sign, None)) is not None:
        return str(digit)
    if kind == "Zs":
        return " "
    if kind == "Pd" or sign == "\u2212":  # the minus sign
        return "-"
    wide = unicodedata.normalize("NFKC", sign)
    return wide if len(wide) == 1 else sign


_CYRILLIC_AS_LATIN: Final = dict(zip("АВЕКМНОРСТУХІавекмнорстухі", "ABEKMHOPCTYXIABEKMHOPCTYXI", strict=True))
_AS_LATIN: Final = str.maketrans(_CYRILLIC_AS_LATIN | {chr(code): chr(code - 32) for code in range(97, 123)})


# ── finding ──────────────────────────────────────────────────────────────────────────────────────────────────────

Found: TypeAlias = Iterator[tuple[int, int]]

_RUN_OF_DIGITS: Final = re.compile(r"[0-9]+(?:[\s.-]{1,2}[0-9]+)*")
_GROUP: Final = re.compile(r"[0-9]+")


def _whole_iins(plain: str) -> Found:
    """Twelve digits in one piece."""
    for group in _GROUP.finditer(plain):
        if len(group[0]) == _IIN_DIGITS and _is_iin(group[0]):
            yield group.span()


def _split_iins(plain: str) -> Found:
    """Twelve digits in neighbouring groups: 880101 3000 12."""
    for run in _RUN_OF_DIGITS.finditer(plain):
        groups = [group.span() for group in _GROUP.finditer(plain, *run.span())]
        for first, (start, _) in enumerate(groups):
            digits = ""
            for begin, end in groups[first : first + _IIN_DIGITS]:
                digits += plain[begin:end]
                if len(digits) >= _IIN_DIGITS:
                    if len(digits) == _IIN_DIGITS and _is_iin(digits):
                        yield start, end
                    break


# Payment cards: ISO/IEC 7812, 13–19 digits with Luhn's check digit; first digits 2–6 are those of payment systems.
_CARD: Final = re.compile(
    r"(?<![0-9])(?=([2-6](?:[0-9]{12,18}|[0-9]{3}([ -])[0-9]{4}\2[0-9]{4}\2[0-9]{4}|[0-9]{3}[ -][0-9]{6}[ -][0-9]{5}))"
    r"(?![0-9]))"
)


def _cards(plain: str) -> Found:
    for found in _CARD.finditer(plain):
        digits = [int(sign) for sign in reversed(found[1]) if sign.isdigit()]
        doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
        if (sum(digits[::2]) + sum(doubled)) % 10 == 0:
            yield found.span(1)


# Accounts of Kazakhstan's banks: KZ, two check digits, three of the bank, thirteen of the account (ISO 13616).
_IBAN: Final = re.compile(r"(?<![A-Z0-9])(?=(KZ ?[0-9]{2}(?: ?[A-Z0-9]){16})(?![A-Z0-9]))")


def _ibans(plain: str) -> Found:
    if "z" not in plain and "Z" not in plain:  # no Cyrillic letter looks like it
        return
    for found in _IBAN.finditer(plain.translate(_AS_LATIN)):
        yield found.span(1)


_GAP: Final = r"[\s.()/-]{0,3}"
# Kazakhstan's plan of numbering (country code 7, zone 7): mobile 70x, 747, 750–751, 76x, 77x; cities 71x, 72x (727
# Almaty). After +7 or 8 also Russia's 3xx, 4xx, 9xx. 8 800 and 8 801 are free lines of offices and stay.
_AREA: Final = r"7(?:0[0-9]|47|5[01]|6[0-9]|7[0-9]|[12][0-9])"
_FULL_PHONE: Final = re.compile(rf"(?<![0-9])(?=((?:\+{_GAP}7|7|8){_GAP}[3479](?:{_GAP}[0-9]){{9}})(?![0-9]))")
_FOREIGN_PHONE: Final = re.compile(rf"(?=(\+[1-9](?:{_GAP}[0-9]){{9,14}})(?![0-9]))")
_SHORT_PHONE: Final = re.compile(
    rf"(?<![0-9])(?=((?:\({_AREA}\)|{_AREA})[\s-]{{0,2}}[0-9]{{3}}(?:[\s-]?[0-9]{{2}}[\s-]?[0-9]{{2}}|[\s-][0-9]{{4}}))"
    r"(?![0-9]))"
)
# A city number: 250-12-34; any writing of six or seven digits after a word that says "phone".
_CITY_PHONE: Final = re.compile(r"(?<![0-9-])(?=([2-3][0-9]{2}-[0-9]{2}-[0-9]{2})(?![0-9-]))")
_NAMED_PHONE: Final = re.compile(
    r"(?:тел|моб|ұялы|сотка|whatsapp|ватсап|вотсап|ватцап|звон|қоңырау|хабарлас|phone|tel|call)[^\W\d_]*[\s.:№-]{0,4}"
    r"(?=([0-9](?:[\s-]?[0-9]){5,6})(?![0-9]))",
    re.IGNORECASE,
)
_MONEY: Final = re.compile(r"\s?(?:тенге|теңге|тг\b|₸|kzt|tenge|руб|₽|млн|млрд)", re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:[ .][0-9]{3})+")


# Each writing with the fewest digits it has and what it cannot do without, which is found sooner: most texts need not
# be searched for it.
_PHONES: Final = (
    (_FULL_PHONE, 11, re.compile("[78]")),
    (_FOREIGN_PHONE, 10, re.compile(r"\+")),
    (_SHORT_PHONE, 10, re.compile("7")),
    (_CITY_PHONE, 7, re.compile("[0-9]-[0-9]")),
    (_NAMED_PHONE, 6, re.compile(r"[0-9](?:[\s-]?[0-9]){5}")),
)


def _phones(plain: str) -> Found:
    digits = _digits_in(plain)
    for pattern, least, needed in _PHONES:
        if digits < least or not needed.search(plain):
            continue
        for found in pattern.finditer(plain):
            start, end = found.span(1)
            if plain[start] == "+" or not _is_sum(plain, start, end):
                yield start, end


def _is_sum(plain: str, start: int, end: int) -> bool:
    """Tell whether a number is money: a currency follows, or it is written in thousands, 87 000 000 000."""
    return bool(_MONEY.match(plain, end) or _THOUSANDS.fullmatch(plain, start, end))


_LATER: Final = r"(?:0[1-9]|1[0-9]|20)"  # codes of Kazakhstan's regions on plates, 01–20 since 2022 (ST RK 986)
_RUSSIAN_LETTER: Final = "[ABEKMHOPCTYX]"  # letters on Russian plates (GOST R 50577)
_PLATE: Final = re.compile(
    r"(?<![^\W_])(?=("
    rf"[0-9]{{3}}[ -]?[A-Z]{{2,3}}[ -]?{_LATER}"  # 123 ABC 02, of a firm 123 AB 02
    r"|[A-Z][ -]?[0-9]{3}[ -]?[A-Z]{3}"  # before 2012: A 123 BCD
    rf"|{_RUSSIAN_LETTER}[ -]?[0-9]{{3}}[ -]?{_RUSSIAN_LETTER}{{2}}[ -]?[0-9]{{2,3}}"
    r")(?![^\W_]))"
)
# All three have three digits and then two letters or more.
_PLATE_WITHIN: Final = re.compile(rf"[0-9](?<![0-9]{{2}})[0-9]{{2}}[ -]?[A-Za-z{''.join(_CYRILLIC_AS_LATIN)}]{{2}}")
# What stands between numbers in an address or a measure and consists of look-alike letters only.
_NOT_ON_A_PLATE: Final = frozenset({"KB", "KOP", "TOO", "KM", "CM", "MM", "CT", "CTP", "HET", "OT", "TEHGE", "AO"})


def _plates(plain: str) -> Found:
    if not _PLATE_WITHIN.search(plain):
        return
    for found in _PLATE.finditer(plain.translate(_AS_LATIN)):
        start, end = found.span(1)
        written = plain[start:end]
        if written.isalnum():
            letters = re.sub(r"[0-9]", "", found[1])
            if letters not in ("KB", "KOP"):  # 125кв10 is an address
                yield start, end
        elif written.isupper() and not _NOT_ON_A_PLATE.intersection(re.findall(r"[A-Z]+", found[1])):
            yield start, end


_BEFORE_AT: Final = re.compile(r"[\w.+%'-]{1,64}\s?$")
_AFTER_AT: Final = re.compile(r"\s?[\w-]{1,63}(?:\.[\w-]{1,63})+")
_LONGEST_NAME: Final = 65


def _emails(plain: str) -> Found:
    at = plain.find("@")
    while at >= 0:
        offset = max(0, at - _LONGEST_NAME)
        name = _BEFORE_AT.search(plain[offset:at])
        site = _AFTER_AT.match(plain, at + 1)
        if name and site:
            yield offset + name.start(), site.end()
        at = plain.find("@", at + 1)


# In this order; where two finds overlap, the later one keeps only what is left of it, so that nothing stays readable.
# The number is that of the fewest digits such a find has: a text with fewer is not searched for it.
_FINDERS: Final[tuple[tuple[Kind, Callable[[str], Found], int], ...]] = (
    ("email", _emails, 0),
    ("iban", _ibans, 2),
    ("iin", _whole_iins, 12),
    ("card", _cards, 13),
    ("phone", _phones, 6),
    ("iin", _split_iins, 12),
    ("plate", _plates, 3),
)


def _digits_in(plain: str) -> int:
    return sum(map(len, _GROUP.findall(plain)))


def find(text: str) -> list[Span]:
    """Find personal data; the spans are in the order of the text and never overlap."""
    if not _WORTH_READING.search(text):
        return []
    plain, places = _plain(text)
    taken = bytearray(len(plain))
    spans: list[Span] = []
    digits = _digits_in(plain)
    for kind, finder, least in _FINDERS:
        if digits < least:
            continue
        for start, end in finder(plain):
            spans += [Span(kind, *_original(piece, places)) for piece in _left(taken, plain, start, end)]
            taken[start:end] = b"\x01" * (end - start)
    return sorted(spans, key=lambda span: span.start)


def _left(taken: bytearray, plain: str, start: int, end: int) -> Found:
    """Give the pieces of a find that no earlier find took, unless only signs between digits are left."""
    while start < end:
        begin = taken.find(0, start, end)
        if begin < 0:
            return
        stop = taken.find(1, begin, end)
        stop = end if stop < 0 else stop
        if any(map(str.isalnum, plain[begin:stop])):
            yield begin, stop
        start = stop


def _original(piece: tuple[int, int], places: list[int] | None) -> tuple[int, int]:
    start, end = piece
    return piece if places is None else (places[start], places[end - 1] + 1)


def mask(text: str) -> str:
    """Put ••• in place of every find; the result holds nothing that `find` would find."""
    while spans := find(text):
        pieces: list[str] = []
        after = 0
        for span in spans:
            pieces += (text[after : span.start], MARK)
            after = span.end
        text = "".join(pieces) + text[after:]
    return text
