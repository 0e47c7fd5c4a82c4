"""Who the city talks to: registering people, keeping their contacts, opening accounts, erasing."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from ortaq.core.people import rules
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Account, Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.tasks.rows import insert
from ortaq.engines.language import LANGUAGES


def register_person(
    *,
    name: str,
    language: str,
    email: str = "",
    phone: str = "",
    iin: str | None = None,
    address: str = "",
    actor: Actor,
    now: datetime,
) -> Person:
    """This will give the person with this IIN, else with this phone and name, else a new one.

    Only the desk, which hears or sees who it is, may find a known person: what a visitor types about herself is a
    claim, and makes a new person who shares nothing with anybody. A known person keeps what she has: only empty
    contacts are filled in. Raises Refused for a wrong IIN, phone or e-mail.
    """
    name, email, phone, iin = name.strip()[: rules.LONGEST_NAME], email.strip(), phone.strip(), (iin or "").strip()
    require(rules.may_have_phone(phone))
    require(rules.may_have_email(email))
    require(rules.may_have_iin(iin))
    iin = rules.normal_iin(iin)
    phone = rules.normal_phone(phone) if phone else ""
    checked = rules.may_vouch(actor)
    with transaction.atomic(savepoint=False):
        known = _known_person(name=name, phone=phone, iin=iin) if checked else None
        if known is not None:
            return _fill_in(known, email=email, phone=phone, iin=iin, address=address)
        made = Person(
            name=name,
            language=language if language in LANGUAGES else "kk",
            email=email,
            phone=phone,
            iin=(iin or None) if checked else None,
            claimed_iin="" if checked else iin,
            address=address.strip(),
            created_at=now,
        )
        insert(made)
        return made


def _known_person(*, name: str, phone: str, iin: str) -> Person | None:
    """The IIN decides alone; without it the same phone and the same name are the same person."""
    if iin and (found := Person.objects.select_for_update().filter(iin=iin).first()):
        return found
    if not (phone and name):
        return None
    same = Person.objects.select_for_update().filter(phone=phone).order_by("pk")
    return next((p for p in same if p.name.casefold() == name.casefold() and (not iin or p.iin in (None, iin))), None)


def _fill_in(person: Person, **given: str) -> Person:
    changed = [name for name, value in given.items() if value and not getattr(person, name)]
    for name in changed:
        setattr(person, name, given[name])
    if changed:
        person.save(update_fields=changed)
    return person


@transaction.atomic
def update_contacts(
    *,
    person: Person,
    name: str | None = None,
    language: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    address: str | None = None,
    digest: bool | None = None,
    actor: Actor,
    now: datetime,
) -> Person:
    """This will change the contacts that are given and leave the others; raises Refused for wrong ones."""
    require(rules.may_change_contacts(actor, person_id=person.pk))
    if phone is not None:
        require(rules.may_have_phone(phone))
        phone = rules.normal_phone(phone) if phone else ""
    if email is not None:
        require(rules.may_have_email(email))
    if language is not None and language not in LANGUAGES:
        raise Refused("language", "Choose Kazakh, Russian or English.")
    given = {
        "name": None if name is None else name.strip()[: rules.LONGEST_NAME],
        "language": language,
        "email": email,
        "phone": phone,
        "address": address,
        "digest": digest,
    }
    changed = {field: value for field, value in given.items() if value is not None and value != getattr(person, field)}
    for field, value in changed.items():
        setattr(person, field, value)
    if changed:
        person.save(update_fields=list(changed))
    return person


@transaction.atomic
def open_account(
    *,
    person: Person | None = None,
    name: str = "",
    language: str = "kk",
    email: str = "",
    phone: str = "",
    phone_verified: bool = False,
    password: str | None = None,
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Account:
    """This will open an account for the person, or for a new one; raises Refused if the contact has one already.

    Without a password nobody can sign in by one: the way in is a code to the phone or e-mail, or a passkey.
    """
    require(rules.may_have_phone(phone))
    require(rules.may_have_email(email))
    phone = rules.normal_phone(phone) if phone else ""
    if not (email or phone):
        raise Refused("contact", "An account needs a phone number or an e-mail address.")
    if person is None:
        person = register_new(name=name, language=language, email=email, phone=phone, demo=demo, actor=actor, now=now)
    account = Account(
        person=person,
        email=email.lower() or None,
        phone=phone or None,
        phone_verified=phone_verified and bool(phone),
        password=make_password(password),
        joined_at=now,
    )
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        raise Refused("account_taken", "There is already an account with this phone number or e-mail.") from error
    return account


@transaction.atomic
def register_new(
    *,
    name: str,
    language: str,
    email: str = "",
    phone: str = "",
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Person:
    """This will make a new person even if such a one is known: an unproven phone opens nobody's file."""
    return Person.objects.create(
        name=name.strip()[: rules.LONGEST_NAME],
        language=language if language in LANGUAGES else "kk",
        email=email,
        phone=phone,
        demo=demo,
        created_at=now,
    )


