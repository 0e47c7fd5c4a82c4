"""How an appeal is worded on pages: states, kinds, names in the language of the page."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.template import Context, Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ortaq.core.ui.templatetags.ui_parts import state as draw_state

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Appeal
    from ortaq.core.deadlines.models import Clock

register = Library()

KINDS = {
    "application": gettext_lazy("application"),
    "complaint": gettext_lazy("complaint"),
    "message": gettext_lazy("message"),
    "suggestion": gettext_lazy("suggestion"),
    "response": gettext_lazy("response"),
    "request": gettext_lazy("request for information"),
}
OUTCOMES = {
    "granted": gettext_lazy("The body agreed"),
    "partly": gettext_lazy("The body agreed in part"),
    "refused": gettext_lazy("The body refused"),
    "explained": gettext_lazy("The body explained"),
}
CHANNELS = {
    "portal": gettext_lazy("on this site"),
    "mobile": gettext_lazy("from a phone app"),
    "call": gettext_lazy("by phone, 1308"),
    "call_1308": gettext_lazy("by phone, 1308"),
    "office": gettext_lazy("at the front office"),
    "front_office": gettext_lazy("at the front office"),
    "letter": gettext_lazy("by letter"),
    "open311": gettext_lazy("from another system"),
    "import": gettext_lazy("from another system"),
}
STAGES = {
    "received": (gettext_lazy("waiting for an answer"), "now"),
    "late": (gettext_lazy("late"), "late"),
    "answered": (gettext_lazy("answered"), "plain"),
    "fixed": (gettext_lazy("fixed"), "good"),
    "accepted": (gettext_lazy("the applicant is content"), "good"),
    "reopened": (gettext_lazy("sent back, waiting"), "wait"),
}


@register.filter
def kind_word(kind: str) -> str:
    """This will name a legal kind: "complaint"."""
    return str(KINDS.get(kind, kind))


@register.filter
def outcome_word(outcome: str) -> str:
    """This will say how an answer ended."""
    return str(OUTCOMES.get(outcome, outcome))


@register.filter
def channel_word(channel: str) -> str:
    """This will say by which way an appeal came in."""
    return str(CHANNELS.get(channel, channel))


def state_words(appeal: "Appeal", today: date) -> list[tuple[str, str]]:
    """This will give the states of an appeal as (word, tone): the law's answer and the world's repair are two."""
    if appeal.state == "open":
        late = appeal.due_on is not None and appeal.due_on < today
        first = ("late", "late") if late else ("reopened", "wait") if appeal.reopened_count else ("received", "now")
        found = [(str(STAGES[first[0]][0]), first[1])]
    else:
        word, tone = STAGES[appeal.state]
        found = [(str(word), tone)]
    if appeal.repair == "fixed":
        found.append((str(STAGES["fixed"][0]), "good"))
    return found


@register.simple_tag(takes_context=True)
def appeal_states(context: Context, appeal: "Appeal") -> SafeString:
    """This will draw the states of an appeal. Needs `today` in the context."""
    return format_html_join(
        " ", "{}", ((draw_state(word, tone),) for word, tone in state_words(appeal, context["today"]))
    )


@register.filter
def stage_state(stage: str) -> SafeString:
    """This will draw the one public word of a matter's card."""
    word, tone = STAGES.get(stage, (stage, "plain"))
    return draw_state(word, tone)


@register.filter
def highlighted(text: str, spans: list[tuple[int, int]]) -> SafeString:
    """This will mark the found parts of a text, given as (start, end)."""
    pieces: list[Any] = []
    last = 0
    for start, end in spans:
        pieces += [format_html("{}", text[last:start]), format_html("<mark>{}</mark>", text[start:end])]
        last = end
    pieces.append(format_html("{}", text[last:]))
    return mark_safe("".join(pieces))  # noqa: S308, every piece is escaped above


@register.simple_tag
def title_of(appeal: "Appeal") -> str:
    """This will give the title of an appeal, or its number when nobody has titled it."""
    return appeal.matter.title or _("Appeal No. %(number)s") % {"number": appeal.matter.number}


@register.filter
def item(mapping: Mapping[Any, Any], key: Any) -> Any:
    """This will give what a dict holds under a key, or an empty dict."""
    return mapping.get(key, {})


@register.filter
def coordinate(value: float) -> str:
    """This will write degrees for an address, whatever the language."""
    return f"{value:.6f}"


@register.filter
def term_of(clock: "Clock") -> dict[str, Any]:
    """This will give the rule a clock runs by: {"n": 15, "unit": "working", …}."""
    return dict(clock.rule_set.terms.get(clock.term, {}))
