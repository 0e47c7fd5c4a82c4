"""What officials write about clusters: what they are about, who answers by when, the answer, a correction."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.dialogue.forms.processes import LANGUAGES
from ortaq.civic.dialogue.rules import fates as rules
from ortaq.core.discussion.rules import fates as shared
from ortaq.core.matters.localized import words
from ortaq.core.territory import queries as territory
from ortaq.core.ui.templatetags.ui_fates import FATES
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.core.ui.widgets import DayInput, offer
from ortaq.engines.language import alphabetical

_CHOSEN = re.compile(r"\d{1,9}:\d{1,6}", re.ASCII)
NAME_BODY = {"required": _("Say which body answers.")}
NAME_DAY = {"required": _("Say by which day the answer is due.")}


def said(name: str, data: Mapping[str, Any]) -> dict[str, str]:
    """This will give the words of a field in the languages that are filled."""
    return {code: data[f"{name}_{code}"] for code, _label in LANGUAGES if data.get(f"{name}_{code}")}


def _in_languages(form: forms.Form, name: str, label: Any, *, most: int, rows: int = 0, missing: str = "") -> None:
    """Put a field for each language into a form; with `missing`, the sentence of the rules, two of them are needed."""
    for code, spoken in LANGUAGES:
        attrs = {"lang": code} | ({"rows": rows} if rows else {})
        form.fields[f"{name}_{code}"] = forms.CharField(
            label=_("%(what)s %(language)s") % {"what": label, "language": spoken},
            max_length=most,
            required=bool(missing) and code in shared.NEEDED,
            error_messages={"required": _(missing)} if missing else None,
            widget=forms.Textarea(attrs=attrs) if rows else forms.TextInput(attrs=attrs),
        )


def bodies() -> list[tuple[str, str]]:
    """This will give the bodies that can answer, by name."""
    known = [(code, words(name, language())) for code, name in territory.body_names()]
    return sorted(known, key=lambda body: alphabetical(body[1]))


class TermForm(forms.Form):
    """Who answers, and by when."""

    body = forms.ChoiceField(label=_("Who answers"), error_messages=NAME_BODY)
    due_on = forms.DateField(label=_("Answer due on"), widget=DayInput, error_messages=NAME_DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", bodies(), first=_("Choose a body"))


class ClusterForm(TermForm):
    """A new cluster."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_languages(self, "title", _("What it is about"), most=shared.LONGEST_TITLE, missing=rules.NO_TITLE)
        self.order_fields(["title_kk", "title_ru", "title_en", "body", "due_on"])


class FateForm(forms.Form):
    """The answer: one of five fates, with its reasons."""

    fate = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[(fate.value, FATES[fate][0]) for fate in shared.FATES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of the contributions.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = _("What will be done, or why not")
        _in_languages(self, "reason", what, most=shared.LONGEST_REASON, rows=5, missing=shared.NO_REASON)
        _in_languages(self, "forwarded_to", _("Forwarded to, if outside the city's powers"), most=shared.LONGEST_TITLE)

    def answer(self) -> dict[str, Any]:
        """This will give what `give_fate` takes."""
        data = self.cleaned_data
        return {"fate": data["fate"], "reason": said("reason", data), "forwarded_to": said("forwarded_to", data)}


class CorrectionForm(FateForm):
    """The answer again, and why it is corrected."""

    why = forms.CharField(
        label=_("Why is it corrected?"),
        help_text=_("Everyone reads this beside the answer."),
        max_length=500,
        error_messages={"required": _("Say why the answer is corrected: everyone reads it.")},
    )

    @staticmethod
    def start(cluster: Any) -> dict[str, Any]:
        """This will give the answer as it stands."""
        given = {f"reason_{code}": text for code, text in cluster.reason.items()}
        return (
            given
            | {f"forwarded_to_{code}": text for code, text in cluster.forwarded_to.items()}
            | {"fate": cluster.fate}
        )


class Chosen(forms.MultipleChoiceField):
    """Ticked rows, each with the cluster suggested for it: "12:3", "12:0" for none. The service says who is there."""

    def valid_value(self, value: Any) -> bool:
        return bool(_CHOSEN.fullmatch(str(value)))


class PutForm(forms.Form):
    """Which contributions go into which cluster, or each where its words are."""

    cluster = forms.ChoiceField(label=_("Into the group"), required=False)
    chosen = Chosen(error_messages={"required": _("Choose at least one contribution.")})
    as_suggested = forms.BooleanField(required=False)

    def __init__(self, *args: Any, clusters: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "cluster", clusters, first=_("Choose a group"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("as_suggested") and not data.get("cluster"):
            self.add_error("cluster", _("Choose the group they go into."))
        if data.get("as_suggested") and data.get("chosen") and not self.places(data):
            self.add_error("cluster", _("Nothing is suggested for what you chose: choose a group."))
        return data

    @staticmethod
    def places(data: Mapping[str, Any]) -> dict[int, list[int]]:
        """This will give number of a cluster → ids of the contributions that go into it."""
        found: dict[int, list[int]] = {}
        for row in data["chosen"]:
            pk, like = (int(part) for part in row.split(":"))
            number = like if data["as_suggested"] else int(data["cluster"])
            if number:
                found.setdefault(number, []).append(pk)
        return found
