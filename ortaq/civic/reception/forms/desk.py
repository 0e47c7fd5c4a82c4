"""What officials write about an appeal: one form per deed, nothing typed is lost."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.reception.forms.choices import KIND_CHOICES
from ortaq.core.ui.widgets import DayInput, offer

MOST_PARTS = 4
LONGEST_ANSWER = 20_000
TOO_LONG = _("The text is too long: %(show_value)s signs, at most %(limit_value)s fit.")
NO_SUCH_BODY = _("There is no such body. Choose one from the list.")

OUTCOMES = [
    ("granted", _("We agree and do what is asked")),
    ("partly", _("We agree in part")),
    ("refused", _("We refuse, with reasons")),
    ("explained", _("We explain")),
]


class DeskForm(forms.Form):
    """A form about one assignment. `choices` fills its lists: {"bodies": [(code, name)], "topics": [(code, name)]}."""

    def __init__(self, *args: Any, choices: Mapping[str, Sequence[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(self.more_fields())
        for name, field in self.fields.items():
            source = "bodies" if name == "to" or name.startswith("body_") else "topics" if name == "topic" else ""
            if source and isinstance(field, forms.ChoiceField):
                offer(self, name, choices[source], first=_("Choose"))

    def more_fields(self) -> dict[str, forms.Field]:
        """This will give fields that are not written one by one."""
        return {}


class AnswerForm(DeskForm):
    """The answer, in the language of the appeal."""

    text = forms.CharField(
        label=_("Answer"),
        help_text=_(
            "Write to the person, in the language of the appeal. How to complain is added at the end by itself."
        ),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("Write the answer: the applicant waits for your words."), "max_length": TOO_LONG},
    )
    outcome = forms.ChoiceField(
        label=_("What is decided?"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is decided.")},
    )
    language = forms.ChoiceField(
        label=_("Language of the answer"),
        choices=[("", _("As in the appeal")), ("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")],
        required=False,
    )


class RedirectForm(DeskForm):
    """To whom it belongs, and why."""

    to = forms.ChoiceField(
        label=_("Which body answers for this?"),
        error_messages={"required": _("Choose the body."), "invalid_choice": NO_SUCH_BODY},
    )
    part = forms.CharField(
        label=_("Which part, if not all of it"),
        help_text=_("Leave empty to forward the whole appeal."),
        max_length=300,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    reason = forms.CharField(
        label=_("Why there?"),
        help_text=_("The applicant and everyone else read this sentence."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why: the applicant must know."), "max_length": TOO_LONG},
    )


def _part_fields() -> dict[str, forms.Field]:
    """Fields body_1, part_1 … of the form that shares out; the first pair must be filled."""
    fields: dict[str, forms.Field] = {}
    for n in range(1, MOST_PARTS + 1):
        fields[f"body_{n}"] = forms.ChoiceField(
            label=_("Body"),
            required=n == 1,
            error_messages={"required": _("Choose the body."), "invalid_choice": NO_SUCH_BODY},
        )
        fields[f"part_{n}"] = forms.CharField(
            label=_("Its part"),
            required=n == 1,
            max_length=300,
            error_messages={"required": _("Write what it answers."), "max_length": TOO_LONG},
        )
    return fields


class SplitForm(DeskForm):
    """Up to four bodies, each with its part; the present body gives the common answer."""

    def more_fields(self) -> dict[str, forms.Field]:
        """This will give a pair of fields for every body."""
        return _part_fields()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for n in range(2, MOST_PARTS + 1):
            if data.get(f"body_{n}") and not data.get(f"part_{n}"):
                self.add_error(f"part_{n}", _("Write what it answers."))
            if data.get(f"part_{n}") and not data.get(f"body_{n}"):
                self.add_error(f"body_{n}", _("Choose the body."))
        return data

    def parts(self) -> list[tuple[str, str]]:
        """This will give (body code, part) for every filled row."""
        data = self.cleaned_data
        return [(data[f"body_{n}"], data[f"part_{n}"]) for n in range(1, MOST_PARTS + 1) if data.get(f"body_{n}")]


class ExtendForm(DeskForm):
    """The head's motivated decision."""

    until = forms.DateField(
        label=_("New due date"),
        widget=DayInput,
        error_messages={"required": _("Choose the new due date."), "invalid": _("Write the day as 2026-12-31.")},
    )
    motive = forms.CharField(
        label=_("Why is more time needed?"),
        help_text=_("The applicant reads this within three working days."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reason: the law asks for it."), "max_length": TOO_LONG},
    )


class FixForm(DeskForm):
    """What was done on the ground."""

    note = forms.CharField(
        label=_("What was done?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write in a sentence what was done."), "max_length": TOO_LONG},
    )
    done_on = forms.DateField(
        label=_("When was it done?"),
        widget=DayInput,
        error_messages={"required": _("Choose the day."), "invalid": _("Write the day as 2026-12-31.")},
    )
    photo = forms.FileField(
        label=_("Photo after the work"),
        help_text=_("From the same spot as the applicant's photo, if there is one."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
        error_messages={"empty": _("This file is empty. Choose another photo.")},
    )


class PublishForm(DeskForm):
    """What everyone reads."""

    title = forms.CharField(
        label=_("Title for everyone"),
        max_length=200,
        error_messages={"required": _("Write a title."), "max_length": TOO_LONG},
    )
    public_text = forms.CharField(
        label=_("Text for everyone"),
        help_text=_(
            "Personal details found by the machine are hidden already. Hide what it missed; change nothing else."
        ),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write the text."), "max_length": TOO_LONG},
    )


class HoldForm(DeskForm):
    """Why it is not shown."""

    reason = forms.CharField(
        label=_("Why is it taken from public view?"),
        help_text=_("The applicant reads this. The appeal itself goes on."),
        max_length=200,
        error_messages={"required": _("Write the reason."), "max_length": TOO_LONG},
    )


class CorrectForm(DeskForm):
    """Kind and topic, as the desk sees them. The applicant's words are never changed."""

    kind = forms.ChoiceField(label=_("Kind by law"), choices=KIND_CHOICES)
    topic = forms.ChoiceField(
        label=_("Topic"),
        error_messages={
            "required": _("Choose a topic. If none fits, choose “Other”."),
            "invalid_choice": _("There is no such topic any more. Choose another one."),
        },
    )
