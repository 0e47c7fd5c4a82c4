"""Rows held against other writers until the transaction ends, and what the services beside share."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from ortaq.civic.contests import rules
from ortaq.civic.contests.models import Application, Contest, Review
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import require
from ortaq.core.tasks.rows import hold


def held_contest(contest: Contest) -> Contest:
    """The contest as it is now, held."""
    hold(Contest.objects.filter(pk=contest.pk))
    return Contest.objects.select_related("matter", "body", "territory").get(pk=contest.pk)


def held_application(application: Application) -> Application:
    """The application as it is now, held."""
    hold(Application.objects.filter(pk=application.pk))
    found = Application.objects.select_related("matter", "contest__matter", "contest__body", "form", "applicant")
    return found.get(pk=application.pk)


def move_contest(contest: Contest, state: str, act: str, *, actor: Actor, now: datetime, **data: Any) -> None:
    """Put a held contest into its next state, on the card too, and write the act; other changed fields are saved."""
    require(rules.can_become(contest.state, state))
    contest.state = state
    contest.save()
    matters.move(matter=contest.matter, stage=state, actor=actor, now=now)
    journal.write(act=act, matter=contest.matter, data=data, body=contest.body, actor=actor, now=now)


def move_application(
    application: Application, state: str, act: str, *, actor: Actor, now: datetime, desk: bool = True, **data: Any
) -> None:
    """Put a held application into another state, on its card too, and write the act; `desk` acts in the body's name."""
    require(rules.application_can_become(application.state, state))
    application.state = state
    application.save()
    matters.move(matter=application.matter, stage=state, actor=actor, now=now)
    journal.write(
        act=act,
        matter=application.matter,
        data=data,
        public=False,
        body=application.contest.body if desk else None,
        actor=actor,
        now=now,
    )


def release_reviews(application: Application) -> None:
    """Take an application off the jurors' desks; what they handed in stays."""
    Review.objects.filter(application=application, state=Review.State.ASSIGNED).update(state=Review.State.RELEASED)


def year_of(now: datetime) -> int:
    """The year by the city's clock: it stands in numbers."""
    return timezone.localtime(now).year
