"""Sets the demo city up before its first appeal: places, bodies, topics, the table and the law."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ortaq.civic.reception.queries import topics as topic_queries
from ortaq.civic.reception.services import catalogue, tables
from ortaq.core.deadlines import services as deadlines
from ortaq.core.people.actor import Actor
from ortaq.core.territory import services as territory
from ortaq.doors.terminal.demo import atlas

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Topic
    from ortaq.core.territory.models import Body

NOT_PROVISIONS = {"code", "valid_from", "valid_to", "source", "terms"}


@dataclass(frozen=True)
class City:
    """What everything else stands on, by code."""

    bodies: "dict[str, Body]"
    topics: "dict[str, Topic]"


def founded_at() -> datetime:
    """Return the moment the routing table was published: the city existed from then on."""
    return datetime.fromisoformat(atlas.read("routing")["published_at"])


def found_city(*, actor: Actor) -> City:
    """Write the reference data through the services that own it; a second time changes nothing."""
    now = founded_at()
    drawn = atlas.read("territory")
    territory.import_boundaries(
        geojson=atlas.feature_collection(),
        code=f"schematic-{drawn['version']}",
        valid_from=date.fromisoformat(drawn["valid_from"]),
        source=" · ".join(drawn["source"].values()),
        licence="Apache-2.0",
        schematic=True,
        actor=actor,
        now=now,
    )
    territory.keep_features(rows=atlas.rows("base", "features"), schematic=True, actor=actor, now=now)
    bodies = territory.keep_bodies(rows=atlas.rows("bodies", "bodies"), actor=actor, now=now)
    catalogue.keep_topics(rows=atlas.rows("topics", "topics"), actor=actor, now=now)
    catalogue.replace_holdings(rows=atlas.rows("holders", "holders"), actor=actor, now=now)
    table = atlas.read("routing")
    tables.publish_table(version=table["version"], rows=table["rows"], actor=actor, now=now)
    _the_law(actor, now)
    return City(bodies, dict(topic_queries.forest().by_code))


def _the_law(actor: Actor, now: datetime) -> None:
    for version in atlas.rows("calendar", "versions"):
        deadlines.approve_calendar(
            version=version["version"],
            years=version["years"],
            source=version["source"],
            approved_on=date.fromisoformat(version["approved_on"]),
            in_force=version["in_force"],
            actor=actor,
            now=now,
        )
    for terms in atlas.rows("terms", "sets"):
        deadlines.approve_rule_set(
            code=terms["code"],
            valid_from=date.fromisoformat(terms["valid_from"]),
            valid_to=_day(terms["valid_to"]),
            source=terms["source"],
            terms=terms["terms"],
            provisions=_provisions(terms),
            actor=actor,
            now=now,
        )


def _provisions(terms: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in terms.items() if name not in NOT_PROVISIONS}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
