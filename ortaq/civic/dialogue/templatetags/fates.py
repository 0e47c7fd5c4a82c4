"""How the answer to a cluster is drawn: its fate, and how it keeps its date."""

from typing import TYPE_CHECKING

from django.template import Library
from django.utils.safestring import SafeString

from ortaq.core.ui.templatetags.ui_fates import FATES
from ortaq.core.ui.templatetags.ui_parts import state as draw_state

if TYPE_CHECKING:
    from ortaq.civic.dialogue.queries.fates import Line

register = Library()


@register.filter
def fate_state(line: "Line") -> SafeString:
    """Render the fate of a cluster, or that its answer is awaited or late."""
    waits = "overdue" if line.standing == "overdue" else "open"
    return draw_state(*FATES[line.cluster.fate or waits])
