"""What a phone number, an e-mail address and a name look like here, and who may change them. Plain Python."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

import phonenumbers

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.engines.personal import InvalidIin, parse_iin

HOME_REGION = "KZ"
LONGEST_NAME = 200
_EMAIL = re.compile(r"[^@\s<>\"',;]{1,64}@[^@\s<>\"',;]+\.[^@\s<>\"',;.]{2,}")


class Rung(StrEnum):
    """How well the city knows who somebody is: each rung holds the ones before it."""

    GUEST = "guest"
    ACCOUNT = "account"
    PHONE_VERIFIED = "phone_verified"
    VERIFIED_RESIDENT = "verified_resident"
    """Came to a desk once with a document: the IIN is hers and she is registered in the city."""


RUNGS: Final = tuple(Rung)


def rung_of(*, account: bool, phone_verified: bool, resident_verified: bool) -> Rung:
    """This will give the highest rung somebody stands on; without an account nobody stands above the guest."""
    if not account:
        return Rung.GUEST
    if resident_verified:
        return Rung.VERIFIED_RESIDENT
    return Rung.PHONE_VERIFIED if phone_verified else Rung.ACCOUNT


def may_stand(rung: str, *, least: str) -> Answer:
    """This will tell whether a rung is high enough, and if not, what is missing."""
    if RUNGS.index(Rung(rung)) >= RUNGS.index(Rung(least)):
        return YES
    if rung == Rung.GUEST:
        return no("sign_in", N_("Sign in to go on."))
    if least == Rung.VERIFIED_RESIDENT:
        return no(
            "verified_resident",
            N_("Show your identity document once at a front office: then you can vote and hand in projects here."),
        )
    return no("phone_verified", N_("Confirm your phone number first."))


def may_verify(actor: Actor) -> Answer:
    """This will let operators, officers of a front office and administrators confirm what a document says."""
    if not actor.has_role(Role.OPERATOR, Role.OFFICER, Role.ADMIN):
        return no("not_operator", N_("Only the desk confirms who somebody is."))
    return second_factor(actor)


def second_factor(actor: Actor) -> Answer:
    """This will say yes to who has signed in with a second factor: nobody works at the desk without."""
    return YES if actor.strong else no("second_factor", N_("Sign in with your second factor to work at the desk."))


@lru_cache(maxsize=32)
def normal_phone(text: str) -> str:
    """This will give a phone number in E.164, "+77011234567", or "" if nobody can be called by it.

    Without a country it is Kazakhstan's: "8 701 123 45 67", "701 123-45-67" and "+7 (701) 1234567" are one. The last
    few are remembered: one request asks for the same number several times, also where others wait for it.
    """
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number) or number.extension:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_phone(text: str) -> bool:
    """This will tell whether somebody can be called by a text; an e-mail address is no number, whatever its digits."""
    return bool(normal_phone(text)) and "@" not in text


def may_have_phone(text: str) -> Answer:
    """This will take an empty number and refuse a wrong one."""
    if not text or is_phone(text):
        return YES
    return no("phone", N_("This does not look like a phone number. Write it like this: +7 701 123 45 67."))


def may_have_email(text: str) -> Answer:
    """This will take an empty address and refuse a wrong one."""
    if not text or (len(text) <= 254 and _EMAIL.fullmatch(text)):  # noqa: PLR2004, the longest address of RFC 5321
        return YES
    return no("email", N_("This does not look like an e-mail address. Write it like this: name@example.kz."))


def may_have_iin(text: str) -> Answer:
    """This will take no IIN and refuse one that was never issued (length, date and control digit)."""
    if not text:
        return YES
    try:
        parse_iin(text)
    except InvalidIin:
        return no("iin", N_("This IIN does not exist: check the twelve digits."))
    return YES


def normal_iin(text: str) -> str:
    """This will give the bare twelve digits of a checked IIN."""
    return "".join(sign for sign in text if sign.isdigit())


def may_vouch(actor: Actor) -> bool:
    """This will tell whether the actor knows whom she registers: the desk and the system do, a visitor only claims."""
    return bool(actor.system) or (actor.strong and bool(actor.offices))


def may_change_contacts(actor: Actor, *, person_id: int) -> Answer:
    """This will let a person change her own, and the desk's operators, administrators and the system anybody's."""
    at_desk = actor.strong and actor.has_role(Role.OPERATOR, Role.ADMIN)
    if actor.person_id == person_id or actor.system or at_desk:
        return YES
    return no("not_yours", N_("Only the person and the operator of the desk may change these contacts."))


def may_erase(actor: Actor) -> Answer:
    """This will let only the system and an administrator with a second factor erase."""
    if actor.system or (actor.strong and actor.has_role(Role.ADMIN)):
        return YES
    return no("not_admin", N_("Only an administrator may erase a person's data."))
