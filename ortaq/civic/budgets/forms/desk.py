"""What officials type: one form per deed, nothing typed is lost."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ortaq.civic.budgets.forms import choices
from ortaq.civic.budgets.rules.papers import MOST_FORMS
from ortaq.civic.budgets.rules.projects import LONGEST_REASON
from ortaq.core.people.rules import may_have_iin
from ortaq.core.ui.sentences import check
from ortaq.core.ui.widgets import offer

TENGE = 100
TOO_LONG = _("The text is too long: %(show_value)s signs, at most %(limit_value)s fit.")
IIN_ATTRS = {"inputmode": "numeric", "autocomplete": "off", "data-private": True}


class EmptyForm(forms.Form):
    """A step that asks for nothing but a yes."""


class SeedForm(forms.Form):
    """A number drawn in public."""

    seed = forms.CharField(
        label=_("The number that was drawn"),
        help_text=_("Exactly as it was read out: anyone will draw the same lot from it."),
        max_length=200,
        error_messages={"required": _("Write the number that was drawn."), "max_length": TOO_LONG},
    )
    seed_source = forms.CharField(
        label=_("How it was drawn"),
        help_text=_("Who drew it, where and from what. Everyone reads this."),
        max_length=300,
        error_messages={"required": _("Write how it was drawn."), "max_length": TOO_LONG},
    )


class SignForm(forms.Form):
    """Who signs the protocol."""

    signed_by = forms.CharField(
        label=_("Name and post of whoever signs the protocol"),
        max_length=200,
        error_messages={
            "required": _("Write the name and post of whoever signs the protocol."),
            "max_length": TOO_LONG,
        },
    )


class CheckForm(forms.Form):
    """What the experts found of a project."""

    feasible = forms.TypedChoiceField(
        label=_("Can it be built?"),
        choices=[("yes", _("Yes, it is feasible")), ("no", _("No, it is not feasible"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it can be built.")},
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("The author and everyone else read them. Needed when it is not feasible."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": TOO_LONG},
    )
    cost = forms.IntegerField(
        label=_("Confirmed cost, tenge"),
        min_value=1,
        max_value=10**12,
        error_messages={
            "required": _("Write what it will cost, in whole tenge."),
            "invalid": _("Write what it will cost, in whole tenge."),
            "min_value": _("Write what it will cost, in whole tenge."),
            "max_value": _("Write what it will cost, in whole tenge."),
        },
    )
    site = forms.CharField(
        label=_("Mark of the place"),
        help_text=_("Give projects on one and the same place the same mark: of them one at most can win."),
        max_length=40,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            f"criterion_{code}": forms.ChoiceField(
                label=label, choices=choices.FINDINGS, initial="not_looked_at", widget=forms.RadioSelect
            )
            for code, label in choices.CRITERIA.items()
        }
        self.fields = asked | self.fields

    def criteria(self) -> dict[str, str]:
        """This will give the findings by criterion."""
        return {code: self.cleaned_data[f"criterion_{code}"] for code in choices.CRITERIA}


class ReasonForm(forms.Form):
    """Why the city takes a project out of the race."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The author and everyone else read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write the reason: the author and everyone else will read it."),
            "max_length": TOO_LONG,
        },
    )


class OfficeForm(forms.Form):
    """A form that names a front office; `offices` are (code, name)."""

    office = forms.ChoiceField(label=_("Front office"), error_messages={"required": _("Choose the front office.")})

    def __init__(self, *args: Any, offices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "office", offices, first=None if len(offices) == 1 else _("Choose"))


class BatchForm(OfficeForm):
    """How many forms to print for whom."""

    size = forms.IntegerField(
        label=_("How many forms"), min_value=1, max_value=MOST_FORMS, initial=50,
        error_messages={
            "required": _("Write how many forms to print."),
            "invalid": _("Write how many forms to print."),
        },
    )  # fmt: skip


class HandOutForm(OfficeForm):
    """Whose document the clerk holds in her hand."""

    iin = forms.CharField(
        label=_("IIN, as it stands in the document"),
        max_length=20,
        widget=forms.TextInput(attrs=IIN_ATTRS),
        error_messages={"required": _("Write the IIN as it stands in the document.")},
    )

    field_order = ["iin", "office"]

    def clean_iin(self) -> str:
        iin = str(self.cleaned_data["iin"])
        check(may_have_iin(iin))
        return iin


class CodeForm(forms.Form):
    """The code of a paper form, scanned or typed."""

    code = forms.CharField(
        label=_("Code of the form"),
        help_text=_("Scan the square code, or type the ten signs under it."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "class": "code"}),
        error_messages={"required": _("Scan or type the code of the form.")},
    )


class KeyForm(CodeForm):
    """What stands on a paper form: numbers of projects, their points, or that it is invalid."""

    def __init__(self, *args: Any, limit: int, with_points: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, limit + 1):
            self.fields[f"number_{place}"] = _whole(gettext("Number %(place)s") % {"place": place})
            if with_points:
                self.fields[f"points_{place}"] = _whole(gettext("Points for number %(place)s") % {"place": place})
        self.fields["invalid"] = forms.BooleanField(
            label=_("The form is invalid"),
            help_text=_("More marks than allowed, none at all, or nobody can read them."),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("invalid") and not self.errors and not self.numbers():
            raise forms.ValidationError(gettext("Key at least one number, or mark the form as invalid."))
        return data

    def numbers(self) -> list[int]:
        """This will give the numbers that were keyed, in the order of the boxes."""
        return [n for n in self._row("number_") if n is not None]

    def points(self) -> list[int]:
        """This will give the points beside them, 0 for an empty box; nothing where the ballot has none."""
        return [
            given or 0
            for number, given in zip(self._row("number_"), self._row("points_"), strict=False)
            if number is not None
        ]

    def _row(self, start: str) -> list[int | None]:
        return [self.cleaned_data.get(name) for name in self.fields if name.startswith(start)]


def _whole(label: str) -> forms.IntegerField:
    wrong = _("Write the number as it stands on the paper.")
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=9999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


class SeekForm(forms.Form):
    """Whom the clerk looks for."""

    q = forms.CharField(
        label=_("Phone, e-mail or name of the account"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": True}),
    )


class IinForm(forms.Form):
    """The IIN in the document of whoever stands at the desk."""

    iin = forms.CharField(
        label=_("IIN, as it stands in the document"),
        max_length=20,
        widget=forms.TextInput(attrs=IIN_ATTRS),
        error_messages={"required": _("Write the IIN as it stands in the document.")},
    )
    registered = forms.BooleanField(
        label=_("I have seen the document and the registration in the city"),
        error_messages={"required": _("Look at the document and the registration first.")},
    )

    def clean_iin(self) -> str:
        iin = str(self.cleaned_data["iin"])
        check(may_have_iin(iin))
        return iin
