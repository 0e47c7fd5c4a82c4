"""A refusal is a sentence a resident can read. Free of Django, so that every `rules` room may use it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(message: str) -> str:  # noqa: N802, gettext's own name for "translate me later"
    """This will mark a sentence for translation and return it as it is; pages translate it when they show it."""
    return message


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, or no with a reason (an English msgid with named placeholders) and a stable code for machines and tests."""

    yes: bool
    reason: str = ""
    code: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.yes


YES = Answer(yes=True)


def no(code: str, reason: str, /, **params: object) -> Answer:
    """This will say no and why."""
    return Answer(yes=False, reason=reason, code=code, params=params)


class Refused(Exception):  # noqa: N818, it is the house's word
    """A service declined. `core.ui` shows `reason` % `params` in the person's language; `code` is stable."""

    def __init__(self, code: str, reason: str, /, **params: object) -> None:
        super().__init__(reason % params if params else reason)
        self.code = code
        self.reason = reason
        self.params = params


def require(answer: Answer) -> None:
    """This will raise `Refused` unless the answer is yes."""
    if not answer:
        raise Refused(answer.code, answer.reason, **answer.params)
