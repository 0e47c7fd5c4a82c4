"""A vote that is open, run by the centre, with a batch of paper forms, as the desk meets it."""

from typing import TYPE_CHECKING, Any

from tests import factories
from tests.civic.budgets import ballot_box
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor

NAMESPACES = ("budgets_desk",)
SCENES = False
FORM = {"iin": ballot_box.iin(900), "registered": "on", "office": "centre", "size": "2", "invalid": "on"}


def build(scene: str, city: "factories.City", owner: "Actor") -> dict[str, Any]:
    from ortaq.civic.budgets.services import papers

    vote = ballot_box.a_vote(city, code="almaty-demo")
    papers.print_batch(call=vote.call, office=city.bodies["centre"], size=1, actor=vote.clerk, now=NOW)
    return {
        "code": vote.call.code,
        "number": vote.projects[0].matter.number,
        "name": "close",
        "batch": 1,
        "public_id": ballot_box.a_neighbour(verified=False).public_id,
    }


def written() -> tuple[int, ...]:
    from ortaq.civic.budgets.models import BallotDraft, PaperBatch, PaperKey, Project, Voter
    from ortaq.core.people.models import Person

    counted = (Voter, BallotDraft, PaperBatch, PaperKey, Project)
    return (*(model.objects.count() for model in counted), Person.objects.filter(verified_at__isnull=False).count())
