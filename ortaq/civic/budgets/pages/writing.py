"""Handing in a project: one question per page; every answer is kept in the author's draft at once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.budgets.forms import writing as forms
from ortaq.civic.budgets.pages import photos
from ortaq.civic.budgets.pages.entry import REFUSED, call_or_404, short
from ortaq.civic.budgets.queries import calls, projects
from ortaq.civic.budgets.services import projects as services
from ortaq.civic.budgets.templatetags.budgets import category_name
from ortaq.core.matters.localized import words
from ortaq.core.people import queries as people
from ortaq.core.people.refusal import Refused, require
from ortaq.core.people.rules import Rung, may_stand
from ortaq.core.territory import queries as territory
from ortaq.core.ui.numbers import write_money
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.budgets.models import Call, Project

STEPS = ("district", "words", "kind", "place", "cost", "photos", "check")
LABELS = {
    "district": gettext_lazy("District"),
    "words": gettext_lazy("What"),
    "kind": gettext_lazy("Kind"),
    "place": gettext_lazy("Where"),
    "cost": gettext_lazy("Cost"),
    "photos": gettext_lazy("Photos"),
    "check": gettext_lazy("Check"),
}
STEP_OF = {
    "title": "words", "text": "words", "category": "kind", "place": "place", "elsewhere": "place", "cost": "cost",
}  # fmt: skip
"""Which question a refusal of the whole is about."""


@never_cache
@require_safe
def start(request: HttpRequest, code: str) -> HttpResponse:
    """This will say what is asked of a project, and lead to the first open question of the draft."""
    call, actor = call_or_404(request, code), actor_of(request)
    mine = projects.mine(call, actor)
    if mine is not None and mine.state not in ("draft", "withdrawn"):
        return redirect("budgets:project", code=code, number=mine.matter.number)
    draft = mine if mine is not None and mine.state == "draft" else None
    context = {
        "call": call,
        "pots": calls.pots(call),
        "may": calls.rights(call, actor, timezone.now())["take_projects"],
        "rung": may_stand(people.rung_of_person(actor.person_id), least=call.rung),
        "draft": draft,
        "begin": reverse("budgets:question", args=[code, first_open(draft) if draft else "district"]),
    }
    return render(request, "budgets/new.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """This will ask one question and keep its answer."""
    if step not in STEPS:
        raise Http404
    call, actor = call_or_404(request, code), actor_of(request)
    require(may_stand(people.rung_of_person(actor.person_id), least=Rung.ACCOUNT))
    require(calls.rights(call, actor, timezone.now())["take_projects"])
    project = projects.mine(call, actor)
    if project is not None and project.state == "withdrawn":
        project = None
    if project is not None and project.state != "draft":
        return redirect("budgets:project", code=code, number=project.matter.number)
    if project is None and step != "district":
        return redirect("budgets:question", code=code, step="district")
    if project is not None and not may_see(project, step):
        return redirect("budgets:question", code=code, step=first_open(project))
    if request.method != "POST":
        return show(request, call, project, step, form_of(call, project, step, None, request))
    return answer(request, call, project, step)


def answer(request: HttpRequest, call: "Call", project: "Project | None", step: str) -> HttpResponse:
    """This will take what was typed on one page."""
    form = form_of(call, project, step, request.POST, request)
    if step == "photos" and project is not None and request.POST.get("drop"):
        photos.drop(request, project)
        return redirect("budgets:question", code=call.code, step=step)
    if not form.is_valid():
        return show(request, call, project, step, form, status=REFUSED)
    try:
        done = TAKE[step](request, call, project, form)
    except Refused as refused:
        wrong = STEP_OF.get(refused.code, "")
        form.add_error(None, sentence(refused))
        return show(request, call, project, step, form, status=REFUSED, wrong=wrong)
    if not done:
        return show(request, call, project, step, form, status=REFUSED)
    if step == "check" and project is not None:
        messages.success(request, _("Your project is handed in. Everyone sees it now; the experts look at it next."))
        return redirect("budgets:project", code=call.code, number=project.matter.number)
    if request.POST.get("go") == "photos":
        return redirect("budgets:question", code=call.code, step=step)
    after = "check" if request.POST.get("then") == "check" else STEPS[STEPS.index(step) + 1]
    return redirect("budgets:question", code=call.code, step=after)


def show(
    request: HttpRequest, call: "Call", project: "Project | None", step: str, form: Form, *, status: int = 200,
    wrong: str = "",
) -> HttpResponse:  # fmt: skip
    """This will render one question; `wrong` is the question a refusal of the whole leads to."""
    place = STEPS.index(step)
    context: dict[str, Any] = {
        "call": call,
        "project": project,
        "form": form,
        "step": step,
        "step_number": place + 1,
        "step_labels": list(LABELS.values()),
        "step_label": LABELS[step],
        "before": STEPS[place - 1] if place else "",
        "then": request.POST.get("then") or request.GET.get("then", ""),
        "wrong": wrong,
        "wrong_label": LABELS.get(wrong, ""),
    }
    if project is not None and step in ("photos", "check"):
        context["photos"] = photos.shown(project)
    if project is not None and step == "check":
        context["rows"] = review(call, project, len(context["photos"]))
        context["rung"] = may_stand(people.rung_of_person(actor_of(request).person_id), least=call.rung)
    return render(request, f"budgets/new_{step}.html", context, status=status)


# ---------------------------------------------------------------- what the draft has already


def missing(project: "Project") -> list[str]:
    """This will name the questions the draft has no answer to; photos are nobody's duty."""
    answered = {
        "words": bool(project.matter.title and project.text),
        "kind": bool(project.category),
        "place": project.matter.lon is not None,
        "cost": project.cost > 0,
    }
    return [step for step, done in answered.items() if not done]


