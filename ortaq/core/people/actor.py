"""Who acts: built once per request, frozen, made of plain values so that any floor may hold it."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an office lets its holder do in its body."""

    OPERATOR = "operator"
    OFFICER = "officer"
    HEAD = "head"
    MODERATOR = "moderator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An office held today. `territory` is a dotted code, "" for the body's whole territory."""

    role: Role
    body_id: int
    body: str
    territory: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A guest, a person or the system itself."""

    person_id: int | None = None
    name: str = ""
    language: str = "kk"
    offices: tuple[HeldOffice, ...] = ()
    strong: bool = False
    """Signed in with a second factor: the desk asks for it."""
    system: str = ""
    """Name of the machine part that acts ("clock", "import"), "" for people."""

    def has_role(self, *roles: Role) -> bool:
        """Whether any office carries one of the roles, in whatever body."""
        return any(office.role in roles for office in self.offices)

    def serves(self, body_id: int | None, *roles: Role) -> bool:
        """Whether the actor holds one of the roles (any role if none is named) in the body."""
        return any(o.body_id == body_id and (not roles or o.role in roles) for o in self.offices)

    def office_in(self, body_id: int | None) -> HeldOffice | None:
        """The first office held in the body."""
        return next((o for o in self.offices if o.body_id == body_id), None)

    @property
    def body_ids(self) -> frozenset[int]:
        return frozenset(office.body_id for office in self.offices)


GUEST = Actor()


def system(name: str) -> Actor:
    """The actor of a job nobody clicked: `system("clock")`."""
    return Actor(system=name, strong=True)
