"""Frameworks: published lists of ids, kept whole."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ortaq.civic.indicators.models import Framework, FrameworkItem
from ortaq.civic.indicators.rules import indicators as rules
from ortaq.civic.indicators.rules.rights import may_keep_frameworks
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require


@transaction.atomic
def keep_framework(
    *,
    code: str,
    name: Mapping[str, str],
    edition: str,
    publisher: str,
    items: Sequence[Mapping[str, Any]],
    url: str = "",
    note: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> Framework:
    """This will keep a framework with its ids in order; ids that left are gone unless an indicator stands for them.

    An item: code, name, and optionally section and checked. The same list again changes nothing.
    """
    require(may_keep_frameworks(actor))
    require(rules.check_code(code))
    require(rules.check_name(name))
    codes = [item["code"] for item in items]
    if len(set(codes)) != len(codes):
        raise Refused("twice", N_("An id stands in the list twice."))
    facts = {"name": dict(name), "edition": edition, "publisher": publisher, "url": url, "note": dict(note or {})}
    framework, _made = Framework.objects.update_or_create(code=code, defaults=facts)
    for position, item in enumerate(items, start=1):
        FrameworkItem.objects.update_or_create(
            framework=framework,
            code=item["code"],
            defaults={
                "name": dict(item["name"]), "section": item.get("section", ""), "checked": item.get("checked", False),
                "position": position,
            },
        )  # fmt: skip
    FrameworkItem.objects.filter(framework=framework, alignments__isnull=True).exclude(code__in=codes).delete()
    return framework
