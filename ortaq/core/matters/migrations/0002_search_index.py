"""The index of words: an FTS5 table kept by triggers on SQLite, a generated tsvector on PostgreSQL."""

from django.db import migrations

SQLITE = [
    """
    CREATE VIRTUAL TABLE matters_searchindex USING fts5(
        stems, content='matters_searchtext', content_rowid='matter_id',
        tokenize='unicode61 remove_diacritics 0', prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER matters_searchtext_added AFTER INSERT ON matters_searchtext BEGIN
        INSERT INTO matters_searchindex(rowid, stems) VALUES (new.matter_id, new.stems);
    END
    """,
    """
    CREATE TRIGGER matters_searchtext_removed AFTER DELETE ON matters_searchtext BEGIN
        INSERT INTO matters_searchindex(matters_searchindex, rowid, stems) VALUES ('delete', old.matter_id, old.stems);
    END
    """,
    """
    CREATE TRIGGER matters_searchtext_changed AFTER UPDATE ON matters_searchtext BEGIN
        INSERT INTO matters_searchindex(matters_searchindex, rowid, stems) VALUES ('delete', old.matter_id, old.stems);
        INSERT INTO matters_searchindex(rowid, stems) VALUES (new.matter_id, new.stems);
    END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER matters_searchtext_added",
    "DROP TRIGGER matters_searchtext_removed",
    "DROP TRIGGER matters_searchtext_changed",
    "DROP TABLE matters_searchindex",
]
POSTGRESQL = [
    """
    ALTER TABLE matters_searchtext
        ADD COLUMN terms tsvector GENERATED ALWAYS AS (to_tsvector('simple', stems)) STORED
    """,
    "CREATE INDEX matters_searchtext_terms ON matters_searchtext USING gin (terms)",
]
POSTGRESQL_BACK = ["ALTER TABLE matters_searchtext DROP COLUMN terms"]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
