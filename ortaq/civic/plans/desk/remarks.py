"""Remarks at the desk: what waits for an answer, one answer for many, one remark, moderation, the days of a version."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.plans.desk.entry import asked, plan_or_404
from ortaq.civic.plans.forms import answers as forms
from ortaq.civic.plans.queries import answers as queries
from ortaq.civic.plans.queries import listing, moderation
from ortaq.civic.plans.queries.answers import Line
from ortaq.civic.plans.rules import answers as rules
from ortaq.civic.plans.rules import rights
from ortaq.civic.plans.services import answers as services
from ortaq.civic.plans.services import moderation as moderating
from ortaq.civic.plans.services import plans
from ortaq.core.people.refusal import Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.numbers import read_whole
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sent, sentence

PAGE = 100
"""Open remarks at a time: an official works through two hundred in two pages."""
QUEUE = 50
LONGEST = 24
"""Signs of the number of a card."""
METHODS = ["GET", "HEAD", "POST"]
TABS = {
    "held": pgettext_lazy("remarks", "Wait for a look"),
    "open": pgettext_lazy("remarks", "Wait for an answer"),
    "answered": pgettext_lazy("remarks", "Answered"),
    "rejected": pgettext_lazy("remarks", "Not shown"),
}


@never_cache
@require_safe
def to_answer(request: HttpRequest) -> HttpResponse:
    """This will list what the actor's bodies have still to answer, the nearest date first; ticked ones get one answer.

    "all" in the address ticks everything on the page.
    """
    actor, now = actor_of(request), timezone.now()
    found = queries.choices(actor, now=now)
    form = forms.FilterForm(request.GET or None, choices=found)
    narrow = form.asked()
    lines = queries.to_answer(actor, asked=narrow, after=_place(request), limit=PAGE + 1, now=now)
    kept = {name: value for name in ("plan", "body", "part", "lens") if (value := getattr(narrow, name))}
    last = lines[PAGE - 1].remark if len(lines) > PAGE else None
    context = {
        "lines": lines[:PAGE], "form": form, "choices": found, "narrowed": bool(kept),
        "all": bool(request.GET.get("all")), "here": reverse("plans_desk:to_answer"),
        "tick_all": f"?{urlencode({**kept, 'after': request.GET.get('after', ''), 'all': '1'})}",
        "older": f"?{urlencode({**kept, 'after': f'{last.due_on.isoformat()}:{last.pk}'})}" if last else "",
    }  # fmt: skip
    return render(request, "plans_desk/to_answer.html", context)


def _place(request: HttpRequest) -> queries.Place | None:
    """Where the page before ended: "2027-03-01:17"; None for the first page and for nonsense."""
    day, _colon, pk = request.GET.get("after", "").partition(":")
    try:
        return date.fromisoformat(day), read_whole(pk)
    except ValueError:
        return None


@never_cache
@require_http_methods(METHODS)
def answer(request: HttpRequest) -> HttpResponse:
    """This will give one answer to the remarks whose numbers are in "r": one, or many of one body."""
    actor, given = actor_of(request), request.POST if request.method == "POST" else request.GET
    numbers = list(dict.fromkeys(one[:LONGEST] for one in given.getlist("r")[: rules.MOST + 1]))
    lines = queries.chosen(actor, numbers, now=timezone.now())
    if request.method != "POST" and not lines:
        messages.error(request, _("Choose at least one remark that waits for an answer."))
        return redirect("plans_desk:to_answer")
    form = forms.AnswerForm(request.POST if request.method == "POST" else None)
    status = sent(
        request, form,
        lambda: services.answer_many(numbers=numbers, **form.answer(), actor=actor, now=timezone.now()),
    )  # fmt: skip
    if not status:
        n = len(numbers)
        said = ngettext(
            "%(n)d remark is answered. Its author and supporters are told.",
            "%(n)d remarks are answered. Their authors and supporters are told.",
            n,
        )
        messages.success(request, said % {"n": n})
        return redirect("plans_desk:to_answer")
    context = {"form": form, "lines": lines, "numbers": numbers, "back": reverse("plans_desk:to_answer")}
    return render(request, "plans_desk/answer.html", context, status=status)


def line_or_404(request: HttpRequest, code: str, said: str) -> Line:
    """This will give a remark to who makes the plan, answers it or moderates; "not yours" looks like "not there"."""
    found = queries.at_desk(code, said, actor_of(request), now=timezone.now())
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def page(request: HttpRequest, code: str, said: str) -> HttpResponse:
    """This will show one remark with where it stood on each version, its answers, and what the actor can do."""
    line, actor = line_or_404(request, code, said), actor_of(request)
    remark = line.remark
    context = {
        "plan": remark.plan, "line": line, "remark": remark, "anchors": list(remark.anchors.all()),
        "history": queries.history(remark),
        "answers": bool(rights.may_answer(actor, body_id=remark.body_id)) and remark.state == "shown",
        "hands": bool(rules.may_hand_over(actor, maker_id=remark.plan.body_id, body_id=remark.body_id)),
        "moderates": bool(rights.may_moderate(actor, body_id=remark.plan.body_id)),
    }  # fmt: skip
    return render(request, "plans_desk/remark.html", context)


def _asked(
    request: HttpRequest, line: Line, form: Form, act: Callable[[], object], *, done: Any, **words: Any
) -> HttpResponse:
    """One form of a remark; done or not it leads back to its page."""
    status = sent(request, form, act)
    here = [line.remark.plan.code, line.remark.matter.number]
    if not status:
        messages.success(request, done)
        return redirect("plans_desk:remark", *here)
    context = {
        "form": form, "back": reverse("plans_desk:remark", args=here), "plan": line.remark.plan,
        "hint": f"№ {line.remark.matter.number} {line.remark.matter.title}", **words,
    }  # fmt: skip
    return render(request, "plans_desk/ask.html", context, status=status)


@never_cache
@require_http_methods(METHODS)
def correct(request: HttpRequest, code: str, said: str) -> HttpResponse:
    """This will correct an answer with a reason everyone reads."""
    line = line_or_404(request, code, said)
    start = forms.CorrectionForm.start(line.remark)
    form = forms.CorrectionForm(request.POST) if request.method == "POST" else forms.CorrectionForm(initial=start)

    def change() -> object:
        why, actor, now = form.cleaned_data["why"], actor_of(request), timezone.now()
        return services.correct_fate(remark=line.remark, **form.answer(), why=why, actor=actor, now=now)

    return _asked(
        request, line, form, change, title=_("Correct the answer"), button=_("Correct it"),
        done=_("The answer is corrected. The earlier one stays on record."),
    )  # fmt: skip


@never_cache
@require_http_methods(METHODS)
def hand_over(request: HttpRequest, code: str, said: str) -> HttpResponse:
    """This will name another body or another day."""
    line = line_or_404(request, code, said)
    start = {"answering": line.remark.body.code, "answer_due": line.remark.due_on}
    form = forms.HandOverForm(request.POST) if request.method == "POST" else forms.HandOverForm(initial=start)
    gone: list[bool] = []

    def name() -> object:
        data, actor, now = form.cleaned_data, actor_of(request), timezone.now()
        handed = services.hand_over(
            remark=line.remark, body=territory.bodies_by_code()[data["answering"]], due_on=data["answer_due"],
            actor=actor, now=now,
        )  # fmt: skip
        gone.append(queries.at_desk(code, said, actor, now=now) is None)
        return handed

    response = _asked(
        request, line, form, name, title=_("Who answers by when"), button=_("Save"), done=_("Saved.")
    )  # fmt: skip
    return redirect("plans_desk:to_answer") if gone == [True] else response


@never_cache
@require_safe
def remarks(request: HttpRequest, code: str) -> HttpResponse:
    """This will list what was said about a plan by where it stands, for its makers and for moderators."""
    actor = actor_of(request)
    plan = moderation.moderated(code, actor)
    if plan is None:
        raise Http404
    counts = moderation.counts(plan)
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "held" if counts["held"] else "open"
    after = read_whole(request.GET.get("after", ""))
    lines = moderation.queue(plan, tab=tab, after=after, limit=QUEUE + 1, now=timezone.now())
    context = {
        "plan": plan, "tab": tab, "lines": lines[:QUEUE],
        "older": f"?tab={tab}&after={lines[QUEUE - 1].remark.pk}" if len(lines) > QUEUE else "",
        "tabs": [
            {"label": label, "href": f"?tab={one}", "current": one == tab, "count": counts[one]}
            for one, label in TABS.items()
        ],
        "makes": bool(rights.may_make(actor, body_id=plan.body_id)),
    }  # fmt: skip
    return render(request, "plans_desk/remarks.html", context)


@require_POST
def show(request: HttpRequest, code: str, said: str) -> HttpResponse:
    """This will show a held or rejected remark to everyone."""
    line = line_or_404(request, code, said)
    try:
        moderating.show_remark(remark=line.remark, actor=actor_of(request), now=timezone.now())
        messages.success(request, _("Everyone sees the remark now. Its author is told."))
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("plans_desk:remark", code=code, said=said)


@never_cache
@require_http_methods(METHODS)
def reject(request: HttpRequest, code: str, said: str) -> HttpResponse:
    """This will not show a remark, with a reason its author reads."""
    line = line_or_404(request, code, said)
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)

    def do() -> object:
        reason, actor = form.cleaned_data["reason"], actor_of(request)
        return moderating.reject_remark(remark=line.remark, reason=reason, actor=actor, now=timezone.now())

    title = _("Do not show it")
    return _asked(request, line, form, do, title=title, button=title, done=_("Done. Its author is told."))


@never_cache
@require_http_methods(METHODS)
def look(request: HttpRequest, code: str) -> HttpResponse:
    """This will say whether a moderator looks at remarks before or after everyone sees them."""
    plan = plan_or_404(request, code)
    start = {"look": plan.moderation}
    form = forms.ModerationForm(request.POST) if request.method == "POST" else forms.ModerationForm(initial=start)

    def keep() -> object:
        changes, actor = {"moderation": form.cleaned_data["look"]}, actor_of(request)
        return plans.change_plan(plan=plan, changes=changes, actor=actor, now=timezone.now())

    return asked(request, plan, form, keep, title=_("Looking at remarks"), button=_("Save"), done=_("Saved."))


@never_cache
@require_http_methods(METHODS)
def days(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will say until when people can speak about a version and by when everything is answered."""
    plan = plan_or_404(request, code)
    version = next((one for one in listing.versions(plan, actor_of(request)) if one.number == number), None)
    if version is None:
        raise Http404
    version.plan = plan
    start = forms.DaysForm.start(version)
    form = forms.DaysForm(request.POST) if request.method == "POST" else forms.DaysForm(initial=start)

    def keep() -> object:
        return services.set_term(version=version, **form.cleaned_data, actor=actor_of(request), now=timezone.now())

    status = sent(request, form, keep)
    if not status:
        messages.success(request, _("Saved."))
        return redirect("plans_desk:plan", code=code)
    context = {
        "form": form, "plan": plan, "back": reverse("plans_desk:plan", args=[code]), "button": _("Save"),
        "title": _("Days of version %(n)s: remarks and answers") % {"n": number},
        "hint": _("They can be set after publishing too; a promised day can be moved, not taken away."),
    }  # fmt: skip
    return render(request, "plans_desk/ask.html", context, status=status)
