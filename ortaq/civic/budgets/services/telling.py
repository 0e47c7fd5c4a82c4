"""Who hears of what became of a project: its author, once per event, in her language."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from ortaq.civic.budgets import acts
from ortaq.civic.budgets.models import Project
from ortaq.core.journal.models import Entry
from ortaq.core.matters.localized import words
from ortaq.core.notices import services as notices
from ortaq.core.notices.rules import event_of
from ortaq.core.people.actor import Actor

KINDS: dict[str, str] = {
    acts.CHECKED: "project_checked",
    acts.WITHDRAWN: "project_withdrawn",
    acts.WON: "project_won",
    acts.LOST: "project_lost",
}
"""act → template; what is not here is told to nobody."""


@transaction.atomic
def tell_about(*, entry: Entry, actor: Actor, now: datetime) -> int:
    """This will tell a project's author of one journal entry; what she did herself is not told back to her.

    Returns how many messages were written; the same entry again writes none.
    """
    kind = KINDS.get(entry.act)
    if kind is None:
        return 0
    project = Project.objects.select_related("matter", "author", "call", "pot__district").get(pk=entry.matter_id)
    person = project.author
    if person is None or entry.person_id == person.pk:
        return 0
    language = person.language
    page = f"{settings.ORIGIN}/{language}/budgets/{project.call.code}"
    written = notices.tell(
        person=person,
        event=event_of(entry.pk),
        kind=kind,
        matter=project.matter,
        context={
            "number": project.matter.number,
            "title": project.matter.title,
            "call": words(project.call.name, language),
            "district": words(project.pot.district.name, language),
            "feasible": entry.data.get("feasible", False),
            "reasons": entry.data.get("reasons", "") or entry.data.get("reason", ""),
            "page": f"{page}/projects/{project.matter.number}/",
        },
        actor=actor,
        now=now,
    )
    return int(written is not None)
