"""A small contest for tests, through the real services: a body, its head, a call, applications, a jury."""

from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from tests import records
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Application, Contest, Juror, Review
    from ortaq.core.people.actor import Actor
    from ortaq.core.people.models import Person

DAY = timedelta(days=1)
CLOSES = NOW + 10 * DAY
AFTER = CLOSES + timedelta(hours=1)
"""The deadline is over."""
_number = count(1)

FIELDS: list[dict[str, Any]] = [
    {
        "code": "idea",
        "type": "long_text",
        "label": {"kk": "Идея", "ru": "Идея", "en": "Idea"},
        "required": True,
        "least": 10,
        "most": 500,
    },
    {
        "code": "field",
        "type": "choice",
        "label": {"kk": "Сала", "ru": "Сфера", "en": "Field"},
        "required": True,
        "options": [
            {"code": "green", "label": {"kk": "Көгалдандыру", "ru": "Озеленение"}},
            {"code": "art", "label": {"kk": "Өнер", "ru": "Искусство"}},
        ],
    },
    {
        "code": "team",
        "type": "short_text",
        "label": {"kk": "Топ", "ru": "Команда", "en": "Team"},
        "jury": False,
    },
    {
        "code": "plan",
        "type": "file",
        "takes": "document",
        "most": 2,
        "label": {"kk": "Жоспар", "ru": "План", "en": "Plan"},
    },
]
RUBRIC = [
    {"code": "use", "title": {"kk": "Пайдасы", "ru": "Польза"}, "weight": 2, "lowest": 0, "highest": 10},
    {"code": "plan", "title": {"kk": "Жоспары", "ru": "План"}, "weight": 1, "lowest": 0, "highest": 10},
]
WORDS = {"kk": "Грант байқауы", "ru": "Конкурс грантов", "en": "Grant contest"}
ANSWERS = {"idea": "Мектеп ауласына отыз түп ағаш отырғызамыз.", "field": "green"}


def office(body: Any, role: str = "head") -> "Actor":
    """Somebody of the body with a second factor."""
    from tests import factories

    return factories.actor_for(factories.an_office(body, role))


def a_draft(**terms: Any) -> "tuple[Contest, Actor]":
    """A contest nobody sees yet, and the head of its body."""
    from ortaq.civic.contests.services import calls

    n = next(_number)
    body = records.a_body(code=f"akimat-{n}")
    head = office(body)
    contest = calls.open_contest(
        code=f"grants-{n}",
        body=body,
        territory=body.territory,
        title=WORDS,
        award=terms.pop("award", "grant"),
        opens_at=NOW - DAY,
        closes_at=terms.pop("closes_at", CLOSES),
        demo=True,
        actor=head,
        now=NOW - 2 * DAY,
    )
    money = {"budget": 10_000_00, "cap": 5_000_00, "currency": "EUR"} if contest.award == "grant" else {}
    changes = {"summary": WORDS, "text": WORDS, **money, **terms}
    contest = calls.change_contest(contest=contest, changes=changes, actor=head, now=NOW - 2 * DAY)
    calls.save_form(contest=contest, fields=FIELDS, actor=head, now=NOW - 2 * DAY)
    calls.save_rubric(contest=contest, lines=RUBRIC, actor=head, now=NOW - 2 * DAY)
    return contest, head


def a_contest(**terms: Any) -> "tuple[Contest, Actor]":
    """A published contest that takes applications at NOW, and the head of its body."""
    from ortaq.civic.contests.services import calls

    contest, head = a_draft(**terms)
    return calls.publish(contest=contest, actor=head, now=NOW - 2 * DAY), head


def a_person(name: str = "Айгерім Серікова (демо)", **facts: Any) -> "Person":
    return records.a_person(name, email=f"demo{next(_number)}@demo.ortaq.invalid", demo=True, **facts)


def begun(contest: "Contest", person: "Person | None" = None, *, now: datetime = NOW, **facts: Any) -> "Application":
    """A draft with everything filled in."""
    from ortaq.civic.contests.services import applying

    person = person or a_person()
    me = records.actor_for(person)
    draft = applying.begin(contest=contest, actor=me, now=now)
    declared = facts.pop("declared", [rule["code"] for rule in contest.eligibility])
    answers = facts.pop("answers", ANSWERS)
    particulars = {
        "title": f"Жасыл аула {next(_number)}",
        "summary": "Мектеп ауласын көгалдандыру.",
        "asked": 4_000_00 if contest.award == "grant" else 0,
        "contact_name": person.name,
        "contact_email": person.email,
        "public_name": "Айгерім С.",
        "public_name_agreed": True,
        **facts,
    }
    return applying.save_draft(
        application=draft, answers=answers, particulars=particulars, declared=declared, actor=me, now=now
    )


def her(application: "Application") -> "Actor":
    return records.actor_for(application.applicant)


def sent(contest: "Contest", person: "Person | None" = None, *, now: datetime = NOW, **facts: Any) -> "Application":
    """A submitted application."""
    from ortaq.civic.contests.services import applying

    draft = begun(contest, person, now=now, **facts)
    return applying.submit(application=draft, actor=her(draft), now=now)


def let_in(contest: "Contest", head: "Actor", count: int, **facts: Any) -> "list[Application]":
    """So many eligible applications."""
    from ortaq.civic.contests.services import checking

    found = [sent(contest, a_person(f"Өтініш беруші {n} (демо)"), **facts) for n in range(count)]
    return [checking.find_eligible(application=one, actor=head, now=NOW) for one in found]


def a_juror(contest: "Contest", head: "Actor", *, chair: bool = False, **facts: Any) -> "Juror":
    from ortaq.civic.contests.services import jury

    person = a_person(f"Қазы {next(_number)} (демо)")
    name = f"{person.name}, сәулетші"
    return jury.invite(contest=contest, person=person, public_name=name, chair=chair, actor=head, now=NOW, **facts)


def judging(contest: "Contest", head: "Actor", *, jurors: int = 3) -> "tuple[Contest, list[Juror]]":
    """The jury at work on what is eligible; nothing is given to anybody yet."""
    from ortaq.civic.contests.services import calls, jury

    seats = [a_juror(contest, head, chair=n == 0) for n in range(jurors)]
    contest = calls.close(contest=contest, actor=head, now=AFTER)
    return jury.open_judging(contest=contest, actor=head, now=AFTER), seats


def shared_out(contest: "Contest", head: "Actor", *, seed: str = "0451") -> int:
    """By the rule, with a seed drawn in public."""
    from ortaq.civic.contests.services import jury

    jury.announce_sharing(contest=contest, actor=head, now=AFTER)
    return jury.share_out(contest=contest, seed=seed, seed_source="Спортлото (демо)", actor=head, now=AFTER)


def scored(review: "Review", use: int, plan: int, comment: str = "") -> "Review":
    """A juror hands in."""
    from ortaq.civic.contests.services import scoring

    who = records.actor_for(review.juror.person)
    return scoring.submit_review(
        review=review, scores={"use": use, "plan": plan}, comment=comment, actor=who, now=AFTER
    )
