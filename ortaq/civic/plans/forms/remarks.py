"""What somebody says about a part of a plan, one question per page; narrowing the list."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ortaq.civic.plans.rules import remarks as rules
from ortaq.civic.plans.templatetags.answers import BECAME, KINDS, PARTS
from ortaq.core.discussion.rules.fates import FATES
from ortaq.core.discussion.rules.lenses import LENSES
from ortaq.core.territory import shapes
from ortaq.core.ui.places import KINDS as PLACES
from ortaq.core.ui.places import PointsField
from ortaq.core.ui.sentences import check
from ortaq.core.ui.templatetags import ui_fates

TOO_LONG: Final = _("The text is too long: %(show_value)s signs, at most %(limit_value)s fit.")
KIND_CHOICES: Final = {
    "comment": pgettext_lazy("remark", "A comment: what I think of it"),
    "idea": pgettext_lazy("remark", "An idea: what could be done"),
    "amendment": pgettext_lazy("remark", "An amendment: how it should read"),
}
NOT_WHOLE: Final = _("Write a whole number.")


class WordsForm(forms.Form):
    """What she says; of a paragraph or a zone also what should stand there.

    `words` are those of the paragraph in all languages, `limits` those of the zone.
    """

    kind = forms.ChoiceField(
        label=_("What would you like to say?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is."), "invalid_choice": _("Choose what it is.")},
    )
    title = forms.CharField(
        label=_("In a few words"),
        help_text=_("For example: lower houses beside the park."),
        max_length=rules.LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say in a few words what it is about."), "max_length": TOO_LONG},
    )
    text = forms.CharField(
        label=_("What do you think, and why?"),
        help_text=_("One or two sentences are enough. Everyone reads it; leave out names and phones."),
        max_length=rules.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        error_messages={
            "required": _("Write what you think and why. One or two sentences are enough."),
            "max_length": TOO_LONG,
        },
    )
    proposal = forms.CharField(
        label=_("The paragraph as it should read"),
        required=False,
        max_length=rules.LONGEST_PROPOSAL,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        error_messages={"max_length": TOO_LONG},
    )
    storeys = forms.IntegerField(label=_("Storeys at most"), required=False, error_messages={"invalid": NOT_WHOLE})
    height_m = forms.IntegerField(label=_("Height at most, m"), required=False, error_messages={"invalid": NOT_WHOLE})
    density = forms.IntegerField(
        label=_("Density at most, m² of floor per hectare"), required=False, error_messages={"invalid": NOT_WHOLE}
    )

    def __init__(
        self, *args: Any, part: str, words: Mapping[str, str], limits: Mapping[str, int | None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.part, self.words, self.limits = part, words, limits
        kinds = [kind for kind in rules.KINDS if kind != rules.Kind.AMENDMENT or part in rules.AMENDED]
        self.fields["kind"].choices = [(kind, KIND_CHOICES[kind]) for kind in kinds]  # type: ignore[attr-defined]  # a choice
        if part != "paragraph":
            del self.fields["proposal"]
        if part != "zone":
            for name in rules.LIMITS:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """This will add `put`: what an amendment puts in place, {} for all else."""
        data: dict[str, Any] = super().clean() or {}
        data["put"] = self._put(data) if data.get("kind") == rules.Kind.AMENDMENT else {}
        if self.errors:
            return data
        answers = [
            ("title", rules.check_words(title=data["title"], text=data["text"])),
            (
                "proposal" if self.part == "paragraph" else "storeys",
                rules.check_proposal(
                    data["kind"], part=self.part, proposal=data["put"], words=self.words, limits=self.limits
                ),
            ),
        ]
        for field, answer in answers:
            try:
                check(answer)
            except forms.ValidationError as error:
                self.add_error(answer.code if answer.code in self.fields else field, error)
        return data

    def _put(self, data: Mapping[str, Any]) -> dict[str, Any]:
        if self.part == "paragraph":
            return {"text": data.get("proposal", "")}
        given = {name: data.get(name) for name in rules.LIMITS}
        return {name: value for name, value in given.items() if value is not None and value != self.limits.get(name)}


class PlaceForm(forms.Form):
    """Where it is: a point, a line or an area. `box` is what the plan is about."""

    place = forms.ChoiceField(
        label=_("Where is it?"),
        choices=PLACES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is a point, a line or an area.")},
    )
    points = PointsField()

    def __init__(self, *args: Any, box: shapes.Box = shapes.GLOBE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.box = box

    def clean(self) -> dict[str, Any]:
        """This will add `shape`, GeoJSON."""
        data: dict[str, Any] = super().clean() or {}
        data["shape"] = None
        if self.errors:
            return data
        if not data["points"]:
            self.add_error("points", _("Draw it on the map, or write its coordinates."))
            return data
        data["shape"] = shapes.built(data["place"], data["points"])
        try:
            check(shapes.check(data["shape"], box=self.box))
        except forms.ValidationError as error:
            self.add_error("points", error)
        return data


class AboutForm(forms.Form):
    """The groups she says in public she speaks for."""

    lenses = forms.MultipleChoiceField(
        label=_("Whom do you speak for?"),
        help_text=_(
            "If you like. It is said in public: everyone sees it beside your words, and can look at what this group "
            "says. Your name is shown to nobody."
        ),
        choices=[(lens, ui_fates.LENSES[lens]) for lens in LENSES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("There is no such group.")},
    )


class FilterForm(forms.Form):
    """Every field is optional and stands in the address: a narrowed list can be sent to a friend."""

    lens = forms.ChoiceField(
        label=_("What is said by"), required=False, error_messages={"invalid_choice": _("There is no such group.")}
    )
    part = forms.ChoiceField(
        label=pgettext_lazy("remark", "About"),
        choices=[("", _("Everything")), *PARTS.items()],
        required=False,
        error_messages={"invalid_choice": _("There is no such kind of part.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("All kinds")), *KINDS.items()],
        required=False,
        error_messages={"invalid_choice": _("There is no such kind.")},
    )
    fate = forms.ChoiceField(
        label=pgettext_lazy("remark", "What became of it"),
        choices=[("", _("All")), *((name, ui_fates.FATES[name][0]) for name in ("open", *FATES))],
        required=False,
        error_messages={"invalid_choice": _("There is no such fate.")},
    )
    became = forms.ChoiceField(
        label=_("Since the version before"),
        choices=[("", _("All")), *((state, words) for state, (words, _tone) in BECAME.items())],
        required=False,
        error_messages={"invalid_choice": _("There is no such state.")},
    )
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[
            ("newest", pgettext_lazy("order", "Newest first")),
            ("wanted", pgettext_lazy("order", "Most wanted first")),
        ],
        required=False,
    )
    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: Mapping[str, int], first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [(lens, f"{ui_fates.LENSES[lens]} ({count})") for lens, count in groups.items()]
        rest = [(lens, ui_fates.LENSES[lens]) for lens in LENSES if lens not in groups]
        self.fields["lens"].choices = [("", _("Everyone")), *said, *rest]  # type: ignore[attr-defined]  # a choice
        if first:
            del self.fields["became"]
