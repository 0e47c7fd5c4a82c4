"""What a file is by its content, and how a photo loses what it should not tell. Plain bytes in, plain bytes out."""

import io
import math
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

JPEG, PNG, WEBP, HEIC, PDF = "image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf"
PHOTOS = (JPEG, PNG, WEBP, HEIC)
_FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", HEIC: "HEIF"}
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
MOST_PIXELS = 50_000_000
LARGE, SMALL = 2048, 480
QUALITY = 80


_EXIF, _GPS = 0x8769, 0x8825
"""Directories of EXIF 2.32: the shot, and the place."""
_TAKEN, _OFFSET = 0x9003, 0x9011
_LAT_SIDE, _LAT, _LON_SIDE, _LON = 1, 2, 3, 4
_FIRST_YEAR = 1990
"""A camera whose clock was never set says less."""


class NotAPicture(Exception):  # noqa: N818, it becomes a refusal
    """The bytes are no whole picture; `code` says why: broken or too_many_pixels."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Two copies in WEBP without EXIF, GPS, XMP and colour profile; width and height of the large one."""

    large: bytes
    small: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a camera wrote into a photo, None for what it did not. A moment without an offset is local time."""

    taken_at: datetime | None = None
    lon: float | None = None
    lat: float | None = None


def kind_of(head: bytes) -> str:
    """This will tell the media type from the first bytes, "" for anything but JPEG, PNG, WEBP, HEIC and PDF."""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return HEIC
    return PDF if head.startswith(b"%PDF-") else ""


@cache
def _pillow() -> object:
    """Pillow with HEIC and with our own limit, loaded when the first picture comes."""
    import pi_heif
    from PIL import Image

    pi_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    return Image


def _open(data: bytes, kind: str, side: int) -> "Image.Image":
    """Give the decoded picture, JPEG already near the wanted side; raises NotAPicture.

    A broken file makes Pillow and the codecs below it raise whatever they like, so everything counts as broken.
    """
    _pillow()
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=[_FORMATS[kind]])
            _require_bounds(picture)
            picture.draft("RGB", (side, side))
            picture.load()
    except NotAPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture("too_many_pixels") from error
    except Exception as error:
        raise NotAPicture("broken") from error
    return picture


def _require_bounds(picture: "Image.Image") -> None:
    """Pillow warns of the same, but a warning is a matter of the process and not of this thread."""
    if picture.width * picture.height > MOST_PIXELS:
        raise NotAPicture("too_many_pixels")


def check(data: bytes, kind: str) -> None:
    """This will read the picture to its last line; raises NotAPicture if it is truncated, disguised or a bomb."""
    _open(data, kind, SMALL).close()


def told(data: bytes, kind: str) -> Told:
    """This will read when and where a photo says it was taken, before it is cleaned of that; nothing is decoded.

    Damaged or missing EXIF says nothing: a photo is never refused for it.
    """
    _pillow()
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as picture:
            exif = picture.getexif()
            shot, place = exif.get_ifd(_EXIF), exif.get_ifd(_GPS)
    except Exception:  # noqa: BLE001, whatever a codec makes of a broken file: it tells nothing
        return Told()
    lat = _degrees(place.get(_LAT), place.get(_LAT_SIDE), "S", 90)
    lon = _degrees(place.get(_LON), place.get(_LON_SIDE), "W", 180)
    if lon is None or lat is None or lon == lat == 0:  # "null island" is a camera without a fix
        lon = lat = None
    return Told(_moment(shot), lon, lat)


def _moment(shot: Mapping[int, Any]) -> datetime | None:
    written = str(shot.get(_TAKEN, "")).strip("\0 ")
    offset = str(shot.get(_OFFSET, "")).strip("\0 ")
    for text, form in ((written + offset, "%Y:%m:%d %H:%M:%S%z"), (written, "%Y:%m:%d %H:%M:%S")):
        try:
            read = datetime.strptime(text, form)  # noqa: DTZ007, a camera knows its clock and not its zone
        except ValueError:
            continue
        return read if read.year >= _FIRST_YEAR else None
    return None


def _degrees(parts: Any, side: Any, negative: str, most: int) -> float | None:
    """Degrees, minutes and seconds as a decimal of five places (≈ 1 m), None for what is no coordinate."""
    try:
        whole, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = whole + minutes / 60 + seconds / 3600
    if not math.isfinite(value) or not 0 <= value <= most:
        return None
    return round(-value if str(side).strip("\0 ").upper() == negative else value, 5)


def clean(data: bytes, kind: str) -> Cleaned:
    """This will make the two public copies; raises NotAPicture."""
    from PIL import ImageOps

    picture = _open(data, kind, LARGE)
    try:
        upright = _without_profile(ImageOps.exif_transpose(picture))
        upright.thumbnail((LARGE, LARGE))
        small = upright.copy()
        small.thumbnail((SMALL, SMALL))
        return Cleaned(_webp(upright), _webp(small), upright.width, upright.height)
    except (OSError, ValueError, SyntaxError) as error:
        raise NotAPicture("broken") from error


def _without_profile(picture: "Image.Image") -> "Image.Image":
    """Bring colours to sRGB while the profile still says what they mean, transparency to white, and forget the rest."""
    from PIL import Image, ImageCms

    profile = picture.info.get("icc_profile")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        plain = Image.new("RGB", layered.size, "white")
        plain.paste(layered, mask=layered.getchannel("A"))
    else:
        plain = picture.convert("RGB")
    if profile and picture.mode == "RGB":
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"))
            plain = converted or plain
        except ImageCms.PyCMSError:
            pass  # a damaged profile: the colours stay as they are
    plain.info.clear()
    return plain


def _webp(picture: "Image.Image") -> bytes:
    made = io.BytesIO()
    picture.save(made, "WEBP", quality=QUALITY, method=4)
    return made.getvalue()
