"""A photo that was cleaned already is ready at once, and a broken transaction leaves no bytes behind."""

import io

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError
from PIL import Image

from ortaq.core.files import pictures, services
from ortaq.core.files.models import StoredFile
from ortaq.core.people.actor import Actor, system
from ortaq.core.tasks.models import Task
from tests.conftest import NOW
from tests.records import a_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(settings, tmp_path) -> pictures.Cleaned:
    location = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": location}
    made = io.BytesIO()
    Image.new("RGB", (640, 480), "#00687a").save(made, "JPEG")
    return pictures.clean(made.getvalue(), pictures.JPEG)


def test_it_is_ready_in_two_sizes_and_promises_nothing(photo: pictures.Cleaned) -> None:
    matter = a_matter()
    file = services.store_cleaned(
        photo=photo, name="../lamp.jpg", purpose="photo", matter=matter, actor=system("demo"), now=NOW
    )
    assert (file.state, file.visibility, file.original, file.width, file.height) == ("ready", "private", "", 640, 480)
    assert "/" not in file.name
    with default_storage.open(file.cleaned) as large, default_storage.open(file.thumbnail) as small:
        assert (large.read(), small.read()) == (photo.large, photo.small)
    assert not Task.objects.exists()


def test_it_waits_for_its_form_like_any_upload(photo: pictures.Cleaned) -> None:
    kept = services.store_cleaned(
        photo=photo, name="a.jpg", purpose="photo", upload_token="form", actor=system("demo"), now=NOW
    )
    matter = a_matter()
    assert services.attach(token="form", matter=matter, actor=system("demo"), now=NOW) == [kept]
    assert StoredFile.objects.get().matter == matter


def test_a_refused_row_leaves_no_bytes_behind(photo: pictures.Cleaned, tmp_path, monkeypatch) -> None:
    def fail(**_: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(StoredFile.objects, "create", fail)
    with pytest.raises(IntegrityError):
        services.store_cleaned(photo=photo, name="a.jpg", purpose="photo", actor=Actor(), now=NOW)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
