"""A million appeals in a file, from the sentences of the demo city: GeoReport-bulk CSV, the same for the same
count.

`python bench/records.py FILE --rows N` writes it. As many processes as there are cores each live through the same
two years; their records are merged by time, so that the file reads as a city's register does.
"""

import argparse
import csv
import heapq
import multiprocessing
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.showing import Bar

START, END = date(2024, 11, 20), datetime(2026, 11, 20, 20, 0, tzinfo=ZoneInfo("Asia/Almaty"))
COLUMNS = (
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible",
    "requested_datetime", "updated_datetime", "address", "lat", "long",
)  # fmt: skip
PARTS = 4
"""Fixed, so that the file does not depend on the machine."""
BLOCK = 1_000


def part(number: int, rows: int) -> Iterator[tuple[object, ...]]:
    """This will give one process's records, the oldest first."""
    from ortaq.doors.terminal.demo.appeals import generate

    for made in generate(rows, seed=1000 + number, start=START, end=END):
        answer = next((step for step in made.steps if step.act == "appeal.answered"), None)
        yield (
            f"{number}-{made.external_id.removeprefix('demo-')}",
            "closed" if answer else "open",
            answer.text if answer else "",
            made.topic,
            made.topic,
            made.text,
            made.body,
            made.received_at.isoformat(),
            answer.at.isoformat() if answer else "",
            made.address,
            made.lat if made.lat is not None else "",
            made.lon if made.lon is not None else "",
        )


def shares(rows: int) -> list[int]:
    """This will share rows out to the processes."""
    return [rows // PARTS + (1 if number < rows % PARTS else 0) for number in range(PARTS)]


def _live(number: int, rows: int, queue: "multiprocessing.Queue[list[tuple[object, ...]] | None]") -> None:
    os.nice(5)
    block: list[tuple[object, ...]] = []
    for record in part(number, rows):
        block.append(record)
        if len(block) == BLOCK:
            queue.put(block)
            block = []
    queue.put(block)
    queue.put(None)


def _read(queue: "multiprocessing.Queue[list[tuple[object, ...]] | None]") -> Iterator[tuple[object, ...]]:
    while (block := queue.get()) is not None:
        yield from block


def write(path: Path, rows: int) -> int:
    """This will write the file and give its size in bytes."""
    bar = Bar("writing records", rows)
    context = multiprocessing.get_context("spawn")
    queues = [context.Queue(maxsize=8) for _ in range(PARTS)]
    living = [
        context.Process(target=_live, args=(number, count, queue), daemon=True)
        for number, (count, queue) in enumerate(zip(shares(rows), queues, strict=True))
    ]
    for process in living:
        process.start()
    when = COLUMNS.index("requested_datetime")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        merged = heapq.merge(*map(_read, queues), key=lambda record: (str(record[when]), str(record[0])))
        for done, record in enumerate(merged, start=1):
            writer.writerow(record)
            if done % BLOCK == 0:
                bar(done)
    for process in living:
        process.join()
    bar(rows)
    return path.stat().st_size


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    given = parser.parse_args()
    print(f"{write(given.file, given.rows):,} bytes")
