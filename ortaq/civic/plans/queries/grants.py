"""Micro-grants of a plan and of a measure, with what was promised and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import GrantCall, GrantInstalment, GrantReport, Measure, MicroGrant, Plan, PlanVersion
from ortaq.civic.plans.rules import grants as rules
from ortaq.core.journal.models import Entry
from ortaq.core.matters import queries as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor

CONTEST = "contest"
"""Kind of the card of a contest."""
OFFERED = 100


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant with its instalments and reports, the oldest first."""

    grant: MicroGrant
    instalments: Sequence[GrantInstalment]
    reports: Sequence[GrantReport]
    least: int

    @property
    def paid(self) -> int:
        """Tiyn that have gone to her."""
        return sum(one.amount for one in self.instalments if one.paid_on)

    @property
    def share(self) -> int:
        """Her own per cent of the whole cost."""
        return rules.share(self.grant.own_amount, self.grant.amount)

    @property
    def short(self) -> bool:
        """Whether she brings less than the call asks for."""
        return not rules.enough(self.grant.own_amount, self.grant.amount, self.least)

    @property
    def newest(self) -> GrantReport | None:
        return self.reports[-1] if self.reports else None

    @property
    def state(self) -> str:
        """Where it stands: given, paid (something), reported, finished."""
        if self.newest is not None:
            return "finished" if self.newest.finished else "reported"
        return "paid" if self.paid else "given"


@dataclass(frozen=True, slots=True)
class Called:
    """A call with its grants and the measure it hangs on; None where the newest version has it no more."""

    call: GrantCall
    measure: Measure | None
    grants: Sequence[Grant]

    @property
    def granted(self) -> int:
        return sum(one.grant.amount for one in self.grants)


@dataclass(frozen=True, slots=True)
class Sums:
    """What all grants come to: money in tiyn; promised and made jobs of youth and women; people reached."""

    grants: int = 0
    money: int = 0
    paid: int = 0
    own: int = 0
    promised_youth: int = 0
    promised_women: int = 0
    jobs: int = 0
    youth: int = 0
    women: int = 0
    people: int = 0
    reported: int = 0
    """Grants there is a report of."""


@dataclass(frozen=True, slots=True)
class Granted:
    """Calls with their grants, and what all of them come to."""

    calls: Sequence[Called]
    sums: Sums = field(default_factory=Sums)


def of_plan(plan: Plan) -> Granted:
    """This will give every call of a plan with its grants. Six statements at most."""
    return _granted(plan, list(_calls(plan)))


def of_measure(plan: Plan, key: str) -> Granted:
    """This will give the calls that hang on one measure, with their grants. Six statements at most."""
    return _granted(plan, list(_calls(plan).filter(measure=key)))


def there_are(plan: Plan) -> bool:
    """This will say whether any call hangs on a measure of the plan. One statement."""
    return GrantCall.objects.filter(plan=plan).exists()


def call(plan: Plan, pk: int) -> GrantCall | None:
    """This will give a call of the plan."""
    return _calls(plan).filter(pk=pk).first()


def one(plan: Plan, call_pk: int, number: int) -> tuple[Called, Grant] | None:
    """This will give a grant with the call it belongs to. Six statements at most."""
    found = _granted(plan, list(_calls(plan).filter(pk=call_pk))).calls
    return next(((here, grant) for here in found for grant in here.grants if grant.grant.number == number), None)


def next_number(of: GrantCall) -> int:
    """This will give the number the next grant of a call gets. One statement."""
    last = MicroGrant.objects.filter(call=of).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _calls(plan: Plan) -> QuerySet[GrantCall]:
    return GrantCall.objects.filter(plan=plan).select_related("plan", "contest").order_by("pk")


def _granted(plan: Plan, calls: list[GrantCall]) -> Granted:
    if not calls:
        return Granted([])
    grants = list(MicroGrant.objects.filter(call__in=calls).select_related("application").order_by("call", "number"))
    instalments: dict[int, list[GrantInstalment]] = {one.pk: [] for one in grants}
    reports: dict[int, list[GrantReport]] = {one.pk: [] for one in grants}
    for part in GrantInstalment.objects.filter(grant__in=grants).order_by("position"):
        instalments[part.grant_id].append(part)
    for told in GrantReport.objects.filter(grant__in=grants).order_by("on"):
        reports[told.grant_id].append(told)
    of_call: dict[int, list[Grant]] = {one.pk: [] for one in calls}
    least = {one.pk: one.own_share_least for one in calls}
    for grant in grants:
        shown = Grant(grant, instalments[grant.pk], reports[grant.pk], least[grant.call_id])
        of_call[grant.call_id].append(shown)
    known = measures(plan)
    rows = [Called(one, known.get(one.measure), of_call[one.pk]) for one in calls]
    return Granted(rows, _sums([grant for row in rows for grant in row.grants]))


def _sums(grants: Sequence[Grant]) -> Sums:
    newest = [one.newest for one in grants if one.newest is not None]
    return Sums(
        grants=len(grants),
        money=sum(one.grant.amount for one in grants),
        paid=sum(one.paid for one in grants),
        own=sum(one.grant.own_amount for one in grants),
        promised_youth=sum(one.grant.jobs_youth for one in grants),
        promised_women=sum(one.grant.jobs_women for one in grants),
        jobs=sum(one.jobs for one in newest),
        youth=sum(one.jobs_youth for one in newest),
        women=sum(one.jobs_women for one in newest),
        people=sum(one.people or 0 for one in newest),
        reported=len(newest),
    )


def measures(plan: Plan) -> Mapping[str, Measure]:
    """This will give the measures of the newest version by key, published ones before one in the making.

    Two statements.
    """
    versions = list(PlanVersion.objects.filter(plan=plan).order_by("-number").values_list("pk", "published_at")[:2])
    newest = next((pk for pk, published in versions if published), versions[0][0] if versions else None)
    rows = Measure.objects.filter(version=newest).select_related("version").order_by("position") if newest else []
    return {row.key: row for row in rows}


def contests(actor: Actor) -> list[Matter]:
    """This will list the contests the actor sees and no call has, the newest first. One statement."""
    found = matters.visible(actor, [CONTEST]).filter(grant_call__isnull=True)
    return list(found.order_by("-opened_at", "-pk")[:OFFERED])


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An agreement that was not signed in tenge: its grant waits to be given by hand."""

    call: int
    agreement: str
    currency: str


def left_out(plan: Plan) -> list[LeftOut]:
    """This will list the agreements the journey could not take over. One statement."""
    found = Entry.objects.filter(matter=plan.matter_id, act=acts.GRANT_LEFT_OUT).order_by("seq")
    return [LeftOut(one.data["call"], one.data["agreement"], one.data["currency"]) for one in found]
