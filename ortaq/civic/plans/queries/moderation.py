"""What moderators decided about remarks, and how much waits for a look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Plan, Remark
from ortaq.civic.plans.queries.answers import Line, lines_of
from ortaq.civic.plans.rules import rights
from ortaq.core.journal.models import Entry
from ortaq.core.people.actor import Actor

LOGGED = (acts.REMARK_REJECTED,)
"""What the public log of moderation shows of this app."""
TABS = ("held", "open", "answered", "rejected")


@dataclass(frozen=True, slots=True)
class Decided:
    """What is hidden, by which act, and who wrote it: she alone may object."""

    entry: Entry
    author_id: int
    hidden: bool
    words: str
    language: str


def remark_decided(pk: int) -> Decided | None:
    """This will give the newest act that took a remark from view; None where no moderator did. Two statements."""
    remark = Remark.objects.select_related("matter").filter(pk=pk).first()
    taken = Entry.objects.filter(matter=pk, act=acts.REMARK_REJECTED).select_related("matter")
    if remark is None or (entry := taken.order_by("-seq").first()) is None:
        return None
    hidden = remark.state == Remark.State.REJECTED
    return Decided(entry, remark.author_id, hidden, f"{remark.matter.title}\n\n{remark.text}", remark.matter.language)


def decided(entry: Entry) -> Entry | None:
    """This will give the act an objection was about, from the entry that answers the objection. One statement."""
    return Entry.objects.select_related("matter").filter(matter=entry.matter_id, seq=entry.data.get("entry", 0)).first()


def hidden_words(entries: Sequence[Entry]) -> dict[int, tuple[str, str]]:
    """This will give the words (and their language) of remarks that are not shown, by entry. One statement at most."""
    about = {entry.pk: entry.matter_id for entry in entries if entry.act == acts.REMARK_REJECTED}
    known = Remark.objects.select_related("matter").in_bulk(about.values()) if about else {}
    return {
        entry_id: (f"{known[pk].matter.title}. {known[pk].text}", known[pk].matter.language)
        for entry_id, pk in about.items()
        if pk in known
    }


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many remarks on one plan wait for a moderator's look."""

    plan: Plan
    remarks: int


def waiting(actor: Actor) -> list[Waiting]:
    """This will count what waits for a look, plan by plan, for a moderator. One statement."""
    if not (actor.strong and actor.has_role(*rights.MODERATORS)):
        return []
    held = Count("remarks", filter=Q(remarks__state=Remark.State.HELD))
    plans = Plan.objects.annotate(held=held).filter(held__gt=0).order_by("-matter")
    return [Waiting(plan, plan.held) for plan in plans]


def moderated(code: str, actor: Actor) -> Plan | None:
    """This will give a plan to who looks at what residents write about it; None for all others. One statement."""
    found = Plan.objects.select_related("matter", "body").filter(code=code).first()
    return found if found is not None and rights.may_moderate(actor, body_id=found.body_id) else None


def counts(plan: Plan) -> dict[str, int]:
    """This will count the remarks on a plan: by state, the shown ones as "open" and "answered". One statement."""
    rows = Remark.objects.filter(plan=plan).order_by().values_list("state", "fate").annotate(n=Count("pk"))
    found = dict.fromkeys(TABS, 0)
    for state, fate, n in rows:
        tab = ("answered" if fate else "open") if state == Remark.State.SHOWN else state
        if tab in found:
            found[tab] += n
    return found


def queue(plan: Plan, *, tab: str, after: int = 0, limit: int = 30, now: datetime) -> list[Line]:
    """This will list the remarks on a plan under a tab, the newest first, those waiting the oldest first.

    Three statements.
    """
    shown = {"open": Q(state="shown", fate=""), "answered": Q(state="shown") & ~Q(fate="")}
    rows = Remark.objects.filter(shown.get(tab, Q(state=tab)), plan=plan)
    if tab == "held":
        return lines_of(rows.filter(pk__gt=after).order_by("pk")[:limit], now=now)
    return lines_of((rows.filter(pk__lt=after) if after else rows).order_by("-pk")[:limit], now=now)
