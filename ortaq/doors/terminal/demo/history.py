"""What happened to a demo appeal after it was opened: the steps of officials and of the applicant, in order."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from ortaq.civic.reception import acts
from ortaq.doors.terminal.demo import atlas, life, phrases, staff
from ortaq.doors.terminal.demo.replies import Reply, bodies
from ortaq.doors.terminal.demo.workdays import WorkingDays, calendar_in_force

COMPLAINED = "appeal.complained"
OUTCOMES = {"granted": "granted", "planned": "partly", "refused": "refused"}
DESK_OPENS, DESK_MINUTES = 9, 8 * 60
LATE_AT_MOST = 18
URGENT_DAYS = 3
NOTHING_TO_SEE = ("service", "social", "land", "transport")
CONTENT, SO_SO = 4, 3  # the lowest scores of a happy and of an undecided applicant


@dataclass(frozen=True)
class Opened:
    """What the history needs to know of the opening; `registered_on` is the legal day."""

    language: str
    kind: str
    topic: str
    urgent: bool
    thanks: bool
    anonymous: bool
    body: str
    received_at: datetime
    registered_on: date


@dataclass(frozen=True)
class Step:
    """One thing that happened: act (see reception acts), aware time, who did it in which body, with what words."""

    act: str
    at: datetime
    role: str
    body: str
    text: str = ""
    official: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def plan(rng: random.Random, opened: Opened, end: datetime) -> tuple[Step, ...]:
    """Return the steps up to `end`, oldest first."""
    steps = _Plan(rng, opened, end).run()
    return tuple(sorted((step for step in steps if step.at <= end), key=lambda step: step.at))


@dataclass
class _Plan:
    rng: random.Random
    opened: Opened
    end: datetime
    days: WorkingDays = field(default_factory=calendar_in_force)
    steps: list[Step] = field(default_factory=list)

    def run(self) -> list[Step]:
        """Go through the life of the appeal until it ends or the present is reached."""
        opened, rng = self.opened, self.rng
        self.body, self.start = opened.body, opened.registered_on
        read_at = opened.received_at + timedelta(minutes=rng.randint(8, 600))
        if life.happens(rng, "held"):
            words = phrases.pick(rng, "official", "held", "ru")  # the moderator's own language: no resident reads it
            self._add(acts.HELD, read_at, "moderator", body="development-centre", text=words)
        else:
            self._add(acts.PUBLISHED, read_at, "moderator", body="development-centre")
        if life.happens(rng, "taken"):
            taken_on = self.days.add(self.start, rng.choice((0, 0, 1, 1, 2)))
            self._add(acts.TAKEN, self._desk_time(taken_on, self._desk_opening(taken_on)), "officer")
        partner = self._partner()
        if partner and life.happens(rng, "redirect"):
            self._redirect(partner)
        elif partner and life.happens(rng, "split"):
            self._split(partner)
        if self._answer():
            self._afterwards()
        return self.steps

    def _partner(self) -> str:
        if self.opened.body.startswith("akimat-") and bodies()[self.opened.body]["territory"].startswith(
            "kz.almaty-region"
        ):
            return ""
        others = [code for code in life.habits()["second"][life.group_of(self.opened.topic)] if code != self.body]
        return self.rng.choice(others) if others else ""

    def _redirect(self, partner: str) -> None:
        day = self.days.add(self.start, self.rng.randint(1, 3))
        reply = self._reply(day)
        words = reply.phrase(self.rng, "redirect", reply.slots(self.rng, day, other=partner))
        at = self._desk_time(day, self.steps[-1].at)
        self._add(acts.REDIRECTED, at, "officer", text=words, official=reply.official, to=partner, part=False)
        self.body, self.start = partner, day

    def _split(self, partner: str) -> None:
        day = self.days.add(self.start, self.rng.randint(1, 3))
        words = phrases.pick(self.rng, "official", "part", self.opened.language)
        at = self._desk_time(day, self.steps[-1].at)
        self._add(acts.SPLIT, at, "officer", text=words, official=self._reply(day).official, to=partner, part=True)
        back_on = self.days.add(day, self.rng.randint(2, 6))
        other = self._reply(back_on, partner)
        words = other.phrase(self.rng, "part-answer", other.slots(self.rng, self.days.add(back_on, 5)))
        at = self._desk_time(back_on, at)
        self._add(acts.PART_ANSWERED, at, "officer", body=partner, text=words, official=other.official)

    def _due(self) -> date:
        terms = atlas.rows("terms", "sets")[-1]
        term = terms["terms"][terms["kinds"][self.opened.kind]]
        if term["unit"] == "calendar":
            return self.start + timedelta(days=term["n"])
        return self.days.add(self.start, term["n"])

    def _extend(self, due: date) -> date:
        extendable = self.opened.kind in ("application", "message", "suggestion") and not self.opened.anonymous
        if not extendable or not life.happens(self.rng, "extend"):
            return due
        decided_on = self.days.first_from(due - timedelta(days=self.rng.randint(1, 5)))
        if decided_on > due:
            return due
        until = min(self.days.add(due, self.rng.randint(8, 20)), self.start + timedelta(days=58))
        reply = self._reply(decided_on, role="head")
        words = reply.phrase(self.rng, "motive", reply.slots(self.rng, until))
        at = self._desk_time(decided_on, self.steps[-1].at)
        self._add(acts.EXTENDED, at, "head", text=words, official=reply.official, until=until.isoformat())
        return until

    def _answer_day(self, due: date, *, extended: bool) -> date | None:
        rng, on_time = self.rng, life.habits()["on_time"][self.body]
        if rng.random() * life.PER_CENT >= on_time:
            return None if life.happens(rng, "silent") else self.days.add(due, rng.randint(1, LATE_AT_MOST))
        if self.opened.urgent and not extended and life.happens(rng, "quick"):
            return min(self.days.add(self.start, rng.randint(1, URGENT_DAYS)), due)
        span = max((due - self.start).days, 2)
        day = self.start + timedelta(days=round(rng.triangular(1, span, span * 0.7)))
        if extended:
            day = due - timedelta(days=rng.randint(0, 4))
        day = self.days.first_from(max(day, self.steps[-1].at.date()))
        return min(day, due)

    def _answer(self) -> bool:
        first_due = self._due()
        due = self._extend(first_due)
        day = self._answer_day(due, extended=due != first_due)
        if day is None:
            self._complain(due)
            return False
        outcome = "granted" if self.opened.thanks else life.draw(self.rng, life.habits()["outcomes"])
        done_on = max(day - timedelta(days=self.rng.randint(0, 3)), self.opened.received_at.date())
        reply = self._reply(day)
        words = reply.answer(self.rng, "thanked" if self.opened.thanks else outcome, done_on)
        explained = self.opened.kind in ("request", "response")
        at = self._desk_time(day, self.steps[-1].at)
        said = "explained" if explained else OUTCOMES[outcome]
        self._add(acts.ANSWERED, at, "officer", text=words, official=reply.official, outcome=said)
        self.outcome = outcome
        if not explained:
            self._fix(at, done_on)
        return True

    def _fix(self, at: datetime, done_on: date) -> None:
        scene = life.scene_of(self.opened.topic)
        if not scene and life.group_of(self.opened.topic) in NOTHING_TO_SEE:
            return
        if self.outcome == "granted":
            at += timedelta(minutes=self.rng.randint(5, 40))
        elif self.outcome == "planned" and life.happens(self.rng, "later"):
            done_on = self.days.first_from(at.date() + timedelta(days=self.rng.randint(20, 110)))
            at = self._desk_time(done_on, at)
        else:
            return
        note = phrases.pick(self.rng, "official", "fix.photo" if scene else "fix", self.opened.language)
        self._add(acts.FIXED, at, "officer", text=note, done_on=done_on.isoformat(), scene=scene)

    def _afterwards(self) -> None:
        answered_at = next(step.at for step in reversed(self.steps) if step.act == acts.ANSWERED)
        at = life.awake(answered_at + timedelta(hours=self.rng.randint(3, 200), minutes=self.rng.randint(0, 59)))
        reopened = any(step.act == acts.REOPENED for step in self.steps)
        if at > self.end or self.opened.thanks or self.opened.anonymous:
            return
        if not reopened and life.happens(self.rng, "reopen"):
            words = phrases.pick(self.rng, "resident", "reopen", self.opened.language)
            self._add(acts.REOPENED, at, "applicant", text=words)
            self.start = self.days.registered_on(at, time(18))
            if self._answer():
                self._afterwards()
        elif life.happens(self.rng, "rated"):
            self._rate(at)

    def _rate(self, at: datetime) -> None:
        score = self.rng.choices(range(1, 6), weights=life.habits()["rating"][self.outcome])[0]
        if score >= CONTENT:
            self._add(acts.ACCEPTED, at, "applicant")
        section = "rating.good" if score >= CONTENT else "rating.middle" if score == SO_SO else "rating.bad"
        silent = life.happens(self.rng, "wordless")
        words = "" if silent else phrases.pick(self.rng, "resident", section, self.opened.language)
        self._add(acts.RATED, at + timedelta(minutes=2), "applicant", text=words, score=score)

    def _complain(self, due: date) -> None:
        higher = bodies()[self.body]["parent"]
        if not higher or self.opened.anonymous or not life.happens(self.rng, "complain"):
            return
        at = datetime.combine(due, time(20, 15), tzinfo=life.ALMATY) + timedelta(days=self.rng.randint(1, 30))
        words = phrases.pick(self.rng, "resident", "complaint", self.opened.language)
        self._add(COMPLAINED, at, "applicant", text=words, to=higher)

    def _reply(self, day: date, body: str | None = None, role: str = "officer") -> Reply:
        writer = body or self.body
        official = staff.signature(writer, role, self.opened.language)
        return Reply(self.opened.language, self.opened.topic, writer, day, official)

    def _desk_opening(self, day: date) -> datetime:
        return max(self.opened.received_at, datetime.combine(day, time(DESK_OPENS), tzinfo=life.ALMATY))

    def _desk_time(self, day: date, after: datetime) -> datetime:
        at = datetime.combine(day, time(DESK_OPENS), tzinfo=life.ALMATY) + timedelta(
            minutes=self.rng.randint(0, DESK_MINUTES)
        )
        return at if at > after else after + timedelta(minutes=self.rng.randint(3, 25))

    def _add(
        self,
        act: str,
        at: datetime,
        role: str,
        *,
        body: str | None = None,
        text: str = "",
        official: str = "",
        **data: Any,
    ) -> None:
        self.steps.append(Step(act, at, role, body or self.body, text, official, data))
