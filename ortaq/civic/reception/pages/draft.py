"""What a person has written so far: kept in her session and, signed, in the page itself; either alone is enough."""

import secrets
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from django.core import signing
from django.http import HttpRequest

SESSION_KEY = "appeal_draft"
SALT = "ortaq.reception.draft"
KEPT_FOR = 3 * 24 * 3600
"""Seconds a page left open still brings its words back."""
STEPS = ("words", "topic", "place", "kind", "about", "check")


@dataclass
class Draft:
    """Answers to the questions of the form, as plain text. `done` names the questions already answered."""

    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    upload_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    text: str = ""
    photos: list[list[str]] = field(default_factory=list)
    """[public id, name] of every photo sent with this form."""
    topic: str = ""
    place: str = ""
    lon: str = ""
    lat: str = ""
    address: str = ""
    district: str = ""
    kind: str = ""
    who: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    iin: str = ""
    publish: bool = True
    done: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """This will find the draft of the page that was sent; else the one in the session; else begin a new one."""
        kept = cls.opened(request.POST.get("kept", "")) if request.method == "POST" else None
        stored = cls.read(request.session.get(SESSION_KEY))
        if stored and (kept is None or kept.form_token == stored.form_token):
            return stored
        return kept or cls()

    @classmethod
    def read(cls, data: Any) -> Self | None:
        """This will give the draft of a dict it was once stored as; None for anything else."""
        if not isinstance(data, dict):
            return None
        known = {entry.name for entry in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})

    @classmethod
    def opened(cls, signed: str) -> Self | None:
        """This will give the draft of a signed hidden field; None when it is empty, foreign or too old."""
        try:
            return cls.read(signing.loads(signed, salt=SALT, max_age=KEPT_FOR)) if signed else None
        except signing.BadSignature:
            return None

    def kept(self) -> str:
        """This will give the draft for a hidden field of the page."""
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    def store(self, request: HttpRequest) -> None:
        """This will keep the draft in the session."""
        request.session[SESSION_KEY] = asdict(self)

    @staticmethod
    def forget(request: HttpRequest) -> None:
        """This will clear the session of it."""
        request.session.pop(SESSION_KEY, None)

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

    def point(self) -> tuple[float, float] | None:
        """This will give (lon, lat) if a point was chosen."""
        return (float(self.lon), float(self.lat)) if self.place == "point" and self.lon and self.lat else None
