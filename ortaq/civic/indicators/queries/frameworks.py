"""Frameworks: how much of each is covered, and by what."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from ortaq.civic.indicators.models import Alignment, Framework, FrameworkItem


@dataclass(frozen=True, slots=True)
class Covered:
    """A framework with how many of its ids an indicator stands for."""

    framework: Framework
    ids: int
    covered: int


@dataclass(frozen=True, slots=True)
class Item:
    """An id with the indicators that stand for it."""

    item: FrameworkItem
    alignments: list[Alignment] = field(default_factory=list)


def listing() -> list[Covered]:
    """This will list the frameworks and count what is covered. One statement."""
    rows = Framework.objects.annotate(
        ids=Count("items", distinct=True),
        covered=Count("items", filter=Q(items__alignments__isnull=False), distinct=True),
    ).order_by("code")
    return [Covered(row, row.ids, row.covered) for row in rows]


def get(code: str) -> Framework | None:
    """This will give a framework by its code."""
    return Framework.objects.filter(code=code).first()


def items(framework: Framework) -> list[Item]:
    """This will give the ids of a framework in its order, each with what stands for it. Two statements."""
    found = {row.pk: Item(row) for row in FrameworkItem.objects.filter(framework=framework).order_by("position")}
    rows = Alignment.objects.filter(item__framework=framework).select_related("indicator").order_by("indicator__code")
    for row in rows:
        found[row.item_id].alignments.append(row)
    return list(found.values())


def choices() -> list[FrameworkItem]:
    """This will list all ids of all frameworks. One statement."""
    return list(FrameworkItem.objects.select_related("framework").order_by("framework__code", "position"))


def item(pk: int) -> FrameworkItem | None:
    """This will give one id."""
    return FrameworkItem.objects.select_related("framework").filter(pk=pk).first()


def alignment(indicator_id: int, pk: int) -> Alignment | None:
    """This will give what an indicator says it stands for."""
    found = Alignment.objects.select_related("indicator", "item__framework")
    return found.filter(indicator=indicator_id, pk=pk).first()
