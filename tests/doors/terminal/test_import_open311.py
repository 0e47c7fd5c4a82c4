"""An Open311 endpoint moves in: windows, pages, JSON and XML, topics, answers, photos, patience. No network is used."""

import io
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ortaq.doors.terminal import open311
from ortaq.doors.terminal.main import main
from tests import factories

pytestmark = pytest.mark.django_db
SERVICES = [
    {"service_code": "001", "service_name": "Pothole", "group": "streets"},
    {"service_code": "light.lamp", "service_name": "Lamps"},
    {"service_code": "777", "service_name": "Something else entirely"},
]


class There:
    """Another city's endpoint: its requests, how it pages, and how often it fails before it answers."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.paging = True
        self.most = 50
        self.xml_only = False
        self.failures: list[int] = []
        self.photo = b""
        self.asked: list[dict[str, str]] = []

    def answer(self, address: str) -> tuple[int, str, bytes]:
        parts = urlsplit(address)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append(asked | {"path": parts.path})
        if parts.path.endswith(".jpg"):
            return 200, "image/jpeg", self.photo
        if self.failures:
            return self.failures.pop(0), "text/plain", b"later"
        if parts.path.endswith(".json") and self.xml_only:
            return 406, "text/plain", b"XML only"
        found = SERVICES if "services" in parts.path else self.found(asked)
        one = "service" if "services" in parts.path else "request"
        if parts.path.endswith(".xml"):
            inner = "".join(
                f"<{one}>" + "".join(f"<{k}>{v}</{k}>" for k, v in record.items()) + f"</{one}>" for record in found
            )
            return (
                200,
                "text/xml",
                f"<?xml version='1.0' encoding='utf-8'?><service_{one}s>{inner}</service_{one}s>".encode(),
            )
        return 200, "application/json", json.dumps(found).encode()

    def found(self, asked: dict[str, str]) -> list[dict[str, Any]]:
        since, until = asked["start_date"], asked["end_date"]
        inside = [one for one in self.requests if since <= one["requested_datetime"] <= until]
        page = int(asked.get("page", "1")) if self.paging else 1
        return inside[(page - 1) * self.most : page * self.most]


@pytest.fixture
def there() -> Iterator[There]:
    found = There()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = found.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Retry-After", "7")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.url = f"http://127.0.0.1:{server.server_port}/open311/v2"
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def ground(tmp_path, settings):
    settings.STATE_DIR = tmp_path
    return factories.city()


def a_request(number: int, day: datetime, **more: Any) -> dict[str, Any]:
    return {
        "service_request_id": str(number),
        "service_code": "001",
        "service_name": "Pothole",
        "status": "open",
        "description": f"A deep hole in the road, number {number}",
        "requested_datetime": day.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "lat": 43.24,
        "long": 76.92,
        "address": "Abay 10",
    } | more


def moved(there: There, *more: str) -> int:
    return main(
        ["import", "open311", there.url, "--since", "2026-01-01", "--until", "2026-07-01", "--pause", "0", *more]
    )


def test_a_city_moves_in_and_a_second_run_changes_nothing(there, capsys):
    from ortaq.civic.reception.models import Appeal

    there.requests = [a_request(n, datetime(2026, 2, 1, 9, tzinfo=UTC) + timedelta(days=n)) for n in range(120)]
    there.requests[0] |= {
        "status": "closed", "status_notes": "<p>Filled on 3 February.</p>", "updated_datetime": "2026-02-03T10:00:00Z",
    }  # fmt: skip
    there.requests[1] |= {"service_code": "777", "service_name": "Something else entirely"}
    there.requests[2] |= {"description": "", "service_name": "", "service_code": ""}
    assert moved(there, "--jurisdiction", "city.example") == 1
    assert Appeal.objects.count() == 119
    first = Appeal.objects.get(source_id="0")
    assert (first.state, first.topic.code, first.matter.lat) == ("answered", "roads.pothole", 43.24)
    assert first.answers.get().text == "Filled on 3 February."
    assert Appeal.objects.get(source_id="1").topic.code == "other"
    assert Appeal.objects.filter(state="open").count() == 118
    asked = [one for one in there.asked if one["path"].endswith("requests.json")]
    spans = {(one["start_date"], one["end_date"]) for one in asked}
    assert spans == {
        ("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z"), ("2026-04-01T00:00:00Z", "2026-06-30T00:00:00Z"),
        ("2026-06-30T00:00:00Z", "2026-07-01T00:00:00Z"),
    }  # fmt: skip
    assert {one["jurisdiction_id"] for one in there.asked} == {"city.example"}
    said = capsys.readouterr().out
    assert "120 requests, 119 added" in said
    assert "There is no text." in said
    assert moved(there, "--jurisdiction", "city.example") == 1
    assert Appeal.objects.count() == 119
    assert "0 added, 119 known before" in capsys.readouterr().out


def test_topics_are_found_by_code_by_name_and_by_a_file(there, tmp_path, capsys):
    from ortaq.civic.reception.models import Appeal, Topic

    known = list(Topic.objects.exclude(code="other").order_by("code")[:2])
    SERVICES[0]["service_name"] = known[0].name["ru"]
    SERVICES[1]["service_code"] = known[1].code
    try:
        day = datetime(2026, 2, 1, tzinfo=UTC)
        codes = ("001", known[1].code, "777")
        there.requests = [a_request(n, day, service_code=code) for n, code in enumerate(codes)]
        assert moved(there) == 0
        assert "2 have a topic here, 1 go to “other”" in capsys.readouterr().out
        found = list(Appeal.objects.order_by("source_id").values_list("topic__code", flat=True))
        assert found == [known[0].code, known[1].code, "other"]
        mapping = tmp_path / "topics.json"
        mapping.write_text(json.dumps({"something ELSE entirely": known[0].code}), encoding="utf-8")
        assert moved(there, "--topics", str(mapping), "--source", "again") == 0
        assert Appeal.objects.get(source="again", source_id="2").topic == known[0]
        mapping.write_text('{"777": "no-such-topic"}', encoding="utf-8")
        assert moved(there, "--topics", str(mapping)) == 2
        assert "no-such-topic" in capsys.readouterr().err
    finally:
        SERVICES[0]["service_name"], SERVICES[1]["service_code"] = "Pothole", "light.lamp"


def test_an_endpoint_that_cuts_off_and_does_not_page_is_asked_in_shorter_windows(there):
    there.paging = False
    there.requests = [a_request(n, datetime(2026, 1, 1, 1, tzinfo=UTC) + timedelta(hours=7 * n)) for n in range(170)]
    endpoint = open311.Endpoint(there.url, pause=0, sleep=lambda _: None)
    got = [
        one["service_request_id"]
        for one in endpoint.requests(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC))
    ]
    assert sorted(map(int, got)) == list(range(170))


def test_an_endpoint_that_speaks_xml_is_understood(there):
    from ortaq.civic.reception.models import Appeal

    there.xml_only = True
    there.requests = [a_request(n, datetime(2026, 2, 1, tzinfo=UTC)) for n in range(3)]
    assert moved(there) == 0
    assert Appeal.objects.filter(matter__lat=43.24).count() == 3


def test_what_passes_is_waited_for_and_what_does_not_is_told(there, capsys):
    waited: list[float] = []
    there.failures = [503, 429]
    endpoint = open311.Endpoint(there.url, key="secret-key", pause=2, sleep=waited.append)
    assert len(endpoint.services()) == 3
    assert waited == [7, 2, 7, 2]
    there.failures = [403]
    with pytest.raises(open311.Unreachable) as told:
        endpoint.services()
    assert "403" in str(told.value)
    assert "secret-key" not in str(told.value)
    there.failures = [404]
    assert main(["import", "open311", "ftp://x", "--since", "2026-01-01"]) == 1
    assert "begins with https://" in capsys.readouterr().err


def test_a_killed_import_goes_on_where_it_was(there, monkeypatch):
    from ortaq.civic.reception.models import Appeal

    there.requests = [a_request(1, datetime(2026, 2, 1, tzinfo=UTC)), a_request(2, datetime(2026, 5, 1, tzinfo=UTC))]
    real = open311.Endpoint.requests

    def stopped(self: open311.Endpoint, since: datetime, until: datetime) -> Iterator[open311.Record]:
        if since.month == 4:
            raise open311.Unreachable("gone")
        return real(self, since, until)

    monkeypatch.setattr(open311.Endpoint, "requests", stopped)
    assert moved(there) == 1
    assert Appeal.objects.count() == 1
    monkeypatch.setattr(open311.Endpoint, "requests", real)
    there.asked.clear()
    assert moved(there) == 0
    assert Appeal.objects.count() == 2
    assert not [one for one in there.asked if one.get("start_date", "").startswith("2026-01")]
    there.asked.clear()
    assert moved(there) == 0
    assert [one for one in there.asked if one.get("start_date", "").startswith("2026-01")]


def a_photo() -> bytes:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(made, "JPEG")
    return made.getvalue()


def test_photos_come_only_when_asked_and_only_once(there, capsys):
    from ortaq.core.files.models import StoredFile

    there.photo = a_photo()
    address = there.url.replace("/open311/v2", "/p/1.jpg?size=large")
    there.requests = [
        a_request(1, datetime(2026, 2, 1, tzinfo=UTC), media_url=address),
        a_request(2, datetime(2026, 2, 1, tzinfo=UTC), media_url="http://localhost:1/inside.jpg"),
        a_request(3, datetime(2026, 2, 1, tzinfo=UTC), media_url="file:///etc/passwd"),
    ]
    assert moved(there) == 0
    assert not StoredFile.objects.exists()
    assert moved(there, "--photos") == 1
    kept = StoredFile.objects.get()
    assert (kept.name, kept.purpose, kept.content_type, kept.visibility) == ("1.jpg", "photo", "image/jpeg", "private")
    said = capsys.readouterr().out
    assert "2: The photo at http://localhost:1/inside.jpg cannot be had: it lies inside our own network." in said
    assert "3: The photo at file:///etc/passwd cannot be had: it is not an address of the web." in said
    assert moved(there, "--photos") == 1
    assert StoredFile.objects.count() == 1
    there.requests, there.photo = there.requests[:1], b"<html>no photo</html>"
    assert moved(there, "--photos", "--source", "again") == 1
    assert "is not a photo" in capsys.readouterr().out


@pytest.mark.parametrize(
    "body",
    [
        b"{", b'"text"', b"[1, 2", b"<html><body>Log in", b'{"error": "no"}',
    ],
)  # fmt: skip
def test_what_is_no_list_is_told_so(body):
    with pytest.raises(open311.Unreachable):
        open311.read_records(body, "https://x/requests.json")


def test_lists_are_found_however_they_are_wrapped():
    one = {"service_request_id": "1"}
    for body in ([one], {"requests": [one]}, [{"request": one}]):
        assert open311.read_records(json.dumps(body).encode(), "x") == [one]
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaa">]><r><request><service_request_id>&a;</service_request_id></request></r>'
    assert open311.read_records(bomb, "x") == [{}]
