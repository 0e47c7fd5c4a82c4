"""Starting and stopping the web server and the worker as children of one process."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

from ortaq.doors.terminal.speech import Stop

PATIENCE = 15
"""Seconds a child has to finish what it is doing before it is stopped for good."""


def require_free_port(host: str, port: int) -> None:
    """This will stop with a sentence if something listens there already: before anything that takes long."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise Stop(f"Port {port} is not open to ordinary users. Choose one above 1024: --port 8001") from error
        except OSError as error:
            raise Stop(
                f"Port {port} is taken: another program (or another Ortaq) listens on it.\n"
                f"Stop that program, or choose another port: --port {port + 1} (make demo PORT={port + 1})"
            ) from error


def web_command(*, host: str, port: int, workers: int, threads: int) -> list[str]:
    """This will give the command of the web server: Granian over WSGI."""
    return [
        sys.executable,
        "-m",
        "granian",
        "ortaq.site.wsgi:application",
        "--interface=wsgi",
        f"--host={host}",
        f"--port={port}",
        f"--workers={workers}",
        f"--blocking-threads={threads}",
        "--backlog=1024",
        "--respawn-failed-workers",
        "--workers-kill-timeout=10",
        "--log-level=warning",
        "--no-ws",
    ]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "ortaq.doors.terminal.main", "worker"]


def sizes(*, on_sqlite: bool) -> tuple[int, int]:
    """This will give (processes, threads in each): as many processes as cores; SQLite writes one at a time anyway."""
    cores = os.cpu_count() or 2
    return (cores, 1) if on_sqlite else (cores, 3)


def wait_until_it_answers(host: str, port: int, child: subprocess.Popen[bytes], *, seconds: float = 60) -> None:
    """This will return when the server accepts connections; raises Stop if it ends or never does."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if child.poll() is not None:
            raise Stop(f"The web server ended at once with code {child.returncode}. What it said is above.")
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        time.sleep(0.05)
    raise Stop(f"The web server did not answer within {seconds:.0f} seconds.")


@contextlib.contextmanager
def children(*commands: list[str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """This will start programs in a group of their own and stop them all on the way out, whatever happens."""
    started: list[subprocess.Popen[bytes]] = []
    previous = signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        for command in commands:
            child = subprocess.Popen(command, start_new_session=True)  # noqa: S603, our own commands
            started.append(child)
        yield started
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        stop_all(started)
        signal.signal(signal.SIGTERM, previous)


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def stop_all(started: list[subprocess.Popen[bytes]]) -> None:
    """This will ask every child to end, wait, and end what is left of their groups."""
    for child in started:
        with contextlib.suppress(ProcessLookupError):
            child.terminate()
    until = time.monotonic() + PATIENCE
    for child in started:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.1, until - time.monotonic()))
    for child in started:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def wait_for_any(started: list[subprocess.Popen[bytes]]) -> int:
    """This will wait until a child ends by itself, which none should, and give its code."""
    ended = threading.Event()
    while not ended.wait(0.3):
        for child in started:
            if child.poll() is not None:
                return child.returncode or 1
    return 0
