"""The form of the page of components: one field of every kind."""

from django import forms
from django.utils.translation import pgettext_lazy

from ortaq.core.ui.widgets import CodeInput, DayInput, PhotosInput


class SampleForm(forms.Form):
    """One field of every kind, as an appeal asks them."""

    text = forms.CharField(
        label=pgettext_lazy("gallery", "What happened?"),
        help_text=pgettext_lazy(
            "gallery", "Where, since when, what you would like to be done. Two or three sentences are enough."
        ),
        max_length=2000,
        widget=forms.Textarea,
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("gallery", "What kind of appeal is it?"),
        choices=[
            ("application", pgettext_lazy("gallery", "An application")),
            ("complaint", pgettext_lazy("gallery", "A complaint")),
            ("suggestion", pgettext_lazy("gallery", "A suggestion")),
        ],
        widget=forms.RadioSelect,
    )
    topic = forms.ChoiceField(
        label=pgettext_lazy("gallery", "Topic"),
        choices=[
            ("", "—"),
            ("pavement", pgettext_lazy("gallery", "Pavements and ramps")),
            ("light", pgettext_lazy("gallery", "Street light")),
        ],
        required=False,
    )
    seen_on = forms.DateField(label=pgettext_lazy("gallery", "When did you see it?"), widget=DayInput, required=False)
    photos = forms.FileField(
        label=pgettext_lazy("gallery", "Photos"),
        help_text=pgettext_lazy(
            "gallery", "Up to five. The place and time hidden in a photo are removed before anybody sees it."
        ),
        widget=PhotosInput(most=5),
        required=False,
    )
    email = forms.EmailField(
        label=pgettext_lazy("gallery", "E-mail"),
        help_text=pgettext_lazy("gallery", "We send the number and the answer here."),
    )
    code = forms.CharField(
        label=pgettext_lazy("gallery", "Code from the message"), max_length=6, widget=CodeInput, required=False
    )
    publish = forms.BooleanField(
        label=pgettext_lazy("gallery", "Publish without my name"),
        help_text=pgettext_lazy("gallery", "Others see that the problem is known and can support it."),
        required=False,
    )


class SampleFilters(forms.Form):
    """Filters of a list."""

    text = forms.CharField(label=pgettext_lazy("gallery", "Words"), required=False)
    topic = forms.ChoiceField(
        label=pgettext_lazy("gallery", "Topic"),
        choices=[
            ("", pgettext_lazy("gallery", "All topics")),
            ("pavement", pgettext_lazy("gallery", "Pavements and ramps")),
            ("light", pgettext_lazy("gallery", "Street light")),
        ],
        required=False,
    )
    since = forms.DateField(label=pgettext_lazy("gallery", "Since"), widget=DayInput, required=False)
