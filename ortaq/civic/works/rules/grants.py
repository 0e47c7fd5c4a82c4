"""The money of a work that is a grant, part by part, and what came of it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

LONGEST_TEXT: Final = 4000
LONGEST_PURPOSE: Final = 300
MOST_JOBS: Final = 10_000
MOST_PEOPLE: Final = 10_000_000
DUE, PAID, WITHHELD = "due", "paid", "withheld"


def check_grant(kind: str) -> Answer:
    """This will tell whether a work has instalments and results: it is a grant."""
    return YES if kind == "grant" else no("no_grant", N_("Only a project with a grant has instalments and results."))


def check_spent(kind: str, *, typed: int | None, kept: int) -> Answer:
    """This will tell whether money paid may be typed in: of a grant it is the sum of its instalments that are paid."""
    if kind != "grant" or typed is None or typed == kept:
        return YES
    return no("instalments", N_("The money paid of a grant is the sum of its instalments: note the payment there."))


def check_parts(amounts: Sequence[int], *, planned: int | None) -> Answer:
    """This will tell whether instalments can stand: each above zero, together the sum of the grant."""
    if not amounts or any(amount <= 0 for amount in amounts):
        return no("amount", N_("Each instalment needs a sum above zero."))
    if planned is not None and sum(amounts) != planned:
        return no("sum", N_("The instalments together are not the sum of the grant."))
    return YES


def check_settled(*, paid: bool, on: date, note: str, today: date) -> Answer:
    """This will tell whether an instalment can be noted: paid on a day that has come, or withheld with a reason."""
    if on > today:
        return no("future", N_("This day has not come yet."))
    if not paid and not note.strip():
        return no("no_reason", N_("Write why it was not paid: everyone reads it."))
    return YES


def check_result(*, jobs: int, youth: int, women: int, people: int | None, text: str) -> Answer:
    """This will tell whether a result can be told: words, and groups that are not larger than all."""
    if not text.strip():
        return no("no_note", N_("Write what came of it: everyone reads it."))
    if len(text) > LONGEST_TEXT:
        return no("long_note", N_("The text is too long: at most %(most)s signs fit."), most=LONGEST_TEXT)
    if not 0 <= jobs <= MOST_JOBS or (people is not None and not 0 <= people <= MOST_PEOPLE):
        return no("count", N_("This number cannot be right."))
    if not 0 <= youth <= jobs or not 0 <= women <= jobs:
        return no("groups", N_("Jobs for young people or for women cannot be more than all jobs."))
    return YES


def check_result_day(on: date, *, today: date, last: date | None, finished: bool) -> Answer:
    """This will tell whether a result may carry this day, after those told before and before the last one."""
    if finished:
        return no("finished", N_("The last result of this grant is told already."))
    if on > today:
        return no("future", N_("This day has not come yet."))
    if last is not None and on <= last:
        return no("too_early", N_("A later result is told already: %(day)s."), day=last)
    return YES
