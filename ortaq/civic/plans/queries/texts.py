"""The text of a version, as its pages and services read it."""

from dataclasses import dataclass

from ortaq.civic.plans.models import Paragraph, Plan, PlanVersion
from ortaq.civic.plans.rules.keys import Kept
from ortaq.civic.plans.rules.plans import NEEDED
from ortaq.civic.plans.rules.text import Row, of_rows


def paragraphs(version: PlanVersion) -> list[Paragraph]:
    """This will list the paragraphs of a version in their order. One statement."""
    return list(Paragraph.objects.filter(version=version).order_by("position"))


def kept(version: PlanVersion) -> list[Kept]:
    """This will give the paragraphs of a version as the rules read them. One statement."""
    return [Kept(one.key, Row(one.level, one.text)) for one in paragraphs(version)]


def digest(version: PlanVersion) -> str:
    """This will give the digest of a text: what somebody writes over. One statement."""
    return of_rows([one.row for one in kept(version)])


def earlier(version: PlanVersion) -> list[Kept]:
    """This will give the paragraphs other versions of the plan had, each as it was last. One statement."""
    rows = Paragraph.objects.filter(version__plan=version.plan_id).exclude(version=version)
    found = {one.key: one for one in rows.order_by("version__number", "position")}
    return [Kept(one.key, Row(one.level, one.text)) for one in found.values()]


def free_key(plan: Plan) -> int:
    """This will give the next number no paragraph of the plan has had as its key. One statement."""
    keys = Paragraph.objects.filter(version__plan=plan).values_list("key", flat=True).distinct()
    return max((int(key) for key in keys if key.isdecimal()), default=0) + 1


def untranslated(rows: list[Kept]) -> list[Kept]:
    """This will give the paragraphs that are not in Kazakh and in Russian."""
    return [one for one in rows if not all(one.row.text.get(language) for language in NEEDED)]


@dataclass(frozen=True, slots=True)
class Stale:
    """A paragraph whose words changed in one language and stayed in another."""

    key: str
    changed: str
    stayed: str


def stale(before: list[Kept], after: list[Kept]) -> list[Stale]:
    """This will list what a translator may have missed between two versions of a text."""
    old, found = {one.key: one.row.text for one in before}, []
    for one in after:
        was = old.get(one.key)
        both = [code for code in one.row.text if was and code in was]
        changed = [code for code in both if was and was[code] != one.row.text[code]]
        stayed = [code for code in both if code not in changed]
        if changed and stayed:
            found.append(Stale(one.key, changed[0], stayed[0]))
    return found
