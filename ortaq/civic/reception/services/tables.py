"""Publishing a routing table: a new version in force, the old one kept for the appeals it routed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ortaq.civic.reception import rules
from ortaq.civic.reception.models import RoutingRow, RoutingTable
from ortaq.civic.reception.queries.routing import table_digest
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Body
from ortaq.engines import proof, routing


@transaction.atomic
def publish_table(*, version: str, rows: Sequence[Mapping[str, Any]], actor: Actor, now: datetime) -> RoutingTable:
    """This will put a table in force: rows of {"row", "topic", "territory", "holder", "body", "why"}, bodies by code.

    The same version with the same rows changes nothing; with other rows it is refused, as is a table without a
    catch-all.
    """
    require(rules.may_publish_table(actor))
    plain = [{name: row[name] for name in routing.ROW_FIELDS} for row in rows]
    try:
        routing.check_rows([routing.Row(**row) for row in plain])
    except proof.CaseError as error:
        raise Refused("table", N_("The routing table cannot be used: %(why)s"), why=str(error)) from error
    digest = table_digest(plain)
    known = RoutingTable.objects.filter(version=version).first()
    if known is not None:
        if known.digest != digest:
            raise Refused(
                "table_published",
                N_("Version %(version)s is published already: give the new one a new name."),
                version=version,
            )
        return known
    bodies = {body.code: body for body in Body.objects.filter(code__in={row["body"] for row in plain})}
    if missing := sorted({row["body"] for row in plain} - set(bodies)):
        raise Refused(
            "table_body", N_("The routing table names bodies nobody knows: %(codes)s"), codes=", ".join(missing)
        )
    RoutingTable.objects.filter(in_force=True).update(in_force=False)
    table = RoutingTable.objects.create(version=version, published_at=now, digest=digest, in_force=True)
    RoutingRow.objects.bulk_create(
        RoutingRow(
            table=table,
            row=row["row"],
            topic=row["topic"],
            territory=row["territory"],
            holder=row["holder"],
            body=bodies[row["body"]],
            why=row.get("why", {}),
        )
        for row in rows
    )
    return table
