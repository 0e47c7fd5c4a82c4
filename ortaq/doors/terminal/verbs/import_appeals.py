"""`ortaq import appeals FILE`: GeoReport-bulk CSV or JSON, or any table with a mapping file."""

import argparse


def add(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = kinds.add_parser("appeals", help="appeals from GeoReport-bulk CSV or JSON")
    parser.add_argument("file")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return 0
