"""How works are worded on pages: stages, kinds, amounts, check-lists, findings, in the language of the page."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.template import Library
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext, pgettext, pgettext_lazy

from ortaq.civic.works.rules import photos
from ortaq.civic.works.rules.quantities import METRE, SQUARE_METRE, UNIT
from ortaq.core.ui.numbers import NARROW, write_number
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.works.models import PhotoPair

register = Library()
Word = str | Promise

STAGES: Final[dict[str, Word]] = {
    "idea": pgettext_lazy("stage of a work", "idea"),
    "concept": pgettext_lazy("stage of a work", "concept"),
    "design": pgettext_lazy("stage of a work", "design"),
    "tender": pgettext_lazy("stage of a work", "tender"),
    "construction": pgettext_lazy("stage of a work", "construction"),
    "done": pgettext_lazy("stage of a work", "done"),
    "accepted": pgettext_lazy("stage of a work", "accepted by residents"),
    "stopped": pgettext_lazy("stage of a work", "stopped"),
}
GRANT_STAGES: Final[dict[str, Word]] = {
    "idea": pgettext_lazy("stage of a grant", "awarded"),
    "construction": pgettext_lazy("stage of a grant", "being carried out"),
}
"""Nothing is designed or bid for where somebody carries out her own project with a grant."""
TONES: Final = {"done": "good", "accepted": "good", "stopped": "off", "construction": "now"}
KINDS: Final[dict[str, Word]] = {
    "pedestrian": pgettext_lazy("kind of a work", "pedestrian streets"),
    "pavement": pgettext_lazy("kind of a work", "pavements and aryks"),
    "playground": pgettext_lazy("kind of a work", "playgrounds and sports grounds"),
    "park": pgettext_lazy("kind of a work", "parks, squares, paths"),
    "greening": pgettext_lazy("kind of a work", "greening"),
    "lighting": pgettext_lazy("kind of a work", "lighting"),
    "walls": pgettext_lazy("kind of a work", "kerbs and retaining walls"),
    "clearing": pgettext_lazy("kind of a work", "clearing of dumps"),
    "furniture": pgettext_lazy("kind of a work", "benches, bins, gazebos"),
    "grant": pgettext_lazy("kind of a work", "a project with a grant"),
    "other": pgettext_lazy("kind of a work", "other"),
}
MEASURES: Final[dict[str, Word]] = {
    "pedestrian_street": pgettext_lazy("what is counted", "Pedestrian streets"),
    "cycle_path": pgettext_lazy("what is counted", "Cycle paths"),
    "aryk": pgettext_lazy("what is counted", "Aryks"),
    "pavement_area": pgettext_lazy("what is counted", "Pavements"),
    "green_area": pgettext_lazy("what is counted", "Lawns and green areas"),
    "playground": pgettext_lazy("what is counted", "Playgrounds and sports grounds"),
    "tree": pgettext_lazy("what is counted", "Trees"),
    "lamp": pgettext_lazy("what is counted", "Street lamps"),
    "bench": pgettext_lazy("what is counted", "Benches"),
}
UNITS: Final[dict[str, Word]] = {
    "piece": pgettext_lazy("unit", "pieces"),
    "m": pgettext_lazy("unit", "m"),
    "km": pgettext_lazy("unit", "km"),
    "m2": pgettext_lazy("unit", "m²"),
    "ha": pgettext_lazy("unit", "ha"),
}
PAIRS: Final[dict[str, tuple[Word, str]]] = {
    "half": (pgettext_lazy("pair of photos", "waits for the photo AFTER"), "plain"),
    "to_check": (pgettext_lazy("pair of photos", "waits for a check"), "wait"),
    "confirmed": (pgettext_lazy("pair of photos", "checked"), "good"),
    "not_confirmed": (pgettext_lazy("pair of photos", "not shown"), "off"),
}
PAYMENTS: Final[dict[str, tuple[Word, str]]] = {
    "due": (pgettext_lazy("instalment", "to be paid"), "plain"),
    "paid": (pgettext_lazy("instalment", "paid"), "good"),
    "withheld": (pgettext_lazy("instalment", "withheld"), "off"),
}
ITEMS: Final[dict[str, Word]] = {
    "surface": gettext_lazy("The surface is even: nothing to stumble over, no puddles."),
    "kerbs": gettext_lazy("Kerbs are lowered at every crossing."),
    "drainage": gettext_lazy("Water runs off into the aryk or the drain."),
    "light": gettext_lazy("It is light enough after dark."),
    "benches": gettext_lazy("There are benches and bins, and they stand firm."),
    "trees": gettext_lazy("The trees and bushes have taken root."),
    "ground": gettext_lazy("The ground under swings and slides is soft."),
    "fixed": gettext_lazy("Everything is fixed: nothing wobbles or creaks."),
    "edges": gettext_lazy("There are no sharp edges, nails or splinters."),
    "fence": gettext_lazy("A child cannot run straight onto the road."),
    "watering": gettext_lazy("There is water for the plants."),
    "lamps": gettext_lazy("Every lamp is lit, and none shines into windows."),
    "wires": gettext_lazy("No wires hang or stick out."),
    "wall": gettext_lazy("The wall stands straight and has no cracks."),
    "no_waste": gettext_lazy("No waste is left, and there is a place for it."),
    "as_promised": gettext_lazy("What was promised is there and works."),
    "clean": gettext_lazy("Building waste is gone, the site is clean."),
    "wheels": gettext_lazy("With a stroller or in a wheelchair one gets there and through."),
}
EVIDENCE_ICONS: Final = {"document": "download", "photo": "photo", "link": "arrow"}
FINE_KM: Final = 2
"""Decimals of kilometres."""
THOUSAND: Final = 1000


@register.filter
def stage_name(stage: str, kind: str = "") -> Word:
    """This will name a stage, of a grant in its own words: {{ work.stage|stage_name:work.kind }}."""
    names = STAGES | GRANT_STAGES if kind == "grant" else STAGES
    return names.get(stage, stage)


@register.filter
def stage_tone(stage: str) -> str:
    """This will give the tone in which a stage is shown."""
    return TONES.get(stage, "plain")


@register.filter
def work_kind(kind: str) -> Word:
    """This will name a kind of work."""
    return KINDS.get(kind, kind)


@register.filter
def measure_name(kind: str) -> Word:
    """This will name what is counted."""
    return MEASURES[kind]


@register.filter
def item_name(item: str) -> Word:
    """This will say a line of the check-list."""
    return ITEMS[item]


def amount(kind: str, number: int) -> str:
    """This will write an amount with its unit: "60 km", "850 m", "617 000 m²", "442"."""
    spoken, unit = language(), UNIT[kind]
    if unit == METRE and number >= THOUSAND:
        kilometres = (Decimal(number) / THOUSAND).normalize()
        places = min(FINE_KM, max(0, -int(kilometres.as_tuple().exponent)))
        return f"{write_number(kilometres, language=spoken, places=places)}{NARROW}{pgettext('unit', 'km')}"
    written = write_number(number, language=spoken)
    if unit == METRE:
        return f"{written}{NARROW}{pgettext('unit', 'm')}"
    return f"{written}{NARROW}{pgettext('unit', 'm²')}" if unit == SQUARE_METRE else written


@register.filter
def amount_of(number: int | None, kind: str) -> str:
    """Write an amount: {{ quantity.done|amount_of:quantity.kind }}."""
    return "—" if number is None else amount(kind, number)


def counted(kind: str, number: int) -> str:
    """This will write an amount so that it stands alone in a sentence: pieces say of what, "442 playgrounds"."""
    n = write_number(number, language=language())
    words = {
        "playground": npgettext("amount", "%(n)s playground", "%(n)s playgrounds", number),
        "tree": npgettext("amount", "%(n)s tree", "%(n)s trees", number),
        "lamp": npgettext("amount", "%(n)s lamp", "%(n)s lamps", number),
        "bench": npgettext("amount", "%(n)s bench", "%(n)s benches", number),
    }
    return words[kind] % {"n": n} if kind in words else amount(kind, number)


@register.filter
def in_one_line(figures: Iterable[Any]) -> str:
    """Write figures as one line: "60 km · 617 000 m² · 442 playgrounds"."""
    return " · ".join(counted(figure.kind, figure.amount) for figure in figures)


@register.filter
def pair_word(state: str) -> Word:
    """This will name the state of a pair of photos."""
    return PAIRS[state][0]


@register.filter
def pair_tone(state: str) -> str:
    """This will give the tone of the state of a pair."""
    return PAIRS[state][1]


@register.filter
def payment_word(state: str) -> Word:
    """This will name the state of an instalment."""
    return PAYMENTS[state][0]


@register.filter
def payment_tone(state: str) -> str:
    """This will give the tone of the state of an instalment."""
    return PAYMENTS[state][1]


@register.filter
def finding_sentences(pair: "PhotoPair") -> list[tuple[str, bool]]:
    """Say what was found about a pair: sentences, and whether the pair can never be shown for it."""
    return [(_(photos.SENTENCES[code]), code in photos.GRAVE) for code in pair.findings if code in photos.SENTENCES]
