"""What people may do when: phases are data, this is how they are read. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no


class Deed(StrEnum):
    """What a phase can open to residents."""

    IDEA = "idea"
    COMMENT = "comment"
    SUPPORT = "support"
    STATEMENT = "statement"
    OPINION = "opinion"
    """Agree, disagree or pass on statements."""


DEEDS: Final = tuple(Deed)
KINDS: Final = ("collect", "discuss", "vote", "answer", "report")
USUAL: Final[dict[str, tuple[Deed, ...]]] = {
    "collect": (Deed.IDEA, Deed.COMMENT, Deed.SUPPORT, Deed.STATEMENT),
    "discuss": (Deed.COMMENT, Deed.SUPPORT, Deed.STATEMENT, Deed.OPINION),
    "vote": (Deed.SUPPORT, Deed.OPINION),
    "answer": (),
    "report": (),
}
"""What a phase of a kind opens unless its process says otherwise."""
_SENTENCES: Final[dict[Deed, tuple[str, str]]] = {
    Deed.IDEA: (N_("Ideas are taken from %(day)s."), N_("Ideas were taken until %(day)s.")),
    Deed.COMMENT: (N_("Comments open on %(day)s."), N_("Comments were open until %(day)s.")),
    Deed.SUPPORT: (N_("You can support ideas from %(day)s."), N_("Ideas could be supported until %(day)s.")),
    Deed.STATEMENT: (N_("Statements are taken from %(day)s."), N_("Statements were taken until %(day)s.")),
    Deed.OPINION: (
        N_("You can answer statements from %(day)s."), N_("Statements could be answered until %(day)s."),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A phase as the rules know it; `closes_at` is the first second that no longer counts."""

    kind: str
    opens_at: datetime
    closes_at: datetime
    allows: tuple[str, ...]

    def runs(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


def may_now(deed: Deed, spans: Sequence[Span], *, state: str, now: datetime) -> Answer:
    """This will say whether a process takes this deed at this moment, and if not, since or from when."""
    if state != "published":
        return no("process_closed", N_("This dialogue is closed: its result stands on its page."))
    able = [span for span in spans if deed in span.allows]
    if any(span.runs(now) for span in able):
        return YES
    before, after = _SENTENCES[deed]
    coming = [span.opens_at for span in able if span.opens_at > now]
    if coming:
        return no("phase_not_open", before, day=min(coming))
    if able:
        return no("phase_over", after, day=max(span.closes_at for span in able))
    return no("not_in_process", N_("This is not part of this dialogue."))
