"""Many clients over loopback on one thread: kept connections, every request timed, every answer looked at."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.showing import percentile

TOKEN = "b" * 32
"""Both the cookie and the field of Django's protection against foreign forms: a client may choose its own."""
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_TIMING = re.compile(rb"\r\nserver-timing: *app;dur=([\d.]+)", re.IGNORECASE)


@dataclass
class Measure:
    """What came of a run: seconds of each answer as the clients saw it, and milliseconds the server itself needed."""

    clients: int
    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    inside: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    bytes: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    def seen(self, percent: float) -> float:
        return percentile(self.times, percent)

    def served(self, percent: float) -> float:
        """Seconds inside the server."""
        return percentile(self.inside, percent) / 1000

    @property
    def faults(self) -> int:
        """Answers that are neither a page nor a redirect, and connections that broke."""
        return self.broken + sum(n for status, n in self.statuses.items() if not 200 <= status < 400)


def get(path: str, port: int) -> bytes:
    """This will write a reader's request."""
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Forwarded-Proto: https\r\nAccept-Encoding: gzip\r\n\r\n"
    return head.encode()


def post(path: str, fields: dict[str, str], port: int, cookies: str = "") -> bytes:
    """This will write a form as a browser sends it."""
    body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Forwarded-Proto: https\r\nOrigin: https://127.0.0.1:{port}\r\n"
        f"Cookie: csrftoken={TOKEN}{'; ' + cookies if cookies else ''}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def measure(port: int, requests: Iterator[bytes], *, clients: int, seconds: float, warm: float = 0.0) -> Measure:
    """This will let clients send one request after another for some seconds; the warm-up is not counted."""
    found = Measure(clients)
    asyncio.run(_run(port, requests, found, seconds, warm))
    return found


async def _run(port: int, requests: Iterator[bytes], found: Measure, seconds: float, warm: float) -> None:
    begin = time.perf_counter() + warm
    await asyncio.gather(*(_client(port, requests, found, begin, begin + seconds) for _ in range(found.clients)))
    found.seconds = seconds


async def _client(port: int, requests: Iterator[bytes], found: Measure, begin: float, until: float) -> None:
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None
    while time.perf_counter() < until:
        request = next(requests, None)
        if request is None:
            break
        started = time.perf_counter()
        try:
            if reader is None or writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
            writer.write(request)
            head, size = await _answer(reader)
        except (OSError, EOFError, asyncio.IncompleteReadError):
            found.broken += 1
            reader = writer = None
            await asyncio.sleep(0.01)
            continue
        ended = time.perf_counter()
        if begin <= started and ended <= until:
            found.times.append(ended - started)
            found.bytes += size
            found.statuses[int(head[9:12])] += 1
            if timing := _TIMING.search(head):
                found.inside.append(float(timing[1]))
        if b"connection: close" in head.lower():
            writer.close()
            reader = writer = None
    if writer is not None:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[bytes, int]:
    """Read one answer to its end: its head and its whole length."""
    head = await reader.readuntil(b"\r\n\r\n")
    if length := _LENGTH.search(head):
        await reader.readexactly(int(length[1]))
        return head, len(head) + int(length[1])
    size = len(head)
    if _CHUNKED.search(head):
        while chunk := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
            await reader.readexactly(chunk + 2)
            size += chunk
        await reader.readexactly(2)
    return head, size


def in_turn(requests: list[bytes]) -> Iterator[bytes]:
    """This will give the requests again and again."""
    while True:
        yield from requests
