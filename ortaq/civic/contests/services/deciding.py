"""From locked scores to a winners' table with reasons."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from ortaq.civic.contests import acts, rules
from ortaq.civic.contests.models import Application, Contest, Objection, Review
from ortaq.civic.contests.queries.juries import seat
from ortaq.civic.contests.services import _ranking
from ortaq.civic.contests.services._held import held_application, held_contest, move_contest
from ortaq.core.decisions import services as decisions
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

STATE_OF = {
    _ranking.FUND: Application.State.FUNDED.value,
    _ranking.TALK: Application.State.WAITING.value,
    _ranking.NOT: Application.State.NOT_FUNDED.value,
}


@transaction.atomic
def announce_ranking(*, contest: Contest, even_if_missing: bool = False, actor: Actor, now: datetime) -> Contest:
    """This will publish the scores, without names, and the rule (choice.jury) before the seed is drawn.

    Refused while reviews are out (unless told to go on without them: they are released), objections are open, or
    nobody scored anything. From now on no score changes; a second announcement is made only if something did.
    """
    held = held_contest(contest)
    require(rules.may_decide(actor, body_id=held.body_id))
    require(rules.can_become(held.state, Contest.State.DECIDED.value))
    missing = Review.objects.filter(application__contest=held, state=Review.State.ASSIGNED)
    out = missing.count()
    handed_in = Review.objects.filter(application__contest=held, state=Review.State.SUBMITTED).count()
    objections = Objection.objects.filter(application__contest=held, state=Objection.State.OPEN).count()
    require(rules.can_be_decided(out=0 if even_if_missing else out, handed_in=handed_in, objections=objections))
    if held.ranking_record is not None and _ranking.is_current(held, held.ranking_record):
        raise Refused("second", N_("The scores are published already: draw the seed."))
    missing.update(state=Review.State.RELEASED.value)
    held.ranking_record = decisions.announce(
        rule="choice.jury",
        version=1,
        case=_ranking.case_of(held),
        title=_ranking.TITLE,
        matter=held.matter,
        actor=actor,
        now=now,
    )
    held.save(update_fields=["ranking_record"])
    return held


@transaction.atomic
def decide(*, contest: Contest, seed: str, seed_source: str, actor: Actor, now: datetime) -> Contest:
    """This will rank as the announced rule and the drawn seed say, and put each application into its band.

    An application without any score waits for a talk: nothing is said of it, so nothing is decided by it. Raises
    Refused: not_announced, and changed when applications are no longer those announced.
    """
    held = held_contest(contest)
    require(rules.may_decide(actor, body_id=held.body_id))
    require(rules.can_become(held.state, Contest.State.DECIDED.value))
    record = held.ranking_record
    if record is None:
        raise Refused("not_announced", N_("First publish the scores, then draw the seed."))
    if not _ranking.is_current(held, record):
        raise Refused(
            "changed", N_("The applications have changed since the scores were published: publish them anew.")
        )
    record = decisions.decide(decision=record, seed=seed, seed_source=seed_source, actor=actor, now=now)
    held.ranking_record, standings = record, _ranking.standings_of(record)
    Review.objects.filter(application__contest=held, state=Review.State.ASSIGNED).update(
        state=Review.State.RELEASED.value
    )
    own = Application.objects.filter(contest=held, state=Application.State.ELIGIBLE).select_related("matter")
    for one in own.order_by("pk"):
        _place(one, held, standings[one.matter.number], actor, now)
    bands = [standing.band for standing in standings.values()]
    move_contest(
        held,
        Contest.State.DECIDED.value,
        acts.DECIDED,
        actor=actor,
        now=now,
        funded=bands.count(_ranking.FUND),
        waiting=bands.count(_ranking.TALK),
    )
    return held


def _place(one: Application, contest: Contest, standing: _ranking.Standing, actor: Actor, now: datetime) -> None:
    """Put one application where the record has it, by way of "judged"; its applicant hears of it with the results."""
    held = held_application(one)
    require(rules.application_can_become(held.state, Application.State.JUDGED.value))
    require(rules.application_can_become(Application.State.JUDGED.value, STATE_OF[standing.band]))
    held.place, held.band, held.why = standing.place, standing.band, standing.why
    held.state = STATE_OF[standing.band]
    if held.state == Application.State.FUNDED:
        held.granted = held.asked if contest.award == Contest.Award.GRANT else 0
    held.save()
    # The card keeps "judged" until the results are told: nobody learns hers early from it.
    matters.move(matter=held.matter, stage=Application.State.JUDGED.value, actor=actor, now=now)


@transaction.atomic
def announce_lot(*, contest: Contest, actor: Actor, now: datetime) -> Contest:
    """This will publish who is in the lot (rule lot.order) before its seed is drawn; once."""
    held = _with_waiting(contest, actor)
    if held.lot_record is not None:
        raise Refused("second", N_("The lot is announced already: draw its seed."))
    held.lot_record = decisions.announce(
        rule="lot.order",
        version=1,
        case={"entries": [one.matter.number for one in _waiting(held)]},
        title=_ranking.LOT_TITLE,
        matter=held.matter,
        actor=actor,
        now=now,
    )
    held.save(update_fields=["lot_record"])
    return held


@transaction.atomic
def draw_lot(*, contest: Contest, seed: str, seed_source: str, actor: Actor, now: datetime) -> Contest:
    """This will settle those the scores cannot tell apart in the order of the announced lot.

    Whoever is drawn is funded if what is left is enough for her; else the next one is looked at.
    """
    held = _with_waiting(contest, actor)
    if held.lot_record is None:
        raise Refused("not_announced", N_("First publish who is in the lot, then draw the seed."))
    record = decisions.decide(decision=held.lot_record, seed=seed, seed_source=seed_source, actor=actor, now=now)
    held.lot_record = record
    waiting = {one.matter.number: one for one in _waiting(held)}
    left, funded = _ranking.money_left(held), []
    for number in (record.outcome or {})["order"]:
        cost = _ranking.cost_of(held, waiting[number])
        if cost <= left:
            left -= cost
            funded.append(waiting[number])
    _settle(held, funded, "lot", actor, now)
    return held


@transaction.atomic
def settle_by_talk(
    *, contest: Contest, funded: Sequence[Application], reasons: str, actor: Actor, now: datetime
) -> Contest:
    """This will settle them by the reasoned decision of the jury's chair, or of the head.

    `reasons` are public and name no applicant. Raises Refused when the money is not enough for those chosen.
    """
    held = held_contest(contest)
    own = seat(held, actor)
    if own is None or not own.chair:
        require(rules.may_decide(actor, body_id=held.body_id))
    require(rules.check_reason(reasons))
    waiting = {one.pk: one for one in _waiting(held)}
    chosen = [waiting[one.pk] for one in funded if one.pk in waiting]
    if held.state != Contest.State.DECIDED or not waiting or len(chosen) != len(funded):
        raise Refused("nothing", N_("Only applications the scores cannot tell apart are settled here."))
    if held.lot_record is not None:
        raise Refused("lot", N_("A lot is announced for them: draw it."))
    if sum(_ranking.cost_of(held, one) for one in chosen) > _ranking.money_left(held):
        raise Refused("over_budget", N_("What is left is not enough for all of these."))
    held.settlement = reasons.strip()
    _settle(held, chosen, "talk", actor, now)
    return held


def _with_waiting(contest: Contest, actor: Actor) -> Contest:
    """The contest, held, if somebody still waits and the actor decides there."""
    held = held_contest(contest)
    require(rules.may_decide(actor, body_id=held.body_id))
    if held.state != Contest.State.DECIDED or not _waiting(held):
        raise Refused("nothing", N_("Only applications the scores cannot tell apart are settled here."))
    return held


def _waiting(contest: Contest) -> list[Application]:
    own = Application.objects.filter(contest=contest, state=Application.State.WAITING).select_related("matter")
    return list(own.order_by("matter__number"))


def _settle(contest: Contest, funded: Sequence[Application], how: str, actor: Actor, now: datetime) -> None:
    """Fund the chosen, not the others who wait; write who decided how."""
    chosen = {one.pk for one in funded}
    for one in _waiting(contest):
        held = held_application(one)
        state = Application.State.FUNDED.value if one.pk in chosen else Application.State.NOT_FUNDED.value
        require(rules.application_can_become(held.state, state))
        held.state = state
        if state == Application.State.FUNDED:
            held.granted = held.asked if contest.award == Contest.Award.GRANT else 0
        held.save(update_fields=["state", "granted"])
    contest.save(update_fields=["settlement"])
    journal.write(
        act=acts.SETTLED,
        matter=contest.matter,
        data={"how": how, "funded": sorted(one.matter.number for one in funded)},
        body=contest.body if actor.serves(contest.body_id) else None,
        actor=actor,
        now=now,
    )


@transaction.atomic
def tell_results(*, contest: Contest, reasons: Mapping[int, str] | None = None, actor: Actor, now: datetime) -> Contest:
    """This will make the winners' table public, send everyone the reasons and open the window for objections.

    `reasons` (application id → text) add to what the record and the jurors' comments say. Refused while some wait.
    """
    held = held_contest(contest)
    require(rules.may_decide(actor, body_id=held.body_id))
    require(rules.can_become(held.state, Contest.State.APPEALS.value))
    if _waiting(held):
        raise Refused("waiting", N_("First settle the applications the scores cannot tell apart."))
    held.objections_until = rules.to_second(now + timedelta(days=held.objection_days))
    judged = Application.objects.filter(
        contest=held, state__in=[Application.State.FUNDED, Application.State.NOT_FUNDED]
    ).select_related("matter")
    count = len(judged)
    for one in judged.order_by("pk"):
        _tell_one(one, held, (reasons or {}).get(one.pk, ""), count, actor, now)
    move_contest(
        held,
        Contest.State.APPEALS.value,
        acts.RESULTS_TOLD,
        actor=actor,
        now=now,
        funded=sum(one.state == Application.State.FUNDED for one in judged),
        judged=count,
    )
    return held


def _tell_one(one: Application, contest: Contest, reason: str, count: int, actor: Actor, now: datetime) -> None:
    """One application's result: on its card, in its journal, and from there to its applicant."""
    funded = one.state == Application.State.FUNDED
    if reason.strip():
        require(rules.check_reason(reason))
        one.reason = reason.strip()
    one.objection_until = None if funded else contest.objections_until
    one.save(update_fields=["reason", "objection_until"])
    visibility = Matter.Visibility.PUBLIC.value if funded else None
    matters.move(matter=one.matter, stage=one.state, visibility=visibility, actor=actor, now=now)
    if funded:
        matters.link(origin=contest.matter, result=one.matter, actor=actor, now=now)
    journal.write(
        act=acts.RESULT,
        matter=one.matter,
        data={"funded": funded, "place": one.place, "count": count, "why": one.why},
        public=funded,
        body=contest.body,
        actor=actor,
        now=now,
    )
