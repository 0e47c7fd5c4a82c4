"""Two texts laid over each other, word by word."""

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a comparison: "same", "out" (only before) or "new" (only after)."""

    kind: str
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """This will lay two texts over each other, word by word."""
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece("out", " ".join(old[a:b])))
        if d > c:
            pieces.append(Piece("new", " ".join(new[c:d])))
    return pieces
