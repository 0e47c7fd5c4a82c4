"""What a process needs before everyone sees it, when it may end, and how its phases may lie. Plain Python."""

import re
import zoneinfo
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from ortaq.civic.dialogue.rules.phases import DEEDS, KINDS, USUAL, Span
from ortaq.core.people.refusal import N_, YES, Answer, no

CHANGEABLE: Final = frozenset({
    "title", "summary", "question", "report", "moderation", "columns", "goals", "themes", "answers_due_on", "time_zone",
})  # fmt: skip
"""Fields `change_process` takes; phases have a verb of their own."""
MOST_PHASES: Final = 12
ZONES: Final = (
    "Asia/Almaty", "Asia/Qyzylorda", "Asia/Qostanay", "Asia/Aqtobe", "Asia/Aqtau", "Asia/Atyrau", "Asia/Oral", "UTC",
)  # fmt: skip
"""Clocks offered at the desk: those of Kazakhstan, and the world's for guests from everywhere."""
MOST_GOALS: Final = 20
_LINK: Final = re.compile(r"https?://")
_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase as its organisers plan it; without `allows` it opens what is usual for its kind."""

    kind: str
    opens_at: datetime
    closes_at: datetime
    allows: tuple[str, ...] | None = None
    title: Mapping[str, str] = field(default_factory=dict)

    @property
    def opened(self) -> list[str]:
        """What people may do in it."""
        return [str(deed) for deed in (USUAL[self.kind] if self.allows is None else self.allows)]


def check_code(code: str) -> Answer:
    """This will say whether a code can stand in an address."""
    if _CODE.fullmatch(code):
        return YES
    return no("code", N_("The address of the dialogue takes small Latin letters, digits and hyphens."))


def check_zone(name: str) -> Answer:
    """This will say whether there is such a time zone."""
    if name in zoneinfo.available_timezones():
        return YES
    return no("time_zone", N_("There is no such time zone."))


def check_goals(goals: Sequence[Mapping[str, Any]], *, named: Collection[str]) -> Answer:
    """This will say whether these can be the goals ideas name; `named` are codes that ideas name already."""
    codes = [str(goal.get("code", "")) for goal in goals]
    if len(codes) > MOST_GOALS:
        return no("too_many_goals", N_("A dialogue has at most %(most)s goals."), most=MOST_GOALS)
    if not all(_CODE.fullmatch(code) for code in codes) or len(set(codes)) != len(codes):
        return no("goal_code", N_("Each goal needs a short code of its own: small Latin letters, digits, hyphens."))
    if not all(goal.get("label", {}).get("kk") and goal.get("label", {}).get("ru") for goal in goals):
        return no("goal_label", N_("Write the goal in Kazakh and in Russian."))
    if not all(_LINK.match(goal.get("link") or "https://") for goal in goals):
        return no("goal_link", N_("The address of a goal begins with https://."))
    if missing := set(named) - set(codes):
        return no("goal_named", N_("Ideas name this goal already: %(code)s. It stays."), code=min(missing))
    return YES


def check_phase(phase: Stretch) -> Answer:
    """This will say whether a phase can be as it is planned."""
    if phase.kind not in KINDS:
        return no("phase_kind", N_("There is no such phase."))
    if phase.opens_at >= phase.closes_at:
        return no("phase_days", N_("A phase must begin before it ends."))
    if set(phase.opened) - set(DEEDS):
        return no("phase_deeds", N_("A phase cannot open what a dialogue does not have."))
    return YES


def may_change(name: str, *, state: str) -> Answer:
    """This will say whether a field of a process may get another value now."""
    if name not in CHANGEABLE:
        return no("field", N_("This cannot be changed here."))
    if state == "closed" and name != "report":
        return no("process_closed", N_("This dialogue is closed: only its report can still be written."))
    return YES


def may_plan(*, state: str, reason: str) -> Answer:
    """This will say whether phases may be moved: of a public dialogue with a reason everybody reads."""
    if state == "closed":
        return no("process_closed", N_("This dialogue is closed: only its report can still be written."))
    if state == "published" and not reason.strip():
        return no("no_reason", N_("Say why: people have planned their days by the phases they were shown."))
    return YES


def check_words(facts: Mapping[str, Any]) -> Answer:
    """This will say whether everyone can read what a public process is called and asks: in Kazakh and in Russian."""
    for name, sentence in (
        ("title", N_("Write the title in Kazakh and in Russian.")),
        ("question", N_("Write what residents are asked, in Kazakh and in Russian.")),
    ):
        if not all(facts[name].get(language, "").strip() for language in ("kk", "ru")):
            return no(f"no_{name}", sentence)
    return YES


def can_be_published(state: str, spans: Sequence[Span], *, now: datetime) -> Answer:
    """This will say whether a draft with its words is ready for everyone: people can take part, now or later."""
    if state != "draft":
        return no("second", N_("This has been done already."))
    taking = [span for span in spans if span.allows]
    if not taking:
        return no("no_phases", N_("The dialogue has no phase yet in which people can take part."))
    if all(span.closes_at <= now for span in taking):
        return no("phases_over", N_("All phases of this dialogue are in the past: move them first."))
    return YES


def can_be_closed(*, state: str, spans: Sequence[Span], without_fate: int, now: datetime) -> Answer:
    """This will say whether a process may end: nobody can take part any more, and every contribution has its fate."""
    if state != "published":
        return no("not_published", N_("Only a dialogue that is open can be closed."))
    still = [span.closes_at for span in spans if span.allows and span.closes_at > now]
    if still:
        return no("phase_runs", N_("People can take part until %(day)s. End the phase first."), day=max(still))
    if without_fate:
        return no(
            "without_fate",
            N_("%(count)s contributions have no answer yet: nobody's words end without one."),
            count=without_fate,
        )
    return YES
