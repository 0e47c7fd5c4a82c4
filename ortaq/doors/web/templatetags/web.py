"""How matters of all kinds are worded where they stand together: found, followed, in messages."""

from typing import TYPE_CHECKING

from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from ortaq.civic.reception.templatetags.reception import stage_state
from ortaq.civic.works.templatetags.works import stage_name, stage_tone
from ortaq.core.ui.templatetags.ui_parts import state

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from ortaq.core.matters.models import Matter

register = Library()

KINDS = {
    "appeal": pgettext_lazy("kind of matter", "appeal"),
    "budget_call": pgettext_lazy("kind of matter", "participatory budget"),
    "project": pgettext_lazy("kind of matter", "project"),
    "contest": pgettext_lazy("kind of matter", "contest"),
    "application": pgettext_lazy("kind of matter", "application"),
    "forum": pgettext_lazy("kind of matter", "forum"),
    "idea": pgettext_lazy("kind of matter", "idea"),
    "process": pgettext_lazy("kind of matter", "dialogue"),
    "plan": pgettext_lazy("kind of matter", "plan"),
    "remark": pgettext_lazy("kind of matter", "remark on a plan"),
    "work": pgettext_lazy("kind of matter", "public work"),
    "indicator": pgettext_lazy("kind of matter", "indicator"),
    "world_index": pgettext_lazy("kind of matter", "international index"),
}


@register.filter
def matter_kind(matter: "Matter") -> "_StrPromise | str":
    """This will name what kind of thing stands behind a card."""
    return KINDS.get(matter.kind, matter.kind)


@register.filter
def matter_state(matter: "Matter") -> SafeString | str:
    """This will draw where it stands, for the kinds whose stages are words for everyone."""
    if matter.kind == "appeal":
        return stage_state(matter.stage)
    if matter.kind == "work":
        return state(stage_name(matter.stage), stage_tone(matter.stage))
    return ""
