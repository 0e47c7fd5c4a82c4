"""A refusal as a sentence of the page."""

from datetime import date

from django import forms
from django.utils.translation import get_language, gettext

from ortaq.core.people.refusal import Answer, Refused
from ortaq.core.ui.dates import write_day


def sentence(refusal: Answer | Refused) -> str:
    """This will give the reason in the language of the page, days written as people write them."""
    language = get_language() or "kk"
    params = {
        name: write_day(value, language=language) if isinstance(value, date) else value
        for name, value in refusal.params.items()
    }
    return gettext(refusal.reason) % params if params else gettext(refusal.reason)


def check(answer: Answer) -> None:
    """This will turn a no into the field's error."""
    if not answer:
        raise forms.ValidationError(sentence(answer), code=answer.code)
