"""The demo's contests: last year's grants and their jury, the photo contest of a forum, grants to apply for now."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from ortaq.civic.contests.queries import applications, desk, juries
from ortaq.civic.contests.services import agreeing, applying, calls, checking, deciding, jury, scoring
from ortaq.civic.dialogue.queries import forums, registrations
from ortaq.core.files import services as files
from ortaq.core.people import services as people
from ortaq.core.people.actor import system
from ortaq.doors.terminal.demo import atlas, places
from ortaq.doors.terminal.demo.budgets import CENTRE, LANGUAGES, SOURCE
from ortaq.doors.terminal.demo.cast import Cast, resident_actor
from ortaq.doors.terminal.demo.founding import City
from ortaq.doors.terminal.demo.life import draw
from ortaq.doors.terminal.demo.pictures import draw_scene
from ortaq.journeys import forum_to_contest, grant_to_work

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Application, Contest, Juror
    from ortaq.civic.dialogue.models import Forum
    from ortaq.core.people.models import Person

APPLICATIONS = 137
JURORS = 7
CENT = 100
BUDGET, CAP = 55_000 * CENT, 5_000 * CENT
PHOTOS = 18
ALL = 1_000
FORUM = "forum-2"
"""Of the demo's dialogues: whoever sends a photo was there."""
TAGS = ["#WeAlmaty", "#жасылдәліз"]
DRAWN = ("sidewalk", "crossing", "lamp", "pothole")


