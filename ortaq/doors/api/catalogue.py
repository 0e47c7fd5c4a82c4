"""What there is to take away, for machines: a catalogue in DCAT-AP (JSON-LD) and a dictionary of every column."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from django.utils.translation import gettext, override

from ortaq.core.matters.datasets import Dataset, Elsewhere
from ortaq.core.ui.navigation import city_name
from ortaq.engines.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from ortaq.core.files.models import OpenFile

FORMATS: Final = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
}
"""Ending → media type."""
PACKED: Final = frozenset({"csv", "geojson"})
"""Kept with gzip; Parquet packs its own columns."""
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
THEMES: Final = "http://publications.europa.eu/resource/authority/data-theme/"
FREQUENCY: Final = "http://publications.europa.eu/resource/authority/frequency/DAILY"
FILE_TYPES: Final = {
    ending: f"http://publications.europa.eu/resource/authority/file-type/{ending.upper()}" for ending in FORMATS
}
MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"
TONGUES: Final = {
    code: f"http://publications.europa.eu/resource/authority/language/{name}"
    for code, name in {"kk": "KAZ", "ru": "RUS", "en": "ENG"}.items()
}
COUNTRY: Final = "http://publications.europa.eu/resource/authority/country/KAZ"
ALL_THEMES: Final = "http://publications.europa.eu/resource/authority/data-theme"
KEPT: Final = "http://publications.europa.eu/resource/authority/planned-availability/STABLE"
"""Every night's file takes the place of the last under the same address."""
Box = tuple[float, float, float, float]
CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dcatap": "http://data.europa.eu/r5r/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gsp": "http://www.opengis.net/ont/geosparql#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def in_languages(msgid: str) -> list[dict[str, str]]:
    """This will say a sentence of ours in every language, as JSON-LD writes it."""
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append({"@language": language, "@value": gettext(msgid)})
    return said


@dataclass(frozen=True, slots=True)
class House:
    """Where the catalogue lives: absolute addresses, and the box around the city (west, south, east, north)."""

    catalogue: str
    dictionary: str
    front: str
    address: "Callable[[str, str], str]"
    """Of a table's file of an ending."""
    box: Box | None = None


def catalogue(tables: Iterable[Dataset], files: "Iterable[OpenFile]", house: House) -> dict[str, Any]:
    """This will give the catalogue in DCAT-AP 3: what it asks for, and what it recommends where we know it."""
    made: dict[str, list[OpenFile]] = {}
    for file in files:
        made.setdefault(file.dataset, []).append(file)
    told = {
        "@context": CONTEXT,
        "@id": house.catalogue,
        "@type": "dcat:Catalog",
        "dct:title": in_languages("Open data"),
        "dct:description": in_languages("Everything shown here can be taken away and counted again."),
        "dct:publisher": {"@id": f"{house.catalogue}#publisher", "@type": "foaf:Agent", "foaf:name": _city()},
        "dct:language": [{"@id": tongue} for tongue in TONGUES.values()],
        "dct:license": {"@id": LICENCE},
        "dct:spatial": _places(house.box),
        "dcat:themeTaxonomy": {"@id": ALL_THEMES},
        "foaf:homepage": {"@id": house.front},
        "dcat:dataset": [_dataset(table, made.get(table.id, []), house) for table in tables],
    }
    return told | _changed(file for some in made.values() for file in some)


def _changed(files: "Iterable[OpenFile]") -> dict[str, Any]:
    """When the newest of these files was made."""
    newest = max((file.made_at for file in files), default=None)
    return {} if newest is None else {"dct:modified": _moment(newest.isoformat(timespec="seconds"))}


def _places(box: Box | None) -> list[dict[str, Any]]:
    """The country by the list of the EU, and the box around the city where one is drawn."""
    found: list[dict[str, Any]] = [{"@id": COUNTRY, "@type": "dct:Location"}]
    if box is not None:
        west, south, east, north = box
        ring = ", ".join(f"{x} {y}" for x, y in [(west, south), (east, south), (east, north), (west, north), box[:2]])
        shape = {"@type": "gsp:wktLiteral", "@value": f"POLYGON(({ring}))"}
        found.append({"@type": "dct:Location", "dcat:bbox": shape})
    return found


