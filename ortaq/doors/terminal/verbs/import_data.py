"""`ortaq import`: appeals and boundaries from outside."""

import argparse


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("import", help="bring in appeals or boundaries from a file")
    kinds = parser.add_subparsers(metavar="KIND", required=True)
    from ortaq.doors.terminal.verbs import import_appeals, import_boundaries

    import_appeals.add(kinds)
    import_boundaries.add(kinds)