@dataclass
class Contests:
    """The contests as they happen, through the services that own them."""

    city: City
    cast: Cast
    rng: random.Random
    applications: int = APPLICATIONS
    photos: int = PHOTOS

    def run(self, end: datetime) -> None:
        """Let last year's grants be given out, the photo contest be decided, new grants be open on the day `end`."""
        self._grants_of_last_year(end)
        self._photos(end)
        self._open_now(end)

    def _call(self, code: str, kind: str, opens_at: datetime, closes_at: datetime, **terms: Any) -> "Contest":
        body, demo, said = self.city.bodies[CENTRE], system("demo"), atlas.read("contest")["calls"][kind]
        contest = calls.open_contest(
            code=code,
            body=body,
            territory=body.territory,
            title=said["title"],
            award="prize" if kind == "photo" else "grant",
            opens_at=opens_at,
            closes_at=closes_at,
            demo=True,
            actor=demo,
            now=opens_at,
        )
        changes = {"summary": said["summary"], "text": said["text"], **terms}
        contest = calls.change_contest(contest=contest, changes=changes, actor=demo, now=opens_at)
        calls.save_form(contest=contest, fields=atlas.read("contest")["forms"][kind], actor=demo, now=opens_at)
        lines = [{**line, "lowest": 0, "highest": 10} for line in atlas.rows("contest", "criteria")]
        calls.save_rubric(contest=contest, lines=lines, actor=demo, now=opens_at)
        return calls.publish(contest=contest, actor=demo, now=opens_at)

    # ── grants ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _grants_of_last_year(self, end: datetime) -> None:
        opened, closed = end - timedelta(days=130), end - timedelta(days=90)
        contest = self._call(
            f"wealmaty-{closed:%Y-%m}", "grants", opened, closed, currency="EUR", budget=BUDGET, cap=CAP
        )
        seats = self._jury(contest, opened)
        drawn = self._drawn(self.applications, opened)
        drawn[0] = (self.cast.accounts["oleg"], *drawn[0][1:])  # whoever tries the demo as him reads a result
        for number, (applicant, sketch, place) in enumerate(drawn):
            now = opened + (closed - opened) * (number + 1) / (self.applications + 2)
            self._apply(contest, applicant, sketch, place, now)
        self._admit(contest, closed + timedelta(days=4))
        self._judge(contest, seats, closed + timedelta(days=6))
        self._finish(contest, closed + timedelta(days=30), end)

    def _open_now(self, end: datetime) -> None:
        opened, closes = end - timedelta(days=9), end + timedelta(days=21)
        contest = self._call(
            f"wealmaty-{closes:%Y-%m}", "grants", opened, closes, currency="EUR", budget=BUDGET, cap=CAP
        )
        applying.begin(contest=contest, actor=resident_actor(self.cast.accounts["aigerim"]), now=opened)
        for number, (applicant, sketch, place) in enumerate(self._drawn(6, opened)):
            self._apply(contest, applicant, sketch, place, opened + timedelta(days=number + 1))

    def _drawn(self, n: int, now: datetime) -> "list[tuple[Person, dict[str, Any], places.Place]]":
        """So many different pairs of a theme and a place, each with an applicant of its own."""
        of_city = [place for place in places.all_places() if not place.outside_city]
        pairs = self.rng.sample(list(product(atlas.rows("contest", "themes"), of_city)), n)
        pool = self.cast.neighbours()
        people_drawn = self.rng.sample(pool, min(n, len(pool)))
        while len(people_drawn) < n:
            people_drawn.append(self._newcomer(len(people_drawn), now))
        return [(person, *pair) for person, pair in zip(people_drawn, pairs, strict=True)]

    def _newcomer(self, number: int, now: datetime) -> "Person":
        name = f"Тұрғын {number} (демо)"
        return people.register_new(name=name, language="kk", demo=True, actor=system("demo"), now=now)

    def _apply(
        self, contest: "Contest", applicant: "Person", sketch: dict[str, Any], place: places.Place, now: datetime
    ) -> None:
        language = draw(self.rng, LANGUAGES)
        me = replace(resident_actor(applicant), language=language)
        words = {"loc": "", **place.words[language]}
        title, summary, idea, result = (part.format(**words) for part in sketch[language])
        least, most = sketch["asked"]
        draft = applying.begin(contest=contest, actor=me, now=now)
        applying.save_draft(
            application=draft,
            answers={
                "idea": idea,
                "result": result,
                "people": self.rng.randint(*sketch["people"]),
                "months": self.rng.randint(3, 10),
            },
            particulars={
                "title": title,
                "summary": summary,
                "asked": self.rng.randint(least // 50, most // 50) * 50 * CENT,
                "organisation_kind": sketch["kind"],
                "organisation": f"{place.words[language]['short']} (демо)",
                "contact_name": applicant.name,
                "contact_email": applicant.email or "demo@demo.ortaq.invalid",
                "public_name": applicant.name,
                "public_name_agreed": True,
            },
            actor=me,
            now=now,
        )
        applying.submit(application=draft, actor=me, now=now)

    def _admit(self, contest: "Contest", now: datetime) -> None:
        calls.close(contest=contest, actor=system("demo"), now=now)
        for application in desk.queue(contest, state="submitted", limit=ALL):
            checking.find_eligible(application=application, actor=system("demo"), now=now)

    def _jury(self, contest: "Contest", now: datetime) -> "list[Juror]":
        """Seven people of different trades; the first chairs. The one with an account can be tried."""
        trades = (
            "сәулетші, төрайым", "эколог", "мұғалім", "әлеуметтік қызметкер", "кәсіпкер", "дизайнер", "журналист",
        )  # fmt: skip
        jurors = []
        for place, trade in enumerate(trades[:JURORS]):
            person = (
                self.cast.accounts["juror"]
                if place == 0
                else people.register_new(
                    name=f"Қазы {place + 1} (демо)", language="kk", demo=True, actor=system("demo"), now=now
                )
            )
            jurors.append(
                jury.invite(
                    contest=contest,
                    person=person,
                    public_name=f"{person.name}, {trade}",
                    chair=place == 0,
                    actor=system("demo"),
                    now=now,
                )
            )
        return jurors

    def _judge(self, contest: "Contest", seats: "list[Juror]", now: datetime) -> None:
        """Share out by lot; every juror has her own severity, every application its own worth."""
        jury.open_judging(contest=contest, reviews_due_at=now + timedelta(days=14), actor=system("demo"), now=now)
        jury.announce_sharing(contest=contest, actor=system("demo"), now=now)
        jury.share_out(contest=contest, seed=self._seed(), seed_source=SOURCE, actor=system("demo"), now=now)
        criteria = [line["code"] for line in atlas.rows("contest", "criteria")]
        worth: dict[int, float] = {}
        for seat in seats:
            severity = self.rng.gauss(0, 0.9)
            for review in juries.reviews_of(seat):
                level = worth.setdefault(review.application_id, self.rng.gauss(6, 1.7)) + severity
                scores = {code: min(10, max(0, round(self.rng.gauss(level, 1)))) for code in criteria}
                scoring.submit_review(
                    review=review, scores=scores, actor=resident_actor(seat.person), now=now + timedelta(days=9)
                )

    def _seed(self) -> str:
        return f"{self.rng.randrange(10**9):09}"

    def _finish(self, contest: "Contest", now: datetime, end: datetime) -> None:
        """Decide, settle those nobody can tell apart by lot, tell everyone, sign, hand over to works."""
        demo = system("demo")
        deciding.announce_ranking(contest=contest, actor=demo, now=now)
        deciding.decide(contest=contest, seed=self._seed(), seed_source=SOURCE, actor=demo, now=now)
        if desk.waiting(contest):
            deciding.announce_lot(contest=contest, actor=demo, now=now)
            deciding.draw_lot(contest=contest, seed=self._seed(), seed_source=SOURCE, actor=demo, now=now)
        deciding.tell_results(contest=contest, actor=demo, now=now + timedelta(days=1))
        over = now + timedelta(days=8)
        calls.finish(contest=contest, actor=demo, now=over)
        for number, application in enumerate(desk.without_agreement(contest), 1):
            self._sign(application, number, over, end)

    def _sign(self, application: "Application", number: int, now: datetime, end: datetime) -> None:
        half = application.granted // 2
        agreement = agreeing.sign_agreement(
            application=application,
            number=f"WA-{number:02}",
            signed_on=now.date(),
            parts=[
                {"amount": half, "due_on": (now + timedelta(days=10)).date(), "purpose": "Аванс"},
                {"amount": application.granted - half, "due_on": (now + timedelta(days=120)).date(), "purpose": ""},
            ],
            actor=system("demo"),
            now=now,
        )
        grant_to_work.carry_over(agreement=agreement, actor=system("demo"), now=now)
        first = agreement.instalments.first()
        if first is not None and now + timedelta(days=10) < end:
            paid = now + timedelta(days=10)
            agreeing.settle_instalment(instalment=first, paid=True, on=paid.date(), actor=system("demo"), now=paid)
            grant_to_work.tell_payments(agreement=agreement, actor=system("demo"), now=paid)

    # ── photo and idea ───────────────────────────────────────────────────────────────────────────────────────────

    def _photos(self, end: datetime) -> None:
        """Hashtags and the day are looked at by the program, who came to the forum by a person."""
        opened, closed = end - timedelta(days=44), end - timedelta(days=30)
        last = (closed - timedelta(days=1)).date().isoformat()
        contest = self._call(
            f"active-{closed:%Y-%m}",
            "photo",
            opened,
            closed,
            places=1,
            prize={"kk": "Планшет", "ru": "Планшет", "en": "A tablet"},
            eligibility=[
                {"code": "tags", "kind": "hashtags", "field": "post", "tags": TAGS},
                {"code": "posted", "kind": "posted_by", "field": "posted_on", "at": last},
                {"code": "came", "kind": "attended", "forum": FORUM},
            ],
        )
        seats = self._jury(contest, opened)
        ideas = atlas.rows("contest", "photo")
        for number, person in enumerate(self._photographers()):
            self._post(contest, person, ideas[number % len(ideas)], number, opened + timedelta(hours=7 * number + 3))
        self._look(contest, closed + timedelta(hours=3))
        self._judge(contest, seats, closed + timedelta(days=9))
        self._finish(contest, closed + timedelta(days=20), end)

    def _photographers(self) -> "list[Person]":
        """Most were at the forum, as the door knows; one in five was not."""
        forum = self._forum()
        seated = registrations.people(forum, states=["confirmed"], limit=ALL)
        came = [one.person for one in seated if one.checked_in_at]
        drawn = self.rng.sample(came, min(len(came), self.photos * 4 // 5))
        others = [person for person in self.cast.neighbours() if person not in came]
        return drawn + self.rng.sample(others, self.photos - len(drawn))

    def _forum(self) -> "Forum":
        forum = forums.get(FORUM, system("demo"))
        if forum is None:
            raise LookupError(f"the demo has no {FORUM} yet")
        return forum

    def _post(self, contest: "Contest", person: "Person", idea: dict[str, str], number: int, now: datetime) -> None:
        language = draw(self.rng, LANGUAGES)
        me = replace(resident_actor(person), language=language)
        words = idea[language]
        tags = " ".join(TAGS if number % 6 else TAGS[:1])  # one in six forgets the second
        draft = applying.begin(contest=contest, actor=me, now=now)
        draft = applying.save_draft(
            application=draft,
            answers={
                "post": f"{words[:80]} {tags}",
                "link": f"https://demo.ortaq.invalid/post/{number}",
                "posted_on": now.date().isoformat(),
                "idea": words,
            },
            particulars={
                "title": words[:60],
                "summary": words,
                "contact_name": person.name,
                "contact_email": person.email or "demo@demo.ortaq.invalid",
                "public_name": person.name,
                "public_name_agreed": True,
            },
            declared=["tags", "posted", "came"],
            actor=me,
            now=now,
        )
        upload = draw_scene(DRAWN[number % len(DRAWN)], "before")
        photo = applying.attach_file(
            application=draft, code="photo", upload=upload, name="photo.jpg", actor=me, now=now
        )
        files.clean(file=photo, actor=system("demo"), now=now)
        applying.submit(application=draft, actor=me, now=now)

    def _look(self, contest: "Contest", now: datetime) -> None:
        """Who came is known from the door of the forum; whoever misses a rule is told which."""
        demo = system("demo")
        calls.close(contest=contest, actor=demo, now=now)
        not_met = atlas.read("contest")["not_met"]
        sent = desk.queue(contest, state="submitted", limit=ALL)
        forum_to_contest.mark_all(forum=self._forum(), actor=demo, now=now)
        for application in sent:
            if all(check.state != "not_met" for check in applications.checks_of(application)):
                checking.find_eligible(application=application, actor=demo, now=now)
            else:
                checking.find_not_eligible(
                    application=application,
                    reason=not_met[application.language],
                    actor=demo,
                    now=now,
                )
