"""A plan, its versions and their text as their makers write them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ortaq.civic.plans.rules import documents
from ortaq.civic.plans.rules.stages import DAYS, FIRST
from ortaq.civic.plans.templatetags.plans import KINDS, STAGES
from ortaq.core.ui.sentences import check
from ortaq.core.ui.widgets import DayInput
from ortaq.engines.language import LANGUAGES

IN = {"kk": _("in Kazakh"), "ru": _("in Russian"), "en": _("in English")}
NAMES = {"kk": _("Kazakh"), "ru": _("Russian"), "en": _("English")}
TITLE, SUMMARY, LABEL, BASIS, SOURCE = 150, 4_000, 120, 500, 300
TEXT = 400_000
"""Signs of one language that a form carries; longer texts come as files."""
ROWS = 24
Choices = Sequence[tuple[str, str]]


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

    @classmethod
    def start(cls, record: Any) -> dict[str, Any]:
        """This will give the values the form begins with."""
        return {
            f"{name}_{code}": getattr(record, name).get(code, "") for name, *_rest in cls.PARTS for code in LANGUAGES
        }  # fmt: skip

    def words(self) -> dict[str, dict[str, str]]:
        """This will give the parts as records keep them."""
        data: Mapping[str, str] = self.cleaned_data
        return {
            name: {code: data[f"{name}_{code}"] for code in LANGUAGES if data.get(f"{name}_{code}")}
            for name, *_rest in self.PARTS
        }


class PlanForm(WordsForm):
    """What a plan is called and about."""

    PARTS = (
        ("title", _("Title"), TITLE, 0, ("kk", "ru")),
        ("summary", pgettext_lazy("plan", "What it is about"), SUMMARY, 5, ()),
    )


class NewPlanForm(PlanForm):
    """A plan that begins: its kind, its body, its place."""

    plan_kind = forms.ChoiceField(label=_("Kind of plan"), choices=list(KINDS.items()))
    first_stage = forms.ChoiceField(label=_("Begins as"), choices=[(one, STAGES[one][0]) for one in FIRST])

    def __init__(self, *args: Any, bodies: Choices, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = forms.ChoiceField(label=_("Who makes it"), choices=bodies)
        self.fields["place"] = forms.ChoiceField(label=_("Which place it is about"), choices=places)
        self.order_fields(["plan_kind", "first_stage", "body", "place"])


class VersionForm(WordsForm):
    """What a version in the making is called and stands on."""

    PARTS = (
        ("label", _("Name of the version"), LABEL, 0, ()),
        ("legal_basis", _("Legal basis"), BASIS, 0, ()),
    )
    first_stage = forms.ChoiceField(label=_("Stage"), choices=[(one, STAGES[one][0]) for one in FIRST])
    source = forms.CharField(
        label=_("Source"), max_length=SOURCE, required=False, help_text=_("Where the documents come from.")
    )

    @classmethod
    def start(cls, record: Any) -> dict[str, Any]:
        return super().start(record) | {"first_stage": record.stage, "source": record.source}

    def changes(self) -> dict[str, Any]:
        """This will give the fields of the version with their new values."""
        return self.words() | {"stage": self.cleaned_data["first_stage"], "source": self.cleaned_data["source"]}


class TextForm(forms.Form):
    """The text in three columns, each as it is typed; `written_over` is the digest of what it was written over."""

    written_over = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text %(language)s") % {"language": IN[code]}, max_length=TEXT, required=False,
                widget=forms.Textarea(attrs={"rows": ROWS, "lang": code}), strip=False,
            )  # fmt: skip

    def sides(self) -> list[forms.BoundField]:
        """This will give the columns."""
        return [self[f"text_{code}"] for code in LANGUAGES]

    def columns(self) -> dict[str, str]:
        """This will give the text language by language."""
        return {code: self.cleaned_data[f"text_{code}"] for code in LANGUAGES}


class FilesForm(forms.Form):
    """A file for each language."""

    written_over = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"file_{code}"] = forms.FileField(
                label=_("File %(language)s") % {"language": IN[code]}, required=False, allow_empty_file=True,
                widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """This will refuse a file by its size alone, before it is read."""
        data = super().clean() or {}
        for upload in self.uploads().values():
            check(documents.may_read(name=upload.name, size=upload.size))
        return data

    def uploads(self) -> dict[str, Any]:
        """This will give the files that came, by language."""
        return {code: upload for code in LANGUAGES if (upload := self.cleaned_data.get(f"file_{code}"))}


class BeginForm(WordsForm):
    """The next version: what it is called."""

    PARTS = (("label", _("Name of the version"), LABEL, 0, ()),)


class StageForm(WordsForm):
    """The next stage of a published version, with its day and the act it stands on."""

    PARTS = (("legal_basis", _("Legal basis"), BASIS, 0, ()),)
    day = forms.DateField(
        label=_("From which day"), widget=DayInput, required=False,
        help_text=_("The day it was adopted, came into force or was superseded."),
    )  # fmt: skip

    def __init__(self, *args: Any, stages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_stage"] = forms.ChoiceField(
            label=_("Stage"), choices=[(one, STAGES[one][0]) for one in stages]
        )
        self.order_fields(["next_stage", "day"])

    def asked(self) -> dict[str, Any]:
        """This will give what the service asks for; a stage without a day takes none."""
        data = self.cleaned_data
        day = data["day"] if data["next_stage"] in DAYS else None
        return {"stage": data["next_stage"], "day": day, **self.words()}


class EmptyForm(forms.Form):
    """A page that asks for nothing but a yes."""
