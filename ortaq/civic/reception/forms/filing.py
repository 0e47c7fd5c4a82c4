"""Filing an appeal: one question per page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.reception.forms.choices import KIND_CHOICES, PLACE_CHOICES, WHO_CHOICES
from ortaq.civic.reception.forms.contacts import clean_iin, clean_phone
from ortaq.civic.reception.rules import LONGEST_TEXT, check_text
from ortaq.core.ui.sentences import check
from ortaq.core.ui.widgets import PhotosInput, offer

MOST_PHOTOS = 10


class PhotosField(forms.FileField):
    """Several files at once; what they are is checked where they are stored."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """This will give the list of files; an empty one is fine."""
        return [upload for upload in (data or []) if upload]


class WordsForm(forms.Form):
    """What happened."""

    text = forms.CharField(
        label=_("What happened?"),
        help_text=_("Write as you would say it. One or two sentences are enough; no need to know who answers for it."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7, "autocomplete": "off"}),
        error_messages={
            "required": _("Please write what happened. One sentence is enough."),
            "max_length": _(
                "The text has %(show_value)s characters, at most %(limit_value)s fit. Please shorten it: nothing you "
                "wrote is lost."
            ),
        },
    )
    photos = PhotosField(
        label=_("Photos"),
        help_text=_("Up to 10 photos, 20 MB each. The place and time hidden inside a photo are erased."),
        required=False,
        widget=PhotosInput(most=MOST_PHOTOS),
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        check(check_text(text))
        return text


class TopicForm(forms.Form):
    """What it is about. The choices come with the page: three suggested ones and the whole tree."""

    topic = forms.ChoiceField(
        label=_("What is it about?"),
        help_text=_("The topic decides who answers."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a topic. If none fits, choose “Other”."),
            "invalid_choice": _("There is no such topic any more. Choose another one."),
        },
    )

    def __init__(self, *args: Any, topics: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "topic", topics)


class PlaceForm(forms.Form):
    """Where it is: a point, an address, or nowhere in particular."""

    place = forms.ChoiceField(
        label=_("How do you want to show the place?"),
        choices=PLACE_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say where it is, or choose “It has no place”.")},
    )
    address = forms.CharField(
        label=_("Address or landmark"),
        help_text=_("For example: 52 Abay Avenue, by the bus stop."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("The address is too long: keep the street, the house and a landmark.")},
    )
    district = forms.ChoiceField(
        label=_("District"),
        required=False,
        error_messages={"invalid_choice": _("There is no such district. Choose one from the list.")},
    )
    lat = forms.FloatField(
        label=_("Latitude"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"}),
        error_messages={"invalid": _("Latitude is a number such as 43.238.")},
    )
    lon = forms.FloatField(
        label=_("Longitude"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"}),
        error_messages={"invalid": _("Longitude is a number such as 76.889.")},
    )

    def __init__(self, *args: Any, districts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "district", districts, first=_("I do not know"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        has_point = data.get("lon") is not None and data.get("lat") is not None
        if data.get("place") == "point" and not has_point and data.get("address") and not self.errors:
            data["place"] = "address"  # she wrote where it is instead of putting the pin: that says it
        place = data.get("place")
        if place == "point" and not self.errors and not has_point:
            self.add_error("place", _("Put the pin on the map, or write the address instead."))
        if place == "address" and not data.get("address"):
            self.add_error("address", _("Write the address or a landmark near it."))
        return data


class KindForm(forms.Form):
    """What the person wants, in plain words; the law's name of it follows."""

    kind = forms.ChoiceField(
        label=_("What do you want to happen?"),
        choices=KIND_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want: the term for the answer depends on it.")},
    )


class AboutForm(forms.Form):
    """Who writes. A name and one way to reach her; or nothing."""

    use_required_attribute = False

    who = forms.ChoiceField(
        label=_("Who is writing?"),
        choices=WHO_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you sign the appeal.")},
    )
    name = forms.CharField(
        label=_("Surname and first name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", "data-private": True}),
        error_messages={"max_length": _("The name is too long.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("We send the number of your appeal and the answer here. For example: +7 701 123 45 67."),
        max_length=30,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "short", "data-private": True}
        ),
        error_messages={"max_length": _("This phone number is too long.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-private": True}),
        error_messages={"invalid": _("This e-mail address is not complete. It looks like name@example.kz.")},
    )
    iin = forms.CharField(
        label=_("IIN"),
        help_text=_("Not needed to get an answer. It helps the front office find your appeals. Nobody else sees it."),
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short", "data-private": True}
        ),
        error_messages={"max_length": _("An IIN has 12 digits.")},
    )
    publish = forms.BooleanField(
        label=_("Show the appeal to everyone"),
        help_text=_("Without your name, phone and other personal details: we hide them in the text too."),
        required=False,
    )

    def __init__(self, *args: Any, signed_in: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signed_in = signed_in
        if signed_in:
            for name in ("name", "phone", "email", "iin"):
                del self.fields[name]
        self.mark()

    def mark(self) -> None:
        """This will keep the page from calling optional what a signature needs; `clean` decides."""
        for name in {"name", "phone", "email"} & set(self.fields):
            self.fields[name].required = True

    def full_clean(self) -> None:
        for name in {"name", "phone", "email"} & set(self.fields):
            self.fields[name].required = False
        super().full_clean()
        self.mark()

    def clean_phone(self) -> str:
        return clean_phone(str(self.cleaned_data["phone"]))

    def clean_iin(self) -> str:
        return clean_iin(str(self.cleaned_data["iin"]))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("who") == "named" and not self.signed_in:
            if not data.get("name") and "name" not in self.errors:
                self.add_error("name", _("Write your name: the law asks for it to send you an answer."))
            if not (data.get("phone") or data.get("email") or {"phone", "email"} & set(self.errors)):
                self.add_error("phone", _("Leave a phone number or an e-mail so that the answer can reach you."))
        return data
