"""Two participatory budgets of the demo city: last year's with its works under way, and one residents vote on now."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ortaq.civic.budgets.queries import projects
from ortaq.civic.budgets.rules.projects import Criterion, Stage
from ortaq.civic.budgets.services import calls, checking, counting
from ortaq.civic.budgets.services import papers as paper_forms
from ortaq.civic.budgets.services import projects as authors
from ortaq.civic.works import services as works
from ortaq.core.people import services as people
from ortaq.core.people.actor import system
from ortaq.doors.terminal.demo import atlas, places
from ortaq.doors.terminal.demo.cast import Cast, resident_actor
from ortaq.doors.terminal.demo.founding import City
from ortaq.doors.terminal.demo.life import draw
from ortaq.engines.personal import check_digit
from ortaq.journeys import project_to_work

if TYPE_CHECKING:
    from ortaq.civic.budgets.models import Call, Pot
    from ortaq.core.people.models import Person
    from ortaq.core.territory.models import Body

CENTRE = "development-centre"
DISTRICTS = ("alatau", "almaly", "auezov", "bostandyk", "medeu", "nauryzbay", "turksib", "zhetisu")
MILLION = 1_000_000_00
"""Tiyn."""
POT, CAP = 160 * MILLION, 58 * MILLION + 30_000_000
PROJECTS = 8
"""Of each district; one is not feasible."""
FORMS = 25
"""Paper ballots of each district in last year's vote."""
LANGUAGES = {"kk": 50, "ru": 44, "en": 6}


def invented_iins() -> Iterator[str]:
    """Give identity numbers with a right control digit of people born in 1900: nobody alive has one of them."""
    for serial in range(1, 10_000):
        for day in range(1, 29):
            digits = f"0001{day:02}{3 + serial % 2}{serial:04}"
            if (control := check_digit(digits)) is not None:
                yield f"{digits}{control}"


