"""A request that carries more than any form holds is refused before it is read."""

import pytest
from django.core.files.uploadhandler import FileUploadHandler

from ortaq.core.files.rules import LARGEST, MOST_PER_FORM
from ortaq.site.bodies import most_bytes

pytestmark = pytest.mark.django_db
PLACE = "/{}/appeals/new/words/"


@pytest.fixture(autouse=True)
def nothing_is_read(monkeypatch):
    def fail(*_, **__):
        raise AssertionError("the body was read")

    monkeypatch.setattr(FileUploadHandler, "__init__", fail)
    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", fail)


def announce(client, size, language="en", **more):
    kind = "multipart/form-data; boundary=x"
    return client.generic("POST", PLACE.format(language), b"", content_type=kind, CONTENT_LENGTH=str(size), **more)


@pytest.mark.parametrize(
    ("language", "said"), [("kk", "Тым үлкен"), ("ru", "Слишком много"), ("en", "This is too large")]
)
def test_too_large_a_body_gets_a_sentence_and_is_not_read(client, django_assert_num_queries, language, said):
    with django_assert_num_queries(0):
        page = announce(client, most_bytes() + 1, language)
    assert page.status_code == 413
    assert said in page.content.decode()
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("size", ["9" * 400, str(2**63), "+999999999999", "0" * 30 + "999999999999"])
def test_an_absurd_length_is_too_large_too(client, size):
    assert announce(client, size).status_code == 413


def test_a_machine_is_told_in_json(client):
    answer = announce(client, most_bytes() + 1, HTTP_ACCEPT="application/json")
    assert answer.status_code == 413
    assert answer.json()["status"] == 413


def test_the_fullest_form_goes_on_to_be_read(client):
    assert most_bytes() > MOST_PER_FORM * LARGEST
    with pytest.raises(AssertionError, match="the body was read"):
        announce(client, most_bytes())


@pytest.mark.parametrize("size", ["", "x", "-1"])
def test_a_length_that_is_none_harms_nothing(client, size):
    assert client.generic("GET", "/en/", CONTENT_LENGTH=size).status_code == 200
