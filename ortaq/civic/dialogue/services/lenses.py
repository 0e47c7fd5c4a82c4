"""The groups a person speaks for, and the shares of groups among the residents."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import CensusShare, PersonLens, Process
from ortaq.civic.dialogue.rules import lenses as rules
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.services._held import tell
from ortaq.civic.dialogue.services._ideas import standing
from ortaq.core.discussion.rules import lenses as groups
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.people.rules import Rung
from ortaq.core.tasks.rows import hold


@transaction.atomic
def set_lenses(*, process: Process, lenses: Collection[str], actor: Actor, now: datetime) -> list[str]:
    """This will keep the groups a person speaks for in a process in place of the earlier ones; none at all forgets her.

    No journal knows of it: only sums leave this table.
    """
    person_id = standing(actor, least=Rung.ACCOUNT)
    require(groups.check(lenses))
    if process.state != Process.State.PUBLISHED:
        raise Refused("process_closed", N_("This dialogue is closed: its result stands on its page."))
    hold(Person.objects.filter(pk=person_id))  # her own row is the queue: two windows of hers come one after the other
    chosen = [lens for lens in groups.ANSWERS if lens in lenses]
    own = PersonLens.objects.filter(process=process, person=person_id)
    own.exclude(lens__in=chosen).delete()
    known = set(own.values_list("lens", flat=True))
    PersonLens.objects.bulk_create(
        [PersonLens(process=process, person_id=person_id, lens=lens) for lens in chosen if lens not in known]
    )
    return chosen


@transaction.atomic
def put_share(
    *, process: Process, lens: str, per_mille: int, year: int, source: str, actor: Actor, now: datetime
) -> CensusShare:
    """This will keep how many of a thousand residents of the process' territory a group makes up, by a named source."""
    require(rights.may_organise(actor, body_id=process.body_id))
    require(rules.check_share(lens=lens, per_mille=per_mille, year=year, source=source))
    given = {"per_mille": per_mille, "source": source.strip()[:300]}
    share, _ = CensusShare.objects.update_or_create(territory=process.territory, lens=lens, year=year, defaults=given)
    data = {"field": "census", "lens": lens, "per_mille": per_mille, "year": year}
    tell(process, acts.PROCESS_CHANGED, actor=actor, now=now, public=False, **data)
    return share
