"""What a person has written so far: kept in her session and, signed, in the page itself; either alone is enough."""

import hashlib
import secrets
from dataclasses import asdict, dataclass, field, fields
from typing import Any, ClassVar, Self

from django.core import signing
from django.http import HttpRequest

KEPT_FOR = 3 * 24 * 3600
"""Seconds a page left open still brings its words back."""


@dataclass(kw_only=True)
class Draft:
    """Answers to the questions of a form that asks one at a time; an app adds a field for each answer."""

    NAME: ClassVar[str]
    """What it is called in the session and in signatures: one form cannot be passed off as another."""
    STEPS: ClassVar[tuple[str, ...]]
    """The questions in their order; the last shows everything before it is sent."""

    about: str = ""
    """What is written about, where one person may write about several things at once: a code."""
    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    upload_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    done: list[str] = field(default_factory=list)
    """The questions already answered."""

    @classmethod
    def of(cls, request: HttpRequest, about: str = "") -> Self:
        """This will find the draft of the page that was sent; else the one in the session; else begin a new one."""
        kept = cls.opened(request.POST.get("kept", ""), about) if request.method == "POST" else None
        stored = cls.read(request.session.get(cls._key(about)), about)
        if stored and (kept is None or kept.form_token == stored.form_token):
            return stored
        return kept or cls(about=about)

    @classmethod
    def read(cls, data: Any, about: str = "") -> Self | None:
        """This will give the draft of a dict it was once stored as; None for anything else, or about something else."""
        if not isinstance(data, dict) or data.get("about", "") != about:
            return None
        known = {entry.name for entry in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})

    @classmethod
    def opened(cls, signed: str, about: str = "") -> Self | None:
        """This will give the draft of a signed hidden field; None when it is empty, foreign or too old."""
        try:
            return cls.read(signing.loads(signed, salt=cls._salt(), max_age=KEPT_FOR), about) if signed else None
        except signing.BadSignature:
            return None

    def kept(self) -> str:
        """This will give the draft for a hidden field of the page."""
        return signing.dumps(asdict(self), salt=self._salt(), compress=True)

    def store(self, request: HttpRequest) -> None:
        """This will keep the draft in the session."""
        request.session[self._key(self.about)] = asdict(self)

    def forget(self, request: HttpRequest) -> None:
        """This will clear the session of it."""
        request.session.pop(self._key(self.about), None)

    @property
    def steps(self) -> tuple[str, ...]:
        """The questions this person is asked, in their order."""
        return self.STEPS

    def answer(self, step: str, **values: Any) -> None:
        """This will write down the answers to one question."""
        for name, value in values.items():
            setattr(self, name, value)
        if step not in self.done:
            self.done.append(step)

    def first_open(self) -> str:
        """This will name the first question without an answer."""
        return next((step for step in self.steps if step not in self.done), self.steps[-1])

    def may_see(self, step: str) -> bool:
        """This will say whether it is a question of this form and every one before it is answered."""
        return step in self.steps and all(before in self.done for before in self.steps[: self.steps.index(step)])

    def _named(self, *words: str) -> str:
        """The form's name by its words too: who goes back after sending and writes another has two."""
        digest = hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()
        return f"{self.form_token}-{digest[:12]}"

    @classmethod
    def _key(cls, about: str) -> str:
        return f"draft:{cls.NAME}:{about}"

    @classmethod
    def _salt(cls) -> str:
        return f"ortaq.draft.{cls.NAME}"
