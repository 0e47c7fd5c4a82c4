"""An idea, one question per page; the groups she speaks for; narrowing the list; objecting."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.dialogue.forms.idea_choices import LIST_STATES, ORDERS, PLACES
from ortaq.civic.dialogue.rules import ideas as rules
from ortaq.civic.dialogue.rules import joining
from ortaq.core.discussion.rules import lenses as groups
from ortaq.core.territory import shapes
from ortaq.core.ui.places import PointsField
from ortaq.core.ui.sentences import check
from ortaq.core.ui.templatetags.ui_fates import LENSES, NONE_OF_THESE
from ortaq.core.ui.widgets import PhotosInput, offer

Choices = Sequence[tuple[str, Any]]
TOO_LONG: Final = _("The text is too long: %(show_value)s signs, at most %(limit_value)s fit.")


class WordsForm(forms.Form):
    """What she proposes."""

    title = forms.CharField(
        label=_("What do you propose?"),
        help_text=_("In a few words. For example: a cycle path along Abay Avenue."),
        max_length=rules.LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say in a few words what you propose."), "max_length": TOO_LONG},
    )
    text = forms.CharField(
        label=_("What should change, and for whom?"),
        help_text=_("One or two sentences are enough. Everyone reads it; leave out names and phones."),
        max_length=rules.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        error_messages={
            "required": _("Write what should change and for whom. One or two sentences are enough."),
            "max_length": TOO_LONG,
        },
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not (answer := rules.check_words(title=data["title"], text=data["text"])):
            try:
                check(answer)
            except forms.ValidationError as error:
                self.add_error(answer.code, error)
        return data


class PlaceForm(forms.Form):
    """Where it is: a point, a line, an area, or nowhere in particular. `box` is what the dialogue is about."""

    place = forms.ChoiceField(
        label=_("Where is it?"),
        choices=PLACES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say where it is, or choose “It has no place”.")},
    )
    points = PointsField()
    address = forms.CharField(
        label=_("Address or landmark"),
        help_text=_("For example: Abay Avenue from Seifullin to Zheltoksan."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("The address is too long: keep the street, the house and a landmark.")},
    )

    def __init__(self, *args: Any, box: shapes.Box = shapes.GLOBE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.box = box

    def clean(self) -> dict[str, Any]:
        """This will add `shape`: GeoJSON, or None where only words say where it is."""
        data: dict[str, Any] = super().clean() or {}
        place, points = data.get("place"), data.get("points") or []
        data["shape"] = None
        if self.errors or place == "none":
            return data
        if not points:
            if not data.get("address"):
                self.add_error("points", _("Draw it on the map, or write the address."))
            return data
        data["shape"] = shapes.built(str(place), points)
        if not (answer := shapes.check(data["shape"], box=self.box)):
            try:
                check(answer)
            except forms.ValidationError as error:
                self.add_error("points", error)
        return data


class LensField(forms.MultipleChoiceField):
    """Groups she speaks for; several, or "none of these" alone."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        choices = [*LENSES.items(), (groups.NONE_OF_THESE, NONE_OF_THESE)]
        super().__init__(choices=choices, required=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        chosen: list[str] = super().clean(value)
        check(groups.check(chosen))
        return chosen


LENS_LABEL: Final = _("Who are you in this city?")
LENS_HELP: Final = _("If you like. Nobody sees your answer: only sums of ten people and more are shown.")


class AboutForm(forms.Form):
    """What it is about, and whom she speaks for."""

    theme = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("This dialogue has no such theme. Choose another one.")},
    )
    goal = forms.ChoiceField(
        label=_("Which goal does it serve?"),
        required=False,
        error_messages={"invalid_choice": _("This dialogue has no such goal. Choose another one.")},
    )
    speaks_for = LensField(label=LENS_LABEL, help_text=LENS_HELP)

    def __init__(self, *args: Any, themes: Choices, goals: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "theme", [*themes, ("", _("Something else"))])
        offer(self, "goal", goals, first=_("None of them"))
        if not goals:
            del self.fields["goal"]


class LensForm(forms.Form):
    """The groups she speaks for, by themselves."""

    speaks_for = LensField(label=LENS_LABEL, help_text=LENS_HELP)


class PhotosField(forms.FileField):
    """Several files at once; what they are is checked where they are stored."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """This will give the list of files; an empty one is fine."""
        return [upload for upload in (data or []) if upload]


class PhotosForm(forms.Form):
    """What it looks like there today, or how it could look."""

    photos = PhotosField(
        label=_("Photos"),
        help_text=_("Up to 5 photos, 20 MB each. The place and time hidden inside a photo are erased."),
        required=False,
        widget=PhotosInput(most=rules.MOST_PHOTOS),
    )


class ObjectForm(forms.Form):
    """Why her idea is another one."""

    words = forms.CharField(
        label=_("Why is your idea a different one?"),
        max_length=joining.LONGEST_OBJECTION,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write why your idea is a different one."), "max_length": TOO_LONG},
    )


class FilterForm(forms.Form):
    """Every field is optional and stands in the address: a narrowed list can be sent to a friend."""

    q = forms.CharField(
        label=_("Words"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={"max_length": _("That is too long to search for: keep two or three words.")},
    )
    order = forms.ChoiceField(label=_("Order"), choices=ORDERS, required=False)
    theme = forms.ChoiceField(
        label=_("Theme"), required=False, error_messages={"invalid_choice": _("There is no such theme.")}
    )
    goal = forms.ChoiceField(
        label=_("Goal"), required=False, error_messages={"invalid_choice": _("There is no such goal.")}
    )
    district = forms.ChoiceField(
        label=_("District"), required=False, error_messages={"invalid_choice": _("There is no such district.")}
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=LIST_STATES,
        required=False,
        error_messages={"invalid_choice": _("There is no such state.")},
    )

    def __init__(self, *args: Any, themes: Choices, goals: Choices, districts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "theme", themes, first=_("All themes"))
        offer(self, "goal", goals, first=_("All goals"))
        offer(self, "district", districts, first=_("Everywhere"))
        for name, choices in (("goal", goals), ("district", districts)):
            if not choices:
                del self.fields[name]
