"""What differs between two versions of a plan."""

from typing import Any

from ortaq.civic.plans.models import PlanVersion
from ortaq.civic.plans.queries import areas, texts, village_changes
from ortaq.civic.plans.rules import village_changes as village_rules
from ortaq.civic.plans.rules.changes import Change, between, counts


def of_text(before: PlanVersion | None, after: PlanVersion) -> list[Change]:
    """This will lay the texts of two versions over each other; without a version before everything is new.

    Two statements.
    """
    return between(texts.kept(before) if before else [], texts.kept(after))


def of_village(before: PlanVersion | None, after: PlanVersion) -> list[village_rules.Change]:
    """This will lay needs, measures, resources and results of two versions over each other by their keys.

    Four statements a version.
    """
    return village_rules.between(village_changes.parts(before) if before else [], village_changes.parts(after))


def counted(version: PlanVersion) -> dict[str, dict[str, Any]]:
    """This will count what differs from the version before: kept once when the version is published."""
    village = village_rules.counts(of_village(version.before, version))
    found = {"text": counts(of_text(version.before, version)), "zones": areas.counted(version)}
    return {**found, **({"village": village} if village else {})}
