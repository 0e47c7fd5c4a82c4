"""The way of a project: its journal, stop by stop, and what is still ahead."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ortaq.civic.budgets import acts
from ortaq.core.matters.localized import words
from ortaq.core.ui.lines import Evidence, Step, Stop
from ortaq.core.ui.numbers import write_money
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.budgets.models import Project
    from ortaq.core.journal.models import Entry


def way(project: "Project", entries: "Sequence[Entry]", became: Sequence[dict[str, str]]) -> list[Stop]:
    """This will give the stops in the order of time, then the work it became or what is awaited."""
    told = [stop for entry in entries if (stop := _stop(project, entry))]
    told += [
        Stop(
            _("It became a public work"),
            evidence=[Evidence(_("Work No. %(number)s") % {"number": card["number"]}, card["href"])],
        )
        for card in became
        if card["href"]
    ]
    return [*told, *_ahead(project, became)]


def _stop(project: "Project", entry: "Entry") -> Stop | None:
    data = entry.data or {}
    if entry.act == acts.SUBMITTED:
        return Stop(_("Handed in"), when=entry.at)
    if entry.act == acts.CHECKED:
        return _checked(project, entry, data)
    if entry.act == acts.ON_BALLOT:
        return Stop(
            _("On the ballot"), when=entry.at, note=_("Number %(number)s, drawn by lot.") % {"number": data["number"]}
        )
    if entry.act == acts.WITHDRAWN:
        return Stop(_("Withdrawn"), when=entry.at, quote=str(data.get("reason", "")))
    if entry.act == acts.WON:
        return Stop(_("It won"), when=entry.at)
    if entry.act == acts.LOST:
        return Stop(_("It did not win"), when=entry.at)
    return None


def _checked(project: "Project", entry: "Entry", data: dict[str, Any]) -> Stop:
    cost = _("Cost as checked: %(cost)s.") % {"cost": write_money(data.get("cost", 0), language=language())}
    return Stop(
        _("The experts: it can be built") if data.get("feasible") else _("The experts: it cannot be built"),
        when=entry.at,
        who=words(entry.body.name, language()) if entry.body else "",
        note=cost if data.get("feasible") else "",
        quote=str(data.get("reasons", "")),
    )


def _ahead(project: "Project", became: Sequence[dict[str, str]]) -> list[Stop]:
    check = Stop(_("The experts check whether it can be built"), Step.NOW)
    ballot, vote = Stop(_("The ballot is drawn up"), Step.NEXT), Stop(_("Residents vote"), Step.NEXT)
    work = Stop(_("If it wins, it becomes a public work"), Step.NEXT)
    if project.state == "submitted":
        return [check, ballot, vote, work]
    if project.state == "feasible":
        return [ballot, vote, work]
    if project.state == "on_ballot":
        over = project.call.state == "closed"
        going_on = Stop(_("The vote is over, the count comes") if over else _("Residents vote"), Step.NOW)
        return [going_on, work]
    if project.state == "won" and not became:
        return [Stop(_("It becomes a public work"), Step.NEXT)]
    return []
