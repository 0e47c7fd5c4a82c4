"""How micro-grants are worded: where one stands, what was promised beside what there is."""

from typing import TYPE_CHECKING

from django.template import Library
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from ortaq.core.ui.templatetags.ui_parts import state as draw_state

if TYPE_CHECKING:
    from ortaq.civic.plans.queries.grants import Grant

register = Library()

STATES: dict[str, tuple[str | Promise, str]] = {
    "given": (pgettext_lazy("micro-grant", "given"), "plain"),
    "paid": (pgettext_lazy("micro-grant", "being paid"), "now"),
    "reported": (pgettext_lazy("micro-grant", "reported"), "good"),
    "finished": (pgettext_lazy("micro-grant", "finished"), "good"),
}


@register.filter
def grant_state(grant: "Grant") -> SafeString:
    """Render where a grant stands."""
    return draw_state(*STATES[grant.state])
