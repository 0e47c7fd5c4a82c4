"""A small plan for tests: its body and officer, a version in the making, a version everyone reads."""

from itertools import count
from typing import TYPE_CHECKING, Any

from tests import factories, records
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Paragraph, Plan, PlanVersion
    from ortaq.core.people.actor import Actor
    from ortaq.core.territory.models import Body

TITLE = {"kk": "Бас жоспар", "ru": "Генеральный план", "en": "General Plan"}
DIGEST = "sha256:" + "0" * 64
_number = count(1)


def office(body: "Body", role: str = "officer") -> "Actor":
    """Somebody of the body with a second factor."""
    return factories.actor_for(factories.an_office(body, role))


def a_plan(**facts: Any) -> "tuple[Plan, Actor]":
    """A plan without versions, public unless `listed=False`; and an officer of its body."""
    from ortaq.civic.plans.models import Plan
    from ortaq.core.matters import services as matters
    from ortaq.core.people.actor import system

    body = facts.pop("body", None) or records.a_body()
    number, public, title = next(_number), facts.pop("listed", True), facts.pop("title", TITLE)
    matter = matters.open_matter(
        kind="plan", series=f"plan-g{NOW.year}", title=title["kk"], language="kk", territory=body.territory,
        opened_by=None, channel="desk", stage="draft", visibility="public" if public else "private",
        actor=system("test"), now=NOW,
    )  # fmt: skip
    plan = Plan.objects.create(
        matter=matter, code=facts.pop("code", f"plan-{number}"), kind=facts.pop("kind", "general_plan"), body=body,
        territory=body.territory, title=title, listed=public, **facts,
    )  # fmt: skip
    return plan, office(body)


def a_version(plan: "Plan", **facts: Any) -> "PlanVersion":
    """The plan's next version, in the making: give it its parts, then let everyone read it with `shown`."""
    from ortaq.civic.plans.models import PlanVersion

    last = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    number = facts.pop("number", last.number + 1 if last else 1)
    given = {"stage": "draft", "made_at": NOW, "before": last} | facts
    return PlanVersion.objects.create(plan=plan, number=number, **given)


def a_paragraph(version: "PlanVersion", key: str, words: str = "Сөз", level: int = 0, **texts: str) -> "Paragraph":
    """The next paragraph of a version in the making."""
    from ortaq.civic.plans.models import Paragraph

    position = Paragraph.objects.filter(version=version).count()
    text = {"kk": words} | texts
    return Paragraph.objects.create(
        version=version, key=key, position=position, level=level, text=text, digest=f"sha256:{key:0>64}"
    )


def shown(version: "PlanVersion") -> "PlanVersion":
    """The version as everyone reads it, frozen with the parts it has; see `publish_version` for the whole deed."""
    version.published_at, version.digest = NOW, DIGEST
    version.save(update_fields=["published_at", "digest"])
    return version
