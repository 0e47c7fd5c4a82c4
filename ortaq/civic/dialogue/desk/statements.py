"""Statements at the desk: what waits for a look, what is shown, what was taken out, and seeds."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.dialogue.desk.entry import asked, moderated_or_404
from ortaq.civic.dialogue.desk.talk import NAMES
from ortaq.civic.dialogue.forms.statements import RejectForm, StatementForm, TranslationForm
from ortaq.civic.dialogue.queries import statements as queries
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.services import statements as services
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt, sentence

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Process, Statement

VIEWS: "dict[str, Callable[[], str]]" = {
    "held": lambda: pgettext("statements", "Waiting"),
    "shown": lambda: pgettext("statements", "Shown"),
    "rejected": lambda: pgettext("statements", "Not shown"),
}


def _statement_or_404(process: "Process", number: int) -> "Statement":
    found = queries.get(process, number)
    if found is None:
        raise Http404
    return found


def _list(code: str) -> str:
    return reverse("dialogue_desk:statements", args=[code])


@never_cache
@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """This will list statements by where they stand, those that wait first."""
    process, show = moderated_or_404(request, code), request.GET.get("show", "")
    show, counts = show if show in VIEWS else "held", queries.counts(process)
    tabs = [
        {"label": label(), "href": f"?show={name}", "current": name == show, "count": counts.get(name, 0)}
        for name, label in VIEWS.items()
    ]
    context = {
        "process": process,
        "show": show,
        "tabs": tabs,
        "rows": queries.to_look_at(process, state=show),
        "names": NAMES.items(),
        "may_seed": bool(rights.may_organise(actor_of(request), body_id=process.body_id)),
    }
    return render(request, "dialogue_desk/statements.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seed(request: HttpRequest, code: str) -> HttpResponse:
    """This will add a statement of the organisers."""
    process, form = moderated_or_404(request, code), StatementForm(request.POST or None)

    def seed() -> None:
        text = form.cleaned_data["text"]
        services.seed_statement(process=process, text=text, actor=actor_of(request), now=timezone.now())

    return asked(
        request, form, seed, done=_("The statement is shown. Add the next one."), to=request.path, process=process,
        title=_("Add a statement of the organisers"), button=_("Add it"), back=_list(code),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def translation(request: HttpRequest, code: str, statement: int, language: str) -> HttpResponse:
    """This will keep a translation that a person has read, or with "machine" ask the city's hook for a draft."""
    process, status = moderated_or_404(request, code), 200
    found = _statement_or_404(process, statement)
    if language not in NAMES or language == found.language:
        raise Http404
    known = found.translations.get(language, {})
    form = TranslationForm(request.POST or None, initial={"text": known.get("text", "")})
    if request.method == "POST" and form.is_valid():
        status = attempt(form, lambda: _translated(request, found, language, form))
        if not status:
            messages.success(request, _("Saved."))
            return redirect("dialogue_desk:statement_words", code=code, statement=statement, language=language)
    context = {
        "process": process,
        "statement": found,
        "form": form,
        "known": known,
        "language": language,
        "names": [(one, name) for one, name in NAMES.items() if one != found.language],
        "name": NAMES[language],
        "machine": bool(settings.TRANSLATOR),
    }
    return render(request, "dialogue_desk/statement_words.html", context, status=status)


def _translated(request: HttpRequest, found: "Statement", language: str, form: TranslationForm) -> "Statement":
    actor, now = actor_of(request), timezone.now()
    if "machine" in request.POST:
        return services.draft_translation(statement=found, language=language, actor=actor, now=now)
    return services.translate_statement(
        statement=found, language=language, text=form.cleaned_data["text"], actor=actor, now=now
    )


@never_cache
@require_POST
def show(request: HttpRequest, code: str, statement: int) -> HttpResponse:
    """This will show a statement that was held or taken out."""
    found = _statement_or_404(moderated_or_404(request, code), statement)
    try:
        services.show_statement(statement=found, actor=actor_of(request), now=timezone.now())
    except Refused as refused:
        messages.warning(request, sentence(refused))
    else:
        messages.success(request, _("Statement No. %(number)s is shown.") % {"number": statement})
    return redirect(_list(code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reject(request: HttpRequest, code: str, statement: int) -> HttpResponse:
    """This will ask why a statement is not shown, and tell its author."""
    process = moderated_or_404(request, code)
    found, form = _statement_or_404(process, statement), RejectForm(request.POST or None)

    def reject() -> None:
        reason = form.cleaned_data["reason"]
        services.reject_statement(statement=found, reason=reason, actor=actor_of(request), now=timezone.now())

    return asked(
        request, form, reject, done=_("Noted. The author reads the reason."), to=_list(code), process=process,
        hint=found.text, title=_("Do not show this statement"), button=_("Do not show it"), back=_list(code),
    )  # fmt: skip
