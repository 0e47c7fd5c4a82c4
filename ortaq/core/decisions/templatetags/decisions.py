"""`{% load decisions %}`: the title of a decision in the language of the page."""

from collections.abc import Mapping

from django.conf import settings
from django.template import Library
from django.utils.translation import get_language

from ortaq.core.matters.localized import words

register = Library()


@register.filter
def titled(title: Mapping[str, str] | None) -> str:
    """This will give a localized title, in another language if this one has none."""
    return words(title, (get_language() or settings.LANGUAGE_CODE).split("-")[0])
