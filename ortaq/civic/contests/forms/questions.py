"""The form builder: one question of the contest, and the rubric."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.contests import rules
from ortaq.civic.contests.forms.calls import MINOR
from ortaq.core.ui.sentences import check

TYPES = [
    ("short_text", _("Short text: up to 200 signs")),
    ("long_text", _("Long text")),
    ("number", _("A number")),
    ("money", _("Sum of money")),
    ("choice", _("One of several answers")),
    ("choices", _("Several answers")),
    ("date", _("Day")),
    ("file", _("File")),
    ("link", _("Link to a page")),
]
MOST_CRITERIA = 6


class QuestionForm(forms.Form):
    """One question: what is asked, how it is answered, within which limits."""

    label_kk = forms.CharField(label=_("Question in Kazakh"), max_length=200)
    label_ru = forms.CharField(label=_("Question in Russian"), max_length=200)
    label_en = forms.CharField(label=_("Question in English"), max_length=200, required=False)
    help_kk = forms.CharField(label=_("Hint in Kazakh"), max_length=300, required=False)
    help_ru = forms.CharField(label=_("Hint in Russian"), max_length=300, required=False)
    code = forms.RegexField(
        r"^[a-z][a-z0-9_]{0,39}$",
        label=_("Short name"),
        help_text=_("Small Latin letters; stands in exports: idea, plan, team."),
    )
    type = forms.ChoiceField(label=_("How is it answered?"), choices=TYPES)
    options = forms.CharField(
        label=_("Answers to choose from"),
        help_text=_("One to a line: Kazakh | Russian | English."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    takes = forms.ChoiceField(
        label=_("Files"), choices=[("document", _("Documents, PDF")), ("photo", _("Photos"))], required=False
    )
    least = forms.IntegerField(
        label=_("At least"), help_text=_("Signs of a text, a number, answers or files."), min_value=0, required=False
    )
    most = forms.IntegerField(label=_("At most"), min_value=0, required=False)
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    jury = forms.BooleanField(
        label=_("The jury reads the answer"),
        help_text=_("Take the mark away where the answer tells who the applicant is."),
        required=False,
    )

    @staticmethod
    def start(field: Mapping[str, Any]) -> dict[str, Any]:
        """This will give what the form begins with for a question there is."""
        money = MINOR if field["type"] == "money" else 1
        lines = [
            " | ".join(filter(None, map(one["label"].get, ("kk", "ru", "en")))) for one in field.get("options", [])
        ]
        return {
            "code": field["code"],
            "type": field["type"],
            "takes": field.get("takes", "document"),
            "required": field.get("required", False),
            "jury": field.get("jury", True),
            "least": field["least"] // money if field.get("least") else None,
            "most": field["most"] // money if field.get("most") else None,
            "options": "\n".join(lines),
            **{f"label_{code}": field["label"].get(code, "") for code in ("kk", "ru", "en")},
            **{f"help_{code}": field.get("help", {}).get(code, "") for code in ("kk", "ru")},
        }

    def field(self) -> dict[str, Any]:
        """This will give the question as data, see `rules.fields`."""
        data = self.cleaned_data
        kind, money = data["type"], MINOR if data["type"] == "money" else 1
        made: dict[str, Any] = {
            "code": data["code"],
            "type": kind,
            "label": {code: data[f"label_{code}"].strip() for code in ("kk", "ru", "en") if data[f"label_{code}"]},
            "required": data["required"],
            "jury": data["jury"],
        }
        if hint := {code: data[f"help_{code}"].strip() for code in ("kk", "ru") if data[f"help_{code}"]}:
            made["help"] = hint
        made |= {name: data[name] * money for name in ("least", "most") if data[name]}
        if kind in ("choice", "choices"):
            made["options"] = _options(data["options"])
        if kind == "file":
            made["takes"] = data["takes"] or "document"
        return made

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            check(rules.check_fields([self.field()]))
        return data


def _options(text: str) -> list[dict[str, Any]]:
    lines = [line for line in text.splitlines() if line.strip()]
    made = []
    for n, line in enumerate(lines, 1):
        names = [name.strip() for name in line.split("|")]
        made.append({"code": f"o{n}", "label": dict(zip(("kk", "ru", "en"), filter(None, names), strict=False))})
    return made


class RubricForm(forms.Form):
    """Up to six criteria; an empty title leaves one out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, MOST_CRITERIA + 1):
            number = {"n": n}
            self.fields |= {
                f"title_kk_{n}": forms.CharField(
                    label=_("Criterion %(n)s in Kazakh") % number, max_length=100, required=n == 1
                ),
                f"title_ru_{n}": forms.CharField(
                    label=_("Criterion %(n)s in Russian") % number, max_length=100, required=n == 1
                ),
                f"weight_{n}": forms.IntegerField(
                    label=_("Weight"), min_value=1, max_value=100, initial=1, required=False
                ),
                f"highest_{n}": forms.IntegerField(
                    label=_("Highest score"), min_value=1, max_value=100, initial=10, required=False
                ),
            }

    @staticmethod
    def start(criteria: Any) -> dict[str, Any]:
        """This will give what the form begins with for criteria there are."""
        found: dict[str, Any] = {}
        for n, one in enumerate(criteria[:MOST_CRITERIA], 1):
            found |= {
                f"title_kk_{n}": one.title.get("kk", ""),
                f"title_ru_{n}": one.title.get("ru", ""),
                f"weight_{n}": one.weight,
                f"highest_{n}": one.highest,
            }
        return found

    def lines(self) -> list[dict[str, Any]]:
        """This will give the criteria as `save_rubric` takes them."""
        data, found = self.cleaned_data, []
        for n in range(1, MOST_CRITERIA + 1):
            title = {code: data[f"title_{code}_{n}"].strip() for code in ("kk", "ru") if data.get(f"title_{code}_{n}")}
            if title:
                found.append(
                    {
                        "code": f"c{n}",
                        "title": title,
                        "weight": data.get(f"weight_{n}") or 1,
                        "highest": data.get(f"highest_{n}") or 10,
                    }
                )
        return found
