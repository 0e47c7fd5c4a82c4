"""What is left of a person's applications when her data are erased: the sums and the decisions, not she."""

from datetime import datetime

from django.db import transaction

from ortaq.civic.contests.models import Application, Conflict, Juror, Objection, Review
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import require
from ortaq.core.people.rules import may_erase


@transaction.atomic
def erase_words(*, person: Person, actor: Actor, now: datetime) -> int:
    """This will empty a person's applications and what she wrote as a juror; gives how many applications there were.

    A winner's masked title and sum stay in the public table, without a name.
    """
    require(may_erase(actor))
    own = Application.objects.filter(applicant=person)
    Objection.objects.filter(application__in=own).update(text="•••")
    Conflict.objects.filter(juror__person=person).update(reason="•••")
    Review.objects.filter(juror__person=person).update(comment="")
    Juror.objects.filter(person=person).update(public_name="•••")
    return own.update(
        organisation="",
        contact_name="",
        contact_phone="",
        contact_email="",
        public_name="",
        public_name_agreed=False,
        title="",
        summary="",
        answers={},
        note="",
    )
