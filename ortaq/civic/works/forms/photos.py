"""Photos of one spot, BEFORE and AFTER, and what a colleague says of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.works.forms.parts import WordsForm, day_field
from ortaq.core.ui.widgets import PhotosInput

SPOT = 150
PHOTO_HELP = _("One photo as the camera made it, at most 20 MB: day and place are read from it, then erased.")
DAY_HELP = _("Only if the photo does not say it itself.")


def photo_field(label: Any) -> forms.FileField:
    """This will give a field for one photo. The browser must not make it smaller: its day and place would be gone."""
    return forms.FileField(
        label=label, help_text=PHOTO_HELP, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": PhotosInput.ACCEPT}),
        error_messages={"required": _("Choose one photo."), "invalid": _("Choose one photo.")},
    )  # fmt: skip


class BeforeForm(WordsForm):
    """The photo BEFORE."""

    PARTS = (("spot", _("Where one stands, and what one sees"), SPOT, 0, ()),)
    photo = photo_field(_("The photo BEFORE"))
    taken_on = day_field(_("The day it was taken"), required=False, hint=DAY_HELP)


class AfterForm(forms.Form):
    """The photo AFTER."""

    photo = photo_field(_("The photo AFTER"))
    taken_on = day_field(_("The day it was taken"), required=False, hint=DAY_HELP)


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
