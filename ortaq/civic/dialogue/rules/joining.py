"""When ideas may be joined, how long an author may object, what was joined into what. Plain Python."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from ortaq.civic.dialogue.rules.ideas import State
from ortaq.core.people.refusal import N_, YES, Answer, no

WINDOW: Final = timedelta(days=7)
"""How long an author may object."""
MOST: Final = 50
"""Ideas joined at once."""
LONGEST_OBJECTION: Final = 1000


def may_join(
    *, number: str, state: str, is_root: bool, same_process: bool, into_state: str, into_process_open: bool
) -> Answer:
    """This will say whether an idea may be joined into a root; `is_root`: they are one and the same in the end."""
    if not into_process_open:
        return no("process_closed", N_("This dialogue is closed: its result stands on its page."))
    if not same_process:
        return no("other_process", N_("Ideas of different dialogues cannot be joined."))
    if is_root:
        return no("into_itself", N_("Idea %(number)s cannot be joined into itself."), number=number)
    if state == State.JOINED:
        return no("joined_already", N_("Idea %(number)s is joined into another one. Part them first."), number=number)
    if state != State.SHOWN or into_state != State.SHOWN:
        return no("not_shown", N_("Only ideas that everyone sees can be joined: %(number)s is not."), number=number)
    return YES


def check_many(count: int) -> Answer:
    """This will ask for at least one idea, and for not too many at once."""
    if not count:
        return no("nothing", N_("Choose the ideas that should be joined."))
    return YES if count <= MOST else no("too_many", N_("Join at most %(most)s ideas at once."), most=MOST)


def may_object(*, is_author: bool, state: str, settled: bool, until: datetime, now: datetime, words: str) -> Answer:
    """This will let the author object within the window, once."""
    if not is_author:
        return no("not_yours", N_("Only the author of the joined idea may object."))
    if state != "standing" or settled:
        return no("second", N_("The joining has been objected to or undone already."))
    if now >= until:
        return no("window_over", N_("One could object until %(day)s."), day=until)
    if not any(sign.isalnum() for sign in words):
        return no("objection", N_("Write why your idea is a different one."))
    if len(words.strip()) > LONGEST_OBJECTION:
        return no("objection", N_("Make it shorter: at most %(most)s characters."), most=LONGEST_OBJECTION)
    return YES


def may_settle(*, state: str) -> Answer:
    """This will say whether there is an objection to answer."""
    return YES if state == "objected" else no("second", N_("There is no objection to answer any more."))


def may_part(*, state: str) -> Answer:
    """This will say whether a joining still stands."""
    return YES if state != "undone" else no("second", N_("The joining has been undone already."))


def below(idea: int, parent: Mapping[int, int | None]) -> set[int]:
    """This will give everything joined into an idea, through all steps."""
    return {one for one in parent if one != idea and idea in _path(one, parent)}


def _path(idea: int, parent: Mapping[int, int | None]) -> list[int]:
    path = [idea]
    while (above := parent.get(path[-1])) is not None and above not in path:
        path.append(above)
    return path
