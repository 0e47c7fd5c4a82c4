"""Writing, supporting, reporting, hiding, objecting. What people write is shown masked: no phone on a public page."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from ortaq.core.discussion import acts, queries
from ortaq.core.discussion.models import Comment, ModerationAppeal, ReaderReport, Support
from ortaq.core.discussion.rules import comments as rules
from ortaq.core.journal import services as journal
from ortaq.core.journal.models import Entry
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.people.rules import may_erase
from ortaq.core.territory.models import Body
from ortaq.engines import language
from ortaq.engines.personal import mask


@transaction.atomic
def comment(
    *,
    matter: Matter,
    text: str,
    reply_to: Comment | None = None,
    side: str = "",
    columns: bool = False,
    look_first: bool = False,
    form_token: str | None = None,
    body: Body | None = None,
    actor: Actor,
    now: datetime,
) -> Comment:
    """This will put a comment under a public matter; raises Refused when it may not be written.

    The same form sent twice makes one comment. `body` is named when an official speaks for it. The kind of the matter
    decides about `columns` (for and against) and `look_first` (a moderator reads it before everyone does).
    """
    person_id = _signed_in(actor, to="comment")
    if form_token and (known := Comment.objects.filter(form_token=form_token, author_id=person_id).first()):
        return known
    text = text.strip()
    _require_window(matter, text, person_id, actor, now)
    _require_place(matter, reply_to, side, body, columns=columns, actor=actor)
    written = Comment.objects.create(
        matter=matter,
        author_id=person_id,
        body=body,
        reply_to_id=(reply_to.reply_to_id or reply_to.pk) if reply_to else None,
        side=side if columns and reply_to is None and side in rules.SIDES else "",
        state=Comment.State.HELD if look_first and body is None else Comment.State.SHOWN,
        text=text,
        public_text=mask(text),
        language=language.detect(text, language.known(actor.language) or "kk"),
        form_token=form_token or None,
        written_at=now,
    )
    data = {"comment": written.pk, "reply_to": written.reply_to_id}
    journal.write(act=acts.COMMENTED, matter=matter, data=data, public=False, body=body, actor=actor, now=now)
    return written


def _require_window(matter: Matter, text: str, person_id: int, actor: Actor, now: datetime) -> None:
    """Refuse words that say nothing or too much, and more of them in a short time than one person needs."""
    # Her own row is the queue: ten windows of one person write one after another and the limit counts them all.
    Person.objects.select_for_update().filter(pk=person_id).values_list("pk").first()
    own = Comment.objects.filter(author_id=person_id)
    require(
        rules.may_comment(
            actor,
            text=text,
            public=matter.visibility == Matter.Visibility.PUBLIC,
            lately=own.filter(written_at__gt=now - rules.SHORT_WINDOW).count(),
            today=own.filter(written_at__gt=now - rules.LONG_WINDOW).count(),
        )
    )


def _require_place(
    matter: Matter, reply_to: Comment | None, side: str, body: Body | None, *, columns: bool, actor: Actor
) -> None:
    """Refuse an answer to what is not shown here, a comment without a side, and words for a body one does not serve."""
    if body is not None and not actor.serves(body.pk):
        raise Refused("not_your_body", N_("You may speak only for the body you serve."))
    if reply_to is not None:
        shown = reply_to.state == Comment.State.SHOWN
        require(rules.may_answer_to(shown=shown, here=reply_to.matter_id == matter.pk))
    elif body is None:
        require(rules.may_stand_in_column(side, columns=columns, answers=False))


def _signed_in(actor: Actor, *, to: str) -> int:
    """Give the id of who acts; raises Refused for a guest."""
    if actor.person_id is None:
        require(rules.may_take_part(actor, to=to))
        raise ValueError("a guest may not take part")
    return actor.person_id


@transaction.atomic
def support(*, matter: Matter, actor: Actor, now: datetime) -> bool:
    """This will add the person's "me too" and tell whether it is new: a second one changes nothing."""
    person_id = _signed_in(actor, to="support")
    require(rules.may_support(actor, public=matter.visibility == Matter.Visibility.PUBLIC))
    if Support.objects.filter(matter=matter, person_id=person_id).exists():
        return False
    try:
        with transaction.atomic():
            Support.objects.create(matter=matter, person_id=person_id, given_at=now)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def withdraw_support(*, matter: Matter, actor: Actor, now: datetime) -> bool:
    """This will take the person's "me too" back and tell whether there was one."""
    person_id = _signed_in(actor, to="support")
    gone, _ = Support.objects.filter(matter=matter, person_id=person_id).delete()
    return bool(gone)


