"""What a resident found not in order when a work was done becomes an appeal to the body that answers for it."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext, override

from ortaq.civic.reception.models import Appeal
from ortaq.civic.reception.services import intake
from ortaq.civic.works.models import Finding, Inspection
from ortaq.civic.works.queries import acceptance as queries
from ortaq.civic.works.services import acceptance
from ortaq.civic.works.templatetags.works import ITEMS
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_
from ortaq.engines.language import known

WORDS: Final = N_("Work No. %(number)s is done, but this is not so: “%(item)s” %(note)s")
TITLE: Final = N_("Not so: “%(item)s”")
"""A line of the check-list says how it should be; alone it would read as praise."""
LINK: Final = "defect"


@transaction.atomic
def open_all(*, inspection_id: int, actor: Actor, now: datetime) -> int:
    """This will open an appeal for every defect of an inspection, in the resident's name, and link it with the work.

    A second time opens none: the appeal is known by its form token, and the defect remembers it.
    """
    Inspection.objects.select_for_update().filter(pk=inspection_id).first()
    waiting = queries.without_appeal(inspection_id)
    for finding in waiting:
        _open(finding, actor=actor, now=now)
    return len(waiting)


def _open(finding: Finding, *, actor: Actor, now: datetime) -> Appeal:
    work, person = finding.inspection.work, finding.inspection.person
    card = work.matter
    language = known(person.language) or card.language
    with override(language):
        item = str(ITEMS[finding.item])
        title = gettext(TITLE) % {"item": item.rstrip(".")}
        text = gettext(WORDS) % {"number": card.number, "item": item, "note": finding.note}
    appeal = intake.open_appeal(
        kind=Appeal.Kind.MESSAGE.value,
        title=title,
        topic=None,
        text=text,
        language=language,
        lon=card.lon,
        lat=card.lat,
        address=card.address,
        district=work.district,
        place="point" if card.lon is not None else "none",
        applicant=person,
        publish=True,
        channel="portal",
        upload_token=finding.upload_token,
        form_token=f"defect-{finding.pk}",
        holder=work.body,
        actor=actor,
        now=now,
    )
    matters.link(origin=card, result=appeal.matter, kind=LINK, actor=actor, now=now)
    acceptance.note_appeal(finding=finding, appeal=appeal.matter, actor=actor, now=now)
    return appeal
