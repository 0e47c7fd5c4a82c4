"""A process: begun as a draft, shown to everyone, its phases moved with a reason."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Idea, Phase, Process
from ortaq.civic.dialogue.queries import fates
from ortaq.civic.dialogue.queries.processes import spans
from ortaq.civic.dialogue.rules import processes as rules
from ortaq.civic.dialogue.rules.processes import Stretch
from ortaq.civic.dialogue.rules.rights import may_organise
from ortaq.civic.dialogue.services._held import organised, tell, year_of
from ortaq.civic.dialogue.services._shown import show_words
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, YES, Answer, Refused, require
from ortaq.core.territory.models import Body, Territory
from ortaq.engines import personal


@transaction.atomic
def open_process(
    *,
    body: Body,
    territory: Territory,
    recipe: str,
    title: Mapping[str, str],
    question: Mapping[str, str] | None = None,
    summary: Mapping[str, str] | None = None,
    phases: Sequence[Stretch] = (),
    code: str = "",
    time_zone: str = "Asia/Almaty",
    moderation: str = Process.Moderation.AFTER.value,
    columns: bool = False,
    themes: Sequence[str] = (),
    goals: Sequence[Mapping[str, Any]] = (),
    answers_due_on: date | None = None,
    language: str = "kk",
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Process:
    """This will begin a process as a draft only its organisers see; without a code it is called by its number."""
    require(may_organise(actor, body_id=body.pk))
    require(rules.check_zone(time_zone))
    for phase in phases:
        require(rules.check_phase(phase))
    matter = matters.open_matter(
        kind="process",
        series=f"process-d{year_of(now)}",
        title=words(title, language),
        language=language,
        territory=territory,
        opened_by=Person.objects.filter(pk=actor.person_id or 0).first(),
        channel="desk",
        stage=Process.State.DRAFT.value,
        visibility=Matter.Visibility.PRIVATE.value,
        actor=actor,
        now=now,
    )
    code = code or _code_of(recipe, matter.number)
    require(rules.check_code(code))
    try:
        with transaction.atomic():
            process = Process.objects.create(
                matter=matter, code=code, body=body, territory=territory, recipe=recipe, title=dict(title),
                question=dict(question or {}), summary=dict(summary or {}), time_zone=time_zone,
                moderation=moderation, columns=columns, themes=list(themes), goals=[dict(goal) for goal in goals],
                answers_due_on=answers_due_on, demo=demo,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("code_taken", N_("Another dialogue has this address already. Choose another one.")) from error
    Phase.objects.bulk_create(_phase(process, position, phase) for position, phase in enumerate(phases))
    tell(process, acts.PROCESS_OPENED, public=False, recipe=recipe, actor=actor, now=now)
    return process


def _code_of(recipe: str, number: str) -> str:
    """("village_plan", "d2027-000003") → "village-plan-2027-3"."""
    year, _hyphen, last = number.removeprefix("d").partition("-")
    return f"{recipe.replace('_', '-')}-{year}-{int(last)}"


def _phase(process: Process, position: int, phase: Stretch) -> Phase:
    return Phase(
        process=process, position=position, kind=phase.kind, title=dict(phase.title), opens_at=phase.opens_at,
        closes_at=phase.closes_at, allows=phase.opened,
    )  # fmt: skip


@transaction.atomic
def change_process(
    *, process: Process, changes: Mapping[str, Any], reason: str = "", actor: Actor, now: datetime
) -> Process:
    """This will change words and settings (`rules.processes.CHANGEABLE`); of a public one the journal says which.

    The day everyone was promised an answer by is moved with a reason, as phases are.
    """
    held = organised(process, actor)
    changed = {name: value for name, value in changes.items() if getattr(held, name, None) != value}
    due = {"was_due": str(held.answers_due_on or ""), "due": str(changed.get("answers_due_on") or "")}
    for name, value in changed.items():
        require(rules.may_change(name, state=held.state))
        require(_may_be(held, name, value))
        setattr(held, name, value)
    if "answers_due_on" in changed:
        require(rules.may_plan(state=held.state, reason=reason))
    if not changed:
        return held
    held.save(update_fields=list(changed))
    if held.listed:
        if {"title", "question"} & set(changed):
            require(rules.check_words(_words(held)))
        show_words(held, actor=actor, now=now)
        promise: dict[str, Any] = due | {"reason": personal.mask(reason.strip())} if "answers_due_on" in changed else {}
        tell(held, acts.PROCESS_CHANGED, actor=actor, now=now, fields=sorted(changed), **promise)
    return held


def _may_be(process: Process, name: str, value: Any) -> Answer:
    """Whether a field may have this value."""
    if name == "time_zone":
        return rules.check_zone(value)
    if name == "goals":
        named = set(Idea.objects.filter(process=process).exclude(goal="").values_list("goal", flat=True))
        return rules.check_goals(value, named=named & {goal["code"] for goal in process.goals})
    return YES


def _words(process: Process) -> dict[str, Any]:
    return {"title": process.title, "question": process.question}


@transaction.atomic
def add_phase(*, process: Process, phase: Stretch, reason: str = "", actor: Actor, now: datetime) -> Phase:
    """This will add a phase after the others; to a public process with a reason."""
    held = _planned(process, reason, actor)
    require(rules.check_phase(phase))
    last = Phase.objects.filter(process=held).order_by("-position").first()
    position = last.position + 1 if last else 0
    if position >= rules.MOST_PHASES:
        raise Refused("too_many_phases", N_("A dialogue has at most %(most)s phases."), most=rules.MOST_PHASES)
    made = _phase(held, position, phase)
    made.save()
    _tell_plan(held, made, None, reason, actor=actor, now=now)
    return made


@transaction.atomic
def change_phase(
    *, process: Process, position: int, phase: Stretch, reason: str = "", actor: Actor, now: datetime
) -> Phase:
    """This will move a phase or change what it opens; of a public process with a reason that everyone reads."""
    held = _planned(process, reason, actor)
    require(rules.check_phase(phase))
    found = Phase.objects.filter(process=held, position=position).first()
    if found is None:
        raise Refused("phase_gone", N_("There is no such phase."))
    was = Stretch(found.kind, found.opens_at, found.closes_at)
    made = _phase(held, position, phase)
    made.pk = found.pk
    made.save()
    _tell_plan(held, made, was, reason, actor=actor, now=now)
    return made


@transaction.atomic
def drop_phase(*, process: Process, position: int, actor: Actor, now: datetime) -> None:
    """This will take a phase out of a draft; of a public process phases are moved, never taken away."""
    held = organised(process, actor)
    if held.listed:
        raise Refused("phase_shown", N_("Everybody has seen this phase: it can be moved, not taken away."))
    Phase.objects.filter(process=held, position=position).delete()


def _planned(process: Process, reason: str, actor: Actor) -> Process:
    held = organised(process, actor)
    require(rules.may_plan(state=held.state, reason=reason))
    return held


def _tell_plan(
    process: Process, phase: Phase, was: Stretch | None, reason: str, *, actor: Actor, now: datetime
) -> None:
    """A public plan that moves says from when to when it was and is, and why."""
    if not process.listed:
        return
    data: dict[str, Any] = {
        "phase": phase.kind,
        "from": phase.opens_at.isoformat(),
        "until": phase.closes_at.isoformat(),
        "reason": personal.mask(reason.strip()),
    }
    if was:
        data |= {"was_from": was.opens_at.isoformat(), "was_until": was.closes_at.isoformat()}
    tell(process, acts.PROCESS_CHANGED, actor=actor, now=now, fields=["phases"], **data)


@transaction.atomic
def publish_process(*, process: Process, actor: Actor, now: datetime) -> Process:
    """This will show a draft to everyone. Refused without words in two languages or phases people can take part in."""
    held = organised(process, actor)
    require(rules.can_be_published(held.state, spans(held), now=now))
    require(rules.check_words(_words(held)))
    held.state, held.listed = Process.State.PUBLISHED.value, True
    held.save(update_fields=["state", "listed"])
    matters.move(matter=held.matter, stage=held.state, visibility=Matter.Visibility.PUBLIC.value, actor=actor, now=now)
    show_words(held, actor=actor, now=now)
    tell(held, acts.PROCESS_PUBLISHED, actor=actor, now=now)
    return held


@transaction.atomic
def close_process(*, process: Process, actor: Actor, now: datetime) -> Process:
    """This will end a process for good. Refused while people can take part or a contribution has no fate."""
    held = organised(process, actor)
    waiting = fates.without_fate(held)
    require(rules.can_be_closed(state=held.state, spans=spans(held), without_fate=waiting, now=now))
    held.state, held.closed_at = Process.State.CLOSED.value, now
    held.save(update_fields=["state", "closed_at"])
    matters.move(matter=held.matter, stage=held.state, actor=actor, now=now)
    tell(held, acts.PROCESS_CLOSED, actor=actor, now=now)
    return held
