"""Plans at the desk: begun, described, published, led through their stages."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.plans.desk.entry import asked, plan_or_404, version_in_making
from ortaq.civic.plans.forms.plans import BeginForm, EmptyForm, NewPlanForm, PlanForm, StageForm, VersionForm
from ortaq.civic.plans.queries import changes, listing, moderation, texts, village
from ortaq.civic.plans.rules import rights
from ortaq.civic.plans.rules.stages import NEXT, ORDER
from ortaq.civic.plans.services import plans, versions
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sent
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion

SAVED = _("Saved.")
METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """This will list the plans of the actor's bodies."""
    context = {"rows": listing.at_desk(actor_of(request)), "may_begin": bool(_bodies(request))}
    return render(request, "plans_desk/list.html", context)


def _bodies(request: HttpRequest) -> list[tuple[str, str]]:
    actor = actor_of(request)
    return [
        (str(pk), localized(body.name))
        for pk, body in territory.bodies().items()
        if rights.may_make(actor, body_id=pk)
    ]  # fmt: skip


@never_cache
@require_http_methods(METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """This will begin a plan only its makers see; a refusal keeps every word."""
    bodies = _bodies(request)
    if not bodies:
        raise Refused("not_maker", N_("Officers, heads and administrators of a body begin its plans."))
    places = [(str(place.pk), localized(place.name)) for place in listing.places()]
    form = NewPlanForm(request.POST if request.method == "POST" else None, bodies=bodies, places=places)
    made: list[Plan] = []
    status = sent(request, form, lambda: made.append(_begin(request, form)))
    if made:
        messages.success(request, _("Nobody else sees it yet: write its text, then publish it."))
        return redirect("plans_desk:plan", code=made[0].code)
    context = {"form": form, "title": _("A new plan"), "button": _("Begin"), "back": reverse("plans_desk:plans")}
    return render(request, "plans_desk/ask.html", context, status=status)


def _begin(request: HttpRequest, form: NewPlanForm) -> "Plan":
    data, words = form.cleaned_data, form.words()
    place = next(one for one in listing.places() if str(one.pk) == data["place"])
    return plans.open_plan(
        body=territory.bodies()[int(data["body"])], territory=place, kind=data["plan_kind"], stage=data["first_stage"],
        title=words["title"], summary=words["summary"], actor=actor_of(request), now=timezone.now(),
    )  # fmt: skip


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show where a plan stands and what comes next."""
    plan = plan_or_404(request, code)
    every = listing.versions(plan, actor_of(request))
    making = next((one for one in every if one.published_at is None), None)
    context = {
        "plan": plan, "versions": every, "making": making, "next": {one.number for one in every if _ahead(one)},
        "counts": listing.counts(making) if making else {}, "remarks": moderation.counts(plan),
    }  # fmt: skip
    return render(request, "plans_desk/plan.html", context)


def _ahead(version: Any) -> list[str]:
    """The stages a published version can come to."""
    return [one for one in ORDER if version.published_at and one in NEXT[version.stage]]


@never_cache
@require_http_methods(METHODS)
def words(request: HttpRequest, code: str) -> HttpResponse:
    """This will change the title and the summary of a plan."""
    plan = plan_or_404(request, code)
    form = PlanForm(request.POST) if request.method == "POST" else PlanForm(initial=PlanForm.start(plan))

    def change() -> object:
        return plans.change_plan(plan=plan, changes=form.words(), actor=actor_of(request), now=timezone.now())

    return asked(request, plan, form, change, title=_("Title and summary"), button=_("Save"), done=SAVED)


@never_cache
@require_http_methods(METHODS)
def describe(request: HttpRequest, code: str) -> HttpResponse:
    """This will describe the version in the making."""
    plan, version = version_in_making(request, code)
    form = VersionForm(request.POST) if request.method == "POST" else VersionForm(initial=VersionForm.start(version))

    def change() -> object:
        return versions.change_version(
            version=version, changes=form.changes(), actor=actor_of(request), now=timezone.now()
        )  # fmt: skip

    return asked(request, plan, form, change, title=_("About this version"), button=_("Save"), done=SAVED)


@never_cache
@require_http_methods(METHODS)
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """This will begin the next version as a copy of the newest one."""
    plan = plan_or_404(request, code)
    form = BeginForm(request.POST if request.method == "POST" else None)

    def copy() -> object:
        label, actor, now = form.words()["label"], actor_of(request), timezone.now()
        return versions.begin_version(plan=plan, label=label, actor=actor, now=now)

    said = {"title": _("Begin the next version"), "button": _("Begin"), "done": _("A copy to write on.")}
    hint = _("Its text and maps are copied; what was published stays as it is.")
    return asked(request, plan, form, copy, **said, hint=hint)


@never_cache
@require_http_methods(METHODS)
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """This will show what is about to be frozen, with what may have been forgotten, and publish it."""
    plan, version = version_in_making(request, code)
    form = EmptyForm(request.POST if request.method == "POST" else None)
    done: list[PlanVersion] = []

    def act() -> None:
        done.append(versions.publish_version(version=version, actor=actor_of(request), now=timezone.now()))

    status = sent(request, form, act)
    if not status:
        messages.success(request, " ".join([str(_("Everyone sees it now.")), *_carried(done)]))
        return redirect("plans_desk:plan", code=code)
    rows = texts.kept(version)
    context = {
        "plan": plan, "version": version, "form": form, "counts": listing.counts(version),
        "counted": changes.counted(version)["text"], "untranslated": texts.untranslated(rows),
        "stale": texts.stale(texts.kept(version.before), rows) if version.before else [],
        "missing": village.whole(version).missing(),
    }  # fmt: skip
    return render(request, "plans_desk/publish.html", context, status=status)


def _carried(done: "list[PlanVersion]") -> list[str]:
    """What publishing did to what people had said: how much of it is answered by change."""
    moved = done[0].changes.get("remarks") if done else None
    if not moved:
        return []
    said, changed = sum(moved.values()), moved["changed"]
    words = ngettext(
        "%(said)s remark was carried over, %(changed)s answered by change.",
        "%(said)s remarks were carried over, %(changed)s answered by change.",
        said,
    )
    return [words % {"said": said, "changed": changed}, str(_("Their authors are told."))]


@never_cache
@require_http_methods(METHODS)
def stage(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will bring a published version to its next stage."""
    plan = plan_or_404(request, code)
    version = next((one for one in listing.versions(plan, actor_of(request)) if one.number == number), None)
    if version is None or not (ahead := _ahead(version)):
        raise Http404
    start = StageForm.start(version)
    form = StageForm(request.POST, stages=ahead) if request.method == "POST" else StageForm(initial=start, stages=ahead)

    def reach() -> object:
        return versions.reach_stage(version=version, **form.asked(), actor=actor_of(request), now=timezone.now())

    said = {"title": _("The next stage of version %(n)s") % {"n": number}, "button": _("Save"), "done": SAVED}
    hint = _("Everybody reads this in the timeline of the plan. A stage is not taken back.")
    return asked(request, plan, form, reach, **said, hint=hint)
