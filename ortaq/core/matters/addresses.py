"""Where the page of a matter is: each kind of matter brings its own address, named in site/wiring.py."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from ortaq.core.matters.models import Matter

Parts = Callable[[Sequence[int]], Mapping[int, Mapping[str, str]]]
"""Ids of matters → what their addresses are made of; one without an entry has no page."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The name of an address, and what it is made of when the number alone is not enough."""

    name: str
    parts: Parts | None = None


_LEADS: dict[str, Lead] = {}


def lead(kind: str, name: str, parts: Parts | None = None) -> None:
    """This will make matters of a kind reachable at the named address, by their number unless `parts` says more."""
    _LEADS[kind] = Lead(name, parts)


def kinds() -> list[str]:
    """This will list the kinds that have pages of their own."""
    return list(_LEADS)


def of(matters: Sequence["Matter"]) -> dict[int, str]:
    """This will give matter id → address of its page, in the language of the page. One statement per kind at most."""
    found = {}
    for kind, known in _LEADS.items():
        here = [matter for matter in matters if matter.kind == kind]
        if not here:
            continue
        parts = known.parts([matter.pk for matter in here]) if known.parts else {}
        for matter in here:
            made_of = parts.get(matter.pk) if known.parts else {"number": matter.number}
            if made_of is not None:
                found[matter.pk] = reverse(known.name, kwargs=dict(made_of))
    return found
