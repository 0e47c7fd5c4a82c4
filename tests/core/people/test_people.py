"""A person exists with or without an account, keeps her contacts, and can be forgotten."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.core.people import queries, rules, services
from ortaq.core.people.actor import GUEST, HeldOffice, Role, system
from ortaq.core.people.models import Account, Person
from ortaq.core.people.refusal import Refused
from tests.conftest import NOW
from tests.records import a_person, actor_for, an_account

SYSTEM = system("test")
IIN = "880101300123"


def valid_iin() -> str:
    from ortaq.engines.personal import check_digit

    return next(f"{start}{digit}" for n in range(50) if (digit := check_digit(start := f"8801013{n:04}")) is not None)


@pytest.mark.parametrize(
    "written",
    [
        "+7 701 123 45 67",
        "8 701 123 45 67",
        "87011234567",
        "+7(701)123-45-67",
        "701 123 45 67",
        "  +77011234567 ",
        "7 701 1234567",
    ],
)
def test_one_number_in_many_writings(written):
    assert rules.normal_phone(written) == "+77011234567"


@pytest.mark.parametrize(
    "written", ["", "12", "112", "abc", "+7701", "+999999999999999999", "aliya@example.kz", "８７"]
)
def test_what_nobody_can_call_is_no_number(written):
    assert rules.normal_phone(written) == ""


def test_numbers_of_other_countries_are_kept():
    assert rules.normal_phone("+49 30 901820") == "+4930901820"


@given(st.text())
def test_no_text_breaks_the_reading_of_numbers(text):
    assert rules.normal_phone(text) in {
        "",
        rules.normal_phone(rules.normal_phone(text) or "x") or rules.normal_phone(text),
    }


@pytest.mark.parametrize("written", ["a@b.kz", "name.surname+city@mail.example.com", "пошта@мысал.қаз"])
def test_addresses_that_can_be_written_to(written):
    assert rules.may_have_email(written)


@pytest.mark.parametrize(
    "written", ["a", "a@", "@b.kz", "a@b", "a b@c.kz", "a@b..", "<a@b.kz>", "a@b.kz,c@d.kz", "x" * 300 + "@b.kz"]
)
def test_addresses_that_cannot(written):
    assert not rules.may_have_email(written)


@pytest.mark.django_db
def test_the_desk_finds_a_person_by_iin_or_by_phone_and_name():
    iin = valid_iin()
    first = services.register_person(name="Aliya", language="kk", phone="87011234567", iin=iin, actor=SYSTEM, now=NOW)
    spaced = f"{iin[:6]} {iin[6:]}"
    by_iin = services.register_person(name="A.", language="ru", iin=spaced, email="a@b.kz", actor=SYSTEM, now=NOW)
    by_phone = services.register_person(name="ALIYA", language="kk", phone="+7 701 123 45 67", actor=SYSTEM, now=NOW)
    other = services.register_person(name="Bolat", language="kk", phone="87011234567", actor=SYSTEM, now=NOW)
    assert first == by_iin == by_phone
    assert other != first
    first.refresh_from_db()
    assert (first.name, first.email, first.language) == ("Aliya", "a@b.kz", "kk")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"iin": "123456789012"}, "iin"),
        ({"iin": IIN[:-1]}, "iin"),
        ({"phone": "12"}, "phone"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_wrong_contacts_are_refused_with_a_sentence(facts, code):
    with pytest.raises(Refused) as refused:
        services.register_person(name="Aliya", language="kk", actor=SYSTEM, now=NOW, **facts)
    assert refused.value.code == code
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_contacts_are_changed_by_the_person_and_the_operator_alone():
    person = a_person()
    operator = actor_for(a_person("Operator (demo)"), offices=(HeldOffice(Role.OPERATOR, 1, "centre"),), strong=True)
    services.update_contacts(person=person, phone="8 701 123 45 67", language="ru", actor=actor_for(person), now=NOW)
    services.update_contacts(person=person, digest=True, actor=operator, now=NOW)
    person.refresh_from_db()
    assert (person.phone, person.language, person.digest) == ("+77011234567", "ru", True)
    services.update_contacts(person=person, phone="", actor=actor_for(person), now=NOW)
    assert person.phone == ""
    without_second_step = replace(operator, strong=False)
    for stranger in (GUEST, actor_for(a_person()), without_second_step):
        with pytest.raises(Refused) as refused:
            services.update_contacts(person=person, name="x", actor=stranger, now=NOW)
        assert refused.value.code == "not_yours"
    with pytest.raises(Refused):
        services.update_contacts(person=person, language="de", actor=actor_for(person), now=NOW)


@pytest.mark.django_db
def test_an_e_mail_or_phone_opens_one_account_whatever_its_case():
    first = services.open_account(name="Aliya", email="Aliya@example.kz", actor=GUEST, now=NOW)
    assert first.person.email == "Aliya@example.kz"
    assert not first.has_usable_password()
    assert queries.account_by_email("ALIYA@example.kz") == first
    with pytest.raises(Refused) as refused:
        services.open_account(email="aliya@EXAMPLE.kz", actor=GUEST, now=NOW)
    assert refused.value.code == "account_taken"
    services.open_account(phone="87011234567", actor=GUEST, now=NOW)
    with pytest.raises(Refused):
        services.open_account(phone="+7 701 123 45 67", actor=GUEST, now=NOW)
    with pytest.raises(Refused):
        services.open_account(name="Nobody", actor=GUEST, now=NOW)
    assert Account.objects.count() == Person.objects.count() == 2


@pytest.mark.django_db
def test_an_unproven_phone_opens_nobodys_file():
    known = a_person("Aliya", phone="+77011234567")
    account = services.open_account(name="Aliya", phone="+77011234567", actor=GUEST, now=NOW)
    assert account.person != known


@pytest.mark.django_db
def test_a_taken_phone_is_not_taken_over():
    an_account(phone="+77011234567", phone_verified=True)
    other = an_account()
    with pytest.raises(Refused):
        services.keep_phone(account=other, phone="87011234567", verified=True, actor=GUEST, now=NOW)
    other.refresh_from_db()
    assert other.phone is None


@pytest.mark.django_db
def test_an_erased_person_is_nobody_and_cannot_sign_in():
    person = a_person("Aliya", phone="+77011234567", email="a@b.kz", iin=valid_iin(), address="Abay 1", claimed_iin=IIN)
    an_account(person)
    with pytest.raises(Refused):
        services.erase_person(person=person, actor=actor_for(person), now=NOW)
    services.erase_person(person=person, actor=SYSTEM, now=NOW)
    person.refresh_from_db()
    assert (person.name, person.phone, person.email, person.iin, person.address, person.claimed_iin) == (
        "",
        "",
        "",
        None,
        "",
        "",
    )
    assert queries.account_of(person) is None


@pytest.mark.django_db
def test_the_desk_finds_people_by_whole_contacts_or_the_beginning_of_a_name():
    aliya = a_person("Әлия Серік", phone="+77011234567", email="a@b.kz")
    a_person("Болат")
    for text in ("8 701 123 45 67", "A@B.kz", "Әлия", "әлия"):
        assert queries.persons_found(text) == [aliya], text
    assert queries.persons_found("  ") == []
    assert queries.persons_found("701") == []


@pytest.mark.django_db
def test_an_account_comes_with_its_person(django_assert_num_queries):
    an_account()
    with django_assert_num_queries(1):
        assert Account.objects.get().person.name
    assert queries.person_of(None) is None
