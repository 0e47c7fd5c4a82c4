"""From the closed box to the signed protocol: ballots announced, seed drawn in public, winners, publication."""

from datetime import datetime

from django.db import connection, transaction

from ortaq.civic.budgets import acts
from ortaq.civic.budgets.models import Call, Count, PaperKey, Project
from ortaq.civic.budgets.queries import elections, papers, results, specs
from ortaq.civic.budgets.rules import calls as rules
from ortaq.civic.budgets.rules import papers as paper_rules
from ortaq.civic.budgets.rules.projects import Stage
from ortaq.civic.budgets.services._held import locked_call, step
from ortaq.core.decisions import services as decisions
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

TITLES = {
    "kk": "%(call)s, %(district)s: %(rule)s бойынша санау",
    "ru": "%(call)s, %(district)s: подсчёт, %(rule)s",
    "en": "%(call)s, %(district)s: count by %(rule)s",
}


@transaction.atomic
def announce_count(*, call: Call, actor: Actor, now: datetime) -> list[Count]:
    """This will publish all ballots of every district with both rules and their digests, before any seed is drawn.

    Nothing about the ballots can be changed after it. A district nobody voted for has nothing to count and none of its
    projects wins. Raises Refused while the vote is open or a paper form waits for its second key.
    """
    held = locked_call(call)
    require(rules.may_run(actor, body_id=held.body_id))
    require(rules.can_become(held.state, Call.State.DECIDED.value))
    require(paper_rules.may_count(open_forms=papers.open_forms(held)))
    if held.count_announced_at is not None:
        raise Refused("second", N_("The ballots have been announced already."))
    held.count_announced_at = now
    held.save(update_fields=["count_announced_at"])
    from ortaq.engines.choice import records

    _lay_anew(held)
    made = []
    for pot, election in elections.elections(held):
        if not election.groups:
            continue
        for binding, spec in ((True, held.spec), (False, held.beside)):
            rule = specs.spec_of(spec)
            decision = decisions.announce(
                rule="choice.count", version=1, case=records.case_of(election, rule),
                title=results.title_of(held, pot, str(rule.rule)), matter=held.matter, actor=actor, now=now,
            )  # fmt: skip
            made.append(Count(pot=pot, decision=decision, binding=binding, rule=str(rule.rule)))
    Count.objects.bulk_create(made)
    data = {"counts": {f"{c.pot.district.code} {c.rule}": c.decision.case_digest for c in made}}
    journal.write(act=acts.ANNOUNCED, matter=held.matter, data=data, body=held.body, actor=actor, now=now)
    return made


def _lay_anew(call: Call) -> None:
    """Write the ballots again in the order of their random ids.

    PostgreSQL keeps rows in the order they came and with the number of their transaction; both are gone after this.
    On SQLite the table lies in the order of its ids from the beginning.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE laid_anew ON COMMIT DROP AS SELECT * FROM budgets_ballot WHERE call_id = %s", [call.pk]
        )
        cursor.execute("DELETE FROM budgets_ballot WHERE call_id = %s", [call.pk])
        cursor.execute("INSERT INTO budgets_ballot SELECT * FROM laid_anew ORDER BY id")


@transaction.atomic
def decide_count(*, call: Call, seed: str, seed_source: str, actor: Actor, now: datetime) -> Call:
    """This will count every district by both rules with the seed drawn in public, and say of every project why.

    The binding rule elects; the seed orders ties alone. Raises Refused before the announcement and the second time.
    """
    held = locked_call(call)
    require(rules.may_run(actor, body_id=held.body_id))
    require(rules.can_become(held.state, Call.State.DECIDED.value))
    counts = list(Count.objects.filter(pot__call=held).select_related("pot__district", "decision").order_by("pk"))
    if held.count_announced_at is None:
        raise Refused("not_announced", N_("Announce the ballots first, then draw the seed."))
    if not seed.strip():
        raise Refused("seed", N_("Write the number that was drawn."))
    known = {pot.pk: election for pot, election in elections.elections(held)}
    winners: set[str] = set()
    for count in counts:
        decided = decisions.decide(
            decision=count.decision, seed=seed.strip(), seed_source=seed_source, actor=actor, now=now
        )
        if count.binding:
            winners |= set((decided.outcome or {})["winners"])
        count.why = results.reasons(known[count.pot_id], decided)
    Count.objects.bulk_update(counts, ["why"])
    _settle(held, winners, actor=actor, now=now)
    data: dict[str, object] = {"winners": sorted(winners), "seed": seed.strip()}
    return step(held, Call.State.DECIDED.value, act=acts.COUNTED, data=data, actor=actor, now=now)


def _settle(call: Call, winners: set[str], *, actor: Actor, now: datetime) -> None:
    """Write on every card whether its project won."""
    projects = list(
        Project.objects.filter(call=call, state=Stage.ON_BALLOT.value).select_related("matter").order_by("pk")
    )
    for project in projects:
        won = project.matter.number in winners
        project.state = Stage.WON.value if won else Stage.LOST.value
        matters.move(matter=project.matter, stage=project.state, actor=actor, now=now)
        journal.write(
            act=acts.WON if won else acts.LOST, matter=project.matter, data={"call": call.code}, body=call.body,
            actor=actor, now=now,
        )  # fmt: skip
    Project.objects.bulk_update(projects, ["state"], batch_size=200)


@transaction.atomic
def publish(*, call: Call, signed_by: str, actor: Actor, now: datetime) -> Call:
    """This will sign the protocol with a name and post and close the call for good.

    What was keyed of each paper form is forgotten; the forms themselves are kept. No row leads from a slip to marks.
    """
    held = locked_call(call)
    require(rules.may_run(actor, body_id=held.body_id))
    if not signed_by.strip():
        raise Refused("signed_by", N_("Write the name and post of whoever signs the protocol."))
    PaperKey.objects.filter(form__batch__call=held).update(projects=[], points=[])
    for won in Project.objects.filter(call=held, state=Stage.WON.value).select_related("matter").order_by("pk"):
        matters.link(origin=held.matter, result=won.matter, actor=actor, now=now)
    held.protocol_signed_by, held.published_at = signed_by.strip()[:200], now
    data: dict[str, object] = {"signed_by": held.protocol_signed_by}
    return step(held, Call.State.PUBLISHED.value, act=acts.PUBLISHED, data=data, actor=actor, now=now)
