"""What residents found when they looked at a work: sums for everyone, words for the body."""

from collections import Counter
from dataclasses import dataclass

from ortaq.civic.works.models import Finding, Inspection, Work
from ortaq.civic.works.rules.acceptance import items_of
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the check-list with how many say what."""

    item: str
    fine: int
    defects: int
    unseen: int


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How far residents have come with a work."""

    inspections: int
    lines: list[Line]
    open_defects: int
    settled: list[Finding]
    """Defects that are settled, with what was done about them."""
    appeals: list[Matter]
    """Public appeals defects became."""


def of_work(work: Work) -> Acceptance:
    """This will give what residents found, without who they are and without their words. Two statements."""
    found = list(Finding.objects.filter(inspection__work=work).select_related("appeal").order_by("pk").defer("note"))
    counted = Counter((finding.item, finding.state) for finding in found)
    items = dict.fromkeys(
        (*items_of(work.kind), *(item for item, _ in counted))
    )  # the kind may have been corrected since
    lines = [Line(item, *(counted[item, state] for state in ("fine", "defect", "unseen"))) for item in items]
    defects = [finding for finding in found if finding.state == Finding.State.DEFECT]
    public = [one.appeal for one in defects if one.appeal and one.appeal.visibility == Matter.Visibility.PUBLIC]
    return Acceptance(
        inspections=Inspection.objects.filter(work=work).count(),
        lines=lines,
        open_defects=sum(one.settled_on is None for one in defects),
        settled=[one for one in defects if one.settled_on is not None],
        appeals=public,
    )


def has_inspected(work: Work, actor: Actor) -> bool:
    """This will tell whether the actor has gone through the check-list of a work."""
    return bool(actor.person_id) and Inspection.objects.filter(work=work, person=actor.person_id).exists()


def defects(work: Work) -> list[Finding]:
    """This will list the defects of a work with their words, for those who keep it, the open ones first."""
    rows = Finding.objects.filter(inspection__work=work, state=Finding.State.DEFECT.value)
    return sorted(
        rows.select_related("appeal", "photo", "inspection__work").order_by("pk"),
        key=lambda one: one.settled_on is not None,
    )


def defect(work: Work, finding_id: int) -> Finding | None:
    """This will give one defect of a work, for those who keep it."""
    rows = Finding.objects.filter(inspection__work=work, state=Finding.State.DEFECT.value, pk=finding_id)
    return rows.select_related("inspection__work__body", "appeal").first()


def without_appeal(inspection_id: int) -> list[Finding]:
    """This will list the defects of one inspection that have become no appeal yet. One statement."""
    rows = Finding.objects.filter(
        inspection=inspection_id, state=Finding.State.DEFECT.value, appeal__isnull=True
    ).select_related("inspection__work__matter", "inspection__work__body", "inspection__person")
    return list(rows.order_by("pk"))
