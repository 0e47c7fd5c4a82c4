"""A small indicator for tests: its body and officers, its place with two districts, its values."""

from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from tests import factories, records
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.indicators.models import Indicator, Value
    from ortaq.core.people.actor import Actor
    from ortaq.core.territory.models import Body, Territory

NAME = {"kk": "Жасыл алаң", "ru": "Зелёные площади", "en": "Green area"}
_number = count(1)


def office(body: "Body", role: str = "officer") -> "Actor":
    """Somebody of the body with a second factor."""
    return factories.actor_for(factories.an_office(body, role))


def an_indicator(**facts: Any) -> "tuple[Indicator, Actor]":
    """An indicator of a body in a city, and an officer of that body."""
    from ortaq.civic.indicators.services import indicators
    from ortaq.core.people.actor import system

    body = facts.pop("body", None) or records.a_body()
    given = {
        "code": f"green-{next(_number)}", "territory": body.territory, "name": NAME, "theme": "public_space",
        "unit": "ha", "direction": "up", "decimals": 1,
    }  # fmt: skip
    made = indicators.keep_indicator(body=body, **given | facts, actor=system("test"), now=NOW)
    return made, office(body)


def measured(period: str, value: str, **facts: Any) -> Any:
    """What somebody brings for a period."""
    from ortaq.civic.indicators.rules import periods, values
    from ortaq.civic.indicators.rules.measured import Measured

    given = {"unit": "ha", "source": "Жылдық есеп", "measured_on": date(2027, 1, 20)}
    return Measured(periods.read(period), values.read(value), **given | facts)


def a_value(indicator: "Indicator", period: str, value: str, **facts: Any) -> "Value":
    """A value as an officer records it; `by` is who, `place` where."""
    from ortaq.civic.indicators.services import values

    place, by = facts.pop("place", indicator.territory), facts.pop("by", None) or office(indicator.body)
    facts.setdefault("unit", indicator.unit)
    return values.record_value(
        indicator=indicator, territory=place, measured=measured(period, value, **facts), actor=by, now=NOW
    )


def a_district(parent: "Territory", code: str, **facts: Any) -> "Territory":
    """A part of the place."""
    from ortaq.core.territory.models import Territory

    names = {"kk": code.title(), "ru": code.title(), "en": code.title()}
    return Territory.objects.create(
        code=f"{parent.code}.{code}", kind="district", parent=parent, name=names, lon=76.9, lat=43.2, **facts
    )


def a_framework(*codes: str, code: str = "iso") -> Any:
    """A framework with these ids."""
    from ortaq.civic.indicators.services import frameworks
    from ortaq.core.people.actor import system

    items = [{"code": one, "name": {"kk": f"{one} көрсеткіші", "ru": f"Показатель {one}"}} for one in codes]
    name = {"kk": "Стандарт", "ru": "Стандарт", "en": "The standard"}
    return frameworks.keep_framework(
        code=code, name=name, edition="2014", publisher="ISO", items=items, actor=system("test"), now=NOW
    )


def an_index(body: "Body", code: str = "world-cities") -> Any:
    """An index the body watches."""
    from ortaq.civic.indicators.services import indices
    from ortaq.core.people.actor import system

    return indices.keep_index(
        code=code, body=body, name={"kk": "Қалалар индексі", "ru": "Индекс городов", "en": "Cities index"},
        publisher="Publisher (demo)", actor=system("test"), now=NOW,
    )  # fmt: skip


def an_edition(index: Any, edition: str, rank: int, method: str = "v1", **facts: Any) -> Any:
    """What an edition said."""
    from ortaq.civic.indicators.services import indices
    from ortaq.core.people.actor import system

    given = {"published_on": date(2024, 5, 1), "of": 100} | facts
    return indices.record_rank(
        index=index, edition=edition, rank=rank, method=method, **given, actor=system("test"), now=NOW
    )
