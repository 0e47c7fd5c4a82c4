"""The stage of every bench: a folder and a database of its own, the real server on it, and nothing left when it is
over.
"""

import contextlib
import os
import platform
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = "postgres://postgres@127.0.0.1:5432/ortaq_bench"
SQLITE = "sqlite"
PATIENCE = 60
"""Seconds a server has to answer for the first time."""


class Failed(Exception):  # noqa: N818, it is shown as a sentence
    """A bench could not go on; the message says why."""


@dataclass
class Stage:
    """A state folder, a database and the environment they are reached by. `database`: "sqlite" or postgres://…"""

    database: str = SQLITE
    env: str = "production"
    settings: dict[str, str] = field(default_factory=dict)
    folder: Path = field(init=False)
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(60))

    def __enter__(self) -> Self:
        signal.signal(signal.SIGTERM, _as_interrupt)  # whoever ends a bench finds nothing left of it
        signal.signal(signal.SIGINT, _as_interrupt)
        self.folder = Path(tempfile.mkdtemp(prefix="ortaq-bench-"))
        if self.is_postgres:
            try:
                self._command("DROP DATABASE IF EXISTS {} WITH (FORCE)", "CREATE DATABASE {}")
            except BaseException:
                shutil.rmtree(self.folder, ignore_errors=True)
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.is_postgres:
            self._command("DROP DATABASE IF EXISTS {} WITH (FORCE)")

    @property
    def is_postgres(self) -> bool:
        return self.database != SQLITE

    @property
    def name(self) -> str:
        return "PostgreSQL" if self.is_postgres else "SQLite"

    @property
    def file(self) -> Path:
        return self.folder / "ortaq.sqlite3"

    def environment(self) -> dict[str, str]:
        """This will give the environment of every program on this stage; nothing of ours comes from outside."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ORTAQ_", "DJANGO_"))}
        ours = {
            "ORTAQ_ENV": self.env,
            "ORTAQ_STATE_DIR": str(self.folder),
            "ORTAQ_SECRET_KEY": self.secret,
            "ORTAQ_VOTE_KEY": self.secret[::-1],
            "ORTAQ_HOSTS": "127.0.0.1",
            "ORTAQ_ORIGIN": "https://127.0.0.1",
            "ORTAQ_TRUSTED_PROXIES": "1" if self.env == "production" else "0",
            "ORTAQ_APPEALS_PER_HOUR": "0",  # hundreds a second come from one address here
            "ORTAQ_PHOTOS_PER_HOUR": "0",
            "ORTAQ_DATABASE_URL": self.database if self.is_postgres else "",
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }
        return kept | ours | self.settings

    def run(self, *arguments: str, quiet: bool = True, niceness: int = 0) -> str:
        """This will run `python …` on the stage and give what it printed; raises Failed with its last lines."""
        ended = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment(),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if quiet else None,
            preexec_fn=(lambda: os.nice(niceness)) if niceness else None,
            check=False,
        )
        if ended.returncode:
            said = "\n".join(ended.stdout.strip().splitlines()[-12:])
            raise Failed(f"{' '.join(arguments)} ended with {ended.returncode}:\n{said}")
        return ended.stdout

    def ortaq(self, *arguments: str) -> str:
        """This will run a verb of the `ortaq` command."""
        return self.run("-m", "ortaq.doors.terminal.main", *arguments)

    def open(self) -> None:
        """This will load Django for this stage into this very process: one stage a process."""
        os.environ.update(self.environment())
        from ortaq.doors.terminal.house import open_house

        open_house()

    def size(self) -> int:
        """This will give the bytes of the database: the file with its log, or what PostgreSQL says."""
        if not self.is_postgres:
            return sum(path.stat().st_size for path in self.folder.glob("ortaq.sqlite3*"))
        with self._server() as connection:
            found = connection.execute("SELECT pg_database_size(%s)", [self._name()]).fetchone()
        return int(found[0]) if found else 0

    def settle(self) -> None:
        """This will leave the database as it is after a quiet night: log written back, statistics gathered."""
        if not self.is_postgres:
            with contextlib.closing(sqlite3.connect(self.file)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.execute("PRAGMA analysis_limit=1000")
                connection.execute("ANALYZE")
            return
        import psycopg

        with psycopg.connect(self.database, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")

    def _name(self) -> str:
        return urlsplit(self.database).path.lstrip("/")

    def _server(self) -> Any:
        import psycopg

        return psycopg.connect(urlsplit(self.database)._replace(path="/postgres").geturl(), autocommit=True)

    def _command(self, *statements: str) -> None:
        name = self._name()
        if not re.fullmatch(r"ortaq_bench\w*", name):
            raise Failed(f"{name} would be dropped and made anew: give a database whose name begins with ortaq_bench.")
        with self._server() as connection:
            for statement in statements:
                connection.execute(statement.format(name))


@dataclass
class Server:
    """A running server: the `ortaq serve` of the stage, or another command, in a session of its own."""

    stage: Stage
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @classmethod
    def start(cls, stage: Stage, *options: str, command: list[str] | None = None, port: int = 0) -> "Server":
        """This will start the server and come back when it answers."""
        port = port or free_port()
        log = stage.folder / "server.log"
        verb = [sys.executable, "-m", "ortaq.doors.terminal.main", "serve", "--port", str(port), *options]
        with log.open("ab") as output:
            process = subprocess.Popen(
                [part.replace("{port}", str(port)) for part in command] if command else verb,
                cwd=ROOT,
                env=stage.environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        server = cls(stage, port, process, log)
        try:
            server.wait()
        except BaseException:
            server.kill9()
            raise
        return server

    def wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5) as probe:
                probe.sendall(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n\r\n")
                if probe.recv(12).startswith(b"HTTP/1"):
                    return
            time.sleep(0.05)
        said = self.log.read_text(errors="replace").strip().splitlines()[-12:]
        raise Failed("The server does not answer:\n" + "\n".join(said))

    def family(self) -> list[int]:
        """This will give the ids of the process and all its descendants, the oldest first."""
        parents = {pid: parent for pid, parent, _state in processes()}
        found = [self.process.pid]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found

    def memory(self) -> tuple[int, int]:
        """This will give bytes of all processes: resident, and with shared pages counted once (proportional)."""
        resident = shared_once = 0
        for pid in self.family():
            with contextlib.suppress(OSError):
                text = Path(f"/proc/{pid}/smaps_rollup").read_text()
                resident += _kilobytes(text, "Rss")
                shared_once += _kilobytes(text, "Pss")
        return resident, shared_once

    def kill9(self) -> None:
        """This will end every process of the server at once and without warning, and wait until the last is gone."""
        family = self.family()
        for group in sorted({_group(pid) for pid in family} - {0, os.getpgrp()}, reverse=True):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        for pid in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if not {pid for pid, _parent, state in processes() if state != "Z"} & set(family):
                return
            time.sleep(0.01)
        raise Failed("A process of the server does not end.")

    def stop(self) -> None:
        """This will end the server as its operator does."""
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=20)
        self.kill9()


def timed_command(stage: Stage) -> list[str]:
    """This will give the command `ortaq serve` starts, with the timed application in place of the plain one."""
    from ortaq.doors.terminal.serving import sizes, web_command

    workers, threads = sizes(on_sqlite=not stage.is_postgres)
    plain = web_command(host="127.0.0.1", port=0, workers=workers, threads=threads)
    return [
        part.replace("ortaq.site.wsgi:application", "bench.wsgi:application").replace("--port=0", "--port={port}")
        for part in plain
    ]


@contextlib.contextmanager
def serving(stage: Stage, *options: str, command: list[str] | None = None) -> Iterator[Server]:
    """This will run a server for the time of a block."""
    server = Server.start(stage, *options, command=command)
    try:
        yield server
    finally:
        server.stop()


def processes() -> list[tuple[int, int, str]]:
    """This will list (process, parent, state) of this machine."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = entry.read_text().rpartition(")")[2].split()[:2]
            found.append((int(entry.parent.name), int(parent), state))
    return found


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _group(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0


def _kilobytes(text: str, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_answers(url: str = POSTGRES) -> bool:
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 5432), timeout=1).close()
    except OSError:
        return False
    return True


def machine() -> str:
    """This will describe the machine and the programs in a line."""
    from importlib.metadata import version

    parts = [
        f"{os.cpu_count()} cores ({_processor()})",
        f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        f"{platform.system()} {platform.release().split('-')[0]}",
        f"Python {platform.python_version()}",
        f"Django {version('django')}",
        f"Granian {version('granian')}",
        f"SQLite {sqlite3.sqlite_version}",
    ]
    if postgres_answers():
        import psycopg

        with psycopg.connect(urlsplit(POSTGRES)._replace(path="/postgres").geturl()) as connection:
            found = connection.execute("SHOW server_version").fetchone()
            parts.append(f"PostgreSQL {found[0].split()[0] if found else '?'} (its own defaults)")
    return ", ".join(parts)


def _processor() -> str:
    with contextlib.suppress(OSError):
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
        if found:
            return " ".join(found[1].split())
    return platform.machine()


def load() -> str:
    """This will give the load of the last minute: what else the machine was doing."""
    return f"{os.getloadavg()[0]:.1f}"
