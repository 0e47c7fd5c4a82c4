"""Recipes: ten questions at most, and what kind of dialogue the answers make. Plain Python."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from ortaq.civic.dialogue.rules.phases import Deed
from ortaq.civic.dialogue.rules.processes import Stretch
from ortaq.core.people.refusal import N_, YES, Answer, no

MOST_QUESTIONS: Final = 10
DAY: Final = timedelta(days=1)
REPORT_DAYS: Final = 30
WEIGHING: Final = 14 * DAY
WALK_MINUTES: Final = 120
FORUM_MINUTES: Final = 180
WALK_SEATS: Final = 30
GATHERING_SEATS: Final = 200


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a recipe. Days and moments begin so many days ahead, at an hour of the process' clock."""

    name: str
    kind: str
    """text, moment, day, number, flag, link, body or place."""
    label: str
    hint: str = ""
    required: bool = True
    start: Any = None
    least: int = 1
    most: int = 150


@dataclass(frozen=True, slots=True)
class Meeting:
    """A forum or a session the recipe plans: the forum is made of it."""

    kind: str
    title: dict[str, str]
    starts_at: datetime
    ends_at: datetime
    seats: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a recipe makes of the answers."""

    phases: tuple[Stretch, ...]
    meetings: tuple[Meeting, ...] = ()
    answers_due_on: date | None = None
    columns: bool = False
    moderation: str = "after"
    link: str = ""
    """Address of what is talked about: becomes the first material."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A way to run a dialogue: what it asks its organisers, and what it makes of the answers."""

    code: str
    says: str
    questions: tuple[Question, ...]
    plan: Callable[[Mapping[str, Any], datetime, str], Plan]


_BEGIN = (
    Question("body", "body", N_("Who organises it?")),
    Question("title_kk", "text", N_("Title in Kazakh")),
    Question("title_ru", "text", N_("Title in Russian")),
    Question("asked_kk", "text", N_("What are residents asked? In Kazakh"), N_("One short question."), most=300),
    Question("asked_ru", "text", N_("What are residents asked? In Russian"), most=300),
)
_DAYS = (
    Question("opens_at", "moment", N_("From when can people take part?"), start=(1, 9)),
    Question("closes_at", "moment", N_("Until when?"), N_("From this minute on nothing is taken."), start=(22, 18)),
    Question(
        "answers_due_on", "day", N_("Until which day does everyone get an answer?"),
        N_("Each contribution is answered by a named body."), start=52,
    ),
)  # fmt: skip
_PLACE = Question("place", "place", N_("Which place is it about?"))
_WHERE = N_("The place and its entrance are written on the page of the meeting.")


def _ends(answers: Mapping[str, Any], begins: datetime, zone: str) -> tuple[Stretch, ...]:
    """The city answers until the promised day is over, and reports for a month."""
    due = datetime.combine(answers["answers_due_on"] + DAY, time(), ZoneInfo(zone))
    return (Stretch("answer", begins, due), Stretch("report", due, due + REPORT_DAYS * DAY))


def _forum(answers: Mapping[str, Any], _now: datetime, zone: str) -> Plan:
    opens, closes = answers["opens_at"], answers["closes_at"]
    return Plan(
        (Stretch("collect", opens, closes), Stretch("vote", opens, closes), *_ends(answers, closes, zone)),
        (_meeting("forum", answers, answers["meets_at"], FORUM_MINUTES, answers["seats"]),),
        answers["answers_due_on"],
    )


def _plan_review(answers: Mapping[str, Any], _now: datetime, zone: str) -> Plan:
    opens, closes = answers["opens_at"], answers["closes_at"]
    remarks = (Deed.IDEA, Deed.COMMENT, Deed.SUPPORT)
    return Plan(
        (Stretch("discuss", opens, closes, remarks), *_ends(answers, closes, zone)),
        answers_due_on=answers["answers_due_on"],
        columns=True,
        moderation="before" if answers.get("before") else "after",
        link=answers["link"],
    )


def _grant_contest(answers: Mapping[str, Any], _now: datetime, zone: str) -> Plan:
    closes, until = answers["closes_at"], answers["weighed_until"]
    phases = (Stretch("collect", answers["opens_at"], closes), Stretch("vote", closes, until))
    return Plan((*phases, *_ends(answers, until, zone)), answers_due_on=answers["answers_due_on"], link=answers["link"])


def _corridor(answers: Mapping[str, Any], _now: datetime, zone: str) -> Plan:
    opens, closes = answers["opens_at"], answers["closes_at"]
    phases = (Stretch("collect", opens, closes), Stretch("vote", opens, closes + WEIGHING))
    walk = _meeting("gathering", answers, answers["meets_at"], WALK_MINUTES, WALK_SEATS)
    return Plan((*phases, *_ends(answers, closes + WEIGHING, zone)), (walk,), answers["answers_due_on"])


