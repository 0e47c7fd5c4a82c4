"""What the demo's residents said is led on: ideas and appeals into works and plans, a measure to what it built."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ortaq.civic.dialogue.queries import fates, processes
from ortaq.civic.indicators.queries import indicators as indicator_queries
from ortaq.civic.indicators.services import indicators
from ortaq.civic.plans.queries import plans
from ortaq.civic.works.services import works
from ortaq.core.matters import queries as matters
from ortaq.core.people.actor import GUEST, system
from ortaq.core.territory import queries as territory
from ortaq.doors.terminal.demo import atlas
from ortaq.doors.terminal.demo.founding import City
from ortaq.doors.terminal.demo.replay import Replay
from ortaq.doors.terminal.demo.works import PAPERS
from ortaq.journeys import forum_to_plan, need_to_measure, word_to_work

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Cluster
    from ortaq.civic.plans.models import Plan
    from ortaq.civic.reception.models import Appeal
    from ortaq.civic.works.models import Work

Json = dict[str, Any]
DEMO = system("demo")
TENGE = 100
"""Tiyn."""
PLAN = "almaty"
MOST = 6
"""Appeals of one work."""


@dataclass
class Threads:
    """Ties between what was said, planned, built and measured, through the journeys that own them."""

    city: City
    replay: Replay

    def run(self, end: datetime) -> None:
        """Tie everything on the day `end`: the cards have their whole history by then."""
        self.told = atlas.read("threads")
        for told in self.told["ideas"]:
            self._idea(told, end)
        for number in self.told["into_plan"]:
            forum_to_plan.hand_over(cluster=self._cluster(number), plan=_plan(PLAN), actor=DEMO, now=end)
        self._lamps(self.told["lamps"], end)
        self._village(self.told["village"], end)
        for code, plan, measure in self.told["measured"]:
            self._measured(code, _plan(plan), measure, end)

    def _cluster(self, number: int) -> "Cluster":
        process = processes.get(atlas.rows("dialogue", "processes")[0]["code"], GUEST)
        found = fates.get(process, number) if process else None
        if found is None:
            raise ValueError(f"the demo's dialogue has no cluster {number}")
        return found

    def _idea(self, told: Json, now: datetime) -> None:
        """What was answered together becomes one work."""
        ideas = [member.idea for member in fates.members(self._cluster(told["cluster"]))]
        numbers = [idea.matter.number for idea in ideas if idea is not None]
        self._open(numbers, told, told["body"], self.told["note_of_idea"], now)

    def _lamps(self, told: Json, now: datetime) -> None:
        """Appeals of one district that ask for lamps become one work of its akimat."""
        found: dict[str, list[Appeal]] = defaultdict(list)
        public = set(matters.visible(GUEST, ["appeal"]).values_list("pk", flat=True))
        districts = {place.code for place in territory.districts()}
        for index, appeal in self.replay.opened.items():
            made = self.replay.appeals[index]
            if appeal.matter_id in public and made.topic.startswith(told["topic"]) and made.territory in districts:
                found[made.territory].append(appeal)
        if found:
            district = max(sorted(found), key=lambda code: len(found[code]))
            numbers = [appeal.matter.number for appeal in found[district][-MOST:]]
            body = f"akimat-{district.rpartition('.')[2]}"
            self._open(numbers, told, body, self.told["note_of_appeal"], now)

    def _open(self, numbers: list[str], told: Json, body: str, note: Json, now: datetime) -> "Work":
        work = word_to_work.open_work(
            numbers=numbers, kind=told["kind"], title=told["title"], body=self.city.bodies[body], note=note["kk"],
            form_token=f"demo-{numbers[0]}", demo=True, actor=DEMO, now=now,
        )  # fmt: skip
        return works.change_work(work=work, changes={"planned": told["planned"] * TENGE}, actor=DEMO, now=now)

    def _village(self, told: Json, now: datetime) -> None:
        """A measure of a village is carried out by a public work of its akim, which is being built."""
        body, way = self.city.bodies[told["body"]], atlas.read("works")
        work = works.open_work(
            kind="other", title=told["title"], about=told["about"], language="kk", body=body,
            note=told["note"]["kk"], planned=told["planned"] * TENGE, territory=body.territory, demo=True,
            channel="desk", actor=DEMO, now=now - timedelta(days=told["days"]),
        )  # fmt: skip
        for stage, days in told["stages"].items():
            at = now - timedelta(days=days)
            work = works.move_work(
                work=work, stage=stage, reached_on=at.date(), note=way["notes"][stage]["kk"],
                spent=told["spent"] * TENGE if stage == "construction" else 0,
                links=[(PAPERS.format(number=work.matter.number, stage=stage), way["paper"]["kk"])], actor=DEMO, now=at,
            )  # fmt: skip
        need_to_measure.build(
            plan=_plan(told["plan"]), measure=told["measure"], work=work.matter.number, actor=DEMO, now=now
        )

    def _measured(self, code: str, plan: "Plan", measure: str, now: datetime) -> None:
        made = indicator_queries.get(code)
        if made is not None:
            card = need_to_measure.join_need(plan=plan, measure=measure, actor=DEMO, now=now)
            indicators.link_matter(indicator=made, number=card.number, actor=DEMO, now=now)


def _plan(code: str) -> "Plan":
    found = plans.get(code, GUEST)
    if found is None:
        raise ValueError(f"the demo has no plan {code}")
    return found
