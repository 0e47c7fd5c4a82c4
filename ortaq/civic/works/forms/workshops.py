"""Workshops and concepts as an official enters them, and a concept that becomes a work."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ortaq.civic.works.forms.desk import FilesField
from ortaq.civic.works.forms.parts import TOO_LONG, PlacedForm, WordsForm, count_field, day_field, money_field
from ortaq.civic.works.rules import stages, workshops
from ortaq.civic.works.templatetags.works import KINDS
from ortaq.core.ui.widgets import PhotosInput


class WorkshopForm(WordsForm):
    """A workshop of residents."""

    PARTS = (
        ("title", _("Name of the workshop"), stages.LONGEST_TITLE, 0, ("kk", "ru")),
        ("summary", pgettext_lazy("workshop", "What it was about"), stages.LONGEST_ABOUT, 5, ()),
        ("place", _("Where people meet"), 200, 0, ()),
    )
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    participants = count_field(_("How many took part"), least=1, most=100_000, required=False)

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = forms.ChoiceField(label=_("Who holds it"), choices=list(bodies))
        self.order_fields(["body", "title_kk", "title_ru", "title_en", "starts_on", "ends_on", "participants"])


class ConceptForm(PlacedForm):
    """A concept with its drawings."""

    PARTS = (
        ("title", _("Name of the concept"), stages.LONGEST_TITLE, 0, ("kk", "ru")),
        ("summary", pgettext_lazy("concept", "What it proposes"), stages.LONGEST_ABOUT, 5, ("kk", "ru")),
    )
    authors = forms.CharField(
        label=_("Who drew it"), required=False, max_length=workshops.LONGEST_AUTHORS,
        help_text=_("As they agreed to be named: everyone reads it."), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    photos = FilesField(
        label=_("Drawings and photos"), required=False, widget=PhotosInput(most=5),
        help_text=_("Up to 5 photos, 20 MB each. The place and time hidden inside a photo are erased."),
    )  # fmt: skip
    upload_token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["address"]


class BuildForm(forms.Form):
    """A concept that becomes a work."""

    body = forms.ChoiceField(label=_("Who answers for it"))
    work_kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()), initial="park")
    planned = money_field(_("Planned, in whole units of currency"))
    note = forms.CharField(
        label=_("What was done or decided?"), max_length=stages.LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what was done or decided: everyone reads it."), "max_length": TOO_LONG},
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(bodies)
