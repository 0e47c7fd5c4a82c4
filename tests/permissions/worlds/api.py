"""A public work as a feature of the door of machines: everyone reads it, nobody writes."""

from typing import TYPE_CHECKING, Any

from tests import factories

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor

NAMESPACES = ("api",)
SCENES = False
FORM: dict[str, str] = {}


def build(scene: str, city: "factories.City", owner: "Actor") -> dict[str, Any]:
    lon, lat = factories.BOSTANDYK
    work = factories.a_work(city, lon=lon, lat=lat)
    return {
        "layer_id": "works",
        "item_id": work.matter.number,
        "ending": "csv",
        "dataset_id": "appeals",
        "rest": "nothing",
    }


def written() -> tuple[int, ...]:
    return ()
