"""Contests at the organisers' desk."""

from dataclasses import dataclass

from django.db.models import Count, Q

from ortaq.civic.contests import rules
from ortaq.civic.contests.models import Agreement, Application, Contest, Objection
from ortaq.core.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Counts:
    """How many applications are in each state; of drafts only how many there are."""

    draft: int = 0
    submitted: int = 0
    incomplete: int = 0
    eligible: int = 0
    not_eligible: int = 0
    waiting: int = 0
    funded: int = 0
    not_funded: int = 0
    withdrawn: int = 0
    open_objections: int = 0

    @property
    def sent(self) -> int:
        """What counts as received."""
        return (
            self.submitted + self.incomplete + self.eligible + self.not_eligible
            + self.waiting + self.funded + self.not_funded
        )  # fmt: skip


def contests(actor: Actor) -> list[Contest]:
    """This will list the contests of the bodies the actor organises for, the newest deadline first, with `to_check`."""
    bodies = [body for body in actor.body_ids if rules.may_organise(actor, body_id=body)]
    return list(
        Contest.objects.filter(body__in=bodies)
        .select_related("matter", "body")
        .annotate(
            to_check=Count("applications", filter=Q(applications__state=Application.State.SUBMITTED), distinct=True)
        )
        .order_by("-closes_at", "-pk")
    )


def get(code: str, actor: Actor) -> Contest | None:
    """This will give a contest to its organisers (second factor), None to everybody else."""
    found = Contest.objects.select_related(
        "matter", "body", "territory", "assignment_record", "ranking_record", "lot_record"
    )
    contest = found.filter(code=code).first()
    if contest is None or not rules.may_organise(actor, body_id=contest.body_id):
        return None
    return contest


def counts(contest: Contest) -> Counts:
    """This will count a contest's applications by state. Two statements."""
    rows = Application.objects.filter(contest=contest).values_list("state").annotate(n=Count("pk"))
    found = {state: n for state, n in rows if state in Counts.__dataclass_fields__}
    objections = Objection.objects.filter(application__contest=contest, state=Objection.State.OPEN).count()
    return Counts(**found, open_objections=objections)


def queue(contest: Contest, *, state: str = "submitted", after: int = 0, limit: int = 20) -> list[Application]:
    """This will list sent applications in a state by number, those after a card's id; drafts never. One statement."""
    found = Application.objects.filter(contest=contest, state=state, pk__gt=after).exclude(
        state=Application.State.DRAFT
    )
    return list(found.select_related("matter", "applicant", "form").prefetch_related("checks").order_by("pk")[:limit])


def application(contest: Contest, number: str) -> Application | None:
    """This will give one sent application of a contest the actor was given by `get`."""
    found = Application.objects.select_related("matter", "contest__body", "contest__matter", "form", "applicant")
    return found.filter(contest=contest, matter__number=number, state__in=rules.SENT).first()


def waiting(contest: Contest) -> list[Application]:
    """This will list those the scores cannot tell apart, by number."""
    found = Application.objects.filter(contest=contest, state=Application.State.WAITING)
    return list(found.select_related("matter", "applicant").order_by("matter__number"))


def ranked(contest: Contest) -> list[Application]:
    """This will list what the jury judged, best first, for the head before the results are told. One statement."""
    found = Application.objects.filter(contest=contest).exclude(band="").select_related("matter")
    return sorted(found, key=lambda one: (one.place or 10**6, one.matter.number))


def objections(contest: Contest) -> list[Objection]:
    """This will list objections, open ones first. One statement."""
    found = Objection.objects.filter(application__contest=contest).select_related("application__matter")
    return sorted(found, key=lambda one: (one.state != Objection.State.OPEN, one.filed_at))


def objection(contest: Contest, pk: int) -> Objection | None:
    """This will give one objection of a contest."""
    found = Objection.objects.filter(application__contest=contest, pk=pk)
    return found.select_related("application__matter", "application__contest").first()


def agreements(contest: Contest) -> list[Agreement]:
    """This will list agreements with their instalments. Two statements."""
    found = Agreement.objects.filter(application__contest=contest).select_related("application__matter")
    return list(found.prefetch_related("instalments").order_by("pk"))


def without_agreement(contest: Contest) -> list[Application]:
    """This will list winners of a grant with whom no agreement is signed yet."""
    found = Application.objects.filter(contest=contest, state=Application.State.FUNDED, granted__gt=0, agreement=None)
    return list(found.select_related("matter").order_by("place", "pk"))
