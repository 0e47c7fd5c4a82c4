"""Filing an appeal: one question per page, nothing lost between them."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ortaq.civic.reception.forms.filing import AboutForm, KindForm, PlaceForm, TopicForm, WordsForm
from ortaq.civic.reception.pages import photos, sending, topics
from ortaq.civic.reception.pages.draft import STEPS, Draft
from ortaq.civic.reception.pages.place import district_choices, place_fault
from ortaq.civic.reception.pages.review import review
from ortaq.civic.reception.pages.terms import legal_terms
from ortaq.core.people.refusal import Refused
from ortaq.core.ui import limits
from ortaq.core.ui.photos import listed
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_formats import language

STEP_LABELS = {
    "words": _("What happened"),
    "topic": _("Topic"),
    "place": _("Where"),
    "kind": _("What you want"),
    "about": _("About you"),
    "check": _("Check"),
}
REFUSED = 422
"""The page comes back with sentences to read; htmx swaps it in too."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """This will begin a new appeal (or go on with one), taking along the sentence written on the home page."""
    draft = Draft.of(request)
    if request.method == "POST":
        draft = Draft()
        draft.text = request.POST.get("text", "")[:1000].strip()
        draft.lon, draft.lat = degrees(request.POST.get("lon", "")), degrees(request.POST.get("lat", ""))
        draft.store(request)
    return redirect("reception:question", step="words" if not draft.text else draft.first_open())


def degrees(text: str) -> str:
    """This will give a written number of degrees, or "" for anything else."""
    try:
        return f"{float(text):.6f}"
    except ValueError:
        return ""


@never_cache
@require_POST
def restart(request: HttpRequest) -> HttpResponse:
    """This will throw the draft away."""
    Draft().forget(request)
    return redirect("reception:question", step="words")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, step: str) -> HttpResponse:
    """This will ask one question and write its answer down."""
    if step not in STEPS:
        raise Http404
    draft = Draft.of(request)
    if not draft.may_see(step):
        return redirect("reception:question", step=draft.first_open())
    if request.method != "POST":
        return show(request, draft, step, FORMS[step](request, draft, None))
    if step == "words" and (request.POST.get("go") == "photos" or request.POST.get("drop")):
        return change_photos(request, draft)
    if step == "topic" and request.POST.get("go") == "find":
        return show(request, draft, step, topic_form(request, draft, None), seek=request.POST.get("seek", ""))
    if step == "check":
        return send(request, draft)
    form = FORMS[step](request, draft, request.POST)
    if not form.is_valid() or not TAKE[step](request, draft, form):
        waits = form.has_error("photos", limits.TOO_OFTEN)
        return show(request, draft, step, form, status=limits.TOO_MANY if waits else REFUSED)
    draft.store(request)
    after = request.POST.get("go", "")
    return redirect("reception:question", step="check" if after == "check" else next_step(draft, step))


def next_step(draft: Draft, step: str) -> str:
    """This will name the question after this one, or the check once all of them are answered."""
    if draft.first_open() == "check":
        return "check"
    return STEPS[STEPS.index(step) + 1]


def show(
    request: HttpRequest, draft: Draft, step: str, form: Form | None, *, status: int = 200, **extra: Any
) -> HttpResponse:
    """This will render one question with the draft kept in the page."""
    number = STEPS.index(step)
    context = {
        "draft": draft,
        "form": form,
        "kept": draft.kept(),
        "step": step,
        "step_number": number + 1,
        "step_labels": list(STEP_LABELS.values()),
        "step_label": STEP_LABELS[step],
        "before": STEPS[number - 1] if number else "",
        **CONTEXT.get(step, no_context)(request, draft, form, extra),
        **extra,
    }
    return limits.say_when(render(request, f"reception/filing_{step}.html", context, status=status))


# ---------------------------------------------------------------- the forms of the questions


def words_form(request: HttpRequest, draft: Draft, data: Any) -> WordsForm:
    return WordsForm(data, request.FILES or None, initial={"text": draft.text})


def topic_form(request: HttpRequest, draft: Draft, data: Any) -> TopicForm:
    return TopicForm(data, topics=topics.choices(language()), initial={"topic": draft.topic})


def place_form(request: HttpRequest, draft: Draft, data: Any) -> PlaceForm:
    initial = {name: getattr(draft, name) for name in ("place", "lon", "lat", "address", "district")}
    return PlaceForm(data, districts=district_choices(language()), initial=initial | {"place": draft.place or "point"})


def kind_form(request: HttpRequest, draft: Draft, data: Any) -> KindForm:
    return KindForm(data, initial={"kind": draft.kind or "message"})


def about_form(request: HttpRequest, draft: Draft, data: Any) -> AboutForm:
    initial = {name: getattr(draft, name) for name in ("name", "phone", "email", "iin", "publish")}
    initial["who"] = draft.who or "named"
    return AboutForm(data, initial=initial, signed_in=actor_of(request).person_id is not None)


def no_form(request: HttpRequest, draft: Draft, data: Any) -> None:
    return None


FORMS: dict[str, Callable[[HttpRequest, Draft, Any], Any]] = {
    "words": words_form,
    "topic": topic_form,
    "place": place_form,
    "kind": kind_form,
    "about": about_form,
    "check": no_form,
}


# ---------------------------------------------------------------- writing the answers down


def take_words(request: HttpRequest, draft: Draft, form: WordsForm) -> bool:
    text = form.cleaned_data["text"]
    if draft.text != text and "topic" in draft.done and not draft.topic:
        draft.done.remove("topic")
    draft.answer("words", text=text)
    refused = photos.keep(request, draft, form.cleaned_data["photos"])
    for refusal in refused:
        form.add_error("photos", ValidationError(sentence(refusal), code=refusal.code))
    draft.store(request)  # what was kept stays kept even if one photo is refused
    return not refused


def take_topic(request: HttpRequest, draft: Draft, form: TopicForm) -> bool:
    draft.answer("topic", topic=form.cleaned_data["topic"])
    return True


def take_place(request: HttpRequest, draft: Draft, form: PlaceForm) -> bool:
    data = form.cleaned_data
    fault = place_fault(data, timezone.localdate())
    if fault:
        form.add_error("place", fault)
        return False
    is_point = data["place"] == "point"
    draft.answer(
        "place",
        place=data["place"],
        lon=f"{data['lon']:.6f}" if is_point else "",
        lat=f"{data['lat']:.6f}" if is_point else "",
        address="" if data["place"] == "none" else data["address"],
        district=data["district"] if data["place"] == "address" else "",
    )
    return True


def take_kind(request: HttpRequest, draft: Draft, form: KindForm) -> bool:
    draft.answer("kind", kind=form.cleaned_data["kind"])
    return True


def take_about(request: HttpRequest, draft: Draft, form: AboutForm) -> bool:
    data = form.cleaned_data
    named = data["who"] == "named"
    draft.answer(
        "about",
        who=data["who"],
        publish=data["publish"],
        **{name: data.get(name, "") if named else "" for name in ("name", "phone", "email", "iin")},
    )
    return True


TAKE: dict[str, Callable[[HttpRequest, Draft, Any], bool]] = {
    "words": take_words,
    "topic": take_topic,
    "place": take_place,
    "kind": take_kind,
    "about": take_about,
}


# ---------------------------------------------------------------- what a page shows besides its form


def no_context(request: HttpRequest, draft: Draft, form: Any, extra: dict[str, Any]) -> dict[str, Any]:
    return {}


def words_context(request: HttpRequest, draft: Draft, form: Any, extra: dict[str, Any]) -> dict[str, Any]:
    return listed(draft)


def topic_context(request: HttpRequest, draft: Draft, form: Any, extra: dict[str, Any]) -> dict[str, Any]:
    chosen = str(form["topic"].value() or "")
    return {"offer": topics.offer(draft.text, language(), seek=extra.get("seek", ""), chosen=chosen), "chosen": chosen}


def kind_context(request: HttpRequest, draft: Draft, form: Any, extra: dict[str, Any]) -> dict[str, Any]:
    return {"terms": legal_terms(timezone.localdate())}


def place_context(request: HttpRequest, draft: Draft, form: Any, extra: dict[str, Any]) -> dict[str, Any]:
    return {"chosen": str(form["place"].value() or "")}


def about_context(request: HttpRequest, draft: Draft, form: Any, extra: dict[str, Any]) -> dict[str, Any]:
    return {"urgent": topics.is_urgent(draft.topic)}


def check_context(request: HttpRequest, draft: Draft, form: Any, extra: dict[str, Any]) -> dict[str, Any]:
    return review(request, draft, language(), timezone.localdate()) | listed(draft)


CONTEXT: dict[str, Callable[[HttpRequest, Draft, Any, dict[str, Any]], dict[str, Any]]] = {
    "words": words_context,
    "topic": topic_context,
    "kind": kind_context,
    "place": place_context,
    "about": about_context,
    "check": check_context,
}


def change_photos(request: HttpRequest, draft: Draft) -> HttpResponse:
    """This will add or remove photos; with htmx only the photos come back."""
    refusals = photos.change(request, draft)
    refused = [sentence(refusal) for refusal in refusals]
    form = WordsForm(initial={"text": request.POST.get("text", "")})
    status = limits.status_of(refusals, REFUSED) if refusals else 200
    if request.headers.get("HX-Request"):
        context = {"form": form, "kept": draft.kept(), "refused": refused, "partial": True, **listed(draft)}
        return limits.say_when(render(request, "reception/filing_photos.html", context, status=status))
    return show(request, draft, "words", form, status=status, refused=refused)


def send(request: HttpRequest, draft: Draft) -> HttpResponse:
    """This will file the appeal, once however often the button is pressed."""
    try:
        appeal = sending.send(request, draft, language=language(), now=timezone.now())
    except Refused as refusal:
        draft.store(request)
        status = limits.status_of([refusal], REFUSED)
        return show(request, draft, "check", None, status=status, refusal=sentence(refusal), waits=status != REFUSED)
    return redirect("reception:filed", number=appeal.matter.number)
