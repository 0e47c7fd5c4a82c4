"""The ballot box: rows with ids of their own, drawn at random."""

import secrets

from ortaq.civic.budgets.models import Ballot, Call, Receipt
from ortaq.civic.budgets.rules import ballots as rules

BITS = 62
"""Of a random id: nobody can count up from one row to the next."""


def random_id() -> int:
    """Draw the id of a row of the vote."""
    return secrets.randbits(BITS)


def put_in_box(call: Call, marks: rules.Marks, receipt: str) -> None:
    """Put a ballot in and its receipt on the list: two rows that know nothing of each other."""
    Ballot.objects.create(pk=random_id(), call_id=call.pk, projects=list(marks.projects), points=list(marks.points))
    Receipt.objects.create(pk=random_id(), call_id=call.pk, digest=rules.listed(call.code, receipt))
