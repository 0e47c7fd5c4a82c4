"""Processes at the desk: the list, a recipe's questions, and one process with what comes next."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.dialogue.desk.entry import ask, asked, process_or_404
from ortaq.civic.dialogue.forms.processes import PARTS, EmptyForm, GoalForm, PhaseForm
from ortaq.civic.dialogue.forms.recipes import RecipeForm
from ortaq.civic.dialogue.queries import contents, desk, fates
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.rules.recipes import RECIPES
from ortaq.civic.dialogue.services import processes, recipes
from ortaq.civic.dialogue.templatetags.processes import RECIPES as RECIPE_NAMES
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Process

ZONE = "Asia/Almaty"
"""The clock a new process begins with; its settings change it."""
TITLES = {"words": _("Title and words"), "settings": _("Settings")}
SAVED = _("Saved.")


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """This will list the processes of the actor's bodies."""
    context = {"processes": desk.processes(actor_of(request)), "may_begin": bool(_bodies(request))}
    return render(request, "dialogue_desk/process_list.html", context)


def _bodies(request: HttpRequest) -> list[tuple[str, str]]:
    actor = actor_of(request)
    return [
        (str(pk), localized(body.name))
        for pk, body in territory.bodies().items()
        if rights.may_organise(actor, body_id=pk)
    ]


def _organiser(request: HttpRequest) -> list[tuple[str, str]]:
    """The bodies the actor may begin a process for; without one a sentence says so."""
    bodies = _bodies(request)
    if not bodies:
        raise Refused("not_organiser", N_("Officers, heads and administrators begin dialogues."))
    return bodies


