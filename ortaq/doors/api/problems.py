"""What a machine is told when it cannot be answered: RFC 9457, a stable code and a sentence."""

import json
from http import HTTPStatus

from django.http import HttpResponse
from django.utils.translation import gettext

KIND = "application/problem+json"


class Problem(Exception):  # noqa: N818, it is told as a sentence
    """A request that is declined. `detail` is a msgid with named placeholders; `code` is stable."""

    def __init__(self, code: str, detail: str, /, status: int = HTTPStatus.BAD_REQUEST, **params: object) -> None:
        super().__init__(code)
        self.code, self.detail, self.status, self.params = code, detail, status, params

    def response(self) -> HttpResponse:
        """This will tell it in the language of the request."""
        sentence = gettext(self.detail)
        told = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": sentence % self.params if self.params else sentence,
        }
        body = json.dumps(told, ensure_ascii=False)
        return HttpResponse(body, status=self.status, content_type=KIND, headers={"Cache-Control": "no-store"})
