"""The pages of an application: which questions are asked, in which order, and how far each is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ortaq.civic.contests import rules
from ortaq.civic.contests.forms import applying as forms
from ortaq.civic.contests.pages.terms import rule_words
from ortaq.civic.contests.queries import applications
from ortaq.core.people.refusal import no
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_formats import localized, money

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Application

QUESTION = "q-"
"""Before the code of a contest's own question; no code has a hyphen."""
FIELDS = {
    "project": ("title", "summary"),
    "sum": ("asked",),
    "who": ("organisation_kind", "organisation"),
    "contact": ("contact_name", "contact_phone", "contact_email"),
    "name": ("public_name", "public_name_agreed"),
}
LABELS = {
    "project": _("The project"),
    "sum": _("Sum"),
    "rules": _("Conditions"),
    "who": _("Who applies"),
    "contact": _("How to reach you"),
    "name": _("Name in the list of winners"),
}
CODES = {"contact": "contact_phone", "public_name": "public_name"}
"""What lacks → the field that says so, where the two are not called the same."""


@dataclass(frozen=True, slots=True)
class StepOf:
    """One page of the application."""

    code: str
    label: str | Promise
    codes: tuple[str, ...]
    """What it answers, as the rules call it."""
    one: Mapping[str, Any] = field(default_factory=dict)
    """The contest's own question, {} for what every contest asks."""

    @property
    def takes_files(self) -> bool:
        """Whether files are the answer."""
        return self.one.get("type") == rules.FILE


def steps_of(application: "Application") -> list[StepOf]:
    """This will list the pages of an application; of one the desk sent back only those it asked about."""
    contest = application.contest
    found = [_step("project")]
    if contest.cap:
        found.append(_step("sum"))
    found += [
        StepOf(f"{QUESTION}{one['code']}", localized(one["label"]), (one["code"],), one)
        for one in application.form.fields
    ]
    if told(application):
        found.append(StepOf("rules", LABELS["rules"], ("declared",)))
    found += [_step("who"), StepOf("contact", LABELS["contact"], (*FIELDS["contact"], "contact")), _step("name")]
    return [step for step in found if any(is_open(application, code) for code in step.codes)]


def _step(code: str) -> StepOf:
    return StepOf(code, LABELS[code], FIELDS[code])


def is_open(application: "Application", code: str) -> bool:
    """This will tell whether an answer may be changed now."""
    return rules.may_be_changed(code, state=application.state, missing=application.missing)


def told(application: "Application") -> list[tuple[str, str]]:
    """This will list the rules the applicant herself says yes to: code and words."""
    return [
        (rule["code"], rule_words(rule)) for rule in application.contest.eligibility if rule["kind"] in rules.DECLARED
    ]


def tasks(
    application: "Application", steps: Sequence[StepOf], lacking: Sequence[rules.Missing]
) -> list[dict[str, Any]]:
    """This will give the pages as tasks with their state: done, to answer, asked for again, left out."""
    wanted = {one.code for one in lacking}
    return [{"step": step, **_state(application, step, wanted)} for step in steps]


def _state(application: "Application", step: StepOf, wanted: set[str]) -> dict[str, Any]:
    if wanted & set(step.codes):
        return {"word": _("to answer"), "tone": "wait", "done": False}
    if step.one and not application.answers.get(step.one["code"]) and application.answers.get(step.one["code"]) != 0:
        return {"word": _("left out"), "tone": "off", "done": True}
    if application.state == "incomplete":
        return {"word": _("asked for again"), "tone": "now", "done": True}
    return {"word": pgettext_lazy("question", "answered"), "tone": "good", "done": True}


# ---------------------------------------------------------------- forms of the pages


def form_of(application: "Application", step: StepOf, data: Any = None, files: Any = None) -> forms.StepForm:
    """This will give the form of a page with what was kept, or with what was just typed."""
    if step.one:
        return _answer_form(application, step, data, files)
    if step.code == "rules":
        initial: dict[str, Any] = {f"rule_{code}": True for code in application.declared}
        return forms.DeclareForm(data, initial=initial, told=told(application))
    names = [name for name in FIELDS[step.code] if is_open(application, name)]
    initial = {name: getattr(application, name) for name in names}
    if step.code == "sum":
        cap = application.contest.cap
        initial["asked"] = application.asked or None
        words = {"cap_words": money(cap, application.contest.currency), "currency": application.contest.currency}
        return forms.SumForm(data, initial=initial, only=names, cap=cap, **words)
    kinds = {
        "project": forms.ProjectForm,
        "who": forms.WhoForm,
        "contact": forms.ContactForm,
        "name": forms.NameForm,
    }
    return kinds[step.code](data, initial=initial, only=names)


def _answer_form(application: "Application", step: StepOf, data: Any, files: Any) -> forms.AnswerForm:
    one = step.one
    options = [(option["code"], localized(option["label"])) for option in one.get("options", [])]
    initial = {} if step.takes_files else {"answer": application.answers.get(one["code"])}
    return forms.AnswerForm(
        data, files, initial=initial, one=one, label=localized(one["label"]), hint=hint_of(application, one),
        options=options,
    )  # fmt: skip


def hint_of(application: "Application", one: Mapping[str, Any]) -> str:
    """This will give what helps to answer: the organiser's words and the limits of the answer."""
    said: list[str | Promise] = [localized(one.get("help"))]
    least, most = one.get("least"), one.get("most")
    if one["type"] in rules.TEXTS and least:
        said.append(_("At least %(n)s signs.") % {"n": least})
    if one["type"] == "number" and (least or most):
        said.append(_range(least, most))
    if one["type"] == "money" and (least or most):
        currency = application.contest.currency
        said.append(_range(money(least, currency) if least else None, money(most, currency) if most else None))
    if one["type"] == "choices" and most:
        said.append(_("Choose at most %(n)s.") % {"n": most})
    if one["type"] == rules.FILE:
        papers = one["takes"] == "document"
        most = most or rules.MOST[rules.FILE]
        said.append(
            (_("PDF, at most %(n)s, 20 MB each.") if papers else _("Photos, at most %(n)s, 20 MB each.")) % {"n": most}
        )
    if one["type"] == rules.LINK:
        said.append(_("For example: https://example.kz/page"))
    return " ".join(str(part) for part in said if part)


def _range(least: Any, most: Any) -> str:
    if least and most:
        return _("From %(least)s to %(most)s.") % {"least": least, "most": most}
    return _("At least %(least)s.") % {"least": least} if least else _("At most %(most)s.") % {"most": most}


def limit_of(step: StepOf, name: str) -> int | None:
    """This will give how many signs of a field the page counts down, None where there is nothing to count."""
    if name == "summary":
        return rules.LONGEST_SUMMARY
    if step.one.get("type") == rules.LONG_TEXT:
        return int(step.one.get("most") or rules.MOST[rules.LONG_TEXT])
    return None


def field_for(application: "Application", step: StepOf, missing: rules.Missing) -> str:
    """This will name the field of a page that a lack belongs to."""
    if missing.code == "public_name" and application.public_name:
        return "public_name_agreed"
    if step.one:
        return "answer"
    if missing.code == "declared":
        return f"rule_{missing.params['rule']}"
    return CODES.get(missing.code, missing.code)


def lack_words(missing: rules.Missing) -> str:
    """This will give a lack as a sentence of the page."""
    return sentence(no(missing.code, missing.reason, **missing.params))


def lacking_here(application: "Application", step: StepOf) -> list[rules.Missing]:
    """This will list what a page still lacks after it was kept."""
    return [one for one in applications.completeness(application) if one.code in step.codes]
