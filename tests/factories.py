"""A small city for tests: three districts, five bodies, a dozen topics, a table, the law, and people. Nothing at import time.

`city()` builds it once per test; `an_appeal(city, …)` files one through the real service. Everybody carries the mark "demo".
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Appeal, Assignment, RoutingTable, Topic
    from ortaq.civic.works.models import Work
    from ortaq.core.people.actor import Actor
    from ortaq.core.people.models import Person
    from ortaq.core.territory.models import Body, Office, Territory

# lon, lat inside each district's square; OUTSIDE is in the region but not in the city, FAR is nowhere.
BOSTANDYK = (76.905, 43.205)
ALMALY = (76.915, 43.253)
MEDEU = (76.960, 43.235)
OUTSIDE = (77.24, 43.30)
FAR = (-73.98, 40.75)

_number = count(1)

TERMS = {
    "answer": {"n": 15, "unit": "working", "starts": "day_after_registration", "extendable": True, "certainty": "sure"},
    "complaint": {
        "n": 20,
        "unit": "working",
        "starts": "day_after_registration",
        "extendable": False,
        "certainty": "check",
    },
    "request": {
        "n": 15,
        "unit": "calendar",
        "starts": "day_after_registration",
        "extendable": False,
        "certainty": "check",
    },
    "redirect": {
        "n": 3,
        "unit": "working",
        "starts": "day_after_registration",
        "extendable": False,
        "certainty": "sure",
    },
    "tell_extension": {
        "n": 3,
        "unit": "working",
        "starts": "day_after_registration",
        "extendable": False,
        "certainty": "sure",
    },
}
YEARS = {
    "2026": {
        "off": [
            "2026-01-01", "2026-01-02", "2026-01-07", "2026-03-09", "2026-03-23", "2026-03-24", "2026-03-25",
            "2026-05-01", "2026-05-07", "2026-05-11", "2026-05-27", "2026-07-06", "2026-10-26", "2026-12-16",
        ],
        "work": [],
    },
    "2027": {
        "off": [
            "2027-01-01", "2027-01-04", "2027-01-07", "2027-03-08", "2027-03-15", "2027-03-22", "2027-03-23",
            "2027-03-24", "2027-05-03", "2027-05-07", "2027-05-10", "2027-07-06", "2027-10-25", "2027-12-16",
        ],
        "work": [],
    },
}  # fmt: skip

SQUARES = {
    "kz.almaty": [(76.75, 43.10), (77.05, 43.40)],
    "kz.almaty.almaly": [(76.88, 43.24), (76.94, 43.27)],
    "kz.almaty.bostandyk": [(76.86, 43.17), (76.94, 43.24)],
    "kz.almaty.medeu": [(76.94, 43.20), (77.00, 43.27)],
    "kz.region": [(76.50, 42.90), (77.60, 43.70)],
    "kz.region.talgar": [(77.05, 43.10), (77.50, 43.50)],
}
NAMES = {
    "kz": ("Қазақстан", "Казахстан", "Kazakhstan"),
    "kz.almaty": ("Алматы қаласы", "город Алматы", "Almaty city"),
    "kz.almaty.almaly": ("Алмалы ауданы", "Алмалинский район", "Almaly district"),
    "kz.almaty.bostandyk": ("Бостандық ауданы", "Бостандыкский район", "Bostandyk district"),
    "kz.almaty.medeu": ("Медеу ауданы", "Медеуский район", "Medeu district"),
    "kz.region": ("Алматы облысы", "Алматинская область", "Almaty region"),
    "kz.region.talgar": ("Талғар ауданы", "Талгарский район", "Talgar district"),
}
KINDS = {
    "kz": "country",
    "kz.almaty": "city",
    "kz.region": "region",
}
BODIES = {
    # code: (kind, parent, territory, operator, names)
    "city-akimat": ("akimat", None, "kz.almaty", False, ("Қала әкімдігі", "Акимат города", "City akimat")),
    "centre": ("centre", "city-akimat", "kz.almaty", True, ("Даму орталығы", "Центр развития", "Development centre")),
    "transport": ("department", "city-akimat", "kz.almaty", False, ("Жол басқармасы", "Управление дорог", "Roads")),
    "akimat-bostandyk": (
        "akimat", "city-akimat", "kz.almaty.bostandyk", False,
        ("Бостандық әкімдігі", "Акимат Бостандыка", "Bostandyk akimat"),
    ),
    "akimat-almaly": (
        "akimat", "city-akimat", "kz.almaty.almaly", False,
        ("Алмалы әкімдігі", "Акимат Алмалы", "Almaly akimat"),
    ),
    "akimat-medeu": (
        "akimat", "city-akimat", "kz.almaty.medeu", False, ("Медеу әкімдігі", "Акимат Медеу", "Medeu akimat"),
    ),
    "akimat-talgar": (
        "akimat", None, "kz.region.talgar", False, ("Талғар әкімдігі", "Акимат Талгара", "Talgar akimat"),
    ),
    "light-demo": (
        "utility", "city-akimat", "kz.almaty", False, ("Қала жарығы (демо)", "Свет города (демо)", "City Light (demo)"),
    ),
}  # fmt: skip
TOPICS = [
    # code, evidence, urgent, names, keywords
    ("roads", "none", False, ("Жол", "Дороги", "Roads"), {}),
    (
        "roads.pothole", "after_photo", False, ("Жолдағы шұңқыр", "Яма на дороге", "Pothole"),
        {"kk": ["шұңқыр", "ойық"], "ru": ["яма", "выбоина"], "en": ["pothole", "hole"]},
    ),
    ("roads.parking", "none", False, ("Көлік тұрағы", "Парковка", "Parking"), {"ru": ["парковка"]}),
    ("light", "none", False, ("Жарық", "Освещение", "Lighting"), {}),
    (
        "light.lamp", "after_photo", False, ("Шам жанбайды", "Фонарь не горит", "Lamp is out"),
        {"kk": ["шам", "жарық"], "ru": ["фонарь", "свет"], "en": ["lamp", "light"]},
    ),
    ("light.wire", "none", True, ("Сым салбырап тұр", "Оборванный провод", "Hanging wire"), {"ru": ["провод"]}),
    ("yard", "none", False, ("Аула", "Двор", "Yard"), {}),
    ("yard.playground", "after_photo", False, ("Балалар алаңы", "Детская площадка", "Playground"), {}),
    ("service", "none", False, ("Қызмет", "Обслуживание", "Services"), {}),
    ("service.information", "none", False, ("Ақпарат сұрау", "Запрос сведений", "Information"), {}),
    ("other", "none", False, ("Басқа", "Другое", "Other"), {}),
]  # fmt: skip
ROWS = [
    (1, "*", "kz.region.talgar", "*", "akimat-talgar"),
    (2, "light", "kz.almaty", "light-demo", "light-demo"),
    (3, "roads", "kz.almaty", "*", "transport"),
    (4, "*", "kz.almaty.almaly", "*", "akimat-almaly"),
    (5, "*", "kz.almaty.bostandyk", "*", "akimat-bostandyk"),
    (6, "*", "kz.almaty.medeu", "*", "akimat-medeu"),
    (7, "*", "*", "*", "centre"),
]


def localized(names: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("kk", "ru", "en"), names, strict=True))


@dataclass
class City:
    """What `city()` has built, by code."""

    territories: "dict[str, Territory]" = field(default_factory=dict)
    bodies: "dict[str, Body]" = field(default_factory=dict)
    topics: "dict[str, Topic]" = field(default_factory=dict)
    table: "RoutingTable | None" = None

    def officer(self, body: str = "akimat-bostandyk", role: str = "officer", **facts: Any) -> "Actor":
        """A strong actor who holds the role in the body."""
        return actor_for(an_office(self.bodies[body], role, **facts))


def city() -> City:
    """This will build the city in the test's database and empty what the process remembers of others."""
    from ortaq.civic.reception.queries import ground

    ground.forget()
    _the_law()
    built = City()
    _territories(built)
    _bodies(built)
    _topics(built)
    from ortaq.civic.reception.services import tables
    from ortaq.core.people.actor import system

    rows = [
        {
            "row": n,
            "topic": t,
            "territory": p,
            "holder": h,
            "body": b,
            "why": localized((f"{n}-жол", f"строка {n}", f"row {n}")),
        }
        for n, t, p, h, b in ROWS
    ]
    built.table = tables.publish_table(version="test.1", rows=rows, actor=system("test"), now=NOW - timedelta(days=400))
    return built


