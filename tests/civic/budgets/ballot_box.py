"""A vote for tests, built through the real services: `a_vote(city)` has a call with projects whose ballot is open.

Three districts, one pot each; projects in tenge; everybody is marked demo. Moments hang on `tests.conftest.NOW`, at
which the vote has been open for a day.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from ortaq.engines.personal import check_digit
from tests import factories
from tests.conftest import NOW
from tests.records import an_account

if TYPE_CHECKING:
    from ortaq.civic.budgets.models import Call, Pot, Project
    from ortaq.core.people.actor import Actor
    from ortaq.core.people.models import Person

COLLECTING = NOW - timedelta(days=50)
CHECKING = NOW - timedelta(days=20)
CLOSED = NOW + timedelta(days=10)
TENGE = 100
POT = 60_000_000 * TENGE
CAP = 30_000_000 * TENGE
PLACES = {"almaly": factories.ALMALY, "bostandyk": factories.BOSTANDYK, "medeu": factories.MEDEU}
PROJECTS = [
    ("bostandyk", "Аула балалар алаңы", 20_000_000),
    ("bostandyk", "Жаяу жол жарығы", 15_000_000),
    ("bostandyk", "Саябақ орындықтары", 30_000_000),
    ("almaly", "Арық пен пандус", 10_000_000),
    ("medeu", "Гүлзар", 5_000_000),
]
TEXT = "Қазір бұл жерде ештеңе жоқ, ал көршілерге, балаларға және қарт кісілерге өте керек."
CRITERIA = dict.fromkeys(["public_land", "common_use", "within_cap", "not_planned", "buildable", "upkeep"], "met")

_number = count(1)


def iin(n: int, born: str = "900101") -> str:
    """The n-th valid IIN of somebody born on a day; about one in eleven numbers has none and is skipped."""
    found = 0
    for serial in count(1):
        eleven = f"{born}3{serial:04}"
        digit = check_digit(eleven)
        found += digit is not None
        if digit is not None and found == n:
            return f"{eleven}{digit}"
    raise AssertionError


def a_neighbour(*, verified: bool = True, number: int | None = None, **facts: Any) -> "Person":
    """Somebody with an account; verified ones have shown a document with the n-th IIN, or one nobody else names."""
    if verified:
        shown = iin(number) if number else iin(next(_number), born="900102")
        facts |= {"iin": shown, "verified_at": NOW - timedelta(days=90)}
    person = factories.a_person("Тұрғын (демо)", **facts)
    an_account(person)
    return person


@dataclass
class Vote:
    """A call with its people: head of the centre, an expert, clerks; projects in the order of `PROJECTS`."""

    city: factories.City
    call: "Call"
    head: "Actor"
    expert: "Actor"
    clerk: "Actor"
    pots: "dict[str, Pot]" = field(default_factory=dict)
    projects: "list[Project]" = field(default_factory=list)

    def fresh(self) -> "Call":
        from ortaq.civic.budgets.models import Call

        self.call = Call.objects.get(pk=self.call.pk)
        for project in self.projects:
            project.refresh_from_db()
            project.call = self.call
        return self.call

    def cast(self, person: "Person", *chosen: int, token: str = "", now: datetime = NOW, **facts: Any) -> Any:
        """Vote online for projects given by their place in `PROJECTS`."""
        from ortaq.civic.budgets.services import voting

        return voting.cast_ballot(
            call=self.call,
            projects=[self.projects[place].pk for place in chosen],
            form_token=token or f"form-{next(_number)}",
            actor=factories.resident(person),
            now=now,
            **facts,
        )

    def close(self) -> "Call":
        from ortaq.civic.budgets.services import calls

        calls.close_voting(call=self.call, actor=self.head, now=CLOSED)
        return self.fresh()

    def announce(self) -> "Call":
        from ortaq.civic.budgets.services import counting

        counting.announce_count(call=self.close(), actor=self.head, now=CLOSED)
        return self.fresh()

    def count(self, seed: str = "4-8-15-16-23-42") -> "Call":
        from ortaq.civic.budgets.services import counting

        self.announce()
        counting.decide_count(call=self.call, seed=seed, seed_source="test", actor=self.head, now=CLOSED)
        return self.fresh()


def a_call(city: factories.City, **facts: Any) -> Vote:
    """A call that was drawn up and nothing more."""
    from ortaq.civic.budgets.models import Pot
    from ortaq.civic.budgets.services import calls

    head = city.officer("centre", "head")
    pots = facts.pop("pots", None) or [
        calls.PotPlan(city.territories[f"kz.almaty.{code}"], POT, CAP, city.bodies[f"akimat-{code}"]) for code in PLACES
    ]
    given: dict[str, Any] = {
        "code": f"almaty-{next(_number)}",
        "name": {"kk": "Ортақ бюджет", "ru": "Бюджет участия", "en": "Participatory budget"},
        "body": city.bodies["centre"],
        "pots": pots,
        "collects_from": COLLECTING - timedelta(days=1),
        "collects_until": CHECKING,
        "votes_from": NOW - timedelta(days=1),
        "votes_until": CLOSED,
        "demo": True,
        **facts,
    }
    call = calls.draw_up_call(**given, actor=head, now=COLLECTING - timedelta(days=5))
    vote = Vote(city, call, head, city.officer("centre"), city.officer("centre", "operator"))
    vote.pots = {pot.district.code.rpartition(".")[2]: pot for pot in Pot.objects.filter(call=call)}
    return vote


def a_project(
    vote: Vote, district: str = "bostandyk", title: str = "Жаңа алаң", cost: int = 1_000_000, **facts: Any
) -> "Project":
    """A project handed in by a neighbour of its own."""
    from ortaq.civic.budgets.services import projects

    author = factories.resident(facts.pop("author", None) or a_neighbour())
    now = facts.pop("now", COLLECTING)
    project = projects.start_project(call=vote.call, pot=vote.pots[district], language="kk", actor=author, now=now)
    lon, lat = PLACES[district]
    given = {
        "category": "playgrounds",
        "title": title,
        "text": TEXT,
        "cost": cost * TENGE,
        "lon": lon,
        "lat": lat,
        **facts,
    }
    project = projects.save_project(project=project, **given, actor=author, now=now)
    return projects.submit_project(project=project, common_use=True, public_land=True, actor=author, now=now)


def check(vote: Vote, project: "Project", *, feasible: bool = True, **facts: Any) -> Any:
    """The experts' word on a project."""
    from ortaq.civic.budgets.services import checking

    given: dict[str, Any] = {"criteria": CRITERIA if feasible else CRITERIA | {"public_land": "failed"}, **facts}
    if not feasible:
        given.setdefault("reasons", "Жер жекеменшікте.")
    return checking.check_feasibility(project=project, feasible=feasible, **given, actor=vote.expert, now=CHECKING)


def a_vote(city: factories.City, plan: list[tuple[str, str, int]] | None = None, **facts: Any) -> Vote:
    """A call whose ballot is open: projects handed in, found feasible, numbered by lot."""
    from ortaq.civic.budgets.services import calls

    vote = a_call(city, **facts)
    calls.open_call(call=vote.call, actor=vote.head, now=COLLECTING)
    vote.fresh()
    vote.projects = [a_project(vote, *row) for row in plan or PROJECTS]
    calls.end_collecting(call=vote.call, actor=vote.head, now=CHECKING)
    for project in vote.projects:
        check(vote, project)
    calls.announce_ballot(call=vote.fresh(), actor=vote.head, now=CHECKING)
    calls.open_voting(call=vote.fresh(), seed="7", seed_source="test", actor=vote.head, now=NOW - timedelta(days=2))
    vote.fresh()
    return vote
