"""Reasons, objections, sums and instalments. Plain Python."""

from collections.abc import Sequence
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

LONGEST_TEXT: Final = 4_000
MOST_INSTALMENTS: Final = 24


def check_reason(text: str) -> Answer:
    """This will ask for reasons in words: what a person reads when she is told no."""
    if not text.strip():
        return no("reason", N_("Write the reasons: the applicant reads them."))
    if len(text) > LONGEST_TEXT:
        return no("too_long", N_("At most %(most)s signs."), most=LONGEST_TEXT)
    return YES


def check_objection(text: str) -> Answer:
    """This will ask what the applicant disagrees with."""
    if not text.strip():
        return no("empty", N_("Write what you disagree with and why."))
    if len(text) > LONGEST_TEXT:
        return no("too_long", N_("At most %(most)s signs."), most=LONGEST_TEXT)
    return YES


def may_ask(asked: int, *, cap: int) -> Answer:
    """This will say whether a sum may be asked for; a contest without a cap gives no money."""
    if cap and asked <= 0:
        return no("asked", N_("Write how much the project needs."))
    if asked > cap:
        return no("over_cap", N_("This is more than one application may ask for."))
    return YES


def check_agreement(*, amount: int, granted: int, parts: Sequence[int]) -> Answer:
    """This will say whether the instalments make the sum, and the sum is no more than was granted."""
    if not parts or len(parts) > MOST_INSTALMENTS or any(part <= 0 for part in parts):
        return no("instalments", N_("Write one or more instalments, each with a sum."))
    if sum(parts) != amount:
        return no("sum", N_("The instalments do not make the sum of the agreement."))
    if amount > granted:
        return no("over_grant", N_("The agreement is for more than was granted."))
    return YES
