"""An idea that is being written."""

from dataclasses import dataclass, field
from typing import Any

from ortaq.core.ui import photos

STEPS = ("words", "place", "about", "photos", "check")


@dataclass(kw_only=True)
class Draft(photos.Draft):
    """Answers to the questions of the form, of one process (`about` is its code)."""

    NAME = "idea"
    STEPS = STEPS

    title: str = ""
    text: str = ""
    place: str = ""
    points: str = ""
    address: str = ""
    shape: dict[str, Any] | None = None
    theme: str = ""
    goal: str = ""
    speaks_for: list[str] = field(default_factory=list)

    def token(self) -> str:
        """This will name the form, by its words too."""
        return self._named(self.title, self.text)
