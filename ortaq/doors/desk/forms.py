"""The desk's own forms: narrowing the inbox, taking a call, hiding a comment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.reception.forms.choices import KIND_CHOICES
from ortaq.civic.reception.forms.contacts import clean_iin, clean_phone
from ortaq.civic.reception.queries import topics
from ortaq.civic.reception.rules import LONGEST_TEXT, check_text
from ortaq.core.matters.localized import words
from ortaq.core.people.actor import Actor
from ortaq.core.territory import queries as territory
from ortaq.core.ui.sentences import check
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.core.ui.widgets import offer


def groups() -> list[tuple[str, str]]:
    """This will give the roots of the topic tree."""
    return [(node.code, words(node.name, language())) for node in topics.tree()]


def leaves() -> list[tuple[str, list[tuple[str, str]]]]:
    """This will give the topics under their roots, as a select shows them."""
    return [
        (words(root.name, language()), [(leaf.code, words(leaf.name, language())) for leaf in root.children or (root,)])
        for root in topics.tree()
    ]


class InboxForm(forms.Form):
    """Whose and what of the inbox."""

    body = forms.ChoiceField(label=_("Body"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    show = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = territory.bodies()
        mine = [(known[pk].code, words(known[pk].short_name, language())) for pk in actor.body_ids if pk in known]
        offer(self, "body", sorted(mine), first=_("All my bodies"))
        offer(self, "topic", groups(), first=_("Any topic"))


class CallForm(forms.Form):
    """What a caller says, on one page: the operator types while she listens."""

    phone = forms.CharField(
        label=_("Caller's phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off", "data-private": True}),
    )
    name = forms.CharField(
        label=_("Surname and first name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": True}),
    )
    iin = forms.CharField(
        label=_("IIN"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-private": True}),
    )
    text = forms.CharField(
        label=_("What does the caller say?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write down what the caller says."),
            "max_length": _("The text is too long: %(show_value)s signs, at most %(limit_value)s fit."),
        },
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    address = forms.CharField(
        label=_("Address or landmark"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    district = forms.ChoiceField(label=_("District"), required=False)
    kind = forms.ChoiceField(label=_("What does the caller want?"), choices=KIND_CHOICES, initial="message")
    publish = forms.BooleanField(
        label=_("The caller agrees that everyone may read it, without personal details"), required=False
    )
    form_token = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = [(row.code, words(row.name, language())) for row in territory.districts()]
        offer(self, "district", districts, first=_("Not known"))
        offer(self, "topic", leaves(), first=_("Find it from the text"))

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        check(check_text(text))
        return text

    def clean_phone(self) -> str:
        return clean_phone(str(self.cleaned_data["phone"]))

    def clean_iin(self) -> str:
        return clean_iin(str(self.cleaned_data["iin"]))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if (data.get("phone") or data.get("iin")) and not data.get("name"):
            self.add_error(
                "name",
                _("Ask for the name: the answer goes to a person. Without a name and a phone the appeal is anonymous."),
            )
        return data


class HideForm(forms.Form):
    """Why a comment is hidden; the moderation log shows it."""

    reason = forms.CharField(label=_("Reason"), max_length=200, error_messages={"required": _("Write the reason.")})


class ObjectionForm(forms.Form):
    """The answer to an author who objects to a moderator's decision."""

    upheld = forms.ChoiceField(
        label=_("Is the author right?"),
        choices=[("yes", _("Yes, show it again")), ("no", _("No, it stays hidden"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is decided.")},
    )
    answer = forms.CharField(
        label=_("The reasons"),
        help_text=_("The author reads them, and everyone in the log of moderation."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reasons: everyone can read them in the log.")},
    )
