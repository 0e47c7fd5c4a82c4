"""`ortaq calendar`."""

import argparse


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("calendar")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return 0
