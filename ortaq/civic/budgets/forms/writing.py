"""Handing in a project: one question per page."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.budgets.forms.choices import CATEGORIES
from ortaq.civic.budgets.rules import projects as rules
from ortaq.core.ui.sentences import check
from ortaq.core.ui.widgets import PhotosInput, offer

TENGE = 100
MOST_PHOTOS = 5
MOST_TENGE = 10**13
TOO_LONG = _("The text is too long: %(show_value)s signs, at most %(limit_value)s fit.")


class DistrictForm(forms.Form):
    """Whose money it asks for."""

    district = forms.ChoiceField(
        label=_("Which district is it for?"),
        help_text=_("Each district has its own money and its own winners."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the district where it should be."),
            "invalid_choice": _("There is no such district. Choose one from the list."),
        },
    )

    def __init__(self, *args: Any, districts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "district", districts)


class WordsForm(forms.Form):
    """What should be built, and why."""

    title = forms.CharField(
        label=_("What should be built?"),
        help_text=_("In a few words, as it should stand on the ballot. For example: a playground at 12 Abay Avenue."),
        max_length=rules.LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write what should be built, in a few words."), "max_length": TOO_LONG},
    )
    text = forms.CharField(
        label=_("Tell more about it"),
        help_text=_("What is there now, what should be, for whom. Everyone reads it; leave out names and phones."),
        max_length=rules.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        error_messages={
            "required": _("Tell a little more: what is there now, what should be, for whom."),
            "max_length": TOO_LONG,
        },
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        check(rules.check_words(title="…", text=text))
        return text


class CategoryForm(forms.Form):
    """What kind of project it is."""

    category = forms.ChoiceField(
        label=_("What kind of project is it?"),
        choices=list(CATEGORIES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of project it is.")},
    )


class PlaceForm(forms.Form):
    """Where it should be: a point, and how people find it."""

    address = forms.CharField(
        label=_("Address or landmark"),
        help_text=_("For example: 52 Abay Avenue, by the bus stop."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the address or a landmark near it."), "max_length": TOO_LONG},
    )
    lat = forms.FloatField(
        label=_("Latitude"),
        min_value=-90,
        max_value=90,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"}),
        error_messages={
            "required": _("Show on the map where it should be, or write the coordinates."),
            **dict.fromkeys(("invalid", "min_value", "max_value"), _("Latitude is a number such as 43.238.")),
        },
    )
    lon = forms.FloatField(
        label=_("Longitude"),
        min_value=-180,
        max_value=180,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"}),
        error_messages={
            "required": _("Show on the map where it should be, or write the coordinates."),
            **dict.fromkeys(("invalid", "min_value", "max_value"), _("Longitude is a number such as 76.889.")),
        },
    )


class TengeField(forms.CharField):
    """Money as people type it: "12 000 000", "12000000", with or without the sign of the tenge."""

    def to_python(self, value: Any) -> Any:
        """This will give whole tenge; "" for an empty field."""
        text = super().to_python(value) or ""
        plain = "".join(sign for sign in text if not sign.isspace() and sign not in "₸тТ'’")
        if not plain:
            return ""
        try:
            number = Decimal(plain.replace(",", "."))
        except InvalidOperation as error:
            raise forms.ValidationError(self.error_messages["whole"], code="whole") from error
        if not number.is_finite() or number != number.to_integral_value() or not 0 < number < MOST_TENGE:
            raise forms.ValidationError(self.error_messages["whole"], code="whole")
        return int(number)


class CostForm(forms.Form):
    """What it will cost. `cap` is the most of one project in the district, tiyn."""

    cost = TengeField(
        label=_("What will it cost?"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
        error_messages={
            "required": _("Write what it will cost, in whole tenge."),
            "whole": _("Write the sum in whole tenge, with digits: 12 000 000."),
        },
    )

    def __init__(self, *args: Any, cap: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cap = cap

    def clean_cost(self) -> int:
        cost = int(self.cleaned_data["cost"]) * TENGE
        check(rules.check_cost(cost=cost, cap=self.cap))
        return cost


class PhotosField(forms.FileField):
    """Several files at once; what they are is checked where they are stored."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """This will give the list of files; an empty one is fine."""
        return [upload for upload in (data or []) if upload]


class PhotosForm(forms.Form):
    """What it looks like there today."""

    photos = PhotosField(
        label=_("Photos of the place"),
        help_text=_("Up to 5 photos, 20 MB each. The place and time hidden inside a photo are erased."),
        required=False,
        widget=PhotosInput(most=MOST_PHOTOS),
    )


class DeclarationsForm(forms.Form):
    """What the author answers for."""

    common_use = forms.BooleanField(
        label=_("It is for common use: open to everyone, free of charge"),
        error_messages={"required": _("A project must be open to everyone. Confirm that it is for common use.")},
    )
    public_land = forms.BooleanField(
        label=_("It stands on public land, as far as I know"),
        help_text=_("The experts look it up; if they find otherwise, they say so."),
        error_messages={"required": _("A project stands on public land. Confirm that the land is public.")},
    )


class WithdrawForm(forms.Form):
    """Why the author takes it back, if she likes to say."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everyone reads it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )


def written_tenge(tiyn: int) -> str:
    """This will write a sum into the field as it may be typed: 1200000000 → "12 000 000"."""
    return f"{tiyn // TENGE:,}".replace(",", " ") if tiyn else ""
