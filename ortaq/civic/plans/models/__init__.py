"""Plans, their versions and their parts."""

from ortaq.civic.plans.models.parts import Layer, Paragraph, SupplementaryRule, Zone, ZoneClass
from ortaq.civic.plans.models.plans import Plan, PlanVersion

__all__ = [
    "Layer",
    "Paragraph",
    "Plan",
    "PlanVersion",
    "SupplementaryRule",
    "Zone",
    "ZoneClass",
]
