"""A forum as its organisers write it: the beginning, its parts, a line of the programme, a paragraph of the minutes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ortaq.civic.dialogue.forms.moments import MomentField
from ortaq.civic.dialogue.templatetags.forums import KINDS, NEEDS
from ortaq.core.ui.widgets import PhotosInput, offer

LANGUAGES = (("kk", _("in Kazakh")), ("ru", _("in Russian")), ("en", _("in English")))
CLOCK = settings.TIME_ZONE
"""A forum is held in the city: its hours are typed by the city's clock."""
MOST_PHOTOS = 10
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class WordsForm(forms.Form):
    """Fields in three languages; English may wait. `WORDS` is (name, label, longest, lines, required)."""

    WORDS: Sequence[tuple[str, Any, int, int, bool]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = dict(self.fields)
        self.fields.clear()
        for name, label, most, rows, required in self.WORDS:
            for code, language in LANGUAGES:
                attrs = {"lang": code, "rows": rows} if rows else {"lang": code}
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=_("%(what)s %(language)s") % {"what": label, "language": language},
                    max_length=most,
                    required=required and code != "en",
                    widget=forms.Textarea(attrs=attrs) if rows else forms.TextInput(attrs=attrs),
                )
        self.fields |= own

    def words(self, name: str) -> dict[str, str]:
        """This will give what was typed for a name, by language."""
        data = self.cleaned_data
        return {code: said for code, _label in LANGUAGES if (said := (data.get(f"{name}_{code}") or "").strip())}


def apart(name: str, content: Mapping[str, str]) -> dict[str, str]:
    """This will part localized content into the fields of a form."""
    return {f"{name}_{code}": content.get(code, "") for code, _label in LANGUAGES}


class PartForm(WordsForm):
    """One part of a forum: `start` fills it, `changes` gives what `change_forum` takes."""

    @classmethod
    def start(cls, forum: Any) -> dict[str, Any]:
        """This will give the values the form begins with."""
        found = {name: getattr(forum, name) for name in cls.base_fields}
        for name, *_rest in cls.WORDS:
            found |= apart(name, getattr(forum, name))
        return found

    def changes(self) -> dict[str, Any]:
        """This will give the forum's fields with their new values."""
        return {name: self.cleaned_data[name] for name in self.base_fields} | {
            name: self.words(name) for name, *_rest in self.WORDS
        }


class TextForm(PartForm):
    """Title, what it is about, what kind of meeting."""

    WORDS = (("title", _("Title"), 150, 0, True), ("summary", _("What it is about"), 2000, 5, False))
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=list(KINDS.items()))


class PlaceForm(PartForm):
    """Where it is, how to get in, what the organisers provide."""

    WORDS = (
        ("venue", _("Place and address"), 300, 0, True),
        ("access", _("How to get in: entrance, ramp, lift, stops nearby"), 1000, 4, True),
    )
    offers = forms.MultipleChoiceField(
        label=_("There will be"), choices=list(NEEDS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )


class TimesForm(PartForm):
    """When it is, when one registers, how many seats."""

    starts_at = MomentField(zone=CLOCK, label=_("Begins"))
    ends_at = MomentField(zone=CLOCK, label=_("Ends"))
    registration_opens_at = MomentField(zone=CLOCK, label=_("Registration opens"))
    registration_closes_at = MomentField(
        zone=CLOCK, label=_("Confirm by"), help_text=_("The first minute that no longer counts.")
    )
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=100_000)
    offer_hours = forms.IntegerField(
        label=_("Hours an offered seat is kept"),
        help_text=_("Then it goes to the next in line."),
        min_value=1,
        max_value=240,
        initial=24,
    )


class MoreForm(PartForm):
    """Hashtags of the contest, certificates."""

    hashtags = forms.CharField(
        label=_("Hashtags"), help_text=_("For the most active resident; with spaces between them."), required=False
    )
    certificate = forms.BooleanField(label=_("Those who came get a certificate"), required=False)

    @classmethod
    def start(cls, forum: Any) -> dict[str, Any]:
        return super().start(forum) | {"hashtags": " ".join(forum.hashtags)}

    def clean_hashtags(self) -> list[str]:
        words = self.cleaned_data["hashtags"].replace(",", " ").replace("#", " #").split()
        return list(dict.fromkeys("#" + word.lstrip("#") for word in words if word.strip("#")))


