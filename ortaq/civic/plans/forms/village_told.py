"""What is told of a village: its groups, its meetings, and how the plan goes on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ortaq.civic.plans.forms.money import TengeField
from ortaq.civic.plans.forms.plans import WordsForm
from ortaq.civic.plans.forms.village import NOTE, FigureField
from ortaq.civic.plans.templatetags.village import MEETINGS, STATES
from ortaq.core.ui.widgets import DayInput, offer

NAME, PLACE, MINUTES, REPORT, SOURCE = 60, 150, 6_000, 6_000, 250
MOST_PEOPLE = 10_000_000


def _people(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PEOPLE, **{"required": False} | more)


class GroupForm(WordsForm):
    """A group that has to be heard; `group_code` is what it is called in addresses."""

    PARTS = (("group_name", _("Name of the group"), NAME, 0, ("kk", "ru")),)
    group_people = _people(_("How many of them live here"))
    group_code = forms.SlugField(widget=forms.HiddenInput, max_length=30)


class MeetingForm(WordsForm):
    """A meeting: what kind, when, where, who came."""

    PARTS = (
        ("meeting_place", pgettext_lazy("meeting", "Where"), PLACE, 0, ()),
        ("meeting_minutes", _("Minutes"), MINUTES, 6, ()),
    )
    meeting_kind = forms.ChoiceField(label=_("Kind of meeting"), choices=list(MEETINGS.items()))
    held_on = forms.DateField(label=_("Held on"), widget=DayInput)
    came = _people(_("How many people came, each counted once"), required=True)
    residents = _people(_("People who live here"), help_text=_("The size of an assembly is measured by them."))
    members = _people(_("Members of the assembly"), help_text=_("Only for an assembly."))
    members_came = _people(_("Members who came"), help_text=_("Only for an assembly: guests do not count."))
    entitled = _people(_("Residents who may take part"), help_text=_("Only for a gathering."))

    def __init__(self, *args: Any, groups: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in groups:
            self.fields[f"came_{code}"] = _people(_("Came: %(group)s") % {"group": name})
        first = ["meeting_kind", "held_on", "came", "residents", "members", "members_came", "entitled"]
        self.order_fields([*first, *(name for name in self.fields if name.startswith("came_"))])

    def told(self) -> dict[str, Any]:
        """This will give what the service asks for."""
        data, words = self.cleaned_data, self.words()
        names = ("held_on", "came", "residents", "members", "members_came", "entitled")
        counted = {name[5:]: people for name, people in data.items() if name.startswith("came_") and people}
        return {
            **{name: data[name] for name in names}, "kind": data["meeting_kind"], "attendance": counted,
            "place": words["meeting_place"], "minutes": words["meeting_minutes"],
        }  # fmt: skip


class StepForm(WordsForm):
    """A measure reached a state."""

    PARTS = (("step_note", _("How it went"), NOTE, 2, ("kk", "ru")),)
    step_state = forms.ChoiceField(label=_("Where it stands now"))
    step_on = forms.DateField(label=_("Since"), widget=DayInput)

    def __init__(self, *args: Any, states: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "step_state", [(one, STATES[one][0]) for one in states])
        self.order_fields(["step_state", "step_on"])


class SpendingForm(forms.Form):
    """All that was spent of a resource up to a day."""

    spent_sum = TengeField(label=_("Spent so far, tenge"), help_text=_("From the beginning, not since the last time."))
    spent_on = forms.DateField(label=_("As it was on"), widget=DayInput)
    spent_source = forms.CharField(label=_("Document that shows it"), max_length=SOURCE)
    spent_reason = forms.CharField(
        label=_("If it is less than before, why"), max_length=SOURCE, required=False
    )  # fmt: skip


class ValueForm(forms.Form):
    """A value a result reached."""

    value_now = FigureField(label=_("How it is now"))
    value_people = _people(
        _("People reached so far"), help_text=_("Everybody it helps from the beginning, each counted once.")
    )
    value_on = forms.DateField(label=_("Counted on"), widget=DayInput)
    value_source = forms.CharField(label=_("Document that shows it"), max_length=SOURCE)
    value_reason = forms.CharField(
        label=_("If fewer people than before, why"), max_length=SOURCE, required=False
    )  # fmt: skip


class YearForm(WordsForm):
    """The words of a yearly report; its figures are computed."""

    PARTS = (("year_text", _("What was done, what was not and why"), REPORT, 8, ("kk", "ru")),)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report_year"] = forms.TypedChoiceField(
            label=_("Year"), coerce=int, choices=[(year, str(year)) for year in years]
        )
        self.order_fields(["report_year"])
