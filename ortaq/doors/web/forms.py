"""What a person may change about herself."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ortaq.core.discussion.rules.comments import LONGEST_OBJECTION


class SettingsForm(forms.Form):
    """Language, name, digest. Phone and e-mail are changed at the entrance, where they are proven."""

    name = forms.CharField(
        label=_("Surname and first name"),
        help_text=_("It stands on your appeals; only you and the officers who answer see it."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": _("The name is too long.")},
    )
    language = forms.ChoiceField(
        label=_("We write to you in"),
        choices=settings.LANGUAGES,
        error_messages={"invalid_choice": _("Choose Kazakh, Russian or English.")},
    )
    digest = forms.BooleanField(
        label=_("Once a week tell me what has changed in what I follow"),
        required=False,
    )


class ObjectionForm(forms.Form):
    """Why something that was hidden should be shown."""

    text = forms.CharField(
        label=_("Why should it be shown?"),
        help_text=_("Moderators alone read this. Another one than the one who decided answers you."),
        max_length=LONGEST_OBJECTION,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write why it should be shown.")},
    )
