"""The form of the page of components: one field of every kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.core.ui.widgets import CodeInput, DayInput, PhotosInput


class SampleForm(forms.Form):
    """One field of every kind, as an appeal asks them."""

    text = forms.CharField(
        label=_("What happened?"),
        help_text=_("Where, since when, what you would like to be done. Two or three sentences are enough."),
        max_length=2000,
        widget=forms.Textarea,
    )
    kind = forms.ChoiceField(
        label=_("What kind of appeal is it?"),
        choices=[
            ("application", _("An application")),
            ("complaint", _("A complaint")),
            ("suggestion", _("A suggestion")),
        ],
        widget=forms.RadioSelect,
    )
    topic = forms.ChoiceField(
        label=_("Topic"),
        choices=[("", "—"), ("pavement", _("Pavements and ramps")), ("light", _("Street light"))],
        required=False,
    )
    seen_on = forms.DateField(label=_("When did you see it?"), widget=DayInput, required=False)
    photos = forms.FileField(
        label=_("Photos"),
        help_text=_("Up to five. The place and time hidden in a photo are removed before anybody sees it."),
        widget=PhotosInput(most=5),
        required=False,
    )
    email = forms.EmailField(label=_("E-mail"), help_text=_("We send the number and the answer here."))
    code = forms.CharField(label=_("Code from the message"), max_length=6, widget=CodeInput, required=False)
    publish = forms.BooleanField(
        label=_("Publish without my name"),
        help_text=_("Others see that the problem is known and can support it."),
        required=False,
    )


class SampleFilters(forms.Form):
    """Filters of a list."""

    text = forms.CharField(label=_("Words"), required=False)
    topic = forms.ChoiceField(
        label=_("Topic"),
        choices=[("", _("All topics")), ("pavement", _("Pavements and ramps")), ("light", _("Street light"))],
        required=False,
    )
    since = forms.DateField(label=_("Since"), widget=DayInput, required=False)
