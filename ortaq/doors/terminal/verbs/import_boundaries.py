"""`ortaq import boundaries FILE`: a dated set of outlines from GeoJSON."""

import argparse


def add(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = kinds.add_parser("boundaries", help="a dated set of outlines from GeoJSON")
    parser.add_argument("file")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return 0
