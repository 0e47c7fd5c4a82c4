"""The parts of a process as its organisers write them: words, settings, a phase, an end."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.dialogue.forms.idea_choices import THEMES
from ortaq.civic.dialogue.forms.moments import MomentField
from ortaq.civic.dialogue.rules.phases import DEEDS, KINDS
from ortaq.civic.dialogue.rules.processes import ZONES, Stretch
from ortaq.civic.dialogue.templatetags.processes import DEEDS as DEED_NAMES
from ortaq.civic.dialogue.templatetags.processes import PHASES as PHASE_NAMES
from ortaq.core.ui.widgets import DayInput

LANGUAGES = (("kk", _("in Kazakh")), ("ru", _("in Russian")), ("en", _("in English")))
REASON = 300


class PartForm(forms.Form):
    """One part of a process: `start` fills it, `changes` gives what `change_process` takes."""

    @classmethod
    def start(cls, process: Any) -> dict[str, Any]:
        """This will give the values the form begins with."""
        return {name: getattr(process, name) for name in cls.base_fields}

    def changes(self) -> dict[str, Any]:
        """This will give the process' fields with their new values."""
        return dict(self.cleaned_data)


class WordsForm(PartForm):
    """Title, question, summary and report in three languages; English may wait."""

    PARTS = (
        ("title", _("Title"), 150, 0),
        ("question", _("The question"), 300, 2),
        ("summary", _("What it is about"), 4000, 6),
        ("report", _("What came of it"), 10_000, 8),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, most, rows in self.PARTS:
            for code, language in LANGUAGES:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=_("%(what)s %(language)s") % {"what": label, "language": language},
                    max_length=most,
                    required=name == "title" and code != "en",
                    widget=forms.Textarea(attrs={"rows": rows, "lang": code})
                    if rows
                    else forms.TextInput(attrs={"lang": code}),
                )

    @classmethod
    def start(cls, process: Any) -> dict[str, Any]:
        return {
            f"{name}_{code}": getattr(process, name).get(code, "")
            for name, *_rest in cls.PARTS
            for code, _language in LANGUAGES
        }

    def changes(self) -> dict[str, Any]:
        return {name: _words(name, self.cleaned_data) for name, *_rest in self.PARTS}


def _words(name: str, data: Mapping[str, Any]) -> dict[str, str]:
    return {code: data[f"{name}_{code}"].strip() for code, _label in LANGUAGES if data.get(f"{name}_{code}")}


class SettingsForm(PartForm):
    """How what residents write is shown, and until when they get answers."""

    moderation = forms.ChoiceField(
        label=_("When is looked at what residents write?"),
        choices=[("after", _("After it is shown")), ("before", _("Before it is shown"))],
        widget=forms.RadioSelect,
    )
    columns = forms.BooleanField(label=_("Comments stand in two columns, for and against"), required=False)
    answers_due_on = forms.DateField(
        label=_("Everyone gets an answer by"), widget=DayInput, required=False,
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why does this day move?"),
        help_text=_("Only when the day is another one and the dialogue is public. Everybody reads this."),
        max_length=REASON,
        required=False,
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes an idea can have"),
        help_text=_("With none chosen, all of them."),
        choices=list(THEMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Phases are typed and shown by this clock. They stay at the same moment when you change it."),
        choices=[(zone, zone) for zone in ZONES],
    )

    @classmethod
    def start(cls, process: Any) -> dict[str, Any]:
        return {name: getattr(process, name) for name in cls.base_fields if name != "reason"}

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class PhaseForm(forms.Form):
    """One phase by the process' own clock; a public one moves with a reason."""

    phase = forms.ChoiceField(label=_("Phase"), choices=[(kind, PHASE_NAMES[kind]) for kind in KINDS])
    title_kk = forms.CharField(label=_("Name of its own in Kazakh"), max_length=100, required=False)
    title_ru = forms.CharField(label=_("Name of its own in Russian"), max_length=100, required=False)
    title_en = forms.CharField(label=_("Name of its own in English"), max_length=100, required=False)
    allows = forms.MultipleChoiceField(
        label=_("In it people can"),
        choices=[(deed.value, DEED_NAMES[deed]) for deed in DEEDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(
        label=_("Why does the plan change?"), help_text=_("Everybody reads this."), max_length=REASON
    )

    def __init__(self, *args: Any, zone: str, public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields.pop("reason")
        self.fields["opens_at"] = MomentField(zone=zone, label=_("Begins"))
        self.fields["closes_at"] = MomentField(
            zone=zone, label=_("Ends"), help_text=_("From this minute on nothing is taken.")
        )
        self.order_fields(["phase", "opens_at", "closes_at", "allows"])
        if public:
            self.fields["reason"] = reason

    @staticmethod
    def start(phase: Any) -> dict[str, Any]:
        """This will give what the form begins with for a phase there is."""
        given = {name: getattr(phase, name) for name in ("allows", "opens_at", "closes_at")}
        return (
            given | {"phase": phase.kind} | {f"title_{code}": phase.title.get(code, "") for code, _label in LANGUAGES}
        )

    def stretch(self) -> Stretch:
        """This will give the phase as the rules read it."""
        data = self.cleaned_data
        return Stretch(data["phase"], data["opens_at"], data["closes_at"], tuple(data["allows"]), _words("title", data))


class GoalForm(forms.Form):
    """A goal ideas can name: a step of the city's programme, a global goal."""

    goal_code = forms.SlugField(
        label=_("Short code"), max_length=40, help_text=_("Small Latin letters, digits and hyphens: 100-steps-97.")
    )
    label_kk = forms.CharField(label=_("Goal in Kazakh"), max_length=200)
    label_ru = forms.CharField(label=_("Goal in Russian"), max_length=200)
    label_en = forms.CharField(label=_("Goal in English"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Where it is written down"), max_length=500, required=False, assume_scheme="https"
    )  # fmt: skip

    def goal(self) -> dict[str, Any]:
        """This will give the goal as a process keeps it."""
        data = self.cleaned_data
        return {"code": data["goal_code"], "label": _words("label", data), "link": data["link"]}


class EmptyForm(forms.Form):
    """A page that asks for nothing but a yes."""


PARTS: dict[str, type[PartForm]] = {"words": WordsForm, "settings": SettingsForm}
