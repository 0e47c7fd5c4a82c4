"""Groups and meetings of a village, as everyone reads them."""

from dataclasses import dataclass

from ortaq.civic.plans.models import Gathering, Group, Plan
from ortaq.civic.plans.rules import assemblies as rules
from ortaq.civic.plans.rules.assemblies import Rule
from ortaq.civic.plans.rules.needs import free_key
from ortaq.core.people.refusal import Answer


@dataclass(frozen=True, slots=True)
class Came:
    """How many of a group came, of how many there are."""

    group: Group
    people: int


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting with who came, and what the law says of its size."""

    gathering: Gathering
    groups: tuple[Came, ...]
    rule: Rule | None
    """The rule its size was checked by; None where none asks."""
    answer: Answer | None
    """Whether enough came, with the sentence why not."""


def groups(plan: Plan) -> list[Group]:
    """This will list the groups that have to be heard. One statement."""
    return list(Group.objects.filter(plan=plan).order_by("id"))


def free_code(plan: Plan) -> str:
    """This will give the code the next group gets. One statement."""
    return free_key("g", Group.objects.filter(plan=plan).values_list("code", flat=True))


def group_names(plan: Plan) -> dict[str, dict[str, str]]:
    """This will give the names of the groups by their codes. One statement."""
    return dict(Group.objects.filter(plan=plan).values_list("code", "name"))


def group(plan: Plan, code: str) -> Group | None:
    """This will give a group by its code. One statement."""
    return Group.objects.select_related("plan").filter(plan=plan, code=code).first()


def held(plan: Plan) -> list[Held]:
    """This will list the meetings of a plan, the newest first, with who came. Three statements."""
    rows = Gathering.objects.filter(plan=plan).prefetch_related("attendance__group").order_by("-held_on", "-id")
    return [_told(one) for one in rows]


def meeting(plan: Plan, pk: int) -> Gathering | None:
    """This will give a meeting of the plan. One statement."""
    return Gathering.objects.filter(plan=plan, pk=pk).first()


def _told(one: Gathering) -> Held:
    rule = rules.by_code(one.rule) if one.rule else None
    answer = None
    if rule is not None:
        answer = rules.is_valid(
            rule, residents=one.residents, members=one.members, members_came=one.members_came, entitled=one.entitled,
            came=one.came,
        )  # fmt: skip
    came = tuple(Came(row.group, row.people) for row in one.attendance.all())
    return Held(one, came, rule, answer)


def unheard(plan: Plan) -> list[Group]:
    """This will list the groups nobody of which came to any meeting yet. One statement."""
    heard = Gathering.objects.filter(plan=plan, attendance__people__gt=0).values("attendance__group")
    return list(Group.objects.filter(plan=plan).exclude(pk__in=heard).order_by("id"))
