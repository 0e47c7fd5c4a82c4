"""A village plan as its akim writes it: one group of questions at a time.

Every form of a part carries `seen`, the digest of what is written over, and every new part `expected`, the key it
is to get: who was overtaken, and who sends a form twice, is told.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ortaq.civic.plans.forms.money import TengeField
from ortaq.civic.plans.forms.plans import TITLE, Choices, WordsForm
from ortaq.civic.plans.templatetags.village import KINDS, THEMES
from ortaq.core.ui.widgets import DayInput, offer

TEXT, NOTE, UNIT, POST = 2_000, 500, 40, 200
DIGITS, DECIMALS = 15, 3
MOST_DOTS = 100_000
_SPACES = str.maketrans("", "", "\u0020\u00a0\u202f")


class FigureField(forms.DecimalField):
    """A number as people type it, "1 200,5"."""

    widget = forms.TextInput

    def __init__(self, **given: Any) -> None:
        super().__init__(max_digits=DIGITS, decimal_places=DECIMALS, **given)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as Django's own field of decimals
        """This will read spaces between thousands and a comma for the point."""
        plain = value.translate(_SPACES).replace(",", ".") if isinstance(value, str) else value
        return super().to_python(plain)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """This will bring digits to the front of a phone's keyboard."""
        return dict(super().widget_attrs(widget)) | {"inputmode": "decimal", "autocomplete": "off", "class": "short"}

    def prepare_value(self, value: Any) -> Any:
        """This will write a kept value without empty decimals; what was typed stays as it was typed."""
        return format(value.normalize(), "f").replace(".", ",") if isinstance(value, Decimal) else value


class PartForm(WordsForm):
    """A form whose fields are called by their part, "need_title_kk": `START` leads from field to attribute."""

    START: ClassVar[Mapping[str, str]] = {}
    """Fields beside the words: name → attribute of the record."""
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    expected = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def start(cls, record: Any) -> dict[str, Any]:
        """This will give the values the form begins with."""
        words = {
            f"{name}_{code}": text
            for name, *_rest in cls.PARTS
            for code, text in getattr(record, name.partition("_")[2]).items()
        }
        return words | {name: getattr(record, attribute) for name, attribute in cls.START.items()}

    def changes(self) -> dict[str, Any]:
        """This will give the attributes of the record with their new values."""
        words = {name.partition("_")[2]: said for name, said in self.words().items()}
        return words | {attribute: self.cleaned_data[name] for name, attribute in self.START.items()}


# ── needs ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class NeedForm(PartForm):
    """What hurts."""

    PARTS = (
        ("need_title", _("What is missing or hurts"), TITLE, 0, ("kk", "ru")),
        ("need_text", _("More about it"), TEXT, 3, ()),
    )
    START = {"need_theme": "theme"}
    need_theme = forms.ChoiceField(label=_("What it is about"), choices=list(THEMES.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*_words("need_title"), "need_theme"])


