"""A value, its correction, a target, and values in a file."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ortaq.civic.indicators.forms.words import LICENCE, SOURCE, WHY, AmountField, PeriodField, address_field
from ortaq.civic.indicators.rules import tables
from ortaq.civic.indicators.rules.values import PLAIN, Bad, read_split, write
from ortaq.civic.indicators.rules.words import SPLITS, UNITS
from ortaq.civic.indicators.templatetags.indicators import GROUPS, unit_name
from ortaq.core.people.refusal import Answer
from ortaq.core.ui.sentences import check
from ortaq.core.ui.widgets import DayInput

if TYPE_CHECKING:
    from ortaq.civic.indicators.models import Value

Choices = Sequence[tuple[str, str]]
STATES = [
    ("claimed", pgettext_lazy("value", "Claimed: somebody says so")),
    ("documented", pgettext_lazy("value", "Documented: anyone can open the source")),
]


class _SourceForm(forms.Form):
    """Where a value comes from."""

    amount = AmountField(label=_("Value"))
    amount_unit = forms.ChoiceField(label=_("Unit of this value"))
    source_of = forms.CharField(label=_("Source"), max_length=SOURCE, help_text=_("Who measured it, in which report."))
    source_address = address_field(help_text=_("A documented value needs it."))
    measured_on = forms.DateField(label=_("Measured on"), widget=DayInput)
    licence = forms.CharField(label=_("Licence"), max_length=LICENCE, required=False)
    evidence = forms.ChoiceField(label=_("What it rests on"), choices=STATES, widget=forms.RadioSelect)
    confirmed = forms.CharField(
        label=_("Why an unusual value is right"), max_length=WHY, required=False,
        help_text=_("Only for a value a hundred times the one beside it, or a hundredth of it."),
    )  # fmt: skip

    REFUSED: Mapping[str, str] = {
        "wrong_unit": "amount_unit", "jump": "confirmed", "future": "measured_on", "no_document": "source_address",
        "not_over": "over", "second": "over", "overlaps": "over",
    }  # fmt: skip

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["amount_unit"]
        if isinstance(field, forms.ChoiceField):  # what is not the indicator's is refused with a sentence, not hidden
            field.choices = [(code, unit_name(code)) for code in UNITS]
            field.initial = unit

    def facts(self) -> dict[str, Any]:
        """This will give what is told of the source."""
        data: Mapping[str, Any] = self.cleaned_data
        return {
            "amount": data["amount"], "source": data["source_of"], "source_url": data["source_address"],
            "licence": data["licence"], "measured_on": data["measured_on"], "state": data["evidence"],
        }  # fmt: skip


class ValueForm(_SourceForm):
    """A new value."""

    over = PeriodField(label=_("Period"), help_text=_("2026, 2026-Q3, 2026-07 or 2026-07-01/2026-07-15."))
    group = forms.ChoiceField(
        label=_("Group"), required=False,
        choices=[("", _("everybody"))]
        + [(f"{name}={one}", GROUPS[f"{name}={one}"]) for name, groups in SPLITS.items() for one in groups],
    )  # fmt: skip

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part_of_city"] = forms.ChoiceField(label=_("Where"), choices=places)
        self.order_fields(["part_of_city", "over", "group", "amount", "amount_unit"])

    def clean_group(self) -> str:
        """This will give the split of the group."""
        text = self.cleaned_data["group"]
        split = read_split(text) if text else PLAIN
        if isinstance(split, Bad):
            check(split.answer)
        return str(split)


class CorrectionForm(_SourceForm):
    """A value put right, with the reason."""

    field_order = (
        "amount", "amount_unit", "source_of", "source_address", "measured_on", "licence", "evidence", "because",
    )  # fmt: skip
    because = forms.CharField(
        label=_("What is corrected and why"), max_length=WHY,
        help_text=pgettext_lazy("indicator", "Everyone reads it."),
        error_messages={"required": _("Say what is corrected and why: everyone reads it.")},
    )  # fmt: skip

    @classmethod
    def start(cls, value: "Value", unit: str) -> dict[str, Any]:
        """This will give the values the form begins with."""
        return {
            "amount": write(value.amount), "amount_unit": unit, "source_of": value.source,
            "source_address": value.source_url, "measured_on": value.measured_on, "licence": value.licence,
            "evidence": "claimed" if value.state == "claimed" else "documented",
        }  # fmt: skip


class TargetForm(forms.Form):
    """Where an indicator is to come from where, until when."""

    baseline = AmountField(label=_("Value at the start"))
    baseline_on = forms.DateField(label=_("Day of the start"), widget=DayInput)
    goal = AmountField(label=_("Value to reach"))
    reach_by = forms.DateField(label=_("By which day"), widget=DayInput)
    source_of = forms.CharField(
        label=_("Which document sets it"), max_length=SOURCE,
        error_messages={"required": _("Say which document sets the target.")},
    )  # fmt: skip
    source_address = address_field()

    REFUSED: Mapping[str, str] = {"same": "goal", "wrong_way": "goal", "order": "reach_by", "start": "baseline_on"}

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part_of_city"] = forms.ChoiceField(label=_("Where"), choices=places)
        self.order_fields(["part_of_city"])


class ImportForm(forms.Form):
    """Values as CSV: a file, or lines pasted; what was sent is shown again when it is refused."""

    csv_file = forms.FileField(
        label=_("CSV file"), required=False, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )  # fmt: skip
    csv_lines = forms.CharField(
        label=_("Or the lines themselves"), required=False, strip=False, max_length=tables.MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """This will read the file into the lines."""
        data = super().clean() or {}
        upload = data.get("csv_file")
        if upload is not None:
            text = tables.decoded(upload.read(tables.MOST_BYTES + 1))
            if isinstance(text, Answer):
                check(text)
            data["csv_lines"] = text
        if not (data.get("csv_lines") or "").strip():
            raise forms.ValidationError(_("Choose a file or paste lines."), code="empty")
        return data
