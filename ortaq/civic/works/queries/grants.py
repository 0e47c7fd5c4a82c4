"""Grants as everyone sees them: money part by part, and what came of it."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from ortaq.civic.works.models import GrantResult, Payment, Work
from ortaq.civic.works.queries.works import WITH
from ortaq.core.matters.models import Matter

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Delivered:
    """A grant with its newest result."""

    work: Work
    result: GrantResult | None


@dataclass(frozen=True, slots=True)
class Sums:
    """All public grants together; jobs and people from each one's newest result. Money is code → (granted, paid)."""

    works: int
    money: dict[str, tuple[int, int]]
    jobs: int
    youth: int
    women: int
    people: int
    finished: int


def listing(*, before: int = 0, limit: int = AT_ONCE) -> tuple[list[Delivered], int]:
    """This will list grants, the newest first, with what came of them, and the key of the next page. Two statements."""
    found = _public().select_related(*WITH).order_by("-pk")
    works = list((found.filter(pk__lt=before) if before else found)[: limit + 1])
    newest = {row.work_id: row for row in GrantResult.objects.filter(work__in=works[:limit], newest=True)}
    rows = [Delivered(work, newest.get(work.pk)) for work in works[:limit]]
    return rows, works[limit - 1].pk if len(works) > limit else 0


def sums() -> Sums:
    """This will give what grants have made together. Two statements."""
    money = {
        currency: (granted or 0, paid or 0)
        for currency, granted, paid in _public()
        .order_by("currency")
        .values_list("currency")
        .annotate(granted=Sum("planned"), paid=Sum("spent"))
    }
    told = GrantResult.objects.filter(newest=True, work__in=_public()).aggregate(
        jobs=Sum("jobs"),
        youth=Sum("jobs_youth"),
        women=Sum("jobs_women"),
        people=Sum("people"),
        finished=Count("pk", filter=Q(finished=True)),
        works=Count("work"),
    )
    return Sums(works=told.pop("works"), money=money, **{name: value or 0 for name, value in told.items()})


def _public() -> QuerySet[Work]:
    return Work.objects.filter(kind=Work.Kind.GRANT, matter__visibility=Matter.Visibility.PUBLIC)


def payments(work: Work) -> list[Payment]:
    """This will list the instalments of a grant. One statement."""
    return list(work.payments.select_related("work__body"))


def payment(work: Work, position: int) -> Payment | None:
    """This will give one instalment of a grant."""
    return work.payments.select_related("work__body").filter(position=position).first()


def results(work: Work) -> list[GrantResult]:
    """This will list what came of a grant, the newest first. One statement."""
    return list(work.results.order_by("-on"))
