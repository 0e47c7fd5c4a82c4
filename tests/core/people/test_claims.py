"""What a visitor types about herself is a claim; the desk vouches for whom it hears."""

import pytest

from ortaq.core.people import services
from ortaq.core.people.actor import GUEST, Actor, HeldOffice, Role
from ortaq.core.people.models import Person
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
IIN = "900101300017"
OPERATOR = Actor(person_id=1, offices=(HeldOffice(Role.OPERATOR, 1, "centre"),), strong=True)


def iin() -> str:
    """A made-up IIN whose control digit is right."""
    from ortaq.engines.personal import check_digit

    return IIN[:11] + str(check_digit(IIN[:11]))


def test_a_visitor_cannot_write_into_somebody_elses_card():
    known = services.register_person(name="Aliya (demo)", language="kk", iin=iin(), actor=OPERATOR, now=NOW)
    claimed = services.register_person(
        name="Aliya (demo)", language="kk", iin=iin(), email="thief@demo.invalid", actor=GUEST, now=NOW
    )
    known.refresh_from_db()
    assert claimed.pk != known.pk
    assert (known.email, claimed.iin, claimed.claimed_iin) == ("", None, iin())


def test_a_visitor_cannot_take_an_iin_before_its_owner_comes():
    services.register_person(name="Thief (demo)", language="kk", iin=iin(), actor=GUEST, now=NOW)
    owner = services.register_person(name="Aliya (demo)", language="kk", iin=iin(), actor=OPERATOR, now=NOW)
    assert (owner.name, owner.iin, Person.objects.count()) == ("Aliya (demo)", iin(), 2)


def test_the_same_caller_is_one_person():
    first = services.register_person(name="Aliya (demo)", language="kk", phone="87011234567", actor=OPERATOR, now=NOW)
    again = services.register_person(
        name="aliya (demo)", language="ru", phone="+7 701 123 45 67", email="a@demo.invalid", actor=OPERATOR, now=NOW
    )
    assert (again.pk, again.email, Person.objects.count()) == (first.pk, "a@demo.invalid", 1)
