"""Addresses of stored files."""

from django.urls import path, register_converter

from ortaq.core.files import pages


class SizeConverter:
    """The two sizes a photo is kept in."""

    regex = "large|small"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SizeConverter, "photo_size")
app_name = "files"
urlpatterns = [
    path("files/<uuid:public_id>/<photo_size:size>.webp", pages.photo, name="photo"),
    path("files/<uuid:public_id>.pdf", pages.document, name="document"),
]