class RootsForm(PartForm):
    """Where a need comes from: what it is a cause of, who named it and where."""

    START = {"need_groups": "groups"}
    cause_of = forms.ChoiceField(
        label=_("Is it a cause of another need?"), required=False,
        help_text=_("That need stands above it in the problem tree."),
    )  # fmt: skip
    named_at = forms.ChoiceField(label=_("The meeting where it was named"), required=False)
    need_groups = forms.MultipleChoiceField(
        label=_("Who named it"), required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip

    def __init__(self, *args: Any, others: Choices, meetings: Choices, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "cause_of", others, first=pgettext_lazy("need", "No, it stands at the top"))
        offer(self, "named_at", meetings, first=_("Not said"))
        offer(self, "need_groups", groups)

    @classmethod
    def start(cls, record: Any) -> dict[str, Any]:
        above = record.cause_of.key if record.cause_of else ""
        return super().start(record) | {"cause_of": above, "named_at": str(record.gathering_id or "")}


class PutOffForm(PartForm):
    """Why nothing is done about a need in this plan."""

    PARTS = (("need_put_off", _("Why it is put off"), NOTE, 3, ()),)


class RankingForm(forms.Form):
    """Dots each need got at a meeting."""

    ranked_at = forms.ChoiceField(label=_("The meeting where people gave their dots"), required=False)

    def __init__(self, *args: Any, needs: Sequence[tuple[str, str, int]], meetings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "ranked_at", meetings, first=_("Not said"))
        for key, title, dots in needs:
            self.fields[f"dots_{key}"] = forms.IntegerField(
                label=title, min_value=0, max_value=MOST_DOTS, initial=dots,
                error_messages={"required": _("Write the number of dots, 0 for none.")},
            )  # fmt: skip

    def dots(self) -> dict[str, int]:
        """This will give the dots by the keys of the needs."""
        return {name[5:]: dots for name, dots in self.cleaned_data.items() if name.startswith("dots_")}


# ── measures, resources, results ─────────────────────────────────────────────────────────────────────────────────────


class MeasureForm(PartForm):
    """What is done, by whom, until when."""

    PARTS = (
        ("measure_title", _("What will be done"), TITLE, 0, ("kk", "ru")),
        ("measure_responsible", _("Who is responsible"), POST, 0, ("kk", "ru")),
    )
    START = {"measure_due": "due_on"}
    measure_due = forms.DateField(label=_("Done by"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _words("measure_responsible"):
            self.fields[name].help_text = _("A post or an organisation, never a person's name.")
        self.order_fields([*_words("measure_title"), *_words("measure_responsible"), "measure_due"])


class DetailsForm(PartForm):
    """More about a measure: how, where, for which need."""

    PARTS = (("measure_text", _("How it will be done"), TEXT, 3, ()),)
    START = {"measure_lon": "lon", "measure_lat": "lat"}
    measure_need = forms.ChoiceField(label=_("For which need"))
    measure_lon = forms.FloatField(
        label=_("Longitude"), required=False, help_text=_("In degrees, 77.10. Both coordinates or none.")
    )
    measure_lat = forms.FloatField(label=_("Latitude"), required=False, help_text=_("In degrees, 49.40."))

    def __init__(self, *args: Any, needs: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "measure_need", needs)

    @classmethod
    def start(cls, record: Any) -> dict[str, Any]:
        return super().start(record) | {"measure_need": record.need.key}

    def changes(self) -> dict[str, Any]:
        return super().changes() | {"need": self.cleaned_data["measure_need"]}


class ResourceForm(PartForm):
    """What a measure takes."""

    PARTS = (("resource_note", _("What exactly"), NOTE, 2, ()),)
    START = {"resource_kind": "kind", "resource_sum": "planned", "resource_year": "year"}
    resource_kind = forms.ChoiceField(label=_("Where it comes from"), choices=list(KINDS.items()))
    resource_sum = TengeField(
        label=_("Sum, tenge"), required=False, help_text=_("Empty for what is done without budget money.")
    )
    resource_year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _words("resource_note"):
            self.fields[name].help_text = _("The programme, the partner, what was agreed, how many days of work.")
        self.order_fields(["resource_kind", "resource_sum", "resource_year"])

    def changes(self) -> dict[str, Any]:
        found = super().changes()
        return found | {"planned": found["planned"] or 0}


class ResultForm(PartForm):
    """By what everyone will see that a measure helped."""

    PARTS = (
        ("result_title", _("What is counted"), TITLE, 0, ("kk", "ru")),
        ("result_unit", pgettext_lazy("result", "Unit"), UNIT, 0, ("kk", "ru")),
    )
    START = {
        "result_baseline": "baseline", "result_baseline_on": "baseline_on", "result_target": "target",
        "result_target_on": "target_on",
    }  # fmt: skip
    result_baseline = FigureField(label=_("How it is now"))
    result_baseline_on = forms.DateField(label=_("Counted on"), widget=DayInput)
    result_target = FigureField(label=_("How it will be"))
    result_target_on = forms.DateField(label=_("To be reached by"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*_words("result_title"), *_words("result_unit"), *self.START])


def _words(name: str) -> list[str]:
    return [f"{name}_{code}" for code in ("kk", "ru", "en")]
