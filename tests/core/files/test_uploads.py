"""Photos come in as people send them and go out without telling where people live."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ortaq.core.files import access, jobs, pictures, queries, services
from ortaq.core.files.models import StoredFile
from ortaq.core.people.actor import GUEST, system
from ortaq.core.people.refusal import Refused
from tests.conftest import NOW
from tests.records import a_matter, a_person, actor_for

pytestmark = pytest.mark.django_db
HEIC = (Path(__file__).parent / "samples" / "sun.heic").read_bytes()
SYSTEM = system("test")


def exif_with_place() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Phone maker"
    exif[0x0112] = 6
    exif[0x9C9C] = "where I live".encode("utf-16-le")
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (43.0, 14.0, 20.0), "E", (76.0, 53.0, 0.0)
    return exif


def a_photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **options) -> bytes:
    made = io.BytesIO()
    picture = Image.new("RGB", size, "#00687a")
    picture.paste("#f7c600", (0, 0, size[0] // 2, size[1] // 2))
    picture.save(made, kind, **options)
    return made.getvalue()


def store(data: bytes, **facts) -> StoredFile:
    given = {"name": "yard.jpg", "purpose": "photo", "upload_token": "form-1", "actor": GUEST, "now": NOW, **facts}
    return services.store_upload(upload=data, **given)


def stored(key: str) -> bytes:
    with default_storage.open(key) as file:
        return file.read()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_cleaned_to_two_copies(kind, django_capture_on_commit_callbacks):
    file = store(a_photo(kind, (3000, 1500)))
    original = file.original
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.clean_photo.call(file.pk) == "ready"
    file.refresh_from_db()
    assert (file.width, file.height, file.content_type) == (2048, 1024, "image/webp")
    assert Image.open(io.BytesIO(stored(file.thumbnail))).size == (480, 240)
    assert file.original == ""
    assert not default_storage.exists(original)


@pytest.mark.parametrize("source", ["jpeg", "heic"])
def test_place_time_and_maker_are_gone_and_the_picture_stands_upright(source):
    data = a_photo(exif=exif_with_place(), icc_profile=b"") if source == "jpeg" else HEIC
    assert b"GPS" in data or b"Exif" in data
    file = services.clean(file=store(data), actor=SYSTEM, now=NOW)
    for key in (file.cleaned, file.thumbnail):
        bytes_ = stored(key)
        picture = Image.open(io.BytesIO(bytes_))
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile"} & set(picture.info)
        assert b"Phone maker" not in bytes_
        assert b"Ortaq test" not in bytes_
        assert b"EXIF" not in bytes_
    if source == "jpeg":
        assert (file.width, file.height) == (480, 640)  # orientation 6: turned by a quarter


def test_a_photo_keeps_its_colours_when_the_profile_goes():
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = services.clean(file=store(a_photo("PNG", icc_profile=profile)), actor=SYSTEM, now=NOW)
    red, green, blue = Image.open(io.BytesIO(stored(file.cleaned))).convert("RGB").getpixel((600, 400))
    assert abs(red - 0) < 12
    assert abs(green - 0x68) < 12
    assert abs(blue - 0x7A) < 12


def test_transparency_becomes_white():
    made = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(made, "PNG")
    file = services.clean(file=store(made.getvalue()), actor=SYSTEM, now=NOW)
    assert Image.open(io.BytesIO(stored(file.cleaned))).convert("RGB").getpixel((25, 25)) == (255, 255, 255)


def test_the_content_decides_and_not_the_name():
    assert store(HEIC, name="IMG_0001.jpg").content_type == "image/heic"
    assert store(a_photo("PNG"), name="photo.JPEG").content_type == "image/png"


@pytest.mark.parametrize(
    ("data", "purpose", "code"),
    [
        (b"", "photo", "empty"),
        (b"MZ\x90\x00" + b"\0" * 500, "photo", "not_a_photo"),
        (b"<html><script>alert(1)</script>", "photo", "not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo", "not_a_photo"),
        (b"GIF89a" + b"\0" * 100, "photo", "not_a_photo"),
        (b"%PDF-1.7\n", "photo", "not_a_photo"),
        (a_photo(), "document", "not_a_document"),
        (b"\xff\xd8\xff\xe0" + b"not a picture at all" * 20, "photo", "broken"),
        (a_photo(size=(900, 900))[:2000], "photo", "broken"),
        (a_photo("PNG")[:-300], "photo", "broken"),
        (HEIC[:1500], "photo", "broken"),
        (b"\x89PNG\r\n\x1a\n", "photo", "broken"),
        (a_photo(), "avatar", "purpose"),
    ],
)
def test_what_is_no_whole_picture_is_refused_with_a_sentence(data, purpose, code):
    with pytest.raises(Refused) as refused:
        store(data, purpose=purpose)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")
    assert not StoredFile.objects.exists()


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read():
    class Large(SimpleUploadedFile):
        def read(self, *_):
            raise AssertionError("it was read")

    large = Large("large.jpg", b"")
    large.size = 50 * 1024 * 1024
    with pytest.raises(Refused) as refused:
        store(large)
    assert refused.value.code == "too_large"
    assert "20 MB" in str(refused.value)


def test_a_bomb_is_refused_before_it_unfolds():
    made = io.BytesIO()
    Image.new("1", (9000, 9000)).save(made, "PNG")
    assert len(made.getvalue()) < 100_000
    with pytest.raises(Refused) as refused:
        store(made.getvalue())
    assert refused.value.code == "too_many_pixels"


def test_the_eleventh_file_of_a_form_is_refused():
    small = a_photo(size=(8, 8))
    for _ in range(10):
        store(small)
    with pytest.raises(Refused) as refused:
        store(small)
    assert refused.value.code == "too_many"
    store(small, upload_token="form-2")


def test_a_virus_is_refused_and_deleted(settings, django_capture_on_commit_callbacks):
    settings.VIRUS_SCAN = "tests.core.files.test_uploads.finds_a_virus"
    file = store(a_photo())
    original = file.original
    with django_capture_on_commit_callbacks(execute=True):
        services.clean(file=file, actor=SYSTEM, now=NOW)
    file.refresh_from_db()
    assert (file.state, file.refusal, file.cleaned) == ("refused", "virus", "")
    assert not default_storage.exists(original)


def finds_a_virus(data: bytes) -> str:
    return "EICAR" if data else ""


def test_the_original_is_private_on_the_disk():
    file = store(a_photo())
    path = Path(default_storage.path(file.original))
    assert path.stat().st_mode & 0o777 == 0o600
    assert "yard" not in str(path)
    assert len(path.relative_to(default_storage.location).parts) == 4


def test_cleaning_twice_changes_nothing():
    file = services.clean(file=store(a_photo()), actor=SYSTEM, now=NOW)
    again = services.clean(file=file, actor=SYSTEM, now=NOW)
    assert (again.cleaned, again.thumbnail) == (file.cleaned, file.thumbnail)


def test_the_files_of_a_form_go_with_the_matter_it_became():
    person = a_person()
    first, second = store(a_photo(size=(8, 8))), store(a_photo(size=(9, 9)))
    other = store(a_photo(size=(9, 9)), upload_token="form-2")
    matter = a_matter(opened_by=person)
    attached = services.attach(token="form-1", matter=matter, visibility="public", actor=actor_for(person), now=NOW)
    assert [file.pk for file in attached] == [first.pk, second.pk]
    assert services.attach(token="form-1", matter=matter, actor=actor_for(person), now=NOW) == []
    first.refresh_from_db()
    assert (first.matter, first.visibility, first.upload_token, first.uploaded_by) == (matter, "public", "", person)
    other.refresh_from_db()
    assert other.matter is None


def test_files_of_forms_never_sent_are_forgotten_after_a_day(django_capture_on_commit_callbacks):
    old = store(a_photo(size=(8, 8)), now=NOW - timedelta(hours=25))
    young = store(a_photo(size=(8, 8)), now=NOW - timedelta(hours=23))
    sent = store(a_photo(size=(8, 8)), now=NOW - timedelta(hours=30), upload_token="", matter=a_matter())
    with django_capture_on_commit_callbacks(execute=True):
        assert services.forget_orphans(actor=SYSTEM, now=NOW) == 1
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {young.pk, sent.pk}
    assert not default_storage.exists(old.original)
    assert default_storage.exists(young.original)


@pytest.fixture
def private_photo():
    owner = a_person()
    matter = a_matter(visibility="private", opened_by=owner)
    file = store(a_photo(), upload_token="", matter=matter, actor=actor_for(owner))
    return services.clean(file=file, actor=SYSTEM, now=NOW)


def test_a_private_file_is_open_to_its_owner_and_to_whom_the_matter_allows(private_photo, monkeypatch):
    monkeypatch.setattr(access, "_RULES", {})
    owner, stranger = actor_for(private_photo.uploaded_by), actor_for(a_person())
    assert queries.get(private_photo.public_id, owner) == private_photo
    assert queries.get(private_photo.public_id, stranger) is None
    assert queries.get(private_photo.public_id, GUEST) is None
    access.allow("appeal", lambda actor, _: actor == stranger)
    assert queries.get(private_photo.public_id, stranger) == private_photo
    assert queries.get(private_photo.public_id, GUEST) is None


def test_pages_show_public_files_to_all_and_private_ones_to_nobody_else(client, private_photo):
    address = f"/kk/files/{private_photo.public_id}/small.webp"
    assert client.get(address).status_code == 404
    public = services.clean(
        file=store(a_photo(), upload_token="", matter=a_matter(), visibility="public"), actor=SYSTEM, now=NOW
    )
    shown = client.get(f"/kk/files/{public.public_id}/large.webp")
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/webp"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in shown["Cache-Control"]
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert pictures.kind_of(b"".join(shown.streaming_content)[:16]) == "image/webp"
    public.matter.visibility = "held"
    public.matter.save()
    assert client.get(f"/kk/files/{public.public_id}/large.webp").status_code == 404


def test_the_owner_sees_her_private_photo_and_no_cache_keeps_it(client, private_photo):
    from tests.records import an_account, sign_in

    sign_in(client, an_account(private_photo.uploaded_by))
    shown = client.get(f"/kk/files/{private_photo.public_id}/large.webp")
    assert shown.status_code == 200
    assert shown["Cache-Control"] == "private, no-store"


def test_a_document_is_handed_out_for_saving(client):
    data = b"%PDF-1.7\n%%EOF\n"
    stored_file = store(
        data, name="../шешім.pdf", purpose="document", upload_token="", matter=a_matter(), visibility="public"
    )
    file = services.clean(file=stored_file, actor=SYSTEM, now=NOW)
    assert file.name == "шешім.pdf"
    shown = client.get(f"/kk/files/{file.public_id}.pdf")
    assert shown["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D1%88")
    assert b"".join(shown.streaming_content) == data
    assert client.get(f"/kk/files/{file.public_id}/large.webp").status_code == 404
