"""A complaint to the higher body, ready to sign: facts of the appeal and the law, in the writer's language."""

from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import gettext

from ortaq.civic.reception.models import Appeal
from ortaq.core.matters.localized import words
from ortaq.core.territory.models import Body
from ortaq.core.ui.dates import write_day


@dataclass(frozen=True, slots=True)
class Complaint:
    """A letter: to whom, about what, its text, and the last facts a reader wants to check."""

    to: Body | None
    to_name: str
    subject: str
    text: str
    law: str


def complaint_draft(appeal: Appeal, language: str) -> Complaint:
    """This will write a complaint about silence, or about an answer where there is one, for the applicant to finish
    and sign.

    Expects matter and lead (with its parent) loaded; where the lead has no higher body, the court is named.
    """
    higher = appeal.lead.parent
    with translation.override(language):
        law = gettext("Administrative Procedural and Process Code of the Republic of Kazakhstan")
        to_name = words(higher.name, language) if higher else gettext("the court")
        lines = [
            gettext("To: %(higher)s") % {"higher": to_name},
            _from(appeal),
            "",
            gettext("Complaint"),
            "",
            *_facts(appeal, language),
            "",
            _ask(appeal),
            "",
            gettext("Law: %(law)s.") % {"law": law},
            gettext("Enclosed: the slip of appeal No. %(number)s.") % {"number": appeal.matter.number},
        ]
        subject = gettext("Complaint about appeal No. %(number)s") % {"number": appeal.matter.number}
    return Complaint(to=higher, to_name=to_name, subject=subject, text="\n".join(lines), law=law)


def _from(appeal: Appeal) -> str:
    person = appeal.applicant
    parts = [person.name, person.address, person.phone, person.email] if person else [appeal.organisation]
    return gettext("From: %(who)s") % {"who": ", ".join(part for part in parts if part) or "…"}


def _facts(appeal: Appeal, language: str) -> list[str]:
    """The facts in the order they happened, a paragraph each."""
    about = {
        "day": write_day(timezone.localtime(appeal.received_at).date(), language=language),
        "number": appeal.matter.number,
        "body": words(appeal.lead.name, language),
        "registered": write_day(appeal.registered_on, language=language),
        "title": appeal.matter.title,
    }
    facts = [
        gettext("On %(day)s I sent appeal No. %(number)s: “%(title)s”. It was registered on %(registered)s.") % about,
        gettext("It is with: %(body)s.") % about,
    ]
    if appeal.due_on is not None:
        facts.append(gettext("The answer was due on %(due)s.") % {"due": write_day(appeal.due_on, language=language)})
    if appeal.state == Appeal.State.OPEN:
        facts.append(gettext("No answer has come. By law, silence counts as a refusal."))
    elif appeal.answered_at is not None:
        answered = write_day(timezone.localtime(appeal.answered_at).date(), language=language)
        facts.append(gettext("The answer of %(day)s does not solve the matter, because: …") % {"day": answered})
    if appeal.reopened_count:
        facts.append(
            gettext("I have already sent the answer back; times: %(count)d.") % {"count": appeal.reopened_count}
        )
    return facts


def _ask(appeal: Appeal) -> str:
    if appeal.state == Appeal.State.OPEN:
        return gettext("I ask you to oblige the body to answer on the merits and to tell me what has been done.")
    return gettext("I ask you to review the answer and to tell me what has been decided.")
