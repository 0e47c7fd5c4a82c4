"""Several processes take in one file; on a stage of their own, as they need a database that all of them see."""

import json

from bench.stage import Stage

TAKE_IN = """
import json
from datetime import UTC, datetime, timedelta
from ortaq.doors.terminal.house import open_house
open_house()
from ortaq.civic.reception.models import Appeal, Assignment
from ortaq.civic.reception.rules.mapping import BadRow, ImportRow
from ortaq.civic.reception.services import importing
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import system

NOW = datetime(2026, 11, 20, tzinfo=UTC)
importing.BATCH = 40
rows = [
    ImportRow(line=n, id=f"r{n % 300}", text=f"Яма № {n} на улице Абая, звоните +7 701 123 45 67",
              received_at=NOW - timedelta(hours=n), topic="roads.pothole", lon=76.9 + n / 3000, lat=43.2, address="Абая")
    for n in range(310)
]
rows.append(BadRow(999, "There is no text."))

def take(processes):
    told = importing.import_appeals(rows=rows, source="s", actor=system("import"), now=NOW, processes=processes)
    return [told.read, told.added, told.known, told.bad]

first, again = take(3), take(3)
print(json.dumps({
    "first": first, "again": again,
    "numbers": sorted(Appeal.objects.values_list("matter__number", flat=True))[:: 299],
    "ids": Appeal.objects.values("source_id").distinct().count(),
    "districts": Appeal.objects.values("district").distinct().count(),
    "leads": Assignment.objects.filter(lead=True).count(),
    "masked": Appeal.objects.filter(public_text__contains="•••").count(),
    "broken": journal.verify() is not None,
}))
"""


def test_processes_side_by_side_take_in_each_record_once():
    with Stage() as stage:
        stage.run("-m", "bench.city")
        told = json.loads(stage.run("-c", TAKE_IN).splitlines()[-1])
    assert told["first"] == [311, 300, 10, [[999, "There is no text."]]]
    assert told["again"] == [311, 0, 310, [[999, "There is no text."]]]
    assert (told["ids"], told["leads"], told["masked"], told["broken"]) == (300, 300, 300, False)
    assert told["numbers"] == ["2026-000001", "2026-000300"]
    assert told["districts"] > 1
