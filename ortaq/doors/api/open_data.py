"""The addresses of open data: the catalogue, the dictionary of columns, and every table as a file of last night."""

import gzip
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext

from ortaq.core.files import queries as files
from ortaq.core.matters import datasets
from ortaq.core.people.refusal import N_
from ortaq.core.territory import queries as territory
from ortaq.doors.api import answers, catalogue
from ortaq.doors.api.answers import JSON, door
from ortaq.doors.api.asking import once
from ortaq.doors.api.catalogue import FORMATS, PACKED
from ortaq.doors.api.problems import Problem

if TYPE_CHECKING:
    from django.core.files.base import File

    from ortaq.core.files.models import OpenFile

JSON_LD = "application/ld+json"
PART = 1 << 16
"""Octets unpacked at once."""


@door
def describe(request: HttpRequest) -> HttpResponseBase:
    """This will give the catalogue in DCAT-AP."""
    once(request.GET, set())

    def absolute(name: str, *arguments: str) -> str:
        return request.build_absolute_uri(reverse(name, args=arguments))

    house = catalogue.House(
        catalogue=absolute("api:catalogue"),
        dictionary=absolute("api:dictionary"),
        front=request.build_absolute_uri("/"),
        address=lambda table, ending: absolute("api:open_file", table, ending),
        box=territory.city_box(timezone.localdate()),
    )
    told = catalogue.catalogue(datasets.published(), files.open_files(), house)
    return answers.document(request, told, JSON_LD)


@door
def dictionary(request: HttpRequest) -> HttpResponseBase:
    """This will say what every column means, in the language asked for."""
    once(request.GET, set())
    return answers.document(request, catalogue.dictionary(datasets.published()), JSON)


@door
def file(request: HttpRequest, dataset_id: str, ending: str) -> HttpResponseBase:
    """This will send a table as it was last night, packed on its way where the asker takes that."""
    if datasets.get(dataset_id) is None:
        raise Problem("no_table", N_("There is no table with this name."), 404)
    if ending not in FORMATS:
        raise Problem("no_format", N_("Files are given as: %(kinds)s."), 404, kinds=", ".join(FORMATS))
    once(request.GET, set())
    kept = files.open_file(dataset_id, ending)
    if kept is None:
        raise Problem("not_made", gettext(N_("This file has not been made yet: tables are written every night.")), 404)
    response = HttpResponse() if request.method == "HEAD" else _sent(request, kept)
    response["Content-Type"] = FORMATS[ending]
    response["Content-Disposition"] = f'attachment; filename="{dataset_id}.{ending}"'
    response["Cache-Control"] = "public, max-age=3600"
    response["Last-Modified"] = http_date(kept.made_at.timestamp())
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _sent(request: HttpRequest, kept: "OpenFile") -> HttpResponseBase:
    stored = default_storage.open(kept.stored)
    if kept.ending not in PACKED:
        return FileResponse(stored)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = FileResponse(stored)
        response["Content-Encoding"] = "gzip"
        return response
    return StreamingHttpResponse(_unpacked(stored))


def _unpacked(stored: "File[bytes]") -> Iterator[bytes]:
    with stored, gzip.open(stored) as unpacked:
        while part := unpacked.read(PART):
            yield part