def first_open(project: "Project") -> str:
    """This will name the first question without an answer, else the check."""
    return next(iter(missing(project)), "check")


def may_see(project: "Project", step: str) -> bool:
    """This will say whether every question before this one is answered."""
    return not set(missing(project)) & set(STEPS[: STEPS.index(step)])


def form_of(call: "Call", project: "Project | None", step: str, data: Any, request: HttpRequest) -> Any:
    """This will give the form of a question, filled with what the draft has."""
    if step == "district":
        offered = [(short(pot.district.code), words(pot.district.name, language())) for pot in calls.pots(call)]
        kept = {"district": short(project.pot.district.code)} if project else {}
        return forms.DistrictForm(data, districts=offered, initial=kept)
    if project is None:
        raise Http404
    card = project.matter
    if step == "words":
        return forms.WordsForm(data, initial={"title": card.title, "text": project.text})
    if step == "kind":
        return forms.CategoryForm(data, initial={"category": project.category})
    if step == "place":
        return forms.PlaceForm(data, initial={"address": card.address, "lon": card.lon, "lat": card.lat})
    if step == "cost":
        return forms.CostForm(data, cap=project.pot.cap, initial={"cost": forms.written_tenge(project.cost)})
    if step == "photos":
        return forms.PhotosForm(data, request.FILES or None)
    return forms.DeclarationsForm(data)


def review(call: "Call", project: "Project", photo_count: int) -> list[dict[str, str]]:
    """This will give everything that will be handed in, each line with the way back to its question."""
    card = project.matter
    rows = [
        ("district", _("District"), words(project.pot.district.name, language())),
        ("words", _("What should be built"), card.title),
        ("words", _("More about it"), project.text),
        ("kind", _("Kind of project"), str(category_name(project.category))),
        ("place", _("Where"), card.address),
        ("cost", _("Cost"), write_money(project.cost, language=language())),
        ("photos", _("Photos"), str(photo_count) if photo_count else _("none")),
    ]
    return [
        {
            "term": term,
            "value": value,
            "change": reverse("budgets:question", args=[call.code, step]) + "?then=check",
        }
        for step, term, value in rows
    ]


# ---------------------------------------------------------------- writing the answers down


def take_district(request: HttpRequest, call: "Call", project: "Project | None", form: Any) -> bool:
    found = {short(pot.district.code): pot for pot in calls.pots(call)}[form.cleaned_data["district"]]
    actor, now = actor_of(request), timezone.now()
    if project is None:
        services.start_project(call=call, pot=found, language=language(), actor=actor, now=now)
    else:
        services.save_project(project=project, pot=found, actor=actor, now=now)
    return True


def take_place(request: HttpRequest, call: "Call", project: "Project | None", form: Any) -> bool:
    data = form.cleaned_data
    found = territory.territory_at(data["lon"], data["lat"], timezone.localdate())
    district = territory.district_of(found) if found else None
    if project is not None and (district is None or district.pk != project.pot.district_id):
        form.add_error(
            "address", _("This place lies outside the district you chose. Move the pin, or go back to the district.")
        )
        return False
    return _keep(request, project, lon=data["lon"], lat=data["lat"], address=data["address"])


def take_photos(request: HttpRequest, call: "Call", project: "Project | None", form: Any) -> bool:
    if project is None:
        return False
    for fault in (refused := photos.keep(request, project, form.cleaned_data["photos"])):
        form.add_error("photos", fault)
    return not refused


def take_check(request: HttpRequest, call: "Call", project: "Project | None", form: Any) -> bool:
    if project is None:
        return False
    declared = {name: form.cleaned_data[name] for name in ("common_use", "public_land")}
    services.submit_project(project=project, **declared, actor=actor_of(request), now=timezone.now())
    return True


def _keep(request: HttpRequest, project: "Project | None", **answers: Any) -> bool:
    if project is None:
        return False
    services.save_project(project=project, **answers, actor=actor_of(request), now=timezone.now())
    return True


Take = Callable[[HttpRequest, "Call", "Project | None", Any], bool]
TAKE: dict[str, Take] = {
    "district": take_district,
    "words": lambda request, _call, project, form: _keep(
        request, project, title=form.cleaned_data["title"], text=form.cleaned_data["text"], language=language()
    ),
    "kind": lambda request, _call, project, form: _keep(request, project, category=form.cleaned_data["category"]),
    "place": take_place,
    "cost": lambda request, _call, project, form: _keep(request, project, cost=form.cleaned_data["cost"]),
    "photos": take_photos,
    "check": take_check,
}
