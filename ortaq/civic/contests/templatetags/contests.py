"""How a contest is worded on pages: states, kinds of questions, sums, names in the language of the page."""

from collections.abc import Mapping
from typing import Any

from django.template import Library
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from ortaq.core.ui.numbers import NONE, write_number
from ortaq.core.ui.templatetags.ui_formats import language, localized, money
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
INSTALMENTS: dict[str, tuple[str | Promise, str]] = {
    "due": (pgettext_lazy("instalment", "still to come"), "wait"),
    "paid": (pgettext_lazy("instalment", "paid"), "good"),
    "withheld": (pgettext_lazy("instalment", "held back"), "late"),
}
WHY: dict[str, str | Promise] = {
    "above_line": gettext_lazy("When its turn came there was money for it."),
    "surely_above": gettext_lazy("It is clearly above the line the money reaches down to."),
    "drawn": gettext_lazy("The scores could not tell it from others near the line."),
    "near_line": gettext_lazy("The scores could not tell it from others near the line."),
    "not_drawn": gettext_lazy("The scores could not tell it from others near the line."),
    "surely_below": gettext_lazy("It is clearly below the line the money reaches down to."),
    "below_line": gettext_lazy("The money had run out before its turn came."),
    "no_money": gettext_lazy("When its turn came, less money was left than it asks for."),
    "over_budget": gettext_lazy("It asks for more than the whole contest gives."),
    "below_minimum": gettext_lazy("Its average is below the least the contest asks for."),
    "no_scores": gettext_lazy("No juror could score it; people decided."),
    "too_few_scores": gettext_lazy("Too few jurors could score it; people decided."),
}
"""The record's word for why an application stands where it does."""
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
def answer_words(field: Mapping[str, object], value: object) -> str:
    """This will write an answer to a question as people read it: the words of an option, not its code."""
    options = field.get("options")
    names = {one["code"]: localized(one["label"]) for one in options} if isinstance(options, list) else {}
    if field["type"] == "money" and isinstance(value, int):
        return money(value, "")
    if isinstance(value, list):
        return ", ".join(names.get(str(one), str(one)) for one in value)
    return names.get(str(value), "" if value is None else str(value))


@register.filter
def cap_words(contest: Any) -> str:
    """This will write the most one application of a contest may ask for."""
    return money(contest.cap, contest.currency)


@register.filter
def calendar_days_left(days: int) -> str:
    """This will write what is left until a deadline: "21 days left", "today is the last day", "" when it is over."""
    if days < 0:
        return ""
    if days == 0:
        return _("today is the last day")
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}


@register.filter
def thousandths(value: int | None) -> str:
    """This will write whole thousandths: 691 → "0,691"; none → "—"."""
    return NONE if value is None else write_number(value / 1000, language=language(), places=3)


@register.filter
def hundredths(value: int) -> str:
    """This will write whole hundredths with one place: 1240 → "12,4"."""
    return write_number(value / 100, language=language(), places=1)


GOOD_ALPHA, FAIR_ALPHA = 800, 667
"""Krippendorff's own marks: from 0.800 on results are reliable, from 0.667 on tentatively so."""


@register.filter
def agreement_words(alpha: int | None) -> str:
    """This will say in a sentence how far the jurors agree; `alpha` in thousandths."""
    if alpha is None:
        return _("There are too few scores to say how far the jurors agree.")
    if alpha >= GOOD_ALPHA:
        return _(
            "The jurors saw the applications much alike: a different choice of jurors would hardly change the order."
        )
    if alpha >= FAIR_ALPHA:
        return _("The jurors agree fairly well; near the line other jurors could have decided otherwise.")
    return _(
        "The jurors see the applications differently. That is usual where tastes count, and it is why those near the "
        "line are not decided by points alone."
    )


@register.filter
def instalment_state(state: str) -> SafeString:
    """This will draw where a payment stands."""
    return draw_state(*INSTALMENTS[state])


@register.filter
def why_words(application: Any) -> str:
    """This will say in a sentence why an application stands where it does, by the published record."""
    said = str(WHY.get(application.why, ""))
    if application.why in ("drawn", "near_line", "not_drawn") and application.contest.lot_record_id:
        return f"{said} {_('A public lot decided; anyone can draw it again.')}"
    return said


@register.filter
def seconds(moment: Any) -> str:
    """This will write the seconds that follow a moment: ":07"."""
    return f":{moment:%S}"
