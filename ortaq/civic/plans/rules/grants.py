"""Micro-grants: how much an entrepreneur brings herself, how the money is parted, what a report can say. Plain Python.

Money is whole tiyn: shares are compared, never divided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ortaq.core.people.refusal import N_, YES, Answer, no

OWN: Final = "own_contribution"
JOBS_YOUTH: Final = "jobs_youth"
JOBS_WOMEN: Final = "jobs_women"
"""Codes of the questions by which an application says what she brings (money) and which jobs she promises (numbers)."""
MOST_JOBS: Final = 1_000
MOST_PEOPLE: Final = 1_000_000
MOST_TIYN: Final = 10**15
MOST_PARTS: Final = 12
NEEDED: Final = ("kk", "ru")


@dataclass(frozen=True, slots=True)
class Part:
    """An instalment as it is agreed."""

    amount: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Outcome:
    """What there is on a day: all jobs, those of people under 35 and of women among them, people a service reaches."""

    jobs: int
    youth: int = 0
    women: int = 0
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What an application says about itself."""

    own: int = 0
    youth: int = 0
    women: int = 0


def enough(own: int, amount: int, least: int) -> bool:
    """This will say whether her own money makes at least so many per cent of the whole; exact, in whole numbers."""
    return own * 100 >= least * (own + amount)


def share(own: int, amount: int) -> int:
    """This will give her own per cent of the whole, cut off to a whole number: what is not reached is not shown."""
    return own * 100 // (own + amount) if own + amount else 0


def check_share(own: int, amount: int, least: int) -> Answer:
    """This will say whether a grant keeps to the least own contribution of its call."""
    if enough(own, amount, least):
        return YES
    return no(
        "own_share",
        N_("Her own contribution is %(share)s %% of the whole cost; the call asks for at least %(least)s %%."),
        share=share(own, amount),
        least=least,
    )


def check_call(title: Mapping[str, str], own_share_least: int) -> Answer:
    """This will say whether a call can be opened."""
    if not _said(title):
        return no("call_title", N_("Write what the call is named in Kazakh and in Russian."))
    if not 0 <= own_share_least < 100:  # noqa: PLR2004, per cent
        return no("call_share", N_("The own contribution is a whole number of per cent from 0 to 99."))
    return YES


def check_grant(project: Mapping[str, str], *, amount: int, own: int, jobs: Sequence[int]) -> Answer:
    """This will say whether a grant is whole: a project in words, a sum, jobs that can be."""
    if not any(text.strip() for text in project.values()):
        return no("project", N_("Write what the grant is given for."))
    if not 0 < amount <= MOST_TIYN or not 0 <= own <= MOST_TIYN:
        return no("grant_sum", N_("Write the sum of the grant and the own contribution in whole tenge."))
    if any(not 0 <= count <= MOST_JOBS for count in jobs):
        return no("grant_jobs", N_("Promised jobs are a number from 0 to %(most)s."), most=MOST_JOBS)
    return YES


def check_parts(amount: int, parts: Sequence[Part]) -> Answer:
    """This will say whether instalments make up the whole sum."""
    if not 0 < len(parts) <= MOST_PARTS:
        return no("parts", N_("A grant is paid in 1 to %(most)s instalments."), most=MOST_PARTS)
    if any(part.amount <= 0 for part in parts):
        return no("part_sum", N_("An instalment is more than nothing."))
    if sum(part.amount for part in parts) != amount:
        return no("parts_sum", N_("The instalments do not make up the sum of the grant."))
    return YES


def check_days(parts: Sequence[Part], *, given_on: date, today: date) -> Answer:
    """This will say whether a grant can have been given that day, its instalments due one after the other."""
    if given_on > today:
        return no("given_ahead", N_("This day has not come yet: %(day)s."), day=given_on)
    days = [given_on, *(part.due_on for part in parts)]
    if days != sorted(days):
        return no(
            "part_days", N_("An instalment cannot be due before the grant is given, or before the one before it.")
        )
    return YES


def check_paid(on: date, *, given_on: date, today: date) -> Answer:
    """This will say whether an instalment can have been paid on a day."""
    if on > today:
        return no("paid_ahead", N_("This day has not come yet: %(day)s. Note it when the money has gone."), day=on)
    if on < given_on:
        return no("paid_early", N_("The grant was given on %(day)s only."), day=given_on)
    return YES


def check_report(outcome: Outcome, *, on: date, given_on: date, last: date | None, today: date) -> Answer:
    """This will say whether a report fits the calendar and itself; `last` is the day of the report before."""
    if on > today:
        return no("report_ahead", N_("A report tells what is there already: %(day)s has not come yet."), day=on)
    if on < given_on:
        return no("report_early", N_("The grant was given on %(day)s only."), day=given_on)
    if last is not None and on < last:
        return no("report_order", N_("There is a later report already, of %(day)s."), day=last)
    return _check_outcome(outcome)


def _check_outcome(outcome: Outcome) -> Answer:
    if not 0 <= outcome.jobs <= MOST_JOBS:
        return no("jobs", N_("Jobs are a number from 0 to %(most)s."), most=MOST_JOBS)
    for name, count in (("youth", outcome.youth), ("women", outcome.women)):
        if not 0 <= count <= outcome.jobs:
            return no(f"jobs_{name}", _MORE[name], jobs=outcome.jobs, count=count)
    if outcome.people is not None and not 0 <= outcome.people <= MOST_PEOPLE:
        return no("people", N_("People are a number from 0 to %(most)s."), most=MOST_PEOPLE)
    return YES


_MORE: Final = {
    "youth": N_("Of %(jobs)s jobs %(count)s cannot be for young people: that is more than there are."),
    "women": N_("Of %(jobs)s jobs %(count)s cannot be for women: that is more than there are."),
}


def check_words(text: Mapping[str, str]) -> Answer:
    """This will say whether a report says something to be read."""
    return YES if _said(text) else no("report_text", N_("Write what was done in Kazakh and in Russian."))


def promised(fields: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]) -> Promise:
    """This will read an application's answers where its form asks for them in the right kind; nothing asked is 0."""
    kinds = {one.get("code"): one.get("type") for one in fields}

    def answer(code: str, kind: str, most: int) -> int:
        value = answers.get(code) if kinds.get(code) == kind else None
        whole = isinstance(value, int) and not isinstance(value, bool)
        return value if whole and 0 <= value <= most else 0  # type: ignore[operator,return-value]  # whole says so

    return Promise(
        own=answer(OWN, "money", MOST_TIYN),
        youth=answer(JOBS_YOUTH, "number", MOST_JOBS),
        women=answer(JOBS_WOMEN, "number", MOST_JOBS),
    )


def _said(text: Mapping[str, str]) -> bool:
    return all(text.get(language, "").strip() for language in NEEDED)
