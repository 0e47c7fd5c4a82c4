"""Questions about people and accounts."""

from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from ortaq.core.people.models import Account, Person
from ortaq.core.people.rules import Rung, normal_phone, rung_of


def person_of(account: AbstractBaseUser | AnonymousUser | None) -> Person | None:
    """This will give the person an account signs in for, None for a guest."""
    return account.person if isinstance(account, Account) else None


def person_by_id(person_id: int | None) -> Person | None:
    """This will give a person by id, None for a guest's None."""
    return Person.objects.filter(pk=person_id).first() if person_id else None


def account_by_phone(phone: str) -> Account | None:
    """This will give the account with the number, however it is written."""
    known = normal_phone(phone)
    return Account.objects.filter(phone=known).first() if known else None


def account_of(person: Person) -> Account | None:
    """This will give the person's account, None if there is none."""
    return Account.objects.filter(person=person).first()


def demo_accounts() -> list[Account]:
    """This will list the accounts of invented people that can be tried, in the order of their making.

    Those without a password only fill the demo city.
    """
    tried = Account.objects.filter(person__demo=True).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return list(tried.order_by("pk"))


def persons_found(text: str, *, limit: int = 20, with_account: bool = False) -> list[Person]:
    """This will find people by a whole phone, e-mail or IIN, or by the beginning of a name; newest first.

    `with_account` leaves out whoever cannot sign in.
    """
    words = text.strip()
    if not words:
        return []
    where: Any = Q(name__istartswith=words) | Q(name__istartswith=words.capitalize())
    where |= Q(email__iexact=words)
    if phone := normal_phone(words):
        where |= Q(phone=phone)
    if words.isdigit():
        where |= Q(iin=words)
    found = Person.objects.filter(where)
    if with_account:
        found = found.filter(account__isnull=False)
    return list(found.order_by("-pk")[:limit])


def account_by_email(email: str) -> Account | None:
    """This will give the account with the address, whatever its letters' case."""
    return Account.objects.filter(email__iexact=email.strip()).first()


def person_by_public_id(public_id: UUID) -> Person | None:
    """This will give a person by the id that may be shown."""
    return Person.objects.filter(public_id=public_id).first()


def rung_of_person(person_id: int | None) -> Rung:
    """This will give the rung a person stands on. One statement, none for a guest."""
    if person_id is None:
        return Rung.GUEST
    row = Person.objects.filter(pk=person_id).values_list("account__phone_verified", "verified_at").first()
    if row is None:
        return Rung.GUEST
    verified, at = row
    return rung_of(account=verified is not None, phone_verified=bool(verified), resident_verified=at is not None)
