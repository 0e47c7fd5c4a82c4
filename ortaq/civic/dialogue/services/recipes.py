"""A recipe's answers become a process with its phases, its meetings and its first material; all of it drafts."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from ortaq.civic.dialogue.models import Process
from ortaq.civic.dialogue.rules import recipes as rules
from ortaq.civic.dialogue.services import contents, forums, processes
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Body, Territory

REGISTRATION_ENDS = timedelta(days=1)
"""Seats are confirmed until a day before the meeting."""


@transaction.atomic
def follow_recipe(
    *,
    recipe: str,
    answers: Mapping[str, Any],
    body: Body,
    territory: Territory | None = None,
    time_zone: str = "Asia/Almaty",
    language: str = "kk",
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Process:
    """This will begin the process a recipe makes of its answers. Raises Refused when its days do not lie in order."""
    if recipe not in rules.RECIPES:
        raise Refused("recipe", N_("There is no such recipe."))
    known = rules.RECIPES[recipe]
    require(rules.check_answers(known, answers, zone=time_zone))
    plan = known.plan(answers, now, time_zone)
    process = processes.open_process(
        body=body,
        territory=territory or body.territory,
        recipe=recipe,
        title=rules.title_of(answers),
        question=rules.title_of(answers, "asked"),
        phases=plan.phases,
        time_zone=time_zone,
        moderation=plan.moderation,
        columns=plan.columns,
        answers_due_on=plan.answers_due_on,
        language=language,
        demo=demo,
        actor=actor,
        now=now,
    )
    for number, meeting in enumerate(plan.meetings, 1):
        opens = min(plan.phases[0].opens_at, meeting.starts_at - REGISTRATION_ENDS * 2)
        forums.open_forum(
            process=process,
            code=f"{process.code}-{number}" if len(plan.meetings) > 1 else f"{process.code}-{meeting.kind}",
            title=meeting.title,
            kind=meeting.kind,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            registration_opens_at=opens,
            registration_closes_at=meeting.starts_at - REGISTRATION_ENDS,
            capacity=meeting.seats,
            language=language,
            demo=demo,
            actor=actor,
            now=now,
        )
    if plan.link:
        material = {"title": process.title, "material": "document", "link": plan.link, "source_language": language}
        contents.add_content(process=process, kind="material", words=material, actor=actor, now=now)
    return process
