"""Tags of the page frame: brand, menus, language switch, sign-in link."""

from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ortaq.core.people.refusal import Answer, Refused
from ortaq.core.ui import navigation, sentences

register = Library()


@register.inclusion_tag("ui/brand.html")
def brand() -> dict[str, Any]:
    """Render the sign of the house with the name of the city, leading home."""
    return {"code": (get_language() or settings.LANGUAGE_CODE).split("-")[0], "city": navigation.city_name()}


@register.simple_tag(takes_context=True)
def menu(context: Context, setting: str) -> SafeString:
    """Render the links that the setting names, see `navigation.menu`."""
    entries = navigation.menu(setting, context.get("request"))
    return render_to_string("ui/menu.html", {"entries": entries})


@register.inclusion_tag("ui/language_switch.html", takes_context=True)
def language_switch(context: Context) -> dict[str, Any]:
    """Render links to this page in the other languages; the context variable `page_languages` (dict by code)
    overrides addresses.
    """
    return {"languages": navigation.languages(context.get("request"), pages=context.get("page_languages"))}


@register.simple_tag(takes_context=True)
def language_alternates(context: Context) -> SafeString:
    """Render `<link rel=alternate hreflang>` for the other languages of this page."""
    found = navigation.languages(context.get("request"), pages=context.get("page_languages"))
    return format_html_join(
        "\n", '<link rel="alternate" hreflang="{}" href="{}">', ((language.code, language.href) for language in found)
    )


@register.simple_tag(takes_context=True)
def sign_in_link(context: Context) -> SafeString:
    """Render the link that signs a person in and brings her back to this page."""
    request = context.get("request")
    address = resolve_url(settings.LOGIN_URL)
    if request is not None and request.method == "GET" and not request.path.startswith(address):
        address = f"{address}?{urlencode({'next': request.get_full_path()})}"
    return format_html('<a href="{}">{}</a>', address, _("Sign in"))


@register.filter
def sentence(refusal: object) -> str:
    """Write a refusal (`Refused`, or an `Answer` that says no) in the language of the page."""
    return sentences.sentence(refusal) if isinstance(refusal, Answer | Refused) else str(refusal)


@register.simple_tag
def home_address() -> str:
    """Return the address of the home page in the language in force."""
    return f"/{(get_language() or settings.LANGUAGE_CODE).split('-')[0]}/"
