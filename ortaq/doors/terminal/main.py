"""The `ortaq` command: a front of argparse that loads a verb's needs inside the verb, so that help takes a blink."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from ortaq.doors.terminal.speech import Stop

VERBS = (
    "demo",
    "serve",
    "worker",
    "migrate",
    "check",
    "verify",
    "choice",
    "opinion",
    "import_data",
    "calendar",
    "routing",
    "seal",
    "staff",
    "erase",
)
"""Modules of doors/terminal/verbs in the order of the help: each has `add(parsers)`, whose parser names its `run`."""


def build_parser() -> argparse.ArgumentParser:
    """This will build the parser of all verbs without loading Django or an engine."""
    parser = argparse.ArgumentParser(
        prog="ortaq", description="A city's shared desk: hear, discuss, decide, build, account."
    )
    parser.add_argument("--version", action="store_true", dest="show_version", help="print the version and stop")
    parsers = parser.add_subparsers(metavar="VERB", title="verbs")
    for name in VERBS:
        importlib.import_module(f"ortaq.doors.terminal.verbs.{name}").add(parsers)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """This will run a verb and give its exit code: 0 done, 1 could not or differs, 2 wrong usage."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy starts a thread per core, which no verb has a use for
    parser = build_parser()
    given = parser.parse_args(arguments)
    if given.show_version:
        from importlib.metadata import version

        print(f"ortaq {version('ortaq')}")
        return 0
    if not hasattr(given, "run"):
        parser.print_help()
        return 2
    try:
        return int(given.run(given) or 0)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.exit_code
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
