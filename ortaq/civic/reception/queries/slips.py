"""What the slip of an appeal says."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from ortaq.civic.reception.models import Appeal, Assignment
from ortaq.civic.reception.queries.routing import why_here
from ortaq.civic.reception.queries.terms import describe
from ortaq.civic.reception.slip import Slip, slip_pdf
from ortaq.core.matters.localized import words
from ortaq.core.ui.dates import write_day, write_moment


def slip_of(appeal: Appeal, language: str) -> bytes:
    """This will give the slip of an appeal as PDF in a language; at most four statements."""
    return slip_pdf(slip_facts(appeal, language))


def slip_facts(appeal: Appeal, language: str) -> Slip:
    """This will put together what the slip says: number, times, who took it in, whose it is and why, the due day."""
    first = (
        Assignment.objects.select_related("body__parent", "clock__rule_set", "appeal__matter")
        .filter(appeal=appeal, lead=True)
        .order_by("id")
        .first()
    )
    number, code = appeal.matter.number, appeal.access_code
    with translation.override(language):
        return Slip(
            language=language,
            heading=gettext("Slip of an appeal"),
            number=number,
            number_label=gettext("Number"),
            code_label=gettext("Code, keep it to yourself"),
            code=code,
            scan_hint=gettext("Point a camera here to see where your appeal is."),
            lines=tuple(_lines(appeal, first, language)),
            complain_heading=gettext("If no answer comes"),
            complain=_complain(first, language),
            note=gettext("Nobody may refuse to take in an appeal. This slip was made by the city's shared desk."),
            address=f"{settings.ORIGIN}/{language}/appeals/track/?number={number}&code={code}",
            made_at=appeal.received_at,
        )


def _lines(appeal: Appeal, row: Assignment | None, language: str) -> list[tuple[str, str]]:
    received = timezone.localtime(appeal.received_at)
    lines = [
        (gettext("What about"), appeal.matter.title),
        (gettext("Received"), write_moment(received, language=language)),
        (gettext("Registered"), write_day(appeal.registered_on, language=language)),
        (gettext("Taken in by"), _taken_by(appeal, language)),
    ]
    if row is None:
        return lines
    why = why_here(row)
    reason = words(why["why"], language) or why["reason"]
    body = words(row.body.name, language)
    lines.append((gettext("Who answers"), f"{body}. {reason}" if reason else body))
    lines.append((gettext("Answer due"), _due(row, language)))
    return lines


def _taken_by(appeal: Appeal, language: str) -> str:
    office = appeal.accepted_by
    if office is None:
        return gettext("The portal, by itself")
    return ", ".join(part for part in (office.person.name, words(office.post, language)) if part)


def _due(row: Assignment, language: str) -> str:
    """The due day with the rule that sets it."""
    if row.due_on is None and row.appeal.named:
        return gettext("The due day is set as soon as the working days of that year are approved.")
    if row.due_on is None:
        return gettext("An appeal without a name is read and forwarded; nobody can be answered.")
    rule = describe(row)
    day, n = write_day(rule["due_on"], language=language), rule["n"]
    if rule["unit"] == "calendar":
        counted = ngettext("%(n)d calendar day", "%(n)d calendar days", n) % {"n": n}
    else:
        counted = ngettext("%(n)d working day", "%(n)d working days", n) % {"n": n}
    return gettext("%(day)s: %(counted)s, counted from the day after registration.") % {"day": day, "counted": counted}


def _complain(row: Assignment | None, language: str) -> str:
    higher = row.body.parent if row else None
    to = words(higher.name, language) if higher else gettext("the court")
    return gettext(
        "By law, silence counts as a refusal. Within three months you can complain to the higher body (%(to)s), "
        "then to the court. A ready letter waits on the page of your appeal."
    ) % {"to": to}
