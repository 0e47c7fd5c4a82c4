"""Applying: one question, or one small group, to a page. Gaps are kept; what lacks is said by the rules."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.contests import rules
from ortaq.civic.contests.forms.answers import SumField, WordsField, field_of
from ortaq.civic.contests.templatetags.contests import ORGANISATIONS
from ortaq.core.people.rules import normal_phone
from ortaq.core.ui.sentences import sentence

PRIVATE = {"data-private": True}


class StepForm(forms.Form):
    """What every page of the application shares: fields are never demanded here, but marked as needed."""

    use_required_attribute = False
    needed: tuple[str, ...] = ()

    def __init__(self, *args: Any, only: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Take `only`: the fields that may be changed now; None for all."""
        super().__init__(*args, **kwargs)
        if only is not None:
            for name in set(self.fields) - set(only):
                del self.fields[name]
        self.mark(needed=True)

    def mark(self, *, needed: bool) -> None:
        """This will keep the page from calling optional what an application needs."""
        for name in {*self.needed} & set(self.fields):
            self.fields[name].required = needed

    def full_clean(self) -> None:
        self.mark(needed=False)
        super().full_clean()
        self.mark(needed=True)

    def particulars(self) -> dict[str, Any]:
        """This will give what was typed as `save_draft` takes it."""
        return dict(self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        typed = {name: value for name, value in data.items() if name in rules.PARTICULARS}
        if typed and not (answer := rules.check_particulars(typed, cap=getattr(self, "cap", 0))):
            self.add_error(answer.code if answer.code in self.fields else None, sentence(answer))
        return data


class ProjectForm(StepForm):
    """What the project is called and what it is about."""

    needed = ("title", "summary")
    title = forms.CharField(label=_("Name of the project"), required=False)
    summary = WordsField(
        label=_("In two sentences: what is it about?"),
        help_text=_("The jury reads this first. Do not write your name here: the jury must not know whose it is."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )


class SumForm(StepForm):
    """How much the project needs."""

    needed = ("asked",)
    asked = SumField(label=_("How much does the project need?"), required=False)

    def __init__(self, *args: Any, cap: int, cap_words: str, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cap = cap
        self.fields["asked"].help_text = _("In %(currency)s, at most %(cap)s.") % {
            "currency": currency,
            "cap": cap_words,
        }

    def particulars(self) -> dict[str, Any]:
        return {"asked": self.cleaned_data.get("asked") or 0}


class WhoForm(StepForm):
    """For whom she applies."""

    needed = ("organisation_kind",)
    organisation_kind = forms.ChoiceField(
        label=_("Who applies?"),
        choices=list(ORGANISATIONS.items()),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the answers given.")},
    )
    organisation = forms.CharField(
        label=_("What is the group or organisation called?"),
        help_text=_("Leave it empty if you apply for yourself."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def particulars(self) -> dict[str, Any]:
        data = super().particulars()
        if "organisation_kind" in data and not data["organisation_kind"]:
            data["organisation_kind"] = "none"
        return data


class ContactForm(StepForm):
    """Who answers for it and how to reach her; one of phone and e-mail is enough."""

    needed = ("contact_name", "contact_phone", "contact_email")
    contact_name = forms.CharField(
        label=_("Who answers for the application?"),
        help_text=_("Surname and first name. The organisers see it, the jury does not."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", **PRIVATE}),
    )
    contact_phone = forms.CharField(
        label=_("Phone"),
        help_text=_("A phone number or an e-mail address is enough."),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "short", **PRIVATE}
        ),
    )
    contact_email = forms.CharField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", **PRIVATE}),
    )

    def clean_contact_phone(self) -> str:
        typed = str(self.cleaned_data["contact_phone"])
        return normal_phone(typed) or typed


class NameForm(StepForm):
    """How she agrees to be named if she wins."""

    needed = ("public_name",)
    public_name = forms.CharField(
        label=_("How should we name you if you win?"),
        help_text=_("For example a first name with an initial, or the name of the group. Nobody sees it before."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", **PRIVATE}),
    )
    public_name_agreed = forms.BooleanField(
        label=_("I agree that this name and the project stand in the public list of winners"), required=False
    )


class DeclareForm(StepForm):
    """What she says is so; a person looks later."""

    def __init__(self, *args: Any, told: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, words in told:
            self.fields[f"rule_{code}"] = forms.BooleanField(label=words, required=False)

    def declared(self) -> list[str]:
        """This will give the codes of the rules she says yes to."""
        return [name.removeprefix("rule_") for name, yes in self.cleaned_data.items() if yes]


class AnswerForm(StepForm):
    """One question of the contest's own."""

    def __init__(
        self, *args: Any, one: Mapping[str, Any], label: str, hint: str, options: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = field_of(one, label=label, hint=hint, options=options)
        self.needed = ("answer",) if one.get("required") else ()
        self.mark(needed=True)

    def value(self) -> Any:
        """This will give the answer as the rules take it."""
        return self.cleaned_data["answer"]


class ObjectionForm(forms.Form):
    """What the applicant disagrees with."""

    text = WordsField(
        label=_("What do you disagree with, and why?"),
        help_text=_("The head of the organising body answers you with reasons."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
