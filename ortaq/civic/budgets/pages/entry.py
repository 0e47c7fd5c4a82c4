"""The way into every page of a call: the call, the language, and districts as they stand in addresses."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest

from ortaq.civic.budgets.queries import calls
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.budgets.models import Call

REFUSED = 422
"""The page comes back with sentences to read."""


def call_or_404(request: HttpRequest, code: str) -> "Call":
    """This will give a call residents see; "not yours" looks like "not there"."""
    found = calls.get(code, actor_of(request))
    if found is None or found.state == "draft":
        raise Http404
    return found


def short(district: str) -> str:
    """This will give the last part of a dotted code, as it stands in addresses: "kz.almaty.medeu" → "medeu"."""
    return district.rpartition(".")[2]
