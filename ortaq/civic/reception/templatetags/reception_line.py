"""The line of an appeal: its journal, stop by stop, and what is still ahead."""
# ruff: noqa: ARG001, what an act says is a function of entry, story and names, looked up by the act (WRITERS)

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ortaq.civic.reception import acts
from ortaq.civic.reception.queries.detail import Story
from ortaq.civic.reception.templatetags.reception import channel_word
from ortaq.core.journal.acts import BECAME
from ortaq.core.ui.dates import write_day
from ortaq.core.ui.lines import Evidence, Step, Stop
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.core.journal.models import Entry

Bodies = dict[int | str, str]
"""Short names by id and by code."""


def line(story: Story, today: date) -> list[Stop]:
    """This will give the stops in the order of time, the last of them saying what is awaited."""
    names = body_names(story)
    return [stop(entry, story, names) for entry in story.entries if is_told(entry, story)] + ahead(story, today)


def is_told(entry: "Entry", story: Story) -> bool:
    """This will leave out work inside the house, and assignments that the stop before them has already told."""
    if entry.act not in WRITERS:
        return False
    found = assignment_of(entry, story)
    return not (entry.act == acts.ASSIGNED and found is not None and found.came_from_id is not None)


def body_names(story: Story) -> Bodies:
    """This will give the short names of every body the story knows."""
    names: Bodies = {}
    for assignment in story.assignments:
        names[assignment.body_id] = names[assignment.body.code] = localized(assignment.body.short_name)
    return names


def stop(entry: "Entry", story: Story, names: Bodies) -> Stop:
    """This will write one act as a stop."""
    return WRITERS[entry.act](entry, story, names)


def opened(entry: "Entry", story: Story, names: Bodies) -> Stop:
    appeal = story.appeal
    received = local_day(appeal.received_at)
    note = ""
    if appeal.registered_on != received:
        note = _("Registered on %(day)s: it came in after hours or on a day off.") % {"day": day(appeal.registered_on)}
    return Stop(what=_("Received"), when=appeal.received_at, who=channel_word(appeal.matter.channel), note=note)


def assigned(entry: "Entry", story: Story, names: Bodies) -> Stop:
    found = assignment_of(entry, story)
    why = story.why.get(found.id, {}) if found else {}
    note = localized(why.get("why")) or str(why.get("reason", ""))
    evidence = [Evidence(_("Row %(row)s of the routing table") % {"row": why["row"]}, "#why")] if why.get("row") else []
    return Stop(
        what=_("Sent to whoever answers"), when=entry.at, who=body_of(entry, names), note=note, evidence=evidence
    )


def redirected(entry: "Entry", story: Story, names: Bodies) -> Stop:
    to = names.get(str(entry.data.get("to", "")), "")
    who = f"{body_of(entry, names)} → {to}" if to else body_of(entry, names)
    what = _("Forwarded to another body") if entry.data.get("whole", True) else _("A part was forwarded")
    return Stop(what=what, when=entry.at, who=who, note=reason_of(entry, story))


def split(entry: "Entry", story: Story, names: Bodies) -> Stop:
    parts = [names.get(str(part.get("body", "")), "") for part in entry.data.get("parts", [])]
    return Stop(
        what=_("Shared out between several bodies"),
        when=entry.at,
        who=", ".join(part for part in [body_of(entry, names), *parts] if part),
        note=_("Each answers for its part, one of them gives the common answer."),
    )


def extended(entry: "Entry", story: Story, names: Bodies) -> Stop:
    found = next((e for e in story.extensions if e.assignment_id == entry.data.get("assignment")), None)
    until = found.until if found else parse_date(str(entry.data.get("until", "")))
    what = _("Term extended to %(day)s") % {"day": day(until)} if until else _("Term extended")
    return Stop(what=what, when=entry.at, who=body_of(entry, names), note=found.motive if found else reason(entry))


def part_answered(entry: "Entry", story: Story, names: Bodies) -> Stop:
    return Stop(what=_("A part was answered"), when=entry.at, who=body_of(entry, names))


def answered(entry: "Entry", story: Story, names: Bodies) -> Stop:
    found = next((a for a in story.answers if a.assignment_id == entry.data.get("assignment")), story.final_answer)
    evidence = [Evidence(_("Read the answer"), f"#answer-{found.pk}")] if found else []
    return Stop(what=_("Answered"), when=entry.at, who=body_of(entry, names), evidence=evidence)


def fixed(entry: "Entry", story: Story, names: Bodies) -> Stop:
    evidence = [Evidence(_("Before and after"), "#fixed", "photo")] if any(f.evidence_id for f in story.fixes) else []
    return Stop(what=_("Fixed"), when=entry.at, who=body_of(entry, names), evidence=evidence)


def fell_silent(entry: "Entry", story: Story, names: Bodies) -> Stop:
    address = reverse("reception:complain", kwargs={"number": story.appeal.matter.number})
    return Stop(
        what=_("The answer did not come in time"),
        when=entry.at,
        who=body_of(entry, names),
        step=Step.LATE,
        evidence=[Evidence(_("Silence counts as a refusal: how to complain"), address)],
    )


def accepted(entry: "Entry", story: Story, names: Bodies) -> Stop:
    return Stop(what=_("The applicant is content"), when=entry.at)


