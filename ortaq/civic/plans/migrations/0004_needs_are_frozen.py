"""The parts of a village plan freeze with their version too; see 0002."""

import importlib

from django.db import migrations

frozen = importlib.import_module("ortaq.civic.plans.migrations.0002_published_is_frozen")
PARTS = ["plans_need", "plans_measure", "plans_resource", "plans_result"]


def forwards(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in frozen.sqlite_parts(PARTS) if on_sqlite else frozen.postgresql_parts(PARTS):
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in PARTS:
        for kind in ("closed", "fixed") if on_sqlite else ("fixed",):
            schema_editor.execute(f"DROP TRIGGER {table}_{kind}" + ("" if on_sqlite else f" ON {table}"))


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_remarks_and_villages")]

    operations = [migrations.RunPython(forwards, backwards)]
