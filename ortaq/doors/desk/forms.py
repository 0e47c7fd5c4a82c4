"""The desk's own forms: narrowing the inbox, taking a call, hiding a comment, what words of residents become."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.civic.reception.forms.choices import KIND_CHOICES
from ortaq.civic.reception.forms.contacts import clean_iin, clean_phone
from ortaq.civic.reception.queries import topics
from ortaq.civic.reception.rules import LONGEST_TEXT, check_text
from ortaq.civic.works.forms.parts import TOO_LONG
from ortaq.civic.works.rules import stages
from ortaq.civic.works.templatetags.works import KINDS, STAGES
from ortaq.core.matters.localized import words
from ortaq.core.people.actor import Actor
from ortaq.core.territory import queries as territory
from ortaq.core.ui.sentences import check
from ortaq.core.ui.templatetags.ui_formats import language, localized
from ortaq.core.ui.widgets import offer
from ortaq.engines.language import alphabetical

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Need, Plan
    from ortaq.civic.works.models import Work

NEW: Final = "new"
"""In the place of a work's number: one that is opened now."""
LONGEST_NUMBERS: Final = 12_000


def groups() -> list[tuple[str, str]]:
    """This will give the roots of the topic tree."""
    return [(node.code, words(node.name, language())) for node in topics.tree()]


def leaves() -> list[tuple[str, list[tuple[str, str]]]]:
    """This will give the topics under their roots, as a select shows them."""
    return [
        (words(root.name, language()), [(leaf.code, words(leaf.name, language())) for leaf in root.children or (root,)])
        for root in topics.tree()
    ]


