"""What everyone reads, read by a person: appeals held back, appeals shown by the machine's masking, comments."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ortaq.civic.reception import rules
from ortaq.civic.reception.queries import moderation
from ortaq.core.discussion import queries as discussion
from ortaq.core.discussion import services as discussion_services
from ortaq.core.people.refusal import require
from ortaq.core.ui.requests import actor_of
from ortaq.doors.desk.forms import HideForm


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """This will list what waits for a look, the oldest first, and the newest comments."""
    actor = actor_of(request)
    require(rules.may_moderate(actor))
    context = {
        "held": moderation.held(actor),
        "unread": moderation.unread(actor),
        "comments": discussion.newest(actor),
        "form": HideForm(),
    }
    return render(request, "desk/moderation.html", context)


@require_POST
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """This will hide a comment with a reason that the log shows."""
    actor = actor_of(request)
    form = HideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the reason."))
        return redirect("desk:moderation")
    require(rules.may_moderate(actor))
    comment = discussion.get(pk, actor)
    if comment is None:
        raise Http404
    discussion_services.hide(comment=comment, reason=form.cleaned_data["reason"], actor=actor, now=timezone.now())
    messages.success(request, _("The comment is hidden."))
    return redirect("desk:moderation")
