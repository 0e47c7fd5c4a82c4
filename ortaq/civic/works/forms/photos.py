"""Photos of one spot, BEFORE and AFTER, and what a colleague says of them."""

from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from ortaq.civic.works.forms.parts import WordsForm, day_field
from ortaq.civic.works.services.photos import Held
from ortaq.core.files.pictures import Told
from ortaq.core.ui.widgets import PhotosInput

SPOT = 150
PHOTO_HELP = _("One photo as the camera made it, at most 20 MB: day and place are read from it, then erased.")
DAY_HELP = _("Only if the photo does not say it itself, or the clock of the camera is wrong.")
NO_PHOTO = _("Choose one photo.")
SALT = "works.photo"
KEPT_FOR = 24 * 3600
"""Seconds a photo waits for its form: so long files of unsent forms are kept."""


def photo_field(label: Any) -> forms.FileField:
    """This will give a field for one photo. The browser must not make it smaller: its day and place would be gone."""
    return forms.FileField(
        label=label, help_text=PHOTO_HELP, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": PhotosInput.ACCEPT}),
        error_messages={"required": NO_PHOTO, "invalid": NO_PHOTO},
    )  # fmt: skip


class PhotoForm(forms.Form):
    """One photo, stored as soon as it comes: `kept_photo` names it, with what its camera said, under our signature."""

    photo = photo_field("")
    taken_on = day_field(_("The day it was taken"), required=False, hint=DAY_HELP)
    kept_photo = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].required = self.held() is None

    def hold(self, held: Held) -> None:
        """This will remember a photo that is stored, so that the form can be sent again without it."""
        told = held.told
        taken_at = told.taken_at.isoformat() if told.taken_at else ""
        data = dict(self.data.items())
        data["kept_photo"] = signing.dumps([held.token, held.file, taken_at, told.lon, told.lat], salt=SALT)
        self.data = data
        self.fields["photo"].required = False

    def held(self) -> Held | None:
        """This will give the photo that is stored for this form, None when there is none."""
        signed = str(self.data.get("kept_photo") or "")
        try:
            token, file, taken_at, lon, lat = signing.loads(signed, salt=SALT, max_age=KEPT_FOR)
        except signing.BadSignature:
            return None
        return Held(token, file, Told(datetime.fromisoformat(taken_at) if taken_at else None, lon, lat))


class BeforeForm(PhotoForm, WordsForm):
    """The photo BEFORE."""

    PARTS = (("spot", _("Where one stands, and what one sees"), SPOT, 0, ()),)
    photo = photo_field(_("The photo BEFORE"))


class AfterForm(PhotoForm):
    """The photo AFTER."""

    photo = photo_field(_("The photo AFTER"))


class CheckForm(WordsForm):
    """Whether both show the same spot."""

    PARTS = (("spot", _("Where one stands, and what one sees"), SPOT, 0, ()),)
    verdict = forms.ChoiceField(
        label=_("Do both photos show the same spot?"), widget=forms.RadioSelect,
        choices=[("yes", _("Yes: show them to everyone")), ("no", _("No: do not show them"))],
        error_messages={"required": _("Say whether both show the same spot.")},
    )  # fmt: skip
    check_note = forms.CharField(
        label=_("Why not?"), required=False, max_length=300, help_text=_("A colleague reads it and takes other photos.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["verdict", "check_note"])
