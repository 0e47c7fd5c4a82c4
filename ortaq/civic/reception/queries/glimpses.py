"""Small views of the reception for the doors: the last weeks, what was fixed, the words around a find."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import connection

from ortaq.civic.reception import acts
from ortaq.civic.reception.models import Appeal, Fix
from ortaq.core.files import queries as files
from ortaq.core.files.models import StoredFile
from ortaq.core.journal.models import Entry

LOOKED_AT = 40
"""Newest repairs that are looked through for pictures."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A finished work with its pictures, as far as there are any."""

    fix: Fix
    before: StoredFile | None
    after: StoredFile | None


def repairs(limit: int = 3) -> list[Repair]:
    """This will give the newest finished works of public appeals, those with both pictures first; three statements."""
    done = Entry.objects.filter(act=acts.FIXED).order_by("-at").values_list("matter_id", flat=True)[:LOOKED_AT]
    fixes = list(
        Fix.objects.filter(appeal__in=list(done), appeal__listed=True)
        .select_related("appeal__matter", "appeal__topic", "appeal__district", "body", "evidence")
        .order_by("-said_at", "-id")
    )
    before: dict[int, StoredFile] = {}
    for photo in files.public_of([fix.appeal_id for fix in fixes], ["photo"]):
        if photo.matter_id is not None:
            before.setdefault(photo.matter_id, photo)
    found = [Repair(fix, before.get(fix.appeal_id), _ready(fix.evidence)) for fix in fixes]
    return sorted(found, key=lambda repair: repair.before is None or repair.after is None)[:limit]


def _ready(photo: StoredFile | None) -> StoredFile | None:
    is_shown = photo is not None and photo.state == StoredFile.State.READY and photo.visibility == "public"
    return photo if is_shown else None


def answers_by_week(now: datetime, weeks: int = 12) -> list[int]:
    """This will count the answers of each of the last weeks, the oldest first, [] where there were none; one statement.

    Each week is a stretch of the index (act, at); cutting moments into weeks row by row takes a hundred times as long.
    """
    ends = [now - timedelta(weeks=back) for back in range(weeks, -1, -1)]
    table, moment = connection.ops.quote_name(Entry._meta.db_table), connection.ops.adapt_datetimefield_value
    stretch = f"(SELECT COUNT(*) FROM {table} WHERE act = %s AND at > %s AND at <= %s)"  # noqa: S608, the model's name
    asked = [value for since, until in pairwise(ends) for value in (acts.ANSWERED, moment(since), moment(until))]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([stretch] * weeks)}", asked)
        counted = list(cursor.fetchone())
    return counted if any(counted) else []


def public_texts(matter_ids: Iterable[int]) -> dict[int, str]:
    """This will give the public words of listed appeals by matter id; one statement."""
    rows = Appeal.objects.filter(listed=True, pk__in=list(matter_ids))
    return dict(rows.values_list("pk", "public_text"))
