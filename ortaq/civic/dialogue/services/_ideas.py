"""Ideas held against other writers, and the count of their supporters, kept exactly.

Support holds one idea: the root its voice counts for. Joining and parting hold the process first, then ideas in the
order of their ids. So nobody waits in a circle, and a count is never written over a newer one.
"""

from collections.abc import Collection, Iterable
from typing import Final

from django.db import transaction

from ortaq.civic.dialogue.models import Idea
from ortaq.civic.dialogue.rules import ideas as rules
from ortaq.civic.dialogue.rules import joining
from ortaq.core.discussion.models import Support
from ortaq.core.people import queries as people
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import Refused, require
from ortaq.core.people.rules import Rung, may_stand
from ortaq.core.tasks.rows import hold

WITH: Final = ("matter", "process__matter", "process__body", "process__territory")
_TRIES: Final = 5


def standing(actor: Actor, *, least: Rung) -> int:
    """The id of who acts; raises Refused for a guest, and for one the city does not know well enough."""
    require(may_stand(people.rung_of_person(actor.person_id), least=least))
    if actor.person_id is None:
        raise ValueError("a guest stands on no rung above the guest's")
    return actor.person_id


def held(pk: int) -> Idea:
    """The idea as it is now, held."""
    hold(Idea.objects.filter(pk=pk))
    return Idea.objects.select_related(*WITH).get(pk=pk)


def held_many(ids: Iterable[int]) -> dict[int, Idea]:
    """Several ideas, held in the order of their ids."""
    return {pk: held(pk) for pk in sorted(set(ids))}


def root_pk(pk: int) -> int:
    """The end of the joinings of an idea, as it is at this moment."""
    return Idea.objects.filter(pk=pk).values_list("root", flat=True).get() or pk


def held_root(idea: Idea) -> Idea:
    """The root an idea's voices count for, held; an idea joined meanwhile is let go again and its root taken."""
    for _ in range(_TRIES):
        here = transaction.savepoint()
        root = held(root_pk(idea.pk))
        if root.root_id is None:
            transaction.savepoint_commit(here)
            return root
        transaction.savepoint_rollback(here)  # it was joined while we waited: let it go before waiting for another
    raise Refused("second", rules.NOT_NOW)


def group_of(root: int) -> list[int]:
    """The ids of a root and everything joined into it, through all steps."""
    return [root, *Idea.objects.filter(root=root).values_list("pk", flat=True)]


def parents_of(ids: Collection[int]) -> dict[int, int | None]:
    """What each of these ideas is joined into."""
    return dict(Idea.objects.filter(pk__in=ids).values_list("pk", "joined_into"))


def people_of(ids: Collection[int]) -> int:
    """Distinct people who support any of these ideas."""
    return Support.objects.filter(matter__in=ids).values("person").distinct().count()


def recount(*ids: int) -> None:
    """Count the supporters of these ideas anew, with everything joined into each; the caller holds their roots."""
    for pk in sorted(set(ids)):
        group = group_of(root_pk(pk))
        counted = group if pk == group[0] else [pk, *joining.below(pk, parents_of(group))]
        Idea.objects.filter(pk=pk).update(supporters=people_of(counted))
