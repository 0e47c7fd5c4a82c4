"""Whether an application is complete: what every contest asks, the contest's own questions, the declarations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ortaq.civic.contests.rules import eligibility
from ortaq.civic.contests.rules.fields import MOST, SHORT_TEXT, Missing, what_is_missing
from ortaq.civic.contests.rules.outcomes import may_ask
from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.core.people.rules import may_have_email, may_have_phone

LONGEST_SUMMARY: Final = 1_000
DECLARED: Final = (eligibility.RESIDENT, eligibility.ATTENDED, eligibility.AGE)
"""Kinds of rules the applicant herself says yes to; a person looks later."""
ORGANISATIONS: Final = ("none", "group", "ngo", "school", "business")


@dataclass(frozen=True, slots=True)
class Sheet:
    """An application and what its contest asks, as plain values."""

    fields: Sequence[Mapping[str, Any]]
    answers: Mapping[str, Any]
    rules: Sequence[Mapping[str, Any]] = ()
    declared: Sequence[str] = ()
    cap: int = 0
    title: str = ""
    summary: str = ""
    asked: int = 0
    organisation: str = ""
    organisation_kind: str = "none"
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    public_name: str = ""
    public_name_agreed: bool = False


def what_lacks(sheet: Sheet) -> list[Missing]:
    """This will list everything an application lacks, in the order it is asked; an empty list is complete."""
    found = list(_particulars(sheet))
    found += what_is_missing(sheet.fields, sheet.answers)
    for rule in sheet.rules:
        if rule["kind"] in DECLARED and rule["code"] not in sheet.declared:
            found.append(
                Missing("declared", N_("Say whether this is so."), {"rule": rule["code"]}, rule.get("label", {}))
            )
    return found


def _particulars(sheet: Sheet) -> list[Missing]:
    found = []
    if not sheet.title.strip():
        found.append(Missing("title", N_("Give the project a name."), name=N_("Name of the project")))
    if not sheet.summary.strip():
        found.append(Missing("summary", N_("Say in two sentences what it is about."), name=N_("Summary")))
    if sheet.cap and not (answer := may_ask(sheet.asked, cap=sheet.cap)):
        found.append(Missing("asked", answer.reason, answer.params, name=N_("Sum")))
    if sheet.organisation_kind != "none" and not sheet.organisation.strip():
        found.append(Missing("organisation", N_("Write what the group is called."), name=N_("Organisation")))
    if not sheet.contact_name.strip():
        found.append(Missing("contact_name", N_("Write who answers for the application."), name=N_("Your name")))
    if not (sheet.contact_phone or sheet.contact_email):
        found.append(Missing("contact", N_("Leave a phone number or an e-mail address."), name=N_("How to reach you")))
    if not sheet.public_name.strip() or not sheet.public_name_agreed:
        found.append(
            Missing(
                "public_name", N_("Say how you agree to be named if you win."), name=N_("Name in the list of winners")
            )
        )
    return found


def check_particulars(given: Mapping[str, Any], *, cap: int) -> Answer:
    """This will say whether what was typed can be kept: right lengths, a phone that is one, a sum within the cap."""
    most = MOST[SHORT_TEXT]
    for name in ("title", "organisation", "contact_name", "public_name"):
        if len(str(given.get(name, "")).strip()) > most:
            return no(name, N_("At most %(most)s signs."), most=most)
    if len(str(given.get("summary", ""))) > LONGEST_SUMMARY:
        return no("summary", N_("At most %(most)s signs."), most=LONGEST_SUMMARY)
    if given.get("organisation_kind", "none") not in ORGANISATIONS:
        return no("organisation_kind", N_("Choose one of the answers given."))
    if given.get("asked") and not (answer := may_ask(given["asked"], cap=cap)):
        return no("asked", answer.reason, **answer.params)
    if not (phone := may_have_phone(str(given.get("contact_phone", "")))):
        return no("contact_phone", phone.reason)
    if not (email := may_have_email(str(given.get("contact_email", "")))):
        return no("contact_email", email.reason)
    return YES


def may_be_changed(code: str, *, state: str, missing: Sequence[str]) -> bool:
    """This will tell whether an answer is open: all of a draft, of what the desk sent back only what it asked for."""
    if state == "draft":
        return True
    asked = {*missing, *(("contact_phone", "contact_email") if "contact" in missing else ())}
    return state == "incomplete" and code in asked
