"""A refusal as a sentence of the page: for views (`sentence`), fields (`check`) and whole forms (`attempt`, `sent`)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from ortaq.core.matters.localized import words
from ortaq.core.people.refusal import Answer, Refused
from ortaq.core.ui.dates import write_day, write_moment
from ortaq.core.ui.numbers import write_number

SECOND = "second"
"""The code of a refusal to who was second: somebody has done it meanwhile."""
MOMENT = "moment"
"""The parameter of a reason that is written with its time; other moments are written as days."""

GROUPED = 10_000
"""From here on the digits of a whole number stand in threes; years stay as they are."""


def sentence(refusal: Answer | Refused) -> str:
    """This will give the reason in the language of the page, days, numbers and names written as people write them."""
    language = get_language() or "kk"
    params = {name: _said(name, value, language) for name, value in refusal.params.items()}
    return gettext(refusal.reason) % params if params else gettext(refusal.reason)


def _said(name: str, value: object, language: str) -> object:
    if name == MOMENT and isinstance(value, datetime):
        return write_moment(value, language=language)
    if isinstance(value, date):
        return write_day(value, language=language)
    if isinstance(value, Decimal):
        return write_number(value, language=language, places=_places(value))
    if isinstance(value, int) and abs(value) >= GROUPED:
        return write_number(value, language=language)
    return words(value, language) if isinstance(value, dict) else value


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def check(answer: Answer) -> None:
    """This will turn a no into the field's error."""
    if not answer:
        raise forms.ValidationError(sentence(answer), code=answer.code)


def attempt(form: forms.Form, act: Callable[[], object], *, beside: Mapping[str, str] | None = None) -> int:
    """This will do what a valid form asks; 0 when done, else the status of the page that says why not.

    `beside`: code of a refusal → the field it is about; the sentence stands there, and the summary leads to it.
    """
    try:
        act()
    except Refused as refused:
        field = (beside or {}).get(refused.code)
        form.add_error(field if field in form.fields else None, sentence(refused))
        return 409 if refused.code == SECOND else 422
    return 0


def sent(
    request: HttpRequest, form: forms.Form, act: Callable[[], object], *, beside: Mapping[str, str] | None = None
) -> int:
    """This will give 200 for a form that is only shown, 0 when it did what it asks, else why not: see `attempt`."""
    if request.method != "POST":
        return 200
    return attempt(form, act, beside=beside) if form.is_valid() else 422
