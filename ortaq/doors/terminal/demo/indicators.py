"""The demo's indicators: made-up values with ids of known standards, and the figures the house computes itself."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ortaq.civic.indicators.queries import frameworks as framework_queries
from ortaq.civic.indicators.queries import indicators as queries
from ortaq.civic.indicators.rules import periods, values
from ortaq.civic.indicators.rules.measured import Measured
from ortaq.civic.indicators.services import computing, frameworks, indicators, indices, targets
from ortaq.civic.indicators.services import values as recording
from ortaq.core.matters import queries as matters
from ortaq.core.matters.localized import words
from ortaq.core.people.actor import GUEST, system
from ortaq.core.territory import queries as territory
from ortaq.doors.terminal.demo import atlas
from ortaq.doors.terminal.demo.founding import City, founded_at

if TYPE_CHECKING:
    from ortaq.civic.indicators.models import Indicator
    from ortaq.core.territory.models import Territory

Json = dict[str, Any]
Ids = dict[tuple[str, str], Any]
DEMO = system("demo")
CENTRE = "development-centre"
MONTHS = 12
LICENCE = "CC BY 4.0"
LINKS = (("green-area", "plan"), ("bike-paths", "plan"), ("budget-voters", "budget_call"))
FEW = 8
"""Indicators of the city people bring in a small one."""


@dataclass
class Indicators:
    """What the city measures, through the services that own it."""

    city: City
    rng: random.Random
    small: bool = False

    def run(self, end: datetime) -> None:
        """Let values be recorded year by year up to `end`, and the house's own be computed for the last months."""
        told = atlas.read("indicators")
        for framework in told["frameworks"]:
            frameworks.keep_framework(**framework, actor=DEMO, now=founded_at())
        ids = {(one.framework.code, one.code): one for one in framework_queries.choices()}
        brought = [one for one in told["indicators"] if "rule" not in one]
        counted = [one for one in told["indicators"] if "rule" in one]
        if self.small:
            villages = [one for one in brought if one["body"] != CENTRE]
            brought = [one for one in brought if one["body"] == CENTRE][:: len(brought) // FEW] + villages
        for given in [*brought, *counted]:
            self._indicator(given, told, ids, end)
        computing.compute_all(back=3 if self.small else MONTHS, actor=DEMO, now=end)
        self._indices(told, end)
        self._links(end)

    def _links(self, end: datetime) -> None:
        """Say what some of them measure: the plan of the city, its participatory budget."""
        for code, kind in LINKS:
            made = queries.get(code)
            origin = matters.visible(GUEST, [kind]).order_by("pk").first()
            if made is not None and origin is not None:
                indicators.link_matter(indicator=made, number=origin.number, actor=DEMO, now=end)

    def _indicator(self, given: Json, told: Json, ids: Ids, end: datetime) -> None:
        body = self.city.bodies[given["body"]]
        names = ("code", "name", "definition", "theme", "unit", "direction", "decimals", "frequency", "lag_days")
        facts = {name: given[name] for name in names} | {name: given.get(name, "") for name in ("rule", "figure")}
        made = indicators.keep_indicator(
            body=body, territory=body.territory, **facts, demo=True, actor=DEMO, now=founded_at()
        )
        for framework, code, fit in given["align"]:
            indicators.align(indicator=made, item=ids[framework, code], fit=fit, actor=DEMO, now=founded_at())
        if given["series"]:
            self._values(made, given, told, end)
        if given["target"]:
            self._target(made, given, told, end)

    def _values(self, made: "Indicator", given: Json, told: Json, end: datetime) -> None:
        """One value a period for the city, its districts and groups; `skip` of the last periods are missing."""
        series = given["series"]
        over = periods.last(given["frequency"], end.date(), len(series) + given["skip"])[: len(series)]
        districts = territory.districts() if given["spread"] else []
        lean = {place.code: self.rng.uniform(1 - given["spread"], 1 + given["spread"]) for place in districts}
        for period, value in zip(over, series, strict=True):
            self._value(made, made.territory, period, value, given, told, end)
            for place in districts:
                own = value * lean[place.code]
                self._value(made, place, period, _bound(own, given["unit"]), given, told, end)
            for group, factor in given["split"].items():
                split = values.read_split(group)
                if isinstance(split, str):
                    own = _bound(value * factor, given["unit"])
                    self._value(made, made.territory, period, own, given, told, end, split=split)

    def _value(
        self, made: "Indicator", place: "Territory", period: periods.Period, value: float, given: Json, told: Json,
        end: datetime, *, split: str = values.PLAIN,
    ) -> None:  # fmt: skip
        amount = values.read(f"{value:.{given['decimals']}f}")
        if not isinstance(amount, int):
            raise TypeError(given["code"])
        known = given["state"] == "documented"
        on = min(period.end + timedelta(days=90), end.date())
        measured = Measured(
            period, amount, given["unit"], words(told["source"], "kk"), on,
            split=split, source_url="https://demo.invalid/report" if known else "", licence=LICENCE if known else "",
            state=given["state"],
        )  # fmt: skip
        recording.record_value(indicator=made, territory=place, measured=measured, demo=True, actor=DEMO, now=end)

    def _target(self, made: "Indicator", given: Json, told: Json, end: datetime) -> None:
        goal, due, *baseline = given["target"]
        start = baseline[0] if baseline else given["series"][0]
        first = periods.last(given["frequency"], end.date(), len(given["series"] or range(MONTHS)))[0].end
        targets.set_target(
            indicator=made, territory=made.territory, baseline=_millionths(start), baseline_on=first,
            amount=_millionths(goal), due_on=date.fromisoformat(due), source=words(told["target_source"], "kk"),
            demo=True, actor=DEMO, now=end,
        )  # fmt: skip

    def _indices(self, told: Json, end: datetime) -> None:
        body = self.city.bodies[CENTRE]
        for given in told["indices"]:
            made = indices.keep_index(
                code=given["code"], body=body, name=given["name"], about=given["about"], publisher=given["publisher"],
                demo=True, actor=DEMO, now=founded_at(),
            )  # fmt: skip
            for edition, day, rank, of, score, method, *note in given["editions"]:
                if date.fromisoformat(day) <= end.date():
                    indices.record_rank(
                        index=made, edition=edition, published_on=date.fromisoformat(day), rank=rank, of=of,
                        score=_millionths(score), method=method, note=note[0] if note else {}, demo=True, actor=DEMO,
                        now=end,
                    )  # fmt: skip


def _bound(value: float, unit: str) -> float:
    return min(value, 100.0) if unit == "percent" else value


def _millionths(value: float) -> int:
    read = values.read(str(value))
    if not isinstance(read, int):
        raise TypeError(value)
    return read
