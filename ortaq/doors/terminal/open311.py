"""Asking an Open311 endpoint (GeoReport v2) for all it has, politely: in windows of days, page by page, JSON or XML.

GeoReport answers with at most 90 days or 1 000 requests, whichever is less; paging is not part of it, and many have it
nevertheless. Where a second page says what the first one said, a full window is halved until it fits.
"""

import ipaddress
import json
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.client import HTTPException, HTTPMessage
from typing import IO, Any, Final

WINDOW: Final = timedelta(days=90)
SHORTEST: Final = timedelta(hours=1)
"""A window that is full even now is taken as it is."""
FULL: Final = 50
"""Ends of lists come in round numbers: a list of so many, or a multiple, may have been cut off."""
LARGEST: Final = 64 << 20
"""Octets of one answer."""
TRIES: Final = 5
LONGEST_WAIT: Final = 120.0
TIMEOUT: Final = 60.0
PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
Record = dict[str, Any]


class Unreachable(Exception):  # noqa: N818, it is shown as a sentence
    """The endpoint cannot be asked, or answers what nobody can read; the message says which, without any key."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


@dataclass
class Endpoint:
    """Where the requests are: `url` is the address before /services.json and /requests.json."""

    url: str
    jurisdiction: str = ""
    key: str = ""
    ending: str = "json"
    pause: float = 1.0
    """Seconds between two questions."""
    sleep: Callable[[float], None] = time.sleep
    asked: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        parts = urllib.parse.urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise Unreachable("The address of the endpoint begins with https:// and names a host.")
        self.url = self.url.rstrip("/")
        self.host = parts.hostname

    def services(self) -> list[Record]:
        """This will give its kinds of requests; one that knows no JSON is asked for XML from now on."""
        try:
            return self._ask("services")
        except Unreachable as error:
            if self.ending != "json" or error.status not in {404, 406, 415}:
                raise
            self.ending = "xml"
            return self._ask("services")

    def requests(self, since: datetime, until: datetime) -> Iterator[Record]:
        """This will give every request of a window once, in as many questions as it takes."""
        known: set[str] = set()
        page, first = 1, self._page(since, until, 1)
        fresh = _fresh(first, known)
        while fresh:
            yield from fresh
            page += 1
            said = self._page(since, until, page)
            fresh = _fresh(said, known)
            if page == 2 and said and not fresh and len(first) % FULL == 0 and until - since > SHORTEST:  # noqa: PLR2004, the second page tells
                middle = since + (until - since) / 2
                for begin, end in ((since, middle), (middle, until)):
                    yield from _fresh(self.requests(begin, end), known)

    def _page(self, since: datetime, until: datetime, page: int) -> list[Record]:
        asked = {"start_date": _written(since), "end_date": _written(until)} | ({"page": str(page)} if page > 1 else {})
        try:
            return self._ask("requests", **asked)
        except Unreachable as error:
            if error.status in {400, 404} and page > 1:  # some say so that there are no more pages
                return []
            raise

    def _ask(self, what: str, **asked: str) -> list[Record]:
        if self.jurisdiction:
            asked["jurisdiction_id"] = self.jurisdiction
        if self.key:
            asked["api_key"] = self.key
        address = f"{self.url}/{what}.{self.ending}"
        body = self._patiently(address, f"{address}?{urllib.parse.urlencode(asked)}" if asked else address)
        return read_records(body, address)

    def _patiently(self, named: str, address: str) -> bytes:
        """Ask, and ask again later what may pass: at most five times, longer apart each time."""
        for attempt in range(1, TRIES + 1):
            if self.asked:
                self.sleep(self.pause)
            self.asked += 1
            wait = min(LONGEST_WAIT, 2.0**attempt)
            try:
                return fetch(address, LARGEST)
            except urllib.error.HTTPError as error:
                if error.code not in PASSING or attempt == TRIES:
                    raise Unreachable(f"{named} answers {error.code}.", error.code) from error
                wait = _wait_told(error.headers) or wait
            except (OSError, HTTPException) as error:
                if attempt == TRIES:
                    raise Unreachable(f"{named} does not answer: {error}.") from error
            self.sleep(wait)
        raise Unreachable(f"{named} does not answer.")

    def photo(self, address: str) -> bytes:
        """This will give what lies at the address of a photo: of this host or of the open internet, at most 20 MB."""
        from ortaq.core.files.rules import LARGEST as LARGEST_PHOTO

        self.sleep(self.pause)
        try:
            return fetch(address, LARGEST_PHOTO, own=self.host)
        except (OSError, HTTPException) as error:
            raise Unreachable(f"The photo at {address[:200]} cannot be had: {error}.") from error


def windows(since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """This will cut a time into windows of at most 90 days, the earliest first."""
    found, begin = [], since
    while begin < until:
        end = min(begin + WINDOW, until)
        found.append((begin, end))
        begin = end
    return found


def fetch(address: str, largest: int, own: str | None = None) -> bytes:
    """This will give what lies at an address of the web. With `own` other hosts must be of the open internet.

    Whoever writes an address into a record could otherwise make us ask machines only we can reach. Raises OSError.
    """
    request = urllib.request.Request(address, headers={"User-Agent": "ortaq-import", "Accept": "*/*"})  # noqa: S310, checked
    _require_open(address, own)
    with urllib.request.build_opener(_Careful(own)).open(request, timeout=TIMEOUT) as answer:
        body: bytes = answer.read(largest + 1)
    if len(body) > largest:
        raise OSError(f"it is larger than {largest >> 20} MB")
    return body


class _Careful(urllib.request.HTTPRedirectHandler):
    """Follows a redirection only to where it might have been sent at once."""

    def __init__(self, own: str | None) -> None:
        self.own = own

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        _require_open(newurl, self.own)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _require_open(address: str, own: str | None) -> None:
    parts = urllib.parse.urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise OSError("it is not an address of the web")
    if own is None or parts.hostname == own:
        return
    for *_, found in socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM):
        if not ipaddress.ip_address(str(found[0]).partition("%")[0]).is_global:
            raise OSError("it lies inside our own network")


def read_records(body: bytes, address: str) -> list[Record]:
    """This will read a list of services or requests, JSON or XML; raises Unreachable for anything else."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        return _read_xml(start, address)
    try:
        found = json.loads(body.decode("utf-8-sig", errors="replace"))
    except ValueError as error:
        raise Unreachable(f"{address} answers neither JSON nor XML.") from error
    if isinstance(found, dict):  # some wrap the list: {"requests": [...]}
        found = next((value for value in found.values() if isinstance(value, list)), None)
    if not isinstance(found, list):
        raise Unreachable(f"{address} answers something that is no list.")
    return [_unwrapped(one) for one in found if isinstance(one, dict)]


def _unwrapped(one: Record) -> Record:
    """JSON made from XML wraps each record: {"request": {…}}."""
    (inner, *others) = one.values() if one else (None,)
    return inner if isinstance(inner, dict) and not others else one


def _read_xml(body: bytes, address: str) -> list[Record]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise Unreachable(f"{address} answers XML that cannot be read: {error}.") from error
    return [{str(part.tag): (part.text or "").strip() for part in one if len(part) == 0} for one in root if len(one)]


def _fresh(found: Iterable[Record], known: set[str]) -> list[Record]:
    """Those not known yet; now they are."""
    fresh = {_name(one): one for one in found if _name(one) not in known}
    known.update(fresh)
    return list(fresh.values())


def _name(one: Record) -> str:
    """What tells one record from another; a record without a number is told by all it says."""
    return str(one.get("service_request_id") or json.dumps(one, sort_keys=True, default=str))


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _wait_told(headers: Message) -> float | None:
    """The seconds an endpoint asks us to wait, as far as we are willing to."""
    told = str(headers.get("Retry-After", ""))
    return min(LONGEST_WAIT, float(told)) if told.isdigit() else None
