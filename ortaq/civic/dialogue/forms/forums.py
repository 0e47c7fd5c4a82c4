"""What people type about a forum: registering, asking, checking a certificate."""

import secrets
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.dialogue.rules import forums as rules
from ortaq.civic.dialogue.templatetags.forums import NEEDS

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Forum


class RegisterForm(forms.Form):
    """What somebody needs to take part. Nothing is required: a seat costs one press."""

    needs = forms.MultipleChoiceField(
        label=_("What do you need to take part?"),
        help_text=_("Only the organisers see it, and only to prepare."),
        choices=[(need, NEEDS[need]) for need in rules.NEEDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label=_("Anything else the organisers should know?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    post = forms.URLField(
        help_text=_("Its address, if you want to take part in the contest of the most active resident."),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address of the post: it begins with https://.")},
    )

    def __init__(self, *args: Any, forum: "Forum", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if forum.hashtags:
            self.fields["post"].label = _("Your post with %(tags)s") % {"tags": " ".join(forum.hashtags)}
        else:
            del self.fields["post"]


class QuestionForm(forms.Form):
    """A question to the hall. The token makes the same form ask once."""

    text = forms.CharField(
        label=_("Your question"),
        help_text=_("Shown without your name. Leave out telephone numbers and addresses."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write your question."),
            "max_length": _("A question has at most 300 signs: the hall reads it on the screen."),
        },
    )
    token = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = secrets.token_hex(16)


class CertificateForm(forms.Form):
    """The number of a certificate, and the name on the paper if whoever checks wants to compare it."""

    number = forms.CharField(label=_("Number of the certificate"), max_length=60)
    name = forms.CharField(
        label=_("Name on the paper"),
        help_text=_("Type it to learn whether we issued the certificate to this name. We show no name ourselves."),
        max_length=200,
        required=False,
    )