@dataclass
class Budgets:
    """The votes as they happen, through the services that own them."""

    city: City
    cast: Cast
    rng: random.Random
    projects: int = PROJECTS
    forms: int = FORMS
    iins: "Iterator[str]" = field(default_factory=invented_iins)
    """Those nobody has yet."""

    def run(self, end: datetime) -> None:
        """Let last year's vote end with works, and this year's be open on the day `end`."""
        self._verify(end - timedelta(days=240))
        past = self._call(end - timedelta(days=200), end - timedelta(days=186))
        self._vote_on_paper(past)
        self._count(past)
        self._build(past, end)
        self._call(end - timedelta(days=5), end + timedelta(days=16))

    def _verify(self, now: datetime) -> None:
        """Residents have shown their documents: authors of projects, and whoever tries the demo and votes."""
        actor = self.cast.desk["operator"]
        for code in ("aigerim", "oleg", "emma"):
            people.verify_resident(person=self.cast.accounts[code], iin=next(self.iins), actor=actor, now=now)
        for number, person in enumerate(self.cast.neighbours()):
            people.open_account(person=person, email=f"neighbour{number}@demo.ortaq.invalid", actor=actor, now=now)
            people.verify_resident(person=person, iin=next(self.iins), actor=actor, now=now)

    def _call(self, votes_from: datetime, votes_until: datetime) -> "Call":
        centre, admin = self.city.bodies[CENTRE], system("demo")
        begun, month = votes_from - timedelta(days=60), f"{votes_until:%m.%Y}"
        plans = [
            calls.PotPlan(
                district=self.city.bodies[f"akimat-{name}"].territory,
                amount=POT,
                cap=CAP,
                akimat=self.city.bodies[f"akimat-{name}"],
            )
            for name in DISTRICTS
        ]
        call = calls.draw_up_call(
            code=f"almaty-{votes_until:%Y-%m}",
            name={
                "kk": f"Халық қатысатын бюджет, {month} (демо)",
                "ru": f"Бюджет участия, {month} (демо)",
                "en": f"Participatory budget, {month} (demo)",
            },
            about={
                "kk": "Әр аудан өз ақшасын тұрғындар ұсынған жобаларға жұмсайды. Үш жобаға дейін таңдайсыз.",
                "ru": "Каждый район тратит свои деньги на проекты жителей. Вы выбираете до трёх проектов.",
                "en": "Each district spends its money on projects of its residents. You choose up to three.",
            },
            body=centre,
            pots=plans,
            collects_from=begun,
            collects_until=begun + timedelta(days=30),
            votes_from=votes_from,
            votes_until=votes_until,
            demo=True,
            actor=admin,
            now=begun,
        )
        call = calls.open_call(call=call, actor=admin, now=begun)
        self._collect(call)
        call = calls.end_collecting(call=call, actor=admin, now=call.collects_until)
        self._check(call)
        drawn = votes_from - timedelta(days=2)
        call = calls.announce_ballot(call=call, actor=admin, now=drawn)
        return calls.open_voting(
            call=call, seed=f"{self.rng.randrange(10**9):09}", seed_source=SOURCE, actor=admin, now=votes_from
        )

    def _collect(self, call: "Call") -> None:
        authors_left = self._authors()
        for pot in call.pots.select_related("district").order_by("district__code"):
            found = [place for place in places.all_places() if place.territory == pot.district.code]
            for sketch in self.rng.sample(atlas.rows("budget", "projects"), self.projects):
                author = next(authors_left)
                actor, language = resident_actor(author), draw(self.rng, LANGUAGES)
                now = call.collects_from + timedelta(hours=self.rng.randrange(1, 700))
                spot = places.draw_spot(self.rng, self.rng.choice(found))
                words = spot.place.words[language]
                title, text = (part.format(**{"loc": "", "gen": "", **words}) for part in sketch[language])
                least, most = sketch["cost"]
                draft = authors.start_project(call=call, pot=pot, language=language, actor=actor, now=now)
                authors.save_project(
                    project=draft,
                    category=sketch["category"],
                    title=title[:120],
                    text=text,
                    cost=self.rng.randrange(least * 10, most * 10) * MILLION // 10,
                    lon=spot.lon,
                    lat=spot.lat,
                    address=places.address(spot, language),
                    actor=actor,
                    now=now,
                )
                authors.submit_project(project=draft, common_use=True, public_land=True, actor=actor, now=now)

    def _authors(self) -> "Iterator[Person]":
        """Residents in a drawn order: one author, one application."""
        residents = self.cast.neighbours()
        yield from self.rng.sample(residents, len(residents))

    def _akimat(self, pot: "Pot") -> "Body":
        return self.city.bodies[f"akimat-{pot.district.code.rpartition('.')[2]}"]

    def _check(self, call: "Call") -> None:
        """The experts of each akimat look at every project; the last of each district cannot be built."""
        said = atlas.read("budget")
        for pot in call.pots.select_related("district").order_by("district__code"):
            _person, expert = self.cast.officials[self._akimat(pot).code, "officer"]
            handed_in = projects.listed(call, projects.Filter(district=pot.district.code))
            for place, project in enumerate(handed_in):
                fits = place < len(handed_in) - 1
                language = project.matter.language
                checking.check_feasibility(
                    project=project,
                    feasible=fits,
                    criteria={one.value: checking.MET for one in Criterion}
                    | ({} if fits else {Criterion.PUBLIC_LAND.value: checking.FAILED}),
                    reasons=said["feasible" if fits else "not_feasible"][language],
                    actor=expert,
                    now=call.collects_until + timedelta(days=3),
                )

    def _vote_on_paper(self, call: "Call") -> None:
        """Neighbours mark paper forms in their akimat; two clerks key each."""
        now = call.votes_from + timedelta(days=1)
        for pot in call.pots.select_related("district").order_by("district__code"):
            office, first = self._akimat(pot), self.cast.desk["operator"]
            _person, second = self.cast.officials[office.code, "officer"]
            on_ballot = projects.listed(call, projects.Filter(district=pot.district.code, state=Stage.ON_BALLOT.value))
            liked = [self.rng.paretovariate(1.2) for _ in on_ballot]
            batch = paper_forms.print_batch(call=call, office=office, size=self.forms, actor=second, now=now)
            for form in batch.forms.order_by("number"):
                paper_forms.hand_out_form(call=call, iin=next(self.iins), office=office, actor=first, now=now)
                numbers = sorted(
                    {self.rng.choices(on_ballot, liked)[0].ballot_number or 0 for _ in range(self.rng.randint(1, 3))}
                )
                for clerk in (first, second):
                    paper_forms.key_form(form=form, numbers=numbers, actor=clerk, now=now)

    def _count(self, call: "Call") -> None:
        """Close, announce, draw, publish."""
        runner, now = system("demo"), call.votes_until + timedelta(hours=1)
        calls.close_voting(call=call, actor=runner, now=now)
        counting.announce_count(call=call, actor=runner, now=now + timedelta(hours=2))
        seed = f"{self.rng.randrange(10**9):09}"
        counting.decide_count(call=call, seed=seed, seed_source=SOURCE, actor=runner, now=now + timedelta(hours=5))
        counting.publish(call=call, signed_by=SIGNED, actor=runner, now=now + timedelta(days=1))

    def _build(self, call: "Call", end: datetime) -> None:
        """Winners become works; some are under way, a few are done."""
        for place, project in enumerate(projects.listed(call, projects.Filter(state=Stage.WON.value), limit=500)):
            now = call.votes_until + timedelta(days=10)
            work = project_to_work.carry_over(project=project, actor=system("demo"), now=now)
            for stage, days, note in WAY[: place % (len(WAY) + 1)]:
                at = now + timedelta(days=days)
                if at < end:
                    share = WAY.index((stage, days, note)) * 25
                    works.move_work(
                        work=work,
                        stage=stage,
                        reached_on=at.date(),
                        note=note[project.matter.language],
                        links=[
                            (PURCHASE.format(number=work.matter.number, stage=stage), PAPER[project.matter.language])
                        ],
                        spent=(work.planned or 0) * share // 100,
                        actor=system("demo"),
                        now=at,
                    )


