"""`ortaq staff`."""

import argparse


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("staff")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    return 0
