import json
from datetime import timedelta
from pathlib import Path

import pytest

from ortaq.civic.reception.models import Answer, Appeal, Assignment
from ortaq.civic.reception.queries import records
from ortaq.civic.reception.rules.mapping import BadRow, Mapping, MappingError, plain_text
from ortaq.civic.reception.services import importing
from ortaq.core.journal import queries as journal
from ortaq.core.matters import queries as matters
from ortaq.core.people.actor import GUEST, system
from ortaq.core.people.refusal import Refused
from tests import factories
from tests.conftest import NOW

IMPORT = system("import")


def take(path: Path, mapping: Mapping, now=NOW):
    return importing.import_appeals(rows=records.rows(path, mapping), source=mapping.source, actor=IMPORT, now=now)


def georeport(folder: Path, requests: list[dict], name: str = "requests.json", wrap=lambda rows: rows) -> Path:
    path = folder / name
    path.write_text(json.dumps(wrap(requests), ensure_ascii=False), encoding="utf-8")
    return path


REQUEST = {
    "service_request_id": "638344",
    "status": "open",
    "service_name": "Pothole",
    "service_code": "roads.pothole",
    "description": "На Абая большая <b>яма</b>, звоните +7 701 123 45 67",
    "requested_datetime": "2027-02-15T20:30:00+05:00",
    "updated_datetime": None,
    "address": "Абая 10",
    "lat": 43.205,
    "long": 76.905,
}


def test_a_georeport_record_walks_the_same_path_as_a_form(the_city, tmp_path):
    report = take(georeport(tmp_path, [REQUEST]), records.mapping_from())
    assert (report.read, report.added, report.known, report.bad) == (1, 1, 0, [])
    kept = Appeal.objects.select_related("matter", "lead", "topic", "district").get()
    assert (kept.topic.code, kept.lead.code, kept.district.code) == (
        "roads.pothole",
        "transport",
        "kz.almaty.bostandyk",
    )
    assert kept.matter.language == "ru"
    assert "<b>" not in kept.text
    assert "701" in kept.text
    assert "701" not in kept.public_text
    assert kept.registered_on.isoformat() == "2027-02-16", "it came in the evening"
    row = factories.lead_of(kept)
    assert kept.due_on == row.due_on == row.clock.due_on
    assert [entry.act for entry in journal.entries(kept.matter, GUEST)] == ["appeal.opened", "appeal.assigned"]
    assert journal.verify() is None
    assert matters.found("ямы", GUEST) == [kept.matter]
    assert kept.matter.number == "2027-000001"
    assert factories.an_appeal(the_city).matter.number == "2027-000002"


def test_a_closed_record_is_answered_with_its_days(the_city, tmp_path):
    closed = REQUEST | {
        "status": "closed",
        "updated_datetime": "2027-02-22T12:00:00+05:00",
        "status_notes": "Засыпали яму",
    }
    late = closed | {"service_request_id": "2", "updated_datetime": "2027-02-28T12:00:00+05:00", "status_notes": None}
    late["requested_datetime"] = "2027-01-11T12:00:00+05:00"
    take(georeport(tmp_path, [closed, late]), records.mapping_from())
    first, second = Assignment.objects.select_related("clock", "appeal__matter").order_by("id")
    assert (first.state, first.days, first.late) == ("answered", 4, False)
    assert first.clock.stopped_at == first.closed_at == first.appeal.answered_at
    assert (second.late, second.appeal.overdue_count) == (True, 1)
    assert first.appeal.matter.stage == "answered"
    assert Answer.objects.get(assignment=first).public_text == "Засыпали яму"
    assert Answer.objects.get(assignment=second).text == "Текст ответа не передан исходной системой."


