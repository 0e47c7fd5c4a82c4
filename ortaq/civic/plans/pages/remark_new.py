"""Saying something about a part of a plan: one question per page, by guests too; nothing is lost between them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.plans.forms import remarks as forms
from ortaq.civic.plans.pages.entry import version_or_404
from ortaq.civic.plans.pages.remark_draft import Draft
from ortaq.civic.plans.queries import anchors, listing
from ortaq.civic.plans.queries import remarks as queries
from ortaq.civic.plans.rules.anchors import PARTS, SHAPE
from ortaq.civic.plans.rules.remarks import LIMITS
from ortaq.civic.plans.services import remarks as services
from ortaq.civic.plans.templatetags.answers import KINDS
from ortaq.civic.plans.templatetags.remarks import limit_words
from ortaq.core.people import queries as people
from ortaq.core.people.refusal import Refused
from ortaq.core.people.rules import Rung, may_stand
from ortaq.core.territory import queries as territory
from ortaq.core.territory import shapes
from ortaq.core.ui.places import KINDS as PLACES
from ortaq.core.ui.places import written
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_fates import LENSES
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.engines.personal import mask

if TYPE_CHECKING:
    from ortaq.civic.plans.models import PlanVersion

LABELS = {
    "place": pgettext_lazy("remark step", "Where"),
    "words": pgettext_lazy("remark step", "What"),
    "about": pgettext_lazy("remark step", "For whom"),
    "check": pgettext_lazy("remark step", "Check"),
}
STEP_OF = {
    "title": "words", "text": "words", "kind": "words", "proposal": "words", "lens": "about", "shape": "place",
    "outside": "place", "crosses": "place",
}  # fmt: skip
"""Which question a refusal of the whole is about."""
REFUSED, FIRST_COME = 422, 409


@never_cache
@require_safe
def start(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will begin a remark on the part the address names, or ask which part it is about."""
    plan, version = version_or_404(request, code, number)
    draft = Draft.of(request, str(version.pk))
    asked = next(((part, request.GET[part][:60]) for part in PARTS if request.GET.get(part)), None)
    if asked is None and request.GET.get("draw"):
        asked = SHAPE, ""
    if asked is None:
        context = {
            "plan": plan, "version": version, "draft": draft, "has": listing.parts_of(version), "tab": "remarks",
            "may": queries.open_now(version, today=timezone.localdate()),
        }  # fmt: skip
        return render(request, "plans/remark_start.html", context)
    draft.speak_about(*asked)
    if draft.part != SHAPE and anchors.part_of(version, draft.anchor) is None:
        raise Http404
    draft.store(request)
    return redirect("plans:remark_question", code=code, number=number, question=draft.first_open())


