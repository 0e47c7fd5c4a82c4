"""Ideas at the desk: what waits for a look, joining and parting, objections, shares of the residents."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.dialogue.desk.entry import asked, moderated_or_404
from ortaq.civic.dialogue.forms import ideas_desk as forms
from ortaq.civic.dialogue.forms.idea_choices import STATES
from ortaq.civic.dialogue.queries import ideas as queries
from ortaq.civic.dialogue.queries import lenses as lens_queries
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.services import ideas as services
from ortaq.civic.dialogue.services import joining, lenses
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Idea, Joining, Process

TABS = ("held", "shown", "joined", "rejected")
PAGE = 30


def idea_or_404(request: HttpRequest, code: str, number: str) -> "Idea":
    """This will give an idea of a process to who moderates it."""
    idea = queries.get(moderated_or_404(request, code), number, actor_of(request))
    if idea is None:
        raise Http404
    return idea


def joining_or_404(request: HttpRequest, code: str, pk: int) -> "Joining":
    """This will give a joining of a process to who moderates it."""
    found = queries.joining(moderated_or_404(request, code), pk)
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def queue(request: HttpRequest, code: str) -> HttpResponse:
    """This will list ideas by state, what waits for a look first; ticked ones can be joined."""
    process = moderated_or_404(request, code)
    counts = queries.counts(process)
    state = request.GET.get("state", "")
    if state not in TABS:
        state = "held" if counts.held else "shown"
    here = reverse("dialogue_desk:ideas", args=[code])
    page = queries.queue(process, state=state, after=request.GET.get("after", ""), limit=PAGE)
    context = {
        "process": process,
        "state": state,
        "rows": page.rows,
        "older": f"?{urlencode({'state': state, 'after': page.older})}" if page.older else "",
        "counts": counts,
        "organises": rights.may_organise(actor_of(request), body_id=process.body_id),
        "tabs": [
            {
                "label": STATES[one][0], "href": f"{here}?state={one}", "current": one == state,
                "count": counts.held if one == "held" else None,
            }
            for one in TABS
        ],
    }  # fmt: skip
    return render(request, "dialogue_desk/ideas.html", context)


@never_cache
@require_safe
def page(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will show an idea as it was written, with what a moderator may do."""
    idea = idea_or_404(request, code, number)
    context = {"process": idea.process, "idea": idea, "story": queries.story(idea, actor_of(request))}
    return render(request, "dialogue_desk/idea.html", context)


@require_POST
def show(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will show a held or rejected idea to everyone."""
    idea = idea_or_404(request, code, number)
    services.show_idea(idea=idea, actor=actor_of(request), now=timezone.now())
    messages.success(request, _("Everyone sees the idea now. Its author is told."))
    return redirect("dialogue_desk:ideas", code=code)


DEEDS = {
    "hold": (gettext_lazy("Take it from view for a look"), gettext_lazy("Hold it"), services.hold_idea),
    "reject": (gettext_lazy("Do not show it"), gettext_lazy("Do not show it"), services.reject_idea),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: HttpRequest, code: str, number: str, way: str) -> HttpResponse:
    """This will take an idea from view, with a reason its author reads."""
    if way not in DEEDS:
        raise Http404
    idea = idea_or_404(request, code, number)
    title, button, act = DEEDS[way]
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)

    def do() -> None:
        act(idea=idea, reason=form.cleaned_data["reason"], actor=actor_of(request), now=timezone.now())

    back = reverse("dialogue_desk:idea", args=[code, number])
    done = _("Done. Its author is told.")
    return asked(request, form, do, done=done, to=reverse("dialogue_desk:ideas", args=[code]), title=title,
                  button=button, back=back, process=idea.process, hint=idea.matter.title)  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """This will join the ticked ideas into one, with a reason."""
    process = moderated_or_404(request, code)
    given = request.POST if request.method == "POST" else request.GET
    ticked = queries.chosen(process, given.getlist("idea")[:200])
    form, status = forms.JoinForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        made: list[Joining] = []
        status = attempt(form, lambda: made.extend(_join(request, process, ticked, form))) if form.is_valid() else 422
        if not status:
            count = len(made)
            said = ngettext(
                "%(n)s idea is joined. Its author is told.", "%(n)s ideas are joined. Their authors are told.", count
            )
            messages.success(request, said % {"n": count})
            return redirect("dialogue_desk:joinings", code=code)
    context = {"process": process, "form": form, "ticked": ticked}
    return render(request, "dialogue_desk/idea_join.html", context, status=status)


def _join(request: HttpRequest, process: "Process", ticked: "list[Idea]", form: Form) -> "list[Joining]":
    into = next(iter(queries.chosen(process, [form.cleaned_data["into"].strip()])), None)
    if into is None:
        raise Refused("into", N_("There is no idea with this number in this dialogue."))
    chosen = [idea for idea in ticked if idea.pk != into.pk]
    reason = form.cleaned_data["reason"]
    return joining.join_ideas(ideas=chosen, into=into, reason=reason, actor=actor_of(request), now=timezone.now())


@never_cache
@require_safe
def joinings(request: HttpRequest, code: str) -> HttpResponse:
    """This will list what was joined, objections first."""
    process = moderated_or_404(request, code)
    context = {"process": process, "joinings": queries.joinings(process)}
    return render(request, "dialogue_desk/joinings.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will answer an author's objection."""
    found = joining_or_404(request, code, pk)
    form = forms.SettleForm(request.POST if request.method == "POST" else None)

    def do() -> None:
        data = form.cleaned_data
        joining.settle_objection(
            joining=found, upheld=data["upheld"] == "yes", reason=data["reason"], actor=actor_of(request),
            now=timezone.now(),
        )  # fmt: skip

    return _about_joining(request, found, form, do, _("Answer the objection"), found.objection)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will undo a joining."""
    found = joining_or_404(request, code, pk)
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)

    def do() -> None:
        reason = form.cleaned_data["reason"]
        joining.part_ideas(joining=found, reason=reason, actor=actor_of(request), now=timezone.now())

    return _about_joining(request, found, form, do, _("Part the ideas again"), found.idea.matter.title)


def _about_joining(
    request: HttpRequest, found: "Joining", form: Form, do: "Callable[[], object]", title: str, hint: str
) -> HttpResponse:
    process = found.idea.process
    back = reverse("dialogue_desk:joinings", args=[process.code])
    return asked(
        request, form, do, done=_("Done. Its author is told."), to=back, title=title, button=title, back=back,
        process=process, hint=hint,
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shares(request: HttpRequest, code: str) -> HttpResponse:
    """This will keep how many of the residents a group makes up: "who is missing" is counted from it."""
    process = moderated_or_404(request, code)
    if not rights.may_organise(actor_of(request), body_id=process.body_id):
        raise Http404
    form, status = forms.ShareForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = attempt(form, lambda: _keep_share(request, process, form)) if form.is_valid() else 422
        if not status:
            messages.success(request, _("Kept."))
            return redirect("dialogue_desk:shares", code=code)
    context = {"process": process, "form": form, "shares": lens_queries.census(process)}
    return render(request, "dialogue_desk/shares.html", context, status=status)


def _keep_share(request: HttpRequest, process: "Process", form: forms.ShareForm) -> None:
    lenses.put_share(process=process, **form.share(), actor=actor_of(request), now=timezone.now())