def reopened(entry: "Entry", story: Story, names: Bodies) -> Stop:
    again = [a for a in story.assignments if a.lead and a.came_from is not None and a.came_from.reopened]
    times = int(entry.data.get("times", 1))
    why = again[times - 1].reason if len(again) >= times else ""
    return Stop(
        what=_("The applicant sent the answer back"),
        when=entry.at,
        quote=why,
        quote_lang=story.appeal.matter.language,
        note=_("A new term runs; the old delay stays on record."),
    )


def rated(entry: "Entry", story: Story, names: Bodies) -> Stop:
    score = entry.data.get("score")
    return Stop(what=_("The answer was rated: %(score)s of 5") % {"score": score or "—"}, when=entry.at)


def held(entry: "Entry", story: Story, names: Bodies) -> Stop:
    return Stop(what=_("Taken from public view"), when=entry.at, note=reason(entry))


def corrected(entry: "Entry", story: Story, names: Bodies) -> Stop:
    return Stop(what=_("Topic or place corrected"), when=entry.at, who=body_of(entry, names))


def became(entry: "Entry", story: Story, names: Bodies) -> Stop:
    number, into = str(entry.data["number"]), entry.data["kind"]
    if into == "work":
        shown = Evidence(_("Public work No. %(number)s") % {"number": number}, reverse("works:work", args=[number]))
        return Stop(what=_("It becomes a public work"), when=entry.at, who=body_of(entry, names), evidence=[shown])
    shown = Evidence(_("From word to thing"), reverse("web:thread", args=[number]))
    return Stop(what=_("It stands behind a need of a village plan"), when=entry.at, evidence=[shown])


WRITERS: dict[str, Callable[["Entry", Story, Bodies], Stop]] = {
    acts.OPENED: opened,
    acts.ASSIGNED: assigned,
    acts.REDIRECTED: redirected,
    acts.SPLIT: split,
    acts.EXTENDED: extended,
    acts.PART_ANSWERED: part_answered,
    acts.ANSWERED: answered,
    acts.FIXED: fixed,
    acts.FELL_SILENT: fell_silent,
    acts.ACCEPTED: accepted,
    acts.REOPENED: reopened,
    acts.RATED: rated,
    acts.HELD: held,
    acts.CORRECTED: corrected,
    BECAME: became,
}


def ahead(story: Story, today: date) -> list[Stop]:
    """This will say what is awaited now and what would come after."""
    appeal = story.appeal
    stops = []
    if appeal.state == "open":
        stops.append(awaited(story, today))
    if appeal.topic.evidence != "none" and appeal.repair != "fixed":
        waits = "" if appeal.state == "open" else _("Waits for a photo of the finished work.")
        stops.append(Stop(what=_("Fixed"), step=Step.NEXT, note=waits))
    return stops


def awaited(story: Story, today: date) -> Stop:
    """This will name the answer that is due, or late."""
    appeal = story.appeal
    who = localized(appeal.lead.short_name)
    if appeal.due_on is None and appeal.named:
        waits = _("The due day is set as soon as the working days of that year are approved.")
        return Stop(what=_("The answer is still awaited"), step=Step.NOW, who=who, note=waits)
    if appeal.due_on is None:
        return Stop(what=_("No answer is owed: the appeal has no name"), step=Step.NOW, who=who)
    if is_silent(story):
        return Stop(what=_("The answer is still awaited"), step=Step.NOW, who=who)
    if appeal.due_on < today:
        address = reverse("reception:complain", kwargs={"number": appeal.matter.number})
        return Stop(
            what=_("Late: the answer was due"),
            step=Step.LATE,
            when=appeal.due_on,
            who=who,
            evidence=[Evidence(_("Silence counts as a refusal: how to complain"), address, "warning")],
        )
    return Stop(what=_("The answer is due by"), step=Step.NOW, when=appeal.due_on, who=who)


def is_silent(story: Story) -> bool:
    """This will say whether the line has told already that the body which owes the answer now fell silent."""
    told = {entry.data.get("assignment") for entry in story.entries if entry.act == acts.FELL_SILENT}
    return any(a.id in told for a in story.assignments if a.lead and a.state == "open")


def assignment_of(entry: "Entry", story: Story) -> Any:
    """This will find the assignment an entry speaks of."""
    return next((a for a in story.assignments if a.id == entry.data.get("assignment")), None)


def body_of(entry: "Entry", names: Bodies) -> str:
    """This will name the body an entry is written for."""
    return names.get(entry.body_id or 0, "")


def reason(entry: "Entry") -> str:
    """This will give the public reason of an entry."""
    return str(entry.data.get("reason", ""))


def reason_of(entry: "Entry", story: Story) -> str:
    """This will give why a duty moved: the words on the duty that came of it."""
    came = [a for a in story.assignments if a.came_from_id == entry.data.get("assignment")]
    return next((a.reason for a in came if a.body.code == entry.data.get("to")), "")


def local_day(moment: datetime) -> date:
    """This will give the local day of a moment."""
    return localtime(moment).date()


def day(value: date) -> str:
    """This will write a day in the language of the page."""
    return write_day(value, language=(get_language() or "kk").split("-")[0])
