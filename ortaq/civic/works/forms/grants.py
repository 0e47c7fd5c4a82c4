"""Instalments of a grant and what came of it, as an official enters them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.works.forms.parts import MINOR, WordsForm, day_field, money_field
from ortaq.civic.works.rules import grants

PARTS = 4
"""Instalments a form offers."""


class PartsForm(forms.Form):
    """Up to four instalments; together they are the sum of the grant."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, PARTS + 1):
            words = {"n": n}
            self.fields[f"amount_{n}"] = money_field(_("Instalment %(n)s, in whole units of currency") % words)
            self.fields[f"due_{n}"] = day_field(_("Due day of instalment %(n)s") % words, required=False)
            self.fields[f"purpose_{n}"] = forms.CharField(
                label=_("What instalment %(n)s is for") % words, required=False, max_length=grants.LONGEST_PURPOSE
            )

    def clean(self) -> dict[str, Any]:
        """This will ask for the day of every sum."""
        data: dict[str, Any] = super().clean() or {}
        for n in range(1, PARTS + 1):
            if data.get(f"amount_{n}") and not data.get(f"due_{n}"):
                self.add_error(f"due_{n}", _("Name the day."))
        return data

    def parts(self) -> list[dict[str, Any]]:
        """This will give the instalments as the service takes them."""
        data = self.cleaned_data
        return [
            {"amount": data[f"amount_{n}"] * MINOR, "due_on": data[f"due_{n}"], "purpose": data[f"purpose_{n}"]}
            for n in range(1, PARTS + 1)
            if data.get(f"amount_{n}")
        ]


class PaymentForm(forms.Form):
    """Whether an instalment was paid."""

    paid = forms.ChoiceField(
        label=_("Was it paid?"), widget=forms.RadioSelect, choices=[("yes", _("Paid")), ("no", _("Withheld"))],
        error_messages={"required": _("Say whether it was paid.")},
    )  # fmt: skip
    settled_on = day_field(_("On which day?"))
    reason = forms.CharField(
        label=_("If withheld: why?"),
        required=False,
        max_length=grants.LONGEST_PURPOSE,
        help_text=_("Everyone reads it."),
    )


class ResultForm(WordsForm):
    """What came of a grant up to a day."""

    PARTS = (("text", _("What came of it"), grants.LONGEST_TEXT, 5, ("kk", "ru")),)
    on = day_field(_("As of which day?"))
    jobs = forms.IntegerField(label=_("All jobs there are"), min_value=0, max_value=grants.MOST_JOBS)
    jobs_youth = forms.IntegerField(label=_("Of them for people under 35"), min_value=0, max_value=grants.MOST_JOBS)
    jobs_women = forms.IntegerField(
        label=_("Of them for women"),
        min_value=0,
        max_value=grants.MOST_JOBS,
        help_text=_("A young woman counts in both."),
    )
    people = forms.IntegerField(
        label=_("People the new service reaches"), min_value=0, max_value=grants.MOST_PEOPLE, required=False
    )
    finished = forms.BooleanField(
        label=_("This is the last result"), required=False,
        help_text=_("What was promised is done, or the words say why not. Nothing can be added after it."),
    )  # fmt: skip
