"""The demo's village plans: three okrugs name what hurts, do something about it and tell how it goes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from ortaq.civic.plans.queries import listing
from ortaq.civic.plans.queries import village as trees
from ortaq.civic.plans.rules.grants import Outcome, Part, Promise
from ortaq.civic.plans.services import gatherings, grants, plans, progress, versions, village
from ortaq.core.people.actor import Actor, system
from ortaq.core.territory import queries as territory
from ortaq.doors.terminal.demo import atlas
from ortaq.doors.terminal.demo.cast import Cast
from ortaq.doors.terminal.demo.founding import City, founded_at
from ortaq.doors.terminal.demo.life import ALMATY

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Gathering, GrantCall, Measure, Need, Plan, PlanVersion

Json = dict[str, Any]
DEMO = system("demo")
TENGE = 100
"""Tiyn."""
NOON, EVENING = time(12), time(18)
BEGUN = timedelta(days=10)
"""A plan is begun so long before its first meeting."""
ADOPTED, IN_FORCE = timedelta(days=7), timedelta(days=14)
FIRST_PART = 60
"""Per cent of a grant that is paid at once."""
PAID = timedelta(days=3)
LATER_PART = timedelta(days=60)
GIVEN = timedelta(days=20)
"""From the call to the grants."""
TOLD = timedelta(days=100)
"""From a grant to its first report."""


@dataclass
class Villages:
    """All village plans, each told in the order things happened."""

    city: City
    cast: Cast

    def run(self, end: datetime) -> None:
        """Tell the plans up to `end`."""
        for told in atlas.rows("villages", "plans"):
            Village(self.city, self.cast, told, end).run()


@dataclass
class Village:
    """One plan; what happens is gathered first and then told by its moments."""

    city: City
    cast: Cast
    told: Json
    end: datetime
    events: list[tuple[datetime, int, Callable[[datetime], object]]] = field(default_factory=list)
    meetings: "dict[int, Gathering]" = field(default_factory=dict)
    plan: "Plan | None" = None

    def run(self) -> None:
        """Tell everything that happened before the end."""
        first = min(self.day(one["held_on"]) for one in self.told["meetings"])
        self.at(first - BEGUN, self.begin)
        for place, meeting in enumerate(self.told["meetings"]):
            self.at(self.day(meeting["held_on"]), partial(self.meet, place, meeting), EVENING)
        for number, version in enumerate(self.told["versions"]):
            self.at(self.day(version["at"]), partial(self.publish, number, version))
        for report in self.told["reports"]:
            self.at(self.day(report["at"]), partial(self.report, report))
        self.at(self.day(self.told["grants"]["at"]), self.call)
        while self.events:
            self.events.sort(key=lambda event: event[:2])
            now, _order, act = self.events.pop(0)
            if now <= self.end:
                act(now)

    def day(self, said: int | str) -> date:
        """Return a day: ISO, or so many days before the end."""
        return date.fromisoformat(said) if isinstance(said, str) else (self.end - timedelta(days=said)).date()

    def at(self, on: date, act: Callable[[datetime], object], hour: time = NOON) -> None:
        """Remember what happens on a day."""
        self.events.append((datetime.combine(on, hour, ALMATY), len(self.events), act))

    def by(self, now: datetime) -> dict[str, Any]:
        """Return who acts and when: the akim, or the demo itself before the city's desk was there."""
        akim: Actor = self.cast.officials[self.told["body"], "head"][1]
        return {"actor": akim if now >= founded_at() else DEMO, "now": now}

    @property
    def its(self) -> "Plan":
        """The plan."""
        if self.plan is None:
            raise ValueError("the plan has not been begun")
        return self.plan

    # ── what happens ─────────────────────────────────────────────────────────────────────────────────────────────

    def begin(self, now: datetime) -> None:
        """Open the plan and name who has to be heard."""
        told = self.told
        self.plan = plans.open_plan(
            kind="village_plan", body=self.city.bodies[told["body"]],
            territory=territory.by_code([told["territory"]])[told["territory"]], title=told["title"],
            summary=told["summary"], code=told["code"], stage="draft", demo=True, **self.by(now),
        )  # fmt: skip
        for group in told["groups"]:
            gatherings.keep_group(plan=self.plan, **group, **self.by(now))

    def meet(self, place: int, told: Json, now: datetime) -> None:
        """Tell of a meeting on its evening."""
        given = told | {"held_on": now.date()}
        self.meetings[place] = gatherings.record_gathering(plan=self.its, **given, **self.by(now))

    def publish(self, number: int, told: Json, now: datetime) -> None:
        """Fill a version, publish it and bring it to the hearing; one with a basis is adopted and comes into force."""
        if number:
            version = versions.begin_version(plan=self.its, label=told["label"], **self.by(now))
        else:
            made = listing.in_making(self.its)
            if made is None:
                raise ValueError("the first version is gone")
            named = {"label": told["label"], "source": told["source"]}
            version = versions.change_version(version=made, changes=named, **self.by(now))
        self._rewrite(version, told, now)
        self._fill(version, told, now)
        versions.publish_version(version=version, **self.by(now))
        versions.reach_stage(version=version, stage="hearing", **self.by(now))
        if "basis" in told:
            for stage, after in (("adopted", ADOPTED), ("in_force", IN_FORCE)):
                self.at((now + after).date(), partial(self._reach, version, stage, told["basis"]))

    def _reach(self, version: "PlanVersion", stage: str, basis: Json, now: datetime) -> None:
        versions.reach_stage(version=version, stage=stage, day=now.date(), legal_basis=basis, **self.by(now))

    def _rewrite(self, version: "PlanVersion", told: Json, now: datetime) -> None:
        for change in told.get("rewritten", ()):
            need: Any = trees.part(version, change["key"])
            village.change_need(need=need, changes={"text": change["text"]}, **self.by(now))

    def _fill(self, version: "PlanVersion", told: Json, now: datetime) -> None:
        keys: list[str] = []
        for one in told["needs"]:
            named = {name: one[name] for name in ("title", "theme", "dots", "groups", "put_off", "text") if name in one}
            need = village.add_need(
                version=version, cause_of=keys[one["cause_of"]] if "cause_of" in one else "",
                gathering=self.meetings.get(one["meeting"]), **named, **self.by(now),
            )  # fmt: skip
            keys.append(need.key)
            for measure in one["measures"]:
                self._add_measure(need, measure, now)

    def _add_measure(self, need: "Need", told: Json, now: datetime) -> None:
        given: Json = {name: told[name] for name in ("title", "responsible", "text", "lon", "lat") if name in told}
        measure = village.add_measure(need=need, due_on=self.day(told["due_on"]), **given, **self.by(now))
        for step in told["steps"]:
            self.at(self.day(step["on"]), partial(self._move, measure.key, step))
        for resource in told["resources"]:
            self._add_resource(measure, resource, now)
        for result in told["results"]:
            self._add_result(measure, result, now)

    def _add_resource(self, measure: "Measure", told: Json, now: datetime) -> None:
        line = village.add_resource(
            measure=measure, kind=told["kind"], planned=told.get("planned", 0) * TENGE, year=told.get("year"),
            note=told.get("note"), **self.by(now),
        )  # fmt: skip
        for spent in told.get("spent", ()):
            self.at(self.day(spent["on"]), partial(self._spend, line.key, spent))

    def _add_result(self, measure: "Measure", told: Json, now: datetime) -> None:
        days: Json = {name: self.day(told[name]) for name in ("baseline_on", "target_on")}
        values: Json = {name: Decimal(told[name]) for name in ("baseline", "target")}
        given: Json = {"title": told["title"], "unit": told["unit"]}
        aim = village.add_result(measure=measure, **given, **days, **values, **self.by(now))
        for actual in told["actuals"]:
            self.at(self.day(actual["on"]), partial(self._reach_value, aim.key, actual))

    def _move(self, key: str, told: Json, now: datetime) -> None:
        given: Json = {"state": told["state"], "note": told["note"], "on": now.date()}
        progress.move_measure(plan=self.its, measure=key, **given, **self.by(now))

    def _spend(self, key: str, told: Json, now: datetime) -> None:
        given: Json = {"amount": told["amount"] * TENGE, "source": told["source"], "on": now.date()}
        progress.record_spending(plan=self.its, resource=key, **given, **self.by(now))

    def _reach_value(self, key: str, told: Json, now: datetime) -> None:
        given: Json = {"value": Decimal(str(told["value"])), "people": told["people"], "source": told["source"]}
        progress.record_actual(plan=self.its, result=key, on=now.date(), **given, **self.by(now))

    def report(self, told: Json, now: datetime) -> None:
        """Publish the report of a year: a given one, or the last that is over."""
        year = now.year - 1 if told["year"] == "last" else told["year"]
        progress.publish_report(plan=self.its, year=year, text=told["text"], **self.by(now))

    # ── micro-grants ─────────────────────────────────────────────────────────────────────────────────────────────

    def call(self, now: datetime) -> None:
        """Open the call; its grants are given, paid and reported in the months after it."""
        told = self.told["grants"]
        call = grants.open_call(
            plan=self.its, measure=told["measure"], title=told["title"], own_share_least=told["share"], **self.by(now)
        )
        for one in told["given"]:
            self.at((now + GIVEN).date(), partial(self._give, call, one))

    def _give(self, call: "GrantCall", told: Json, now: datetime) -> None:
        on, whole = now.date(), told["amount"] * TENGE
        first = whole * FIRST_PART // 100
        parts = [Part(first, on + PAID), Part(whole - first, on + LATER_PART)]
        promise = Promise(told["own"] * TENGE, told["youth"], told["women"])
        grant = grants.give_grant(
            call=call, project=told["project"], amount=whole, parts=parts, promise=promise, given_on=on, **self.by(now)
        )
        for instalment in grant.instalments.all():
            self.at(instalment.due_on, partial(self._pay, instalment))
        self.at(on + TOLD, partial(self._report_grant, grant, told))

    def _pay(self, instalment: Any, now: datetime) -> None:
        grants.pay_instalment(instalment=instalment, on=now.date(), **self.by(now))

    def _report_grant(self, grant: Any, told: Json, now: datetime) -> None:
        jobs = told["jobs"]
        outcome = Outcome(jobs, min(told["youth"], jobs), min(told["women"], jobs), told["people"])
        words = {"n": jobs, "people": told["people"]}
        text = {language: said % words for language, said in atlas.read("villages")["opened"].items()}
        grants.report(grant=grant, on=now.date(), outcome=outcome, text=text, **self.by(now))
