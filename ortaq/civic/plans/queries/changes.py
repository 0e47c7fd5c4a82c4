"""What differs between two versions of a plan."""

from typing import Any

from ortaq.civic.plans.models import PlanVersion
from ortaq.civic.plans.queries import areas, texts
from ortaq.civic.plans.rules.changes import Change, between, counts


def of_text(before: PlanVersion | None, after: PlanVersion) -> list[Change]:
    """This will lay the texts of two versions over each other; without a version before everything is new.

    Two statements.
    """
    return between(texts.kept(before) if before else [], texts.kept(after))


def counted(version: PlanVersion) -> dict[str, dict[str, Any]]:
    """This will count what differs from the version before: kept once when the version is published."""
    return {"text": counts(of_text(version.before, version)), "zones": areas.counted(version)}
