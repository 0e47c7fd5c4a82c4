"""Plans, their versions and parts, what is said about them, and how a village plan goes on."""

from ortaq.civic.plans.models.cards import PartCard
from ortaq.civic.plans.models.gatherings import Attendance, Gathering, Group
from ortaq.civic.plans.models.grants import GrantCall, GrantInstalment, GrantReport, MicroGrant
from ortaq.civic.plans.models.parts import Layer, Paragraph, SupplementaryRule, Zone, ZoneClass
from ortaq.civic.plans.models.plans import Plan, PlanVersion
from ortaq.civic.plans.models.progress import Actual, MeasureStep, Spending, YearReport
from ortaq.civic.plans.models.remarks import Anchor, Remark, RemarkLens
from ortaq.civic.plans.models.village import Measure, Need, NeedWords, Resource, Result

__all__ = [
    "Actual",
    "Anchor",
    "Attendance",
    "Gathering",
    "GrantCall",
    "GrantInstalment",
    "GrantReport",
    "Group",
    "Layer",
    "Measure",
    "MeasureStep",
    "MicroGrant",
    "Need",
    "NeedWords",
    "Paragraph",
    "PartCard",
    "Plan",
    "PlanVersion",
    "Remark",
    "RemarkLens",
    "Resource",
    "Result",
    "Spending",
    "SupplementaryRule",
    "YearReport",
    "Zone",
    "ZoneClass",
]
