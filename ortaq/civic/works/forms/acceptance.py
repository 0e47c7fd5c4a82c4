"""The check-list of a work as a resident fills it in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.works.forms.parts import TOO_LONG
from ortaq.civic.works.rules import acceptance as rules
from ortaq.civic.works.templatetags.works import ITEMS

STATES = (
    ("fine", _("In order")),
    ("defect", _("Not in order")),
    ("unseen", _("I cannot tell")),
)


class ChecklistForm(forms.Form):
    """For every line: a word, and what is wrong with a photo of it."""

    upload_token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    """Binds photos that came with a refused form: they go with it when it is sent again."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = rules.items_of(kind)
        for item in self.items:
            self.fields[f"state_{item}"] = forms.ChoiceField(
                label=str(ITEMS[item]), choices=STATES, widget=forms.RadioSelect,
                error_messages={"required": _("Say how it is, or that you cannot tell.")},
            )  # fmt: skip
            self.fields[f"note_{item}"] = forms.CharField(
                label=_("What is not in order?"), required=False, max_length=rules.LONGEST_NOTE,
                widget=forms.Textarea(attrs={"rows": 2, "aria-label": self._about(_("What is not in order?"), item)}),
                error_messages={"max_length": TOO_LONG},
            )  # fmt: skip
            self.fields[f"photo_{item}"] = forms.FileField(
                label=_("A photo of it"), required=False, allow_empty_file=True,
                widget=forms.FileInput(
                    attrs={"accept": "image/*,.heic", "aria-label": self._about(_("A photo of it"), item)}
                ),
            )  # fmt: skip

    @staticmethod
    def _about(words: Any, item: str) -> str:
        return f"{words} — {ITEMS[item]}"

    def clean(self) -> dict[str, Any]:
        """This will ask for words where something is not in order."""
        data: dict[str, Any] = super().clean() or {}
        for item in self.items:
            if data.get(f"state_{item}") == rules.DEFECT and not (data.get(f"note_{item}") or "").strip():
                self.add_error(f"note_{item}", _("Write what is not in order: it becomes an appeal to the body."))
        return data

    def lines(self) -> list[tuple[str, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """This will give the item and the three fields of each line."""
        return [(item, self[f"state_{item}"], self[f"note_{item}"], self[f"photo_{item}"]) for item in self.items]

    def tokens(self) -> dict[str, str]:
        """This will give the token that binds the photos of each line: item → token."""
        token = str(self["upload_token"].value() or "")[:40]
        return {item: f"{token}.{item}" for item in self.items} if token else {}

    def found(self) -> dict[str, tuple[str, str]]:
        """This will give what the service takes: item → (state, words)."""
        data = self.cleaned_data
        return {item: (data[f"state_{item}"], data.get(f"note_{item}") or "") for item in self.items}

    def photos(self) -> dict[str, Any]:
        """This will give the photos that came with the form: item → file."""
        given = ((item, self.files.get(f"photo_{item}")) for item in self.items)
        return {item: upload for item, upload in given if upload}
