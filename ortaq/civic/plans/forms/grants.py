"""A call for micro-grants, a grant with its instalments, a payment, a report."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.plans.forms.money import TengeField
from ortaq.civic.plans.forms.plans import TITLE, Choices, WordsForm
from ortaq.civic.plans.rules.grants import MOST_JOBS, MOST_PEOPLE, Outcome, Part, Promise
from ortaq.core.ui.widgets import DayInput, offer

TEXT = 3_000
PARTS = 4
"""Instalments a form takes."""
NAME = 200


class CallForm(WordsForm):
    """A call that hangs on a measure."""

    PARTS = (("call_title", _("Name of the call"), TITLE, 0, ("kk", "ru")),)
    grant_measure = forms.ChoiceField(label=_("Measure of the plan"))
    own_share_least = forms.IntegerField(
        label=_("Least own contribution, per cent"), min_value=0, max_value=99, initial=0,
        help_text=_("Of the whole cost: the grant and what the entrepreneur brings. 0 for none."),
    )  # fmt: skip
    grant_contest = forms.ChoiceField(
        label=_("Contest it is selected in"), required=False,
        help_text=_("Grants of its signed agreements come here by themselves. You can say it later too."),
    )  # fmt: skip

    def __init__(self, *args: Any, measures: Choices, contests: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "grant_measure", measures)
        offer(self, "grant_contest", contests, first=_("outside Ortaq, or not said yet"))
        self.order_fields(["grant_measure"])


class TieForm(forms.Form):
    """The contest a call is selected in."""

    grant_contest = forms.ChoiceField(
        label=_("Contest it is selected in"),
        help_text=_(
            "Its questions with the short names own_contribution (a sum of money), jobs_youth and jobs_women "
            "(numbers) are taken over as what was promised."
        ),
    )

    def __init__(self, *args: Any, contests: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "grant_contest", contests)


class GrantForm(WordsForm):
    """A grant that was selected outside Ortaq; `grant_expected` is the number it gets."""

    PARTS = (("project", _("What it is given for"), NAME, 0, ("kk", "ru")),)
    grant_expected = forms.IntegerField(widget=forms.HiddenInput)
    recipient = forms.CharField(
        label=_("Who gets it"), max_length=NAME, required=False,
        help_text=_("As she agreed to be named in public; empty if she did not."),
    )  # fmt: skip
    given_on = forms.DateField(label=_("Given on"), widget=DayInput)
    sum_whole = TengeField(label=_("Grant, tenge"))
    sum_own = TengeField(label=_("Her own contribution, tenge"), required=False)
    promised_youth = forms.IntegerField(
        label=_("Promised jobs for people under 35"), min_value=0, max_value=MOST_JOBS, initial=0
    )
    promised_women = forms.IntegerField(
        label=_("Promised jobs for women"), min_value=0, max_value=MOST_JOBS, initial=0,
        help_text=_("A young woman counts in both."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, PARTS + 1):
            number = {"n": n}
            self.fields |= {
                f"sum_{n}": TengeField(label=_("Instalment %(n)s, tenge") % number, required=n == 1),
                f"sum_due_{n}": forms.DateField(
                    label=_("Instalment %(n)s is due on") % number, widget=DayInput, required=n == 1
                ),
            }
        self.order_fields(["project_kk", "project_ru", "project_en"])

    def clean(self) -> dict[str, Any]:
        """This will ask for the day of every instalment, and for the sum of every day."""
        data = super().clean() or {}
        for n in range(2, PARTS + 1):
            amount, due = data.get(f"sum_{n}"), data.get(f"sum_due_{n}")
            if amount and not due and f"sum_due_{n}" not in self.errors:
                self.add_error(f"sum_due_{n}", _("Say when this instalment is due."))
            if due and not amount and f"sum_{n}" not in self.errors:
                self.add_error(f"sum_{n}", _("Write the sum of this instalment."))
        return data

    def parts(self) -> list[Part]:
        """This will give the instalments."""
        data = self.cleaned_data
        return [
            Part(data[f"sum_{n}"], data[f"sum_due_{n}"]) for n in range(1, PARTS + 1) if data[f"sum_{n}"]
        ]  # fmt: skip

    def promise(self) -> Promise:
        """This will give what she brings and promises."""
        data = self.cleaned_data
        return Promise(data["sum_own"] or 0, data["promised_youth"], data["promised_women"])


class PaidForm(forms.Form):
    """The day an instalment was paid."""

    paid_on = forms.DateField(label=_("Paid on"), widget=DayInput)


class ReportForm(WordsForm):
    """What came of a grant up to a day."""

    PARTS = (("told", _("What was done"), TEXT, 4, ("kk", "ru")),)
    reported_on = forms.DateField(label=_("As it was on"), widget=DayInput)
    jobs_all = forms.IntegerField(label=_("Jobs there are"), min_value=0, max_value=MOST_JOBS)
    jobs_young = forms.IntegerField(label=_("of them for people under 35"), min_value=0, max_value=MOST_JOBS)
    jobs_female = forms.IntegerField(label=_("of them for women"), min_value=0, max_value=MOST_JOBS)
    reached = forms.IntegerField(
        label=_("People the new service reaches"), min_value=0, max_value=MOST_PEOPLE, required=False
    )
    last_report = forms.BooleanField(
        label=_("This is the last report"), required=False,
        help_text=_("What was promised is done, or the words above say why not."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first: Sequence[str] = ["reported_on", "jobs_all", "jobs_young", "jobs_female", "reached"]
        self.order_fields([*first, *(name for name in self.fields if name.startswith("told")), "last_report"])

    def outcome(self) -> Outcome:
        """This will give the figures."""
        data = self.cleaned_data
        return Outcome(data["jobs_all"], data["jobs_young"], data["jobs_female"], data["reached"])
