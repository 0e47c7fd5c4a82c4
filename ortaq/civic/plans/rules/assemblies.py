"""How many have to come to a meeting of a village by law: dated data with its source. Plain Python.

A body of the local community is the assembly (жиналыс, собрание), whose members residents delegate, and the gathering
(жиын, сход), to which residents come themselves. Meetings of one group have no size by law.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ortaq.civic.plans.rules.needs import is_half_written, is_written
from ortaq.core.people.refusal import N_, YES, Answer, no

ASSEMBLY: Final = "assembly"
GATHERING: Final = "gathering"
GROUP: Final = "group_meeting"
KINDS: Final = (ASSEMBLY, GATHERING, GROUP)


@dataclass(frozen=True, slots=True)
class Size:
    """How many members an assembly has where so many people live; `people` None: however many."""

    people: int | None
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Rule:
    """What the law asks of a meeting in its time."""

    code: str
    kind: str
    valid_from: date
    valid_to: date | None
    """The first day it does not hold any more."""
    source: str
    """A msgid."""
    check: bool
    """Not read in the text of the act itself: to be checked with a lawyer."""
    share: tuple[int, int]
    """At least so many of so many have to come."""
    sizes: tuple[Size, ...] = ()


SIZES: Final = (Size(10_000, 5, 10), Size(15_000, 11, 15), Size(20_000, 16, 20), Size(None, 21, 25))
RULES: Final = (
    Rule(
        "assembly-2018", ASSEMBLY, date(2018, 1, 1), date(2021, 10, 12),
        N_(
            "Law of the Republic of Kazakhstan No. 148-II of 23 January 2001, article 39-3; model regulations, order "
            "of the Minister of National Economy No. 295 of 7 August 2017"
        ), True, (1, 2),
    ),
    Rule(
        "assembly-2021", ASSEMBLY, date(2021, 10, 12), None,
        N_(
            "Law of the Republic of Kazakhstan No. 148-II of 23 January 2001, article 39-3; model regulations, order "
            "No. 295 of 7 August 2017 as amended by No. 88 of 30 September 2021, items 3-1 to 3-3"
        ), True, (1, 2), SIZES,
    ),
    Rule(
        "gathering-2013", GATHERING, date(2013, 11, 1), date(2023, 7, 4),
        N_(
            "Law of the Republic of Kazakhstan No. 148-II of 23 January 2001, article 39-3; model rules, decree of the "
            "Government No. 1106 of 18 October 2013"
        ), True, (1, 10),
    ),
    Rule(
        "gathering-2023", GATHERING, date(2023, 7, 4), None,
        N_(
            "Law of the Republic of Kazakhstan No. 148-II of 23 January 2001, article 39-3; model rules, order of the "
            "Minister of National Economy No. 122 of 23 June 2023"
        ), True, (1, 10),
    ),
)  # fmt: skip
"""The sizes of assemblies were read in order No. 88; the shares and the first days still have to be checked."""

NO_RULE = N_("No rule about the size of such a meeting is known for this day.")
FEW_MEMBERS = N_("%(came)s of %(members)s members came: at least half have to take part.")
SIZE = N_("Where %(residents)s people live the assembly has %(least)s to %(most)s members, not %(members)s.")
FEW_RESIDENTS = N_("%(came)s of %(entitled)s residents who may take part came: at least a tenth have to.")


def rule_on(kind: str, day: date) -> Rule | None:
    """This will give the rule for a kind of meeting on a day; None where the law asks for no size."""
    return next(
        (
            rule
            for rule in RULES
            if rule.kind == kind and rule.valid_from <= day and (rule.valid_to is None or day < rule.valid_to)
        ),
        None,
    )


def by_code(code: str) -> Rule | None:
    """This will give the rule a meeting was checked by."""
    return next((rule for rule in RULES if rule.code == code), None)


def size_for(rule: Rule, residents: int) -> Size | None:
    """This will give how many members an assembly has where so many people live; None where the rule does not say."""
    return next((size for size in rule.sizes if size.people is None or residents <= size.people), None)


def is_valid(
    rule: Rule, *, residents: int | None, members: int | None, members_came: int | None, entitled: int | None,
    came: int,
) -> Answer:  # fmt: skip
    """This will say whether enough came by the rule, or why the meeting is not valid."""
    part, whole = rule.share
    if rule.kind == GATHERING:
        if entitled is not None and came * whole >= entitled * part:
            return YES
        return no("few_residents", FEW_RESIDENTS, came=came, entitled=entitled or 0)
    members, members_came = members or 0, members_came or 0
    size = size_for(rule, residents or 0)
    if size is not None and not size.least <= members <= size.most:
        return no(
            "assembly_size", SIZE, residents=residents, least=size.least, most=size.most, members=members
        )  # fmt: skip
    if members and members_came * whole >= members * part:
        return YES
    return no("few_members", FEW_MEMBERS, came=members_came, members=members)


# ── what is told of a meeting ────────────────────────────────────────────────────────────────────────────────────────


def check_meeting(
    kind: str, *, held_on: date, today: date, came: int, residents: int | None, members: int | None,
    members_came: int | None, entitled: int | None,
) -> Answer:  # fmt: skip
    """This will say whether the figures of a meeting fit together, and whether the law's figures are there."""
    if kind not in KINDS:
        return no("meeting_kind", N_("Choose what kind of meeting it was."))
    if held_on > today:
        return no("meeting_ahead", N_("A meeting is told when it has been: this day is in the future."))
    if came < 1:
        return no("nobody", N_("Nobody came: then there was no meeting."))
    if residents is not None and max(entitled or 0, members or 0) > residents:
        return no("more_than_live", N_("More people take part than live here."))
    if kind == GATHERING:
        return _check_gathering(entitled, came)
    return _check_members(kind, residents, members, members_came, came)


def _check_gathering(entitled: int | None, came: int) -> Answer:
    if not entitled:
        return no("gathering_figures", N_("Of a gathering, say how many residents may take part."))
    if came > entitled:
        return no("came_entitled", N_("More came than may take part: guests do not count."))
    return YES


def _check_members(
    kind: str, residents: int | None, members: int | None, members_came: int | None, came: int
) -> Answer:
    if kind == ASSEMBLY and not (residents and members and members_came is not None):
        return no(
            "assembly_figures",
            N_("Of an assembly, say how many people live here, how many members it has and how many of them came."),
        )
    if members_came is not None and members_came > min(members or 0, came):
        return no("members_came", N_("More members came than there are members, or than people came at all."))
    return YES


def check_group(name: Mapping[str, str]) -> Answer:
    """This will say whether a group has a name in both languages."""
    return YES if is_written(name) else no("group_name", N_("Name the group in Kazakh and in Russian."))


def check_minutes(minutes: Mapping[str, str]) -> Answer:
    """This will say whether minutes, where there are some, are in both languages."""
    if not is_half_written(minutes):
        return YES
    return no("half_minutes", N_("Write the minutes in Kazakh and in Russian, or leave them out for now."))


def check_attendance(*, group: Mapping[str, str], people: int, size: int | None, came: int) -> Answer:
    """This will say whether so many of a group can have come."""
    group = dict(group)
    if people > came:
        return no("group_over_all", N_("More of “%(group)s” came than people came at all."), group=group)
    if size is not None and people > size:
        return no("group_over_size", N_("More of “%(group)s” came than there are."), group=group)
    return YES
