"""People who answer statements: with a phone that was confirmed, and a process full of seeds."""

from itertools import count
from typing import TYPE_CHECKING

from tests import records
from tests.civic.dialogue import stories
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Process, Statement
    from ortaq.core.people.actor import Actor
    from ortaq.core.people.models import Person

SEEDS = (
    "Абай даңғылына велосипед жолы керек.",
    "По проспекту нужна выделенная полоса для автобусов.",
    "Көлік тұрағын қысқартуға болады.",
    "Деревья важнее парковочных мест.",
    "Shops need room to unload in the morning.",
    "Жаяу жүргіншілерге жол кең болсын.",
)
_number = count(1)


def a_voice(name: str = "Тұрғын (демо)", *, verified: bool = True) -> "tuple[Person, Actor]":
    """Somebody whose phone is confirmed, and the actor she is."""
    person = stories.a_person(name)
    records.an_account(person, phone=f"+7701000{next(_number):04}", phone_verified=verified)
    return person, stories.her(person)


def seeded(process: "Process", officer: "Actor", texts: tuple[str, ...] = SEEDS) -> "list[Statement]":
    from ortaq.civic.dialogue.services import statements

    return [statements.seed_statement(process=process, text=text, actor=officer, now=NOW) for text in texts]


def answer(process: "Process", actor: "Actor", value: int = 1) -> int:
    """She answers what is before her and gives its number."""
    from ortaq.civic.dialogue.services import opinions

    asked = opinions.draw_statement(process=process, actor=actor, now=NOW)
    assert asked is not None
    opinions.answer_statement(process=process, number=asked.number, value=value, actor=actor, now=NOW)
    return asked.number