def _city() -> list[dict[str, str]]:
    named = []
    for language in LANGUAGES:
        with override(language):
            named.append({"@language": language, "@value": city_name()})
    return named


def _dataset(table: Dataset, files: "list[OpenFile]", house: House) -> dict[str, Any]:
    told = {
        "@id": f"{house.catalogue}#{table.id}",
        "@type": "dcat:Dataset",
        "dct:identifier": table.id,
        "dct:title": in_languages(table.title),
        "dct:description": in_languages(table.description),
        "dct:publisher": {"@id": f"{house.catalogue}#publisher"},
        "dcat:contactPoint": {"@type": "vcard:Kind", "vcard:fn": _city(), "vcard:hasURL": {"@id": house.front}},
        "dcat:theme": [{"@id": f"{THEMES}{table.theme}"}],
        "dct:accrualPeriodicity": {"@id": FREQUENCY},
        "dct:language": [{"@id": tongue} for tongue in TONGUES.values()],
        "dct:spatial": _places(house.box),
        "foaf:page": {"@id": house.dictionary},
        "dcat:distribution": [
            *(_distribution(file, house.address(file.dataset, file.ending)) for file in files),
            *(_elsewhere(one, urljoin(house.catalogue, one.href)) for one in table.elsewhere()),
        ],
    }
    return told | _changed(files) | _days(files)


def _days(files: "list[OpenFile]") -> dict[str, Any]:
    """The days the rows speak of: all files of a table say the same."""
    first, last = (files[0].first_on, files[0].last_on) if files else (None, None)
    if first is None or last is None:
        return {}
    ends = {"dcat:startDate": first, "dcat:endDate": last}
    days = {name: {"@type": "xsd:date", "@value": day.isoformat()} for name, day in ends.items()}
    return {"dct:temporal": {"@type": "dct:PeriodOfTime"} | days}


def _distribution(file: "OpenFile", href: str) -> dict[str, Any]:
    media = FORMATS[file.ending].partition(";")[0]
    told = {
        "@id": href,
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": href},
        "dcat:downloadURL": {"@id": href},
        "dcatap:availability": {"@id": KEPT},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{media}"},
        "dct:format": {"@id": FILE_TYPES[file.ending]},
        "dct:license": {"@id": LICENCE},
        "dct:modified": _moment(file.made_at.isoformat(timespec="seconds")),
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file.size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": file.sha256},
        },
    }
    if file.ending in PACKED:
        told["dcat:compressFormat"] = {"@id": f"{MEDIA_TYPES}application/gzip"}
    return told


def _elsewhere(one: Elsewhere, href: str) -> dict[str, Any]:
    return {
        "@id": href,
        "@type": "dcat:Distribution",
        "dct:title": [{"@language": language, "@value": said} for language, said in one.title.items()],
        "dcat:accessURL": {"@id": href},
        "dcat:downloadURL": {"@id": href},
        "dcatap:availability": {"@id": KEPT},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{one.media}"},
        "dct:license": {"@id": LICENCE},
    }


def _moment(text: str) -> dict[str, str]:
    return {"@type": "xsd:dateTime", "@value": text}


def dictionary(tables: Iterable[Dataset]) -> dict[str, Any]:
    """This will say of every column of every table what it means, in the language asked for, and what it can hold."""
    return {
        "tables": [
            {
                "id": table.id,
                "title": gettext(table.title),
                "description": gettext(table.description),
                "columns": [
                    {"name": column.name, "kind": column.kind, "meaning": gettext(column.meaning)}
                    | ({"values": list(column.values)} if column.values else {})
                    for column in table.columns
                ],
            }
            for table in tables
        ]
    }
