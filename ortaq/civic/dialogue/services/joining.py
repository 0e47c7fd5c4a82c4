"""Joining ideas and parting them again. Support rows stay where they were given; counts follow."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Idea, Joining, Process
from ortaq.civic.dialogue.rules import ideas as idea_rules
from ortaq.civic.dialogue.rules import joining as rules
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.rules.ideas import State
from ortaq.civic.dialogue.services import _ideas
from ortaq.civic.dialogue.services._held import held_process, moderated
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Answer, Refused, no, require
from ortaq.engines.personal import mask


@transaction.atomic
def join_ideas(*, ideas: Sequence[Idea], into: Idea, reason: str, actor: Actor, now: datetime) -> list[Joining]:
    """This will join ideas into another: all of them, or none where one may not. Their authors may object for a week.

    Joining into a joined idea joins into its root. Whoever supports any of them counts once.
    """
    process = moderated(into.process, actor)
    require(idea_rules.check_reason(reason))
    chosen = list(dict.fromkeys(idea.pk for idea in ideas))
    require(rules.check_many(len(chosen)))
    held = _ideas.held_many([*chosen, _ideas.root_pk(into.pk)])
    root = held[_ideas.root_pk(into.pk)]
    made = [_joined(held[pk], root, process, reason=reason, actor=actor, now=now) for pk in chosen]
    _ideas.recount(root.pk)
    return made


def _joined(idea: Idea, root: Idea, process: Process, *, reason: str, actor: Actor, now: datetime) -> Joining:
    require(
        rules.may_join(
            number=idea.matter.number,
            state=idea.state,
            is_root=idea.pk == root.pk,
            same_process=idea.process_id == root.process_id,
            into_state=root.state,
            into_process_open=process.state == Process.State.PUBLISHED,
        )
    )
    if actor.person_id is None:
        raise Refused("not_yours", rights.NOT_YOURS)
    Idea.objects.filter(root=idea.pk).update(root=root)
    idea.state, idea.joined_into, idea.root = State.JOINED.value, root, root
    idea.save(update_fields=["state", "joined_into", "root"])
    joining = Joining.objects.create(
        idea=idea, into=root, reason=mask(reason.strip()), joined_by_id=actor.person_id, joined_at=now,
        objection_until=now + rules.WINDOW,
    )  # fmt: skip
    matters.move(matter=idea.matter, stage=idea.state, actor=actor, now=now)
    _tell(joining, acts.IDEA_JOINED, actor=actor, now=now, reason=joining.reason)
    return joining


def _tell(joining: Joining, act: str, *, actor: Actor, now: datetime, public: bool = True, **data: Any) -> None:
    idea, into = joining.idea, joining.into
    facts = {"joining": joining.pk, "into": into.matter.number, **data}
    body = idea.process.body
    journal.write(act=act, matter=idea.matter, data=facts, public=public, body=body, actor=actor, now=now)


def _held_joining(joining: Joining) -> Joining:
    """A joining as it is now, with its process held: whoever joins or parts in it comes after."""
    held_process(joining.idea.process)
    return Joining.objects.select_related("idea__matter", "idea__process__body", "into__matter").get(pk=joining.pk)


@transaction.atomic
def object_to_joining(*, joining: Joining, words: str, actor: Actor, now: datetime) -> Joining:
    """This will keep the author's objection to the joining of her idea: it stands until somebody answers."""
    kept = _held_joining(joining)
    own = actor.person_id is not None and kept.idea.author_id == actor.person_id
    settled = kept.settled_at is not None
    until = kept.objection_until
    require(rules.may_object(is_author=own, state=kept.state, settled=settled, until=until, now=now, words=words))
    kept.state, kept.objection, kept.objected_at = Joining.State.OBJECTED.value, mask(words.strip()), now
    kept.save(update_fields=["state", "objection", "objected_at"])
    _tell(kept, acts.JOINING_OBJECTED, actor=actor, now=now, public=False)
    return kept


@transaction.atomic
def settle_objection(*, joining: Joining, upheld: bool, reason: str, actor: Actor, now: datetime) -> Joining:
    """This will answer an objection: the ideas are parted, or the joining stays, with a reason the author reads."""
    kept = _held_joining(joining)
    require(_may_work(actor, kept))
    require(rules.may_settle(state=kept.state))
    require(idea_rules.check_reason(reason))
    if upheld:
        return _part(kept, reason=reason, actor=actor, now=now)
    kept.state, kept.settled_reason, kept.settled_at = Joining.State.STANDING.value, mask(reason.strip()), now
    kept.save(update_fields=["state", "settled_reason", "settled_at"])
    _tell(kept, acts.JOINING_KEPT, actor=actor, now=now, reason=kept.settled_reason)
    return kept


@transaction.atomic
def part_ideas(*, joining: Joining, reason: str, actor: Actor, now: datetime) -> Joining:
    """This will undo a joining: the idea stands by itself again, with its own supporters and all joined into it."""
    kept = _held_joining(joining)
    require(_may_work(actor, kept))
    require(rules.may_part(state=kept.state))
    require(idea_rules.check_reason(reason))
    return _part(kept, reason=reason, actor=actor, now=now)


def _may_work(actor: Actor, joining: Joining) -> Answer:
    if actor.person_id is not None and actor.person_id == joining.idea.author_id:
        return no("own", N_("It is your own idea: somebody else decides about it."))
    return rights.may_moderate(actor, body_id=joining.idea.process.body_id)


def _part(kept: Joining, *, reason: str, actor: Actor, now: datetime) -> Joining:
    old_root = _ideas.root_pk(kept.idea_id)
    held = _ideas.held_many([kept.idea_id, old_root])
    idea = held[kept.idea_id]
    parents = _ideas.parents_of(_ideas.group_of(old_root))
    above = [pk for pk in parents if kept.idea_id in rules.below(pk, parents)]
    with_it = rules.below(idea.pk, parents)
    idea.state, idea.joined_into, idea.root = State.SHOWN.value, None, None
    idea.save(update_fields=["state", "joined_into", "root"])
    Idea.objects.filter(pk__in=with_it).update(root=idea)
    kept.state, kept.settled_reason, kept.settled_at = Joining.State.UNDONE.value, mask(reason.strip()), now
    kept.save(update_fields=["state", "settled_reason", "settled_at"])
    matters.move(matter=idea.matter, stage=idea.state, actor=actor, now=now)
    _ideas.recount(idea.pk, *above)
    _tell(kept, acts.IDEA_PARTED, actor=actor, now=now, reason=kept.settled_reason)
    return kept
