"""The demo's dialogues: a green corridor talked over, voted on and nearly answered; a general plan under discussion."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ortaq.civic.dialogue.queries import registrations
from ortaq.civic.dialogue.rules.processes import Stretch
from ortaq.civic.dialogue.services import (
    checking,
    contents,
    fates,
    forums,
    groups,
    ideas,
    joining,
    lenses,
    minutes,
    opinions,
    processes,
    questions,
    statements,
    support,
)
from ortaq.civic.dialogue.services import registrations as seats
from ortaq.core.discussion import services as discussion
from ortaq.core.files import services as files
from ortaq.core.people.actor import system
from ortaq.doors.terminal.demo import atlas, moderation
from ortaq.doors.terminal.demo.cast import Cast, resident_actor
from ortaq.doors.terminal.demo.founding import City
from ortaq.doors.terminal.demo.pictures import draw_scene

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Forum, Idea, Process
    from ortaq.core.people.models import Person

Json = dict[str, Any]
DEMO = system("demo")
CENTRE = "development-centre"
LENSES = ("stroller", "wheelchair", "cyclist", "elderly", "student")
SOURCE = "Схемалық деректер (демо)"
LENGTH_M = 0.0012
"""Degrees: how far from the river people mark what they mean."""
VOTERS = 72
ANSWERS = (9, 14)
"""Of each voter, from and to."""
PASSES = 0.07
SEATS = 60


def _evening(end: datetime, days: int) -> datetime:
    """When a phase begins and ends: at six in the evening, days after `end`."""
    return (end + timedelta(days=days)).replace(hour=18, minute=0, second=0, microsecond=0)


@dataclass
class Dialogues:
    """The dialogues as they happen, through the services that own them. `voters`: who answers statements; one in
    `crowd` of those who would support an idea does.
    """

    city: City
    cast: Cast
    rng: random.Random
    voters: int = VOTERS
    seats: int = SEATS
    crowd: int = 1

    def run(self, end: datetime) -> None:
        """Let one dialogue come to its answers and another be open on the day `end`."""
        past, present = atlas.rows("dialogue", "processes")
        self._corridor(past, end)
        self._plan(present, end)

    def _corridor(self, told: Json, end: datetime) -> None:
        begun, collected, voted, told_by, reported = (_evening(end, days) for days in (-70, -35, -25, 20, 50))
        process = self._begin(
            told,
            begun,
            [
                Stretch("collect", begun, collected),
                Stretch("discuss", begun, voted),
                Stretch("answer", voted, told_by),
                Stretch("report", told_by, reported),
            ],
        )
        posted = self._ideas(process, told, begun, collected)
        forum = self._forum(process, told, collected - timedelta(days=4))
        self._come(forum, told, posted)
        self._vote(process, told, begun + timedelta(days=6), voted)
        _person, officer = self.cast.officials[CENTRE, "officer"]
        for one, into, reason in told["joins"]:
            joining.join_ideas(ideas=[posted[one]], into=posted[into], reason=reason, actor=officer, now=voted)
        self._answer(process, told, posted, voted, end)

    def _plan(self, told: Json, end: datetime) -> None:
        begun, collected, voted, told_by = (_evening(end, days) for days in (-12, 18, 25, 60))
        process = self._begin(
            told,
            begun,
            [
                Stretch("collect", begun, collected),
                Stretch("discuss", begun, voted),
                Stretch("answer", voted, told_by),
            ],
        )
        posted = self._ideas(process, told, begun, end)
        moderation.leave_open(posted, self.cast, end)
        forum = self._forum(process, told, end + timedelta(days=9))
        self._register(forum, self.seats + self.seats // 5, begun + timedelta(days=1), end)
        self._vote(process, told, begun + timedelta(days=1), end)

    def _begin(self, told: Json, begun: datetime, phases: list[Stretch]) -> "Process":
        """The process with its words, what it explains, and who lives in the city."""
        body = self.city.bodies[CENTRE]
        process = processes.open_process(
            body=body,
            territory=body.territory,
            recipe=told["recipe"],
            code=told["code"],
            title=told["title"],
            question=told["question"],
            summary=told["summary"],
            goals=told["goals"],
            phases=phases,
            columns=True,
            demo=True,
            actor=DEMO,
            now=begun,
        )
        process = processes.publish_process(process=process, actor=DEMO, now=begun)
        for row in told["contents"]:
            said = {name: row.get(name, "") for name in ("title", "text", "material", "link")}
            day = begun + timedelta(days=row.get("day", 0))
            made = contents.add_content(
                process=process,
                kind=row["kind"],
                code=row["code"],
                words=said | {"states": {}, "source_language": "kk"},
                actor=DEMO,
                now=day,
            )
            contents.publish_content(content=made, actor=DEMO, now=day)
        for lens, per_mille in atlas.read("dialogue")["census"]:
            lenses.put_share(
                process=process, lens=lens, per_mille=per_mille, year=begun.year, source=SOURCE, actor=DEMO, now=begun
            )
        return process

    # ── ideas ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _ideas(self, process: "Process", told: Json, begun: datetime, until: datetime) -> "list[Idea]":
        """Residents write, their neighbours support and comment; each says whom she speaks for, or nothing."""
        people = self.rng.sample(self.cast.neighbours(), len(told["ideas"]))
        posted = []
        for number, (person, row) in enumerate(zip(people, told["ideas"], strict=True)):
            language, theme, speaks_for, title, text, wanted = row
            now = begun + (until - begun) * (number + 1) / (2 * len(people))
            idea = ideas.post_idea(
                process=process,
                title=title,
                text=text,
                theme=theme,
                goal=process.goals[number % 2]["code"] if number % 3 == 0 else "",
                shape=self._somewhere(),
                speaks_for=speaks_for,
                actor=replace(resident_actor(person), language=language),
                now=now,
            )
            if scene := told["photos"].get(str(number)):
                self._photo(idea, scene, person, now)
            self._support(idea, person, wanted // self.crowd, now, until)
            self._talk(idea, now)
            posted.append(idea)
        return posted

    def _somewhere(self) -> Json:
        """A point by the river inside the city."""
        river = next(row for row in atlas.rows("base", "features") if row["code"] == "esentai")
        (west, south), (east, north) = self.rng.choice(list(zip(river["line"][3:9], river["line"][4:10], strict=True)))
        share = self.rng.random()
        lon, lat = west + (east - west) * share, south + (north - south) * share
        return {
            "type": "Point",
            "coordinates": [
                round(lon + self.rng.gauss(0, LENGTH_M), 5),
                round(lat + self.rng.gauss(0, LENGTH_M / 2), 5),
            ],
        }

    def _support(self, idea: "Idea", author: "Person", wanted: int, now: datetime, until: datetime) -> None:
        """People who speak for a group find what helps it; one in two says which group that is."""
        others = [person for person in self.cast.neighbours() if person.pk != author.pk]
        for number, person in enumerate(self.rng.sample(others, min(wanted, len(others)))):
            me = resident_actor(person)
            if person.pk % 2:
                lens = LENSES[person.pk // 2 % len(LENSES)]
                lenses.set_lenses(process=idea.process, lenses=[lens], actor=me, now=now)
            support.support_idea(idea=idea, actor=me, now=now + (until - now) * (number + 1) / (wanted + 1))

    def _talk(self, idea: "Idea", now: datetime) -> None:
        """A few words for and against under every other idea."""
        remarks = atlas.read("dialogue")["remarks"]
        for side in self.rng.sample(["for", "for", "against"], self.rng.randint(0, 2)):
            person = self.rng.choice(self.cast.neighbours())
            language = person.language if person.language in remarks[side] else "ru"
            discussion.comment(
                matter=idea.matter,
                text=self.rng.choice(remarks[side][language]),
                side=side,
                columns=idea.process.columns,
                actor=resident_actor(person),
                now=now + timedelta(hours=self.rng.randint(2, 60)),
            )

    def _photo(self, idea: "Idea", scene: str, author: "Person", now: datetime) -> None:
        """What the author saw, painted."""
        photo = files.store_upload(
            upload=draw_scene(scene, "before"),
            name="photo.jpg",
            purpose="photo",
            matter=idea.matter,
            visibility="public",
            actor=resident_actor(author),
            now=now,
        )
        files.clean(file=photo, actor=DEMO, now=now)

    # ── forums ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _forum(self, process: "Process", told: Json, day: datetime) -> "Forum":
        """A morning of the city: registration closes at noon of the day before."""
        said = told["forum"]
        starts_at = day.replace(hour=9, minute=0, second=0, microsecond=0)
        opened = starts_at - timedelta(days=20)
        forum = forums.open_forum(
            process=process,
            code=said["code"],
            kind=said["kind"],
            title=said["title"],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=4),
            registration_opens_at=opened,
            registration_closes_at=starts_at - timedelta(hours=21),
            capacity=self.seats,
            address=said["venue"]["kk"],
            demo=True,
            actor=DEMO,
            now=opened,
        )
        changes = {name: said[name] for name in ("summary", "venue", "access")}
        changes |= {"offers": ["ramp", "sign_language", "childcare", "interpreter"], "hashtags": ["#WeAlmaty"]}
        forum = forums.change_forum(forum=forum, changes=changes, actor=DEMO, now=opened)
        for begins, lasts, kk, ru, en, body in said["programme"]:
            forums.save_item(
                forum=forum,
                starts_at=starts_at + timedelta(minutes=begins),
                minutes=lasts,
                title={"kk": kk, "ru": ru, "en": en},
                body=self.city.bodies[body],
                actor=DEMO,
                now=opened,
            )
        return forums.publish(forum=forum, actor=DEMO, now=opened)

    def _register(self, forum: "Forum", many: int, begun: datetime, until: datetime) -> "list[Person]":
        """Whoever tries the demo as Aigerim has a code for the door and a certificate of the last time."""
        coming = self.rng.sample(self.cast.neighbours(), min(many, len(self.cast.neighbours())))
        coming[1] = self.cast.accounts["aigerim"]
        for number, person in enumerate(coming):
            needs = [self.rng.choice(["ramp", "childcare", "sign_language", "interpreter"])] if number % 7 == 0 else []
            now = begun + (until - begun) * number / len(coming)
            seats.register(forum=forum, needs=needs, actor=resident_actor(person), now=now)
        return coming

    def _come(self, forum: "Forum", told: Json, posted: "list[Idea]") -> None:
        """Four of five come, some ask, and the minutes lead to what they speak of."""
        opened, last = forum.registration_opens_at, forum.registration_closes_at - timedelta(hours=1)
        came = self._register(forum, self.seats * 3 // 4, opened, last)
        for number, person in enumerate(came):
            mine = registrations.own(forum, resident_actor(person))
            if number % 5 and mine is not None:
                now = forum.starts_at - timedelta(minutes=40 - number % 40)
                checking.check_in(forum=forum, ticket=mine.code, actor=DEMO, now=now)
        during, over = forum.starts_at + timedelta(hours=1), forum.ends_at + timedelta(days=2)
        for number, (language, text) in enumerate(told["forum"]["questions"]):
            asked = questions.ask(
                forum=forum,
                text=text,
                language=language,
                form_token=f"demo-question-{number}",
                actor=resident_actor(came[number]),
                now=during,
            )
            for person in self.rng.sample(came, min(len(came), 5 + 4 * number)):
                questions.want(question=asked, actor=resident_actor(person), now=during)
            questions.mark_answered(question=asked, actor=DEMO, now=during + timedelta(minutes=20))
        forum = forums.hold(forum=forum, actor=DEMO, now=over)
        for number, text in enumerate(told["forum"]["minutes"]):
            named = [idea.matter.number for idea in posted[2 * number : 2 * number + 2]]
            minutes.save_paragraph(forum=forum, text=text, numbers=named, actor=DEMO, now=over)
        minutes.publish(forum=forum, actor=DEMO, now=over)

    # ── statements and answers ───────────────────────────────────────────────────────────────────────────────────

    def _vote(self, process: "Process", told: Json, begun: datetime, until: datetime) -> None:
        """Two camps answer what the engine puts before them; then the votes are counted into groups."""
        agrees = {}
        for words, *camps in told["statements"]:
            seeded = statements.seed_statement(process=process, text=words["kk"], actor=DEMO, now=begun)
            for language in ("ru", "en"):
                statements.translate_statement(
                    statement=seeded, language=language, text=words[language], actor=DEMO, now=begun
                )
            agrees[seeded.number] = camps
        voters = self.rng.sample(self.cast.neighbours(), self.voters)
        for number, person in enumerate(voters):
            now = begun + (until - begun) * (number + 1) / (len(voters) + 2)
            self._answer_statements(process, {n: sure[number % 5 // 3] for n, sure in agrees.items()}, person, now)
        groups.count_groups(process=process, actor=DEMO, now=until)

    def _answer_statements(self, process: "Process", agrees: dict[int, float], person: "Person", now: datetime) -> None:
        """As many as she likes, in the order they are put before her; `agrees`: statement → how likely she agrees."""
        me = resident_actor(person)
        shown = opinions.draw_statement(process=process, actor=me, now=now)
        for _ in range(self.rng.randint(*ANSWERS)):
            if shown is None:
                return
            agree = self.rng.random() < agrees[shown.number]
            value = 0 if self.rng.random() < PASSES else 1 if agree else -1
            shown = opinions.answer_statement(process=process, number=shown.number, value=value, actor=me, now=now)

    def _answer(self, process: "Process", told: Json, posted: "list[Idea]", voted: datetime, end: datetime) -> None:
        """Bodies answer most clusters; the last two are still open on the day `end`."""
        begun = voted + timedelta(days=2)
        due = (end + timedelta(days=15)).date()
        for number, (members, body, fate, title, reason, *forwarded) in enumerate(told["clusters"]):
            cluster = self._gather(process, posted, members, body, title, due, begun)
            fates.give_fate(
                cluster=cluster,
                fate=fate,
                reason=reason,
                forwarded_to=forwarded[0] if forwarded else None,
                actor=DEMO,
                now=min(begun + timedelta(days=3 * number + 2), end),
            )
        for members, body, title in told["open_clusters"]:
            self._gather(process, posted, members, body, title, due, begun)

    def _gather(
        self, process: "Process", posted: "list[Idea]", members: list[int], body: str, title: Json, due: date,
        now: datetime,
    ) -> Any:  # fmt: skip
        return fates.make_cluster(
            process=process,
            title=title,
            body=self.city.bodies[body],
            due_on=due,
            ideas=[posted[member].pk for member in members],
            actor=DEMO,
            now=now,
        )
