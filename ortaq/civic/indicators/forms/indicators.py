"""An indicator as its keepers describe it, what it stands for, and what it measures."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ortaq.civic.indicators.forms.words import WordsForm
from ortaq.civic.indicators.rules import figures
from ortaq.civic.indicators.rules.indicators import MOST_DECIMALS, MOST_LAG
from ortaq.civic.indicators.rules.words import UNITS
from ortaq.civic.indicators.templatetags.indicators import DIRECTIONS, FITS, FREQUENCIES, THEMES, unit_name
from ortaq.engines.language import LANGUAGES

if TYPE_CHECKING:
    from ortaq.civic.indicators.models import Indicator

Choices = Sequence[tuple[str, str]]
CODE, NAME, LONG = 60, 200, 2_000


class IndicatorForm(WordsForm):
    """What an indicator is called, how it is measured and how often."""

    PARTS = (
        ("measure_name", pgettext_lazy("indicator", "Name"), NAME, 0, ("kk", "ru")),
        ("definition", _("Definition"), LONG, 3, ()),
        ("formula", _("Formula"), LONG, 2, ()),
    )
    measure_theme = forms.ChoiceField(label=_("Theme"), choices=list(THEMES.items()))
    direction = forms.ChoiceField(label=_("Which way is better"), choices=list(DIRECTIONS.items()))
    decimals = forms.IntegerField(label=_("Places after the point"), min_value=0, max_value=MOST_DECIMALS)
    frequency = forms.ChoiceField(label=_("How often it is measured"), choices=list(FREQUENCIES.items()))
    lag_days = forms.IntegerField(
        label=_("Days after the end of a period by which its value is expected"), min_value=0, max_value=MOST_LAG
    )
    computed_from = forms.ChoiceField(
        label=_("Computed from"), required=False,
        help_text=_("The house counts it every night from its own records; or people bring its values."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["computed_from"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("People bring its values"))] + [
                (f"{rule}@{one.id}", gettext(one.title)) for one in figures.published() for rule in one.rules
            ]

    @classmethod
    def start(cls, record: "Indicator") -> dict[str, Any]:
        """This will give the values the form begins with."""
        words = {"measure_name": record.name, "definition": record.definition, "formula": record.formula}
        said = {f"{part}_{code}": content.get(code, "") for part, content in words.items() for code in LANGUAGES}
        return said | {
            "measure_theme": record.theme, "direction": record.direction, "decimals": record.decimals,
            "frequency": record.frequency, "lag_days": record.lag_days,
            "computed_from": f"{record.rule}@{record.figure}" if record.rule else "",
        }  # fmt: skip

    def changes(self) -> dict[str, Any]:
        """This will give the fields of the record with their values."""
        data, words = self.cleaned_data, self.words()
        rule, _at, figure = data["computed_from"].partition("@")
        return {
            "name": words["measure_name"], "definition": words["definition"], "formula": words["formula"],
            "theme": data["measure_theme"], "direction": data["direction"], "decimals": data["decimals"],
            "frequency": data["frequency"], "lag_days": data["lag_days"], "rule": rule, "figure": figure,
        }  # fmt: skip


class NewIndicatorForm(IndicatorForm):
    """An indicator that begins: its address, its keeper, its unit, which stays."""

    measure_code = forms.CharField(
        label=_("Address"), max_length=CODE, help_text=_("Small Latin letters, digits and hyphens.")
    )

    REFUSED: Mapping[str, str] = {"code": "measure_code", "code_taken": "measure_code"}

    def __init__(self, *args: Any, bodies: Choices, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"] = forms.ChoiceField(label=_("Who keeps it"), choices=bodies)
        self.fields["whole"] = forms.ChoiceField(label=_("Which place it is about"), choices=places)
        self.fields["measure_unit"] = forms.ChoiceField(
            label=_("Unit"), choices=[(code, unit_name(code)) for code in UNITS],
            help_text=_("It stays: another unit is another indicator."),
        )  # fmt: skip
        self.order_fields(["measure_code", "keeper", "whole", "measure_unit"])


class AlignForm(WordsForm):
    """For which id of a framework an indicator stands."""

    PARTS = (("differs", _("What differs"), LONG, 2, ()),)

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = forms.ChoiceField(label=_("Id of a standard"), choices=items)
        self.fields["fit"] = forms.ChoiceField(
            label=pgettext_lazy("framework", "How it fits"),
            choices=[(code, word) for code, (word, _tone) in FITS.items()], widget=forms.RadioSelect,
        )  # fmt: skip
        self.order_fields(["item", "fit"])


class LinkForm(forms.Form):
    """What was planned, decided or built and is measured by the indicator."""

    measured_number = forms.CharField(
        label=_("Number of the plan, decision or work"), max_length=24,
        help_text=_("As it stands on its page after the sign №."),
    )  # fmt: skip

    REFUSED: Mapping[str, str] = {"no_matter": "measured_number"}


class EmptyForm(forms.Form):
    """A page that asks for nothing but a yes."""
