"""Processes and what happens in them: content, forums, statements, ideas, fates."""

from ortaq.civic.dialogue.models.forums import (
    Forum,
    MinuteParagraph,
    ProgrammeItem,
    Question,
    QuestionVote,
    Registration,
)
from ortaq.civic.dialogue.models.ideas import CensusShare, Cluster, ClusterMember, Idea, IdeaStem, Joining, PersonLens
from ortaq.civic.dialogue.models.processes import Content, ContentVersion, Phase, Process
from ortaq.civic.dialogue.models.statements import (
    OpinionCount,
    OpinionSeat,
    Showing,
    Statement,
    StatementVote,
    StatementWay,
)

__all__ = [
    "CensusShare",
    "Cluster",
    "ClusterMember",
    "Content",
    "ContentVersion",
    "Forum",
    "Idea",
    "IdeaStem",
    "Joining",
    "MinuteParagraph",
    "OpinionCount",
    "OpinionSeat",
    "PersonLens",
    "Phase",
    "Process",
    "ProgrammeItem",
    "Question",
    "QuestionVote",
    "Registration",
    "Showing",
    "Statement",
    "StatementVote",
    "StatementWay",
]
