"""The call as its organisers write it: one form per part."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.contests import rules
from ortaq.core.ui.sentences import check
from ortaq.core.ui.widgets import DayInput, offer

MINOR = 100
LANGUAGES = (("kk", _("in Kazakh")), ("ru", _("in Russian")), ("en", _("in English")))
RULE_KINDS = [
    ("age", _("Age")),
    ("resident", _("Lives in the city")),
    ("organisation", _("Kind of organisation")),
    ("hashtags", _("Hashtags in a post")),
    ("posted_by", _("Posted before a day")),
    ("attended", _("Attended an event")),
]
ORGANISATIONS = [
    ("none", _("People for themselves")),
    ("group", _("Groups of neighbours")),
    ("ngo", _("Public organisations")),
    ("school", _("Schools and kindergartens")),
    ("business", _("Entrepreneurs and firms")),
]


class MomentInput(forms.DateTimeInput):
    """A day with the time, as the browser draws it."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M:%S", attrs={"step": "1"})


class MomentField(forms.DateTimeField):
    """A moment by the city's clock, to the second."""

    widget = MomentInput

    def __init__(self, **given: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"], **given)


class MoneyField(forms.DecimalField):
    """Money as people write it; the value is in minor units."""

    def __init__(self, **given: Any) -> None:
        super().__init__(min_value=0, max_digits=14, decimal_places=2, **given)

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return None if found is None else int(found * MINOR)

    def prepare_value(self, value: Any) -> Any:
        return Decimal(value) / MINOR if isinstance(value, int) else value


class PartForm(forms.Form):
    """One part of the call: `start` fills it from the contest, `changes` gives what `change_contest` takes."""

    @classmethod
    def start(cls, contest: Any) -> dict[str, Any]:
        """This will give the values the form begins with."""
        return {name: getattr(contest, name) for name in cls.base_fields}

    def changes(self) -> dict[str, Any]:
        """This will give the contest's fields with their new values."""
        return dict(self.cleaned_data)


def _words(name: str, data: Mapping[str, Any]) -> dict[str, str]:
    return {code: data[f"{name}_{code}"].strip() for code, _label in LANGUAGES if data.get(f"{name}_{code}")}


def _apart(name: str, content: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_{code}": content.get(code, "") for code, _label in LANGUAGES}


class WordsForm(PartForm):
    """Title, summary and text in three languages; English may wait."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, most, rows in (
            ("title", _("Title"), 150, 0),
            ("summary", _("In two sentences"), 400, 3),
            ("text", _("The call"), 10_000, 12),
        ):
            for code, language in LANGUAGES:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=_("%(what)s %(language)s") % {"what": label, "language": language},
                    max_length=most,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": rows, "lang": code}) if rows else forms.TextInput,
                )

    @classmethod
    def start(cls, contest: Any) -> dict[str, Any]:
        return {**_apart("title", contest.title), **_apart("summary", contest.summary), **_apart("text", contest.text)}

    def changes(self) -> dict[str, Any]:
        return {name: _words(name, self.cleaned_data) for name in ("title", "summary", "text")}


class TermsForm(PartForm):
    """Days, grace, and how long people have for what follows."""

    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(
        label=_("Deadline"), help_text=_("To the second, by the clock of the server. The last second still counts.")
    )
    grace_minutes = forms.IntegerField(
        label=_("Minutes of grace"),
        min_value=0,
        max_value=1440,
        help_text=_("For those who had begun. Zero, or a written rule that everyone reads beside the deadline."),
    )
    grace_kk = forms.CharField(label=_("The rule of grace in Kazakh"), max_length=300, required=False)
    grace_ru = forms.CharField(label=_("The rule of grace in Russian"), max_length=300, required=False)
    supplement_days = forms.IntegerField(
        label=_("Days to add what is missing"), min_value=0, max_value=60, help_text=_("Zero gives no time.")
    )
    objection_days = forms.IntegerField(label=_("Days to object"), min_value=1, max_value=60)
    reviews_each = forms.IntegerField(label=_("Jurors to each application"), min_value=1, max_value=20)

    @classmethod
    def start(cls, contest: Any) -> dict[str, Any]:
        found = {name: getattr(contest, name) for name in cls.base_fields if not name.startswith("grace_k")
                 and name != "grace_ru"}  # fmt: skip
        return found | {"grace_kk": contest.grace_rule.get("kk", ""), "grace_ru": contest.grace_rule.get("ru", "")}

    def changes(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        rule = {code: data.pop(f"grace_{code}").strip() for code in ("kk", "ru")}
        return data | {"grace_rule": {code: text for code, text in rule.items() if text}}


class MoneyForm(PartForm):
    """The grants: how much in all, how much at most, in which currency."""

    currency = forms.ChoiceField(label=_("Currency"), choices=[("KZT", "KZT, ₸"), ("EUR", "EUR, €"), ("USD", "USD, $")])
    budget = MoneyField(label=_("The contest gives in all"))
    cap = MoneyField(label=_("One application may ask for at most"))
    at_line = forms.ChoiceField(
        label=_("Applications the scores cannot tell apart at the line"),
        choices=[
            ("talk", _("The jury talks, and gives reasons")),
            ("lot", _("A public lot")),
            ("line", _("Straight down the order")),
        ],
        widget=forms.RadioSelect,
    )


class PrizeForm(PartForm):
    """The prizes: what, and how many."""

    places = forms.IntegerField(label=_("How many prizes"), min_value=1, max_value=100)
    prize_kk = forms.CharField(label=_("The prize in Kazakh"), max_length=150)
    prize_ru = forms.CharField(label=_("The prize in Russian"), max_length=150)
    prize_en = forms.CharField(label=_("The prize in English"), max_length=150, required=False)
    at_line = MoneyForm.base_fields["at_line"]

    @classmethod
    def start(cls, contest: Any) -> dict[str, Any]:
        return {"places": contest.places or 1, "at_line": contest.at_line, **_apart("prize", contest.prize)}

    def changes(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"places": data["places"], "at_line": data["at_line"], "prize": _words("prize", data)}


class RuleForm(forms.Form):
    """One rule of who may apply: a sentence, and what a rule of its kind must say."""

    label_kk = forms.CharField(label=_("Sentence in Kazakh"), help_text=_("Residents read it."), max_length=200)
    label_ru = forms.CharField(label=_("Sentence in Russian"), max_length=200)
    label_en = forms.CharField(label=_("Sentence in English"), max_length=200, required=False)
    least = forms.IntegerField(label=_("From the age of"), min_value=0, max_value=120, required=False)
    most = forms.IntegerField(label=_("Up to the age of"), min_value=0, max_value=120, required=False)
    kinds = forms.MultipleChoiceField(label=_("Who"), choices=ORGANISATIONS, widget=forms.CheckboxSelectMultiple)
    field = forms.ChoiceField(label=_("Which answer is looked at?"))
    tags = forms.CharField(label=_("Hashtags"), help_text=_("All of them must be in the answer."), max_length=200)
    at = forms.DateField(label=_("Not later than"), widget=DayInput)
    forum = forms.SlugField(
        label=_("Address of the forum"),
        help_text=_("The last word of its address, forum-2: then who was checked in there is marked by the program."),
        max_length=60,
        required=False,
    )

    NEEDS = {
        "age": ("least", "most"),
        "resident": (),
        "organisation": ("kinds",),
        "hashtags": ("field", "tags"),
        "posted_by": ("field", "at"),
        "attended": ("forum",),
    }

    def __init__(self, *args: Any, kind: str, questions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        kept = {"label_kk", "label_ru", "label_en", *self.NEEDS[kind]}
        self.fields = {name: field for name, field in self.fields.items() if name in kept}
        if "field" in self.fields:
            offer(self, "field", questions)

    @staticmethod
    def start(rule: Mapping[str, Any]) -> dict[str, Any]:
        """This will give what the form begins with for a rule there is."""
        found = {name: rule[name] for name in ("least", "most", "kinds", "field", "at", "forum") if name in rule}
        return found | {"tags": " ".join(rule.get("tags", []))} | _apart("label", rule.get("label", {}))

    def rule(self, code: str) -> dict[str, Any]:
        """This will give the rule as data, see `rules.eligibility`."""
        data = self.cleaned_data
        made: dict[str, Any] = {"code": code, "kind": self.kind, "label": _words("label", data)}
        made |= {name: data[name] for name in ("least", "most", "kinds", "field") if data.get(name) is not None}
        if self.kind == "resident":
            made["territory"] = "city"
        if self.kind == "hashtags":
            made["tags"] = data["tags"].replace(",", " ").split()
        if data.get("forum"):
            made["forum"] = data["forum"]
        if self.kind == "posted_by":
            made["at"] = data["at"].isoformat()
        return made

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            check(rules.check_eligibility([self.rule("rule")]))
        return data


class NewForm(forms.Form):
    """What a contest begins with."""

    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=150)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=150)
    code = forms.SlugField(
        label=_("Address of the page"),
        max_length=60,
        help_text=_("Small Latin letters, digits and hyphens: grants-2027."),
    )
    body = forms.ChoiceField(label=_("Organiser"))
    award = forms.ChoiceField(
        label=_("What can be won?"),
        choices=[("grant", _("Money for a project")), ("prize", _("A prize"))],
        widget=forms.RadioSelect,
    )
    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(label=_("Deadline"))

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", bodies)

    def title(self) -> dict[str, str]:
        """This will give the title as localized content."""
        return {"kk": self.cleaned_data["title_kk"].strip(), "ru": self.cleaned_data["title_ru"].strip()}


PARTS: dict[str, type[PartForm]] = {
    "words": WordsForm,
    "terms": TermsForm,
    "money": MoneyForm,
    "prize": PrizeForm,
}