def _the_law() -> None:
    from ortaq.core.deadlines.models import Calendar, RuleSet

    RuleSet.objects.create(
        code="appc-2024",
        valid_from=date(2024, 1, 1),
        source="APPC (test)",
        terms=TERMS,
        provisions={"extension": {"max_months": 2, "counts_whole_term": True}},
    )
    Calendar.objects.create(
        version="kz-test.1", approved_on=date(2025, 12, 1), source="test", years=YEARS, in_force=True
    )


def _territories(built: City) -> None:
    from ortaq.core.territory.models import Boundary, BoundaryVersion, Territory

    version = BoundaryVersion.objects.create(
        code="test.1", valid_from=date(2020, 1, 1), source="drawn for tests", schematic=True, digest="sha256:test"
    )
    for code, names in NAMES.items():
        parent = built.territories.get(code.rpartition(".")[0])
        built.territories[code] = Territory.objects.create(
            code=code, kind=KINDS.get(code, "district"), parent=parent, name=localized(names)
        )
    Boundary.objects.bulk_create(
        Boundary(version=version, territory=built.territories[code], shape=_square(*corners))
        for code, corners in SQUARES.items()
    )


def _square(south_west: tuple[float, float], north_east: tuple[float, float]) -> dict[str, Any]:
    (west, south), (east, north) = south_west, north_east
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _bodies(built: City) -> None:
    from ortaq.core.territory.models import Body

    for code, (kind, parent, territory, operator, names) in BODIES.items():
        built.bodies[code] = Body.objects.create(
            code=code,
            kind=kind,
            name=localized(names),
            short_name=localized(names),
            parent=built.bodies.get(parent or ""),
            territory=built.territories[territory],
            operator=operator,
            demo=True,
        )


