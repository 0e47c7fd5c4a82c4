"""Words of ideas: themes, groups, states and kinds of places, as forms and pages say them."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

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

LENSES: Final[dict[str, Word]] = {
    "stroller": pgettext_lazy("lens", "With a stroller"),
    "wheelchair": pgettext_lazy("lens", "In a wheelchair"),
    "blind": pgettext_lazy("lens", "See badly or not at all"),
    "deaf": pgettext_lazy("lens", "Hear badly or not at all"),
    "elderly": pgettext_lazy("lens", "Over 60"),
    "child": pgettext_lazy("lens", "Under 18"),
    "student": pgettext_lazy("lens", "Students"),
    "large_family": pgettext_lazy("lens", "Large families"),
    "pedestrian": pgettext_lazy("lens", "Mostly on foot"),
    "cyclist": pgettext_lazy("lens", "By bicycle"),
    "transit": pgettext_lazy("lens", "By bus and metro"),
    "driver": pgettext_lazy("lens", "By car"),
    "business": pgettext_lazy("lens", "Small business"),
    "newcomer": pgettext_lazy("lens", "New in the city"),
    "village": pgettext_lazy("lens", "In the villages around"),
}
"""code → words, as `rules.lenses.LENSES` has them."""
NONE_OF_THESE: Final = pgettext_lazy("lens", "None of these")

STATES: Final[dict[str, tuple[Word, str]]] = {
    "held": (pgettext_lazy("idea", "waits for a look"), "wait"),
    "shown": (pgettext_lazy("idea", "open"), "now"),
    "rejected": (pgettext_lazy("idea", "not shown"), "off"),
    "joined": (pgettext_lazy("idea", "joined with another"), "plain"),
    "withdrawn": (pgettext_lazy("idea", "withdrawn"), "off"),
}
"""state → (words, tone)."""

PLACES: Final[list[tuple[str, Word]]] = [
    ("point", pgettext_lazy("place", "At one place")),
    ("line", pgettext_lazy("place", "Along a line: a street, a path")),
    ("area", pgettext_lazy("place", "In an area: a yard, a block, a park")),
    ("none", pgettext_lazy("place", "It has no place")),
]

ORDERS: Final[list[tuple[str, Word]]] = [
    ("newest", pgettext_lazy("order", "Newest first")),
    ("wanted", pgettext_lazy("order", "Most wanted first")),
]

LIST_STATES: Final[list[tuple[str, Word]]] = [
    ("", pgettext_lazy("idea", "Open for support")),
    ("answered", pgettext_lazy("idea", "Answered by the city")),
    ("joined", pgettext_lazy("idea", "Joined with others")),
]