PURCHASE = "https://purchases.demo.ortaq.invalid/{number}/{stage}"
"""An address that leads nowhere, as all of the demo's papers do."""
PAPER = {"kk": "Құжат (демо)", "ru": "Документ (демо)", "en": "Document (demo)"}
SOURCE = "Демо: ойдан шығарылған жеребе саны / вымышленное число жребия / an invented number"
SIGNED = "Н. Әділ (демо), жүйе әкімшісі"
WAY: tuple[tuple[str, int, dict[str, str]], ...] = (
    ("design", 20, {
        "kk": "Жоба-сметалық құжаттама дайын, тұрғындармен алаңда талқыланды.",
        "ru": "Проектно-сметная документация готова, её обсудили с жителями на месте.",
        "en": "The design is ready and was talked over with residents on the spot.",
    }),
    ("tender", 50, {
        "kk": "Мердігер анықталды, шарт жасалды.",
        "ru": "Подрядчик выбран, договор подписан.",
        "en": "The contractor is chosen and the contract signed.",
    }),
    ("construction", 75, {
        "kk": "Құрылыс алаңы қоршалды, жұмыс басталды.",
        "ru": "Площадка огорожена, работы начались.",
        "en": "The site is fenced and work has begun.",
    }),
    ("done", 140, {
        "kk": "Жұмыс бітті, қабылдауға тұрғындар шақырылды.",
        "ru": "Работы закончены, жители приглашены на приёмку.",
        "en": "The work is finished; residents are invited to accept it.",
    }),
)  # fmt: skip
