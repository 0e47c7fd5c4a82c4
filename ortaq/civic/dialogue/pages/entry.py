"""The way into every page of a process."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest

from ortaq.civic.dialogue.queries import processes
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Process


def process_or_404(request: HttpRequest, code: str) -> "Process":
    """This will give a public process, or a draft to its organisers; "not yours" looks like "not there"."""
    found = processes.get(code, actor_of(request))
    if found is None:
        raise Http404
    return found
