"""A forum: prepared, announced, changed, cancelled with a reason everyone hears, held."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Forum, Process, ProgrammeItem, Registration
from ortaq.civic.dialogue.rules import forums as rules
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.services._forums import fill, note, organised_forum
from ortaq.civic.dialogue.services._held import year_of
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Answer, Refused, require
from ortaq.core.territory.models import Body
from ortaq.engines.language import LANGUAGES

CHANGEABLE: Final = frozenset(
    {
        "kind", "title", "summary", "venue", "access", "offers", "starts_at", "ends_at", "registration_opens_at",
        "registration_closes_at", "capacity", "offer_hours", "hashtags", "certificate",
    }
)  # fmt: skip
_TIMES: Final = (
    "starts_at", "ends_at", "registration_opens_at", "registration_closes_at", "capacity", "offer_hours",
)  # fmt: skip


@transaction.atomic
def open_forum(
    *,
    process: Process,
    code: str,
    title: Mapping[str, str],
    starts_at: datetime,
    ends_at: datetime,
    registration_opens_at: datetime,
    registration_closes_at: datetime,
    capacity: int,
    offer_hours: int = 24,
    kind: str = Forum.Kind.FORUM.value,
    language: str = "kk",
    address: str = "",
    lon: float | None = None,
    lat: float | None = None,
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Forum:
    """This will begin a forum as a draft only its organisers see. Raises Refused for a taken code or bad times."""
    require(rights.may_organise(actor, body_id=process.body_id))
    if not code or slugify(code) != code or code in rules.RESERVED:
        raise Refused("code", N_("The address of the forum takes small Latin letters, digits and hyphens."))
    times = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "registration_opens_at": registration_opens_at,
        "registration_closes_at": registration_closes_at,
        "capacity": capacity,
        "offer_hours": offer_hours,
    }
    require(rules.check_times(times))
    try:
        with transaction.atomic():
            matter = _a_card(process, title, language, address, lon, lat, actor=actor, now=now)
            forum = Forum.objects.create(
                matter=matter, process=process, code=code, kind=kind, title=dict(title), demo=demo,
                check_in_key=secrets.token_hex(32), **times,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("code_taken", N_("Another forum has this address already. Choose another one.")) from error
    note(forum, acts.FORUM_OPENED, public=False, actor=actor, now=now)
    return forum


def _a_card(
    process: Process, title: Mapping[str, str], language: str, address: str, lon: float | None, lat: float | None,
    *, actor: Actor, now: datetime,
) -> Matter:  # fmt: skip
    """The forum's card, private until it is announced."""
    return matters.open_matter(
        kind="forum",
        series=f"forum-f{year_of(now)}",
        title=words(title, language),
        language=language,
        lon=lon,
        lat=lat,
        territory=process.territory,
        address=address,
        opened_by=Person.objects.filter(pk=actor.person_id or 0).first(),
        channel="desk",
        stage=Forum.State.DRAFT.value,
        visibility=Matter.Visibility.PRIVATE.value,
        actor=actor,
        now=now,
    )


@transaction.atomic
def change_forum(*, forum: Forum, changes: Mapping[str, Any], actor: Actor, now: datetime) -> Forum:
    """This will change fields of CHANGEABLE. Fewer seats than are taken are refused; more are offered to those waiting.

    Who has a seat is told of another day, hour or place, and is reminded anew.
    """
    held = organised_forum(forum, actor)
    require(_may_change(held.state))
    changed = {name: value for name, value in changes.items() if getattr(held, name) != value}
    if unknown := set(changed) - CHANGEABLE:
        raise TypeError(f"a forum has no field to change: {sorted(unknown)}")
    for name, value in changed.items():
        setattr(held, name, value)
    require(rules.check_times({name: getattr(held, name) for name in _TIMES}))
    if "capacity" in changed:
        _fit(held)
    if held.listed:
        require(rules.can_be_published(title=held.title, venue=held.venue, access=held.access))
    held.save()
    if changed and held.listed:
        _show_words(held, actor=actor, now=now)
        note(held, acts.FORUM_CHANGED, fields=sorted(changed), actor=actor, now=now)
        if "starts_at" in changed:
            Registration.objects.filter(forum=held).update(reminded_at=None)
        fill(held, actor=actor, now=now)
    return held


def _fit(forum: Forum) -> None:
    """Bring every seat that is taken below the new number of seats."""
    seated = {one.seat: one for one in Registration.objects.filter(forum=forum, seat__isnull=False) if one.seat}
    if len(seated) > forum.capacity:
        raise Refused("seats_taken", N_("%(count)s seats are taken already: there cannot be fewer."), count=len(seated))
    for seat, free in rules.moves(seated, forum.capacity).items():
        Registration.objects.filter(pk=seated[seat].pk).update(seat=free)


