"""The terms of a call in words: who may apply, what happens near the line, when each step is."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ortaq.civic.contests import acts
from ortaq.civic.contests.forms.calls import ORGANISATIONS
from ortaq.core.ui.dates import write_day, write_moment
from ortaq.core.ui.lines import Step, Stop
from ortaq.core.ui.templatetags.ui_formats import language, localized

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Contest
    from ortaq.core.journal.models import Entry

STATES = ("draft", "open", "closed", "judging", "decided", "appeals", "final")


def rule_words(rule: Mapping[str, Any]) -> str:
    """This will give one rule of eligibility as a sentence: the organiser's own, or one made of its values."""
    if said := localized(rule.get("label")):
        return said
    kind = rule["kind"]
    if kind == "age":
        return _age(rule)
    if kind == "organisation":
        names = dict(ORGANISATIONS)
        return _("For: %(kinds)s.") % {"kinds": ", ".join(str(names[one]).lower() for one in rule["kinds"])}
    if kind == "hashtags":
        return _("Your post carries %(tags)s.") % {"tags": " ".join(rule["tags"])}
    if kind == "posted_by":
        day = write_day(date.fromisoformat(rule["at"]), language=language())
        return _("It was posted by %(day)s.") % {"day": day}
    if kind == "attended":
        event = localized(rule.get("event"))
        return _("You came to: %(event)s.") % {"event": event} if event else _("You came to the forum in person.")
    return _("You live in the city.")


def _age(rule: Mapping[str, Any]) -> str:
    least, most = rule.get("least"), rule.get("most")
    if least and most:
        return _("You are from %(least)s to %(most)s years old.") % {"least": least, "most": most}
    if least:
        return _("You are %(least)s or older.") % {"least": least}
    return _("You are %(most)s or younger.") % {"most": most}


def at_line(contest: "Contest") -> str:
    """This will say what happens where the money ends."""
    if contest.at_line == "lot":
        return _("Where the scores cannot tell applications apart, a public lot decides; anyone can draw it again.")
    if contest.at_line == "talk":
        return _("Where the scores cannot tell applications apart, the jury talks them over, or a public lot decides.")
    return _("The money goes down the order of the jury's scores as far as it reaches.")


def dates(contest: "Contest", entries: "list[Entry]", now: datetime) -> list[Stop]:
    """This will give the dates of a contest as a line: what has been, what is going on, what is still ahead."""
    at = {entry.act: entry.at for entry in entries}
    taking = contest.state in ("draft", "open")
    open_now = taking and contest.opens_at <= now <= contest.closes_at
    days = contest.supplement_days
    add = _("What is missing can be added for %(n)s days after we ask.") % {"n": days} if days else ""
    due = contest.reviews_due_at
    stops = [
        Stop(_("Applications are taken"), Step.DONE if now >= contest.opens_at else Step.NEXT, contest.opens_at),
        Stop(
            _("Deadline: %(moment)s") % {"moment": write_moment(contest.closes_at, language=language())},
            Step.NOW if open_now else Step.NEXT if taking and now < contest.closes_at else Step.DONE,
            note=localized(contest.grace_rule) if contest.grace_minutes else "",
        ),
        Stop(_("Applications are checked"), _step(contest, "closed"), at.get(acts.CLOSED), note=add),
        Stop(
            _("The jury reads and scores"),
            _step(contest, "judging"),
            at.get(acts.JUDGING_OPENED),
            note=_("Until %(moment)s.") % {"moment": write_moment(due, language=language())} if due else "",
        ),
        Stop(_("The jury's decision"), _step(contest, "decided"), at.get(acts.DECIDED)),
        _results(contest, at.get(acts.RESULTS_TOLD)),
    ]
    if contest.state == "final":
        stops.append(Stop(_("Finished"), Step.DONE, at.get(acts.FINISHED)))
    return stops


def _step(contest: "Contest", state: str) -> Step:
    here, there = STATES.index(contest.state), STATES.index(state)
    return Step.NOW if here == there else Step.DONE if here > there else Step.NEXT


def _results(contest: "Contest", told: datetime | None) -> Stop:
    until = contest.objections_until
    note = (
        _("Applicants can object until %(moment)s.") % {"moment": write_moment(until, language=language())}
        if until
        else _("Applicants then have %(n)s days to object.") % {"n": contest.objection_days}
    )
    return Stop(_("Results with reasons"), _step(contest, "appeals"), told, note=note)
