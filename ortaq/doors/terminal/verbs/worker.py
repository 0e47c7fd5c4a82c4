"""`ortaq worker`: does what was promised in the background."""

import argparse
import signal
import threading

from ortaq.doors.terminal.house import open_house


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("worker", help="run background tasks: notices, photos, deadlines")
    parser.add_argument("--burst", action="store_true", help="stop when nothing is left to do")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """This will work until it is told to stop; the task in hand is finished first."""
    open_house()
    from ortaq.core.tasks import worker

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    worker.run(stop=stop, burst=arguments.burst)
    return 0
