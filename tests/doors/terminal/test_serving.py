"""Starting and stopping: a taken port is told before anything long, and Ctrl-C leaves nothing running."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from ortaq.doors.terminal import serving
from ortaq.doors.terminal.speech import Stop
from tests.doors.terminal.test_front import ORTAQ, ortaq
from tests.site.test_settings import ROOT, environment

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def family_of(pid: int) -> set[int]:
    """A process and all that came from it, by /proc."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    found, grown = {pid}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in found} - found
        grown = bool(more)
        found |= more
    return found


def alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@contextlib.contextmanager
def taken():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


@pytest.mark.parametrize("verb", ["demo", "serve"])
def test_a_taken_port_is_told_at_once(verb, tmp_path):
    with taken() as port:
        began = time.monotonic()
        words = ["--state", str(tmp_path / "demo")] if verb == "demo" else []
        run = ortaq(verb, "--port", str(port), *words, ORTAQ_ENV="demo", ORTAQ_STATE_DIR=str(tmp_path / "state"))
    assert run.returncode == 1
    assert f"Port {port} is taken" in run.stderr
    assert f"--port {port + 1} (make demo PORT={port + 1})" in run.stderr
    assert time.monotonic() - began < 3
    assert list(tmp_path.iterdir()) == []


def test_a_database_behind_the_program_is_not_served(tmp_path):
    run = ortaq("serve", "--port", str(free_port()), ORTAQ_ENV="demo", ORTAQ_STATE_DIR=str(tmp_path))
    assert run.returncode == 1
    assert "ortaq migrate" in run.stderr


def test_fresh_leaves_a_folder_alone_that_is_no_demo(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    run = ortaq("demo", "--fresh", "--no-serve", "--state", str(tmp_path))
    assert run.returncode == 1
    assert (tmp_path / "thesis.txt").exists()


@pytest.fixture(scope="module")
def state(tmp_path_factory) -> Path:
    """A migrated, empty city."""
    folder = tmp_path_factory.mktemp("city")
    run = ortaq("migrate", ORTAQ_ENV="demo", ORTAQ_STATE_DIR=str(folder))
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture
def ctrl_c():
    """Tests may have been started in the background of a script, where children are told to overhear Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_server_answers_and_ends_with_all_its_children(state, end):
    port = free_port()
    given = environment(ORTAQ_ENV="demo", ORTAQ_STATE_DIR=str(state))
    words = ["serve", "--with-worker", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen([*ORTAQ, *words], env=given, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert any(f":{port}" in line for line in iter(server.stdout.readline, ""))
        with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=10) as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"http://localhost:{port}/kk/account/login/", timeout=10) as answer:
            html = answer.read().decode()
        style = html.partition('rel="stylesheet" href="')[2].partition('"')[0]
        with urllib.request.urlopen(f"http://localhost:{port}{style}", timeout=10) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(f"http://localhost:{port}/kk/nowhere/", timeout=10)
        assert missing.value.code == 404
        family = family_of(server.pid)
        assert len(family) >= 4  # the front, the server and its worker process, the background worker
        server.send_signal(end)
        assert server.wait(timeout=30) == 0
        time.sleep(0.2)
        assert [pid for pid in family if alive(pid)] == []
    finally:
        for pid in family_of(server.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def test_children_that_do_not_listen_are_ended_all_the_same(monkeypatch):
    monkeypatch.setattr(serving, "PATIENCE", 0.5)
    stubborn = [
        sys.executable,
        "-c",
        "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
    ]
    with serving.children(stubborn) as [child]:
        time.sleep(0.5)
        assert child.poll() is None
    assert not alive(child.pid)


def test_a_server_that_ends_at_once_is_told(monkeypatch):
    with serving.children([sys.executable, "-c", "raise SystemExit(3)"]) as [child], pytest.raises(Stop) as stop:
        serving.wait_until_it_answers("127.0.0.1", free_port(), child)
    assert "code 3" in str(stop.value)


def test_a_demo_of_another_version_is_told_to_begin_anew(tmp_path, state):
    import shutil
    import sqlite3

    shutil.copytree(state, tmp_path / "demo")
    with sqlite3.connect(tmp_path / "demo" / "ortaq.sqlite3") as database:
        database.execute("ALTER TABLE people_person RENAME COLUMN digest TO weekly")
    run = ortaq("demo", "--no-serve", "--state", str(tmp_path / "demo"))
    assert run.returncode == 1
    assert "--fresh" in run.stderr
    assert "Traceback" not in run.stderr
