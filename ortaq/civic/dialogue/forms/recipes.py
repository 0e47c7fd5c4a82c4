"""A recipe's questions as one short form."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext

from ortaq.civic.dialogue.forms.moments import MomentField
from ortaq.civic.dialogue.rules import recipes
from ortaq.civic.dialogue.rules.recipes import Question, Recipe
from ortaq.core.ui.sentences import check
from ortaq.core.ui.widgets import DayInput

LINK = 500
Choices = Sequence[tuple[str, str]]


class RecipeForm(forms.Form):
    """At most ten questions, most of them answered already by what is usual."""

    def __init__(
        self, *args: Any, recipe: Recipe, zone: str, bodies: Choices, places: Choices, now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.recipe, self.zone = recipe, zone
        for question in recipe.questions:
            self.fields[question.name] = _field(question, zone, {"body": bodies, "place": places})
            self.initial.setdefault(question.name, _start(question, now.astimezone(ZoneInfo(zone))))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            check(recipes.check_answers(self.recipe, data, zone=self.zone))
        return data


def _start(question: Question, now: datetime) -> Any:
    """What stands in the field before anybody types: (days ahead, hour) for a moment, days ahead for a day."""
    if question.kind == "moment":
        days, hour = question.start
        return datetime.combine(now.date() + timedelta(days=days), time(hour), now.tzinfo)
    if question.kind == "day":
        return now.date() + timedelta(days=question.start)
    return question.start


def _field(question: Question, zone: str, lists: Mapping[str, Choices]) -> forms.Field:
    return _KINDS[question.kind](
        question,
        {
            "label": gettext(question.label),
            "help_text": gettext(question.hint) if question.hint else "",
            "required": question.required,
        },
        zone,
        lists,
    )


_KINDS: dict[str, Callable[[Question, dict[str, Any], str, Mapping[str, Choices]], forms.Field]] = {
    "text": lambda asked, given, _zone, _lists: forms.CharField(max_length=asked.most, **given),
    "moment": lambda _asked, given, zone, _lists: MomentField(zone=zone, **given),
    "day": lambda _asked, given, _zone, _lists: forms.DateField(widget=DayInput, **given),
    "number": lambda asked, given, _zone, _lists: forms.IntegerField(
        min_value=asked.least, max_value=asked.most, **given
    ),
    "flag": lambda _asked, given, _zone, _lists: forms.BooleanField(**given),
    "link": lambda _asked, given, _zone, _lists: forms.URLField(max_length=LINK, assume_scheme="https", **given),
    "body": lambda asked, given, _zone, lists: forms.ChoiceField(choices=lists[asked.kind], **given),
    "place": lambda asked, given, _zone, lists: forms.ChoiceField(choices=lists[asked.kind], **given),
}
