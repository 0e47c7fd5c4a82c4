"""The application as Granian serves it, with the time each answer took inside written into its head (Server-Timing).

Only the benches serve this: what the server needs can then be told from the time a request waits for its turn.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from ortaq.site.wsgi import application as served


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """This will answer as the application does."""
    started = time.perf_counter()

    def timed(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        spent = (time.perf_counter() - started) * 1000
        return start_response(status, [*headers, ("Server-Timing", f"app;dur={spent:.2f}")], *rest)

    return served(environ, timed)
