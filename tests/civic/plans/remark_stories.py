"""People who speak about a plan, for tests: a plan with a text and a map, and what they say through the services."""

from itertools import count
from typing import TYPE_CHECKING, Any

from shapely.geometry import mapping

from tests import records
from tests.civic.plans import maps, stories
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion, Remark
    from ortaq.civic.plans.rules.anchors import Place
    from ortaq.core.people.actor import Actor

TITLE = "Аулада ағаш керек"
TEXT = "Жазда көлеңке жоқ, балалар ойнай алмайды."
WORDS = ("Қала өседі және дамиды.", "Көшелер жасыл болады.", "Мектептер салынады.")
_number = count(1)


def a_voice(*, verified: bool = True) -> "Actor":
    """A resident with an account and a confirmed phone."""
    person = records.a_person("Тұрғын (демо)")
    records.an_account(person, phone=f"+7701100{next(_number):04}", phone_verified=verified)
    return records.actor_for(person)


def a_spoken_plan(*, publish: bool = True, **facts: Any) -> "tuple[Plan, Actor, PlanVersion]":
    """A plan whose first version has three paragraphs (1, 2, 3) and two zones (r-1, g-1) and can be spoken about."""
    plan, officer = stories.a_plan(**{"body": records.a_body(f"akimat-said-{next(_number)}")} | facts)
    maps.a_table(f"said.{next(_number)}")
    version = stories.a_version(plan)
    for key, words in enumerate(WORDS, 1):
        stories.a_paragraph(version, str(key), words, ru=f"Абзац {key}.")
    maps.drawn(
        version,
        officer,
        ({"code": "R", "key": "r-1", "storeys": 9}, maps.square(0)),
        ({"code": "G", "key": "g-1"}, maps.square(1)),
    )
    return plan, officer, stories.shown(version) if publish else version


def on(kind: str = "paragraph", key: str = "2", **facts: Any) -> "Place":
    from ortaq.civic.plans.rules.anchors import Place

    return Place(kind, key, **facts)


def drawn_on(drawn: Any) -> "Place":
    from ortaq.civic.plans.rules.anchors import Place

    return Place("shape", shape=_lists(mapping(drawn)))


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _lists(inner) for name, inner in value.items()}
    return [_lists(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def said(version: "PlanVersion", anchor: "Place | None" = None, actor: "Actor | None" = None, **facts: Any) -> "Remark":
    """A comment on paragraph 2, unless said otherwise."""
    from ortaq.civic.plans.services import remarks

    given: dict[str, Any] = {"kind": "comment", "title": TITLE, "text": TEXT, "now": NOW} | facts
    return remarks.post_remark(version=version, anchor=anchor or on(), actor=actor or a_voice(), **given)


def next_version(plan: "Plan", officer: "Actor") -> "PlanVersion":
    """The next version in the making, a copy of the last one."""
    from ortaq.civic.plans.services import versions

    return versions.begin_version(plan=plan, actor=officer, now=NOW)


def publish(version: "PlanVersion", officer: "Actor") -> "PlanVersion":
    from ortaq.civic.plans.services import versions

    return versions.publish_version(version=version, actor=officer, now=NOW)
