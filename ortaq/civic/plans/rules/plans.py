"""What a plan needs to begin, to be changed and to be read by everyone. Plain Python."""

import re
from collections.abc import Mapping
from typing import Final

from ortaq.civic.plans.rules.stages import FIRST
from ortaq.core.people.refusal import N_, YES, Answer, no

KINDS: Final = ("general_plan", "village_plan", "scheme")
CHANGEABLE: Final = frozenset({"title", "summary", "moderation"})
"""Fields of a plan that `change_plan` takes."""
MODERATION: Final = ("after", "before")
"""When somebody looks at what residents write about a plan: after it is shown, or before."""
DESCRIBED: Final = frozenset({"label", "legal_basis", "source", "stage"})
"""Fields of a version in the making that `change_version` takes."""
NEEDED: Final = ("kk", "ru")
"""Languages nothing is shown without."""
FROZEN: Final = N_("This version is published and does not change any more. Begin the next version.")
_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_code(code: str) -> Answer:
    """This will say whether a code can stand in an address."""
    if _CODE.fullmatch(code):
        return YES
    return no("code", N_("The address of the plan takes small Latin letters, digits and hyphens."))


def check_kind(kind: str) -> Answer:
    """This will say whether there are plans of this kind."""
    return YES if kind in KINDS else no("kind", N_("There is no such kind of plan."))


def check_title(title: Mapping[str, str]) -> Answer:
    """This will say whether a plan has a title in Kazakh and in Russian."""
    if all(title.get(language, "").strip() for language in NEEDED):
        return YES
    return no("no_title", N_("Write the title in Kazakh and in Russian."))


def check_moderation(when: str) -> Answer:
    """This will say whether remarks can be looked at then."""
    return YES if when in MODERATION else no("moderation", N_("Choose when a moderator looks at what people write."))


def may_change(name: str, among: frozenset[str]) -> Answer:
    """This will say whether a field may get another value here."""
    return YES if name in among else no("field", N_("This cannot be changed here."))


def can_be_published(*, paragraphs: int, zones: int, untranslated: int, needs: int = 0) -> Answer:
    """This will say whether everyone can read a version: it has parts, and its words in Kazakh and in Russian."""
    if not paragraphs and not zones and not needs:
        return no("empty", N_("The text is empty: a plan needs words to be read."))
    if untranslated:
        return no(
            "untranslated",
            N_("%(count)s paragraphs are not in Kazakh and in Russian yet. Write them before everyone reads them."),
            count=untranslated,
        )
    return YES


def check_first(stage: str) -> Answer:
    """This will say whether a version can be made at this stage; later ones are reached in front of everyone."""
    if stage in FIRST:
        return YES
    return no("stage_order", N_("A version begins as a concept or as a draft."))
