"""Indicators: defined, put right, aligned with frameworks, linked with what they measure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from ortaq.civic.indicators import acts
from ortaq.civic.indicators.models import Alignment, FrameworkItem, Indicator
from ortaq.civic.indicators.rules import indicators as rules
from ortaq.civic.indicators.rules.rights import may_keep
from ortaq.civic.indicators.rules.words import FITS
from ortaq.civic.indicators.services._held import held_indicator, tell, today_of
from ortaq.core.matters import queries as matter_queries
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.matters.models import Link, Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Body, Territory
from ortaq.engines.language import LANGUAGES

MEASURED = "measured"
"""The kind of link from what was planned, decided or built to the indicator that shows what came of it."""
CHANGEABLE = frozenset(
    {"name", "definition", "theme", "direction", "decimals", "frequency", "lag_days", "formula", "rule", "figure"}
)


@transaction.atomic
def keep_indicator(
    *,
    code: str,
    body: Body,
    territory: Territory,
    name: Mapping[str, str],
    theme: str,
    unit: str,
    definition: Mapping[str, str] | None = None,
    direction: str = "none",
    decimals: int = 0,
    frequency: str = "year",
    lag_days: int = 180,
    formula: Mapping[str, str] | None = None,
    rule: str = "",
    figure: str = "",
    language: str = "kk",
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Indicator:
    """This will begin an indicator everyone sees: its definition, unit and keeper; values come after."""
    require(may_keep(actor, body_id=body.pk))
    require(rules.check_code(code))
    facts: dict[str, Any] = {
        "name": dict(name), "definition": dict(definition or {}), "theme": theme, "unit": unit,
        "direction": direction, "decimals": decimals, "frequency": frequency, "lag_days": lag_days,
        "formula": dict(formula or {}), "rule": rule, "figure": figure,
    }  # fmt: skip
    _check(facts)
    matter = matters.open_matter(
        kind="indicator",
        series=f"indicator-k{today_of(now).year}",
        title=words(name, language),
        language=language,
        territory=territory,
        channel="desk",
        stage="kept",
        visibility=Matter.Visibility.PUBLIC.value,
        actor=actor,
        now=now,
    )
    try:
        with transaction.atomic():
            made = Indicator.objects.create(
                matter=matter, code=code, body=body, territory=territory, demo=demo, **facts
            )
    except IntegrityError as error:
        raise Refused("code_taken", N_("Another indicator has this address already. Choose another one.")) from error
    _show(made, actor=actor, now=now)
    tell(made, acts.OPENED, unit=unit, theme=theme, actor=actor, now=now)
    return made


@transaction.atomic
def change_indicator(*, indicator: Indicator, changes: Mapping[str, Any], actor: Actor, now: datetime) -> Indicator:
    """This will put the words of an indicator right. Its unit stays: another unit is another indicator."""
    held = held_indicator(indicator)
    require(may_keep(actor, body_id=held.body_id))
    if not set(changes) <= CHANGEABLE:
        raise Refused("field", N_("This cannot be changed: values already stand in it."))
    changed = {name: value for name, value in changes.items() if getattr(held, name) != value}
    if not changed:
        return held
    for name, value in changed.items():
        setattr(held, name, value)
    _check({name: getattr(held, name) for name in (*CHANGEABLE, "unit")})
    held.save(update_fields=list(changed))
    _show(held, actor=actor, now=now)
    tell(held, acts.CHANGED, fields=sorted(changed), actor=actor, now=now)
    return held


def _check(facts: Mapping[str, Any]) -> None:
    require(rules.check_name(facts["name"]))
    require(
        rules.check_described(
            theme=facts["theme"], unit=facts["unit"], direction=facts["direction"], frequency=facts["frequency"],
            decimals=facts["decimals"], lag_days=facts["lag_days"],
        )
    )  # fmt: skip
    require(rules.check_computed(facts["rule"], facts["figure"]))


def _show(indicator: Indicator, *, actor: Actor, now: datetime) -> None:
    """The card's title and the words the search finds it by, in all three languages."""
    matter = indicator.matter
    matter.title = words(indicator.name, matter.language)[: matters.TITLE]
    matter.save(update_fields=["title"])
    ids = Alignment.objects.filter(indicator=indicator).values_list("item__code", flat=True)
    said = [content.get(code, "") for content in (indicator.name, indicator.definition) for code in LANGUAGES]
    text = "\n".join(filter(None, [*said, *ids]))
    matters.index_text(matter=matter, text=text, language=matter.language, actor=actor, now=now)


@transaction.atomic
def align(
    *,
    indicator: Indicator,
    item: FrameworkItem,
    fit: str,
    note: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> Alignment:
    """This will say that an indicator stands for an id of a framework; said again it changes fit and note."""
    held = held_indicator(indicator)
    require(may_keep(actor, body_id=held.body_id))
    if fit not in FITS:
        raise Refused("fit", N_("An indicator fits an id exactly or closely."))
    said = {"fit": fit, "note": dict(note or {})}
    aligned, _made = Alignment.objects.update_or_create(indicator=held, item=item, defaults=said)
    _show(held, actor=actor, now=now)
    tell(held, acts.ALIGNED, framework=item.framework.code, id=item.code, fit=fit, actor=actor, now=now)
    return aligned


@transaction.atomic
def part(*, alignment: Alignment, actor: Actor, now: datetime) -> None:
    """This will take that back."""
    held = held_indicator(alignment.indicator)
    require(may_keep(actor, body_id=held.body_id))
    item = alignment.item
    alignment.delete()
    _show(held, actor=actor, now=now)
    tell(held, acts.PARTED, framework=item.framework.code, id=item.code, actor=actor, now=now)


@transaction.atomic
def link_matter(*, indicator: Indicator, number: str, actor: Actor, now: datetime) -> Link:
    """This will say that an indicator measures what came of a public matter: a plan, a decision, a work."""
    held = held_indicator(indicator)
    require(may_keep(actor, body_id=held.body_id))
    origin = matter_queries.get(number, actor)
    if origin is None or origin.visibility != Matter.Visibility.PUBLIC:
        raise Refused("no_matter", N_("There is no public matter with this number."))
    known = Link.objects.filter(origin=origin, result=held.matter, kind=MEASURED).first()
    if known is not None:
        return known
    made = matters.link(origin=origin, result=held.matter, kind=MEASURED, actor=actor, now=now)
    tell(held, acts.LINKED, number=origin.number, actor=actor, now=now)
    return made
