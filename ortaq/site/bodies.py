"""How much one request may carry at most: asked before a byte of it is read."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ortaq.core.files.rules import LARGEST, MEGABYTE, MOST_PER_FORM
from ortaq.core.ui import errors


def most_bytes() -> int:
    """This will give the bytes of the fullest form there is: its files, its fields, and the lines between them."""
    return MOST_PER_FORM * LARGEST + int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE) + MEGABYTE


class BodyMiddleware:
    """Answers 413 to what announces more than any form holds; else files would fill the disk before a form counts them.

    A body that announces no length is empty to Django (WSGI). Nothing before this reads the body: not the session, the
    language, nor the CSRF check, which waits for the view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            announced = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            announced = 0  # as Django reads it
        if announced > most_bytes():
            return errors.page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return self.get_response(request)
