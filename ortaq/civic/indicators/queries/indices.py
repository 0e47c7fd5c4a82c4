"""International indices with their editions; neighbours made by different methods are not compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ortaq.civic.indicators.models import IndexEdition, WorldIndex
from ortaq.civic.indicators.rules.indicators import comparable
from ortaq.civic.indicators.rules.rights import may_keep
from ortaq.core.people.actor import Actor

WITH = ("matter", "body")


@dataclass(frozen=True, slots=True)
class Watched:
    """An index with what its editions said, the earliest first."""

    index: WorldIndex
    editions: list[IndexEdition]

    @property
    def breaks(self) -> list[tuple[IndexEdition, IndexEdition]]:
        """Neighbours that may not be compared."""
        return [pair for pair in pairwise(self.editions) if not comparable(pair[0].method, pair[1].method)]

    @property
    def gained(self) -> int | None:
        """Places won since the edition before; None where there is none to compare with."""
        if len(self.editions) < 2 or not comparable(self.editions[-2].method, self.editions[-1].method):  # noqa: PLR2004, two to compare
            return None
        return self.editions[-2].rank - self.editions[-1].rank


def listing() -> list[Watched]:
    """This will list the indices with their editions. Two statements."""
    return _watched(list(WorldIndex.objects.select_related(*WITH).order_by("code")))


def get(code: str) -> Watched | None:
    """This will give one index with its editions. Two statements."""
    found = _watched(list(WorldIndex.objects.select_related(*WITH).filter(code=code)))
    return found[0] if found else None


def _watched(indices: list[WorldIndex]) -> list[Watched]:
    found = {one.pk: Watched(one, []) for one in indices}
    rows = IndexEdition.objects.filter(index__in=indices, superseded_at__isnull=True)
    for row in rows.order_by("published_on", "pk"):
        found[row.index_id].editions.append(row)
    return list(found.values())


def at_desk(actor: Actor) -> list[Watched]:
    """This will list the indices the actor's bodies watch. Two statements."""
    bodies = [body for body in actor.body_ids if may_keep(actor, body_id=body)]
    return _watched(list(WorldIndex.objects.filter(body__in=bodies).select_related(*WITH).order_by("code")))


def may_record(index: WorldIndex, actor: Actor) -> bool:
    """This will say whether the actor records editions of this index."""
    return bool(may_keep(actor, body_id=index.body_id))


def address_parts(matter_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the addresses of indices are made of. One statement."""
    rows = WorldIndex.objects.filter(pk__in=list(matter_ids))
    return {pk: {"code": code} for pk, code in rows.values_list("pk", "code")}
