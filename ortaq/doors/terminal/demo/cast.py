"""The invented people of the demo city as records: with accounts to sign in, with offices, or just residents."""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import product
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress

from ortaq.core.people import services as people
from ortaq.core.people.actor import GUEST, Actor
from ortaq.core.territory import services as territory
from ortaq.core.territory.queries import actor_of
from ortaq.doors.terminal.demo import atlas, staff
from ortaq.doors.terminal.demo.appeals import DEMO_PASSWORD, Applicant

if TYPE_CHECKING:
    from ortaq.core.people.models import Person
    from ortaq.core.territory.models import Body, Office

SINCE = date(2024, 1, 1)
NEIGHBOURS = 96
"""Residents who only support what others wrote."""


@dataclass
class Cast:
    """Everyone who acts in the demo's two years."""

    accounts: "dict[str, Person]" = field(default_factory=dict)
    """By the code of the demo account."""
    officials: "dict[tuple[str, str], tuple[Person, Actor]]" = field(default_factory=dict)
    """By (body, role), role "officer" or "head"."""
    residents: "dict[str, Person]" = field(default_factory=dict)
    """By marked name."""
    desk: "dict[str, Actor]" = field(default_factory=dict)
    """The operator and the moderator, by role."""
    operator_office: "Office | None" = None

    def person(self, applicant: Applicant) -> "Person":
        """Return who wrote."""
        return self.accounts[applicant.account] if applicant.account else self.residents[applicant.name]

    def neighbours(self) -> "list[Person]":
        """Return all residents, in a fixed order."""
        return list(self.residents.values())


def resident_actor(person: "Person") -> Actor:
    """Return a resident as she acts when signed in."""
    return Actor(person_id=person.pk, name=person.name, language=person.language)


def as_applicant(applicant: Applicant | None, person: "Person | None") -> Actor:
    """Return who speaks for an applicant: herself when she can sign in, otherwise a guest with the code of the slip."""
    return resident_actor(person) if person and applicant and applicant.account else GUEST


def gather(bodies: "dict[str, Body]", *, actor: Actor, now: datetime) -> Cast:
    """Register everyone, open the demo accounts and give out the offices."""
    cast = Cast()
    _open_accounts(cast, bodies, actor=actor, now=now)
    for (body, role), official in staff.officials().items():
        person = cast.accounts.get(official.account)
        if person is None:
            person = people.register_new(
                name=f"{official.name} {staff.MARKS['kk']}", language="kk", demo=True, actor=actor, now=now
            )
            territory.appoint(
                person=person, body=bodies[body], role=role, since=SINCE, post=official.post, actor=actor, now=now
            )
        cast.officials[body, role] = person, actor_of(person, strong=True, on=now.date())
    _register_residents(cast, actor=actor, now=now)
    return cast


def _open_accounts(cast: Cast, bodies: "dict[str, Body]", *, actor: Actor, now: datetime) -> None:
    for row in atlas.rows("people", "people"):
        account = people.open_account(
            name=row["name"],
            language=row["language"],
            email=row["email"],
            phone=row["phone"] or "",
            phone_verified=bool(row["phone"]),
            password=DEMO_PASSWORD,
            demo=True,
            actor=actor,
            now=now,
        )
        EmailAddress.objects.create(user=account, email=row["email"], verified=True, primary=True)
        person = cast.accounts[row["code"]] = account.person
        for office in row["offices"]:
            held = territory.appoint(
                person=person,
                body=bodies[office["body"]],
                role=office["role"],
                since=date.fromisoformat(office["since"]),
                post=office["post"],
                actor=actor,
                now=now,
            )
            if office["role"] in {"operator", "moderator"}:
                cast.desk[office["role"]] = actor_of(person, strong=True, on=now.date())
            if office["role"] == "operator":
                cast.operator_office = held


def _register_residents(cast: Cast, *, actor: Actor, now: datetime) -> None:
    listed = atlas.read("people")["names"]
    names = [(name, language) for language, known in listed.items() for name in known]
    pools = atlas.read("people")["staff"]
    pairs = list(product(pools["given"], pools["family"]))
    step = len(pairs) // NEIGHBOURS
    for index, (given, family) in enumerate(pairs[: step * NEIGHBOURS : step]):
        language = ("kk", "ru")[index % 2]
        names.append((f"{given} {family} {staff.MARKS[language]}", language))
    for name, language in names:
        cast.residents[name] = people.register_new(name=name, language=language, demo=True, actor=actor, now=now)
