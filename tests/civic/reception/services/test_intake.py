from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ortaq.civic.reception.models import Appeal
from ortaq.civic.reception.services import _registering, intake
from ortaq.core.journal import queries as journal
from ortaq.core.matters.models import Follower, Matter
from ortaq.core.people.actor import GUEST
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import Refused
from tests import factories
from tests.conftest import NOW

ALMATY = ZoneInfo("Asia/Almaty")


def test_an_appeal_is_registered_routed_and_clocked(the_city):
    appeal = factories.an_appeal(the_city)
    assert appeal.matter.number == "2027-000001"
    assert appeal.registered_on == date(2027, 3, 1)
    assert appeal.due_on == date(2027, 3, 29)  # 15 working days; 8, 15, 22, 23 and 24 March are off
    assert appeal.lead.code == "akimat-bostandyk"
    assert appeal.district.code == "kz.almaty.bostandyk"
    kept = Appeal.objects.get(pk=appeal.pk)
    row = factories.lead_of(kept)
    assert (row.row, row.table, row.due_on, row.clock.due_on) == (5, the_city.table, kept.due_on, kept.due_on)
    assert kept.matter.language == "kk"
    assert kept.matter.stage == "received"
    assert Follower.objects.filter(matter=kept.matter_id, person=kept.applicant_id).exists()
    assert [entry.act for entry in journal.entries(kept.matter, GUEST)] == ["appeal.opened", "appeal.assigned"]
    assert journal.verify(kept.matter) is None


def test_what_is_returned_is_what_is_stored(the_city):
    appeal = factories.an_appeal(the_city)
    kept = Appeal.objects.select_related("matter").get(pk=appeal.pk)
    for made, stored in ((appeal, kept), (appeal.matter, kept.matter)):
        for field in type(made)._meta.concrete_fields:
            assert getattr(made, field.attname) == getattr(stored, field.attname), field.name


@pytest.mark.parametrize(
    ("received", "registered"),
    [
        (datetime(2027, 3, 1, 17, 59, tzinfo=ALMATY), date(2027, 3, 1)),
        (datetime(2027, 3, 1, 18, 1, tzinfo=ALMATY), date(2027, 3, 2)),
        (datetime(2027, 3, 5, 19, 0, tzinfo=ALMATY), date(2027, 3, 9)),  # Friday evening, Monday 8 March is off
        (datetime(2027, 3, 6, 10, 0, tzinfo=ALMATY), date(2027, 3, 9)),
    ],
)
def test_what_comes_in_the_evening_or_on_a_day_off_is_registered_the_next_working_day(the_city, received, registered):
    appeal = factories.an_appeal(the_city, now=received)
    assert appeal.received_at == received
    assert appeal.registered_on == registered


@pytest.mark.parametrize(
    ("kind", "due"),
    [("application", date(2027, 3, 29)), ("complaint", date(2027, 4, 5)), ("request", date(2027, 3, 16))],
)
def test_the_kind_sets_the_term(the_city, kind, due):
    assert factories.an_appeal(the_city, kind=kind).due_on == due


@pytest.mark.parametrize(
    ("topic", "at", "body"),
    [
        ("roads.pothole", factories.BOSTANDYK, "transport"),
        ("light.lamp", factories.ALMALY, "light-demo"),
        ("yard.playground", factories.MEDEU, "akimat-medeu"),
        ("yard.playground", factories.OUTSIDE, "akimat-talgar"),
        ("yard.playground", factories.FAR, "centre"),
        ("yard.playground", None, "centre"),
    ],
)
def test_topic_place_and_balance_holder_name_the_body(the_city, topic, at, body):
    assert factories.an_appeal(the_city, topic=topic, at=at).lead.code == body


def test_a_place_outside_the_city_is_taken_and_said_so(the_city):
    appeal = factories.an_appeal(the_city, at=factories.OUTSIDE)
    assert journal.entries(appeal.matter, GUEST)[0].data["outside"] is True
    assert "outside" not in journal.entries(factories.an_appeal(the_city).matter, GUEST)[0].data


def test_an_address_in_words_with_a_district_goes_to_its_akimat(the_city):
    appeal = factories.an_appeal(the_city, at=None, place="address", address="Абай 10", district="kz.almaty.medeu")
    assert (appeal.place, appeal.district.code, appeal.lead.code) == ("address", "kz.almaty.medeu", "akimat-medeu")
    assert appeal.matter.lon is None


@pytest.mark.parametrize("lonlat", [(float("nan"), 43.2), (76.9, float("inf")), (76.9, 143.2), (500.0, 43.0)])
def test_a_place_that_is_none_is_asked_for_again(the_city, lonlat):
    with pytest.raises(Refused) as refused:
        factories.an_appeal(the_city, at=lonlat)
    assert refused.value.code == "place_unknown"
    assert Matter.objects.count() == 0


def test_without_a_topic_the_words_suggest_one(the_city):
    lamp = factories.an_appeal(the_city, topic=None, text="На углу третий день фонарь не горит, очень темно вечером.")
    assert lamp.topic.code == "light.lamp"
    assert lamp.group_id == the_city.topics["light"].pk
    assert factories.an_appeal(the_city, topic=None, text="Хочу сказать спасибо всем").topic.code == "other"


def test_personal_data_are_masked_for_the_public_and_kept_for_the_desk(the_city):
    text = "Позвоните мне +7 701 123 45 67, ИИН 880101300012. Во дворе яма."
    appeal = factories.an_appeal(the_city, text=text)
    assert appeal.text == text
    for public in (appeal.public_text, appeal.matter.title, appeal.matter.search.stems):
        assert "123 45 67" not in public
        assert "701" not in public
    assert journal.entries(appeal.matter, GUEST)[0].data["masked"] >= 1


