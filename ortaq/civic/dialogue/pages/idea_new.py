"""Proposing an idea: one question per page, by guests too; nothing is lost between them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.dialogue.forms import ideas as forms
from ortaq.civic.dialogue.forms.idea_choices import PLACES, THEMES
from ortaq.civic.dialogue.pages import idea_photos
from ortaq.civic.dialogue.pages.entry import process_or_404
from ortaq.civic.dialogue.pages.idea_draft import STEPS, Draft
from ortaq.civic.dialogue.queries import lenses, processes, similar
from ortaq.civic.dialogue.rules import phases
from ortaq.civic.dialogue.rules.ideas import themes_of
from ortaq.civic.dialogue.services import ideas as services
from ortaq.core.matters.localized import words
from ortaq.core.people import queries as people
from ortaq.core.people.refusal import Refused
from ortaq.core.people.rules import Rung, may_stand
from ortaq.core.territory import queries as territory
from ortaq.core.territory import shapes
from ortaq.core.ui import limits, photos
from ortaq.core.ui.places import written
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_fates import LENSES
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Idea, Process

LABELS = {
    "words": pgettext_lazy("idea step", "What"),
    "place": pgettext_lazy("idea step", "Where"),
    "about": pgettext_lazy("idea step", "About"),
    "photos": pgettext_lazy("idea step", "Photos"),
    "check": pgettext_lazy("idea step", "Check"),
}
STEP_OF = {
    "title": "words", "text": "words", "shape": "place", "outside": "place", "crosses": "place", "theme": "about",
    "goal": "about", "lens": "about",
}  # fmt: skip
"""Which question a refusal of the whole is about."""
REFUSED = 422
LONGEST_TYPED = 4000


@never_cache
@require_safe
def start(request: HttpRequest, code: str) -> HttpResponse:
    """This will begin an idea, or go on with the one that was begun."""
    draft = Draft.of(request, process_or_404(request, code).code)
    return redirect("dialogue:idea_question", code=code, question=draft.first_open() if draft.title else "words")


@never_cache
@require_POST
def restart(request: HttpRequest, code: str) -> HttpResponse:
    """This will throw the draft away."""
    Draft.of(request, process_or_404(request, code).code).forget(request)
    return redirect("dialogue:idea_question", code=code, question="words")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str, question: str) -> HttpResponse:
    """This will ask one question and write its answer down."""
    step = question
    if step not in STEPS:
        raise Http404
    process = process_or_404(request, code)
    draft = Draft.of(request, process.code)
    if not draft.may_see(step):
        return redirect("dialogue:idea_question", code=code, question=draft.first_open())
    if request.method != "POST":
        return show(request, process, draft, step, form_of(request, process, draft, step, None))
    if step == "words" and request.POST.get("go") == "similar":
        return offer_similar(request, process, draft)
    if step == "check":
        return send(request, process, draft)
    form = form_of(request, process, draft, step, request.POST)
    if step == "photos" and request.POST.get("drop"):
        photos.drop(draft, request.POST["drop"], now=timezone.now())
        draft.store(request)
        return redirect("dialogue:idea_question", code=code, question=step)
    if not form.is_valid() or not TAKE[step](request, draft, form):
        waits = form.has_error("photos", limits.TOO_OFTEN)
        return show(request, process, draft, step, form, status=limits.TOO_MANY if waits else REFUSED)
    draft.store(request)
    if request.POST.get("go") == "photos":
        return redirect("dialogue:idea_question", code=code, question=step)
    after = "check" if draft.first_open() == "check" else STEPS[STEPS.index(step) + 1]
    return redirect("dialogue:idea_question", code=code, question=after)


def show(
    request: HttpRequest, process: "Process", draft: Draft, step: str, form: Form | None, *, status: int = 200,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """This will render one question with the draft kept in the page."""
    number = STEPS.index(step)
    now = timezone.now()
    context = {
        "process": process,
        "draft": draft,
        "form": form,
        "kept": draft.kept(),
        "step": step,
        "step_number": number + 1,
        "step_labels": list(LABELS.values()),
        "step_label": LABELS[step],
        "before": STEPS[number - 1] if number else "",
        "may": phases.may_now(phases.Deed.IDEA, processes.spans(process), state=process.state, now=now),
        **_beside(request, process, draft, step),
        **more,
    }
    return limits.say_when(render(request, f"dialogue/idea_new_{step}.html", context, status=status))


def _beside(request: HttpRequest, process: "Process", draft: Draft, step: str) -> dict[str, Any]:
    """What a question shows besides its form."""
    if step == "words":
        return {"alike": similar.find(process, title=draft.title, text=draft.text)}
    if step not in ("photos", "check"):
        return {}
    beside = photos.listed(draft)
    if step == "check":
        beside["rows"] = review(process, draft)
        beside["alike"] = similar.find(process, title=draft.title, text=draft.text)
        beside["rung"] = may_stand(people.rung_of_person(actor_of(request).person_id), least=Rung.ACCOUNT)
    return beside


def offer_similar(request: HttpRequest, process: "Process", draft: Draft) -> HttpResponse:
    """This will show what is like the words typed so far: a piece of the page to htmx, else the page with them kept."""
    title, text = (request.POST.get(name, "")[:LONGEST_TYPED] for name in ("title", "text"))
    alike = similar.find(process, title=title, text=text)
    if request.headers.get("HX-Request"):
        return render(request, "dialogue/idea_similar.html", {"process": process, "alike": alike})
    form = forms.WordsForm(initial={"title": title, "text": text})
    return show(request, process, draft, "words", form, alike=alike, asked=True)


# ---------------------------------------------------------------- the forms of the questions


def themes_offered(process: "Process") -> list[tuple[str, Any]]:
    """This will give the themes of a process with their words."""
    return [(theme, THEMES[theme]) for theme in themes_of(process.themes)]


def goals_offered(process: "Process") -> list[tuple[str, str]]:
    """This will give the goals an idea of a process may name."""
    return [(goal["code"], words(goal.get("label"), language()) or goal["code"]) for goal in process.goals]


def form_of(request: HttpRequest, process: "Process", draft: Draft, step: str, data: Any) -> Any:
    """This will give the form of a question, filled with what the draft has; None for the check."""
    if step == "words":
        return forms.WordsForm(data, initial={"title": draft.title, "text": draft.text})
    if step == "place":
        kept = {"place": draft.place or "point", "points": draft.points, "address": draft.address}
        box = territory.box_of(process.territory, timezone.localdate()) or shapes.GLOBE
        return forms.PlaceForm(data, initial=kept, box=box)
    if step == "about":
        spoken = draft.speaks_for or lenses.own(process, actor_of(request))
        kept_about = {"theme": draft.theme, "goal": draft.goal, "speaks_for": spoken}
        return forms.AboutForm(data, themes=themes_offered(process), goals=goals_offered(process), initial=kept_about)
    return forms.PhotosForm(data, request.FILES or None) if step == "photos" else None


def take_words(request: HttpRequest, draft: Draft, form: Any) -> bool:
    draft.answer("words", title=form.cleaned_data["title"], text=form.cleaned_data["text"])
    return True


def take_place(request: HttpRequest, draft: Draft, form: Any) -> bool:
    data = form.cleaned_data
    nowhere = data["place"] == "none"
    draft.answer(
        "place", place=data["place"], points="" if nowhere else written(data["points"]), shape=data["shape"],
        address="" if nowhere else data["address"],
    )  # fmt: skip
    return True


def take_about(request: HttpRequest, draft: Draft, form: Any) -> bool:
    data = form.cleaned_data
    draft.answer("about", theme=data["theme"], goal=data.get("goal", ""), speaks_for=data["speaks_for"])
    return True


def take_photos(request: HttpRequest, draft: Draft, form: Any) -> bool:
    refused = idea_photos.keep(request, draft, form.cleaned_data["photos"])
    for refusal in refused:
        form.add_error("photos", ValidationError(sentence(refusal), code=refusal.code))
    if refused or request.POST.get("go") == "photos":
        draft.store(request)  # what was kept stays kept even if one photo is refused
        return not refused
    draft.answer("photos")
    return True


TAKE: dict[str, Callable[[HttpRequest, Draft, Any], bool]] = {
    "words": take_words,
    "place": take_place,
    "about": take_about,
    "photos": take_photos,
}


# ---------------------------------------------------------------- checking and sending


def review(process: "Process", draft: Draft) -> list[dict[str, str]]:
    """This will give everything that will be sent, each line with the way back to its question."""
    goals = dict(goals_offered(process))
    rows = [
        ("words", _("What you propose"), draft.title),
        ("words", _("What should change"), draft.text),
        ("place", _("Where"), _place_words(draft)),
        ("about", _("Theme"), str(THEMES.get(draft.theme, _("Something else")))),
        *([("about", _("Goal"), goals.get(draft.goal, _("None of them")))] if goals else []),
        ("about", _("You speak for"), ", ".join(str(LENSES[lens]) for lens in draft.speaks_for if lens in LENSES)),
        ("photos", _("Photos"), str(len(draft.photos)) if draft.photos else ""),
    ]
    question_at = {step: reverse("dialogue:idea_question", args=[process.code, step]) for step in STEPS}
    return [{"term": term, "value": value or _("nothing"), "change": question_at[step]} for step, term, value in rows]


def _place_words(draft: Draft) -> str:
    drawn = str(dict(PLACES).get(draft.place, "")) if draft.shape or draft.place == "none" else ""
    return ", ".join(part for part in (draft.address, drawn) if part)


def send(request: HttpRequest, process: "Process", draft: Draft) -> HttpResponse:
    """This will send the idea, once however often the button is pressed; a refusal keeps every word."""
    draft.store(request)
    try:
        idea = _post(request, process, draft)
    except Refused as refused:
        more = {"refusal": sentence(refused), "wrong": STEP_OF.get(refused.code, "")}
        if refused.code == "sign_in":
            more["sign_in"] = "yes"
        return show(request, process, draft, "check", None, status=REFUSED, **more)
    draft.forget(request)
    if idea.state == "held":
        messages.success(request, _("Thank you! A moderator looks at your idea first; we will tell you."))
    else:
        messages.success(request, _("Thank you! Everyone sees your idea now."))
    return redirect("dialogue:idea", code=process.code, number=idea.matter.number)


def _post(request: HttpRequest, process: "Process", draft: Draft) -> "Idea":
    return services.post_idea(
        process=process,
        title=draft.title,
        text=draft.text,
        theme=draft.theme,
        goal=draft.goal,
        shape=draft.shape,
        address=draft.address,
        speaks_for=draft.speaks_for or None,
        language=language(),
        form_token=draft.token(),
        upload_token=draft.upload_token if draft.photos else "",
        actor=actor_of(request),
        now=timezone.now(),
    )
