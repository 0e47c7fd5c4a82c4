"""Tables of indicators: what is measured, its values and targets, the frameworks it answers to, places in the world."""

from ortaq.civic.indicators.models.frameworks import Alignment, Framework, FrameworkItem
from ortaq.civic.indicators.models.indicators import Indicator
from ortaq.civic.indicators.models.indices import IndexEdition, WorldIndex
from ortaq.civic.indicators.models.values import Target, Value

__all__ = [
    "Alignment",
    "Framework",
    "FrameworkItem",
    "IndexEdition",
    "Indicator",
    "Target",
    "Value",
    "WorldIndex",
]
