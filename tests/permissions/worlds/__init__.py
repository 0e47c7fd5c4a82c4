"""What the permission test finds in the apps beside the reception: one module each.

A module gives NAMESPACES (its addresses), SCENES (True if its answers depend on the scene), FORM (fields its deeds need),
`build(scene, city, owner)` → values for its addresses ("owner" is the actor of the role "applicant"), and `written()` →
counts of what a deed leaves behind beside entries of the journal.
"""

from typing import TYPE_CHECKING, Any

from tests.permissions.worlds import api, ballots, budgets, contests, dialogue, indicators, plans, words, works

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor
    from tests import factories

WORLDS = (api, works, contests, budgets, ballots, dialogue, plans, indicators, words)
WITH_SCENES = tuple(name for world in WORLDS if world.SCENES for name in world.NAMESPACES)
FORM: dict[str, Any] = {name: value for world in WORLDS for name, value in world.FORM.items()}


def build(scene: str, city: "factories.City", owner: "Actor") -> "dict[str, dict[str, Any]]":
    """This will set up every app's part of the scene and give namespace → values for its addresses."""
    return {name: values for world in WORLDS for name, values in _built(world, scene, city, owner)}


def _built(world: Any, scene: str, city: "factories.City", owner: "Actor") -> list[tuple[str, dict[str, Any]]]:
    values = world.build(scene, city, owner)
    return [(name, values) for name in world.NAMESPACES]


def written() -> tuple[int, ...]:
    """This will count what deeds of these apps leave behind."""
    return tuple(count for world in WORLDS for count in world.written())
