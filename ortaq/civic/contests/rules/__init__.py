"""Stages, deadlines, questions, eligibility, rubric and rights of contests: plain Python."""

from ortaq.civic.contests.rules.blind import blind
from ortaq.civic.contests.rules.completeness import Sheet, check_particulars, what_lacks
from ortaq.civic.contests.rules.deadlines import (
    Window,
    in_grace,
    is_over,
    may_begin,
    may_object_to,
    may_send,
    may_supplement,
)
from ortaq.civic.contests.rules.eligibility import Facts, can_be_eligible, check_eligibility, look, verdict
from ortaq.civic.contests.rules.fields import (
    FILE,
    PARTICULARS,
    Missing,
    check_fields,
    check_value,
    known_answers,
    what_is_missing,
)
from ortaq.civic.contests.rules.outcomes import check_agreement, check_objection, check_reason, may_ask
from ortaq.civic.contests.rules.rights import (
    ORGANISERS,
    SIGNERS,
    Seat,
    is_own,
    may_apply,
    may_decide,
    may_declare,
    may_organise,
    may_score,
    may_sit,
)
from ortaq.civic.contests.rules.rubric import Line, check_rubric, check_scores, span, total
from ortaq.civic.contests.rules.stages import SENT, application_can_become, can_become

__all__ = [
    "FILE",
    "ORGANISERS",
    "PARTICULARS",
    "SENT",
    "SIGNERS",
    "Facts",
    "Line",
    "Missing",
    "Seat",
    "Sheet",
    "Window",
    "application_can_become",
    "blind",
    "can_be_eligible",
    "can_become",
    "check_agreement",
    "check_eligibility",
    "check_fields",
    "check_objection",
    "check_particulars",
    "check_reason",
    "check_rubric",
    "check_scores",
    "check_value",
    "in_grace",
    "is_over",
    "is_own",
    "known_answers",
    "look",
    "may_apply",
    "may_ask",
    "may_begin",
    "may_decide",
    "may_declare",
    "may_object_to",
    "may_organise",
    "may_score",
    "may_send",
    "may_sit",
    "may_supplement",
    "span",
    "total",
    "verdict",
    "what_is_missing",
    "what_lacks",
]
