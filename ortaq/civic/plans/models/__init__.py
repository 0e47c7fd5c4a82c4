"""Plans, their versions and parts, the village plan, and what is said about them."""

from ortaq.civic.plans.models.parts import Layer, Paragraph, SupplementaryRule, Zone, ZoneClass
from ortaq.civic.plans.models.plans import Plan, PlanVersion
from ortaq.civic.plans.models.remarks import Anchor, Remark
from ortaq.civic.plans.models.village import (
    Actual,
    Attendance,
    Gathering,
    GrantInstalment,
    GrantReport,
    Group,
    Measure,
    MicroGrant,
    Need,
    Resource,
    Result,
    YearReport,
)

__all__ = [
    "Actual",
    "Anchor",
    "Attendance",
    "Gathering",
    "GrantInstalment",
    "GrantReport",
    "Group",
    "Layer",
    "Measure",
    "MicroGrant",
    "Need",
    "Paragraph",
    "Plan",
    "PlanVersion",
    "Remark",
    "Resource",
    "Result",
    "SupplementaryRule",
    "YearReport",
    "Zone",
    "ZoneClass",
]
