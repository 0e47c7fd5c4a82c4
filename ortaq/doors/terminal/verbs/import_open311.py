"""`ortaq import open311 URL --since DAY`: every request of an Open311 endpoint (GeoReport v2) becomes an appeal."""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ortaq.doors.terminal.house import open_house, operator
from ortaq.doors.terminal.speech import Progress, Stop
from ortaq.doors.terminal.verbs.import_appeals import told_bad, told_known

if TYPE_CHECKING:
    from ortaq.civic.reception.rules.mapping import Mapping
    from ortaq.civic.reception.services.importing import ImportReport
    from ortaq.doors.terminal.open311 import Endpoint, Record


def add(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = kinds.add_parser("open311", help="appeals from an Open311 endpoint (GeoReport v2)")
    parser.add_argument("url", help="the address before /requests.json")
    parser.add_argument("--since", type=_day, required=True, help="the first day, as 2020-01-31")
    parser.add_argument("--until", type=_day, help="the day before which to stop (default: now)")
    parser.add_argument("--jurisdiction", default="", help="jurisdiction_id, where the endpoint serves several cities")
    parser.add_argument("--key-file", type=Path, help="a file that holds the api_key, where one is asked for")
    parser.add_argument("--topics", type=Path, help='JSON: {"service code or name": "our topic code"}')
    parser.add_argument("--source", default="", help="name of the other system (default: its host)")
    parser.add_argument("--zone", default="", help="time zone of moments without one, as Europe/Helsinki")
    parser.add_argument("--xml", action="store_true", help="ask for XML from the beginning")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two questions (default: 1)")
    parser.add_argument("--photos", action="store_true", help="fetch the photos of requests too")
    parser.add_argument("--errors", type=Path, help="write bad rows to this CSV file")
    parser.set_defaults(run=run)


def _day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise argparse.ArgumentTypeError("a day is written as 2020-01-31") from None


def run(arguments: argparse.Namespace) -> int:
    """This will add requests not known yet and answers given since, window by window; 1 when rows were bad."""
    own = _topics_told(arguments.topics)
    key = _key(arguments.key_file)
    open_house()
    from django.utils import timezone

    from ortaq.doors.terminal.open311 import Endpoint, Unreachable

    try:
        ending = "xml" if arguments.xml else "json"
        endpoint = Endpoint(arguments.url, arguments.jurisdiction, key, ending, pause=max(arguments.pause, 0.0))
        mapping = _mapping(endpoint, own, arguments)
        return _import(endpoint, mapping, arguments, timezone.now())
    except Unreachable as error:
        raise Stop(f"{error} Run the same command again: what is done is not asked for twice.") from error


def _topics_told(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Stop(f"The topics cannot be read from {path}: {error}.", exit_code=2) from error
    if not isinstance(told, dict) or not all(isinstance(code, str) for code in told.values()):
        raise Stop('The topics are an object: {"service code or name": "our topic code"}.', exit_code=2)
    return {str(name).strip().casefold(): code for name, code in told.items()}


def _key(path: Path | None) -> str:
    try:
        return path.read_text(encoding="utf-8").strip() if path else ""
    except OSError as error:
        raise Stop(f"The key cannot be read: {error}.", exit_code=2) from error


def _mapping(endpoint: "Endpoint", own: dict[str, str], arguments: argparse.Namespace) -> "Mapping":
    """GeoReport's mapping with the topics of this endpoint, its name and its clock."""
    from ortaq.civic.reception.queries import records, topics
    from ortaq.civic.reception.rules.mapping import Mapping

    forest = topics.forest()
    if unknown := sorted(set(own.values()) - set(forest.by_code)):
        raise Stop(f"There are no topics {', '.join(unknown)} here.", exit_code=2)
    named = {name.casefold(): code for code, topic in forest.by_code.items() for name in topic.name.values()}
    known = named | {code.casefold(): code for code in forest.by_code} | own
    services = endpoint.services()
    found, lost = {}, []
    for service in services:
        code, name = (str(service.get(field) or "").strip() for field in ("service_code", "service_name"))
        topic = known.get(code.casefold()) or known.get(name.casefold())
        if topic:
            found[code] = topic
        else:
            lost.append(f"{code} {name}".strip())
    print(f"{len(services)} kinds of requests: {len(found)} have a topic here, {len(lost)} go to “other”.")
    for line in lost:
        print(f"  {line}")
    plain = records.mapping_from()
    fields = plain.fields | {"topic": plain.fields["topic"] | {"values": found}}
    if arguments.zone:
        fields |= {name: fields[name] | {"zone": arguments.zone} for name in ("received_at", "answered_at")}
    source = arguments.source or endpoint.host
    return Mapping.read({"name": source, "source": source, "fields": fields})


def _import(endpoint: "Endpoint", mapping: "Mapping", arguments: argparse.Namespace, now: datetime) -> int:
    from ortaq.civic.reception.queries import records
    from ortaq.civic.reception.services import importing
    from ortaq.doors.terminal.open311 import windows

    notes = _Notes(mapping.source, endpoint.url, arguments.since)
    spans = windows(max(arguments.since, notes.until or arguments.since), min(arguments.until or now, now))
    whole, progress, photos = importing.ImportReport(), Progress(), list[tuple[int, str]]()
    for number, (begin, end) in enumerate(spans, 1):
        pictures: dict[str, str] = {}
        part = importing.import_appeals(
            rows=records.read_all(_noted(endpoint.requests(begin, end), pictures), mapping, after=whole.read),
            source=mapping.source,
            actor=operator(),
            now=now,
        )
        whole.add(part)
        if arguments.photos:
            photos += _photos(endpoint, mapping.source, pictures, now)
        notes.keep(end)
        progress(number, len(spans), f"{begin:%Y-%m-%d} – {end:%Y-%m-%d}: {whole.read} requests")
    notes.forget()
    return _tell(whole, photos, mapping.source, arguments.errors)


def _tell(whole: "ImportReport", photos: list[tuple[int, str]], source: str, errors: Path | None) -> int:
    print(f"{source}: {whole.read} requests, {told_known(whole)}, {len(whole.bad)} bad")
    for line in told_bad(whole.bad + photos, source, errors, "request"):
        print(line)
    return 1 if whole.bad or photos else 0


def _noted(found: "Iterator[Record]", pictures: dict[str, str]) -> "Iterator[Record]":
    """Pass requests on and note where their photos lie."""
    for one in found:
        if one.get("media_url") and one.get("service_request_id"):
            pictures[str(one["service_request_id"])] = str(one["media_url"])
        yield one


def _photos(endpoint: "Endpoint", source: str, pictures: dict[str, str], now: datetime) -> list[tuple[int, str]]:
    """Fetch the photos of appeals that have none yet; give what could not be kept, with a sentence."""
    from ortaq.civic.reception.queries import records
    from ortaq.civic.reception.services import importing
    from ortaq.core.people.refusal import Refused
    from ortaq.doors.terminal.open311 import Unreachable

    failed = []
    for source_id in records.without_photo(source, pictures):
        address = pictures[source_id]
        try:
            data, name = endpoint.photo(address), address.partition("?")[0]
            importing.add_photo(source=source, source_id=source_id, data=data, name=name, actor=operator(), now=now)
        except (Refused, Unreachable) as error:
            failed.append((0, f"{source_id}: {error}"))
    return failed


class _Notes:
    """How far an import has come, so that a killed one does not ask for everything again; nothing once it is done."""

    def __init__(self, source: str, url: str, since: datetime) -> None:
        from hashlib import sha256

        from django.conf import settings

        name = sha256(f"{source}\n{url}\n{since.isoformat()}".encode()).hexdigest()[:16]
        self.path = Path(settings.STATE_DIR) / f"import-open311-{name}.json"

    @property
    def until(self) -> datetime | None:
        try:
            told: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
            return datetime.fromisoformat(told["until"])
        except (OSError, ValueError, KeyError):
            return None

    def keep(self, until: datetime) -> None:
        self.path.write_text(json.dumps({"until": until.isoformat()}), encoding="utf-8")

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
