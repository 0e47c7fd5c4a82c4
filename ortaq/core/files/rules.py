"""What may be sent: sizes, numbers and kinds. Plain Python."""

from typing import Final

from ortaq.core.files.pictures import PDF, PHOTOS
from ortaq.core.people.refusal import N_, YES, Answer, no

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 20 * MEGABYTE
MOST_PER_FORM: Final = 10
KINDS: Final = {
    "photo": PHOTOS,
    "after_photo": PHOTOS,
    "document": (PDF,),
    "answer": (PDF, *PHOTOS),
}
"""What each purpose takes, by content."""

NOT_A_PHOTO = N_("“%(name)s” is not a photo. Send a picture: JPEG, PNG, WEBP or HEIC.")
NOT_A_DOCUMENT = N_("“%(name)s” is not a PDF document.")
BROKEN = N_("“%(name)s” is damaged or was not sent to the end. Choose it once more.")
TOO_MANY_PIXELS = N_("“%(name)s” is too large a picture. Send one of at most 50 megapixels.")
VIRUS = N_("“%(name)s” did not pass the virus check and was not kept.")


def may_store(*, name: str, size: int, purpose: str, already: int) -> Answer:
    """This will say whether a file of this size (bytes) may join the form; `already` counts those that are in it."""
    if purpose not in KINDS:
        return no("purpose", N_("Files of this kind are not taken here."))
    if size == 0:
        return no("empty", N_("“%(name)s” is empty. Choose it once more."), name=name)
    if size > LARGEST:
        return no("too_large", N_("“%(name)s” is larger than 20 MB. Choose a smaller one."), name=name)
    if already >= MOST_PER_FORM:
        return no("too_many", N_("No more than 10 files in one message."))
    return YES


def may_be(*, name: str, kind: str, purpose: str) -> Answer:
    """This will say whether a purpose takes content of this kind: a media type, or "" for an unknown one."""
    if kind in KINDS[purpose]:
        return YES
    if PDF in KINDS[purpose]:
        return no("not_a_document", NOT_A_DOCUMENT, name=name)
    return no("not_a_photo", NOT_A_PHOTO, name=name)


def plain_name(name: str) -> str:
    """This will give a name without path and control signs, at most 200 letters, "file" when nothing is left."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip(". ")[:200] or "file"
