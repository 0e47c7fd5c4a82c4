"""Statements: one put before a person at a time, all of them to read, one of one's own, and one's own answers."""

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.dialogue.forms.statements import StatementForm
from ortaq.civic.dialogue.pages.entry import process_or_404
from ortaq.civic.dialogue.pages.processes import settle_cache
from ortaq.civic.dialogue.queries import groups
from ortaq.civic.dialogue.queries import statements as queries
from ortaq.civic.dialogue.services import opinions
from ortaq.civic.dialogue.services import statements as services
from ortaq.civic.dialogue.templatetags.opinions import answer_name
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.ui.numbers import read_whole
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Process, Statement

REFUSED = 422


@require_safe
def statements(request: HttpRequest, code: str) -> HttpResponse:
    """This will put the statement before the person that waits for her, or the way to begin; and list all of them."""
    return settle_cache(request, _show(request, process_or_404(request, code)))


def _show(request: HttpRequest, process: "Process", *, status: int = 200, **more: Any) -> HttpResponse:
    after = read_whole(request.GET.get("after", ""))
    rows, has_more = queries.page(process, after=after)
    here = reverse("dialogue:statements", args=[process.code])
    context = {
        "process": process,
        "tab": "statements",
        "standing": queries.standing(process, actor_of(request), now=timezone.now()),
        "rows": rows,
        "newer": here if after else "",
        "older": f"{here}?after={rows[-1].number}#all" if has_more else "",
        "counted": queries.newest_count(process) is not None,
        **more,
    }
    return render(request, "dialogue/statements.html", context, status=status)


@never_cache
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """This will draw the next statement for the person."""
    process = process_or_404(request, code)
    try:
        opinions.draw_statement(process=process, actor=actor_of(request), now=timezone.now())
    except Refused as refused:
        if refused.code == "sign_in":
            raise
        return _show(request, process, status=REFUSED, refused=sentence(refused))
    return redirect(f"{reverse('dialogue:statements', args=[code])}#say")


@never_cache
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """This will take one answer and lead to the next statement; what was refused is said with the answer chosen."""
    process, value = process_or_404(request, code), request.POST.get("value", "")
    chosen = {"1": 1, "-1": -1, "0": 0}.get(value, 2)
    back = request.POST.get("back") == "mine"
    try:
        opinions.answer_statement(
            process=process,
            number=read_whole(request.POST.get("number", "")),
            value=chosen,
            actor=actor_of(request),
            now=timezone.now(),
        )
    except Refused as refused:
        if refused.code == "sign_in":
            raise
        said = answer_name(chosen) if chosen in {1, 0, -1} else ""
        return _show(request, process, status=REFUSED, refused=sentence(refused), refused_answer=said)
    if back:
        messages.success(request, _("Your answer is changed."))
        return redirect("dialogue:statements_mine", code=code)
    return redirect(f"{reverse('dialogue:statements', args=[code])}#say")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """This will take a statement of one's own; what is refused stays in the field."""
    process, actor = process_or_404(request, code), actor_of(request)
    form = StatementForm(request.POST or None, initial={"form_token": secrets.token_urlsafe(24)})
    status = 200
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            try:
                made = services.post_statement(
                    process=process, text=form.cleaned_data["text"], form_token=form.cleaned_data["form_token"],
                    actor=actor, now=timezone.now(),
                )  # fmt: skip
            except Refused as refused:
                if refused.code == "sign_in":
                    raise
                form.add_error(refused.code if refused.code in form.fields else None, sentence(refused))
            else:
                messages.success(request, _thanks(made))
                return redirect("dialogue:statements", code=code)
    standing = queries.standing(process, actor, now=timezone.now())
    context = {"process": process, "tab": "statements", "form": form, "standing": standing}
    return render(request, "dialogue/statement_new.html", context, status=status)


def _thanks(made: "Statement") -> str:
    if made.state == "shown":
        return _("Thank you. Others can answer your statement now.")
    return _("Thank you. A moderator looks at your statement first; you will be told.")


@never_cache
@require_safe
def mine(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a person her own answers, where she stands and what her answers are part of."""
    process, actor = process_or_404(request, code), actor_of(request)
    if actor.person_id is None:
        raise Refused("sign_in", N_("Sign in to go on."))
    context = {
        "process": process,
        "tab": "statements",
        "mine": groups.mine(process, actor.person_id),
        "found": groups.result(process),
        "own": queries.of_author(process, actor),
        "standing": queries.standing(process, actor, now=timezone.now()),
    }
    return render(request, "dialogue/statements_mine.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, code: str) -> HttpResponse:
    """This will ask once more, and take all answers of a person back."""
    process, actor = process_or_404(request, code), actor_of(request)
    if request.method == "POST" or actor.person_id is None:  # a guest is led to sign in by the service
        opinions.forget_votes(process=process, actor=actor, now=timezone.now())
        messages.success(request, _("Your answers are removed. The groups are being counted again without them."))
        return redirect("dialogue:statements", code=code)
    context = {"process": process, "tab": "statements", "count": len(queries.own_votes(process, actor.person_id))}
    return render(request, "dialogue/statements_forget.html", context)


@never_cache
@require_POST
def withdraw(request: HttpRequest, code: str, statement: int) -> HttpResponse:
    """This will take one's own statement back."""
    process = process_or_404(request, code)
    found = queries.get(process, statement)
    if found is None or found.author_id is None or found.author_id != actor_of(request).person_id:
        raise Http404
    try:
        services.withdraw_statement(statement=found, actor=actor_of(request), now=timezone.now())
    except Refused as refused:
        messages.warning(request, sentence(refused))
    else:
        messages.success(request, _("Your statement is taken back. Nobody is asked it any more."))
    return redirect("dialogue:statements_mine", code=code)


@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    """This will say in plain words what the groups are, what all agree on and what divides, with the map."""
    process, actor = process_or_404(request, code), actor_of(request)
    own = groups.mine(process, actor.person_id) if actor.person_id is not None else None
    context = {"process": process, "tab": "statements", "found": groups.result(process), "mine": own}
    return settle_cache(request, render(request, "dialogue/groups.html", context))
