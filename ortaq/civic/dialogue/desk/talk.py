"""Translations of ideas at the desk: the original beside what is written in another language."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.dialogue.desk.entry import moderated_or_404
from ortaq.civic.dialogue.forms.talk import WordingForm
from ortaq.civic.dialogue.queries import ideas
from ortaq.civic.dialogue.services import wordings
from ortaq.core.matters import queries as matters
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Idea
    from ortaq.core.matters.models import Wording

NAMES = dict(settings.LANGUAGES)


def _idea_or_404(request: HttpRequest, code: str, card: str) -> "Idea":
    """An idea, to whoever looks at what residents write in its process."""
    found = ideas.get(moderated_or_404(request, code), card, actor_of(request))
    if found is None:
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: HttpRequest, code: str, card: str, language: str) -> HttpResponse:
    """This will keep a translation that a person has read, or with "machine" ask the city's hook for a draft."""
    idea = _idea_or_404(request, code, card)
    if language not in NAMES or language == idea.matter.language:
        raise Http404
    known = matters.wordings(idea.matter).get(language)
    machine = "machine" in request.POST
    form, status = WordingForm(request.POST or None, initial=_start(known), machine=machine), 200
    if request.method == "POST":
        act = _draft if machine else _put
        status = attempt(form, lambda: act(request, idea, language, form)) if form.is_valid() else 422
        if not status:
            messages.success(request, _("Saved."))
            return redirect("dialogue_desk:wording", code=code, card=card, language=language)
    context = {
        "process": idea.process,
        "idea": idea,
        "matter": idea.matter,
        "form": form,
        "known": known,
        "language": language,
        "name": NAMES[language],
        "others": [(one, name) for one, name in NAMES.items() if one not in (language, idea.matter.language)],
        "machine": bool(settings.TRANSLATOR),
    }
    return render(request, "dialogue_desk/wording.html", context, status=status)


def _start(known: "Wording | None") -> dict[str, str]:
    return {"title": known.title, "text": known.text} if known else {}


def _put(request: HttpRequest, idea: "Idea", language: str, form: WordingForm) -> None:
    wordings.put_wording(idea=idea, language=language, **form.cleaned_data, actor=actor_of(request), now=timezone.now())


def _draft(request: HttpRequest, idea: "Idea", language: str, _form: WordingForm) -> None:
    wordings.draft_wording(idea=idea, language=language, actor=actor_of(request), now=timezone.now())
