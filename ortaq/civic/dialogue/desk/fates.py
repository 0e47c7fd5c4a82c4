"""Answers at the desk: gathering contributions, naming who answers, answering, correcting."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.dialogue.desk.entry import ask, asked, process_or_404
from ortaq.civic.dialogue.forms import fates as forms
from ortaq.civic.dialogue.queries import fates
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.services import fates as services
from ortaq.core.discussion.rules.fates import ACCEPTED
from ortaq.core.people.refusal import Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.numbers import read_whole
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt, sentence
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Cluster

PAGE = 30
MEMBERS = 100
KINDS = {"idea": gettext_lazy("Ideas"), "statement": gettext_lazy("Statements")}


@never_cache
@require_safe
def to_answer(request: HttpRequest) -> HttpResponse:
    """This will list what the actor's bodies have still to answer in any dialogue, the nearest date first."""
    lines = fates.to_answer(actor_of(request), now=timezone.now())
    return render(request, "dialogue_desk/to_answer.html", {"lines": lines})


@never_cache
@require_safe
def ledger(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the clusters of a process and say how much is in none."""
    process, after = process_or_404(request, code), read_whole(request.GET.get("after", ""))
    lines = fates.ledger(process, after=after, limit=PAGE + 1, now=timezone.now())
    context = {
        "process": process,
        "lines": lines[:PAGE],
        "older": f"?after={lines[PAGE - 1].cluster.number}" if len(lines) > PAGE else "",
        "loose": fates.count_loose(process),
        "left": fates.without_fate(process),
    }
    return render(request, "dialogue_desk/answers.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def loose(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """This will list contributions in no cluster and put the ticked ones into one, or each where it is suggested."""
    process = process_or_404(request, code)
    if kind not in KINDS:
        raise Http404
    titles = fates.titles(process)
    choices = [(str(number), f"№ {number} {localized(title)}") for number, title in titles.items()]
    form, status = forms.PutForm(request.POST or None, clusters=choices), 200
    if request.method == "POST":
        status = attempt(form, lambda: _put(request, form, process, kind)) if form.is_valid() else 422
        if not status:
            return redirect("dialogue_desk:loose", code=code, kind=kind)
    rows = fates.loose(process, kind=kind, limit=PAGE)
    ticked = {row.partition(":")[0] for row in request.POST.getlist("chosen")}
    context = {
        "process": process,
        "form": form,
        "kind": kind,
        "rows": [(row, titles.get(row.like or 0), str(row.pk) in ticked) for row in rows],
        "tabs": _tabs(process.code, kind, fates.count_loose(process)),
        "has_clusters": bool(titles),
    }
    return render(request, "dialogue_desk/loose.html", context, status=status)


def _put(request: HttpRequest, form: forms.PutForm, process: Any, kind: str) -> None:
    places = form.places(form.cleaned_data)
    n = services.put_each(process=process, kind=kind, places=places, actor=actor_of(request), now=timezone.now())
    said = ngettext("%(n)d contribution put in its group.", "%(n)d contributions put in their groups.", n)
    messages.success(request, said % {"n": n})


def _tabs(code: str, kind: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "href": reverse("dialogue_desk:loose", args=[code, one]),
            "current": one == kind,
            "count": counts[one],
        }
        for one, label in KINDS.items()
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """This will make a cluster: what it is about, who answers by when."""
    process = process_or_404(request, code)
    start = {"body": process.body.code, "due_on": process.answers_due_on}
    form, status, made = forms.ClusterForm(request.POST or None, initial=start), 200, []

    def make() -> None:
        data = form.cleaned_data
        made.append(
            services.make_cluster(
                process=process,
                title=forms.said("title", data),
                body=territory.bodies_by_code()[data["body"]],
                due_on=data["due_on"],
                actor=actor_of(request),
                now=timezone.now(),
            )
        )

    if request.method == "POST":
        status = attempt(form, make) if form.is_valid() else 422
        if not status:
            messages.success(request, _("The group is there. Put contributions into it."))
            return redirect("dialogue_desk:cluster", code=code, cluster=made[0].number)
    back = reverse("dialogue_desk:answers", args=[code])
    return ask(
        request, form, title=_("A new group of contributions"), button=_("Make the group"), back=back, status=status,
        process=process,
    )  # fmt: skip


def cluster_or_404(request: HttpRequest, code: str, number: int) -> "Cluster":
    """This will give a cluster to the organiser and to the body that answers; "not yours" looks like "not there"."""
    found = fates.at_desk(code, number, actor_of(request))
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def cluster(request: HttpRequest, code: str, cluster: int) -> HttpResponse:
    """This will show one cluster with what the actor can do with it."""
    found, actor = cluster_or_404(request, code, cluster), actor_of(request)
    members = fates.members(found, limit=MEMBERS)
    accepted = found.fate in ACCEPTED
    context = {
        "process": found.process,
        "cluster": found,
        "line": fates.line_of(found, 0, timezone.now()),
        "members": members,
        "accepted": accepted,
        "taken_on": [member.idea.matter.number for member in members if accepted and member.idea],
        "organises": bool(rights.may_organise(actor, body_id=found.process.body_id)),
        "answers": bool(rights.may_answer(actor, body_id=found.body_id)),
        "history": fates.history(found),
    }
    return render(request, "dialogue_desk/cluster.html", context)


def _asked(
    request: HttpRequest, found: "Cluster", form: Form, act: Callable[[], object], *, title: str, button: str, done: str
) -> HttpResponse:
    """One form of a cluster, done or not it leads back to its page."""
    back = reverse("dialogue_desk:cluster", args=[found.process.code, found.number])
    hint = f"№ {found.number} {localized(found.title)}"
    page = {"title": title, "button": button, "back": back, "process": found.process, "hint": hint}
    return asked(request, form, act, done=done, to=back, **page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str, cluster: int) -> HttpResponse:
    """This will give a cluster its fate."""
    found = cluster_or_404(request, code, cluster)
    form = forms.FateForm(request.POST or None)

    def give() -> None:
        services.give_fate(cluster=found, **form.answer(), actor=actor_of(request), now=timezone.now())

    return _asked(
        request, found, form, give, title=_("The answer"), button=_("Give the answer"),
        done=_("The answer is public. Authors and supporters are told."),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, code: str, cluster: int) -> HttpResponse:
    """This will correct a fate with a reason."""
    found = cluster_or_404(request, code, cluster)
    form = forms.CorrectionForm(request.POST or None, initial=forms.CorrectionForm.start(found))

    def change() -> None:
        services.correct_fate(
            cluster=found, **form.answer(), why=form.cleaned_data["why"], actor=actor_of(request), now=timezone.now()
        )

    return _asked(
        request, found, form, change, title=_("Correct the answer"), button=_("Correct it"),
        done=_("The answer is corrected. The earlier one stays on record."),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, code: str, cluster: int) -> HttpResponse:
    """This will name another body or another date."""
    found = cluster_or_404(request, code, cluster)
    form = forms.TermForm(request.POST or None, initial={"body": found.body.code, "due_on": found.due_on})

    def name() -> None:
        data = form.cleaned_data
        services.hand_over(
            cluster=found,
            body=territory.bodies_by_code()[data["body"]],
            due_on=data["due_on"],
            actor=actor_of(request),
            now=timezone.now(),
        )

    return _asked(
        request, found, form, name, title=_("Who answers by when"), button=_("Save"), done=_("Saved.")
    )  # fmt: skip


@require_POST
def take_out(request: HttpRequest, code: str, cluster: int, member: int) -> HttpResponse:
    """This will take one contribution out of a cluster."""
    found = cluster_or_404(request, code, cluster)
    inside = fates.member(found, member)
    if inside is None:
        raise Http404
    _said(request, lambda: services.take_out(member=inside, actor=actor_of(request), now=timezone.now()))
    return redirect("dialogue_desk:cluster", code=code, cluster=cluster)


@require_POST
def drop(request: HttpRequest, code: str, cluster: int) -> HttpResponse:
    """This will take an empty cluster away."""
    found = cluster_or_404(request, code, cluster)
    done = _said(request, lambda: services.drop_cluster(cluster=found, actor=actor_of(request), now=timezone.now()))
    if done:
        return redirect("dialogue_desk:answers", code=code)
    return redirect("dialogue_desk:cluster", code=code, cluster=cluster)


def _said(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do what a button asks; a refusal is said above the page."""
    try:
        act()
    except Refused as refused:
        messages.error(request, sentence(refused))
        return False
    return True