@never_cache
@require_POST
def restart(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will throw the draft away."""
    _plan, version = version_or_404(request, code, number)
    Draft.of(request, str(version.pk)).forget(request)
    return redirect("plans:new_remark", code=code, number=number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str, number: int, question: str) -> HttpResponse:
    """This will ask one question and write its answer down."""
    plan, version = version_or_404(request, code, number)
    if question not in LABELS:
        raise Http404
    draft = Draft.of(request, str(version.pk))
    if not draft.part:
        return redirect("plans:new_remark", code=code, number=number)
    if not draft.may_see(question):
        return redirect("plans:remark_question", code=code, number=number, question=draft.first_open())
    version.plan = plan
    part = anchors.part_of(version, draft.anchor)
    if part is None and draft.part != SHAPE:
        raise Http404
    if request.method == "POST" and question == "check":
        return send(request, version, draft, part)
    form = form_of(version, draft, question, part, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return show(request, version, draft, question, part, form)
    if not form.is_valid():
        return show(request, version, draft, question, part, form, status=REFUSED)
    TAKE[question](draft, form.cleaned_data)
    draft.store(request)
    return redirect("plans:remark_question", code=code, number=number, question=draft.first_open())


def show(
    request: HttpRequest, version: "PlanVersion", draft: Draft, step: str, part: Any, form: Form | None, *,
    status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    """This will render one question with the draft kept in the page, and on top what she speaks about."""
    number = draft.steps.index(step)
    context = {
        "plan": version.plan, "version": version, "draft": draft, "part": part, "form": form, "kept": draft.kept(),
        "step": step, "step_number": number + 1, "step_labels": [LABELS[one] for one in draft.steps],
        "step_label": LABELS[step], "before": draft.steps[number - 1] if number else "",
        "may": queries.open_now(version, today=timezone.localdate()), **more,
    }  # fmt: skip
    if step == "check":
        context |= _review(version, draft)
        context["rung"] = may_stand(people.rung_of_person(actor_of(request).person_id), least=Rung.ACCOUNT)
    return render(request, f"plans/remark_new_{step}.html", context, status=status)


def form_of(version: "PlanVersion", draft: Draft, step: str, part: Any, data: Any) -> Any:
    """This will give the form of a question, filled with what the draft has; None for the check."""
    if step == "words":
        words = part.text if draft.part == "paragraph" else {}
        limits = {name: getattr(part, name) for name in LIMITS} if draft.part == "zone" else {}
        there = words.get(language()) or next(iter(words.values()), "")
        start = {"kind": draft.kind or "comment", "title": draft.title, "text": draft.text}
        start |= {"proposal": draft.put.get("text", there)}
        start |= {name: draft.put.get(name, value) for name, value in limits.items()}
        return forms.WordsForm(data, initial=start, part=draft.part, words=words, limits=limits)
    if step == "place":
        box = territory.box_of(version.plan.territory, timezone.localdate()) or shapes.GLOBE
        return forms.PlaceForm(data, initial={"place": draft.place or "point", "points": draft.points}, box=box)
    return forms.AboutForm(data, initial={"lenses": draft.lenses}) if step == "about" else None


def take_words(draft: Draft, data: dict[str, Any]) -> None:
    draft.answer("words", kind=data["kind"], title=data["title"], text=data["text"], put=data["put"])


def take_place(draft: Draft, data: dict[str, Any]) -> None:
    draft.answer("place", place=data["place"], points=written(data["points"]), shape=data["shape"])


def take_about(draft: Draft, data: dict[str, Any]) -> None:
    draft.answer("about", lenses=data["lenses"])


TAKE: dict[str, Callable[[Draft, dict[str, Any]], None]] = {
    "words": take_words, "place": take_place, "about": take_about,
}  # fmt: skip


# ---------------------------------------------------------------- checking and sending


def _review(version: "PlanVersion", draft: Draft) -> dict[str, Any]:
    """Everything that will be sent as everyone will read it: masked; each line with the way back to its question."""
    put = draft.put.get("text") or limit_words(draft.put)
    typed = [draft.title, draft.text, str(draft.put.get("text", ""))]
    rows = [
        ("words", _("What it is"), str(KINDS[draft.kind])),
        ("words", _("In a few words"), mask(draft.title)),
        ("words", _("What you think"), mask(draft.text)),
        *([("words", _("How it should be"), mask(put))] if put else []),
        *([("place", _("Where"), str(dict(PLACES).get(draft.place, "")))] if draft.part == SHAPE else []),
        (
            "about",
            _("You speak for"),
            ", ".join(str(LENSES[lens]) for lens in draft.lenses) or _("nobody in particular"),
        ),
    ]
    ways = {step: reverse("plans:remark_question", args=[version.plan.code, version.number, step]) for step in LABELS}
    return {
        "rows": [{"term": term, "value": value, "change": ways[step]} for step, term, value in rows],
        "masked": any(mask(words) != words for words in typed),
    }


def send(request: HttpRequest, version: "PlanVersion", draft: Draft, part: Any) -> HttpResponse:
    """This will send the remark, once however often the button is pressed; a refusal keeps every word."""
    draft.store(request)
    try:
        remark = services.post_remark(
            version=version, kind=draft.kind, title=draft.title, text=draft.text, anchor=draft.anchor,
            lenses=draft.lenses, language=language(), form_token=draft.token(), proposal=draft.put,
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        more = {"refusal": sentence(refused), "wrong": STEP_OF.get(refused.code, ""), "code": refused.code}
        status = FIRST_COME if refused.code == "not_newest" else REFUSED
        return show(request, version, draft, "check", part, None, status=status, **more)
    draft.forget(request)
    if remark.state == "held":
        messages.success(request, _("Thank you! A moderator looks at it first; we will tell you."))
    else:
        messages.success(request, _("Thank you! Everyone sees it now."))
    return redirect("plans:remark", code=version.plan.code, said=remark.matter.number)
