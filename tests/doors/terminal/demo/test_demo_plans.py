"""The demo's General Plan: sixty zones and more in two versions that can be read, walked and compared."""

from datetime import datetime
from typing import Any

import pytest

from ortaq.doors.terminal.demo.life import ALMATY

pytestmark = pytest.mark.django_db
END = datetime(2026, 11, 20, 15, 30, tzinfo=ALMATY)


def made(*, small: bool) -> Any:
    from ortaq.civic.plans.models import Plan
    from ortaq.core.people.actor import system
    from ortaq.doors.terminal.demo.founding import found_city
    from ortaq.doors.terminal.demo.plans import Plans

    Plans(found_city(actor=system("demo")), small=small).run(END)
    return Plan.objects.get()


def test_two_versions_with_sixty_zones_whose_land_adds_up() -> None:
    plan = made(small=False)
    second, first = plan.versions.all()
    assert first.published_at < second.published_at < END
    for version in (first, second):
        assert version.zones.count() >= 60
        assert {one.kind for one in version.supplements.all()} == {"historic_centre", "water_protection"}
        assert version.paragraphs.count() >= 12
        assert all(set(one.text) == {"kk", "ru", "en"} for one in version.paragraphs.all())
    assert {kind: second.changes["text"][kind] for kind in ("changed", "moved", "gone")} == {
        "changed": 4, "moved": 1, "gone": 1
    }  # fmt: skip
    counted = second.changes["zones"]
    assert sum(dm2 for old, _, dm2 in counted["cells"] if old) == pytest.approx(counted["before"], rel=1e-6)
    assert {old for old, new, _ in counted["cells"] if old != new} >= {"С-1", "П-1", "Ж-1"}
    themes = set(second.zones.values_list("zone_class__theme", flat=True)) | set(
        second.layers.values_list("theme", flat=True)
    )
    assert themes == {
        "housing", "environment", "transport", "industry", "stagnating", "commerce", "ecology", "historic_centre"
    }  # fmt: skip


def test_a_small_city_has_fewer_zones() -> None:
    assert made(small=True).versions.first().zones.count() == 24
