"""How a resident walks through the form in tests."""

import io
import re
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories import BOSTANDYK

TEXT = "Біздің аулада балалар алаңы ескірген, әткеншек сынып қалды. Жөндеп беріңіздерші."
NAMED = {"who": "named", "name": "Айгерім Сәбит (демо)", "phone": "8 701 123 45 67", "publish": "on"}
POINT = {"place": "point", "lon": str(BOSTANDYK[0]), "lat": str(BOSTANDYK[1])}
ANSWERS: dict[str, dict[str, Any]] = {
    "words": {"text": TEXT},
    "topic": {"topic": "yard.playground"},
    "place": POINT,
    "kind": {"kind": "message"},
    "about": NAMED,
}


def step(name: str, language: str = "kk") -> str:
    return f"/{language}/appeals/new/{name}/"


def walk(client: Any, upto: str = "check", language: str = "kk", **answers: dict[str, Any]) -> Any:
    """Answer the questions before `upto` and give its page."""
    for name, given in (ANSWERS | answers).items():
        if name == upto:
            break
        response = client.post(step(name, language), given)
        assert response.status_code == 302, errors(response)
    return client.get(step(upto, language))


def send(client: Any, language: str = "kk", **answers: dict[str, Any]) -> Any:
    """Answer all questions and send."""
    walk(client, language=language, **answers)
    return client.post(step("check", language), {"go": "send"})


def kept(response: Any) -> str:
    """The signed draft in a page."""
    found = re.search(r'name="kept" id="kept" value="([^"]+)"', response.content.decode())
    assert found
    return unescape(found.group(1))


def errors(response: Any) -> str:
    """What a page says is wrong, without tags."""
    text = response.content.decode()
    found = re.findall(r'<(?:p class="error"|div class="notice late").*?</(?:p|div)>', text, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", " ".join(found)))


def words(response: Any) -> str:
    """A page as its reader sees it: no tags, no scripts, single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def a_photo(name: str = "яма.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#8a7a63").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")
