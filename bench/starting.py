"""How long a person waits for `ortaq --help`, and a program for the engines: `python bench/starting.py`."""

import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.showing import Bar, milliseconds, percentile, say, table

TIMES = 20
ORTAQ = str(Path(sys.executable).parent / "ortaq")
NAMES = ("language", "personal", "routing", "proof", "lot")
ENGINES = f"import {', '.join('ortaq.engines.' + name for name in NAMES)}"
COMMANDS = {
    "ortaq --help": [ORTAQ, "--help"],
    "all engines imported": [sys.executable, "-c", f"{ENGINES}, sys; assert 'django' not in sys.modules"],
    "python with nothing": [sys.executable, "-c", ""],
}


def timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> int:
    bar = Bar("starting", TIMES * len(COMMANDS))
    rows, done = [], 0
    for name, command in COMMANDS.items():
        timed(command)
        times = []
        for _ in range(TIMES):
            times.append(timed(command))
            done += 1
            bar(done)
        rows.append([name, milliseconds(percentile(times, 50)), milliseconds(max(times))])
    say(f"\n### Starting\n\n{table([f'{TIMES} times, ms', 'median', 'slowest'], rows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
