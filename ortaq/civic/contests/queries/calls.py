"""Contests as everyone sees them, and what a page of one needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from ortaq.civic.contests import rules
from ortaq.civic.contests.models import Contest, Criterion, Form, Juror
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor

FINISHED_SHOWN = 50
_WITH = ("matter", "body", "territory")


@dataclass(frozen=True, slots=True)
class Listing:
    """Public contests by what a resident can do with them."""

    open: list[Contest]
    """Takes applications now; the nearest deadline first."""
    soon: list[Contest]
    working: list[Contest]
    """Closed, the jury is at work or its results can be objected to."""
    finished: list[Contest]
    """At most FINISHED_SHOWN, the newest first."""


def listed(*, now: datetime) -> Listing:
    """This will list public contests. Two statements."""
    active = _active()
    takes = _taking(active, now)
    soon = [c for c in active if c.state == Contest.State.OPEN and now < c.opens_at]
    rest = [c for c in active if c not in takes and c not in soon]
    return Listing(
        takes, soon, rest, list(_public().filter(state=Contest.State.FINAL).order_by("-closes_at")[:FINISHED_SHOWN])
    )


def taking(now: datetime) -> list[Contest]:
    """This will list the contests that take applications now, the nearest deadline first. One statement."""
    return _taking(_active(), now)


def _public() -> QuerySet[Contest]:
    return Contest.objects.filter(listed=True).select_related(*_WITH)


def _active() -> list[Contest]:
    return list(_public().exclude(state=Contest.State.FINAL).order_by("closes_at", "pk"))


def _taking(active: Sequence[Contest], now: datetime) -> list[Contest]:
    return [contest for contest in active if rules.may_begin(window_of(contest), now)]


def get(code: str, actor: Actor) -> Contest | None:
    """This will give a contest that is public, or a draft at its organisers' desk; None for all others."""
    contest = Contest.objects.select_related(*_WITH).filter(code=code).first()
    if contest is None or contest.listed or rules.may_organise(actor, body_id=contest.body_id):
        return contest
    return None


def by_matter(matter: Matter) -> Contest | None:
    """This will give the contest on a card."""
    return Contest.objects.select_related(*_WITH).filter(matter=matter).first()


def window_of(contest: Contest) -> rules.Window:
    """This will give what the rules of the deadline need."""
    return rules.Window(contest.state, contest.opens_at, contest.closes_at, contest.grace_minutes)


def form_of(contest: Contest) -> Form | None:
    """This will give the newest version of the questions, None before there is one."""
    return Form.objects.filter(contest=contest).order_by("-version").first()


def criteria_of(contest: Contest) -> list[Criterion]:
    """This will list the criteria in their order."""
    return list(Criterion.objects.filter(contest=contest))


def lines_of(contest: Contest) -> list[rules.Line]:
    """This will give the rubric as the rules take it."""
    return [rules.Line(c.code, c.weight, c.lowest, c.highest) for c in criteria_of(contest)]


def jury_of(contest: Contest) -> list[Juror]:
    """This will list who sits in the jury, the chair first: `public_name` is for everyone."""
    return list(Juror.objects.filter(contest=contest, left_at__isnull=True).order_by("-chair", "pk"))


def address_parts(matter_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the addresses of contests are made of. One statement."""
    rows = Contest.objects.filter(pk__in=list(matter_ids))
    return {pk: {"code": code} for pk, code in rows.values_list("pk", "code")}
