"""What an indicator and an international index need to stand. Plain Python."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from ortaq.civic.indicators.rules.figures import get
from ortaq.civic.indicators.rules.words import DIRECTIONS, FREQUENCIES, THEMES, UNITS
from ortaq.core.people.refusal import N_, YES, Answer, no

NEEDED: Final = ("kk", "ru")
"""Languages nothing is shown without."""
TAKEN: Final = frozenset({"frameworks", "rankings", "new", "import", "values"})
"""Words of the addresses beside an indicator's."""
MOST_LAG: Final = 1500
MOST_DECIMALS: Final = 6
_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_code(code: str) -> Answer:
    """This will say whether a code can stand in an address."""
    if not _CODE.fullmatch(code):
        return no("code", N_("The address takes small Latin letters, digits and hyphens."))
    return no("code", N_("This address is taken by another page.")) if code in TAKEN else YES


def check_name(name: Mapping[str, str]) -> Answer:
    """This will say whether a name is there in Kazakh and in Russian."""
    if all(name.get(language, "").strip() for language in NEEDED):
        return YES
    return no("no_name", N_("Write the name in Kazakh and in Russian."))


def check_described(*, theme: str, unit: str, direction: str, frequency: str, decimals: int, lag_days: int) -> Answer:
    """This will say whether an indicator is described with known words."""
    known = theme in THEMES and unit in UNITS and direction in DIRECTIONS and frequency in FREQUENCIES
    if not known:
        return no("words", N_("Choose theme, unit, direction and frequency from the lists."))
    if not 0 <= decimals <= MOST_DECIMALS:
        return no("decimals", N_("At most six places after the point are kept."))
    return YES if 0 <= lag_days <= MOST_LAG else no("lag", N_("The term is between 0 and 1 500 days."))


def check_computed(rule: str, figure_id: str) -> Answer:
    """This will say whether an indicator can be computed so; nothing at all means that people bring its values."""
    if not rule and not figure_id:
        return YES
    figure = get(figure_id)
    if figure is None or rule not in figure.rules:
        return no("figure", N_("This rule does not fit the figure. Choose both again, or neither."))
    return YES


def can_be_computed(rule: str) -> Answer:
    """This will say whether the house counts this indicator itself."""
    return YES if rule else no("not_computed", N_("This indicator is brought by people, not computed."))


def can_be_brought(rule: str) -> Answer:
    """This will say whether people bring the values of an indicator: what is computed nobody types."""
    return no("computed", N_("This indicator is computed every night: nobody types its values.")) if rule else YES


def check_edition(*, rank: int, of: int, published_on: date, today: date, method: str) -> Answer:
    """This will say whether an edition's result can stand."""
    if not 1 <= rank <= of:
        return no("rank", N_("The place lies between 1 and the number of cities."))
    if published_on > today:
        return no("future", N_("This edition has not been published yet."))
    if not method.strip():
        return no("no_method", N_("Name the method of the edition: by it we know which editions may be compared."))
    return YES


def comparable(before: str, after: str) -> bool:
    """This will say whether two editions may be compared: they were made by one method."""
    return before.strip().casefold() == after.strip().casefold()
