"""Maps, the table of zones and micro-grants of the world of plans: what their addresses and forms ask for."""

from typing import TYPE_CHECKING, Any

from shapely.geometry import Point

from tests.civic.plans import grant_stories, maps
from tests.conftest import NOW
from tests.factories import BOSTANDYK

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion
    from ortaq.core.people.actor import Actor

LAYER = "layer-9"
TABLE = "2027.1"
CONTEST = f"z{NOW.year}-000001"
ROWS = "code,name_kk,name_ru,hilucs,theme,colour\nX,Бір,Один,5_1,housing,#a1b2c3\n"


class Upload:
    """A file that can be sent again and again."""

    content_type = "application/octet-stream"

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.content = name, content

    def read(self) -> bytes:
        return self.content


FORM: dict[str, Any] = {
    "layer_theme": "housing", "layer_place": "3", "title_kk": "Қабат", "title_ru": "Слой",
    "map_file": Upload("map.geojson", maps.geojson(
        ({"code": "R", "key": "z-1", "kind": "other", "title": "Ереже"}, Point(BOSTANDYK).buffer(0.001))).content),
    "table_file": Upload("zones.csv", ROWS.encode()), "table_version": "2028.1", "table_from": "2028-01-01",
    "table_source": "Сынақ",
    "grant_measure": "m1", "call_title_kk": "Гранттар", "call_title_ru": "Гранты", "own_share_least": "5",
    "grant_contest": CONTEST, "grant_expected": "2", "project_kk": "Цех", "project_ru": "Цех",
    "given_on": NOW.date().isoformat(), "sum_whole": "1000", "promised_youth": "0", "promised_women": "1",
    "sum_own": "1000", "sum_1": "1000", "sum_due_1": NOW.date().isoformat(), "paid_on": NOW.date().isoformat(),
    "reported_on": NOW.date().isoformat(), "jobs_all": "2", "jobs_young": "1", "jobs_female": "1",
    "told_kk": "Ашылды.", "told_ru": "Открыт.",
}  # fmt: skip


def build(plan: "Plan", making: "PlanVersion", maker: "Actor") -> dict[str, Any]:
    """A layer to draw on, a call with one grant, a contest no call has."""
    from ortaq.core.matters import services as matters
    from ortaq.core.people.actor import system

    maps.a_layer(making, maker, LAYER)
    matters.open_matter(
        kind="contest", series=f"contest-z{NOW.year}", title="Байқау", language="kk", channel="desk", stage="open",
        visibility="public", actor=system("test"), now=NOW,
    )  # fmt: skip
    call = grant_stories.a_call(plan, maker)
    grant = grant_stories.a_grant(call, maker)
    return {"layer": LAYER, "version": TABLE, "call": call.pk, "grant": grant.number, "position": 1}


def written() -> tuple[Any, ...]:
    from ortaq.civic.plans.models import Layer, ZoneClass

    return (ZoneClass.objects.count(), *Layer.objects.order_by("pk").values_list("pk", "position"))
