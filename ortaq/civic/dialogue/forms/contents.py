"""A text as its writers see it: three languages side by side, each with its state."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.dialogue.forms.moments import MomentField
from ortaq.civic.dialogue.forms.processes import LANGUAGES, REASON
from ortaq.engines.language import LANGUAGES as CODES

TITLE, TEXT, LINK = 150, 20_000, 500
NAMES = {"kk": _("Kazakh"), "ru": _("Russian"), "en": _("English")}


class ContentForm(forms.Form):
    """Words of one kind: title and text in three languages, and for materials and partners an address or a file."""

    source_language = forms.ChoiceField(
        label=_("Which language is it written in first?"), choices=list(NAMES.items()), initial="kk"
    )
    material = forms.ChoiceField(
        label=_("What is it?"),
        choices=[("document", _("A document")), ("slides", _("Slides")), ("recording", _("A recording"))],
    )
    link = forms.URLField(
        label=_("Address elsewhere"), max_length=LINK, required=False, assume_scheme="https",
        help_text=_("A recording, a large document, a partner's site."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("A PDF up to 20 MB. The one there is stays if you choose none.")
    )
    logo = forms.FileField(
        label=_("Logo"), required=False, help_text=_("A picture. The one there is stays if you choose none.")
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)

    HAS: Mapping[str, tuple[str, ...]] = {
        "explainer": (),
        "news": (),
        "material": ("material", "link", "file"),
        "partner": ("link", "logo"),
    }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        kept = {"source_language", "based_on", *self.HAS[kind]}
        self.fields = {name: field for name, field in self.fields.items() if name in kept}
        rows = 14 if kind in ("explainer", "news") else 4
        for code, language in LANGUAGES:
            said = {"lang": code}
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title %(language)s") % {"language": language}, max_length=TITLE, required=False,
                widget=forms.TextInput(attrs=said),
            )  # fmt: skip
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text %(language)s") % {"language": language}, max_length=TEXT, required=False,
                widget=forms.Textarea(attrs=said | {"rows": rows}),
            )  # fmt: skip
            self.fields[f"machine_{code}"] = forms.BooleanField(
                label=_("Translated by a machine, not read by a person yet"), required=False
            )

    @staticmethod
    def start(version: Any) -> dict[str, Any]:
        """This will give what the form begins with for the newest version."""
        given: dict[str, Any] = {
            "source_language": version.source_language, "material": version.material, "link": version.link,
            "based_on": version.number,
        }  # fmt: skip
        for code in CODES:
            given[f"title_{code}"] = version.title.get(code, "")
            given[f"text_{code}"] = version.text.get(code, "")
            given[f"machine_{code}"] = version.states.get(code) == "machine"
        return given

    def sides(self) -> list[dict[str, Any]]:
        """This will give the fields language by language, for three columns."""
        return [
            {"code": code, "name": NAMES[code], "fields": [self[f"{part}_{code}"] for part in PARTS]}
            for code in CODES
        ]  # fmt: skip

    def rest(self) -> list[forms.BoundField]:
        """This will give the fields beside the words."""
        return [self[name] for name in self.fields if name.rpartition("_")[0] not in PARTS]

    def words(self) -> dict[str, Any]:
        """This will give the version as the service takes it."""
        data = self.cleaned_data
        return {
            "title": {code: data[f"title_{code}"] for code in CODES},
            "text": {code: data[f"text_{code}"] for code in CODES},
            "states": {code: "machine" if data[f"machine_{code}"] else "reviewed" for code in CODES},
            "source_language": data["source_language"],
            "material": data.get("material", ""),
            "link": data.get("link", ""),
        }

    def refilled(self, words: Mapping[str, Any]) -> "ContentForm":
        """This will give the form again with these words in it, to be read before they are sent."""
        data: dict[str, Any] = dict(self.data.items())
        for code in CODES:
            data[f"title_{code}"] = words["title"].get(code, "")[:TITLE]
            data[f"text_{code}"] = words["text"].get(code, "")[:TEXT]
            if words["states"].get(code) == "machine":
                data[f"machine_{code}"] = "on"
        return ContentForm(data, kind=self.kind)

    def upload(self) -> Any:
        """This will give the file chosen, None for none."""
        return self.cleaned_data.get("file") or self.cleaned_data.get("logo")


PARTS = ("title", "text", "machine")


class LaterForm(forms.Form):
    """When something is to be shown."""

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publish_at"] = MomentField(zone=zone, label=_("Show it at"))


class WithdrawForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Why is it taken back?"), help_text=_("Everybody reads this."), max_length=REASON)
