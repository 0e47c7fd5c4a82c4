"""Who sees a private file: each kind of matter brings its own rule, named in site/wiring.py."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ortaq.core.people.actor import Actor

if TYPE_CHECKING:
    from ortaq.core.matters.models import Matter

Predicate = Callable[[Actor, "Matter"], bool]
_RULES: dict[str, Predicate] = {}


def allow(kind: str, predicate: Predicate) -> None:
    """This will let `predicate(actor, matter)` decide over private files of matters of this kind."""
    _RULES[kind] = predicate


def may_see(actor: Actor, matter: "Matter") -> bool:
    """Whether the actor may see private files of the matter; a kind without a rule shows nothing."""
    rule = _RULES.get(matter.kind)
    return rule is not None and rule(actor, matter)
