"""The city's table of functional zones: published as a whole under its version, never changed afterwards."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from ortaq.civic.plans.models import ZoneClass
from ortaq.civic.plans.rules import zones as rules
from ortaq.civic.plans.rules.rights import may_keep_table
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require


@transaction.atomic
def keep_classes(
    *,
    rows: Sequence[Mapping[str, Any]],
    table_version: str,
    valid_from: date,
    source: str,
    actor: Actor,
    now: datetime,
) -> list[ZoneClass]:
    """This will publish a version of the code table.

    A row: {"code", "name", "meaning", "hilucs", "theme", "colour", "pattern"}. What zones of published plans mean
    stays as it was: a changed table is a new version.
    """
    require(may_keep_table(actor))
    for row in rows:
        require(rules.check_class(row))
    made = [
        ZoneClass(
            code=row["code"], name=dict(row["name"]), meaning=dict(row.get("meaning") or {}), hilucs=row["hilucs"],
            theme=row["theme"], colour=row["colour"], pattern=row.get("pattern", "plain"),
            table_version=table_version, valid_from=valid_from, source=source,
        )
        for row in rows
    ]  # fmt: skip
    if ZoneClass.objects.filter(table_version=table_version).exists():
        raise Refused("table_taken", N_("A published table does not change. Give the new one a version of its own."))
    try:
        with transaction.atomic():
            return ZoneClass.objects.bulk_create(made)
    except IntegrityError as error:
        raise Refused("class_twice", N_("Every code may be in the table only once.")) from error
