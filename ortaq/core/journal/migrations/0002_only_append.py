"""The database refuses to change or remove entries; only personal facts may be emptied.

SQLite has no trigger on DELETE: it would also stop `flush` (it empties tables row by row, PostgreSQL truncates). There a
removed entry shows in the chain and in the day's seal. See docs/decisions/0002-journal-chain.md.
"""

from django.db import migrations

FIXED = [
    "id", "matter_id", "seq", "act", "at", "role", "body_id", "data", "personal_digest", "public", "previous", "digest",
]  # fmt: skip
SAYS = "journal entries are never changed"


def sqlite_trigger() -> str:
    changed = " OR ".join(f'new."{column}" IS NOT old."{column}"' for column in FIXED)
    return f"""
    CREATE TRIGGER journal_entry_fixed BEFORE UPDATE ON journal_entry
    WHEN {changed} OR NOT (new.personal IS NULL AND new.person_id IS NULL AND new.salt = '')
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END
    """


def postgresql_triggers() -> list[str]:
    changed = " OR ".join(f'new."{column}" IS DISTINCT FROM old."{column}"' for column in FIXED)
    return [
        f"""
        CREATE FUNCTION journal_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$
        """,
        f"""
        CREATE TRIGGER journal_entry_fixed BEFORE UPDATE ON journal_entry FOR EACH ROW
        WHEN ({changed} OR NOT (new.personal IS NULL AND new.person_id IS NULL AND new.salt = ''))
        EXECUTE FUNCTION journal_entry_refuse()
        """,
        """
        CREATE TRIGGER journal_entry_kept BEFORE DELETE ON journal_entry FOR EACH ROW
        EXECUTE FUNCTION journal_entry_refuse()
        """,
    ]


def forwards(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in [sqlite_trigger()] if on_sqlite else postgresql_triggers():
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER journal_entry_fixed")
        return
    for name in ("journal_entry_fixed", "journal_entry_kept"):
        schema_editor.execute(f"DROP TRIGGER {name} ON journal_entry")
    schema_editor.execute("DROP FUNCTION journal_entry_refuse()")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
