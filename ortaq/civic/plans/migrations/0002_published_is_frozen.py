"""The database refuses to change what a published version says; only its stage and the days of its stages go on.

SQLite has no trigger on DELETE: it would also stop `flush` (it empties tables row by row, PostgreSQL truncates). There a
removed part shows in the version's digest. A migration that remakes one of these tables on SQLite drops its triggers:
it has to make them again.
"""

from django.db import migrations

PARTS = ["plans_paragraph", "plans_layer", "plans_zone", "plans_supplementaryrule"]
VERSION = "plans_planversion"
FIXED = ["id", "plan_id", "number", "before_id", "label", "source", "published_at", "digest", "changes", "made_at"]
SAYS = "a published version of a plan is never changed"


def _published(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM {VERSION} WHERE id = {row}.version_id AND published_at IS NOT NULL)"


def sqlite_triggers() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    changed = " OR ".join(f'new."{column}" IS NOT old."{column}"' for column in FIXED)
    made = [
        f"CREATE TRIGGER {VERSION}_fixed BEFORE UPDATE ON {VERSION} "
        f"WHEN old.published_at IS NOT NULL AND ({changed}) {refuse}"
    ]
    return made + sqlite_parts(PARTS)


def sqlite_parts(tables: list[str]) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    made = []
    for table in tables:
        made += [
            f"CREATE TRIGGER {table}_closed BEFORE INSERT ON {table} WHEN {_published('new')} {refuse}",
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} "
            f"WHEN {_published('old')} OR {_published('new')} {refuse}",
        ]
    return made


def postgresql_triggers() -> list[str]:
    refuse = f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation';"
    changed = " OR ".join(f'new."{column}" IS DISTINCT FROM old."{column}"' for column in FIXED)
    made = [
        f"""
        CREATE FUNCTION plans_version_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {refuse} END $$
        """,
        f"""
        CREATE FUNCTION plans_part_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' AND {_published("old")} THEN {refuse} END IF;
            IF TG_OP <> 'DELETE' AND {_published("new")} THEN {refuse} END IF;
            RETURN CASE WHEN TG_OP = 'DELETE' THEN old ELSE new END;
        END $$
        """,
        f"""
        CREATE TRIGGER {VERSION}_fixed BEFORE UPDATE ON {VERSION} FOR EACH ROW
        WHEN (old.published_at IS NOT NULL AND ({changed})) EXECUTE FUNCTION plans_version_refuse()
        """,
        f"""
        CREATE TRIGGER {VERSION}_kept BEFORE DELETE ON {VERSION} FOR EACH ROW
        WHEN (old.published_at IS NOT NULL) EXECUTE FUNCTION plans_version_refuse()
        """,
    ]
    return made + postgresql_parts(PARTS)


def postgresql_parts(tables: list[str]) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_fixed BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW "
        "EXECUTE FUNCTION plans_part_refuse()"
        for table in tables
    ]


def forwards(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in sqlite_triggers() if on_sqlite else postgresql_triggers():
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        names = [f"{VERSION}_fixed", *(f"{table}_{kind}" for table in PARTS for kind in ("closed", "fixed"))]
        for name in names:
            schema_editor.execute(f"DROP TRIGGER {name}")
        return
    for table, kind in [(VERSION, "fixed"), (VERSION, "kept"), *((table, "fixed") for table in PARTS)]:
        schema_editor.execute(f"DROP TRIGGER {table}_{kind} ON {table}")
    schema_editor.execute("DROP FUNCTION plans_version_refuse()")
    schema_editor.execute("DROP FUNCTION plans_part_refuse()")


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
