"""Every table whole, in formats that say the same, with nothing of anybody in it."""

import csv
import gzip
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ortaq.core.matters import datasets
from ortaq.core.matters.datasets import Column, Dataset, place
from tests import factories

if TYPE_CHECKING:
    from django.test import Client

MOMENT = datetime(2027, 3, 1, 4, 5, tzinfo=UTC)
ROWS: list[tuple[Any, ...]] = [
    ("1", MOMENT, date(2027, 3, 1), 7, True, 76.9, 43.25, "Ағаш, “алма”\nжолы"),
    ("2", None, None, None, None, None, None, '=HYPERLINK("http://x")'),
    ("3", MOMENT, date(2027, 3, 2), -1, False, 0.1 + 0.2, -1e-9, None),
]


def a_table(rows: list[tuple[Any, ...]]) -> Dataset:
    kinds = (("number", "string"), ("at", "date-time"), ("on", "date"), ("n", "integer"), ("yes", "boolean"))
    columns = (*(Column(name, kind, name) for name, kind in kinds), *place(), Column("text", "string", "text"))
    return Dataset("small", "Small", "A small table", "GOVE", columns, lambda: iter(rows))


def written(table: Dataset, folder: Path) -> dict[str, Any]:
    from ortaq.doors.api import exports

    return {one.ending: one for one in exports.write(table, folder)}


def test_all_formats_say_the_same(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    files = written(a_table(ROWS), tmp_path)
    assert {one.rows for one in files.values()} == {len(ROWS)}
    table = pq.read_table(files["parquet"].path).to_pylist()
    assert [tuple(row.values()) for row in table] == ROWS
    text = gzip.decompress(files["csv"].path.read_bytes()).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["text"] for row in rows] == [ROWS[0][-1], "'" + ROWS[1][-1], ""]
    assert (rows[0]["on"], rows[0]["n"], rows[1]["n"], float(rows[2]["lon"])) == ("2027-03-01", "7", "", 0.1 + 0.2)
    found = json.loads(gzip.decompress(files["geojson"].path.read_bytes()))["features"]
    assert [one["geometry"] and one["geometry"]["coordinates"] for one in found] == [
        [76.9, 43.25], None, [0.1 + 0.2, -1e-9]
    ]  # fmt: skip
    assert found[0]["properties"]["at"] == "2027-03-01T04:05:00Z"


def test_text_is_written_into_json_whatever_signs_it_has(tmp_path: Path) -> None:
    signs = 'a"b\\c\\"d\te\rf\ng\x00h\x1fi/j\x7fk\u2028l😀'
    found = written(a_table([(*ROWS[0][:-1], signs), ROWS[2]]), tmp_path)["geojson"]
    features = json.loads(gzip.decompress(found.path.read_bytes()))["features"]
    assert [one["properties"]["text"] for one in features] == [signs, None]


def test_moments_may_come_as_the_text_a_database_keeps(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    kept = ("1", "2027-03-01 04:05:00", "2027-03-01", *ROWS[0][3:])
    parts = ("2", "2027-03-01 04:05:59.999999", None, *ROWS[0][3:])
    table = pq.read_table(written(a_table([(*ROWS[1],), kept, parts]), tmp_path)["parquet"].path).to_pylist()
    assert [row["at"] for row in table] == [None, MOMENT, MOMENT.replace(second=59)]
    assert [row["on"] for row in table] == [None, date(2027, 3, 1), None]


def test_an_empty_table_is_a_table(tmp_path: Path) -> None:
    files = written(a_table([]), tmp_path)
    assert gzip.decompress(files["csv"].path.read_bytes()).decode("utf-8-sig").startswith('"number"')
    assert json.loads(gzip.decompress(files["geojson"].path.read_bytes()))["features"] == []


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", " =", "\t", "\r", "\n"])
def test_no_cell_is_run_as_a_formula(tmp_path: Path, sign: str) -> None:
    row = (*ROWS[1][:-1], f"{sign}1")
    text = gzip.decompress(written(a_table([row]), tmp_path)["csv"].path.read_bytes()).decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text, newline="")))[0]["text"] == f"'{sign}1"  # noqa: RUF015, there is one row


