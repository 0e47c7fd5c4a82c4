"""Parts of forms that every page of indicators shares: words in three languages, numbers, periods."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.indicators.rules import periods, values
from ortaq.core.people.refusal import no
from ortaq.core.ui.sentences import check
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.engines.language import LANGUAGES

IN = {"kk": _("in Kazakh"), "ru": _("in Russian"), "en": _("in English")}
NUMBER, PERIOD, SOURCE, URL, LICENCE, WHY = 40, 30, 300, 400, 100, 400


class WordsForm(forms.Form):
    """A form with parts in three languages: PARTS is (name, label, most signs, rows, languages needed)."""

    PARTS: Sequence[tuple[str, Any, int, int, tuple[str, ...]]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, most, rows, needed in self.PARTS:
            for code in LANGUAGES:
                said: dict[str, Any] = {"lang": code}
                widget = forms.Textarea(attrs=said | {"rows": rows}) if rows else forms.TextInput(attrs=said)
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=_("%(what)s %(language)s") % {"what": label, "language": IN[code]},
                    max_length=most, required=code in needed, widget=widget,
                )  # fmt: skip

    def words(self) -> dict[str, dict[str, str]]:
        """This will give the parts as records keep them."""
        data: Mapping[str, str] = self.cleaned_data
        return {
            name: {code: data[f"{name}_{code}"] for code in LANGUAGES if data.get(f"{name}_{code}")}
            for name, *_rest in self.PARTS
        }


class AmountField(forms.CharField):
    """A number as people write it; the clean value is millionths."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=NUMBER, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """This will read the number or say what is wrong with it."""
        text = super().clean(value)
        if not text:
            return None
        read = values.read(text, language=language())
        if isinstance(read, values.Bad):
            check(read.answer)
        return read


class PeriodField(forms.CharField):
    """A period as people write it; the clean value is a `rules.periods.Period`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=PERIOD, widget=forms.TextInput(attrs={"class": "short"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """This will read the period or say how one is written."""
        read = periods.read(super().clean(value))
        if read is None:
            check(no("period", periods.BAD))
        return read


def address_field(**kwargs: Any) -> forms.URLField:
    """This will give the field for the address of a source."""
    return forms.URLField(
        label=_("Address of the source"), max_length=URL, required=False, assume_scheme="https",
        error_messages={"invalid": _("The address of a source begins with https://")}, **kwargs,
    )  # fmt: skip
