"""What moves a contest on: a table of steps, and the one page that serves them all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.contests import rules
from ortaq.civic.contests.desk.facts import ask, contest_or_404
from ortaq.civic.contests.forms import desk as forms
from ortaq.civic.contests.queries import desk as desks
from ortaq.civic.contests.services import calls, deciding, jury
from ortaq.core.people.actor import Actor
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from ortaq.civic.contests.models import Contest


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a contest: in which state, whether the head takes it, what it asks and does."""

    state: str
    title: "_StrPromise"
    button: "_StrPromise"
    done: "_StrPromise"
    hint: "_StrPromise"
    do: "Callable[[Contest, dict[str, Any], Actor, datetime], object]"
    form: type[Form] = forms.EmptyForm
    head: bool = True
    fits: "Callable[[Contest], bool]" = lambda _contest: True
    """Whether it comes next in its state."""


def _is_waiting(contest: "Contest") -> bool:
    return bool(desks.waiting(contest))


def _announced(record: Any) -> bool:
    return record is not None and record.state == "announced"


def _talk(contest: "Contest", data: dict[str, Any], actor: Actor, now: datetime) -> object:
    chosen = [one for one in desks.waiting(contest) if one.matter.number in data["funded"]]
    return deciding.settle_by_talk(contest=contest, funded=chosen, reasons=data["reasons"], actor=actor, now=now)


STEPS: dict[str, Step] = {
    "publish": Step(
        "draft", _("Publish the call"), _("Publish"), _("The call is public."),
        _("Everyone sees it; people apply from the day it opens."),
        lambda contest, _data, actor, now: calls.publish(contest=contest, actor=actor, now=now),
    ),
    "close": Step(
        "open", _("Close the contest"), _("Close"), _("Closed: now the applications are checked."),
        _("The clock does it by itself when deadline and grace are over."),
        lambda contest, _data, actor, now: calls.close(contest=contest, actor=actor, now=now), head=False,
    ),
    "judge": Step(
        "closed", _("Hand over to the jury"), _("Hand over"), _("The jury can begin."),
        _("When every application is checked and nobody can object any more."),
        lambda contest, data, actor, now: jury.open_judging(
            contest=contest, reviews_due_at=data["reviews_due_at"], actor=actor, now=now
        ), forms.JudgingForm, head=False,
    ),
    "share": Step(
        "judging", _("Publish what is shared out"), _("Publish"), _("Published. Now draw the seed in public."),
        _("Applications without names, jurors without names, conflicts: everyone can check the sharing-out later."),
        lambda contest, _data, actor, now: jury.announce_sharing(contest=contest, actor=actor, now=now),
    ),
    "give": Step(
        "judging", _("Share out by the drawn seed"), _("Share them out"), _("Shared out. The jurors are told."),
        _("Equal loads, nobody gets what she is close to."),
        lambda contest, data, actor, now: jury.share_out(contest=contest, **data, actor=actor, now=now),
        forms.SeedForm, fits=lambda contest: _announced(contest.assignment_record),
    ),
    "scores": Step(
        "judging", _("Publish the scores"), _("Publish"), _("Published. Now draw the seed in public."),
        _("Without names, with the rule that counts them: no score changes from then on."),
        lambda contest, data, actor, now: deciding.announce_ranking(
            contest=contest, even_if_missing=data["even_if_missing"], actor=actor, now=now
        ), forms.RankingForm,
    ),
    "decide": Step(
        "judging", _("Count by the drawn seed"), _("Count"), _("Counted."),
        _("The published rule puts every application into its place; anyone can count again."),
        lambda contest, data, actor, now: deciding.decide(contest=contest, **data, actor=actor, now=now),
        forms.SeedForm, fits=lambda contest: _announced(contest.ranking_record),
    ),
    "talk": Step(
        "decided", _("Settle by talk"), _("Settle"), _("Settled."),
        _("The scores cannot tell these applications apart: the jury says which are funded, and why."),
        _talk, forms.TalkForm, fits=lambda contest: _is_waiting(contest) and contest.lot_record is None,
    ),
    "lot": Step(
        "decided", _("Announce a lot"), _("Announce"), _("Announced. Now draw the seed in public."),
        _("Instead of a talk: everyone sees who is in it before the seed is drawn."),
        lambda contest, _data, actor, now: deciding.announce_lot(contest=contest, actor=actor, now=now),
        fits=lambda contest: _is_waiting(contest) and contest.lot_record is None,
    ),
    "draw": Step(
        "decided", _("Draw the lot"), _("Draw"), _("Drawn."), _("In the order of the lot, as far as the money goes."),
        lambda contest, data, actor, now: deciding.draw_lot(contest=contest, **data, actor=actor, now=now),
        forms.SeedForm, fits=lambda contest: _announced(contest.lot_record),
    ),
    "tell": Step(
        "decided", _("Tell the results"), _("Tell everyone"), _("The results are public and everyone is told."),
        _("The winners' table is shown, every applicant gets the reasons, objections are taken."),
        lambda contest, _data, actor, now: deciding.tell_results(contest=contest, actor=actor, now=now),
        fits=lambda contest: not _is_waiting(contest),
    ),
    "finish": Step(
        "appeals", _("End the contest"), _("End"), _("The contest is over."),
        _("The clock does it by itself when nobody can object any more and all are answered."),
        lambda contest, _data, actor, now: calls.finish(contest=contest, actor=actor, now=now), head=False,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as the page offers it."""

    title: "_StrPromise"
    hint: "_StrPromise"
    href: str


def offered(contest: "Contest", actor: Actor) -> list[Offer]:
    """This will list the steps that come next and are the actor's to take."""
    head = bool(rules.may_decide(actor, body_id=contest.body_id))
    return [
        Offer(step.title, step.hint, reverse("contests_desk:step", args=[contest.code, name]))
        for name, step in STEPS.items()
        if step.state == contest.state and (head or not step.head) and step.fits(contest)
    ]


def _form(step: Step, contest: "Contest", *given: Any) -> Form:
    if step.form is forms.TalkForm:
        waiting = [(one.matter.number, f"№ {one.matter.number} · {one.public_title}") for one in desks.waiting(contest)]
        return forms.TalkForm(*given, waiting=waiting)
    return step.form(*given)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """This will ask for what a step needs, and take it; a refusal keeps every word."""
    if step not in STEPS:
        raise Http404
    contest, asked, actor = contest_or_404(request, code), STEPS[step], actor_of(request)
    form, status = _form(asked, contest), 200
    if request.method == "POST":
        form, status = _form(asked, contest, request.POST), 422
        if form.is_valid():
            status = attempt(form, lambda: asked.do(contest, form.cleaned_data, actor, timezone.now()))
            if not status:
                messages.success(request, asked.done)
                return redirect("contests_desk:contest", code=code)
    back = reverse("contests_desk:contest", args=[code])
    words = {"title": asked.title, "button": asked.button, "hint": asked.hint}
    return ask(request, form, **words, back=back, status=status, contest=contest)
