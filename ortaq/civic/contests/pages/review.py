"""Check your answers: everything that will be sent, what is missing linked to its page, and the button that sends."""

from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from ortaq.civic.contests import rules
from ortaq.civic.contests.pages import attachments, deadline
from ortaq.civic.contests.pages.entry import REFUSED
from ortaq.civic.contests.pages.steps import LABELS, StepOf, field_for, lack_words, steps_of, told
from ortaq.civic.contests.queries import applications
from ortaq.civic.contests.services import applying
from ortaq.civic.contests.templatetags.contests import answer_words, organisation_kind
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.dates import write_day
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_formats import language, localized, money

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Application


def page(request: HttpRequest, own: "Application") -> HttpResponse:
    """This will show what will be sent and, when the button is pressed, send it."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            applying.submit(application=own, actor=actor_of(request), now=timezone.now())
        except Refused as refused:
            refusal, status = "" if refused.code == "late" else sentence(refused), REFUSED
        else:
            return redirect("contests:sent", code=own.contest.code, number=own.matter.number)
    steps = steps_of(own)
    context = {
        "contest": own.contest,
        "application": own,
        "deadline": deadline.of_application(own, timezone.now()),
        "may_send": applications.may_send_now(own, timezone.now()),
        "rows": rows(own, steps),
        "lacking": lacks(own, steps),
        "refusal": refusal,
        "tried": request.method == "POST",
        "before": reverse("contests:apply", args=[own.contest.code]),
    }
    return render(request, "contests/apply_check.html", context, status=status)


def lacks(own: "Application", steps: list[StepOf]) -> list[dict[str, str]]:
    """This will list what is missing: what it is called, what to do, and the address of its field."""
    found = []
    for one in applications.completeness(own):
        place = next((place for place, step in enumerate(steps) if one.code in step.codes), None)
        name = localized(one.label) or (_(one.name) if one.name else "")
        href = ""
        if place is not None:
            href = f"{_address(own, steps[place].code)}?from=check#id_{field_for(own, steps[place], one)}"
        found.append((len(steps) if place is None else place, {"name": name, "reason": lack_words(one), "href": href}))
    return [line for _place, line in sorted(found, key=itemgetter(0))]


def _address(own: "Application", step: str) -> str:
    return reverse("contests:question", kwargs={"code": own.contest.code, "step": step})


def rows(own: "Application", steps: list[StepOf] | None = None) -> list[dict[str, Any]]:
    """This will give the answers as rows; with `steps` each leads back to its page."""
    wide = steps_of(own) if steps is None else steps
    found = []
    for term, value, code in _values(own):
        change = f"{_address(own, code)}?from=check" if steps and code in {step.code for step in wide} else ""
        found.append({"term": term, "value": value, "change": change})
    return found


def _values(own: "Application") -> list[tuple[Any, Any, str]]:
    contest = own.contest
    found: list[tuple[Any, Any, str]] = []
    found.append((_("Name of the project"), own.title, "project"))
    found.append((_("Summary"), own.summary, "project"))
    if contest.cap:
        found.append((_("Sum"), money(own.asked, contest.currency) if own.asked else "", "sum"))
    found += [(localized(one["label"]), _answer(own, one), f"q-{one['code']}") for one in own.form.fields]
    found += [(words, _("yes") if code in own.declared else "", "rules") for code, words in told(own)]
    who = ", ".join(part for part in (organisation_kind(own.organisation_kind), own.organisation) if part)
    found.append((LABELS["who"], who, "who"))
    reach = ", ".join(part for part in (own.contact_name, own.contact_phone, own.contact_email) if part)
    found.append((LABELS["contact"], reach, "contact"))
    agreed = own.public_name if own.public_name_agreed else ""
    found.append((LABELS["name"], agreed or own.public_name, "name"))
    return found


def _answer(own: "Application", one: dict[str, Any]) -> Any:
    if one["type"] == rules.FILE:
        files = attachments.listed(own, one["code"])
        return format_html_join(", ", "{}", ((file["name"],) for file in files))
    if one["type"] == "money" and own.answers.get(one["code"]):
        return money(own.answers[one["code"]], own.contest.currency)
    if one["type"] == "date":
        value = own.answers.get(one["code"])
        return write_day(date.fromisoformat(value), language=language()) if value else ""
    return answer_words(one, own.answers.get(one["code"]))
