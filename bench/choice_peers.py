"""pabutools beside Ortaq: installed into a Python of its own, asked in a process of its own, its answers kept.

What it has answered is kept in a file by the digest of the election, so that only what is missing is asked again; what
it could not finish is asked again only when it may take longer than the last time.
"""

import json
import subprocess
import threading
import time
import venv
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from bench.showing import thousands

ORACLE = Path(__file__).resolve().parent / "choice_oracle.py"
PACKAGE = "pabutools"


@dataclass(frozen=True)
class Answer:
    """What the peer made of one task: winners by id in the order it gives, seconds, bytes; or why there are none.

    `over` is the limit in seconds it did not finish within. For the task "parse", `together` are the seconds it took
    to put identical ballots together.
    """

    task: str
    seconds: float = 0.0
    winners: tuple[str, ...] | None = None
    peak: int = 0
    together: float = 0.0
    over: float = 0.0
    error: str = ""

    def shown(self) -> str:
        """This will give its time for a table."""
        return f"> {self.over:.0f} s" if self.over else f"{self.seconds:.2f} s"

    def times(self, ours: float) -> str:
        """This will give how many times as long it took."""
        if self.error or ours <= 0:
            return "–"
        many = thousands((self.over or self.seconds) / ours)
        return f"> {many}×" if self.over else f"{many}×"


class Peer:
    """pabutools in `folder`: a Python with it, and `answers.json`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / PACKAGE
        self.python = self.home / "bin" / "python"
        self.version = ""
        self._kept: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()

    def install(self) -> bool:
        """This will install it where it is not yet, and read the answers kept; False where that cannot be done."""
        try:
            if not self.python.exists():
                venv.create(self.home, with_pip=True)
                self._run("-m", "pip", "install", "-q", "--disable-pip-version-check", PACKAGE, seconds=600)
            show = f"from importlib.metadata import version; print(version({PACKAGE!r}))"
            self.version = self._run("-c", show, seconds=60).strip()
        except (OSError, subprocess.SubprocessError):
            return False
        if self._file.exists():
            self._kept = json.loads(self._file.read_text())
        return True

    def ask(self, path: Path, tasks: Sequence[str], *, limit: float) -> dict[str, Answer]:
        """This will give its answers, each within `limit` seconds; after an unfinished task a new process goes on."""
        digest = sha256(path.read_bytes()).hexdigest()[:16]
        wanted = ["parse", *tasks]
        found = {task: answer for task in wanted if (answer := self._known(digest, task, limit)) is not None}
        missing = [task for task in tasks if task not in found]
        while missing or "parse" not in found:
            for answer in conversation(
                [str(self.python), str(ORACLE), str(path), *missing], ["parse", *missing], limit
            ):
                found[answer.task] = answer
                self._keep(digest, answer)
            missing = [task for task in missing if task not in found]
            if found["parse"].over or found["parse"].error:
                return found | {task: Answer(task, error="not read", over=found["parse"].over) for task in missing}
        return found

    def _run(self, *arguments: str, seconds: float) -> str:
        command = [str(self.python), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds).stdout

    @property
    def _file(self) -> Path:
        return self.folder / "answers.json"

    def _known(self, digest: str, task: str, limit: float) -> Answer | None:
        kept = self._kept.get(f"{self.version} {digest} {task}")
        if kept is None or 0 < kept["over"] < limit:
            return None
        return Answer(**kept | {"winners": None if kept["winners"] is None else tuple(kept["winners"])})

    def _keep(self, digest: str, answer: Answer) -> None:
        with self._lock:
            self._kept[f"{self.version} {digest} {answer.task}"] = asdict(answer)
            draft = self._file.with_suffix(".draft")
            draft.write_text(json.dumps(self._kept))
            draft.replace(self._file)


def conversation(command: Sequence[str], tasks: Sequence[str], limit: float) -> list[Answer]:
    """This will run the command and take a line for each task in turn; the first that is not in time ends it."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    lines: Queue[str] = Queue()
    reader = threading.Thread(target=_listen, args=(process, lines), daemon=True)
    reader.start()
    answers: list[Answer] = []
    try:
        for task in tasks:
            answers.append(_answer(task, lines, limit))
            if answers[-1].over or answers[-1].error == DIED:
                break
    finally:
        process.kill()
        process.wait()
        reader.join()
    return answers


DIED = "ended without an answer"


def _listen(process: subprocess.Popen[str], lines: Queue[str]) -> None:
    if process.stdout is not None:
        with process.stdout as said:
            for line in said:
                lines.put(line)
    lines.put("")


def _answer(task: str, lines: Queue[str], limit: float) -> Answer:
    until = time.monotonic() + limit
    while True:
        try:
            line = lines.get(timeout=max(until - time.monotonic(), 0))
        except Empty:
            return Answer(task, over=limit)
        if not line:
            return Answer(task, error=DIED)
        if not line.startswith("{"):  # a solver that greets
            continue
        said = json.loads(line)
        winners = said.get("winners")
        return Answer(**said | {"winners": None if winners is None else tuple(winners)})
