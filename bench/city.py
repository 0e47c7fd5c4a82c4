"""An empty database becomes the demo city without its appeals: places, bodies, topics, table, calendar, law.

Run on a stage: `python -m bench.city`. Prints the code of a topic a form may name.
"""

from datetime import UTC, datetime


def build() -> str:
    """This will lay the tables and the ground every intake stands on, and name a topic."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    try:
        from ortaq.doors.terminal.demo import load
    except ImportError:
        from tests import factories

        factories.NOW = datetime(2026, 11, 1, tzinfo=UTC)
        factories.city()
        return "roads.pothole"
    load.reference(datetime(2026, 11, 1, tzinfo=UTC))
    return "roads.pothole"


if __name__ == "__main__":
    from ortaq.doors.terminal.house import open_house

    open_house()
    print(build())
