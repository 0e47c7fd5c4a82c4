"""Supporting an idea and taking that back. The count of a root is exact however many come at once."""

from datetime import datetime

from django.db import transaction

from ortaq.civic.dialogue.models import Idea
from ortaq.civic.dialogue.rules import ideas as rules
from ortaq.civic.dialogue.rules.joining import below
from ortaq.civic.dialogue.rules.phases import Deed
from ortaq.civic.dialogue.services import _ideas
from ortaq.civic.dialogue.services._held import require_phase
from ortaq.core.discussion import services as discussion
from ortaq.core.discussion.models import Support
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import require
from ortaq.core.people.rules import Rung


@transaction.atomic
def support_idea(*, idea: Idea, actor: Actor, now: datetime) -> bool:
    """This will count a person for an idea, or for the one it is joined into; False when she counts there already."""
    person_id = _ideas.standing(actor, least=Rung.PHONE_VERIFIED)
    root = _ideas.held_root(idea)
    require_phase(root.process, Deed.SUPPORT, now=now)
    require(rules.may_support(state=root.state, own=root.author_id == person_id))
    group = _ideas.group_of(root.pk)
    if Support.objects.filter(matter__in=group, person=person_id).exists():
        return False
    discussion.support(matter=root.matter, actor=actor, now=now)
    Idea.objects.filter(pk=root.pk).update(supporters=_ideas.people_of(group))
    return True


@transaction.atomic
def withdraw_support(*, idea: Idea, actor: Actor, now: datetime) -> bool:
    """This will no longer count a person for an idea and whatever is joined with it; False when she did not count."""
    person_id = _ideas.standing(actor, least=Rung.PHONE_VERIFIED)
    root = _ideas.held_root(idea)
    require_phase(root.process, Deed.SUPPORT, now=now)
    group = _ideas.group_of(root.pk)
    given = Matter.objects.filter(pk__in=group, supports__person=person_id)
    left = [matter.pk for matter in given if discussion.withdraw_support(matter=matter, actor=actor, now=now)]
    parents = _ideas.parents_of(group)
    _ideas.recount(*(pk for pk in group if {pk, *below(pk, parents)} & set(left)))
    return bool(left)
