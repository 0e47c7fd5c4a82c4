"""What every page of a village plan at the desk starts from."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.civic.plans.desk.entry import in_making, plan_or_404
from ortaq.civic.plans.queries import village
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt, sent

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion

SAVED = _("Saved.")
METHODS = ["GET", "HEAD", "POST"]
KIND = "village_plan"


def village_or_404(request: HttpRequest, code: str) -> "Plan":
    """This will give a plan of a village to its makers."""
    plan = plan_or_404(request, code)
    if plan.kind != KIND:
        raise Http404
    return plan


def village_in_making(request: HttpRequest, code: str) -> "tuple[Plan, PlanVersion]":
    """This will give a plan of a village with its version in the making; raises Refused where all are published."""
    plan = village_or_404(request, code)
    return plan, in_making(plan)


def read_or_404(request: HttpRequest, code: str) -> "tuple[Plan, PlanVersion]":
    """This will give a plan of a village with the version everyone reads."""
    plan = village_or_404(request, code)
    version = village.newest(plan.pk)
    if version is None:
        raise Http404
    return plan, version


def part_or_404(version: "PlanVersion", key: str, letter: str) -> Any:
    """This will give a part of the version by its key."""
    found = village.part(version, key) if key.startswith(letter) else None
    if found is None:
        raise Http404
    return found


def by_hand(request: HttpRequest) -> dict[str, Any]:
    """This will give who acts and when."""
    return {"actor": actor_of(request), "now": timezone.now()}


def ask(
    request: HttpRequest,
    plan: "Plan",
    form: Form,
    act: Callable[[], object],
    *,
    to: str = "village",
    renewed: Mapping[str, str] | None = None,
    drop: Callable[[], object] | None = None,
    done: Any = SAVED,
    **words: Any,
) -> HttpResponse:
    """This will show one form of a village: done it leads back, refused it keeps every word.

    `renewed`: hidden values that let what was typed be sent again after somebody was first. `drop`: what the second
    button does.
    """
    if drop is not None and request.method == "POST" and "drop" in request.POST:
        form.full_clean()
        status = attempt(form, drop)
    else:
        status = sent(request, form, act)
    if not status:
        messages.success(request, done)
        return redirect(f"plans_desk:{to}", code=plan.code)
    if status == 409 and renewed:  # noqa: PLR2004, somebody was first
        again = request.POST.copy()
        for name, value in renewed.items():
            again[name] = value
        form.data = again
    back = reverse(f"plans_desk:{to}", args=[plan.code])
    context = {"form": form, "plan": plan, "back": back, "drop": drop is not None, **words}
    return render(request, "plans_desk/village_ask.html", context, status=status)
