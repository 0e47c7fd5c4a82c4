"""What the terminal says: progress lines and the sentences it stops with."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stop(Exception):  # noqa: N818, it is shown as a sentence and not as a crash
    """A verb could not be carried out; the message says what a person can do about it."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@contextmanager
def step(title: str) -> Iterator[None]:
    """This will show "title … 3 s" around a long piece of work."""
    print(f"{title} …", end="", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print("  failed", flush=True)
        raise
    print(f" {time.monotonic() - started:.0f} s", flush=True)


class Progress:
    """Counts on one line: `progress(done, of, title)`. On a pipe it writes a line a quarter of the way at a time."""

    def __init__(self) -> None:
        self.shown: tuple[str, int] = ("", -1)
        self.live = sys.stdout.isatty()

    def __call__(self, done: int, of: int, title: str) -> None:
        share = 4 * done // of if of else 4
        if not self.live and (title, share) == self.shown:
            return
        self.shown = (title, share)
        end = "" if self.live and done < of else "\n"
        print(f"{chr(13) if self.live else ''}{title} … {done} of {of}", end=end, flush=True)
