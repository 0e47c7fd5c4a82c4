"""My city: a person's own appeals, what she follows, what we wrote to her, and how we write."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.budgets.queries import calls, voters
from ortaq.civic.contests.pages import deadline
from ortaq.civic.contests.queries import applications as contest_applications
from ortaq.civic.contests.queries import juries
from ortaq.civic.reception.queries import lists
from ortaq.core.matters import addresses
from ortaq.core.matters import queries as matters
from ortaq.core.notices import queries as notice_queries
from ortaq.core.people import queries as people
from ortaq.core.people import services as people_services
from ortaq.core.ui.requests import actor_of
from ortaq.doors.web.forms import SettingsForm
from ortaq.journeys import project_to_work

WORDS = ("idea", "remark", "project")
"""Kinds of cards a person opens by her own words, besides appeals and applications, which have lists of their own."""
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


def tabs(current: str) -> list[dict[str, Any]]:
    """This will give the views of my city."""
    labels = {
        "web:my": _("My appeals"),
        "web:my_words": _("My ideas and remarks"),
        "web:my_applications": _("My applications"),
        "web:my_votes": _("My votes"),
        "web:my_follows": _("I follow"),
        "web:my_notices": _("Messages"),
        "web:my_settings": _("Settings"),
    }
    return [
        {"label": label, "href": reverse(name), "current": name == f"web:{current}"} for name, label in labels.items()
    ]


@never_cache
@login_required
@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """This will list the person's own appeals, public or not."""
    page = lists.mine(actor_of(request), after=request.GET.get("after", ""))
    here = reverse("web:my")
    context = {
        "tabs": tabs("my"),
        "page": page,
        "newer": f"{here}?after={page.newer}".replace(">", "%3E") if page.newer else "",
        "older": f"{here}?after={page.older}".replace("<", "%3C") if page.older else "",
        "today": timezone.localdate(),
        "seats": juries.seats(actor_of(request)),
    }
    return render(request, "web/my.html", context)


@never_cache
@login_required
@require_safe
def own_words(request: HttpRequest) -> HttpResponse:
    """This will list what the person put forward besides appeals: ideas, projects, words on plans, public or not."""
    own = matters.opened(actor_of(request).person_id or 0, WORDS)
    hrefs = addresses.of(own)
    rows = [(one, hrefs[one.pk]) for one in own if one.pk in hrefs]
    return render(request, "web/my_words.html", {"tabs": tabs("my_words"), "rows": rows})


@never_cache
@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """This will list the person's own applications to contests, drafts too, the newest first."""
    now, found = timezone.now(), contest_applications.of_person(actor_of(request))
    rows = [(one, contest_applications.shown_state(one), deadline.of_application(one, now)) for one in found]
    return render(request, "web/my_applications.html", {"tabs": tabs("my_applications"), "rows": rows})


@never_cache
@login_required
@require_safe
def votes(request: HttpRequest) -> HttpResponse:
    """This will list the votes of the city: where the person has voted, what was built of it, her receipt looked up.

    What she voted is nowhere beside her name, and that she voted is looked up here and kept nowhere (docs/voting.md).
    """
    actor = actor_of(request)
    found = calls.voted_on(actor)
    voted = voters.voted_in(found, actor)
    built = project_to_work.built_of([call.pk for call in found])
    rows = [(call, call.pk in voted, built.get(call.pk, [])) for call in found]
    return render(request, "web/my_votes.html", {"tabs": tabs("my_votes"), "rows": rows})


@never_cache
@login_required
@require_safe
def follows(request: HttpRequest) -> HttpResponse:
    """This will list what the person follows besides her own, the latest change first."""
    actor = actor_of(request)
    changed = matters.changed_for(actor.person_id or 0, BEGINNING, timezone.now() + MOMENT)
    followed = [matter for matter in changed if matter.opened_by_id != actor.person_id]
    hrefs = addresses.of(followed)
    context = {"tabs": tabs("my_follows"), "rows": [(one, hrefs[one.pk]) for one in followed if one.pk in hrefs]}
    return render(request, "web/my_follows.html", context)


@never_cache
@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """This will show what we wrote to the person."""
    found = notice_queries.mine(actor_of(request))
    hrefs = addresses.of([notice.matter for notice in found if notice.matter is not None])
    rows = [(notice, hrefs.get(notice.matter_id or 0, "")) for notice in found]
    return render(request, "web/my_notices.html", {"tabs": tabs("my_notices"), "rows": rows})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """This will change name, language and digest."""
    actor = actor_of(request)
    person = people.person_by_id(actor.person_id)
    if person is None:
        return redirect("web:home")
    form = SettingsForm(
        request.POST if request.method == "POST" else None,
        initial={"name": person.name, "language": person.language, "digest": person.digest},
    )
    if request.method == "POST" and form.is_valid():
        people_services.update_contacts(person=person, **form.cleaned_data, actor=actor, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("web:my_settings")
    context = {"tabs": tabs("my_settings"), "form": form, "person": person}
    return render(request, "web/my_settings.html", context, status=422 if form.is_bound else 200)
