"""Instalments of a grant and what came of it, as an official enters them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.works.forms.parts import MINOR, WordsForm, count_field, day_field, money_field
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
        """This will ask for the day of every sum, and for the sum where anything else is said of an instalment."""
        data: dict[str, Any] = super().clean() or {}
        for n in range(1, PARTS + 1):
            amount, day, purpose = (f"{name}_{n}" for name in ("amount", "due", "purpose"))
            said = data.get(amount) is not None or amount in self.errors
            if said and not data.get(day) and day not in self.errors:
                self.add_error(day, _("Name the day."))
            elif not said and (data.get(day) or data.get(purpose)):
                self.add_error(amount, _("Write the sum."))
        return data

    def parts(self) -> list[dict[str, Any]]:
        """This will give the instalments as the service takes them."""
        data = self.cleaned_data
        return [
            {"amount": data[f"amount_{n}"] * MINOR, "due_on": data[f"due_{n}"], "purpose": data[f"purpose_{n}"]}
            for n in range(1, PARTS + 1)
            if data.get(f"amount_{n}") is not None
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
    jobs = count_field(_("All jobs there are"), most=grants.MOST_JOBS)
    jobs_youth = count_field(_("Of them for people under 35"), most=grants.MOST_JOBS)
    jobs_women = count_field(
        _("Of them for women"), most=grants.MOST_JOBS, hint=_("A young woman counts in both.")
    )  # fmt: skip
    people = count_field(_("People the new service reaches"), most=grants.MOST_PEOPLE, required=False)
    finished = forms.BooleanField(
        label=_("This is the last result"), required=False,
        help_text=_("What was promised is done, or the words say why not. Nothing can be added after it."),
    )  # fmt: skip