@transaction.atomic
def save_item(
    *,
    forum: Forum,
    item: ProgrammeItem | None = None,
    starts_at: datetime,
    minutes: int,
    title: Mapping[str, str],
    speaker: str = "",
    post: Mapping[str, str] | None = None,
    body: Body | None = None,
    actor: Actor,
    now: datetime,
) -> ProgrammeItem:
    """This will write one line of the programme: a new one, or `item` in new words."""
    held = organised_forum(forum, actor)
    require(_may_change(held.state))
    if not held.starts_at <= starts_at < held.ends_at:
        raise Refused("outside", N_("This part begins outside the hours of the forum."))
    line = item or ProgrammeItem(forum=held)
    line.starts_at, line.minutes, line.title = starts_at, minutes, dict(title)
    line.speaker, line.post, line.body = speaker.strip(), dict(post or {}), body
    line.save()
    _programme_changed(held, actor=actor, now=now)
    return line


@transaction.atomic
def drop_item(*, forum: Forum, item: ProgrammeItem, actor: Actor, now: datetime) -> None:
    """This will take a line off the programme; twice changes nothing."""
    held = organised_forum(forum, actor)
    require(_may_change(held.state))
    if ProgrammeItem.objects.filter(pk=item.pk, forum=held).delete()[0]:
        _programme_changed(held, actor=actor, now=now)


def _programme_changed(forum: Forum, *, actor: Actor, now: datetime) -> None:
    if forum.listed:
        note(forum, acts.FORUM_CHANGED, fields=["programme"], actor=actor, now=now)


@transaction.atomic
def publish(*, forum: Forum, actor: Actor, now: datetime) -> Forum:
    """This will show a forum to everyone. Refused without words, place and way in, or while its process is a draft."""
    held = organised_forum(forum, actor)
    require(rules.can_become(held.state, Forum.State.PUBLISHED.value))
    if not held.process.listed:
        raise Refused("process_draft", N_("Publish the dialogue first: the forum is a part of it."))
    require(rules.can_be_published(title=held.title, venue=held.venue, access=held.access))
    if now >= held.starts_at:
        raise Refused("days", N_("The beginning of this forum is in the past."))
    held.listed = True
    _move(held, Forum.State.PUBLISHED.value, acts.FORUM_PUBLISHED, actor=actor, now=now)
    matters.move(matter=held.matter, visibility=Matter.Visibility.PUBLIC.value, actor=actor, now=now)
    _show_words(held, actor=actor, now=now)
    return held


@transaction.atomic
def cancel(*, forum: Forum, reason: Mapping[str, str], actor: Actor, now: datetime) -> Forum:
    """This will cancel a published forum with a reason; whoever has a seat or waits for one is told."""
    held = organised_forum(forum, actor)
    require(rules.can_become(held.state, Forum.State.CANCELLED.value))
    if not (reason.get("kk") and reason.get("ru")):
        raise Refused("reason", N_("Say why in Kazakh and in Russian: everyone who registered reads it."))
    held.reason = dict(reason)
    _move(held, Forum.State.CANCELLED.value, acts.FORUM_CANCELLED, actor=actor, now=now)
    return held


@transaction.atomic
def hold(*, forum: Forum, actor: Actor, now: datetime) -> Forum:
    """This will say that a forum has taken place: attendance is final, certificates can be had."""
    held = organised_forum(forum, actor)
    require(rules.can_become(held.state, Forum.State.HELD.value))
    if now < held.starts_at:
        raise Refused(
            "not_begun", N_("The forum begins on %(moment)s: it has not taken place yet."), moment=held.starts_at
        )
    came = Registration.objects.filter(forum=held, checked_in_at__isnull=False).count()
    _move(held, Forum.State.HELD.value, acts.FORUM_HELD, came=came, actor=actor, now=now)
    return held


def _may_change(state: str) -> Answer:
    """A forum that is over stays as it was; a draft and a public one can be changed."""
    return rules.can_become("published" if state == "draft" else state, "held")


def _move(forum: Forum, state: str, act: str, *, actor: Actor, now: datetime, **facts: Any) -> None:
    forum.state = state
    forum.save()
    matters.move(matter=forum.matter, stage=state, actor=actor, now=now)
    note(forum, act, actor=actor, now=now, **facts)


def _show_words(forum: Forum, *, actor: Actor, now: datetime) -> None:
    """Bring the card's title and the search text to what the forum says now, in all its languages."""
    forum.matter.title = words(forum.title, forum.matter.language)[: matters.TITLE]
    forum.matter.save(update_fields=["title"])
    said = [content.get(code, "") for content in (forum.title, forum.summary, forum.venue) for code in LANGUAGES]
    text = "\n".join(filter(None, said))
    matters.index_text(matter=forum.matter, text=text, language=forum.matter.language, actor=actor, now=now)
