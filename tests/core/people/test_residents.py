"""Who the city knows, and how well: rungs, and the document shown once at a desk."""

import pytest
from django.db import IntegrityError, transaction

from ortaq.core.people import queries, rules, services
from ortaq.core.people.actor import Actor, HeldOffice, Role, system
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import Refused
from ortaq.core.people.rules import Rung
from ortaq.engines.personal import check_digit
from tests.conftest import NOW
from tests.records import a_person, actor_for, an_account

pytestmark = pytest.mark.django_db

IIN = f"90010130001{check_digit('90010130001')}"
OTHER = f"90010130002{check_digit('90010130002')}"


@pytest.fixture
def clerk():
    return actor_for(a_person("Clerk (demo)"), offices=(HeldOffice(Role.OPERATOR, 1, "centre"),), strong=True)


@pytest.mark.parametrize(
    ("account", "phone", "resident", "rung"),
    [
        (False, True, True, Rung.GUEST),
        (True, False, False, Rung.ACCOUNT),
        (True, True, False, Rung.PHONE_VERIFIED),
        (True, False, True, Rung.VERIFIED_RESIDENT),
        (True, True, True, Rung.VERIFIED_RESIDENT),
    ],
)
def test_each_rung_holds_the_ones_before_it(account, phone, resident, rung):
    assert rules.rung_of(account=account, phone_verified=phone, resident_verified=resident) == rung


def test_who_stands_too_low_hears_what_is_missing():
    assert rules.may_stand(Rung.VERIFIED_RESIDENT, least=Rung.PHONE_VERIFIED)
    assert rules.may_stand(Rung.GUEST, least=Rung.ACCOUNT).code == "sign_in"
    assert rules.may_stand(Rung.ACCOUNT, least=Rung.PHONE_VERIFIED).code == "phone_verified"
    assert rules.may_stand(Rung.PHONE_VERIFIED, least=Rung.VERIFIED_RESIDENT).code == "verified_resident"


def test_the_rung_of_a_person_is_one_question(django_assert_num_queries):
    person = an_account(phone="+77011234567", phone_verified=True).person
    with django_assert_num_queries(1):
        assert queries.rung_of_person(person.pk) == Rung.PHONE_VERIFIED
    with django_assert_num_queries(0):
        assert queries.rung_of_person(None) == Rung.GUEST
    assert queries.rung_of_person(a_person().pk) == Rung.GUEST
    assert queries.rung_of_person(10**9) == Rung.GUEST


def test_a_document_seen_at_the_desk_makes_a_verified_resident(clerk):
    person = an_account(a_person(claimed_iin=OTHER)).person
    services.verify_resident(person=person, iin=IIN[:6] + " " + IIN[6:], actor=clerk, now=NOW)
    person.refresh_from_db()
    assert (person.iin, person.claimed_iin, person.verified_at) == (IIN, "", NOW)
    assert person.verified_by_id == clerk.person_id
    assert queries.rung_of_person(person.pk) == Rung.VERIFIED_RESIDENT


def test_an_iin_only_heard_by_phone_makes_nobody_a_resident(clerk):
    """The operator writes down what a caller says; that opens no vote."""
    person = services.register_person(
        name="Aliya (demo)", language="kk", phone="+77011234567", iin=IIN, actor=clerk, now=NOW
    )
    an_account(person)
    assert queries.rung_of_person(person.pk) == Rung.ACCOUNT


def test_an_iin_heard_for_another_file_moves_to_whoever_shows_it(clerk):
    heard = a_person(iin=IIN)
    person = an_account().person
    services.verify_resident(person=person, iin=IIN, actor=clerk, now=NOW)
    heard.refresh_from_db()
    assert heard.iin is None


def test_one_document_opens_one_account(clerk):
    first, second = an_account().person, an_account().person
    services.verify_resident(person=first, iin=IIN, actor=clerk, now=NOW)
    with pytest.raises(Refused) as refused:
        services.verify_resident(person=second, iin=IIN, actor=clerk, now=NOW)
    assert refused.value.code == "iin_taken"
    with pytest.raises(Refused) as refused:
        services.verify_resident(person=first, iin=OTHER, actor=clerk, now=NOW)
    assert refused.value.code == "verified_otherwise"
    assert Person.objects.filter(verified_at__isnull=False).count() == 1


@pytest.mark.parametrize("iin", ["", "  ", "123", "900101300010", "абвгдежзийкл"])
def test_a_wrong_iin_verifies_nobody(clerk, iin):
    person = an_account().person
    with pytest.raises(Refused) as refused:
        services.verify_resident(person=person, iin=iin, actor=clerk, now=NOW)
    assert refused.value.code == "iin"


def test_only_the_desk_with_a_second_factor_confirms_a_document():
    person = an_account().person
    office = (HeldOffice(Role.OPERATOR, 1, "centre"),)
    for actor in (Actor(person_id=person.pk), Actor(person_id=person.pk, offices=office), system("import")):
        with pytest.raises(Refused):
            services.verify_resident(person=person, iin=IIN, actor=actor, now=NOW)
    assert not Person.objects.filter(verified_at__isnull=False).exists()


def test_the_database_knows_no_verified_resident_without_an_iin():
    with pytest.raises(IntegrityError), transaction.atomic():
        a_person(verified_at=NOW)


def test_who_is_forgotten_is_no_resident_any_more(clerk):
    person = an_account().person
    services.verify_resident(person=person, iin=IIN, actor=clerk, now=NOW)
    services.erase_person(person=person, actor=system("test"), now=NOW)
    person.refresh_from_db()
    assert (person.iin, person.verified_at, person.verified_by) == (None, None, None)
    again = an_account().person
    services.verify_resident(person=again, iin=IIN, actor=clerk, now=NOW)
