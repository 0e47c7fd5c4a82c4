"""A vote as residents meet it: open in the first scene, then collecting, counted, published. The owner wrote a project.

The owner has shown her document; nobody else has. What the desk does with a vote stands in `budgets`.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests import factories
from tests.civic.budgets import ballot_box
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor

NAMESPACES = ("budgets",)
SCENES = True
FORM: dict[str, str] = {}


def build(scene: str, city: "factories.City", owner: "Actor") -> dict[str, Any]:
    from ortaq.core.people.models import Person
    from tests.permissions import scene as scenes

    Person.objects.filter(pk=owner.person_id).update(iin=ballot_box.iin(901), verified_at=NOW)
    vote = _collecting(city) if scene == "held" else ballot_box.a_vote(city, code="almaty")
    project = ballot_box.a_project(vote, now=NOW) if scene == "held" else vote.projects[0]
    type(project).objects.filter(pk=project.pk).update(author=owner.person_id)
    if scene in ("answered", "accepted"):
        vote.cast(ballot_box.a_neighbour(), 0)
        vote.count()
    if scene == "accepted":
        from ortaq.civic.budgets.services import counting

        counting.publish(call=vote.call, signed_by="Басшы (демо)", actor=vote.head, now=ballot_box.CLOSED)
    scenes.FORM["project"] = str(project.pk)  # whom to vote for is known only now
    return {"code": vote.call.code, "number": project.matter.number, "district": "bostandyk", "step": "district"}


def _collecting(city: "factories.City") -> ballot_box.Vote:
    from ortaq.civic.budgets.services import calls

    days = [NOW + timedelta(days=n) for n in (-5, 10, 20, 30)]
    dates = dict(zip(("collects_from", "collects_until", "votes_from", "votes_until"), days, strict=True))
    vote = ballot_box.a_call(city, code="almaty", **dates)
    calls.open_call(call=vote.call, actor=vote.head, now=NOW - timedelta(days=5))
    vote.fresh()
    return vote


def written() -> tuple[int, ...]:
    from ortaq.civic.budgets.models import Ballot

    return (Ballot.objects.count(),)
