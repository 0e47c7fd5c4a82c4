"""How appeals are answered becomes figures of the city: days, on time, answered at all, by district."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.db.models import Count, Q

from ortaq.civic.indicators.rules.figures import Asked, Figure
from ortaq.civic.reception.models import Assignment
from ortaq.core.people.refusal import N_

COLUMNS: Final = ("appeal__matter__territory__code", "state", "days", "late")
Inputs = Mapping[str, Mapping[str, Any]]


class Group(NamedTuple):
    """So many duties to answer that ended alike."""

    place: str | None
    state: str
    days: int | None
    late: bool
    n: int


def _by_territory(asked: Asked) -> dict[str, list[Group]]:
    """Duties to give the answer registered in the period, by territory; the whole has those without a place too."""
    whole = asked.territories[0]
    here = Q(appeal__matter__territory__code=whole) | Q(appeal__matter__territory__code__startswith=f"{whole}.")
    nowhere = Q(appeal__matter__territory__isnull=True)
    rows = (
        Assignment.objects.filter(here | nowhere, lead=True, registered_on__range=(asked.start, asked.end))
        .exclude(state=Assignment.State.REDIRECTED)
        .order_by()
        .values_list(*COLUMNS)
        .annotate(n=Count("pk"))
    )
    found: defaultdict[str, list[Group]] = defaultdict(list)
    for row in rows:
        group = Group(*row)
        for code in _places(group.place, asked.territories):
            found[code].append(group)
    return found


def _places(place: str | None, territories: Sequence[str]) -> list[str]:
    """The asked territories a place lies in; what has no place counts for the whole alone."""
    if place is None:
        return [territories[0]]
    return [code for code in territories if place == code or place.startswith(f"{code}.")]


def _counted(count: Callable[[list[Group]], dict[str, Any]]) -> Callable[[Asked], Inputs]:
    return lambda asked: {code: count(groups) for code, groups in _by_territory(asked).items()}


def _days(groups: list[Group]) -> dict[str, Any]:
    days: Counter[int] = Counter()
    for group in groups:
        if group.state == Assignment.State.ANSWERED and group.days is not None:
            days[group.days] += group.n
    return {"days": [[one, days[one]] for one in sorted(days)]}


def _on_time(groups: list[Group]) -> dict[str, Any]:
    judged = [group for group in groups if group.late or group.days is not None]
    return {"part": sum(g.n for g in judged if not g.late), "whole": sum(g.n for g in judged)}


def _answered(groups: list[Group]) -> dict[str, Any]:
    answered = (group.n for group in groups if group.state == Assignment.State.ANSWERED)
    return {"part": sum(answered), "whole": sum(group.n for group in groups)}


FIGURES: Final = (
    Figure(
        id="appeal-days",
        title=N_("Days until an appeal is answered"),
        method=N_(
            "Working days from the registration of an appeal to its answer, for appeals registered in the period and "
            "answered by the day of counting. Redirected appeals count where they were answered. Fewer than five "
            "answers give no value."
        ),
        rules=("median",),
        count=_counted(_days),
    ),
    Figure(
        id="appeals-on-time",
        title=N_("Appeals answered on time"),
        method=N_(
            "part: appeals registered in the period and answered by their due day. whole: those answered or past "
            "their due day; silence counts as late. Fewer than five give no value."
        ),
        rules=("share",),
        count=_counted(_on_time),
    ),
    Figure(
        id="appeals-answered",
        title=N_("Appeals that got an answer"),
        method=N_(
            "part: appeals registered in the period and answered by the day of counting. whole: all appeals "
            "registered in it. Fewer than five give no value."
        ),
        rules=("share",),
        count=_counted(_answered),
    ),
)
