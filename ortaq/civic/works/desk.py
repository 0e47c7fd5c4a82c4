"""The officials' side of a work: say that it reached a stage."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.works import queries, services
from ortaq.civic.works.forms import MoveForm
from ortaq.civic.works.templatetags.works import stage_name
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

MINOR = 100
"""Minor units to one unit of currency."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, number: str) -> HttpResponse:
    """This will record the next stage of a work; "not yours" looks like "not there"."""
    work, actor = queries.get(number), actor_of(request)
    if work is None or queries.may_move(work, actor).code == "not_yours":
        raise Http404
    right = queries.may_move(work, actor)
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        stages=[(stage, str(stage_name(stage))) for stage in queries.next_stages(work)],
        initial={"reached_on": timezone.localdate(), "spent": work.spent // MINOR or None},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.move_work(
                work=work,
                stage=data["stage"],
                reached_on=data["reached_on"],
                note=data["note"],
                spent=None if data["spent"] is None else data["spent"] * MINOR,
                actor=actor,
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Noted: everyone sees the new stage."))
            return redirect("works:work", number=number)
    context = {"work": work, "matter": work.matter, "form": form, "why_not": "" if right else sentence(right)}
    return render(request, "works_desk/move.html", context, status=422 if form.is_bound else 200)
