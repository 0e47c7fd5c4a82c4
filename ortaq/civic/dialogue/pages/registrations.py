"""A person's own seat: register, see the ticket, give it back, take an offer, print a certificate; anyone checks it."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.dialogue.forms.forums import CertificateForm, RegisterForm
from ortaq.civic.dialogue.pages.forums import forum_or_404
from ortaq.civic.dialogue.queries import certificates, registrations
from ortaq.civic.dialogue.rules import forums as rules
from ortaq.civic.dialogue.services import registrations as services
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.printing import qr_svg
from ortaq.core.ui.requests import NEEDS_ACCOUNT, actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Forum, Registration

REFUSED, CONFLICT = 422, 409
SECOND = "second"


def own_or_404(request: HttpRequest, code: str) -> "tuple[Forum, Registration]":
    """This will give the visitor's own registration; a guest is shown the way in and brought back."""
    actor = actor_of(request)
    if actor.person_id is None:
        raise Refused(NEEDS_ACCOUNT, services.NEEDS_ACCOUNT)
    forum = forum_or_404(request, code)
    own = registrations.own(forum, actor)
    if own is None:
        raise Http404
    own.forum = forum
    return forum, own


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, code: str) -> HttpResponse:
    """This will take a registration; when registration has closed meanwhile, what was typed stays on the page."""
    forum, actor, now = forum_or_404(request, code), actor_of(request), timezone.now()
    if actor.person_id is None:
        raise Refused(NEEDS_ACCOUNT, services.NEEDS_ACCOUNT)
    own = registrations.own(forum, actor)
    if own is not None and own.state in rules.LISTED:
        if request.method == "POST":
            messages.info(request, _(services.SECOND))
        return redirect("dialogue:my_seat", code=code)
    form, status = RegisterForm(request.POST if request.method == "POST" else None, forum=forum), 200
    if request.method == "POST":
        status = _register(form, forum, request)
        if not status:
            return redirect("dialogue:my_seat", code=code)
    context = {
        "forum": forum,
        "form": form,
        "taken": registrations.taken(forum),
        "may_register": registrations.may_register(forum, now),
    }
    return render(request, "dialogue/forum_register.html", context, status=status)


def _register(form: RegisterForm, forum: "Forum", request: HttpRequest) -> int:
    """Register; 0 when done, else the status of the page that says why not."""
    if not form.is_valid():
        return REFUSED
    data = form.cleaned_data
    try:
        services.register(
            forum=forum, needs=data["needs"], note_text=data["note"], post=data.get("post", ""),
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        if refused.code == SECOND:  # pressed twice in one moment: the ticket says the same
            messages.info(request, sentence(refused))
            return 0
        form.add_error(None, sentence(refused))
        return CONFLICT
    return 0


@never_cache
@require_safe
def my_seat(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a person her seat with its code, or her number on the list, or the offer and its end."""
    forum, own = own_or_404(request, code)
    now = timezone.now()
    context: dict[str, Any] = {
        "forum": forum,
        "own": own,
        "ahead": registrations.ahead_of(own) if own.state == "waiting" else 0,
        "qr": qr_svg(registrations.ticket_address(own, language())) if own.state == "confirmed" else "",
        "may_cancel": registrations.may_cancel(own, now),
        "may_accept": registrations.may_accept(own, now),
        "may_register": registrations.may_register(forum, now),
        "certificate": registrations.certificate_of(own),
    }
    return render(request, "dialogue/forum_seat.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """This will ask once more, and give the seat back; a second time says that it is done already."""
    forum, own = own_or_404(request, code)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            services.cancel(registration=own, actor=actor_of(request), now=timezone.now())
        except Refused as refused:
            refusal, status = sentence(refused), CONFLICT
        else:
            messages.success(request, _("Your registration is cancelled. Thank you for saying so."))
            return redirect("dialogue:my_seat", code=code)
    context = {"forum": forum, "own": own, "refusal": refusal}
    return render(request, "dialogue/forum_cancel.html", context, status=status)


@require_POST
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """This will take an offered seat; too late says when the offer ended."""
    _forum, own = own_or_404(request, code)
    try:
        services.accept_offer(registration=own, actor=actor_of(request), now=timezone.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("The seat is yours."))
    return redirect("dialogue:my_seat", code=code)


@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """This will give the certificate of attendance as PDF to the person herself."""
    _forum, own = own_or_404(request, code)
    found = registrations.certificate_of(own)
    if found is None:
        raise Http404
    response = HttpResponse(certificates.pdf_of(found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    return response


@never_cache
@require_safe
def check_certificate(request: HttpRequest) -> HttpResponse:
    """This will tell anyone whether a certificate was issued, for which forum, and whether to the name on the paper."""
    form = CertificateForm(request.GET or None)
    found = registrations.certificate_by_number(form.cleaned_data["number"]) if form.is_valid() else None
    name = form.cleaned_data["name"] if found is not None else ""
    context = {
        "form": form,
        "asked": form.is_bound and form.is_valid(),
        "found": found,
        "name": name,
        "same": bool(found and name and registrations.says_same(found, name)),
    }
    return render(request, "dialogue/certificate.html", context)
