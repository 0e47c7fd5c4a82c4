"""What the demo's residents say about the General Plan, and what the city's bodies answer."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ortaq.civic.plans.queries import texts, zones
from ortaq.civic.plans.rules.anchors import Place
from ortaq.civic.plans.services import answers, moderation, plans, remarks
from ortaq.core.people.actor import system
from ortaq.core.territory.shapes import built
from ortaq.doors.terminal.demo import atlas
from ortaq.doors.terminal.demo.cast import Cast, resident_actor
from ortaq.doors.terminal.demo.founding import City

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion, Remark

Json = dict[str, Any]
Row = list[Any]
DEMO = system("demo")
DRAWN = {"pt": "point", "ln": "line", "ar": "area"}
HELD, REJECTED, OPEN = "held", "rejected", ":"
"""What becomes of a remark that gets no answer; ":nature" waits with that body."""
FEW = 6
"""Of so many remarks a small city has one."""
MANY = 500
"""More zones than the demo's plan has."""
WANTED = 4
"""Of so many supporters one is there: each is a call of its own."""
PROMISED = timedelta(days=7)
"""Before the demo's day: by then everything about the first version was to be answered."""
LATE = "region"
"""The answer that came after its day."""


@dataclass
class Remarks:
    """Residents speak about both versions of the plan; bodies answer most of it."""

    city: City
    cast: Cast
    small: bool = False
    waiting: "dict[str, list[Remark]]" = field(default_factory=lambda: defaultdict(list))
    """By the answer they will get."""

    def about(self, version: "PlanVersion", begun: datetime, until: datetime, due: datetime) -> None:
        """Let residents speak about a version between two moments; answers are promised by the day `due`."""
        answers.set_term(version=version, remarks_until=None, answers_by=due.date(), actor=DEMO, now=begun)
        # Paragraphs are named by where they stood in the first version: they keep their keys.
        keys = {f"p{at}": kept.key for at, kept in enumerate(texts.kept(version.before or version))}
        known = {zone.key for zone in zones.listed(version, limit=MANY).rows}
        rows = [row for row in self._rows(version.number) if row[3].partition(":")[0] != "z" or row[3][2:] in known]
        held = [row for row in rows if row[6] == HELD]
        rows = [row for row in rows if row[6] != HELD]
        for number, row in enumerate(rows):
            now = begun + (until - begun) * (number + 1) / (len(rows) + 1)
            self._said(version, row, _place(row[3], keys), number, now, until)
        if held:  # they wait for a moderator, who looks first for an afternoon
            self._look(version.plan, "before", until)
            for number, row in enumerate(held):
                self._post(version, row, _place(row[3], keys), number, until + timedelta(minutes=10 * number))
            self._look(version.plan, "after", until + timedelta(hours=6))

    def _rows(self, number: int) -> list[Row]:
        """What is said about a version; in a small city every sixth of it, and one that is held or rejected."""
        told: list[Row] = atlas.read("remarks")["remarks"]
        found = [row for row in told if row[0] == number]
        if not self.small:
            return found
        special = [row for row in found if row[6].startswith((HELD, REJECTED))]
        return found[::FEW] + [row for row in special[:1] if row not in found[::FEW]]

    def _said(
        self, version: "PlanVersion", row: Row, place: Place, number: int, now: datetime, until: datetime
    ) -> None:
        """One resident says it, her neighbours support it, a moderator does not show some of it."""
        wanted, outcome = row[5], row[6]
        remark = self._post(version, row, place, number, now)
        if outcome.startswith(REJECTED):
            reason = atlas.read("remarks")["rejections"][int(outcome.partition(":")[2])]
            moderation.reject_remark(remark=remark, reason=reason, actor=DEMO, now=now + timedelta(hours=2))
            return
        self._support(remark, number, wanted // WANTED, now, until)
        if outcome.startswith(OPEN):
            self._hand_over(remark, outcome.removeprefix(OPEN))
        elif outcome:
            self.waiting[outcome].append(remark)

    def _hand_over(self, remark: "Remark", body: str) -> None:
        """The centre gives a remark to the body that knows, the next day."""
        if remark.body.code != body:
            answers.hand_over(
                remark=remark, body=self.city.bodies[body], due_on=remark.due_on, actor=DEMO,
                now=remark.made_at + timedelta(hours=20),
            )  # fmt: skip

    def _post(self, version: "PlanVersion", row: Row, place: Place, number: int, now: datetime) -> "Remark":
        _version, language, kind, _anchor, lenses, _wanted, _outcome, title, text, *proposal = row
        people = self.cast.neighbours()
        author = people[(number * 7 + version.number * 3) % len(people)]
        return remarks.post_remark(
            version=version,
            kind=kind,
            title=title,
            text=text,
            anchor=place,
            lenses=lenses,
            language=language,
            proposal=proposal[0] if proposal else None,
            actor=replace(resident_actor(author), language=language),
            now=now,
        )

    @staticmethod
    def _look(plan: "Plan", when: str, now: datetime) -> None:
        plans.change_plan(plan=plan, changes={"moderation": when}, actor=DEMO, now=now)

    def _support(self, remark: "Remark", start: int, wanted: int, now: datetime, until: datetime) -> None:
        others = [person for person in self.cast.neighbours() if person.pk != remark.author_id]
        count = min(wanted // FEW if self.small else wanted, len(others))
        for number in range(count):
            person = others[(start * 11 + number * 5) % len(others)]
            moment = now + (until - now) * (number + 1) / (count + 1)
            remarks.support_remark(remark=remark, actor=resident_actor(person), now=moment)

    def answered(self, begun: datetime, end: datetime) -> None:
        """Bodies answer, each what is theirs; one answer came late, one was corrected, what has none is still open."""
        known = atlas.read("remarks")["answers"]
        given = [name for name in known if self.waiting.get(name)]
        last = end - PROMISED - timedelta(days=1)
        for number, name in enumerate(given):
            now = begun + (last - begun) * (number + 1) / (len(given) + 1)
            self._answer(name, known[name], now if name != LATE else end - timedelta(days=2), end)
        for name, (fate, reason, why) in atlas.read("remarks")["corrected"].items():
            for remark in self.waiting.get(name, [])[:1]:
                answers.correct_fate(
                    remark=remark, fate=fate, reason=reason, why=why, actor=DEMO, now=end - timedelta(days=3)
                )  # fmt: skip

    def _answer(self, name: str, told: list[Any], now: datetime, end: datetime) -> None:
        """What was said about the first version is answered together, what came since a day before the end."""
        body, fate, reason, *forwarded = told
        for remark in self.waiting[name]:
            self._hand_over(remark, body)
        for number, moment in ((1, now), (2, end - timedelta(days=1))):
            if several := [one.matter.number for one in self.waiting[name] if one.version.number == number]:
                answers.answer_many(
                    numbers=several, fate=fate, reason=reason, forwarded_to=forwarded[0] if forwarded else None,
                    actor=DEMO, now=moment,
                )  # fmt: skip


def _place(anchor: str, keys: dict[str, str]) -> Place:
    """Read "p4", "z:almaly-3", "l:water", or what is drawn: "pt:76.94,43.25", "ln:…;…", "ar:…;…;…"."""
    if anchor in keys:
        return Place("paragraph", keys[anchor])
    kind, _colon, rest = anchor.partition(":")
    if kind in DRAWN:
        places = [tuple(float(part) for part in pair.split(",")) for pair in rest.split(";")]
        return Place("shape", shape=built(DRAWN[kind], [(lon, lat) for lon, lat in places]))
    return Place({"z": "zone", "l": "layer"}[kind], rest)
