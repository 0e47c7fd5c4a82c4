"""How a contest is worded on pages: states, kinds of questions, sums, names in the language of the page."""

from collections.abc import Mapping

from django.template import Library
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy

from ortaq.core.matters.localized import words
from ortaq.core.ui.numbers import NARROW, write_number
from ortaq.core.ui.templatetags.ui_parts import state as draw_state

register = Library()

STATES: dict[str, tuple[str | Promise, str]] = {
    "draft": (pgettext_lazy("contest", "draft"), "off"),
    "open": (pgettext_lazy("contest", "takes applications"), "now"),
    "closed": (pgettext_lazy("contest", "applications are being checked"), "wait"),
    "judging": (pgettext_lazy("contest", "the jury is at work"), "wait"),
    "decided": (pgettext_lazy("contest", "the jury has decided"), "wait"),
    "appeals": (pgettext_lazy("contest", "results are out, objections are taken"), "good"),
    "final": (pgettext_lazy("contest", "finished"), "plain"),
}
APPLICATION_STATES: dict[str, tuple[str | Promise, str]] = {
    "draft": (pgettext_lazy("application", "draft, not sent"), "off"),
    "submitted": (pgettext_lazy("application", "sent"), "now"),
    "incomplete": (pgettext_lazy("application", "something is missing"), "late"),
    "eligible": (pgettext_lazy("application", "with the jury"), "wait"),
    "not_eligible": (pgettext_lazy("application", "does not fit the rules"), "off"),
    "judged": (pgettext_lazy("application", "judged"), "wait"),
    "funded": (pgettext_lazy("application", "won"), "good"),
    "waiting": (pgettext_lazy("application", "near the line"), "wait"),
    "not_funded": (pgettext_lazy("application", "not among the winners"), "plain"),
    "withdrawn": (pgettext_lazy("application", "withdrawn"), "off"),
}
CHECKS: dict[str, tuple[str | Promise, str]] = {
    "met": (pgettext_lazy("rule", "met"), "good"),
    "not_met": (pgettext_lazy("rule", "not met"), "late"),
    "unknown": (pgettext_lazy("rule", "not looked at yet"), "wait"),
}
TYPES: dict[str, str | Promise] = {
    "short_text": pgettext_lazy("question", "Short text"),
    "long_text": pgettext_lazy("question", "Long text"),
    "number": pgettext_lazy("question", "Number"),
    "money": pgettext_lazy("question", "Sum of money"),
    "choice": pgettext_lazy("question", "One of several answers"),
    "choices": pgettext_lazy("question", "Several answers"),
    "date": pgettext_lazy("question", "Day"),
    "file": pgettext_lazy("question", "File"),
    "link": pgettext_lazy("question", "Link"),
}
ORGANISATIONS: dict[str, str | Promise] = {
    "none": pgettext_lazy("organisation", "I apply for myself"),
    "group": pgettext_lazy("organisation", "A group of neighbours"),
    "ngo": pgettext_lazy("organisation", "A public organisation"),
    "school": pgettext_lazy("organisation", "A school or kindergarten"),
    "business": pgettext_lazy("organisation", "An entrepreneur or a firm"),
}


def language() -> str:
    """This will give the language of the page."""
    return (get_language() or "kk").split("-")[0]


@register.filter
def localized(content: Mapping[str, str] | None) -> str:
    """This will give localized content in the language of the page."""
    return words(content, language())


@register.filter
def contest_state(state: str) -> SafeString:
    """This will draw where a contest stands."""
    return draw_state(*STATES[state])


@register.filter
def application_state(state: str) -> SafeString:
    """This will draw where an application stands. Before the results are told give its card's stage, not its state."""
    return draw_state(*APPLICATION_STATES[state])


@register.filter
def check_state(state: str) -> SafeString:
    """This will draw whether a rule of eligibility is met."""
    return draw_state(*CHECKS[state])


@register.filter
def question_type(kind: str) -> str:
    """This will name a kind of question."""
    return str(TYPES[kind])


@register.filter
def organisation_kind(kind: str) -> str:
    """This will name a kind of applicant."""
    return str(ORGANISATIONS[kind])


@register.simple_tag
def money(minor: int | None, currency: str = "KZT") -> str:
    """This will write minor units with their currency: 500000, "EUR" → "5 000 EUR"; cents only where there are any."""
    if minor is None:
        return "—"
    places = 2 if minor % 100 else 0
    figure = write_number(minor / 100, language=language(), places=places)
    return f"{figure}{NARROW}{'₸' if currency == 'KZT' else '€' if currency == 'EUR' else currency}"


@register.simple_tag
def answer_words(field: Mapping[str, object], value: object) -> str:
    """This will write an answer to a question as people read it: the words of an option, not its code."""
    options = field.get("options")
    names = {one["code"]: localized(one["label"]) for one in options} if isinstance(options, list) else {}
    if field["type"] == "money" and isinstance(value, int):
        return money(value, "")
    if isinstance(value, list):
        return ", ".join(names.get(str(one), str(one)) for one in value)
    return names.get(str(value), "" if value is None else str(value))
