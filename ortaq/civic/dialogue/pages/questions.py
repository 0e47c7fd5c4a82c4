"""Live questions: asked and supported from the hall or from home, shown on the wall."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.dialogue.forms.forums import QuestionForm
from ortaq.civic.dialogue.pages.forums import forum_or_404
from ortaq.civic.dialogue.queries import forums, questions
from ortaq.civic.dialogue.rules import forums as rules
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.services import questions as services
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.printing import qr_svg
from ortaq.core.ui.requests import NEEDS_ACCOUNT, actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Question

REFUSED = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will list a forum's questions, the most wanted first, and take a new one; the list asks again by itself."""
    forum, actor = forum_or_404(request, code), actor_of(request)
    form, status = QuestionForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        if actor.person_id is None:
            raise Refused(NEEDS_ACCOUNT, services.NEEDS_ACCOUNT)
        status = REFUSED
        if form.is_valid():
            try:
                asked = services.ask(
                    forum=forum, text=form.cleaned_data["text"], language=language(),
                    form_token=form.cleaned_data["token"], actor=actor, now=timezone.now(),
                )  # fmt: skip
            except Refused as refused:
                form.add_error("text", sentence(refused))
            else:
                messages.success(request, _thanks(asked))
                return redirect("dialogue:forum_questions", code=code)
    context = {
        "forum": forum,
        "form": form,
        "questions": questions.listed(forum, actor),
        "answered": questions.answered(forum),
        "may_ask": rules.may_ask(forums.dates_of(forum), 0, timezone.now()),
        "may_moderate": rights.may_moderate(actor, body_id=forum.process.body_id),
        "signed_in": actor.person_id is not None,
        "person_id": actor.person_id,
    }
    return render(request, "dialogue/questions.html", context, status=status)


def _thanks(asked: "Question") -> str:
    if asked.state == "waiting":
        return _("Your question is with the moderator and will be shown after a look.")
    return _("Your question is on the list.")


@never_cache
@require_safe
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """This will show the most wanted questions in big type, for the wall; it asks again by itself."""
    forum = forum_or_404(request, code)
    address = settings.ORIGIN + reverse("dialogue:forum_questions", args=[code])
    context = {"forum": forum, "questions": questions.on_screen(forum), "address": address, "qr": qr_svg(address)}
    return render(request, "dialogue/screen.html", context)


@require_POST
def want(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will count, or take back, that a person wants a question answered."""
    question = _question_or_404(request, code, pk)
    act = services.unwant if request.POST.get("want") == "no" else services.want
    act(question=question, actor=actor_of(request), now=timezone.now())
    return redirect(f"{reverse('dialogue:forum_questions', args=[code])}#q{pk}")  # where she was on the page


@require_POST
def take_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will remove a question of the visitor's own."""
    question = _question_or_404(request, code, pk)
    services.take_back(question=question, actor=actor_of(request), now=timezone.now())
    messages.success(request, _("Your question is removed."))
    return redirect("dialogue:forum_questions", code=code)


def _question_or_404(request: HttpRequest, code: str, pk: int) -> "Question":
    actor = actor_of(request)
    if actor.person_id is None:
        raise Refused(NEEDS_ACCOUNT, services.NEEDS_ACCOUNT)
    found = questions.public(forum_or_404(request, code), pk, actor)
    if found is None:
        raise Http404
    return found
