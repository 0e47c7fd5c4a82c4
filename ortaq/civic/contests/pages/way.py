"""The way of an application: its journal, stop by stop, and what is still ahead."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ortaq.civic.contests import acts
from ortaq.core.ui.dates import write_day, write_moment
from ortaq.core.ui.lines import Step, Stop
from ortaq.core.ui.templatetags.ui_formats import language, localized, money

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Agreement, Application, Objection
    from ortaq.core.journal.models import Entry


def way(
    own: "Application",
    entries: "Sequence[Entry]",
    objections: "Sequence[Objection]",
    agreement: "Agreement | None",
) -> list[Stop]:
    """This will give the stops in the order of time, the last of them saying what is awaited."""
    told = [WRITERS[entry.act](own, entry, objections) for entry in entries if entry.act in WRITERS]
    return [*told, *_ahead(own, objections), *_payments(own, agreement)]


def _begun(own: "Application", entry: "Entry", objections: Any) -> Stop:
    return Stop(_("Begun"), when=entry.at)


def _submitted(own: "Application", entry: "Entry", objections: Any) -> Stop:
    again = not entry.data.get("first", True)
    note = _("Within the grace of the deadline.") if entry.data.get("in_grace") and not again else ""
    return Stop(_("Added and sent again") if again else _("Sent"), when=entry.at, note=note)


def _incomplete(own: "Application", entry: "Entry", objections: Any) -> Stop:
    return Stop(_("Something was missing"), when=entry.at, who=localized(own.contest.body.short_name))


def _eligible(own: "Application", entry: "Entry", objections: Any) -> Stop:
    return Stop(_("Checked: it goes to the jury"), when=entry.at, who=localized(own.contest.body.short_name))


def _not_eligible(own: "Application", entry: "Entry", objections: Any) -> Stop:
    return Stop(_("It does not fit the rules"), when=entry.at, who=localized(own.contest.body.short_name))


def _withdrawn(own: "Application", entry: "Entry", objections: Any) -> Stop:
    return Stop(_("You took it back"), when=entry.at)


def _result(own: "Application", entry: "Entry", objections: Any) -> Stop:
    won = bool(entry.data.get("funded"))
    return Stop(_("The application won") if won else _("It is not among the winners"), when=entry.at)


def _objected(own: "Application", entry: "Entry", objections: "Sequence[Objection]") -> Stop:
    found = next((one for one in objections if one.pk == entry.data.get("objection")), None)
    return Stop(_("You objected"), when=entry.at, quote=found.text if found else "")


def _answered(own: "Application", entry: "Entry", objections: "Sequence[Objection]") -> Stop:
    found = next((one for one in objections if one.pk == entry.data.get("objection")), None)
    upheld = bool(entry.data.get("upheld"))
    return Stop(
        _("The objection was right") if upheld else _("The decision stays"),
        when=entry.at,
        who=localized(own.contest.body.short_name),
        quote=found.answer if found else "",
    )


def _agreed(own: "Application", entry: "Entry", objections: Any) -> Stop:
    return Stop(
        _("The agreement is signed"), when=entry.at, note=money(entry.data.get("amount", 0), own.contest.currency)
    )


def _settled(own: "Application", entry: "Entry", objections: Any) -> Stop:
    paid = bool(entry.data.get("paid"))
    what = _("Instalment %(n)s was paid") if paid else _("Instalment %(n)s is held back")
    note = money(entry.data.get("amount", 0), own.contest.currency)
    return Stop(what % {"n": entry.data.get("position")}, when=entry.at, note=note)


WRITERS: "dict[str, Callable[[Application, Entry, Sequence[Objection]], Stop]]" = {
    acts.BEGUN: _begun,
    acts.SUBMITTED: _submitted,
    acts.INCOMPLETE: _incomplete,
    acts.ELIGIBLE: _eligible,
    acts.NOT_ELIGIBLE: _not_eligible,
    acts.WITHDRAWN: _withdrawn,
    acts.RESULT: _result,
    acts.OBJECTED: _objected,
    acts.OBJECTION_ANSWERED: _answered,
    acts.AGREED: _agreed,
    acts.INSTALMENT_SETTLED: _settled,
}


def _ahead(own: "Application", objections: "Sequence[Objection]") -> list[Stop]:
    if any(one.state == "open" for one in objections):
        return [Stop(_("The organiser answers your objection"), Step.NOW)]
    results = Stop(_("Results with reasons"), Step.NEXT)
    jury = Stop(_("The jury reads and scores"), Step.NEXT)
    if own.state == "submitted":
        return [Stop(_("The organisers check whether everything is there"), Step.NOW), jury, results]
    if own.state == "incomplete" and own.supplement_until:
        until = write_moment(own.supplement_until, language=language())
        return [Stop(_("Add what is missing by %(moment)s") % {"moment": until}, Step.NOW), jury, results]
    if own.state == "eligible":
        judging = own.contest.state == "judging"
        return [Stop(jury.what, Step.NOW if judging else Step.NEXT), results]
    if own.contest.state == "decided" and own.band:
        return [Stop(_("The jury has decided; the results are told to everybody at once"), Step.NOW)]
    return []


def _payments(own: "Application", agreement: "Agreement | None") -> list[Stop]:
    if own.state != "funded" or own.contest.state not in ("appeals", "final"):
        return []
    if agreement is None:
        what = _("The agreement about the grant") if own.granted else _("The prize is handed over")
        return [Stop(what, Step.NEXT, who=localized(own.contest.body.short_name))]
    return [
        Stop(
            _("Instalment %(n)s is due on %(day)s")
            % {"n": part.position, "day": write_day(part.due_on, language=language())},
            Step.NEXT,
            note=money(part.amount, agreement.currency),
        )
        for part in agreement.instalments.all()
        if part.state == "due"
    ]
