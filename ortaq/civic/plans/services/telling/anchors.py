"""What authors hear when the next version is published: once a person and version, with all she said in one message."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from ortaq.civic.plans.models import Anchor, PlanVersion
from ortaq.civic.plans.queries import anchors as queries
from ortaq.civic.plans.services.telling._pages import page_of
from ortaq.core.journal.models import Entry
from ortaq.core.matters.localized import words
from ortaq.core.notices import services as notices
from ortaq.core.people.actor import Actor

AT_ONCE: Final = 200
"""People told in one go: a task that tells ten thousand would outlive its lease."""
MOST_LINES: Final = 20
"""Remarks one message names."""


@transaction.atomic
def tell_about(*, entry: Entry, after: int = 0, actor: Actor, now: datetime) -> tuple[int, int]:
    """This will tell authors where their remarks stand on a version; gives (messages, the person to go on after)."""
    version = PlanVersion.objects.select_related("plan__matter").get(
        plan=entry.matter_id, number=entry.data["version"]
    )  # fmt: skip
    people = queries.authors(version, after=after, limit=AT_ONCE)
    mine = queries.carried_of(version, people)
    told = 0
    for person in people:
        kept = notices.tell(
            person=person,
            event=f"anchors:{version.pk}",
            kind="remarks_carried",
            matter=version.plan.matter,
            context=_of(version, mine[person.pk], person.language),
            actor=actor,
            now=now,
        )
        told += kept is not None
    return told, people[-1].pk if len(people) == AT_ONCE else 0


def _of(version: PlanVersion, mine: Sequence[Anchor], language: str) -> dict[str, Any]:
    lines = [
        {"title": one.remark.matter.title, "state": one.state, "page": page_of(one.remark, language)}
        for one in mine[:MOST_LINES]
    ]
    return {
        "plan": words(version.plan.title, language),
        "number": version.number,
        "lines": lines,
        "more": len(mine) - len(lines),
        "changed": sum(one.state == Anchor.State.CHANGED for one in mine),
        "all": f"{settings.ORIGIN}/{language}/plans/{version.plan.code}/remarks/mine/",
    }