@pytest.mark.django_db
def test_what_was_written_last_night_is_sent_to_everyone(client: "Client") -> None:
    from ortaq.core.files.models import OpenFile
    from ortaq.doors.api import jobs

    appeal = factories.an_appeal(factories.city(), topic="other")
    assert client.get("/api/data/appeals.csv").json()["code"] == "not_made"
    assert jobs.export_dataset.call(dataset_id="appeals") == 1
    packed = client.get("/api/data/appeals.csv", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/api/data/appeals.csv")
    text = b"".join(plain.streaming_content)
    assert (packed["Content-Encoding"], gzip.decompress(b"".join(packed.streaming_content))) == ("gzip", text)
    assert appeal.matter.number in text.decode()
    assert client.head("/api/data/appeals.parquet").status_code == 200
    assert client.get("/api/data/appeals.xlsx").json()["code"] == "no_format"
    assert client.get("/api/data/people.csv").json()["code"] == "no_table"
    jobs.export_dataset.call(dataset_id="appeals")
    assert OpenFile.objects.filter(dataset="appeals").count() == 3


@pytest.mark.django_db
def test_the_catalogue_names_every_table_and_file(client: "Client") -> None:
    from ortaq.doors.api import jobs

    jobs.export_dataset.call(dataset_id="appeals")
    told = client.get("/api/data/catalogue.jsonld").json()
    assert told["@type"] == "dcat:Catalog"
    tables = {table["dct:identifier"]: table for table in told["dcat:dataset"]}
    assert list(tables) == [one.id for one in datasets.published()]
    files = tables["appeals"]["dcat:distribution"]
    assert {client.get(one["dcat:downloadURL"]["@id"]).status_code for one in files} == {200}
    assert {title["@language"] for title in tables["appeals"]["dct:title"]} == {"kk", "ru", "en"}


@pytest.mark.django_db
def test_every_table_has_what_the_profile_of_catalogues_asks_for(client: "Client") -> None:
    """DCAT-AP 3: mandatory and recommended properties; whom to ask, which days and which place it speaks of."""
    from ortaq.doors.api import jobs

    factories.an_appeal(factories.city(), topic="other")
    jobs.export_dataset.call(dataset_id="appeals")
    told = client.get("/api/data/catalogue.jsonld").json()
    for name in ("title", "description", "publisher", "language", "license", "spatial", "modified"):
        assert told[f"dct:{name}"], name
    assert told["dct:spatial"][1]["dcat:bbox"]["@value"].startswith("POLYGON((76")
    asked = ("dct:title", "dct:description", "dct:publisher", "dct:accrualPeriodicity", "dct:language", "dct:spatial")
    for table in told["dcat:dataset"]:
        assert all(table[name] for name in (*asked, "dcat:theme", "dcat:contactPoint", "foaf:page")), table["@id"]
    appeals = next(table for table in told["dcat:dataset"] if table["dct:identifier"] == "appeals")
    assert appeals["dct:temporal"]["dcat:startDate"] == appeals["dct:temporal"]["dcat:endDate"]
    for one in appeals["dcat:distribution"]:
        names = ("dcat:accessURL", "dct:format", "dct:license", "dcatap:availability", "dcat:byteSize", "spdx:checksum")
        assert all(one[name] for name in names)


def test_files_that_lie_elsewhere_stand_with_their_table() -> None:
    """The ballots of a vote (.pb) have a page of their own and are named with the projects."""
    from dataclasses import replace

    from ortaq.core.matters.datasets import Elsewhere
    from ortaq.doors.api.catalogue import House, catalogue

    ballots = Elsewhere("v.pb", {"kk": "Дауыс", "ru": "Голоса"}, "/kk/budgets/v/medeu/ballots.pb", "text/plain")
    table = replace(a_table(ROWS), elsewhere=lambda: [ballots])
    told = catalogue([table], [], House("https://x.kz/c.jsonld", "https://x.kz/d.json", "https://x.kz/", str.__add__))
    (one,) = told["dcat:dataset"][0]["dcat:distribution"]
    assert one["dcat:downloadURL"] == {"@id": "https://x.kz/kk/budgets/v/medeu/ballots.pb"}
    assert {title["@language"] for title in one["dct:title"]} == {"kk", "ru"}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_column_is_explained_in_the_language_asked_for(client: "Client", language: str) -> None:
    english = client.get("/api/data/dictionary.json", headers={"Accept-Language": "en"}).json()["tables"]
    told = client.get("/api/data/dictionary.json", headers={"Accept-Language": language}).json()["tables"]
    same = [
        (table["id"], column["name"])
        for table, original in zip(told, english, strict=True)
        for column, first in zip(table["columns"], original["columns"], strict=True)
        if column["meaning"] == first["meaning"]
    ]
    same += [
        (table["id"], said)
        for table, original in zip(told, english, strict=True)
        for said in ("title", "description")
        if table[said] == original[said]
    ]
    assert same == []


@pytest.mark.django_db
def test_nothing_of_anybody_leaves_in_a_table() -> None:
    """A house with something in every room: no name, number, phone, e-mail or address of a person is in any row."""
    from ortaq.civic.contests.models import Application
    from ortaq.core.people.models import Account, Person
    from tests.permissions import scene

    scene.set_up("answered")
    people = Person.objects.values_list("name", "email", "phone", "iin", "claimed_iin", "address")
    contacts = Application.objects.values_list("contact_name", "contact_phone", "contact_email", "organisation")
    secrets = {value for row in (*people, *contacts, *Account.objects.values_list("email")) for value in row if value}
    assert len(secrets) > 10
    for table in datasets.published():
        for row in table.rows():
            text = "\n".join(str(value) for value in row)
            assert [secret for secret in secrets if secret in text] == [], table.id
