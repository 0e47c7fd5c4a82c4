"""An idea the city accepted, and what won a prize in a contest of ideas, becomes a public work.

A project residents voted for becomes one by itself (`project_to_work`), a grant when it is signed (`grant_to_work`).
"""

from typing import Final

from ortaq.civic.contests.models import Application, Contest
from ortaq.civic.dialogue.models import ClusterMember, Idea
from ortaq.core.discussion.rules.fates import ACCEPTED
from ortaq.core.matters.models import Matter
from ortaq.core.people.refusal import N_, Refused

NOT_ACCEPTED: Final = N_("Idea No. %(number)s has no answer that accepts it: answer it first, then it becomes a work.")
NOT_WON: Final = N_("Application No. %(number)s has not won: only what a jury chose becomes a work.")
SIGNED: Final = N_("No. %(number)s won a grant: it becomes a work by itself when the agreement is signed.")


def ready_idea(card: Matter) -> list[Matter]:
    """This will give the cards of an accepted idea and of all that was joined into it; a joined one leads to its root.

    Raises Refused: not_accepted (no answer yet, one that says no, or not shown).
    """
    said = Idea.objects.select_related("root__matter", "matter").get(matter=card)
    root = said.root or said
    accepted = ClusterMember.objects.filter(idea=root, cluster__fate__in=ACCEPTED).exists()
    if not accepted or root.state != Idea.State.SHOWN:
        raise Refused("not_accepted", NOT_ACCEPTED, number=card.number)
    joined = Idea.objects.filter(root=root, state=Idea.State.JOINED).select_related("matter").order_by("pk")
    return [root.matter, *(one.matter for one in joined)]


def ready_application(card: Matter) -> list[Matter]:
    """This will give the card of what won a prize, once its result is told. Raises Refused: not_won, grant."""
    sent = Application.objects.select_related("contest", "matter").get(matter=card)
    if sent.state != Application.State.FUNDED or card.visibility != Matter.Visibility.PUBLIC:
        raise Refused("not_won", NOT_WON, number=card.number)
    if sent.contest.award == Contest.Award.GRANT:
        raise Refused("grant", SIGNED, number=card.number)
    return [sent.matter]
