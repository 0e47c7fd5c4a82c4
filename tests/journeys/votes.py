"""Votes in the city of the journeys, around the day of the run: one open, one counted, one that takes projects in."""

from datetime import timedelta
from typing import Any

from tests import factories
from tests.civic.budgets import ballot_box


def a_vote_today(city: factories.City, code: str = "almaty-today", **facts: Any) -> ballot_box.Vote:
    """This will open a vote that began two days ago and ends in ten, whenever the test runs."""
    vote = ballot_box.a_vote(city, code=code, **facts)
    _moved(vote, (-60, -30, -2, 10))
    return vote


def _moved(vote: ballot_box.Vote, days: tuple[int, int, int, int]) -> None:
    from tests.journeys import life

    names = ("collects_from", "collects_until", "votes_from", "votes_until")
    moments = {name: life.now() + timedelta(days=n) for name, n in zip(names, days, strict=True)}
    type(vote.call).objects.filter(pk=vote.call.pk).update(**moments)
    vote.fresh()


def a_counted_vote(city: factories.City) -> ballot_box.Vote:
    """This will let a dozen neighbours vote and count them."""
    vote = ballot_box.a_vote(city, code="almaty-before")
    for n in range(12):
        vote.cast(ballot_box.a_neighbour(), *((0, 3) if n % 3 else (1, 4)))
    vote.count()
    _moved(vote, (-160, -130, -100, -90))
    return vote


def a_call_that_collects(city: factories.City) -> ballot_box.Vote:
    """This will open a call that takes projects in."""
    from ortaq.civic.budgets.services import calls

    vote = ballot_box.a_call(city, code="almaty-next")
    calls.open_call(call=vote.call, actor=vote.head, now=ballot_box.COLLECTING)
    _moved(vote, (-5, 20, 40, 60))
    return vote


def addresses(city: factories.City, owner: Any) -> dict[str, list[str]]:
    """This will set the votes up and give the pages of a guest, and of the owner who has marked and written."""
    from ortaq.civic.budgets.services import projects, voting
    from ortaq.core.people.models import Person
    from tests.journeys import life

    Person.objects.filter(pk=owner.pk).update(iin=ballot_box.iin(950), verified_at=life.ago(90))
    me = factories.resident(owner)
    vote, before, coming = a_vote_today(city, ballot_kind="points"), a_counted_vote(city), a_call_that_collects(city)
    life.signed_in(owner)  # an author has an account
    voting.save_draft(
        call=vote.call, projects=[p.pk for p in vote.projects[:2]], points=[6, 4], actor=me, now=life.now()
    )
    draft = projects.start_project(
        call=coming.call, pot=coming.pots["bostandyk"], language="kk", actor=me, now=life.now()
    )
    lon, lat = factories.BOSTANDYK
    projects.save_project(
        project=draft, title="Балалар алаңы", text=ballot_box.TEXT, category="playgrounds", cost=10**9, lon=lon, lat=lat,
        address="Абай даңғылы, 52", actor=me, now=life.now(),
    )  # fmt: skip
    open_, counted, next_ = (f"budgets/{one.call.code}/" for one in (vote, before, coming))
    standing, told = vote.projects[0].matter.number, before.projects[0].matter.number
    return {
        "guest": [
            "budgets/", "budgets/how/", open_, f"{open_}?q=жоқтың-сөзі", f"{open_}projects/{standing}/",
            f"{open_}vote/", f"{open_}vote/in/bostandyk/", f"{open_}results/", f"{open_}receipt/?code=ABCD",
            f"{counted}results/", f"{counted}results/bostandyk/", f"{counted}projects/{told}/", f"{counted}receipt/",
            next_, f"{next_}new/",
        ],
        "applicant": [
            f"{open_}vote/", f"{open_}vote/?q=алаң", f"{open_}vote/in/bostandyk/", f"{open_}vote/order/",
            f"{open_}vote/check/", f"{counted}vote/", f"{next_}new/",
            *(f"{next_}new/{step}/" for step in ("district", "words", "kind", "place", "cost", "photos", "check")),
        ],
    }  # fmt: skip