def test_bad_rows_are_named_good_ones_kept_and_a_second_run_changes_nothing(the_city, tmp_path):
    rows = [
        REQUEST,
        REQUEST | {"service_request_id": "2", "requested_datetime": "yesterday"},
        REQUEST | {"service_request_id": "3", "description": "", "service_name": "", "service_code": ""},
        REQUEST | {"service_request_id": "4", "lat": 443.2},
        REQUEST | {"service_request_id": "5", "requested_datetime": "2127-02-15T20:30:00+05:00"},
        REQUEST | {"service_request_id": "6", "status": "closed", "updated_datetime": "2027-01-01T00:00:00+05:00"},
        REQUEST,
        "not a record",
        REQUEST | {"service_request_id": "9", "lat": "", "long": ""},
        REQUEST | {"service_request_id": "10", "requested_datetime": "0001-01-01T00:00:00+05:00"},
    ]
    path = georeport(tmp_path, rows)
    first = take(path, records.mapping_from())
    assert (first.read, first.added, first.known) == (10, 2, 1)
    assert dict(first.bad) == {
        2: "There is no date, or it is not written as the mapping says: yesterday.",
        3: "There is no text.",
        4: "The coordinates are not numbers on the globe: 76.905, 443.2.",
        5: "The date lies in the future: 2127-02-15.",
        6: "It was closed before it was opened.",
        8: "The record is not an object with fields.",
        10: "There is no date, or it is not written as the mapping says: 0001-01-01T00:00:00+05:00.",
    }
    before = list(Appeal.objects.order_by("pk").values())
    second = take(path, records.mapping_from())
    assert (second.added, second.known) == (0, 3)
    assert list(Appeal.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: rows,
        lambda rows: {"service_requests": rows},
        lambda rows: {"requests": [{"request": row} for row in rows]},
    ],
)
def test_the_shapes_of_georeport_json(the_city, tmp_path, wrap):
    assert take(georeport(tmp_path, [REQUEST], wrap=wrap), records.mapping_from()).added == 1


def test_csv_and_json_lines_and_a_file_that_breaks_off(the_city, tmp_path):
    lines = tmp_path / "a.jsonl"
    lines.write_text(json.dumps(REQUEST) + "\n\n{broken\n", encoding="utf-8")
    report = take(lines, records.mapping_from())
    assert (report.added, [line for line, _ in report.bad]) == (1, [3])
    table = tmp_path / "a.csv"
    table.write_bytes(
        "\ufeffservice_request_id,status,service_code,requested_datetime,description\r\n"
        'a,open,x,2027-02-15,Қатты шу\r\nb,open\r\nc,open,x,2027-02-15,"екі\nжол"\r\n'.encode()
        + b"d,open,x,2027-02-15,\xff\xfe\r\n"
    )
    report = take(table, records.mapping_from())
    assert report.added == 2
    assert dict(report.bad) == {
        3: "The line has 2 fields, the header names 5.",
        6: "The line is not UTF-8 text.",
    }
    cut = tmp_path / "cut.json"
    cut.write_text(json.dumps([REQUEST | {"service_request_id": "x"}, REQUEST])[:-30], encoding="utf-8")
    report = take(cut, records.mapping_from())
    assert (report.added, report.bad) == (1, [(2, "The file breaks off or is not JSON from here on.")])
    for name, text in (("empty.json", "{}"), ("what.xml", "<a/>")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(MappingError):
            take(tmp_path / name, records.mapping_from())


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_table_is_parted_as_its_spreadsheet_parts_it(the_city, tmp_path, between):
    table = tmp_path / "a.csv"
    lines = (
        ["service_request_id", "status", "service_code", "requested_datetime", "description"],
        ["a", "open", "x", "2027-02-15", '"Қатты шу, шаң; түтін"'],
    )
    table.write_text("\r\n".join(between.join(line) for line in lines), encoding="utf-8-sig")
    report = take(table, records.mapping_from())
    assert (report.added, report.bad) == (1, [])
    assert Appeal.objects.get().text == "Қатты шу, шаң; түтін"


def test_an_old_record_has_no_clock_because_no_law_is_known_for_it(the_city, tmp_path):
    old = REQUEST | {"requested_datetime": "2011-06-28T05:14:00+06:00", "service_code": "???"}
    take(georeport(tmp_path, [old]), records.mapping_from())
    kept = Appeal.objects.select_related("matter", "topic").get()
    assert (kept.due_on, kept.matter.number, kept.topic.code) == (None, "2011-000001", "other")
    opened = journal.entries(kept.matter, GUEST)[0]
    assert opened.data["clock"] == "none"
    assert opened.data["category"] == "Pothole"


def test_records_without_an_id_are_known_by_their_content(the_city, tmp_path):
    mapping = Mapping.read({
        "source": "noid", "fields": {"text": {"column": "t"}, "received_at": {"const": "2027-02-01T10:00:00+05:00"}},
    })  # fmt: skip
    path = tmp_path / "noid.csv"
    path.write_text("t\nяма на дороге\nфонарь не горит\nяма на дороге\n", encoding="utf-8")
    first = take(path, mapping)
    assert (first.added, first.known) == (2, 1)
    assert take(path, mapping).known == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "source"),
        ({"source": "x", "fields": {"text": {"const": "a"}}}, "received_at"),
        ({"source": "x", "fields": {"text": {"const": "a"}, "received_at": {}}}, "needs const"),
        ({"source": "x", "fields": {"text": {"const": "a"}, "received_at": {"column": "d", "wat": 1}}}, "wat"),
        ({"source": "x", "fields": {"text": {"const": "a"}, "colour": {"column": "d"}}}, "colour"),
        ({"source": "x", "fields": {"text": {"const": "a"}, "received_at": {"column": "d", "zone": "Mars"}}}, "Mars"),
    ],
)
def test_a_wrong_mapping_is_named(data, said):
    with pytest.raises(MappingError, match=said):
        Mapping.read(data)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Бір</p><p>екі&nbsp;үш</p>", "Бір\nекі үш"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("<script>alert(1)</script>x<br/>y", "x\ny"),
        ("5 < 7 and 8 > 3", "5 < 7 and 8 > 3"),
    ],
)
def test_tags_go_and_words_stay(html, text):
    assert plain_text(html) == text


