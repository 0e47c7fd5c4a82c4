"""What officials write about remarks: the answer, a correction, who answers by when, a reason, a version's days."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.plans.forms.plans import WordsForm
from ortaq.civic.plans.queries.answers import Choices, Filter
from ortaq.civic.plans.rules.answers import LONGEST_REASON, LONGEST_WHY
from ortaq.civic.plans.templatetags.answers import part_words
from ortaq.core.discussion.rules import fates
from ortaq.core.matters.localized import words
from ortaq.core.territory import queries as territory
from ortaq.core.ui.templatetags.ui_fates import FATES, LENSES
from ortaq.core.ui.templatetags.ui_formats import language, localized
from ortaq.core.ui.widgets import DayInput, offer

if TYPE_CHECKING:
    from ortaq.civic.plans.models import PlanVersion, Remark

SHORT = 60
"""Signs of a part in a list to choose from."""


class AnswerForm(WordsForm):
    """The answer: one of five fates, with its reasons in Kazakh and in Russian."""

    PARTS = (
        ("reason", _("What will be done, or why not"), fates.LONGEST_REASON, 5, fates.NEEDED),
        ("forwarded_to", _("Forwarded to, if outside the city's powers"), fates.LONGEST_TITLE, 0, ()),
    )
    fate = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[(fate.value, FATES[fate][0]) for fate in fates.FATES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in fates.NEEDED:
            self.fields[f"reason_{code}"].error_messages["required"] = _(fates.NO_REASON)

    def answer(self) -> dict[str, Any]:
        """This will give what `answer_many` takes."""
        return {"fate": self.cleaned_data["fate"], **self.words()}


class CorrectionForm(AnswerForm):
    """The answer again, and why it is corrected."""

    why = forms.CharField(
        label=_("Why is it corrected?"),
        help_text=_("Everyone reads this beside the answer."),
        max_length=LONGEST_WHY,
        error_messages={"required": _("Say why the answer is corrected: everyone reads it.")},
    )

    @classmethod
    def start(cls, record: "Remark") -> dict[str, Any]:
        """This will give the answer as it stands."""
        reason = {f"reason_{code}": text for code, text in record.answer.items()}
        to = {f"forwarded_to_{code}": text for code, text in record.forwarded_to.items()}
        return reason | to | {"fate": record.fate}


class HandOverForm(forms.Form):
    """Who answers, and by when."""

    answering = forms.ChoiceField(label=_("Who answers"), error_messages={"required": _("Say which body answers.")})
    answer_due = forms.DateField(
        label=_("Answer due on"), widget=DayInput, error_messages={"required": _("Say by which day the answer is due.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [(code, words(name, language())) for code, name in territory.body_names()]
        offer(self, "answering", sorted(bodies, key=lambda pair: pair[1]), first=_("Choose a body"))


class ReasonForm(forms.Form):
    """Why a remark is not shown."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The author reads it, and it stands in the public log. Say what rule it is about, in plain words."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason: the author reads it.")},
    )


class ReportForm(forms.Form):
    """What a reader says is wrong with a remark."""

    why = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=[
            ("insult", _("It insults somebody")),
            ("personal", _("It shows somebody's personal data")),
            ("advertising", _("It is advertising")),
            ("other", _("Something else is wrong with it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with it.")},
    )


class ModerationForm(forms.Form):
    """When somebody looks at what residents write about a plan."""

    look = forms.ChoiceField(
        label=_("When does a moderator look at what people write?"),
        choices=[
            ("after", _("After it is shown: everyone reads it at once")),
            ("before", _("Before it is shown")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when a moderator looks at what people write.")},
    )


class DaysForm(forms.Form):
    """Until when people can speak about a version, and by when everything is answered."""

    remarks_until = forms.DateField(
        label=_("People can speak until"), widget=DayInput, required=False,
        help_text=_("Left empty: as long as its stage takes remarks."),
    )  # fmt: skip
    answers_by = forms.DateField(
        label=_("All answers are promised by"), widget=DayInput, required=False,
        help_text=_("Everyone reads this day. Open answers move with it."),
    )  # fmt: skip

    @staticmethod
    def start(version: "PlanVersion") -> dict[str, Any]:
        """This will give the days as they stand."""
        return {"remarks_until": version.remarks_until, "answers_by": version.answers_by}


class FilterForm(forms.Form):
    """What the list of open remarks is narrowed to."""

    plan = forms.ChoiceField(label=_("Plan"), required=False)
    body = forms.ChoiceField(label=_("Who answers"), required=False)
    part = forms.ChoiceField(label=_("Part of the plan"), required=False)
    lens = forms.ChoiceField(label=_("Whom they speak for"), required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = [(code, f"{localized(title)} ({n})") for code, title, n in choices.plans]
        bodies = [(code, f"{localized(name)} ({n})") for code, name, n in choices.bodies]
        parts = [(key, f"{part_words(anchor, SHORT)} ({n})") for key, anchor, n in choices.parts]
        lenses = [(code, f"{LENSES[code]} ({n})") for code, n in choices.lenses]
        offer(self, "plan", plans, first=_("All plans"))
        offer(self, "body", bodies, first=_("All bodies"))
        offer(self, "part", parts, first=_("All parts"))
        offer(self, "lens", lenses, first=_("Everybody"))
        for name, known in (("plan", plans), ("body", bodies)):
            if len(known) < 2:  # noqa: PLR2004, nothing to choose between
                del self.fields[name]

    def asked(self) -> Filter:
        """This will give the filter; a choice that is no longer there is left out."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        return Filter(**{name: data.get(name, "") for name in ("plan", "body", "part", "lens")})