@transaction.atomic
def keep_phone(*, account: Account, phone: str, verified: bool, actor: Actor, now: datetime) -> Account:
    """This will set the account's phone; a verified one reaches the person too. Raises Refused if it is taken."""
    account.phone = rules.normal_phone(phone) or None
    account.phone_verified = verified and account.phone is not None
    try:
        with transaction.atomic():
            account.save(update_fields=["phone", "phone_verified"])
    except IntegrityError as error:
        raise Refused("account_taken", "There is already an account with this phone number or e-mail.") from error
    if account.phone_verified:
        Person.objects.filter(pk=account.person_id).update(phone=account.phone or "")
    return account


@transaction.atomic
def keep_email(*, account: Account, actor: Actor, now: datetime) -> None:
    """This will write to the person at the address the account has proven."""
    if account.email:
        Person.objects.filter(pk=account.person_id).update(email=account.email)


@transaction.atomic
def verify_resident(*, person: Person, iin: str, actor: Actor, now: datetime) -> Person:
    """This will note that a desk saw the person's document: the IIN is hers and she is registered in the city.

    An IIN that was only heard by phone for another file moves to this person, who showed it. Raises Refused for a
    wrong IIN, and when somebody else has shown it before: one person, one account.
    """
    require(rules.may_verify(actor))
    if not iin.strip():
        raise Refused("iin", N_("Write the IIN as it stands in the document."))
    require(rules.may_have_iin(iin))
    iin = rules.normal_iin(iin)
    held = Person.objects.select_for_update().get(pk=person.pk)
    if held.verified_at is not None and held.iin != iin:
        raise Refused("verified_otherwise", N_("This person has shown another document before. Ask an administrator."))
    other = Person.objects.select_for_update().filter(iin=iin).exclude(pk=held.pk).first()
    if other is not None:
        if other.verified_at is not None:
            raise Refused("iin_taken", N_("Somebody has shown a document with this IIN before: she has an account."))
        other.iin = None
        other.save(update_fields=["iin"])
    held.iin, held.claimed_iin, held.verified_at, held.verified_by_id = iin, "", now, actor.person_id
    held.save(update_fields=["iin", "claimed_iin", "verified_at", "verified_by"])
    return held


@transaction.atomic
def erase_person(*, person: Person, actor: Actor, now: datetime) -> Person:
    """This will empty what identifies the person and close her account. Her matters stay, without her."""
    require(rules.may_erase(actor))
    Account.objects.filter(person=person).delete()
    person.name = person.email = person.phone = person.address = ""
    person.iin, person.claimed_iin = None, ""
    person.verified_at = person.verified_by = None
    person.digest = False
    person.save(
        update_fields=[
            "name", "email", "phone", "address", "iin", "claimed_iin", "verified_at", "verified_by", "digest",
        ]
    )  # fmt: skip
    return person
