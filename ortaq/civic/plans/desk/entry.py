"""What every page of a plan at the desk starts from."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ortaq.civic.plans.queries import listing
from ortaq.civic.plans.rules.plans import FROZEN
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sent

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion


def plan_or_404(request: HttpRequest, code: str) -> "Plan":
    """This will give a plan to its makers; "not yours" looks like "not there"."""
    found = listing.desk_plan(code, actor_of(request))
    if found is None:
        raise Http404
    return found


def version_in_making(request: HttpRequest, code: str) -> "tuple[Plan, PlanVersion]":
    """This will give the version in the making with its plan; raises Refused where all of them are published."""
    plan = plan_or_404(request, code)
    return plan, in_making(plan)


def in_making(plan: "Plan") -> "PlanVersion":
    """This will give the version of a plan that may be edited, or say that what is published stays as it is."""
    found = listing.in_making(plan)
    if found is None:
        raise Refused("published", FROZEN)
    return found


def asked(
    request: HttpRequest, plan: "Plan", form: Form, act: Callable[[], object], *, done: Any, **words: Any
) -> HttpResponse:
    """This will show one form of a plan: done it leads back, refused it keeps every word."""
    status = sent(request, form, act)
    if not status:
        messages.success(request, done)
        return redirect("plans_desk:plan", code=plan.code)
    back = reverse("plans_desk:plan", args=[plan.code])
    context = {"form": form, "back": back, "plan": plan, **words}
    return render(request, "plans_desk/ask.html", context, status=status)
