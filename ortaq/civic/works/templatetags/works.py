"""How works are worded on pages: stages and kinds in the language of the page."""

from typing import TYPE_CHECKING

from django.template import Library
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

register = Library()

STAGES = {
    "idea": pgettext_lazy("stage of a work", "idea"),
    "concept": pgettext_lazy("stage of a work", "concept"),
    "design": pgettext_lazy("stage of a work", "design"),
    "tender": pgettext_lazy("stage of a work", "tender"),
    "construction": pgettext_lazy("stage of a work", "construction"),
    "done": pgettext_lazy("stage of a work", "done"),
    "accepted": pgettext_lazy("stage of a work", "accepted by residents"),
    "stopped": pgettext_lazy("stage of a work", "stopped"),
}
TONES = {"done": "good", "accepted": "good", "stopped": "off", "construction": "now"}
KINDS = {
    "greening": pgettext_lazy("kind of a work", "greening"),
    "pavement": pgettext_lazy("kind of a work", "pavements and aryks"),
    "lighting": pgettext_lazy("kind of a work", "lighting"),
    "walls": pgettext_lazy("kind of a work", "kerbs and retaining walls"),
    "clearing": pgettext_lazy("kind of a work", "clearing of dumps"),
    "furniture": pgettext_lazy("kind of a work", "benches, bins, gazebos"),
    "playground": pgettext_lazy("kind of a work", "playgrounds and sports grounds"),
    "park": pgettext_lazy("kind of a work", "parks, squares, paths"),
    "grant": pgettext_lazy("kind of a work", "a project with a grant"),
    "other": pgettext_lazy("kind of a work", "other"),
}


@register.filter
def stage_name(stage: str) -> "_StrPromise | str":
    """This will name a stage."""
    return STAGES.get(stage, stage)


@register.filter
def stage_tone(stage: str) -> str:
    """This will give the tone in which a stage is shown."""
    return TONES.get(stage, "plain")


@register.filter
def work_kind(kind: str) -> "_StrPromise | str":
    """This will name a kind of work."""
    return KINDS.get(kind, kind)
