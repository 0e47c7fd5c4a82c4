"""The contest, its applications, its jury, and what follows the decision."""

from ortaq.civic.contests.models.applications import Application, Check
from ortaq.civic.contests.models.calls import Contest, Criterion, Form
from ortaq.civic.contests.models.juries import Conflict, Juror, Review, Score
from ortaq.civic.contests.models.outcomes import Agreement, Instalment, Objection

__all__ = [
    "Agreement",
    "Application",
    "Check",
    "Conflict",
    "Contest",
    "Criterion",
    "Form",
    "Instalment",
    "Juror",
    "Objection",
    "Review",
    "Score",
]
