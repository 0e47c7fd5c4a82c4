"""New words go into SQLite's index beside the trigger: `search` writes them, many at once."""

from django.db import migrations

ADDED = """
    CREATE TRIGGER matters_searchtext_added AFTER INSERT ON matters_searchtext BEGIN
        INSERT INTO matters_searchindex(rowid, stems) VALUES (new.matter_id, new.stems);
    END
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER matters_searchtext_added")


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(ADDED)


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_wordings")]

    operations = [migrations.RunPython(forwards, backwards)]
