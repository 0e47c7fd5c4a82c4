"""The database refuses to change what a value, a target or an edition says; only verifying and superseding go on.

SQLite has no trigger on DELETE: it would also stop `flush` (it empties tables row by row, PostgreSQL truncates).
A migration that remakes one of these tables on SQLite drops its trigger: it has to make it again.
"""

from django.db import migrations

FIXED = {
    "indicators_value": [
        "indicator_id", "territory_id", "period", "start", "end", "split", "amount", "source", "source_url", "licence",
        "measured_on", "note", "recorded_at", "recorded_by_id", "corrects_id", "digest",
    ],
    "indicators_target": [
        "indicator_id", "territory_id", "baseline", "baseline_on", "amount", "due_on", "source", "source_url", "set_at",
        "set_by_id",
    ],
    "indicators_indexedition": [
        "index_id", "edition", "published_on", "rank", "of", "score", "method", "source_url", "recorded_at",
        "recorded_by_id",
    ],
}
SAYS = "what was measured is never changed: a correction is a new row"


def _changed(columns: list[str], differs: str) -> str:
    return " OR ".join(f'new."{column}" {differs} old."{column}"' for column in columns)


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table, columns in FIXED.items():
            schema_editor.execute(
                f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} WHEN {_changed(columns, 'IS NOT')} "
                f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
            )
        return
    schema_editor.execute(
        f"""
        CREATE FUNCTION indicators_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$
        """
    )
    for table, columns in FIXED.items():
        schema_editor.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW "
            f"WHEN ({_changed(columns, 'IS DISTINCT FROM')}) EXECUTE FUNCTION indicators_refuse()"
        )


def backwards(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table in FIXED:
        schema_editor.execute(f"DROP TRIGGER {table}_fixed" + ("" if sqlite else f" ON {table}"))
    if not sqlite:
        schema_editor.execute("DROP FUNCTION indicators_refuse()")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
