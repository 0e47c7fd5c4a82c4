"""What an official writes about a work: its facts, the stage it reached, and what shows it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.works.forms.parts import MINOR, TOO_LONG, PlacedForm, day_field, money_field
from ortaq.civic.works.rules import stages
from ortaq.civic.works.rules.quantities import TYPED_UNITS, whole
from ortaq.civic.works.templatetags.works import KINDS, MEASURES, STAGES, UNITS
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.sentences import check, sentence
from ortaq.core.ui.widgets import PhotosInput

Choices = Sequence[tuple[str, Any]]
MOST_FILES = 5


class FilesField(forms.FileField):
    """Several files at once; what they are is checked where they are stored."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """This will give the list of files; an empty one is fine."""
        return [upload for upload in (data or []) if upload]


class ProofForm(forms.Form):
    """What shows a stage: documents and photos, a link. `upload_token` binds files that came with a refused form."""

    note = forms.CharField(
        label=_("What was done or decided?"),
        help_text=_("Everyone reads it: numbers of documents, metres, names of firms."),
        max_length=stages.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what was done or decided: everyone reads it."), "max_length": TOO_LONG},
    )
    document = forms.FileField(
        label=_("A document"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=_("PDF, at most 20 MB: the design, the protocol, the act. Everyone can open it."),
    )
    photos = FilesField(
        label=_("Photos"),
        required=False,
        widget=PhotosInput(most=MOST_FILES),
        help_text=_("Up to 5 photos, 20 MB each. The place and time hidden inside a photo are erased."),
    )
    link = forms.CharField(
        label=_("A link"),
        required=False,
        max_length=stages.LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("For example, the page of the purchase on the portal of public procurement."),
        error_messages={"max_length": TOO_LONG},
    )
    link_label = forms.CharField(label=_("What the link leads to"), required=False, max_length=stages.LONGEST_LABEL)
    upload_token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean_link(self) -> str:
        """This will refuse what is no address of a page."""
        url: str = self.cleaned_data["link"].strip()
        if url:
            check(stages.check_link(url))
        return url

    def links(self) -> list[tuple[str, str]]:
        """This will give the links as the service takes them."""
        data = self.cleaned_data
        return [(data["link"], data["link_label"])] if data.get("link") else []


class MoveForm(ProofForm):
    """The next stage of a work; `stages` are (code, word) of those it may go to."""

    stage = forms.ChoiceField(
        label=_("Which stage has it reached?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the stage.")},
    )
    reached_on = day_field(_("On which day?"))
    spent = money_field(_("Paid so far, in whole units of currency"))
    field_order = ("stage", "reached_on", "note", "document", "photos", "link", "link_label", "spent")

    def __init__(self, *args: Any, stages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stage"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(stages)


class WorkForm(PlacedForm):
    """The facts of a work."""

    PARTS = (
        ("title", _("Name of the work"), stages.LONGEST_TITLE, 0, ("kk", "ru")),
        ("about", _("What is done there"), stages.LONGEST_ABOUT, 4, ()),
    )
    work_kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    contractor = forms.CharField(
        label=_("Who carries it out"),
        required=False,
        max_length=stages.LONGEST_CONTRACTOR,
        help_text=_("A firm. A person only with her consent: everyone reads it."),
        error_messages={"max_length": TOO_LONG},
    )
    contract_number = forms.CharField(label=_("Number of the contract"), required=False, max_length=60)
    planned = money_field(_("Planned, in whole units of currency"))
    starts_on = day_field(_("Planned beginning"), required=False)
    ends_on = day_field(_("Planned end"), required=False)
    written_over = forms.CharField(widget=forms.HiddenInput, required=False)
    SHOWN = (
        "work_kind",
        "title_kk",
        "title_ru",
        "title_en",
        "about_kk",
        "about_ru",
        "about_en",
        "place",
        "points",
        "address",
        "planned",
        "contractor",
        "contract_number",
        "starts_on",
        "ends_on",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.SHOWN)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not (answer := stages.check_dates(data.get("starts_on"), data.get("ends_on"))):
            try:
                check(answer)
            except forms.ValidationError as error:
                self.add_error("ends_on", error)
        return data

    def facts(self) -> dict[str, Any]:
        """This will give the fields of the work as the service takes them."""
        data = self.cleaned_data
        planned = data["planned"]
        return {
            "kind": data["work_kind"],
            **self.words(),
            "contractor": data["contractor"],
            "contract_number": data["contract_number"],
            "planned": None if planned is None else planned * MINOR,
            "starts_on": data["starts_on"],
            "ends_on": data["ends_on"],
        }


class NewWorkForm(WorkForm, ProofForm):
    """A work that enters the register, perhaps in the middle of its way."""

    body = forms.ChoiceField(label=_("Who answers for it"))
    begun_stage = forms.ChoiceField(
        label=_("Which stage has it reached?"),
        choices=[(code, word) for code, word in STAGES.items() if code != "stopped"],
    )
    reached_on = day_field(_("On which day?"), required=False, hint=_("Today, if you leave it empty."))
    form_token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(bodies)
        del self.fields["written_over"]
        proof = ("begun_stage", "reached_on", "note", "document", "photos", "link", "link_label")
        self.order_fields(["body", *self.SHOWN, *proof])


class QuantityForm(forms.Form):
    """How much of a kind a work plans and has built, in a unit that fits."""

    measure = forms.ChoiceField(label=_("What is counted"), choices=list(MEASURES.items()))
    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=[(unit, UNITS[unit]) for unit in TYPED_UNITS],
        help_text=_("Kilometres become metres, hectares square metres."),
    )
    amount_planned = forms.CharField(label=_("Planned"), required=False, max_length=20)
    amount_built = forms.CharField(
        label=_("Built"), required=False, max_length=20, help_text=_("Empty, while nothing is built.")
    )

    def clean(self) -> dict[str, Any]:
        """This will add `planned` and `done` in the unit of the kind."""
        data: dict[str, Any] = super().clean() or {}
        kind, unit = data.get("measure", ""), data.get("unit", "")
        for name, target in (("amount_planned", "planned"), ("amount_built", "done")):
            text = data.get(name) or ""
            data[target] = None
            if not kind or not unit or "unit" in self.errors or not text:
                continue
            try:
                data[target] = whole(kind, unit, text)
            except Refused as refused:
                self.add_error("unit" if refused.code == "wrong_unit" else name, sentence(refused))
        return data


class SettleForm(forms.Form):
    """What was done about a defect."""

    note = forms.CharField(
        label=_("What was done about it?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everyone reads it. The resident gets the answer to her appeal besides."),
        error_messages={"required": _("Write what was done or decided: everyone reads it."), "max_length": TOO_LONG},
    )
