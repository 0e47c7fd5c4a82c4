"""Lets the events of the demo city happen: each through the service a resident or an official would reach by a page."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from ortaq.civic.reception import acts
from ortaq.civic.reception.queries.duties import open_duty
from ortaq.civic.reception.services import answering, applicant, clocks, intake, moving, publishing
from ortaq.core.discussion import services as discussion
from ortaq.core.files import pictures as photos
from ortaq.core.files import services as files
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor, system
from ortaq.core.people.refusal import Refused
from ortaq.doors.terminal.demo import chronicle, pictures
from ortaq.doors.terminal.demo.appeals import GeneratedAppeal
from ortaq.doors.terminal.demo.cast import Cast, as_applicant, resident_actor
from ortaq.doors.terminal.demo.chronicle import Event
from ortaq.doors.terminal.demo.founding import City
from ortaq.doors.terminal.demo.history import Step

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Appeal, Assignment
    from ortaq.core.people.models import Person

DESK_CHANNELS = ("call", "office", "letter")
"""Taken down by the operator."""


@lru_cache(maxsize=64)
def cleaned(scene: str, state: pictures.State) -> photos.Cleaned:
    """Return a painted scene as the cleaning of photos leaves it: without any data about its making, in two sizes."""
    return photos.clean(pictures.draw_scene(scene, state), photos.JPEG)


@dataclass
class Replay:
    """The city while its two years pass. `refused` collects what a service would not do: (appeal, act, why)."""

    city: City
    cast: Cast
    appeals: list[GeneratedAppeal]
    opened: "dict[int, Appeal]" = field(default_factory=dict)
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    stuck: set[int] = field(default_factory=set)
    duties: "dict[tuple[int, str], Assignment]" = field(default_factory=dict)
    """Open duties seen so far, by (appeal, body)."""

    def happen(self, event: Event) -> None:
        """Do one event. After a refusal the official side of that appeal rests: what was planned no longer fits."""
        if event.step is not None and event.index in self.stuck:
            return
        try:
            self._happen(event)
        except Refused as refusal:
            self.refused.append((self.appeals[event.index].external_id, event.what, refusal.code))
            self.stuck.add(event.index)

    def _happen(self, event: Event) -> None:
        if event.step is not None:
            DEEDS[event.what](self, event.index, event.step)
        elif event.what == chronicle.OPENED:
            self.opened[event.index] = self._open(self.appeals[event.index])
        elif event.what == chronicle.COMMENTED:
            self._comment(event)
        elif event.what == chronicle.SUPPORTED:
            self._support(event)
        elif event.what == chronicle.SWEPT:
            clocks.sweep(actor=system("clock"), now=event.at)
        else:
            yesterday = event.at.date() - timedelta(days=1)
            journal.seal_day(day=yesterday, actor=system("seal"), now=event.at)

    # ── residents ────────────────────────────────────────────────────────────────────────────────────────────────

    def _open(self, made: GeneratedAppeal) -> "Appeal":
        person = self.cast.person(made.applicant) if made.applicant else None
        by_desk = made.channel in DESK_CHANNELS
        actor = self.cast.desk["operator"] if by_desk else as_applicant(made.applicant, person)
        token = self._keep_photo(made.external_id, made.photo, "before", actor, made.received_at)
        return intake.open_appeal(
            kind=made.kind,
            topic=self.city.topics[made.topic],
            text=made.text,
            language=made.language,
            title=made.title,
            lon=made.lon,
            lat=made.lat,
            address=made.address,
            place="none" if made.lon is None else "point",
            applicant=person,
            publish=True,
            channel=made.channel,
            upload_token=token,
            accepted_by=self.cast.operator_office if by_desk else None,
            received_at=made.received_at,
            actor=actor,
            now=made.received_at,
        )

    def _comment(self, event: Event) -> None:
        remark = self.appeals[event.index].comments[event.number]
        actor = resident_actor(self.cast.residents[remark.name])
        discussion.comment(matter=self.opened[event.index].matter, text=remark.text, actor=actor, now=event.at)

    def _support(self, event: Event) -> None:
        rng = random.Random(f"{self.appeals[event.index].external_id}:supporters")
        person = rng.sample(self.cast.neighbours(), self.appeals[event.index].supports)[event.number]
        discussion.support(matter=self.opened[event.index].matter, actor=resident_actor(person), now=event.at)

    def _speak(self, index: int) -> tuple[Actor, str]:
        """Return the applicant's actor and, for one without an account, the code of the slip."""
        made, appeal = self.appeals[index], self.opened[index]
        person: Person | None = self.cast.person(made.applicant) if made.applicant else None
        actor = as_applicant(made.applicant, person)
        return actor, "" if actor.person_id else appeal.access_code

    def accept(self, index: int, step: Step) -> None:
        actor, code = self._speak(index)
        applicant.accept(appeal=self.opened[index], actor=actor, now=step.at, access_code=code)

    def reopen(self, index: int, step: Step) -> None:
        actor, code = self._speak(index)
        applicant.reopen(appeal=self.opened[index], reason=step.text, actor=actor, now=step.at, access_code=code)

    def rate(self, index: int, step: Step) -> None:
        actor, code = self._speak(index)
        applicant.rate(
            appeal=self.opened[index],
            score=step.data["score"],
            comment=step.text,
            actor=actor,
            now=step.at,
            access_code=code,
        )

    # ── officials ────────────────────────────────────────────────────────────────────────────────────────────────

    def _official(self, step: Step) -> "tuple[Person, Actor]":
        return self.cast.officials[step.body, step.role]

    def _duty(self, index: int, step: Step) -> "Assignment":
        found = self.duties.get((index, step.body)) or open_duty(self.opened[index], body=step.body)
        if found is None:
            raise Refused("no_duty", "This body owes nothing here.")
        self.duties[index, step.body] = found
        return found

    def publish(self, index: int, step: Step) -> None:
        appeal = self.opened[index]
        publishing.publish(
            appeal=appeal,
            public_text=appeal.public_text,
            title=appeal.matter.title,
            actor=self.cast.desk["moderator"],
            now=step.at,
        )

    def hold(self, index: int, step: Step) -> None:
        publishing.hold(appeal=self.opened[index], reason=step.text, actor=self.cast.desk["moderator"], now=step.at)

    def take(self, index: int, step: Step) -> None:
        person, actor = self._official(step)
        answering.take(assignment=self._duty(index, step), officer=person, actor=actor, now=step.at)

    def redirect(self, index: int, step: Step) -> None:
        made = moving.redirect(
            assignment=self._duty(index, step),
            to=self.city.bodies[step.data["to"]],
            reason=step.text,
            actor=self._official(step)[1],
            now=step.at,
        )
        del self.duties[index, step.body]
        self.duties[index, step.data["to"]] = made

    def split(self, index: int, step: Step) -> None:
        (part,) = moving.split(
            assignment=self._duty(index, step),
            parts=[(self.city.bodies[step.data["to"]], step.text)],
            actor=self._official(step)[1],
            now=step.at,
        )
        self.duties[index, step.data["to"]] = part

    def extend(self, index: int, step: Step) -> None:
        moving.extend(
            assignment=self._duty(index, step),
            motive=step.text,
            until=date.fromisoformat(step.data["until"]),
            actor=self._official(step)[1],
            now=step.at,
        )

    def answer(self, index: int, step: Step) -> None:
        answering.answer_appeal(
            assignment=self._duty(index, step),
            text=step.text,
            outcome=step.data.get("outcome", "explained"),
            language=self.appeals[index].language,
            actor=self._official(step)[1],
            now=step.at,
        )
        del self.duties[index, step.body]

    def fix(self, index: int, step: Step) -> None:
        actor = self._official(step)[1]
        external_id = f"{self.appeals[index].external_id}-after-{step.at:%y%m%d}"
        token = self._keep_photo(external_id, step.data["scene"], "after", actor, step.at)
        answering.mark_fixed(
            appeal=self.opened[index],
            note=step.text,
            upload_token=token,
            done_on=date.fromisoformat(step.data["done_on"]),
            actor=actor,
            now=step.at,
        )

    def _keep_photo(self, token: str, scene: str, state: pictures.State, actor: Actor, now: datetime) -> str:
        """Store a painted scene for a form and return the form's token; an empty one where there is no scene."""
        if not scene:
            return ""
        files.store_cleaned(
            photo=cleaned(scene, state),
            name=f"{scene}-{state}.jpg",
            purpose="photo" if state == "before" else "after_photo",
            upload_token=token,
            visibility="public",
            actor=actor,
            now=now,
        )
        return token


DEEDS: dict[str, Callable[[Replay, int, Step], None]] = {
    acts.PUBLISHED: Replay.publish,
    acts.HELD: Replay.hold,
    acts.TAKEN: Replay.take,
    acts.REDIRECTED: Replay.redirect,
    acts.SPLIT: Replay.split,
    acts.PART_ANSWERED: Replay.answer,
    acts.EXTENDED: Replay.extend,
    acts.ANSWERED: Replay.answer,
    acts.FIXED: Replay.fix,
    acts.ACCEPTED: Replay.accept,
    acts.REOPENED: Replay.reopen,
    acts.RATED: Replay.rate,
}
