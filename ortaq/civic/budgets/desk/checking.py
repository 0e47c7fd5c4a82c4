"""The experts' queue and what they find."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.budgets.desk.overview import call_or_404
from ortaq.civic.budgets.forms import choices
from ortaq.civic.budgets.forms.desk import TENGE, CheckForm, ReasonForm
from ortaq.civic.budgets.queries import calls as call_queries
from ortaq.civic.budgets.queries import projects as queries
from ortaq.civic.budgets.services import checking
from ortaq.civic.budgets.services import projects as services
from ortaq.core.matters.localized import words
from ortaq.core.people.refusal import Refused, require
from ortaq.core.ui.dates import write_short_day
from ortaq.core.ui.numbers import write_money
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.tables import Cell, Column, Table
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.budgets.models import Call, Project

VIEWS = ("submitted", "feasible", "not_feasible")


@never_cache
@require_safe
def queue(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the projects the official may check, the longest waiting first."""
    call, actor = call_or_404(request, code), actor_of(request)
    show = request.GET.get("show", "")
    show = show if show in VIEWS else VIEWS[0]
    found = queries.to_check(call, actor, state=show)
    tabs = [
        {"label": str(choices.PROJECT_STATES[name][0]).capitalize(), "href": f"?show={name}", "current": name == show}
        for name in VIEWS
    ]
    context = {"call": call, "tabs": tabs, "table": _table(call, found)}
    return render(request, "budgets_desk/queue.html", context)


def _table(call: "Call", found: "list[Project]") -> Table:
    return Table(
        caption=_("Projects of your districts"),
        note=_("The longest waiting first."),
        columns=[
            Column("project", _("Project")),
            Column("district", _("District")),
            Column("category", _("Category")),
            Column("cost", _("Cost"), number=True, nowrap=True),
            Column("since", _("Handed in"), nowrap=True),
        ],
        rows=[
            [
                Cell(
                    f"{row.matter.number} · {row.matter.title}",
                    href=reverse("budgets_desk:check", args=[call.code, row.matter.number]),
                ),
                words(row.pot.district.name, language()),
                choices.CATEGORIES[row.category],
                write_money(row.cost, language=language()),
                write_short_day(row.submitted_at, language=language()),
            ]
            for row in found
        ],
        empty=_("Nothing waits. Well done."),
        walk=True,
    )


def _project_or_404(request: HttpRequest, call: "Call", number: str) -> "Project":
    found = queries.checkable(call, number, actor_of(request))
    if found is None:
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will show a project to an expert and take what she finds."""
    call = call_or_404(request, code)
    project, actor = _project_or_404(request, call, number), actor_of(request)
    start = {"cost": project.cost // TENGE, "site": project.site}
    form, status = CheckForm(request.POST if request.method == "POST" else None, initial=start), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                checking.check_feasibility(
                    project=project, feasible=data["feasible"], criteria=form.criteria(), reasons=data["reasons"],
                    cost=data["cost"] * TENGE, site=data["site"], actor=actor, now=timezone.now(),
                )  # fmt: skip
            except Refused as refused:
                form.add_error(refused.code if refused.code in form.fields else None, sentence(refused))
            else:
                messages.success(request, _("Noted. The author and everyone see it now."))
                return redirect("budgets_desk:queue", code=code)
    story = queries.story(project, actor)
    context = {"call": call, "project": project, "matter": project.matter, "story": story, "form": form}
    context["may_run"] = call_queries.rights(call, actor, timezone.now())["run"]
    return render(request, "budgets_desk/check.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will take a project out of the race with a reason everyone reads."""
    call, actor = call_or_404(request, code), actor_of(request)
    require(call_queries.rights(call, actor, timezone.now())["run"])
    project = queries.get(call, number, actor)
    if project is None:
        raise Http404
    form, status = ReasonForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.withdraw_project(
                    project=project, reason=form.cleaned_data["reason"], actor=actor, now=timezone.now()
                )
            except Refused as refused:
                form.add_error(None, sentence(refused))
            else:
                messages.success(request, _("The project is out of the race."))
                return redirect("budgets_desk:call", code=code)
    context = {
        "call": call,
        "form": form,
        "title": _("Take out of the race: %(title)s") % {"title": project.matter.title},
        "says": _("This cannot be undone. Votes it has stay on their ballots and elect nothing."),
        "button": _("Take it out of the race"),
        "kind": "danger",
        "back": reverse("budgets_desk:call", args=[code]),
    }
    return render(request, "budgets_desk/deed.html", context, status=status)
