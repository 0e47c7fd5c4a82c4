"""What the desk types about ideas: a reason, ideas to join, an answer to an objection, a share of the residents."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.dialogue.rules.ideas import LONGEST_REASON
from ortaq.core.ui.templatetags.ui_fates import LENSES

TOO_LONG: Final = _("The text is too long: %(show_value)s signs, at most %(limit_value)s fit.")


class ReasonForm(forms.Form):
    """Why something is done; its author reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The author reads it. Say what rule it is about, in plain words."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason: the author reads it."), "max_length": TOO_LONG},
    )


class JoinForm(forms.Form):
    """Which ideas are joined into which. The numbers come ticked from the list."""

    into = forms.CharField(
        label=_("Number of the idea they are joined into"),
        help_text=_("As it stands on its page, for example i2026-000017."),
        max_length=24,
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        error_messages={"required": _("Write the number of the idea they are joined into.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everyone reads it. Their authors are told and may object for seven days."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason: the author reads it."), "max_length": TOO_LONG},
    )


class SettleForm(ReasonForm):
    """What an objection leads to."""

    upheld = forms.ChoiceField(
        label=_("Is it a different idea?"),
        choices=[("yes", _("Yes: part them again")), ("no", _("No: the joining stays"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    field_order = ("upheld", "reason")


class ShareForm(forms.Form):
    """How many of the residents a group makes up."""

    lens = forms.ChoiceField(label=_("Group"), choices=list(LENSES.items()))
    percent = forms.DecimalField(
        label=_("Share of the residents, per cent"),
        min_value=0,
        max_value=100,
        decimal_places=1,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
        error_messages={
            "required": _("Write the share in per cent, such as 11.4."),
            "invalid": _("Write the share in per cent, such as 11.4."),
            "max_decimal_places": _("One digit after the point is enough."),
        },
    )
    year = forms.IntegerField(
        label=_("Year of the count"),
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"required": _("Write the year of the count, such as 2021.")},
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Who counted, and where one can look it up."),
        max_length=300,
        error_messages={"required": _("Name the source: residents should be able to look it up.")},
    )

    def share(self) -> dict[str, Any]:
        """This will give what the service takes."""
        data = dict(self.cleaned_data)
        return {"per_mille": int(data.pop("percent") * 10), **data}
