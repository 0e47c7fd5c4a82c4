"""What the queue runs for open data. Harmless when run again: the newest file of a table replaces the last."""

import tempfile
from pathlib import Path

from django.utils import timezone
from django_tasks import task

from ortaq.core.files import services as files
from ortaq.core.matters import datasets
from ortaq.core.people.actor import system


@task()
def export_open_data() -> int:
    """This will promise the files of every table, one task each, and give how many there are."""
    for dataset in datasets.published():
        export_dataset.enqueue(dataset_id=dataset.id)
    return len(datasets.published())


@task()
def export_dataset(dataset_id: str) -> int:
    """This will write one table in all its formats and give its rows; one that is gone has none."""
    from ortaq.doors.api import exports

    dataset = datasets.get(dataset_id)
    if dataset is None:
        return 0
    rows = 0
    with tempfile.TemporaryDirectory(prefix="ortaq-open-") as folder:
        for made in exports.write(dataset, Path(folder)):
            files.put_open_file(
                dataset=dataset.id,
                ending=made.ending,
                source=made.path,
                rows=made.rows,
                size=made.size,
                sha256=made.sha256,
                days=made.days,
                actor=system("open-data"),
                now=timezone.now(),
            )
            rows = made.rows
    return rows
