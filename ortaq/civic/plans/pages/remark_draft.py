"""A remark that is being written."""

from dataclasses import dataclass, field
from typing import Any

from ortaq.civic.plans.rules.anchors import SHAPE, Place
from ortaq.core.ui import drafts


@dataclass(kw_only=True)
class Draft(drafts.Draft):
    """Answers to the questions of the form, of one version of a plan (`about` is its key)."""

    NAME = "remark"
    STEPS = ("words", "about", "check")

    part: str = ""
    key: str = ""
    kind: str = ""
    title: str = ""
    text: str = ""
    put: dict[str, Any] = field(default_factory=dict)
    """What an amendment puts in place."""
    place: str = ""
    points: str = ""
    shape: dict[str, Any] | None = None
    lenses: list[str] = field(default_factory=list)

    def speak_about(self, part: str, key: str) -> None:
        """This will turn to a part of the plan; her words stay, what she would put in place of another part goes."""
        if (part, key) != (self.part, self.key):
            self.part, self.key, self.put, self.done = part, key, {}, []

    @property
    def steps(self) -> tuple[str, ...]:
        """The questions in their order: who draws says where first."""
        return ("place", *self.STEPS) if self.part == SHAPE else self.STEPS

    @property
    def anchor(self) -> Place:
        """What she speaks about."""
        return Place(self.part, self.key, self.shape if self.part == SHAPE else None)

    def token(self) -> str:
        """This will name the form, by its words too."""
        return self._named(self.part, self.key, self.title, self.text)
