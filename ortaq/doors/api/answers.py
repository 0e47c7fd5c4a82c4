"""How every answer of this door leaves: open to all origins, kept by caches, asked about by its ETag, or a problem."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt

from ortaq.core.people.refusal import N_
from ortaq.doors.api.problems import Problem

JSON: Final = "application/json"
GEOJSON: Final = "application/geo+json"
OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.0"
METHODS: Final = ("GET", "HEAD", "OPTIONS")
OPEN: Final = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""Public data: any page may read it."""
PREFLIGHT: Final = {
    "Allow": ", ".join(METHODS),
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
SECONDS: Final = 60
View = Callable[..., HttpResponseBase]


def door(view: View) -> View:
    """This will answer GET, HEAD and OPTIONS only, tell problems as problems, and let any origin read the answer."""

    @csrf_exempt  # nothing is written here; without it a POST would meet a page about cookies instead of a 405
    @wraps(view)
    def opened(request: HttpRequest, **address: Any) -> HttpResponseBase:
        response = _answered(view, request, address)
        for name, text in OPEN.items():
            response[name] = text
        response["Access-Control-Expose-Headers"] = "ETag, Content-Disposition"
        patch_vary_headers(response, ["Accept"])
        return response

    return opened


def _answered(view: View, request: HttpRequest, address: dict[str, Any]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PREFLIGHT)
    if request.method not in METHODS:
        response = Problem("method", N_("This address is only read: GET, HEAD or OPTIONS."), 405).response()
        response["Allow"] = PREFLIGHT["Allow"]
        return response
    try:
        return view(request, **address)
    except Problem as problem:
        return problem.response()


def negotiate(request: HttpRequest, *kinds: str) -> None:
    """This will refuse whoever takes none of these kinds."""
    if not any(request.accepts(kind) for kind in kinds):
        raise Problem("accept", N_("This address gives %(kinds)s only."), 406, kinds=", ".join(kinds))


def document(request: HttpRequest, data: dict[str, Any], kind: str = JSON, *, seconds: int = SECONDS) -> HttpResponse:
    """This will send a document as JSON."""
    negotiate(request, *dict.fromkeys((kind, JSON)))
    return text(request, json.dumps(data, ensure_ascii=False, separators=(",", ":")), kind, seconds=seconds)


def text(request: HttpRequest, body: str, kind: str, *, stamp: str = "", seconds: int = SECONDS) -> HttpResponse:
    """This will send JSON, with `stamp` before its last brace: what is never twice the same has no part in the ETag."""
    octets = body.encode()
    digest = hashlib.blake2b(octets, digest_size=16).hexdigest()
    known = {etag.removeprefix("W/") for etag in parse_etags(request.headers.get("If-None-Match", ""))}
    if known & {f'"{digest}"', "*"}:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(octets[:-1] + stamp.encode() + octets[-1:] if stamp else octets, content_type=kind)
    response["ETag"] = f'W/"{digest}"'
    response["Cache-Control"] = f"public, max-age={seconds}"
    return response
