"""An indicator of Bostandyk's akimat with a documented value, an id it stands for, and an index the akimat watches."""

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.civic.indicators import stories

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor
    from tests import factories

NAMESPACES = ("indicators", "indicators_desk")
SCENES = False
CODE = "green"
"""Of the indicator, of the framework and of the index alike: one argument is called so."""
FORM = {
    "measure_code": "new-one", "measure_name_kk": "Жаңа", "measure_name_ru": "Новый", "measure_theme": "water",
    "measure_unit": "ha", "direction": "up", "decimals": "1", "frequency": "year", "lag_days": "90",
    "part_of_city": "kz.almaty.bostandyk", "over": "2025", "amount": "7", "amount_unit": "ha", "source_of": "Есеп",
    "source_address": "https://x.example/report", "measured_on": "2027-02-01", "evidence": "documented",
    "because": "Қате терілген.", "baseline": "5", "baseline_on": "2024-01-01", "goal": "9", "reach_by": "2030-01-01",
    "csv_lines": "territory,period,value,unit,source,measured_on\nkz.almaty.bostandyk,2024,6,ha,Есеп,2027-02-01",
    "edition": "2026", "published_on": "2026-05-01", "rank": "7", "cities": "100", "method": "v1", "fit": "close",
    "item": "green 19.1", "keeper": "akimat-bostandyk", "whole": "kz.almaty.bostandyk", "measured_number": "2027-000001",
    "index_code": "new-index", "index_name_kk": "Индекс", "index_name_ru": "Индекс", "publisher": "Publisher",
}  # fmt: skip


def build(scene: str, city: "factories.City", owner: "Actor") -> dict[str, Any]:
    from ortaq.civic.indicators.services import indicators
    from ortaq.core.people.actor import system
    from tests.conftest import NOW

    body = city.bodies["akimat-bostandyk"]
    indicator, colleague = stories.an_indicator(code=CODE, body=body)
    value = stories.a_value(
        indicator, "2026", "5", state="documented", source_url="https://x.example/report", by=colleague
    )
    item = stories.a_framework("19.1", code=CODE).items.get()
    aligned = indicators.align(indicator=indicator, item=item, fit="exact", actor=system("test"), now=NOW)
    stories.an_edition(stories.an_index(body, CODE), "2025", 8, published_on=date(2025, 5, 1))
    return {"code": CODE, "pk": value.pk, "alignment": aligned.pk}


def written() -> tuple[int, ...]:
    from ortaq.civic.indicators.models import Alignment, IndexEdition, Indicator, Target, Value, WorldIndex

    counts = tuple(model.objects.count() for model in (Alignment, IndexEdition, Indicator, Target, Value, WorldIndex))
    return (*counts, Value.objects.filter(state="verified").count())
