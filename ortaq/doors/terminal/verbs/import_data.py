"""`ortaq import`: appeals, boundaries and whole other systems from outside."""

import argparse


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("import", help="bring in what another system has")
    kinds = parser.add_subparsers(metavar="KIND", required=True)
    from ortaq.doors.terminal.verbs import import_appeals, import_boundaries, import_decidim, import_open311

    import_appeals.add(kinds)
    import_boundaries.add(kinds)
    import_open311.add(kinds)
    import_decidim.add(kinds)
