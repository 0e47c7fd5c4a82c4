"""The organiser looks at each application: complete, and by the rules of the call."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from ortaq.civic.contests import acts, rules
from ortaq.civic.contests.models import Application, Check, Contest
from ortaq.civic.contests.services._held import held_application, move_application, release_reviews
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

LOOKED_AT = (Application.State.SUBMITTED, Application.State.INCOMPLETE, Application.State.ELIGIBLE)


@transaction.atomic
def record_check(
    *, application: Application, rule: str, state: str, note: str = "", actor: Actor, now: datetime
) -> Check:
    """This will note whether one rule of eligibility ("met", "not_met", "unknown") is met."""
    held = held_application(application)
    require(rules.may_organise(actor, body_id=held.contest.body_id))
    _require_rule(held.contest, rule)
    if state not in Check.State.values:
        raise Refused("state", N_("Choose one of the answers given."))
    if held.state not in LOOKED_AT:
        raise Refused("application_stage", N_("This cannot be done with the application now."))
    check = Check.objects.update_or_create(
        application=held,
        rule=rule,
        defaults={"state": state, "note": note.strip()[:500], "by_id": actor.person_id, "checked_at": now},
    )[0]
    journal.write(
        act=acts.CHECKED,
        matter=held.matter,
        data={"rule": rule, "state": state},
        public=False,
        body=held.contest.body,
        actor=actor,
        now=now,
    )
    return check


def _require_rule(contest: Contest, rule: str) -> None:
    if rule not in [one["code"] for one in contest.eligibility]:
        raise Refused("rule", N_("The contest has no such rule."))


@transaction.atomic
def mark_attended(
    *, contest: Contest, rule: str, applications: Sequence[Application], actor: Actor, now: datetime
) -> int:
    """This will note who attended, for many at once; the others of the contest are left as they were."""
    require(rules.may_organise(actor, body_id=contest.body_id))
    _require_rule(contest, rule)
    own = [one for one in applications if one.contest_id == contest.pk and one.state in LOOKED_AT]
    for one in own:
        record_check(application=one, rule=rule, state=Check.State.MET.value, actor=actor, now=now)
    return len(own)


@transaction.atomic
def ask_for_more(
    *, application: Application, codes: Sequence[str], note: str, actor: Actor, now: datetime
) -> Application:
    """This will send an application back for what is missing, with a day to add it by."""
    held = held_application(application)
    require(rules.may_organise(actor, body_id=held.contest.body_id))
    if not held.contest.supplement_days:
        raise Refused("no_supplement", N_("The terms of this contest give no time to add anything."))
    known = {one["code"] for one in held.form.fields} | rules.RESERVED
    if not codes or not set(codes) <= known:
        raise Refused("codes", N_("Say which answers are missing."))
    require(rules.check_reason(note))
    held.missing, held.note = list(codes), note.strip()
    held.supplement_until = rules.to_second(now + timedelta(days=held.contest.supplement_days))
    move_application(
        held, Application.State.INCOMPLETE.value, acts.INCOMPLETE, actor=actor, now=now, codes=sorted(codes)
    )
    return held


@transaction.atomic
def find_eligible(*, application: Application, actor: Actor, now: datetime) -> Application:
    """This will let an application go to the jury; refused until every rule is met."""
    held = held_application(application)
    require(rules.may_organise(actor, body_id=held.contest.body_id))
    if held.state != Application.State.SUBMITTED:
        require(rules.application_can_become(held.state, Application.State.ELIGIBLE.value))
    found = dict(Check.objects.filter(application=held).values_list("rule", "state"))
    require(rules.can_be_eligible([found.get(rule["code"], "unknown") for rule in held.contest.eligibility]))
    move_application(held, Application.State.ELIGIBLE.value, acts.ELIGIBLE, actor=actor, now=now)
    return held


@transaction.atomic
def find_not_eligible(*, application: Application, reason: str, actor: Actor, now: datetime) -> Application:
    """This will end an application with reasons; its applicant may object from now on for `objection_days`."""
    held = held_application(application)
    require(rules.may_organise(actor, body_id=held.contest.body_id))
    require(rules.check_reason(reason))
    held.reason = reason.strip()
    held.objection_until = rules.to_second(now + timedelta(days=held.contest.objection_days))
    move_application(held, Application.State.NOT_ELIGIBLE.value, acts.NOT_ELIGIBLE, actor=actor, now=now)
    release_reviews(held)
    return held
