"""What officials write about applications, the jury and what follows."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.contests.forms.calls import MomentField, MoneyField
from ortaq.core.ui.widgets import DayInput, offer

LONGEST = 4_000
WRITE_REASONS = {"required": _("Write the reasons: the applicant reads them.")}


class EmptyForm(forms.Form):
    """A deed that asks nothing: the button is the answer."""


class MoreForm(forms.Form):
    """What is missing, in the applicant's words."""

    codes = forms.MultipleChoiceField(
        label=_("What is missing?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say which answers are missing.")},
    )
    note = forms.CharField(
        label=_("What should be added?"),
        help_text=_("Write to the applicant, in the language of the application."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=WRITE_REASONS,
    )

    def __init__(self, *args: Any, codes: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "codes", codes)


class ReasonForm(forms.Form):
    """Reasons a person reads."""

    reason = forms.CharField(
        label=_("The reasons"),
        help_text=_("Name the rule of the contest. The applicant may object."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages=WRITE_REASONS,
    )


class CheckForm(forms.Form):
    """Whether one rule is met."""

    rule = forms.CharField(widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=[("met", _("met")), ("not_met", _("not met")), ("unknown", _("not looked at"))])
    note = forms.CharField(max_length=500, required=False)


class InviteForm(forms.Form):
    """Who sits in the jury."""

    contact = forms.CharField(
        label=_("Phone or e-mail of the juror"),
        help_text=_("Of somebody who has signed in at least once."),
        max_length=200,
    )
    public_name = forms.CharField(
        label=_("Name and post"), help_text=_("Everyone reads it: the jury is public."), max_length=200
    )
    languages = forms.MultipleChoiceField(
        label=_("Reads in"),
        choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    chair = forms.BooleanField(label=_("Leads the jury"), required=False)


class ConflictForm(forms.Form):
    """A juror is close to an application."""

    juror = forms.ChoiceField(label=_("Juror"))
    number = forms.CharField(label=_("Number of the application"), max_length=24)
    reason = forms.CharField(label=_("How close?"), max_length=500)

    def __init__(self, *args: Any, jurors: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "juror", jurors)


class JudgingForm(forms.Form):
    """Until when the jury scores."""

    reviews_due_at = MomentField(label=_("Scores are due by"))


class SeedForm(forms.Form):
    """A seed drawn in public."""

    seed = forms.CharField(
        label=_("The seed"),
        help_text=_("Drawn in public after the case was published: digits of a lottery, dice."),
        max_length=200,
    )
    seed_source = forms.CharField(
        label=_("How was it drawn?"), help_text=_("Who, where, from what: everyone reads it."), max_length=300
    )


class RankingForm(forms.Form):
    """Whether to go on without those who have not scored."""

    even_if_missing = forms.BooleanField(label=_("Go on without the reviews that are not handed in"), required=False)


class TalkForm(forms.Form):
    """Which of those the scores cannot tell apart are funded, and why."""

    funded = forms.MultipleChoiceField(label=_("Funded"), widget=forms.CheckboxSelectMultiple, required=False)
    reasons = forms.CharField(
        label=_("The reasons"),
        help_text=_("Everyone reads them; name no applicant."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages=WRITE_REASONS,
    )

    def __init__(self, *args: Any, waiting: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "funded", waiting)


class AnswerForm(forms.Form):
    """The answer to an objection."""

    upheld = forms.ChoiceField(
        label=_("Is the applicant right?"),
        choices=[("no", _("No, the decision stays")), ("yes", _("Yes, the decision is changed"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is decided.")},
    )
    answer = forms.CharField(
        label=_("The reasons"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages=WRITE_REASONS,
    )
    granted = MoneyField(label=_("Granted, if the decision is changed after the results"), required=False)
    public_reason = forms.CharField(
        label=_("For everyone: why the decision is changed"),
        help_text=_("Stands beside the public record; name no applicant."),
        max_length=500,
        required=False,
    )


MOST_PARTS = 4


class AgreementForm(forms.Form):
    """A signed agreement and up to four instalments."""

    number = forms.CharField(label=_("Number of the agreement"), max_length=60)
    signed_on = forms.DateField(label=_("Signed on"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, MOST_PARTS + 1):
            number = {"n": n}
            self.fields |= {
                f"amount_{n}": MoneyField(label=_("Instalment %(n)s") % number, required=n == 1),
                f"due_on_{n}": forms.DateField(label=_("Due on"), widget=DayInput, required=n == 1),
                f"purpose_{n}": forms.CharField(label=_("For what"), max_length=300, required=False),
            }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for n in range(1, MOST_PARTS + 1):
            if data.get(f"amount_{n}") and not data.get(f"due_on_{n}"):
                self.add_error(f"due_on_{n}", _("Say when this instalment is due."))
        return data

    def parts(self) -> list[dict[str, Any]]:
        """This will give the instalments as `sign_agreement` takes them."""
        data = self.cleaned_data
        return [
            {"amount": data[f"amount_{n}"], "due_on": data[f"due_on_{n}"], "purpose": data[f"purpose_{n}"]}
            for n in range(1, MOST_PARTS + 1)
            if data.get(f"amount_{n}")
        ]


class InstalmentForm(forms.Form):
    """An instalment is paid, or withheld with a reason."""

    paid = forms.ChoiceField(
        label=_("What came of it?"),
        choices=[("yes", _("It was paid")), ("no", _("It is withheld"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened.")},
    )
    on = forms.DateField(label=_("On"), widget=DayInput)
    note = forms.CharField(label=_("Why, if it is withheld"), max_length=300, required=False)


class ScoresForm(forms.Form):
    """A juror's scores: one whole number to a criterion, and a comment."""

    def __init__(self, *args: Any, criteria: Sequence[Any], whole: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one, title, hint in criteria:
            self.fields[f"score_{one.code}"] = forms.IntegerField(
                label=_("%(title)s (from %(lowest)s to %(highest)s)")
                % {"title": title, "lowest": one.lowest, "highest": one.highest},
                help_text=hint,
                min_value=one.lowest,
                max_value=one.highest,
                required=whole,
                error_messages={"required": _("Score every criterion before you hand it in.")},
            )
        self.fields["comment"] = forms.CharField(
            label=_("Comment"),
            help_text=_("The applicant reads it without your name. Say what is strong and what could be better."),
            max_length=LONGEST,
            required=False,
            widget=forms.Textarea(attrs={"rows": 5}),
        )

    def scores(self) -> dict[str, int]:
        """This will give {criterion: score} of what was filled in."""
        given = {name.removeprefix("score_"): value for name, value in self.cleaned_data.items() if name != "comment"}
        return {code: value for code, value in given.items() if value is not None}


class CloseForm(forms.Form):
    """A juror says she is close to an application."""

    reason = forms.CharField(
        label=_("How are you close to it?"),
        help_text=_("Kin, colleague, mentor, your own organisation. Only the organiser reads this."),
        max_length=500,
        error_messages={"required": _("Say in a few words how close you are.")},
    )