def test_an_appeal_without_a_name_is_read_and_forwarded_but_no_answer_is_owed(the_city):
    appeal = factories.an_appeal(the_city, applicant=None, topic="light.wire")
    assert appeal.due_on is None
    assert factories.lead_of(appeal).clock is None
    assert appeal.lead.code == "light-demo"
    assert journal.entries(appeal.matter, GUEST)[0].data["anonymous"] is True


def test_an_organisation_without_a_person_is_owed_an_answer(the_city):
    assert factories.an_appeal(the_city, applicant=None, organisation="ОСИ «Демо»").due_on == date(2027, 3, 29)


@pytest.mark.parametrize("text", ["", "🕳️😡", "я" * 20_001])
def test_a_text_that_says_nothing_or_too_much_writes_nothing(the_city, text):
    with pytest.raises(Refused):
        factories.an_appeal(the_city, text=text)
    assert Matter.objects.count() == 0


def test_the_desk_registers_what_came_yesterday_and_nobody_what_comes_tomorrow(the_city):
    operator = the_city.officer("centre", "operator")
    yesterday = NOW - timedelta(days=3)
    assert factories.an_appeal(the_city, actor=operator, received_at=yesterday).received_at == yesterday
    assert factories.an_appeal(the_city, received_at=yesterday).received_at == NOW
    for moment, code in (
        (NOW + timedelta(days=1), "received_future"),
        (datetime(1999, 1, 1, tzinfo=ALMATY), "received_past"),
    ):
        with pytest.raises(Refused) as refused:
            factories.an_appeal(the_city, actor=operator, received_at=moment)
        assert refused.value.code == code


def test_a_held_appeal_is_in_no_list_and_in_no_search(the_city):
    appeal = factories.an_appeal(the_city, publish=False)
    assert not appeal.listed
    assert appeal.matter.visibility == "held"
    assert not hasattr(Matter.objects.get(pk=appeal.pk), "search")


def test_the_same_form_makes_one_appeal(the_city):
    first = factories.an_appeal(the_city, form_token="token-1")
    again = factories.an_appeal(the_city, form_token="token-1")
    assert (first.was_there, again.was_there) == (False, True)
    assert again.pk == first.pk
    assert again.access_code == first.access_code
    assert Appeal.objects.count() == Matter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_hasty_clicks_make_one_appeal():
    city = factories.city()
    person = factories.a_person()

    def click(_: int) -> int:
        try:
            return factories.an_appeal(city, applicant=person, form_token="hasty").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(click, range(20)))
    assert len(made) == 1
    assert Appeal.objects.count() == 1
    following = factories.an_appeal(city)
    assert following.matter.number == "2027-000002", "a refused click must not use up a number"


def test_a_failure_in_the_middle_leaves_nothing_half_written(the_city, monkeypatch):
    def broken(**_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("ortaq.core.matters.services.index_stems", broken)
    with pytest.raises(RuntimeError):
        factories.an_appeal(the_city)
    assert Matter.objects.count() == Appeal.objects.count() == 0


def test_intake_takes_few_statements(the_city):
    person = factories.a_person()
    factories.an_appeal(the_city, applicant=person)
    with CaptureQueriesContext(connection) as seen:
        factories.an_appeal(the_city, applicant=person, form_token="counted")
    said = [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]
    # The words of a text are remembered after the commit: in a test's transaction they are sent once more.
    said = [sql for sql in said if "matters_searchword" not in sql]
    assert len(said) <= 18, "\n".join(sql[:120] for sql in said)


def test_codes_are_long_and_differ():
    codes = {_registering.new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 10 and not set(code) & set("IO01") for code in codes)


def test_nothing_is_started_on_a_guess_where_the_law_of_the_day_is_unknown(the_city):
    from ortaq.civic.reception.queries import ground
    from ortaq.core.deadlines.models import Calendar

    Calendar.objects.update(in_force=False)
    ground.forget()
    appeal = factories.an_appeal(the_city)
    assert appeal.due_on is None, "an appeal is never refused because the office has no calendar"


def test_an_appeal_is_taken_even_when_next_years_calendar_is_not_approved_yet(the_city):
    appeal = factories.an_appeal(the_city, now=datetime(2027, 12, 28, 10, 0, tzinfo=ALMATY))
    assert appeal.registered_on == date(2027, 12, 28)
    assert appeal.due_on is None
    assert journal.entries(appeal.matter, GUEST)[0].data["clock"] == "none"


def test_who_signs_is_registered_with_her_appeal_or_not_at_all(the_city):
    signature = intake.Signature(name="Айгерім (демо)", language="kk", phone="+7 701 123 45 67")
    facts = {"applicant": None, "signature": signature, "form_token": "signed-1"}
    first = factories.an_appeal(the_city, **facts)
    assert (first.applicant.name, first.applicant.phone) == ("Айгерім (демо)", "+77011234567")
    assert first.due_on is not None
    assert first.matter.opened_by_id == first.applicant_id
    assert factories.an_appeal(the_city, **facts).was_there
    with pytest.raises(Refused):
        factories.an_appeal(the_city, applicant=None, signature=signature, upload_token="", at=(500.0, 500.0))
    with pytest.raises(Refused):
        factories.an_appeal(the_city, applicant=None, signature=replace(signature, phone="12"))
    assert Person.objects.filter(phone="+77011234567").count() == Appeal.objects.count() == 1


def test_a_phone_written_into_the_address_is_not_shown(the_city):
    appeal = factories.an_appeal(the_city, at=None, place="address", address="Абай 52, тел. 8 701 123 45 67")
    assert appeal.matter.address.startswith("Абай 52")
    assert "701" not in appeal.matter.address
