"""Values from a CSV: all of them or none, with a report that names every line."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from ortaq.civic.indicators import acts
from ortaq.civic.indicators.models import Indicator
from ortaq.civic.indicators.rules import indicators as indicator_rules
from ortaq.civic.indicators.rules.measured import Measured
from ortaq.civic.indicators.rules.rights import may_keep
from ortaq.civic.indicators.rules.tables import MOST_FAULTS, Fault, Line, read
from ortaq.civic.indicators.services._held import held_indicator, tell
from ortaq.civic.indicators.services._rows import recorded
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Answer, Refused, no, require
from ortaq.core.territory import queries as territory


@dataclass(slots=True)
class Report:
    """What an import did: how many values came in, or why none did."""

    taken: int = 0
    faults: list[Fault] = field(default_factory=list)


class _NoneTaken(Exception):  # noqa: N818, it undoes, nobody did wrong
    pass


def import_values(*, indicator: Indicator, text: str, demo: bool = False, actor: Actor, now: datetime) -> Report:
    """This will take the values of a CSV (`rules.tables`): all of them, or none and a report of what is wrong where."""
    sheet = read(text)
    require(may_keep(actor, body_id=indicator.body_id))
    require(indicator_rules.can_be_brought(indicator.rule))
    report = Report(faults=list(sheet.faults))
    try:
        with transaction.atomic():
            held = held_indicator(indicator)
            _take(held, sheet.lines, report, demo=demo, actor=actor, now=now)
            if report.faults:
                raise _NoneTaken  # noqa: TRY301, this is how a transaction is undone
            tell(held, acts.IMPORTED, values=report.taken, actor=actor, now=now)
            matters.move(matter=held.matter, actor=actor, now=now)
    except _NoneTaken:
        report.taken = 0
        report.faults = sorted(report.faults, key=lambda fault: fault.number)[:MOST_FAULTS]
    return report


def _take(held: Indicator, lines: list[Line], report: Report, *, demo: bool, actor: Actor, now: datetime) -> None:
    """Record line by line in the order of time, so that a jump is seen against the value before it."""
    places = territory.by_code({line.territory for line in lines})
    for line in sorted(lines, key=lambda one: (one.period.start, one.number)):
        if len(report.faults) >= MOST_FAULTS:
            return
        place = places.get(line.territory)
        if place is None:
            report.faults.append(Fault(line.number, _unknown(line)))
            continue
        try:
            with transaction.atomic():
                recorded(held, place, _measured(line), demo=demo, actor=actor, now=now)
        except Refused as refused:
            report.faults.append(Fault(line.number, no(refused.code, refused.reason, **refused.params)))
        else:
            report.taken += 1


def _unknown(line: Line) -> Answer:
    return no("territory", N_("There is no territory “%(code)s”."), code=line.territory[:60])


def _measured(line: Line) -> Measured:
    return Measured(
        line.period, line.amount, line.unit, line.source, line.measured_on, split=line.split,
        source_url=line.source_url, licence=line.licence, state=line.state, confirmed=line.confirmed,
    )  # fmt: skip
