"""An empty database becomes the demo city before its first appeal: places, bodies, topics, table, calendar, law.

Run on a stage: `python -m bench.city`.
"""


def found() -> None:
    """This will make the tables and the ground every intake stands on."""
    from django.core.management import call_command

    from ortaq.core.people.actor import system
    from ortaq.doors.terminal.demo.founding import found_city

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    found_city(actor=system("bench"))


if __name__ == "__main__":
    from ortaq.doors.terminal.house import open_house

    open_house()
    found()