def _village_plan(answers: Mapping[str, Any], _now: datetime, zone: str) -> Plan:
    opens, closes = answers["opens_at"], answers["closes_at"]
    phases = (
        Stretch("collect", opens, closes),
        Stretch("discuss", opens, closes + WEIGHING),
        Stretch("vote", closes, closes + WEIGHING),
    )
    meeting = _meeting("gathering", answers, answers["meets_at"], FORUM_MINUTES, GATHERING_SEATS)
    return Plan((*phases, *_ends(answers, closes + WEIGHING, zone)), (meeting,), answers["answers_due_on"])


def _workshops(answers: Mapping[str, Any], now: datetime, zone: str) -> Plan:
    """The sessions keep their hour by the clock on the wall, whatever summer time does."""
    first = answers["first_at"].astimezone(ZoneInfo(zone))
    days = [first + n * answers["every_days"] * DAY for n in range(answers["sessions"])]
    sessions = tuple(
        _meeting("workshop", answers, at, answers["minutes"], answers["seats"], f", № {n}")
        for n, at in enumerate(days, 1)
    )
    last = sessions[-1].ends_at
    talk = Stretch("discuss", now, last, (Deed.COMMENT, Deed.STATEMENT, Deed.OPINION))
    return Plan((talk, Stretch("report", last, last + REPORT_DAYS * DAY)), sessions)


def _meeting(
    kind: str, answers: Mapping[str, Any], starts_at: datetime, minutes: int, seats: int, tail: str = ""
) -> Meeting:
    title = {language: f"{text}{tail}" for language, text in title_of(answers).items()}
    return Meeting(kind, title, starts_at, starts_at + timedelta(minutes=minutes), seats)


def title_of(answers: Mapping[str, Any], name: str = "title") -> dict[str, str]:
    """This will give what was answered in two languages as localized content."""
    return {code: answers[f"{name}_{code}"].strip() for code in ("kk", "ru") if answers.get(f"{name}_{code}")}


RECIPES: Final[dict[str, Recipe]] = {
    recipe.code: recipe
    for recipe in (
        Recipe(
            "forum",
            N_("People send ideas and weigh them up, meet at a forum, and the city answers everyone."),
            (
                *_BEGIN,
                *_DAYS,
                Question("meets_at", "moment", N_("When does the forum begin?"), _WHERE, start=(15, 10)),
                Question("seats", "number", N_("How many seats are there?"), start=200, most=20_000),
            ),
            _forum,
        ),
        Recipe(
            "plan_review",
            N_("A draft plan is shown; people remark on it for and against, and every remark is answered."),
            (
                *_BEGIN,
                *_DAYS,
                Question("link", "link", N_("Where can the draft be read?"), N_("It becomes the first material.")),
                Question("before", "flag", N_("Remarks are looked at before they are shown"), required=False),
            ),
            _plan_review,
        ),
        Recipe(
            "grant_contest",
            N_("People say what grants should go to, weigh it up, and a contest is announced by it."),
            (
                *_BEGIN,
                *_DAYS,
                Question("weighed_until", "moment", N_("Until when are the ideas weighed up?"), start=(36, 18)),
                Question("link", "link", N_("Address of the contest, if it is known"), required=False),
            ),
            _grant_contest,
        ),
        Recipe(
            "corridor",
            N_("A street or a river bank: people mark places on the map, walk along it together and weigh up ideas."),
            (
                *_BEGIN,
                *_DAYS,
                _PLACE,
                Question("meets_at", "moment", N_("When is the walk?"), _WHERE, start=(11, 11)),
            ),
            _corridor,
        ),
        Recipe(
            "village_plan",
            N_("A village says what it needs, talks it over at a gathering and sets the order of the work."),
            (
                *_BEGIN,
                *_DAYS,
                _PLACE,
                Question("meets_at", "moment", N_("When is the gathering?"), _WHERE, start=(15, 17)),
            ),
            _village_plan,
        ),
        Recipe(
            "workshops",
            N_("Several sessions on one subject; who came gets a certificate."),
            (
                *_BEGIN,
                Question("first_at", "moment", N_("When does the first session begin?"), _WHERE, start=(14, 18)),
                Question("sessions", "number", N_("How many sessions?"), start=4, most=30),
                Question("every_days", "number", N_("How many days from one session to the next?"), start=7, most=60),
                Question("minutes", "number", N_("How many minutes is one session?"), start=90, least=15, most=600),
                Question("seats", "number", N_("How many seats are there?"), start=25, most=20_000),
            ),
            _workshops,
        ),
    )
}


def check_answers(recipe: Recipe, answers: Mapping[str, Any], *, zone: str) -> Answer:
    """This will say whether the days a recipe was given lie in order."""
    if "opens_at" not in answers:
        return YES
    opens, closes = answers["opens_at"], answers["closes_at"]
    if opens >= closes:
        return no("phase_days", N_("A phase must begin before it ends."))
    until = answers.get("weighed_until", closes)
    if until < closes or (recipe.code == "grant_contest" and until == closes):
        return no("weighed_until", N_("Ideas are weighed up after they have been collected."))
    if recipe.code in ("corridor", "village_plan"):
        until = closes + WEIGHING
    if datetime.combine(answers["answers_due_on"] + DAY, time(), ZoneInfo(zone)) <= until:
        return no("answers_due", N_("The answers come after the last day on which people can take part."))
    return YES
