"""Words of ideas: themes, groups, states and kinds of places, as forms and pages say them."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from ortaq.core.ui.places import KINDS

Word = str | Promise

THEMES: Final[dict[str, Word]] = {
    "environment": pgettext_lazy("theme", "Streets, yards, parks"),
    "transport": pgettext_lazy("theme", "Transport"),
    "industry": pgettext_lazy("theme", "Industry"),
    "stagnating": pgettext_lazy("theme", "Areas that fall behind"),
    "housing": pgettext_lazy("theme", "Housing"),
    "commerce": pgettext_lazy("theme", "Shops and services"),
    "ecology": pgettext_lazy("theme", "Air, water, green"),
    "historic_centre": pgettext_lazy("theme", "Historic centre"),
}
"""code → words, as `rules.ideas.THEMES` has them."""

STATES: Final[dict[str, tuple[Word, str]]] = {
    "held": (pgettext_lazy("idea", "waits for a look"), "wait"),
    "shown": (pgettext_lazy("idea", "open"), "now"),
    "rejected": (pgettext_lazy("idea", "not shown"), "off"),
    "joined": (pgettext_lazy("idea", "joined with another"), "plain"),
    "withdrawn": (pgettext_lazy("idea", "withdrawn"), "off"),
}
"""state → (words, tone)."""

PLACES: Final[list[tuple[str, Word]]] = [*KINDS, ("none", pgettext_lazy("place", "It has no place"))]

ORDERS: Final[list[tuple[str, Word]]] = [
    ("newest", pgettext_lazy("order", "Newest first")),
    ("wanted", pgettext_lazy("order", "Most wanted first")),
]

LIST_STATES: Final[list[tuple[str, Word]]] = [
    ("", pgettext_lazy("idea", "Open for support")),
    ("answered", pgettext_lazy("idea", "Answered by the city")),
    ("joined", pgettext_lazy("idea", "Joined with others")),
]
