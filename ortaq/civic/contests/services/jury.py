"""The jury: seats, conflicts, who scores what."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from ortaq.civic.contests import acts, rules
from ortaq.civic.contests.models import Application, Conflict, Contest, Juror, Objection, Review
from ortaq.civic.contests.services import _sharing
from ortaq.civic.contests.services._held import held_application, held_contest, move_contest
from ortaq.core.decisions import services as decisions
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Office
from ortaq.engines.language import LANGUAGES


@transaction.atomic
def invite(
    *,
    contest: Contest,
    person: Person,
    public_name: str,
    chair: bool = False,
    languages: Sequence[str] = (),
    actor: Actor,
    now: datetime,
) -> Juror:
    """This will give a person a seat in the jury; refused for who applies there herself, and for a second chair.

    `languages` are those she reads ("kk", "ru", "en"); none named means all.
    """
    held = held_contest(contest)
    require(rules.may_organise(actor, body_id=held.body_id))
    applies = Application.objects.filter(contest=held, applicant=person).exclude(state=Application.State.WITHDRAWN)
    posts = Office.objects.filter(person=person, body=held.body_id, role__in=[role.value for role in rules.ORGANISERS])
    today = timezone.localtime(now).date()
    works = posts.filter(Q(until=None) | Q(until__gte=today)).exists()
    require(rules.may_sit(is_applicant=applies.exists(), is_organiser=works, contest_state=held.state))
    if not public_name.strip():
        raise Refused("public_name", N_("Write the juror's name and post: the jury is public."))
    try:
        with transaction.atomic():
            juror = Juror.objects.update_or_create(
                contest=held,
                person=person,
                defaults={
                    "public_name": public_name.strip()[:200],
                    "chair": chair,
                    "languages": [code for code in LANGUAGES if code in languages],
                    "invited_at": now,
                    "left_at": None,
                },
            )[0]
    except IntegrityError as error:
        raise Refused("chair", N_("The jury has a chair already.")) from error
    journal.write(
        act=acts.JUROR_INVITED,
        matter=held.matter,
        data={"chair": chair},
        personal={"juror": juror.pk},
        public=False,
        body=held.body,
        actor=actor,
        now=now,
    )
    return juror


@transaction.atomic
def leave(*, juror: Juror, actor: Actor, now: datetime) -> Juror:
    """This will end a seat; what she has not handed in is released and can be given to others."""
    held = held_contest(juror.contest)
    if actor.person_id != juror.person_id:
        require(rules.may_organise(actor, body_id=held.body_id))
    kept = Juror.objects.select_related("contest", "person").get(pk=juror.pk)
    if kept.left_at is not None:
        return kept
    kept.left_at = now
    kept.save(update_fields=["left_at"])
    released = kept.reviews.filter(state=Review.State.ASSIGNED).update(state=Review.State.RELEASED)
    journal.write(
        act=acts.JUROR_LEFT,
        matter=held.matter,
        data={"released": released},
        personal={"juror": kept.pk},
        public=False,
        body=held.body,
        actor=actor,
        now=now,
    )
    return kept


@transaction.atomic
def declare_conflict(*, juror: Juror, application: Application, reason: str, actor: Actor, now: datetime) -> Conflict:
    """This will keep a juror from an application she is close to: no reading, no scoring, no assignment.

    She says so herself, or tells the organiser, who sees the names. Saying it twice changes nothing.
    """
    held = held_application(application)
    juror = Juror.objects.select_related("contest").get(pk=juror.pk)
    review = (
        Review.objects.select_related("juror", "application__contest").filter(juror=juror, application=held).first()
    )
    submitted = review is not None and review.state == Review.State.SUBMITTED
    if held.contest_id != juror.contest_id:
        raise Refused("other_contest", N_("This application is in another contest."))
    require(
        rules.may_declare(
            actor,
            rules.Seat(
                juror.person_id, juror.left_at is not None, submitted=submitted, contest_state=held.contest.state
            ),
            organiser=bool(rules.may_organise(actor, body_id=held.contest.body_id)),
        )
    )
    require(rules.check_reason(reason))
    conflict, new = Conflict.objects.get_or_create(
        juror=juror, application=held, defaults={"reason": reason.strip()[:500], "declared_at": now}
    )
    if not new:
        return conflict
    Review.objects.filter(juror=juror, application=held).update(state=Review.State.RELEASED)
    journal.write(
        act=acts.CONFLICT_DECLARED,
        matter=held.contest.matter,
        data={"application": held.matter.number},
        personal={"juror": juror.pk},
        public=False,
        actor=actor,
        now=now,
    )
    return conflict


@transaction.atomic
def open_judging(*, contest: Contest, reviews_due_at: datetime | None = None, actor: Actor, now: datetime) -> Contest:
    """This will hand the eligible applications to the jury.

    Refused while some are unchecked, objections are open or can still be filed, and without jurors or applications.
    """
    held = held_contest(contest)
    require(rules.may_organise(actor, body_id=held.body_id))
    require(rules.can_become(held.state, Contest.State.JUDGING.value))
    own = Application.objects.filter(contest=held)
    unchecked = own.filter(state__in=[Application.State.SUBMITTED, Application.State.INCOMPLETE]).count()
    objections = Objection.objects.filter(application__contest=held, state=Objection.State.OPEN).count()
    windows = own.filter(state=Application.State.NOT_ELIGIBLE, objection_until__gte=rules.to_second(now))
    last = windows.order_by("-objection_until").values_list("objection_until", flat=True).first()
    require(
        rules.can_be_judged(
            unchecked=unchecked,
            objections=objections,
            objections_until=last,
            eligible=own.filter(state=Application.State.ELIGIBLE).count(),
            jurors=Juror.objects.filter(contest=held, left_at=None).count(),
        )
    )
    held.reviews_due_at = reviews_due_at
    move_contest(held, Contest.State.JUDGING.value, acts.JUDGING_OPENED, actor=actor, now=now)
    return held


@transaction.atomic
def announce_sharing(*, contest: Contest, actor: Actor, now: datetime) -> Contest:
    """This will publish what is shared out by rule choice.assignment, before its seed is drawn.

    Only applications with too few jurors are in it; what somebody has stays hers. With fewer jurors than
    `reviews_each` every application gets all there are. Raises Refused "nothing" when nothing is left to share out.
    """
    held = _at_work(contest, actor)
    held.assignment_record = decisions.announce(
        rule="choice.assignment",
        version=1,
        case=_sharing.case_of(held),
        title=_sharing.TITLE,
        matter=held.matter,
        actor=actor,
        now=now,
    )
    held.save(update_fields=["assignment_record"])
    return held


@transaction.atomic
def share_out(*, contest: Contest, seed: str, seed_source: str, actor: Actor, now: datetime) -> int:
    """This will give the applications to the jurors as the announced rule and the drawn seed say; gives how many.

    Raises Refused: not_announced; changed, when the jury or the conflicts are no longer those announced.
    """
    held = _at_work(contest, actor)
    record = held.assignment_record
    if record is None or record.state != "announced":
        raise Refused("not_announced", N_("First publish what is shared out, then draw the seed."))
    if not _sharing.is_current(held, record):
        raise Refused(
            "changed", N_("The jury or the applications have changed since this was published: publish it anew.")
        )
    decided = decisions.decide(decision=record, seed=seed, seed_source=seed_source, actor=actor, now=now)
    pairs = _sharing.pairs_of(held, decided)
    for juror, application in pairs:
        Review.objects.update_or_create(
            juror=juror, application=application, defaults={"state": Review.State.ASSIGNED.value, "assigned_at": now}
        )
    journal.write(
        act=acts.ASSIGNED,
        matter=held.matter,
        data={"reviews": len(pairs), "jurors": len({juror.pk for juror, _ in pairs})},
        body=held.body,
        actor=actor,
        now=now,
    )
    return len(pairs)


def _at_work(contest: Contest, actor: Actor) -> Contest:
    """The contest, held, if its jury is at work and the actor decides there."""
    held = held_contest(contest)
    require(rules.may_decide(actor, body_id=held.body_id))
    if held.state != Contest.State.JUDGING:
        raise Refused("not_judging", N_("The jury is not at work in this contest now."))
    return held


@transaction.atomic
def add_review(*, juror: Juror, application: Application, actor: Actor, now: datetime) -> Review:
    """This will give one application to one more juror by hand; a conflict blocks it."""
    held = held_application(application)
    require(rules.may_organise(actor, body_id=held.contest.body_id))
    juror = Juror.objects.get(pk=juror.pk)
    there = Review.objects.select_related("juror", "application__contest").filter(juror=juror, application=held).first()
    close = Conflict.objects.filter(juror=juror, application=held).exists()
    require(
        rules.may_be_given(
            same_contest=juror.contest_id == held.contest_id,
            left=juror.left_at is not None,
            conflict=close,
            application_state=held.state,
            contest_state=held.contest.state,
        )
    )
    if there is not None and there.state != Review.State.RELEASED:
        return there
    return Review.objects.update_or_create(
        juror=juror, application=held, defaults={"state": Review.State.ASSIGNED.value, "assigned_at": now}
    )[0]
