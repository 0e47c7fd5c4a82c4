"""The text of a version in the making at the desk: typed side by side, or taken from files."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.plans.desk.entry import version_in_making
from ortaq.civic.plans.forms.plans import FilesForm, TextForm
from ortaq.civic.plans.queries import texts as queries
from ortaq.civic.plans.rules import text as rules
from ortaq.civic.plans.services import texts
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sent
from ortaq.engines.language import LANGUAGES

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Paragraph

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """This will keep the text as it is typed; who was overtaken keeps her words and sees what was saved meanwhile."""
    plan, version = version_in_making(request, code)
    rows = [kept.row for kept in queries.kept(version)]
    start = {f"text_{one}": rules.write_lines(rows, one) for one in LANGUAGES} | {"written_over": rules.of_rows(rows)}
    form = TextForm(request.POST) if request.method == "POST" else TextForm(initial=start)
    saved: list[Paragraph] = []

    def save() -> None:
        columns, based_on = form.columns(), form.cleaned_data["written_over"]
        actor, now = actor_of(request), timezone.now()
        saved.extend(texts.save_text(version=version, columns=columns, based_on=based_on, actor=actor, now=now))

    status = sent(request, form, save)
    if not status:
        return _done(request, code, len(saved))
    context = {"plan": plan, "version": version, "form": form, "back": reverse("plans_desk:plan", args=[code])}
    if status == 409:  # noqa: PLR2004, somebody was first
        context |= {"overtaken": start["written_over"], "theirs": [(one, start[f"text_{one}"]) for one in LANGUAGES]}
    return render(request, "plans_desk/text.html", context, status=status)


@never_cache
@require_http_methods(METHODS)
def files(request: HttpRequest, code: str) -> HttpResponse:
    """This will take the text from a file for each language."""
    plan, version = version_in_making(request, code)
    start = {"written_over": queries.digest(version)}
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm(initial=start)
    saved: list[Paragraph] = []

    def bring() -> None:
        came = {one: texts.Sent(upload.name, upload.read()) for one, upload in form.uploads().items()}
        based_on, actor, now = form.cleaned_data["written_over"], actor_of(request), timezone.now()
        saved.extend(texts.import_files(version=version, files=came, based_on=based_on, actor=actor, now=now))

    status = sent(request, form, bring)
    if not status:
        return _done(request, code, len(saved))
    context = {"plan": plan, "version": version, "form": form, "back": reverse("plans_desk:plan", args=[code])}
    if status == 409:  # noqa: PLR2004, somebody was first
        context["overtaken"] = start["written_over"]
    return render(request, "plans_desk/files.html", context, status=status)


def _done(request: HttpRequest, code: str, count: int) -> HttpResponse:
    said = ngettext("Saved: %(n)s paragraph.", "Saved: %(n)s paragraphs.", count) % {"n": count}
    messages.success(request, said)
    return redirect("plans_desk:plan", code=code)
