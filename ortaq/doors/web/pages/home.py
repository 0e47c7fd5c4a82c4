"""The home page: say it, find it, see what was done."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.budgets.queries import calls
from ortaq.civic.contests.queries import calls as contests
from ortaq.civic.dialogue.queries import listing as dialogue
from ortaq.civic.plans.queries import listing as plans
from ortaq.civic.reception.queries import figures, glimpses, lists
from ortaq.civic.reception.queries.lists import Filter
from ortaq.civic.works.queries import photos, totals
from ortaq.civic.works.templatetags.works import amount, measure_name
from ortaq.core.matters.localized import words
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor

SHOWN = 3
FIGURES = 3
"""Sums of what was built: as the city says it, "60 km · 617 000 m² · 442 playgrounds"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something residents decide now: what, where, until when."""

    kind: str
    title: str
    href: str
    until: datetime
    verb: str
    """What one can do: "vote until"."""


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """This will ask first what the person wants to say, and show then how the city answers."""
    now = timezone.now()
    actor = actor_of(request)
    repairs = glimpses.repairs(SHOWN + 1)
    pictured = next((repair for repair in repairs if repair.before and repair.after), None)
    context = {
        "week": figures.week(now),
        "weeks": glimpses.answers_by_week(now),
        "pictured": pictured,
        "repairs": [r for r in repairs if pictured is None or r.fix.appeal_id != pictured.fix.appeal_id][:SHOWN],
        "answered": lists.appeals(actor, Filter(state="answered"), limit=SHOWN).rows,
        "late": lists.appeals(actor, Filter(state="late"), limit=SHOWN).rows,
        "today": timezone.localdate(now),
        "choices": choices(actor, now),
        **built(),
    }
    return render(request, "web/home.html", context)


def built() -> dict[str, Any]:
    """This will give what the city built: the newest pair of photos, and the figures of all years. Two statements."""
    pairs = photos.newest(1)
    figures = [
        {
            "label": measure_name(one.kind),
            "value": amount(one.kind, one.amount),
            "href": f"{reverse('works:works')}?{urlencode({'measure': one.kind, 'built': 'yes'})}",
        }
        for one in totals.figures().built[:FIGURES]
    ]
    return {"pair": pairs[0] if pairs else None, "figures": figures}


def choices(actor: "Actor", now: datetime) -> list[Choice]:
    """This will list what is being talked over and decided, the nearest end first; five statements."""
    found = [
        Choice(
            _("Grant contest") if one.award == "grant" else _("Contest"),
            words(one.title, language()),
            reverse("contests:contest", kwargs={"code": one.code}),
            one.closes_at,
            _("apply until"),
        )
        for one in contests.taking(now)
    ]
    found += [
        Choice(
            _("Participatory budget"),
            words(turn.call.name, language()),
            reverse("budgets:call", kwargs={"code": turn.call.code}),
            turn.until,
            _("vote until") if turn.deed == "vote" else _("hand in a project until"),
        )
        for turn in calls.turns(actor, now)
    ]
    found += [
        Choice(
            _("Dialogue"),
            words(one.process.title, language()),
            reverse("dialogue:process", kwargs={"code": one.process.code}),
            one.running.closes_at,
            _("take part until"),
        )
        for one in dialogue.running(now)
        if one.running
    ]
    found += [
        Choice(
            _("Plan"),
            words(version.plan.title, language()),
            reverse("plans:remarks", kwargs={"code": version.plan.code, "number": version.number}),
            day_after(version.remarks_until),
            _("say what you think until"),
        )
        for version in plans.taking_remarks(timezone.localdate(now))
        if version.remarks_until
    ]
    return sorted(found, key=lambda choice: choice.until)


def day_after(day: date) -> datetime:
    """This will give the first second after a day by the city's clock."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
