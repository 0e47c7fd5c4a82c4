"""An idea that is being written: kept in the session and, signed, in the page itself; either alone is enough."""

import hashlib
import secrets
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Self

from django.core import signing
from django.http import HttpRequest

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Process

SALT = "ortaq.dialogue.idea"
KEPT_FOR = 3 * 24 * 3600
"""Seconds a page left open still brings its words back."""
STEPS = ("words", "place", "about", "photos", "check")


@dataclass
class Draft:
    """Answers to the questions of the form. `done` names the questions already answered."""

    process: str = ""
    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    upload_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    title: str = ""
    text: str = ""
    place: str = ""
    points: str = ""
    address: str = ""
    shape: dict[str, Any] | None = None
    theme: str = ""
    goal: str = ""
    speaks_for: list[str] = field(default_factory=list)
    photos: list[list[str]] = field(default_factory=list)
    """[public id, name] of every photo sent with this form."""
    done: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, request: HttpRequest, process: "Process") -> Self:
        """This will find the draft of the page that was sent; else the one in the session; else begin a new one."""
        kept = cls.opened(request.POST.get("kept", ""), process.code) if request.method == "POST" else None
        stored = cls.read(request.session.get(_key(process.code)), process.code)
        if stored and (kept is None or kept.form_token == stored.form_token):
            return stored
        return kept or cls(process=process.code)

    @classmethod
    def read(cls, data: Any, code: str) -> Self | None:
        """This will give the draft of a dict it was once stored as; None for anything else, or another dialogue's."""
        if not isinstance(data, dict) or data.get("process") != code:
            return None
        known = {entry.name for entry in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})

    @classmethod
    def opened(cls, signed: str, code: str) -> Self | None:
        """This will give the draft of a signed hidden field; None when it is empty, foreign or too old."""
        try:
            return cls.read(signing.loads(signed, salt=SALT, max_age=KEPT_FOR), code) if signed else None
        except signing.BadSignature:
            return None

    def kept(self) -> str:
        """This will give the draft for a hidden field of the page."""
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    def store(self, request: HttpRequest) -> None:
        """This will keep the draft in the session."""
        request.session[_key(self.process)] = asdict(self)

    def forget(self, request: HttpRequest) -> None:
        """This will clear the session of it."""
        request.session.pop(_key(self.process), None)

    def answer(self, step: str, **values: Any) -> None:
        """This will write down the answers to one question."""
        for name, value in values.items():
            setattr(self, name, value)
        if step not in self.done:
            self.done.append(step)

    def first_open(self) -> str:
        """This will name the first question without an answer."""
        return next((step for step in STEPS if step not in self.done), "check")

    def may_see(self, step: str) -> bool:
        """This will say whether every question before this one is answered."""
        return all(before in self.done for before in STEPS[: STEPS.index(step)])

    def token(self) -> str:
        """This will name the form by its words too: who goes back after sending and writes another idea has two."""
        words = hashlib.sha256(f"{self.title}\n{self.text}".encode("utf-8", "replace")).hexdigest()
        return f"{self.form_token}-{words[:12]}"


def _key(code: str) -> str:
    return f"idea_draft:{code}"