def _topics(built: City) -> None:
    from ortaq.civic.reception.models import HolderArea, Topic

    for position, (code, evidence, urgent, names, keywords) in enumerate(TOPICS):
        built.topics[code] = Topic.objects.create(
            code=code,
            parent=built.topics.get(code.rpartition(".")[0]),
            name=localized(names),
            evidence=evidence,
            urgent=urgent,
            keywords=keywords,
            position=position,
        )
    HolderArea.objects.create(
        holder=built.bodies["light-demo"], topic=built.topics["light"], territory=built.territories["kz.almaty"]
    )


def a_person(name: str = "Айгерім (демо)", language: str = "kk", **facts: Any) -> "Person":
    from ortaq.core.people.models import Person

    n = next(_number)
    facts.setdefault("email", f"demo{n}@demo.ortaq.invalid")
    return Person.objects.create(name=name, language=language, demo=True, created_at=NOW, **facts)


def an_office(body: "Body", role: str = "officer", person: "Person | None" = None, **facts: Any) -> "Office":
    from ortaq.core.territory.models import Office

    person = person or a_person("Қызметкер (демо)", "kk")
    facts.setdefault("since", date(2024, 1, 1))
    facts.setdefault("post", localized(("Бас маман", "Главный специалист", "Chief specialist")))
    return Office.objects.create(person=person, body=body, role=role, **facts)


def actor_for(office: "Office", *, strong: bool = True) -> "Actor":
    """The actor who holds this office (and nothing else)."""
    from ortaq.core.people.actor import Actor, HeldOffice, Role

    territory = office.territory.code if office.territory else ""
    held = HeldOffice(Role(office.role), office.body_id, office.body.code, territory)
    return Actor(
        person_id=office.person_id,
        name=office.person.name,
        language=office.person.language,
        offices=(held,),
        strong=strong,
    )


def resident(person: "Person") -> "Actor":
    from ortaq.core.people.actor import Actor

    return Actor(person_id=person.pk, name=person.name, language=person.language)


def an_appeal(city: City, **facts: Any) -> "Appeal":
    """This will file an appeal as a resident of Bostandyk does: about a playground, in Kazakh, with a name, to be shown.

    Any argument of `open_appeal` may be given; `topic` also as a code, `at` as (lon, lat), `applicant=None` for anonymous.
    """
    from ortaq.civic.reception.services import intake
    from ortaq.core.people.actor import GUEST

    topic = facts.pop("topic", "yard.playground")
    if isinstance(topic, str):
        topic = city.topics[topic]
    lon, lat = facts.pop("at", BOSTANDYK) or (None, None)
    applicant = facts.pop("applicant", "somebody")
    if applicant == "somebody":
        applicant = a_person()
    given: dict[str, Any] = {
        "kind": "application",
        "text": "Біздің аулада балалар алаңы ескірген, әткеншек сынып қалды. Жөндеп беріңіздерші.",
        "language": None,
        "place": "point" if lon is not None else "none",
        "lon": lon,
        "lat": lat,
        "publish": True,
        "channel": "portal",
        "actor": resident(applicant) if applicant else GUEST,
        "now": NOW,
        **facts,
    }
    return intake.open_appeal(topic=topic, applicant=applicant, **given)


ANSWER_KK = "Алаң жөнделді: әткеншек ауыстырылды, төсеніш жаңартылды. Жұмыс аптаның соңына дейін толық аяқталады."


def lead_of(appeal: "Appeal") -> "Assignment":
    """The open duty of the body that leads."""
    return appeal.assignments.select_related("body", "appeal__matter").get(lead=True, state="open")


def an_answer(city: City, appeal: "Appeal", *, now: datetime | None = None, **facts: Any) -> Any:
    """This will answer an appeal for its lead."""
    from ortaq.civic.reception.services import answering

    row = lead_of(appeal)
    given: dict[str, Any] = {
        "text": ANSWER_KK,
        "outcome": "granted",
        "actor": city.officer(row.body.code),
        "now": now or NOW + timedelta(days=2),
        **facts,
    }
    return answering.answer_appeal(assignment=row, **given)


def a_work(city: City, **facts: Any) -> "Work":
    """This will enter a work of Bostandyk's akimat into the register; any argument of `open_work` may be given."""
    from ortaq.civic.works import services

    given: dict[str, Any] = {
        "kind": "playground",
        "title": localized(("Әткеншек", "Качели", "Swings")),
        "language": "kk",
        "body": city.bodies["akimat-bostandyk"],
        "note": "Тұрғындар бюджетке дауыс берді.",
        "planned": 5_000_000_00,
        "territory": city.territories["kz.almaty.bostandyk"],
        "demo": True,
        "actor": city.officer("akimat-bostandyk"),
        "now": NOW,
        **facts,
    }
    return services.open_work(**given)