@transaction.atomic
def hide(*, comment: Comment, reason: str, actor: Actor, now: datetime) -> Comment:
    """This will hide a comment with a reason that stays in its place and in the public log."""
    _settle(ReaderReport.objects.filter(comment=comment), now=now)
    return _turn(comment, Comment.State.HIDDEN, reason, acts.COMMENT_HIDDEN, actor, now)


@transaction.atomic
def unhide(*, comment: Comment, reason: str = "shown again", actor: Actor, now: datetime) -> Comment:
    """This will show a hidden comment again."""
    return _turn(comment, Comment.State.SHOWN, reason, acts.COMMENT_SHOWN, actor, now)


@transaction.atomic
def let_through(*, comment: Comment, actor: Actor, now: datetime) -> Comment:
    """This will show a comment that waited for a look; one that is decided already stays as it is."""
    require(rules.may_settle(actor))
    held = _held(comment)
    if held.state != Comment.State.HELD:
        return held
    held.state = Comment.State.SHOWN.value
    held.save(update_fields=["state"])
    data = {"comment": held.pk}
    journal.write(act=acts.COMMENT_PASSED, matter=held.matter, data=data, public=False, actor=actor, now=now)
    return held


def _held(comment: Comment) -> Comment:
    """The comment as it is now, held till the transaction ends."""
    return Comment.objects.select_for_update(of=("self",)).select_related("matter").get(pk=comment.pk)


def _turn(comment: Comment, state: Comment.State, reason: str, act: str, actor: Actor, now: datetime) -> Comment:
    """Change what a comment shows and write it to the public log; a comment that is so already stays as it is."""
    require(rules.may_hide(actor, reason=reason))
    held = _held(comment)
    if held.state == state:
        return held
    held.state = state.value
    why = mask(reason.strip())[:200]
    held.reason = why if state == Comment.State.HIDDEN else ""
    held.save(update_fields=["state", "reason"])
    data = {"comment": held.pk, "reason": why}
    journal.write(act=act, matter=held.matter, data=data, actor=actor, now=now)
    return held


@transaction.atomic
def report(*, matter: Matter, comment: Comment | None = None, why: str, actor: Actor, now: datetime) -> bool:
    """This will ask the moderators to look at a comment, or at the thing on the card; False when she has done so."""
    person_id = _signed_in(actor, to="report")
    author = comment.author_id if comment else matter.opened_by_id
    standing = Comment.objects.filter(pk=comment.pk, matter=matter, state=Comment.State.SHOWN) if comment else None
    shown = matter.visibility == Matter.Visibility.PUBLIC and (standing is None or standing.exists())
    require(rules.may_report(actor, why=why, own=author == person_id, shown=shown))
    try:
        with transaction.atomic():
            ReaderReport.objects.create(matter=matter, comment=comment, person_id=person_id, why=why, reported_at=now)
    except IntegrityError:
        return False
    data = {"comment": comment.pk if comment else None, "why": why}
    journal.write(act=acts.REPORTED, matter=matter, data=data, public=False, actor=actor, now=now)
    return True


