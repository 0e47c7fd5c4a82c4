"""Sums of the groups people speak for: never a person, never fewer than ten."""

from django.db.models import Count, OuterRef, Subquery

from ortaq.civic.dialogue.models import CensusShare, Idea, PersonLens, Process
from ortaq.civic.dialogue.rules import lenses as rules
from ortaq.core.discussion.rules import lenses as groups
from ortaq.core.people.actor import Actor


def own(process: Process, actor: Actor) -> list[str]:
    """This will give the groups the actor speaks for in a process."""
    if actor.person_id is None:
        return []
    found = set(PersonLens.objects.filter(process=process, person=actor.person_id).values_list("lens", flat=True))
    return [lens for lens in groups.ANSWERS if lens in found]


def sums_of(root: Idea) -> dict[str, int]:
    """This will give lens → at least how many of the supporters of a root, where it may be shown. Two statements.

    Joined ideas have no sums of their own: one taken from the other would tell of the few between them.
    """
    if root.root_id is not None or root.supporters < 2 * rules.LEAST:
        return {}
    group = [root.pk, *Idea.objects.filter(root=root).values_list("pk", flat=True)]
    spoken = PersonLens.objects.filter(process=root.process_id, person__supports__matter__in=group)
    counted = spoken.values_list("lens").annotate(n=Count("person", distinct=True)).order_by()
    return rules.sums(dict(counted), people=root.supporters)


def compared(process: Process) -> tuple[int, list[rules.Comparison]]:
    """This will set the groups of a process beside the residents of its territory. Two statements.

    Gives how many people said which groups they speak for (in whole tens) with the comparisons, the least heard first.
    """
    counted = PersonLens.objects.filter(process=process)
    people = counted.values("person").distinct().count()
    counts = dict(counted.values_list("lens").annotate(n=Count("id")).order_by())
    return rules.tens(people), rules.compare(counts, people=people, census=census(process))


def census(process: Process) -> dict[str, tuple[int, int, str]]:
    """This will give lens → (per mille, year, source) of the newest count of the process' territory. One statement."""
    shares = CensusShare.objects.filter(territory=process.territory_id)
    newest = shares.filter(lens=OuterRef("lens")).order_by("-year").values("year")[:1]
    rows = shares.filter(year=Subquery(newest)).values_list("lens", "per_mille", "year", "source")
    return {lens: (per_mille, year, source) for lens, per_mille, year, source in rows}
