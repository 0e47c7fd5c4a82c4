"""The register of public works and what hangs on it."""

from ortaq.civic.works.models.acceptance import Finding, Inspection
from ortaq.civic.works.models.grants import GrantResult, Payment
from ortaq.civic.works.models.measures import Quantity, Total
from ortaq.civic.works.models.photos import PhotoPair
from ortaq.civic.works.models.works import Evidence, Step, Work
from ortaq.civic.works.models.workshops import Concept, Workshop

__all__ = [
    "Concept",
    "Evidence",
    "Finding",
    "GrantResult",
    "Inspection",
    "Payment",
    "PhotoPair",
    "Quantity",
    "Step",
    "Total",
    "Work",
    "Workshop",
]
