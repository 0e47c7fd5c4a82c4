"""Text cut up as bytes: where its signs stand, and which known word each part is, many thousands at a time."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Codes = NDArray[np.uint64]
Integers = NDArray[np.int64]
EIGHT = 8
"""So many bytes are looked at together, as one number: a code."""
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(EIGHT + 1)], dtype=np.uint64)
_MIX = np.uint64(0x9E3779B97F4A7C15)


def coded(text: str) -> bytes:
    """This will give the bytes of a text, whatever it holds."""
    return text.encode("utf-8", "surrogatepass")


def told(text: bytes) -> str:
    """This will give the text again."""
    return text.decode("utf-8", "surrogatepass")


def marks(text: bytes, *signs: bytes) -> tuple[Bytes, Integers]:
    """This will give the bytes as numbers, and where any of the signs stands."""
    data = np.frombuffer(text, dtype=np.uint8)
    found = data == ord(signs[0])
    for sign in signs[1:]:
        found |= data == ord(sign)
    return data, np.flatnonzero(found)


def cut(text: bytes, starts: Integers, stops: Integers) -> list[bytes]:
    """This will give the parts themselves."""
    return [text[start:stop] for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)]


def eights(text: bytes) -> Codes:
    """This will give the eight bytes from every place on, as one number."""
    return np.ndarray(len(text) + 1, dtype="<u8", buffer=text + bytes(EIGHT), strides=(1,))


def codes(text: Codes, starts: Integers, sizes: Integers) -> Codes:
    """This will give the first bytes of every part, up to eight: different where parts no longer than that differ."""
    return np.asarray(text[starts] & _MASKS[np.clip(sizes, 0, EIGHT)])


def all_differ(text: bytes, starts: Integers, stops: Integers) -> bool:
    """This will tell whether the parts differ from each other for certain."""
    sizes, parts = stops - starts, eights(text)
    mixed = sizes.astype(np.uint64)
    for offset in range(0, int(sizes.max(initial=0)), EIGHT):
        mixed = (mixed ^ codes(parts, np.minimum(starts + offset, len(text)), sizes - offset)) * _MIX
    mixed.sort()
    return bool((mixed[1:] != mixed[:-1]).all())


class Words:
    """Known words, each with a number."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self._known = {coded(word): number for word, number in known.items()}
        self._spaced = any(b" " in word for word in self._known)
        self._short = all(0 < len(word) <= EIGHT for word in self._known)
        pairs = sorted((int.from_bytes(word, "little"), number) for word, number in self._known.items() if self._short)
        self._codes = np.array([code for code, _ in pairs], dtype=np.uint64)
        self._numbers = np.array([number for _, number in pairs], dtype=np.int64)

    def read(self, lists: Iterable[bytes]) -> tuple[Integers, Integers]:
        """This will read lists parted by commas: the number of every word, -1 if it is not known; how many in each."""
        text = b"\0".join(lists) + b"\0"
        if not self._spaced:
            text = text.replace(b" ", b"")
        data, stops = marks(text, b",", b"\0")
        sizes = np.diff(np.flatnonzero(data[stops] == 0), prepend=-1)
        starts = np.concatenate(([0], stops[:-1] + 1))
        return (self._find if self._short else self._look_up)(text, starts, stops), sizes

    def _find(self, text: bytes, starts: Integers, stops: Integers) -> Integers:
        """This will find words of eight bytes at most by their codes."""
        if not len(self._codes):
            return np.full(len(starts), -1, dtype=np.int64)
        sizes = stops - starts
        found = codes(eights(text), starts, sizes)
        places = np.minimum(np.searchsorted(self._codes, found), len(self._codes) - 1)
        return np.where((self._codes[places] == found) & (sizes <= EIGHT), self._numbers[places], -1)

    def _look_up(self, text: bytes, starts: Integers, stops: Integers) -> Integers:
        """This will look up words of any length."""
        parts = (self._known.get(part, -1) for part in cut(text, starts, stops))
        return np.fromiter(parts, dtype=np.int64, count=len(starts))
