"""Statements written, looked at, shown, taken out and taken back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Process, Statement
from ortaq.civic.dialogue.queries import statements as queries
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.rules import statements as rules
from ortaq.civic.dialogue.rules.phases import Deed
from ortaq.civic.dialogue.services._held import held_process, moderated, organised, require_phase, tell
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor
from ortaq.core.people.queries import rung_of_person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.engines import language, personal


@transaction.atomic
def post_statement(*, process: Process, text: str, form_token: str, actor: Actor, now: datetime) -> Statement:
    """This will take a resident's statement in: shown at once, or held until a moderator has looked.

    The same form sent twice makes one statement. Raises Refused for a rung too low, a phase that is over, a text that
    is too long, insults or tells who somebody is.
    """
    held = held_process(process)
    if form_token and (known := Statement.objects.filter(form_token=form_token, author_id=actor.person_id).first()):
        return known
    require_phase(held, Deed.STATEMENT, now=now)
    own = Statement.objects.filter(process=held, author_id=actor.person_id or 0, posted_at__gt=now - rules.DAY)
    require(
        rules.may_write(
            rung_of_person(actor.person_id), lately=own.count(), count=Statement.objects.filter(process=held).count()
        )
    )
    first = Process.Moderation.BEFORE.value == held.moderation
    state = rules.Stage.HELD if first else rules.Stage.SHOWN
    return _write(held, text, state, token=form_token or None, author_id=actor.person_id, actor=actor, now=now)


@transaction.atomic
def seed_statement(*, process: Process, text: str, actor: Actor, now: datetime) -> Statement:
    """This will add a statement of the organisers, shown at once; before a phase opens too, never after the end."""
    held = organised(process, actor)
    if held.state == Process.State.CLOSED:
        raise Refused("process_closed", N_("This dialogue is closed: its result stands on its page."))
    require(rules.may_add(count=Statement.objects.filter(process=held).count()))
    return _write(held, text, rules.Stage.SHOWN, token=None, author_id=None, actor=actor, now=now)


def _write(
    process: Process, text: str, state: rules.Stage, *, token: str | None, author_id: int | None, actor: Actor,
    now: datetime,
) -> Statement:  # fmt: skip
    require(rules.check_text(text))
    bare = " ".join(text.split())
    last = Statement.objects.filter(process=process).aggregate(last=Max("number"))["last"] or 0
    made = Statement.objects.create(
        process=process, number=last + 1, author_id=author_id, text=bare, public_text=personal.mask(bare),
        language=language.detect(bare), state=state.value, form_token=token, posted_at=now,
        shown_at=now if state == rules.Stage.SHOWN else None,
    )  # fmt: skip
    tell(process, acts.STATEMENT_POSTED, public=False, statement=made.number, actor=actor, now=now)
    if state == rules.Stage.SHOWN:
        tell(process, acts.STATEMENT_SHOWN, statement=made.number, actor=actor, now=now)
    return made


@transaction.atomic
def show_statement(*, statement: Statement, actor: Actor, now: datetime) -> Statement:
    """This will let people answer a statement that was held, or one that was taken out by mistake."""
    found = _held(statement, rules.Stage.SHOWN, actor)
    found.state, found.reason = rules.Stage.SHOWN.value, ""
    found.shown_at = found.shown_at or now
    found.save(update_fields=["state", "reason", "shown_at"])
    tell(found.process, acts.STATEMENT_SHOWN, statement=found.number, actor=actor, now=now)
    return found


@transaction.atomic
def reject_statement(*, statement: Statement, reason: str, actor: Actor, now: datetime) -> Statement:
    """This will keep a statement from being shown, or take it out, with a reason its author reads; its votes stay but
    are counted no more.
    """
    found = _held(statement, rules.Stage.REJECTED, actor)
    require(rules.check_reason(reason))
    found.state = rules.Stage.REJECTED.value
    found.reason = personal.mask(reason.strip())[: rules.LONGEST_REASON]
    found.save(update_fields=["state", "reason"])
    tell(found.process, acts.STATEMENT_REJECTED, statement=found.number, reason=found.reason, actor=actor, now=now)
    return found


def _held(statement: Statement, wanted: rules.Stage, actor: Actor) -> Statement:
    process = moderated(statement.process, actor)
    found = queries.get(process, statement.number)
    if found is None:
        raise Refused("gone", N_("There is no such statement."))
    require(rules.can_become(found.state, wanted.value))
    return found


@transaction.atomic
def withdraw_statement(*, statement: Statement, actor: Actor, now: datetime) -> Statement:
    """This will take an author's own statement back; nobody is asked it any more."""
    process = held_process(statement.process)
    found = queries.get(process, statement.number)
    if found is None:
        raise Refused("gone", N_("There is no such statement."))
    require(rules.may_withdraw(actor, author_id=found.author_id))
    require(rules.can_become(found.state, rules.Stage.WITHDRAWN.value))
    found.state = rules.Stage.WITHDRAWN.value
    found.save(update_fields=["state"])
    tell(process, acts.STATEMENT_WITHDRAWN, statement=found.number, actor=actor, now=now)
    return found


@transaction.atomic
def translate_statement(
    *, statement: Statement, language: str, text: str, machine: bool = False, actor: Actor, now: datetime
) -> Statement:
    """This will put a statement into another language, as read by a person or as a machine's draft, and say so."""
    process = moderated(statement.process, actor)
    found = Statement.objects.get(pk=statement.pk)
    known = found.translations.get(language, {}).get("state", "")
    require(rules.may_translate(language=language, original=found.language, state=known, machine=machine))
    require(rules.check_text(text, most=rules.LONGEST_TRANSLATED))
    state = rules.MACHINE if machine else rules.REVIEWED
    found.translations = {
        **found.translations,
        language: {"text": personal.mask(" ".join(text.split())), "state": state},
    }
    found.save(update_fields=["translations"])
    tell(process, acts.TRANSLATED, statement=found.number, language=language, state=state, actor=actor, now=now)
    return found


def draft_translation(*, statement: Statement, language: str, actor: Actor, now: datetime) -> Statement:
    """This will have the city's machine write a draft, marked as one. The machine is asked outside the transaction."""
    require(rights.may_moderate(actor, body_id=statement.process.body_id))
    text = matters.translate(
        text=statement.public_text, source=statement.language, target=language, actor=actor, now=now
    )
    return translate_statement(statement=statement, language=language, text=text, machine=True, actor=actor, now=now)
