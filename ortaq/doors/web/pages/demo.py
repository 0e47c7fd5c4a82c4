"""The demonstration's cloakroom: sign in as any invented person with one press. It exists only where ORTAQ_ENV=demo."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.core.matters.localized import words
from ortaq.core.people import queries as people
from ortaq.core.ui.requests import DEMO_SESSION_KEY

if TYPE_CHECKING:
    from ortaq.core.people.models import Account

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, slots=True)
class Figure:
    """An invented person and the offices she holds."""

    account: "Account"
    offices: list[str]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """This will list the invented people and sign the visitor in as one of them; 404 outside a demonstration."""
    if not settings.DEMO:
        raise Http404
    accounts = people.demo_accounts()
    if request.method == "POST":
        account = next((found for found in accounts if str(found.pk) == request.POST.get("account")), None)
        if account is None:
            raise Http404
        login(request, account, backend=BACKEND)
        request.session[DEMO_SESSION_KEY] = account.person_id
        return redirect("/" + (get_language() or "kk") + ("/desk/" if request.POST.get("desk") else "/my/"))
    prefetch_related_objects(accounts, "person__offices__body")
    language = (get_language() or "kk").split("-")[0]
    figures = [Figure(account, offices(account, language)) for account in accounts]
    context = {
        "officials": [figure for figure in figures if figure.offices],
        "residents": [figure for figure in figures if not figure.offices],
    }
    return render(request, "web/demo.html", context)


def offices(account: "Account", language: str) -> list[str]:
    """This will name the posts a person holds."""
    held = account.person.offices.all()
    return [
        f"{words(office.post, language) or office.role}, {words(office.body.short_name, language)}" for office in held
    ]
