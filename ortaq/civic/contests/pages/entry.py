"""The way into every page: the contest, the visitor's own application, the language."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest

from ortaq.civic.contests.queries import applications, calls
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.ui.requests import NEEDS_ACCOUNT, actor_of

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Application, Contest

REFUSED = 422
"""The page comes back with sentences to read."""


def contest_or_404(request: HttpRequest, code: str) -> "Contest":
    """This will give a public contest, or a draft to its organisers."""
    found = calls.get(code, actor_of(request))
    if found is None:
        raise Http404
    return found


def resident(request: HttpRequest) -> Actor:
    """This will give who is signed in; a guest is shown the way in and brought back."""
    actor = actor_of(request)
    if actor.person_id is None:
        raise Refused(NEEDS_ACCOUNT, N_("Sign in to apply: we have to know where to send the answer."))
    return actor


def mine_or_404(request: HttpRequest, code: str) -> "Application":
    """This will give the visitor's own application to a contest, a draft too."""
    actor = resident(request)
    found = applications.mine(contest_or_404(request, code), actor)
    if found is None:
        raise Http404
    return found


def own_or_404(request: HttpRequest, code: str, number: str) -> "Application":
    """This will give an application by its number to its applicant alone; "not yours" looks like "not there"."""
    actor = resident(request)
    found = applications.get(number, actor)
    if found is None or found.contest.code != code or found.applicant_id != actor.person_id:
        raise Http404
    return found
