"""Drawing up a call: names, dates, how residents mark their ballots, and the money of each district."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ortaq.civic.budgets.forms.desk import TENGE, TOO_LONG
from ortaq.core.ui.widgets import offer

MOST = 10**12
DATES = {
    "collects_from": _("Projects are taken in from"),
    "collects_until": _("Projects are taken in until"),
    "votes_from": _("Residents vote from"),
    "votes_until": _("Residents vote until"),
}


class MomentInput(forms.DateTimeInput):
    """A day and a time the browser helps to choose; written as ISO 8601 whatever the language."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class CallForm(forms.Form):
    """A call as it is drawn up; `bodies` are (code, name), `districts` (code, name) in their order."""

    body = forms.ChoiceField(label=_("Body that runs the call"), error_messages={"required": _("Choose the body.")})
    code = forms.SlugField(
        label=_("Short name in addresses"),
        help_text=_("Small Latin letters, digits and hyphens, for example almaty-2027. It never changes."),
        max_length=40,
        error_messages={
            "required": _("Write a short name for the address."),
            "invalid": _("Only Latin letters, digits and hyphens."),
            "max_length": TOO_LONG,
        },
    )
    ballot_kind = forms.ChoiceField(
        label=_("How do residents mark their ballots?"),
        choices=[
            ("approval", _("They mark projects")),
            ("ranking", _("They put projects in order")),
            ("points", _("They share out points")),
        ],
        initial="approval",
        widget=forms.RadioSelect,
    )
    limit = forms.IntegerField(label=_("Projects on one ballot, at most"), min_value=1, max_value=20, initial=3)
    points = forms.IntegerField(label=_("Points to share out"), min_value=1, max_value=100, initial=10, required=False)
    elects = forms.ChoiceField(
        label=_("Which rule elects?"),
        help_text=_("The other one is counted too and shown beside it."),
        choices=[
            ("equal-shares", _("Equal Shares: every voter has the same share of the money")),
            ("greedy", _("By votes: the most voted first, while the money lasts")),
        ],
        initial="equal-shares",
        widget=forms.RadioSelect,
    )
    paper = forms.BooleanField(label=_("Paper forms are handed out too"), initial=True, required=False)

    def __init__(
        self, *args: Any, bodies: Sequence[tuple[str, str]], districts: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.districts = [code for code, _name in districts]
        offer(self, "body", bodies)
        names = {
            f"name_{code}": forms.CharField(
                label=gettext("Name of the call, %(language)s") % {"language": language},
                max_length=120,
                error_messages={"required": _("Write the name in all three languages."), "max_length": TOO_LONG},
            )
            for code, language in (("kk", "қазақша"), ("ru", "русский"), ("en", "English"))
        }
        wrong = _("Write the day and the time.")
        dates = {
            name: forms.DateTimeField(
                label=label,
                widget=MomentInput(),
                input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
                error_messages={"required": wrong, "invalid": wrong},
            )
            for name, label in DATES.items()
        }
        self.fields = {**_first(self.fields, "body", "code"), **names, **dates, **self.fields, **_pots(districts)}

    def names(self) -> dict[str, str]:
        """This will give the name in three languages."""
        return {code: self.cleaned_data[f"name_{code}"].strip() for code in ("kk", "ru", "en")}

    def moments(self) -> dict[str, Any]:
        """This will give the four moments by name."""
        return {name: self.cleaned_data[name] for name in DATES}

    def pots(self) -> dict[str, tuple[int, int]]:
        """This will give (amount, cap) in tiyn of every district that has money."""
        data = self.cleaned_data
        given = {code: (data.get(_field("amount", code)), data.get(_field("cap", code))) for code in self.districts}
        return {code: (amount * TENGE, (cap or amount) * TENGE) for code, (amount, cap) in given.items() if amount}


def _first(fields: dict[str, forms.Field], *names: str) -> dict[str, forms.Field]:
    return {name: fields[name] for name in names}


def _field(what: str, code: str) -> str:
    return f"{what}_{code.replace('.', '_')}"


def _pots(districts: Sequence[tuple[str, str]]) -> dict[str, forms.Field]:
    wrong = _("Write whole tenge, with digits only.")
    found: dict[str, forms.Field] = {}
    for code, name in districts:
        for what, label in (
            ("amount", gettext("%(district)s: money, tenge")),
            ("cap", gettext("%(district)s: one project at most, tenge")),
        ):
            found[_field(what, code)] = forms.IntegerField(
                label=label % {"district": name},
                min_value=1,
                max_value=MOST,
                required=False,
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
            )
    return found
