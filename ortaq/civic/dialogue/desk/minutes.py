"""Live questions under a moderator's eyes; minutes, paragraph by paragraph; photos."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.dialogue.desk.entry import asked
from ortaq.civic.dialogue.desk.forums import SAVE, SAVED, forum_or_404
from ortaq.civic.dialogue.forms.forums_desk import MOST_PHOTOS, HideForm, ParagraphForm, PhotosForm
from ortaq.civic.dialogue.queries import forums, questions
from ortaq.civic.dialogue.services import minutes as services
from ortaq.civic.dialogue.services import questions as question_services
from ortaq.core.files import queries as files
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Forum, Question


def _moderated_or_404(request: HttpRequest, code: str) -> "Forum":
    found = forums.moderated(code, actor_of(request))
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def moderate(request: HttpRequest, code: str) -> HttpResponse:
    """This will list all questions of a forum, those that wait for a look first."""
    forum = _moderated_or_404(request, code)
    return render(
        request, "dialogue_desk/forum_questions.html", {"forum": forum, "questions": questions.to_moderate(forum)}
    )


@require_POST
def look(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will show a question, or move an answered one off the screen."""
    question = _question_or_404(request, code, pk)
    act = question_services.mark_answered if "answered" in request.POST else question_services.show
    act(question=question, actor=actor_of(request), now=timezone.now())
    return redirect("dialogue_desk:forum_questions", code=code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will hide a question with a reason."""
    question = _question_or_404(request, code, pk)
    form = HideForm(request.POST if request.method == "POST" else None)

    def hide() -> object:
        reason = form.cleaned_data["reason"]
        return question_services.hide(question=question, reason=reason, actor=actor_of(request), now=timezone.now())

    back = reverse("dialogue_desk:forum_questions", args=[code])
    words = {"title": _("Hide the question"), "button": _("Hide"), "hint": question.text}
    return asked(request, form, hide, done=_("The question is hidden."), to=back, **words, back=back)


def _question_or_404(request: HttpRequest, code: str, pk: int) -> "Question":
    found = questions.get(_moderated_or_404(request, code), pk)
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def paragraphs(request: HttpRequest, code: str) -> HttpResponse:
    """This will show the minutes as they are written."""
    forum = forum_or_404(request, code)
    return render(request, "dialogue_desk/forum_minutes.html", {"forum": forum, "minutes": forums.minutes_of(forum)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paragraph(request: HttpRequest, code: str, position: int = 0) -> HttpResponse:
    """This will write a paragraph with what it speaks of, or take it out."""
    forum = forum_or_404(request, code)
    row = forums.paragraph(forum, position) if position else None
    if position and row is None:
        raise Http404
    given: dict[str, Any] = {"forum": forum, "actor": actor_of(request), "now": timezone.now()}
    here = reverse("dialogue_desk:forum_minutes", args=[code])
    if request.method == "POST" and "drop" in request.POST and row is not None:
        services.drop_paragraph(position=position, **given)
        messages.success(request, SAVED)
        return redirect(here)
    start = ParagraphForm.start(row) if row else None
    form = ParagraphForm(request.POST if request.method == "POST" else None, initial=start)

    def save() -> object:
        about = {"numbers": form.cleaned_data["numbers"], "decided": form.cleaned_data["decisions"]}
        return services.save_paragraph(position=position or None, text=form.words("text"), **about, **given)

    words = {"title": _("A paragraph of the minutes"), "button": SAVE, "drop": _("Take it out") if row else ""}
    return asked(request, form, save, done=SAVED, to=here, **words, back=here, forum=forum)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: HttpRequest, code: str) -> HttpResponse:
    """This will take photos of a forum, and take one off the page when somebody in it asks."""
    forum, actor, now = forum_or_404(request, code), actor_of(request), timezone.now()
    form, refused = PhotosForm(), []
    if request.method == "POST" and "hide" in request.POST:
        try:
            services.hide_photo(forum=forum, public_id=UUID(request.POST["hide"]), actor=actor, now=now)
        except ValueError as error:
            raise Http404 from error
        return redirect("dialogue_desk:forum_photos", code=code)
    if request.method == "POST":
        uploads = request.FILES.getlist("photos")[:MOST_PHOTOS]
        for upload in uploads:
            try:
                services.add_photo(forum=forum, upload=upload, name=str(upload.name or ""), actor=actor, now=now)
            except Refused as refusal:
                refused.append(sentence(refusal))
        if uploads and not refused:
            messages.success(request, _("The photos are being prepared and will stand on the page in a minute."))
            return redirect("dialogue_desk:forum_photos", code=code)
    context = {
        "forum": forum,
        "form": form,
        "refused": refused,
        "photos": forums.photos_of(forum, actor),
        "waiting": files.waiting_count(forum.matter),
    }
    return render(request, "dialogue_desk/forum_photos.html", context, status=422 if refused else 200)
