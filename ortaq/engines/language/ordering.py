"""Names in the order of the Kazakh alphabet, which holds the Russian one: Қ stands beside К, not behind Я."""

from typing import Final

LETTERS: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACE: Final = {letter: place for place, letter in enumerate(LETTERS)}
_FIRST_OTHER: Final = 0x10000


def alphabetical(name: str) -> tuple[int, ...]:
    """This will give the key a name is sorted by: letters and digits count, quotation marks and case do not.

    Digits and Latin come before Cyrillic, letters of other alphabets after it.
    """
    signs = (sign for sign in name.lower() if sign.isalnum() or sign == " ")
    return tuple(_place(sign) for sign in "".join(signs).strip())


def _place(sign: str) -> int:
    if sign in _PLACE:
        return 0x100 + _PLACE[sign]
    return ord(sign) if sign.isascii() else _FIRST_OTHER + ord(sign)