@transaction.atomic
def let_stand(*, matter: Matter, comment: Comment | None = None, actor: Actor, now: datetime) -> int:
    """This will note that a moderator looked at what was reported and leaves it; gives how many that settles."""
    require(rules.may_settle(actor))
    settled = _settle(ReaderReport.objects.filter(matter=matter, comment=comment), now=now)
    if settled:
        data = {"comment": comment.pk if comment else None, "reports": settled}
        journal.write(act=acts.REPORTS_SETTLED, matter=matter, data=data, public=False, actor=actor, now=now)
    return settled


def _settle(reports: QuerySet[ReaderReport], *, now: datetime) -> int:
    return reports.filter(settled_at=None).update(settled_at=now)


@transaction.atomic
def object_to(
    *, entry: Entry, author_id: int | None, hidden: bool, text: str, actor: Actor, now: datetime
) -> ModerationAppeal:
    """This will keep an author's objection to the act that hid her words; the app says who she is and what is hidden.

    Once: two windows at the same moment make one, by constraint.
    """
    person_id, text = _signed_in(actor, to="object"), text.strip()
    filed = ModerationAppeal.objects.filter(entry=entry).exists()
    require(rules.may_object(actor, author_id=author_id, text=text, hidden=hidden, filed=filed))
    try:
        with transaction.atomic():
            kept = ModerationAppeal.objects.create(entry=entry, author_id=person_id, text=text, filed_at=now)
    except IntegrityError:
        require(rules.may_object(actor, author_id=author_id, text=text, hidden=hidden, filed=True))
        raise
    journal.write(act=acts.OBJECTED, matter=entry.matter, data={"entry": entry.seq}, public=False, actor=actor, now=now)
    return kept


@transaction.atomic
def object_to_hiding(*, comment: Comment, text: str, actor: Actor, now: datetime) -> ModerationAppeal:
    """This will do so for a hidden comment."""
    entry = queries.hiding_of(comment)
    if entry is None:
        raise Refused("not_hidden", N_("This is shown: there is nothing to object to."))
    hidden = Comment.objects.filter(pk=comment.pk, state=Comment.State.HIDDEN).exists()
    return object_to(entry=entry, author_id=comment.author_id, hidden=hidden, text=text, actor=actor, now=now)


@transaction.atomic
def answer_objection(
    *, objection: ModerationAppeal, upheld: bool, answer: str, actor: Actor, now: datetime
) -> ModerationAppeal:
    """This will answer an objection with reasons; an upheld one shows the comment again.

    What other apps keep (an idea, a statement) they show again by what is wired to OBJECTION_UPHELD.
    """
    held = ModerationAppeal.objects.select_for_update(of=("self",)).select_related("entry__matter").get(pk=objection.pk)
    entry, reasons = held.entry, mask(answer.strip())[:500]
    require(
        rules.may_answer_objection(
            actor,
            open_still=held.state == ModerationAppeal.State.OPEN,
            hidden_by=entry.person_id,
            author_id=held.author_id,
            reasons=reasons,
        )
    )
    held.state = (ModerationAppeal.State.UPHELD if upheld else ModerationAppeal.State.DISMISSED).value
    held.answer, held.answered_by_id, held.answered_at = reasons, actor.person_id, now
    held.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    if upheld and entry.act == acts.COMMENT_HIDDEN and (comment := queries.hidden_by(entry)):
        unhide(comment=comment, reason=reasons, actor=actor, now=now)
    act = acts.OBJECTION_UPHELD if upheld else acts.OBJECTION_DISMISSED
    data = {"entry": entry.seq, "act": entry.act, "answer": reasons}
    journal.write(act=act, matter=entry.matter, data=data, actor=actor, now=now)
    return held


@transaction.atomic
def erase_words(*, person: Person, actor: Actor, now: datetime) -> int:
    """This will keep a person's comments only as they were shown, masked, and tell how many there are."""
    require(may_erase(actor))
    ReaderReport.objects.filter(person=person).delete()
    ModerationAppeal.objects.filter(author=person).update(text="")
    return Comment.objects.filter(author=person).update(text=F("public_text"))
