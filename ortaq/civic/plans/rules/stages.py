"""The stages a version goes through and the days they demand. Plain Python."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

ORDER: Final = ("concept", "draft", "hearing", "adopted", "in_force", "superseded")
FIRST: Final = ("concept", "draft")
"""Stages a version can be made in."""
NEXT: Final[Mapping[str, frozenset[str]]] = {
    "concept": frozenset({"draft", "hearing", "superseded"}),
    "draft": frozenset({"hearing", "superseded"}),
    "hearing": frozenset({"adopted", "superseded"}),
    "adopted": frozenset({"in_force", "superseded"}),
    "in_force": frozenset({"superseded"}),
    "superseded": frozenset(),
}
"""A draft that is changed after its hearing is the next version, not the same one again."""
DAYS: Final[Mapping[str, str]] = {
    "adopted": "adopted_on", "in_force": "in_force_on", "superseded": "superseded_on",
}  # fmt: skip
"""Stages that begin on a day the law asks for, and the field it stands in."""


def can_reach(now_is: str, stage: str, *, published: bool) -> Answer:
    """This will say whether a version at one stage can come to another one."""
    if not published:
        return no("not_published", N_("Publish this version first: a stage is reached in front of everyone."))
    if stage not in NEXT.get(now_is, frozenset()):
        return no("stage_order", N_("A version does not come from this stage to that one."))
    return YES


def check_day(stage: str, day: date | None, *, days: Mapping[str, date | None], today: date) -> Answer:
    """This will say whether a stage may begin on this day; `days` are those of the stages before."""
    if stage not in DAYS:
        return YES
    if day is None:
        return no("no_day", N_("Say on which day this stage began."))
    if day > today:
        return no("day_ahead", N_("This day has not come yet: %(day)s. Say it when it has."), day=day)
    earlier = [known for name in DAYS.values() if (known := days.get(name)) is not None]
    if earlier and day < max(earlier):
        return no("day_order", N_("This stage cannot begin before the one it follows: %(day)s."), day=max(earlier))
    return YES


def check_basis(stage: str, basis: Mapping[str, str]) -> Answer:
    """This will say whether the act is named on which a stage stands: adopted plans need one."""
    if stage not in ("adopted", "in_force") or all(basis.get(language, "").strip() for language in ("kk", "ru")):
        return YES
    return no("no_basis", N_("Name the act it was adopted by, with number and day, in Kazakh and in Russian."))
