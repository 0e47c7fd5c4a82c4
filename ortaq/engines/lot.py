"""Drawing lots so that anyone can draw them again with pencil, patience and SHA-256.

lot.order@1, in full:

1. Sort the entries by Unicode code points (plain `sorted`).
2. The stream: number k (k = 0, 1, 2, …) is SHA-256 of the UTF-8 text `SEED:k`, read as one 256-bit whole number,
   most significant byte first. In a shell: `printf '%s' 'SEED:0' | sha256sum`.
3. A number below n: take the next number of the stream; if it is 2²⁵⁶ − (2²⁵⁶ mod n) or more, throw it away and take
   the next; the remainder by n is the answer. So every remainder is exactly as likely as any other.
4. Shuffle (Fisher–Yates as in Knuth, TAOCP vol. 2, algorithm 3.4.2 P): for i from the last place (counted from 0)
   down to 1, draw j below i + 1 and exchange the entries at i and j.

The result is the order of the lot: first drawn first.
"""

import hashlib
from collections.abc import Iterator
from itertools import count
from typing import Final

from ortaq.engines.proof import Case, CaseError, Outcome, rule

SPAN: Final = 1 << 256  # SHA-256 gives 256 bits (FIPS 180-4)


@rule("lot.order", version=1)
def order(case: Case, seed: str) -> Outcome:
    """Put {"entries": [ids]} in the order of a public lot: {"order": [ids]}; raises CaseError."""
    entries = _entries(case)
    if not seed:
        raise CaseError("A lot needs a seed.")
    return {"order": shuffled(entries, seed)}


def shuffled(entries: list[str], seed: str) -> list[str]:
    """Give the entries in the order of the lot; the order in which they were handed in does not matter."""
    drawn = sorted(entries)
    stream = numbers(seed)
    for last in range(len(drawn) - 1, 0, -1):
        other = number_below(last + 1, stream)
        drawn[last], drawn[other] = drawn[other], drawn[last]
    return drawn


def numbers(seed: str) -> Iterator[int]:
    """Stream 256-bit numbers from the seed, without end."""
    for k in count():
        yield int.from_bytes(hashlib.sha256(f"{seed}:{k}".encode()).digest(), "big")


def number_below(n: int, stream: Iterator[int]) -> int:
    """Take numbers from the stream until one falls into the whole multiples of n, and give its remainder."""
    limit = SPAN - SPAN % n
    return next(number for number in stream if number < limit) % n


def _entries(case: Case) -> list[str]:
    if set(case) != {"entries"} or not isinstance(case["entries"], list):
        raise CaseError('The case of a lot is {"entries": [ids]} and nothing else.')
    entries = case["entries"]
    if not all(isinstance(entry, str) and entry for entry in entries):
        raise CaseError("Every entry of a lot is a text that is not empty.")
    seen: set[str] = set()
    for entry in entries:
        if entry in seen:
            raise CaseError(f"The entry {entry!r} stands in the lot twice.")
        seen.add(entry)
    return entries