def test_only_the_terminal_imports(the_city):
    with pytest.raises(Refused):
        importing.import_appeals(rows=[], source="x", actor=the_city.officer("centre", "admin"), now=NOW)


def test_progress_is_told_and_a_bad_row_may_come_ready_made(the_city):
    told = []
    report = importing.import_appeals(
        rows=[BadRow(7, "Broken.")], source="x", actor=IMPORT, now=NOW, progress=told.append
    )
    assert (told, report.bad) == ([1], [(7, "Broken.")])


@pytest.mark.parametrize(
    ("file", "mapping", "read", "added"),
    [
        ("kursk/train.csv", "kursk", 2000, 2000),
        ("kzgov_complaints.csv", "kzgov", 1200, 1200),
        ("nyc311_sample_1000.csv", "nyc311", 1000, 1000),
        ("open311dashboard_fixture.json", "open311dashboard", 500, 462),
    ],
)
def test_real_records_from_outside_come_in(the_city, shared_data, file, mapping, read, added):
    chosen = records.mapping_from(name=mapping)
    report = take(shared_data / "appeals" / file, chosen, now=NOW)
    assert (report.read, report.added, len(report.bad)) == (read, added, read - added)
    assert Appeal.objects.count() == added
    again = take(shared_data / "appeals" / file, chosen, now=NOW + timedelta(days=1))
    assert (again.added, again.known) == (0, added)
    for appeal in Appeal.objects.select_related("matter").order_by("?")[:20]:
        assert journal.verify(appeal.matter) is None


def test_every_shipped_mapping_is_sound():
    assert records.shipped() == ["georeport", "kursk", "kzgov", "nyc311", "open311dashboard"]
    for name in records.shipped():
        assert records.mapping_from(name=name).source


def test_a_phone_in_an_address_is_masked(the_city, tmp_path):
    take(georeport(tmp_path, [REQUEST | {"address": "Абая 10, +7 701 123 45 67"}]), records.mapping_from())
    assert Appeal.objects.select_related("matter").get().matter.address == "Абая 10, •••"
