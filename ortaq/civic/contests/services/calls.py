"""The call: written, published, closed by the clock."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from ortaq.civic.contests import acts, rules
from ortaq.civic.contests.models import Application, Contest, Criterion, Form, Objection, Review
from ortaq.civic.contests.queries.calls import form_of, window_of
from ortaq.civic.contests.services._held import held_contest, move_contest, year_of
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Body, Territory
from ortaq.engines.language import LANGUAGES


@transaction.atomic
def open_contest(
    *,
    code: str,
    body: Body,
    territory: Territory,
    title: Mapping[str, str],
    award: str = Contest.Award.GRANT.value,
    opens_at: datetime,
    closes_at: datetime,
    language: str = "kk",
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Contest:
    """This will begin a contest as a draft only its organisers see. Raises Refused for a taken code or bad days."""
    require(rules.may_organise(actor, body_id=body.pk))
    if not code or slugify(code) != code:
        raise Refused("code", N_("The address of the contest takes small Latin letters, digits and hyphens."))
    if opens_at >= closes_at:
        raise Refused("days", N_("The contest must open before its deadline."))
    try:
        with transaction.atomic():
            matter = matters.open_matter(
                kind="contest",
                series=f"contest-c{year_of(now)}",
                title=words(title, language),
                language=language,
                territory=territory,
                opened_by=Person.objects.filter(pk=actor.person_id or 0).first(),
                channel="desk",
                stage=Contest.State.DRAFT.value,
                visibility=Matter.Visibility.PRIVATE.value,
                actor=actor,
                now=now,
            )
            return Contest.objects.create(
                matter=matter,
                code=code,
                body=body,
                territory=territory,
                title=dict(title),
                award=award,
                opens_at=opens_at,
                closes_at=rules.to_second(closes_at),
                demo=demo,
            )
    except IntegrityError as error:
        raise Refused("code_taken", N_("Another contest has this address already. Choose another one.")) from error


@transaction.atomic
def change_contest(*, contest: Contest, changes: Mapping[str, Any], actor: Actor, now: datetime) -> Contest:
    """This will change fields of the call (`rules.CHANGEABLE`); once people have applied only in their favour."""
    held = held_contest(contest)
    require(rules.may_organise(actor, body_id=held.body_id))
    applied = Application.objects.filter(contest=held).exists()
    changed = {name: value for name, value in changes.items() if getattr(held, name, None) != value}
    for name, value in changed.items():
        require(rules.may_change(name, getattr(held, name, None), value, state=held.state, has_applications=applied))
        setattr(held, name, value)
    held.closes_at = rules.to_second(held.closes_at)
    if held.listed:
        require(rules.can_be_published(_terms(held), has_form=True, has_criteria=True))
    require(rules.check_terms(_terms(held)))
    held.save()
    if changed and held.listed:
        _show_words(held, actor=actor, now=now)
        journal.write(
            act=acts.CHANGED, matter=held.matter, data={"fields": sorted(changed)}, body=held.body, actor=actor, now=now
        )
    return held


@transaction.atomic
def save_form(*, contest: Contest, fields: Sequence[Mapping[str, Any]], actor: Actor, now: datetime) -> Form:
    """This will make the next version of the questions; refused with "frozen" once an application exists.

    The same questions again make no new version.
    """
    held = held_contest(contest)
    require(rules.may_organise(actor, body_id=held.body_id))
    require(rules.check_fields(fields))
    newest = form_of(held)
    plain = [dict(one) for one in fields]
    if newest is not None and newest.fields == plain:
        return newest
    if Application.objects.filter(contest=held).exists():
        raise Refused("frozen", N_("People are answering these questions already: they stay as they are."))
    return Form.objects.create(contest=held, version=newest.version + 1 if newest else 1, fields=plain, made_at=now)


@transaction.atomic
def save_rubric(
    *, contest: Contest, lines: Sequence[Mapping[str, Any]], actor: Actor, now: datetime
) -> list[Criterion]:
    """This will replace the criteria: {"code", "title", "hint", "weight", "lowest", "highest"}.

    Refused with "frozen" once an application exists: people write for the criteria they were shown.
    """
    held = held_contest(contest)
    require(rules.may_organise(actor, body_id=held.body_id))
    rubric = [
        rules.Line(line["code"], line.get("weight", 1), line.get("lowest", 0), line.get("highest", 10))
        for line in lines
    ]
    require(rules.check_rubric(rubric))
    if Application.objects.filter(contest=held).exists() or Review.objects.filter(application__contest=held).exists():
        raise Refused("frozen", N_("People have applied by these criteria: they stay as they are."))
    Criterion.objects.filter(contest=held).delete()
    return Criterion.objects.bulk_create(
        Criterion(
            contest=held,
            code=one.code,
            title=dict(line["title"]),
            hint=dict(line.get("hint", {})),
            weight=one.weight,
            lowest=one.lowest,
            highest=one.highest,
            position=place,
        )
        for place, (one, line) in enumerate(zip(rubric, lines, strict=True))
    )


@transaction.atomic
def publish(*, contest: Contest, actor: Actor, now: datetime) -> Contest:
    """This will show the call to everyone. Refused without questions, criteria, words and (for grants) money."""
    held = held_contest(contest)
    require(rules.may_decide(actor, body_id=held.body_id))
    require(
        rules.can_be_published(
            _terms(held),
            has_form=Form.objects.filter(contest=held).exists(),
            has_criteria=Criterion.objects.filter(contest=held).exists(),
        )
    )
    if now > held.closes_at:
        raise Refused("days", N_("The deadline of this contest is in the past."))
    held.listed = True
    move_contest(held, Contest.State.OPEN.value, acts.PUBLISHED, actor=actor, now=now)
    matters.move(matter=held.matter, visibility=Matter.Visibility.PUBLIC.value, actor=actor, now=now)
    _show_words(held, actor=actor, now=now)
    return held


@transaction.atomic
def close(*, contest: Contest, actor: Actor, now: datetime) -> Contest:
    """This will close a contest whose deadline and grace are over; the clock does it, a page may do it sooner."""
    held = held_contest(contest)
    require(rules.may_organise(actor, body_id=held.body_id))
    if held.state != Contest.State.OPEN or not rules.is_over(window_of(held), now):
        raise Refused("not_over", N_("The time to apply is not over yet."))
    received = Application.objects.filter(contest=held, state__in=rules.SENT).count()
    move_contest(held, Contest.State.CLOSED.value, acts.CLOSED, actor=actor, now=now, received=received)
    return held


def close_due(*, actor: Actor, now: datetime) -> int:
    """This will close every contest whose time is over, finish those nobody may object to any more, and tell how many.

    Each in its own transaction: one that cannot move keeps no other from moving.
    """
    moved = 0
    for contest in Contest.objects.filter(state=Contest.State.OPEN, closes_at__lt=now).select_related("matter"):
        if rules.is_over(window_of(contest), now):
            close(contest=contest, actor=actor, now=now)
            moved += 1
    waiting = Contest.objects.filter(state=Contest.State.APPEALS, objections_until__lt=rules.to_second(now))
    for contest in waiting.select_related("matter"):
        if not Objection.objects.filter(application__contest=contest, state=Objection.State.OPEN).exists():
            finish(contest=contest, actor=actor, now=now)
            moved += 1
    return moved


@transaction.atomic
def finish(*, contest: Contest, actor: Actor, now: datetime) -> Contest:
    """This will end a contest once the window is over and every objection is answered."""
    held = held_contest(contest)
    require(rules.may_organise(actor, body_id=held.body_id))
    if held.objections_until is None or rules.to_second(now) <= held.objections_until:
        raise Refused("window_open", N_("Applicants can still object to the results."))
    if Objection.objects.filter(application__contest=held, state=Objection.State.OPEN).exists():
        raise Refused("objections", N_("Some objections are not answered yet."))
    move_contest(held, Contest.State.FINAL.value, acts.FINISHED, actor=actor, now=now)
    return held


def _terms(contest: Contest) -> dict[str, Any]:
    names = (
        "title", "summary", "text", "award", "prize", "places", "budget", "cap", "opens_at", "closes_at",
        "grace_minutes", "grace_rule", "eligibility",
    )  # fmt: skip
    return {name: getattr(contest, name) for name in names}


def _show_words(contest: Contest, *, actor: Actor, now: datetime) -> None:
    """Bring the card's title and the search text to what the call says now; all three languages are found."""
    language = contest.matter.language
    contest.matter.title = words(contest.title, language)[: matters.TITLE]
    contest.matter.save(update_fields=["title"])
    said = [content.get(code, "") for content in (contest.title, contest.summary, contest.text) for code in LANGUAGES]
    matters.index_text(
        matter=contest.matter, text="\n".join(filter(None, said)), language=language, actor=actor, now=now
    )