class InboxForm(forms.Form):
    """Whose and what of the inbox."""

    number = forms.CharField(
        label=_("Number of the appeal"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "short"}),
    )
    body = forms.ChoiceField(label=_("Body"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    show = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = territory.bodies()
        mine = [(known[pk].code, words(known[pk].short_name, language())) for pk in actor.body_ids if pk in known]
        offer(self, "body", sorted(mine, key=lambda body: alphabetical(body[1])), first=_("All my bodies"))
        offer(self, "topic", groups(), first=_("Any topic"))


class CallForm(forms.Form):
    """What a caller says, on one page: the operator types while she listens."""

    phone = forms.CharField(
        label=_("Caller's phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off", "data-private": True}),
    )
    name = forms.CharField(
        label=_("Surname and first name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-private": True}),
    )
    iin = forms.CharField(
        label=_("IIN"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-private": True}),
    )
    text = forms.CharField(
        label=_("What does the caller say?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write down what the caller says."),
            "max_length": _("The text is too long: %(show_value)s signs, at most %(limit_value)s fit."),
        },
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    address = forms.CharField(
        label=_("Address or landmark"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    district = forms.ChoiceField(label=_("District"), required=False)
    kind = forms.ChoiceField(label=_("What does the caller want?"), choices=KIND_CHOICES, initial="message")
    publish = forms.BooleanField(
        label=_("The caller agrees that everyone may read it, without personal details"), required=False
    )
    form_token = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = [(row.code, words(row.name, language())) for row in territory.districts()]
        offer(self, "district", districts, first=_("Not known"))
        offer(self, "topic", leaves(), first=_("Find it from the text"))

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        check(check_text(text))
        return text

    def clean_phone(self) -> str:
        return clean_phone(str(self.cleaned_data["phone"]))

    def clean_iin(self) -> str:
        return clean_iin(str(self.cleaned_data["iin"]))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if (data.get("phone") or data.get("iin")) and not data.get("name"):
            self.add_error(
                "name",
                _("Ask for the name: the answer goes to a person. Without a name and a phone the appeal is anonymous."),
            )
        return data


class HideForm(forms.Form):
    """Why a comment is hidden; the moderation log shows it."""

    reason = forms.CharField(label=_("Reason"), max_length=200, error_messages={"required": _("Write the reason.")})


class ObjectionForm(forms.Form):
    """The answer to an author who objects to a moderator's decision."""

    upheld = forms.ChoiceField(
        label=_("Is the author right?"),
        choices=[("yes", _("Yes, show it again")), ("no", _("No, it stays hidden"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is decided.")},
    )
    answer = forms.CharField(
        label=_("The reasons"),
        help_text=_("The author reads them, and everyone in the log of moderation."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reasons: everyone can read them in the log.")},
    )


class NumbersField(forms.CharField):
    """Numbers of cards, as people write lists: apart by spaces, commas or lines, with or without "№"."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_NUMBERS, **kwargs)
        self.widget.attrs |= {"rows": 3, "spellcheck": "false", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        """This will give the numbers, each once, in the order written."""
        return list(dict.fromkeys(re.findall(r"[^\s,;№]+", super().clean(value))))


class WordsOfNeedForm(forms.Form):
    """What residents said that stands behind a need."""

    numbers = NumbersField(
        label=_("Numbers of appeals, ideas and remarks"),
        help_text=_("Apart by spaces or lines. Their authors, supporters and followers are told."),
        error_messages={"required": _("Write the number of at least one appeal, idea or remark."),
                        "max_length": TOO_LONG},
    )  # fmt: skip


class WorkOfMeasureForm(forms.Form):
    """The public work that carries out a measure."""

    carried_by = forms.CharField(
        label=_("Number of the public work"),
        help_text=_("It stands on its page, for example w2027-000012."),
        max_length=24,
        error_messages={"required": _("Write the number of the work."), "max_length": TOO_LONG},
    )


class IntoPlanForm(forms.Form):
    """Where accepted contributions go on: a plan, or a need of a village plan."""

    where = forms.ChoiceField(
        label=_("Which plan do they go into?"),
        help_text=_("Into a village plan they go under a need."),
        error_messages={"required": _("Choose the plan or the need.")},
    )

    def __init__(self, *args: Any, plans: "Sequence[tuple[Plan, Sequence[Need]]]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: list[tuple[Any, Any]] = []
        for plan, needs in plans:
            if needs:
                known.append(
                    (localized(plan.title), [(f"{plan.code}/{one.key}", localized(one.title)) for one in needs])
                )
            else:
                known.append((plan.code, localized(plan.title)))
        offer(self, "where", known, first=_("Choose"))


class WordsOfWorkForm(forms.Form):
    """What residents said that became a work."""

    numbers = NumbersField(
        label=_("Numbers of appeals, ideas and applications"),
        help_text=_("Apart by spaces or lines. Their authors, supporters and followers are told."),
        error_messages={"required": _("Write the number of at least one appeal or idea."), "max_length": TOO_LONG},
    )


class IntoWorkForm(forms.Form):
    """Which work something said becomes: one that is under way, or a new one."""

    tied_to = forms.ChoiceField(
        label=_("Which work does it become?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a work that is under way, or a new one.")},
    )
    also = NumbersField(
        label=_("Others who asked for the same"),
        help_text=_("Numbers of appeals, ideas and applications, apart by spaces or lines. They become the same work."),
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    keeper = forms.ChoiceField(label=_("Who answers for it"))
    work_kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    title_kk = forms.CharField(
        label=_("Name of the work in Kazakh"), max_length=stages.LONGEST_TITLE, required=False,
        widget=forms.TextInput(attrs={"lang": "kk"}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    title_ru = forms.CharField(
        label=_("Name of the work in Russian"), max_length=stages.LONGEST_TITLE, required=False,
        widget=forms.TextInput(attrs={"lang": "ru"}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    note = forms.CharField(
        label=_("What was decided?"), help_text=_("Everyone reads it."), max_length=stages.LONGEST_NOTE,
        required=False, widget=forms.Textarea(attrs={"rows": 4}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    form_token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, Any]], works: "Sequence[Work]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "keeper", list(bodies))
        known = [(one.matter.number, f"{localized(one.title)} · {STAGES[one.stage]}") for one in works]
        offer(self, "tied_to", [*known, (NEW, _("A new work"))])

    def title(self) -> dict[str, str]:
        """This will give the name of a new work as records keep it."""
        return {code: self.cleaned_data[f"title_{code}"].strip() for code in ("kk", "ru")}

    def clean(self) -> dict[str, Any]:
        """This will ask a new work for its name in both languages and for what was decided."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("tied_to") == NEW:
            for name in ("title_kk", "title_ru"):
                if name not in self.errors and not data.get(name, "").strip():
                    self.add_error(name, _("A new work needs its name in Kazakh and in Russian."))
            if "note" not in self.errors and not data.get("note", "").strip():
                self.add_error("note", _("Write what was done or decided: everyone reads it."))
        return data
