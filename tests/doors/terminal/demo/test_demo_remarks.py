"""What the demo's residents say about the General Plan: in three languages, on every kind of part, mostly answered."""

import random
from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from ortaq.doors.terminal.demo import atlas
from ortaq.doors.terminal.demo.life import ALMATY

END = datetime(2026, 11, 20, 15, 30, tzinfo=ALMATY)


def made(*, small: bool) -> Any:
    """The plan as the demo lays it, with residents whose papers a desk has seen for the budget."""
    from ortaq.civic.plans.models import Plan
    from ortaq.core.people.actor import system
    from ortaq.doors.terminal.demo.budgets import Budgets
    from ortaq.doors.terminal.demo.cast import gather
    from ortaq.doors.terminal.demo.founding import found_city, founded_at
    from ortaq.doors.terminal.demo.plans import Plans
    from ortaq.doors.terminal.demo.remarks import Remarks

    city = found_city(actor=system("demo"))
    cast = gather(city.bodies, actor=system("demo"), now=founded_at())
    Budgets(city, cast, random.Random(7), projects=3, forms=3).run(END)
    Plans(city, small=small, said=Remarks(city, cast, small=small)).run(END)
    return Plan.objects.get()


def test_the_data_says_nothing_twice() -> None:
    told = atlas.read("remarks")
    rows = told["remarks"]
    assert len(rows) >= 150
    assert len({row[7] for row in rows}) == len({row[8] for row in rows}) == len(rows)
    languages = Counter(row[1] for row in rows)
    assert min(languages[one] for one in ("kk", "ru", "en")) >= 30
    answers = {row[6] for row in rows if row[6] and not row[6].startswith(("held", "rejected", ":"))}
    assert answers == set(told["answers"])
    for body, _fate, reason, *_forwarded in told["answers"].values():
        assert body
        assert {"kk", "ru"} <= set(reason)


@pytest.mark.django_db
def test_the_city_talks_about_both_versions_and_most_is_answered() -> None:
    from ortaq.civic.plans.models import Anchor, Remark
    from ortaq.civic.plans.queries import matrix

    plan = made(small=False)
    second, first = plan.versions.all()
    shown = Remark.objects.filter(plan=plan, state="shown")
    assert shown.count() >= 150
    assert {"held", "rejected"} <= set(Remark.objects.values_list("state", flat=True))
    assert set(shown.values_list("matter__language", flat=True)) == {"kk", "ru", "en"}
    assert set(shown.values_list("kind", flat=True)) == {"comment", "idea", "amendment"}
    on_first = Anchor.objects.filter(version=first)
    assert set(on_first.values_list("part", flat=True)) == {"paragraph", "zone", "layer", "shape"}
    drawn = {one["type"] for one in on_first.filter(part="shape").values_list("shape", flat=True)}
    assert drawn == {"Point", "LineString", "Polygon"}
    sums = matrix.sums(second)
    assert sums.total == shown.count(), "everything said is carried to the newest version"
    assert set(sums.places) == {"made", "kept", "moved", "changed", "orphaned"}
    assert set(sums.fates) == {"adopted", "partly", "planned", "not_adopted", "outside", "open"}
    assert sums.answered / sums.total > 0.8
    assert len(sums.bodies) >= 8
    standing = Counter(str(line.standing) for line in matrix.every(second, now=END))
    assert set(standing) == {"in_time", "late", "overdue", "open"}
    assert all("(демо)" in name or "(demo)" in name for name in shown.values_list("author__name", flat=True))
    assert shown.filter(supporters__gt=5).exists()


@pytest.mark.django_db
def test_a_small_city_says_less() -> None:
    from ortaq.civic.plans.models import Remark

    made(small=True)
    assert 15 <= Remark.objects.count() <= 50
    assert Remark.objects.exclude(fate="").exists()
