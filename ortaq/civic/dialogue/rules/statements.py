"""Statements: one sentence others agree or disagree with, and who may write, answer and judge one. Plain Python."""

import re
from datetime import timedelta
from enum import StrEnum
from typing import Final

from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.core.people.rules import Rung, may_stand
from ortaq.engines import personal
from ortaq.engines.language import LANGUAGES, fold

LONGEST: Final = 140
LONGEST_TRANSLATED: Final = 200
"""The same thought may be longer in another language."""
SHORTEST: Final = 10
LONGEST_REASON: Final = 200
PER_DAY: Final = 5
"""Statements one person may add to one process in a day."""
DAY: Final = timedelta(days=1)
MOST: Final = 1000
"""Statements of one process: nobody answers more, and the engine's figures hold up to here."""
VALUES: Final = (-1, 0, 1)
MACHINE, REVIEWED = "machine", "reviewed"


class Stage(StrEnum):
    """Where a statement stands."""

    HELD = "held"
    SHOWN = "shown"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


NEXT: Final[dict[str, tuple[str, ...]]] = {
    Stage.HELD: (Stage.SHOWN, Stage.REJECTED, Stage.WITHDRAWN),
    Stage.SHOWN: (Stage.REJECTED, Stage.WITHDRAWN),
    Stage.REJECTED: (Stage.SHOWN,),
    Stage.WITHDRAWN: (),
}

# Beginnings of words that are abuse in any sentence, as `fold` writes them; what is milder moderators judge.
_ABUSE: Final = re.compile(
    r"\b(?:ху[йяеи]|пизд|ебан|ебат|заеб|долбоеб|бля[дт]|мудак|мудил|гандон|пид[оа]р|"
    r"қотақ|сікті|сігей|жәлеп|шешеңді|fuck|cunt|nigger|faggot)"
)


def check_text(text: str, *, most: int = LONGEST) -> Answer:
    """This will say whether a sentence can be a statement: short, about the matter, about nobody's data, no abuse."""
    bare = text.strip()
    if len(bare) < SHORTEST:
        return no("text", N_("Write one whole sentence people can agree or disagree with."))
    if len(bare) > most:
        return no(
            "text", N_("A statement has at most %(most)s signs; yours has %(count)s."), most=most, count=len(bare)
        )
    if personal.find(bare):
        return no(
            "text",
            N_("It holds a phone number, an e-mail or another number of a person. Take it out: everybody reads this."),
        )
    if _ABUSE.search(fold(bare)):
        return no("text", N_("There is an insult in it. Say the same without it: then people can answer you."))
    return YES


def may_write(rung: str, *, lately: int, count: int) -> Answer:
    """This will say whether somebody may add a statement. `lately`: theirs of a day; `count`: those of the process."""
    standing = may_stand(rung, least=Rung.PHONE_VERIFIED)
    if not standing:
        return standing
    if lately >= PER_DAY:
        return no("too_many", N_("You have added %(most)s statements today. Come again tomorrow."), most=PER_DAY)
    return may_add(count=count)


def may_add(*, count: int) -> Answer:
    """This will say whether a process has room for one more statement."""
    if count >= MOST:
        return no("full", N_("This dialogue has %(most)s statements already: answer those."), most=MOST)
    return YES


def may_answer(rung: str) -> Answer:
    """This will say whether somebody may agree and disagree."""
    return may_stand(rung, least=Rung.PHONE_VERIFIED)


def can_be_answered(state: str, *, shown: bool) -> Answer:
    """This will say whether a statement takes this person's answer. `shown`: it was put before them."""
    if state != Stage.SHOWN:
        return no("statement_gone", N_("This statement was taken out meanwhile. Here is the next one."))
    if not shown:
        return no("not_shown", N_("Answer the statement you are shown: so every one is heard evenly."))
    return YES


def can_become(state: str, wanted: str) -> Answer:
    """This will say whether a statement can be moved to a stage."""
    if wanted in NEXT[Stage(state)]:
        return YES
    return no("stage", N_("This statement was judged already. Open the list again."))


def check_reason(reason: str) -> Answer:
    """This will ask for a reason its author reads."""
    if not reason.strip():
        return no("reason", N_("Write the reason: the author reads it."))
    if len(reason.strip()) > LONGEST_REASON:
        return no("reason", N_("Write the reason in at most %(most)s signs."), most=LONGEST_REASON)
    return YES


def may_withdraw(actor: Actor, *, author_id: int | None) -> Answer:
    """This will let an author take back a statement of their own."""
    if actor.person_id is not None and actor.person_id == author_id:
        return YES
    return no("not_yours", N_("Only the author may take a statement back."))


def is_vote(value: int) -> bool:
    """This will tell an answer from another number."""
    return value in VALUES


def may_translate(*, language: str, original: str, state: str, machine: bool) -> Answer:
    """This will say whether a statement may be put into a language. `state`: of its translation there, "" for none."""
    if language not in LANGUAGES or language == original:
        return no("language", N_("Choose another language than the original's."))
    if machine and state == REVIEWED:
        return no("second", N_("A person has written this translation: a machine does not replace it."))
    return YES