@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """This will offer the recipes."""
    _organiser(request)
    rows = [(recipe, RECIPE_NAMES[recipe.code], len(recipe.questions)) for recipe in RECIPES.values()]
    return render(request, "dialogue_desk/process_choose.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, recipe: str) -> HttpResponse:
    """This will ask a recipe's questions and begin the process as a draft; a refusal keeps every word."""
    bodies = _organiser(request)
    if recipe not in RECIPES:
        raise Http404
    places = [(str(place.pk), localized(place.name)) for place in desk.places()]
    form = RecipeForm(
        request.POST or None, recipe=RECIPES[recipe], zone=ZONE, bodies=bodies, places=places, now=timezone.now()
    )
    status, made = 200, []
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = attempt(form, lambda: made.append(_begin(request, form)))
            if not status:
                messages.success(request, _("A draft: nobody else sees it yet."))
                return redirect("dialogue_desk:process", code=made[0].code)
    back = reverse("dialogue_desk:choose")
    hint = _zone_words(form.zone)
    return ask(request, form, title=RECIPE_NAMES[recipe], button=_("Begin"), back=back, status=status, hint=hint)


def _begin(request: HttpRequest, form: RecipeForm) -> "Process":
    data = form.cleaned_data
    place = next((one for one in desk.places() if str(one.pk) == data.get("place")), None)
    return recipes.follow_recipe(
        recipe=form.recipe.code,
        answers=data,
        body=territory.bodies()[int(data["body"])],
        territory=place,
        time_zone=form.zone,
        actor=actor_of(request),
        now=timezone.now(),
    )


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show where a process stands, what is written around it, and what comes next."""
    found = process_or_404(request, code)
    context = {
        "process": found,
        "phases": list(found.phases.all()),
        "contents": contents.at_desk(found),
        "kinds": CONTENT_KINDS,
        "waiting": fates.without_fate(found),
    }
    return render(request, "dialogue_desk/process.html", context)


CONTENT_KINDS = (
    ("explainer", _("Write an explainer")),
    ("news", _("Write news")),
    ("material", _("Add a material")),
    ("partner", _("Add a partner")),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """This will change one part of a process; a refusal keeps every word."""
    found, kind = process_or_404(request, code), PARTS.get(part)
    if kind is None:
        raise Http404
    form = kind(request.POST) if request.method == "POST" else kind(initial=kind.start(found))

    def change() -> object:
        reason = form.cleaned_data.get("reason", "")
        return processes.change_process(
            process=found, changes=form.changes(), reason=reason, actor=actor_of(request), now=timezone.now()
        )

    return _asked(request, found, form, change, title=TITLES[part], button=_("Save"), done=SAVED)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def goals(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the goals ideas can name and add one; with "drop" it takes one out that no idea names."""
    found, status = process_or_404(request, code), 200
    form = GoalForm(request.POST if request.method == "POST" and "drop" not in request.POST else None)

    def keep(changed: list[dict[str, Any]]) -> object:
        return processes.change_process(
            process=found, changes={"goals": changed}, actor=actor_of(request), now=timezone.now()
        )

    if "drop" in request.POST:
        keep([goal for goal in found.goals if goal["code"] != request.POST["drop"]])
        return redirect("dialogue_desk:goals", code=code)
    if request.method == "POST":
        status = attempt(form, lambda: keep([*found.goals, form.goal()])) if form.is_valid() else 422
        if not status:
            messages.success(request, SAVED)
            return redirect("dialogue_desk:goals", code=code)
    return render(request, "dialogue_desk/process_goals.html", {"process": found, "form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """This will move a phase, or with "drop" take it out of a draft."""
    found = process_or_404(request, code)
    there = desk.phase(found, position)
    if there is None:
        raise Http404
    if request.method == "POST" and "drop" in request.POST:
        processes.drop_phase(process=found, position=position, actor=actor_of(request), now=timezone.now())
        return redirect("dialogue_desk:process", code=code)
    given: dict[str, Any] = {"data": request.POST} if request.method == "POST" else {"initial": PhaseForm.start(there)}
    form = PhaseForm(**given, zone=found.time_zone, public=found.listed)

    def move() -> object:
        return processes.change_phase(
            process=found, position=position, phase=form.stretch(), reason=form.cleaned_data.get("reason", ""),
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    more = {"hint": _zone_words(found.time_zone), "drop": "" if found.listed else _("Take the phase out")}
    return _asked(request, found, form, move, title=_("Phase"), button=_("Save"), done=SAVED, **more)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_phase(request: HttpRequest, code: str) -> HttpResponse:
    """This will add a phase after the others."""
    found = process_or_404(request, code)
    given: dict[str, Any] = {"data": request.POST} if request.method == "POST" else {}
    form = PhaseForm(**given, zone=found.time_zone, public=found.listed)

    def add() -> object:
        reason = form.cleaned_data.get("reason", "")
        return processes.add_phase(
            process=found, phase=form.stretch(), reason=reason, actor=actor_of(request), now=timezone.now()
        )

    title, hint = _("A new phase"), _zone_words(found.time_zone)
    return _asked(request, found, form, add, title=title, button=_("Add"), done=SAVED, hint=hint)


def _zone_words(zone: str) -> Any:
    return _("Times are by the clock of %(zone)s.") % {"zone": zone}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a draft to everyone."""
    found = process_or_404(request, code)
    form = EmptyForm(request.POST if request.method == "POST" else None)

    def show() -> object:
        return processes.publish_process(process=found, actor=actor_of(request), now=timezone.now())

    words = {"title": _("Show the dialogue to everyone"), "button": _("Publish"), "done": _("Everyone sees it now.")}
    return _asked(request, found, form, show, **words, hint=_("From then on phases move only with a reason."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    """This will end a process; while somebody waits for an answer the page says so."""
    found = process_or_404(request, code)
    form = EmptyForm(request.POST if request.method == "POST" else None)

    def end() -> object:
        return processes.close_process(process=found, actor=actor_of(request), now=timezone.now())

    words = {"title": _("Close the dialogue"), "button": _("Close"), "done": _("The dialogue is closed.")}
    hint = _("Its pages stay to be read; the report can still be written.")
    return _asked(request, found, form, end, **words, hint=hint)


def _asked(request: HttpRequest, process: "Process", form: Form, act: Any, *, done: Any, **words: Any) -> HttpResponse:
    """One form of a process, done or not it leads back to its page."""
    back = reverse("dialogue_desk:process", args=[process.code])
    return asked(request, form, act, done=done, to=back, back=back, process=process, **words)