PARTS: dict[str, type[PartForm]] = {"words": TextForm, "place": PlaceForm, "times": TimesForm, "more": MoreForm}


class NewForm(TimesForm):
    """The beginning of a forum."""

    WORDS = (("title", _("Title"), 150, 0, True),)
    process = forms.ChoiceField(label=_("Part of the dialogue"))
    code = forms.SlugField(
        label=_("Address"), help_text=_("Small Latin letters, digits and hyphens: forum-2"), max_length=60
    )

    def __init__(self, *args: Any, processes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "process", processes)


class ItemForm(WordsForm):
    """One line of the programme."""

    WORDS = (("title", _("What"), 200, 0, True), ("post", _("Post of the speaker"), 200, 0, False))
    starts_at = MomentField(zone=CLOCK, label=_("Begins"))
    minutes = forms.IntegerField(label=_("How many minutes"), min_value=0, max_value=600, required=False)
    speaker = forms.CharField(label=_("Speaker"), max_length=200, required=False)
    body = forms.ChoiceField(label=_("Body"), required=False)

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", bodies, first="—")

    @classmethod
    def start(cls, item: Any) -> dict[str, Any]:
        """This will give the values the form begins with."""
        plain = {"starts_at": item.starts_at, "minutes": item.minutes, "speaker": item.speaker, "body": item.body_id}
        return plain | apart("title", item.title) | apart("post", item.post)


class ReasonForm(WordsForm):
    """Why a forum is cancelled."""

    WORDS = (("reason", _("Why"), 500, 3, True),)


class ParagraphForm(WordsForm):
    """One paragraph of the minutes and what it is about."""

    WORDS = (("text", _("What was said"), 3000, 5, False),)
    numbers = forms.CharField(
        label=_("Numbers of ideas, appeals, works it speaks of"),
        help_text=_("With spaces between them: i2027-000017 2027-001013"),
        required=False,
    )
    decisions = forms.CharField(
        label=_("Addresses of decisions it led to"),
        help_text=_("Copied from the page of the decision, with spaces between them."),
        required=False,
    )

    @classmethod
    def start(cls, paragraph: Any) -> dict[str, Any]:
        """This will give the values the form begins with."""
        return {
            **apart("text", paragraph.text),
            "numbers": " ".join(matter.number for matter in paragraph.matters.all()),
            "decisions": " ".join(str(record.public_id) for record in paragraph.decisions.all()),
        }

    def clean_numbers(self) -> list[str]:
        return [word for word in re.split(r"[\s,;№]+", self.cleaned_data["numbers"]) if word]

    def clean_decisions(self) -> list[UUID]:
        words = self.cleaned_data["decisions"].split()
        found = [_UUID.search(word) for word in words]
        if not all(found):
            raise forms.ValidationError(_("Copy the whole address of the decision."))
        return [UUID(one[0]) for one in found if one]


class DoorForm(forms.Form):
    """Six signs, or what a scanner read."""

    ticket = forms.CharField(
        label=_("Code"),
        max_length=300,
        widget=forms.TextInput(
            attrs={
                "class": "code", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
                "data-private": True, "autofocus": True,
            }
        ),
        error_messages={"required": _("Type the six signs.")},
    )  # fmt: skip


class HideForm(forms.Form):
    """Why a question is hidden."""

    reason = forms.CharField(
        label=_("Why it is hidden"),
        help_text=_("Everyone reads it in the journal; name nobody."),
        max_length=200,
        error_messages={"required": _("Say why the question is hidden.")},
    )


class PhotosForm(forms.Form):
    """Photos of the meeting."""

    photos = forms.FileField(
        label=_("Photos"),
        help_text=_("Up to ten at once. Place and time hidden in a photo are removed before anybody sees it."),
        widget=PhotosInput(most=MOST_PHOTOS),
        required=False,
    )
