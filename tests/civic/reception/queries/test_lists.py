from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ortaq.civic.reception.models import Appeal, Assignment
from ortaq.civic.reception.queries import inbox, lists
from ortaq.civic.reception.queries.lists import Filter
from ortaq.civic.reception.services import publishing
from ortaq.core.people.actor import GUEST
from tests import factories
from tests.conftest import NOW

HOUR = timedelta(hours=1)


def some(city, n, **facts):
    person = factories.a_person()
    return [factories.an_appeal(city, applicant=person, now=NOW + i * HOUR / 60, **facts) for i in range(n)]


def numbers(page):
    return [row.matter.number for row in page.rows]


def test_pages_follow_each_other_both_ways_without_holes_and_doubles(the_city):
    made = [appeal.matter.number for appeal in some(the_city, 7)][::-1]
    first = lists.appeals(GUEST, Filter(), limit=3)
    second = lists.appeals(GUEST, Filter(), first.older, limit=3)
    third = lists.appeals(GUEST, Filter(), second.older, limit=3)
    assert numbers(first) + numbers(second) + numbers(third) == made
    assert (first.newer, third.older) == ("", "")
    back = lists.appeals(GUEST, Filter(), third.newer, limit=3)
    assert numbers(back) == numbers(second)
    assert numbers(lists.appeals(GUEST, Filter(), back.newer, limit=3)) == numbers(first)


def test_equal_moments_are_told_apart_by_the_card(the_city):
    person = factories.a_person()
    made = [factories.an_appeal(the_city, applicant=person).matter.number for _ in range(4)][::-1]
    first = lists.appeals(GUEST, Filter(), limit=2)
    assert numbers(first) + numbers(lists.appeals(GUEST, Filter(), first.older, limit=2)) == made


@pytest.mark.parametrize("nonsense", ["<", "<abc", ">12", "12-3", "<99999999999999999999999-1", "💥"])
def test_a_damaged_key_begins_anew(the_city, nonsense):
    some(the_city, 2)
    assert len(lists.appeals(GUEST, Filter(), nonsense).rows) == 2


def test_each_filter_narrows(the_city):
    pothole = factories.an_appeal(
        the_city, topic="roads.pothole", text="На Абая глубокая яма у остановки, машины объезжают."
    )
    lamp = factories.an_appeal(the_city, topic="light.lamp", at=factories.MEDEU, now=NOW - timedelta(days=40))
    held = factories.an_appeal(the_city)
    publishing.hold(appeal=held, reason="Аты бар", actor=the_city.officer("centre", "moderator"), now=NOW)
    answered = factories.an_appeal(the_city, at=factories.ALMALY)
    factories.an_answer(the_city, answered)
    for asked, found in (
        (Filter(), [answered, pothole, lamp]),
        (Filter(topic="roads"), [pothole]),
        (Filter(topic="roads.pothole"), [pothole]),
        (Filter(topic="nobody.knows"), []),
        (Filter(district="kz.almaty.medeu"), [lamp]),
        (Filter(body="transport"), [pothole]),
        (Filter(body="nobody"), []),
        (Filter(state="answered"), [answered]),
        (Filter(state="open"), [pothole, lamp]),
        (Filter(state="late"), []),
        (Filter(state="nonsense"), []),
        (Filter(since=date(2027, 2, 1)), [answered, pothole]),
        (Filter(until=date(2027, 1, 31)), [lamp]),
        (Filter(text="собака"), []),
        (Filter(text="ям"), [pothole]),
        (Filter(text="ЯМАМИ"), [pothole]),
        (Filter(topic="roads", state="answered"), []),
    ):
        assert {row.pk for row in lists.appeals(GUEST, asked).rows} == {appeal.pk for appeal in found}, asked


def test_her_own_list_shows_what_is_held_too(the_city):
    person = factories.a_person()
    factories.an_appeal(the_city, applicant=person, publish=False)
    assert len(lists.mine(factories.resident(person)).rows) == 1
    assert lists.mine(GUEST).rows == []
    assert lists.appeals(GUEST, Filter()).rows == []


@pytest.mark.parametrize("asked", [Filter(), Filter(topic="yard", state="open", body="akimat-bostandyk", text="алаң")])
def test_a_page_takes_as_many_statements_for_ten_rows_as_for_one(the_city, asked):
    def statements():
        with CaptureQueriesContext(connection) as seen:
            for row in lists.appeals(GUEST, asked, limit=50).rows:
                str((row.matter.title, row.topic.name, row.lead.short_name, row.district and row.district.name))
        return len(seen)

    some(the_city, 1)
    few = statements()
    some(the_city, 9)
    assert statements() == few <= 7


@pytest.mark.parametrize(
    "asked",
    [
        Filter(),
        Filter(topic="roads"),
        Filter(topic="roads.pothole"),
        Filter(district="kz.almaty.medeu"),
        Filter(body="transport"),
        Filter(state="open"),
    ],
)
def test_the_index_gives_the_order_and_nothing_is_sorted(the_city, asked):
    rows = lists.narrowed(asked).order_by("-received_at", "-matter")[:20]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = rows.explain()
    assert "TEMP B-TREE" not in plan, plan
    assert "Sort" not in plan, plan
    assert "appeal_" in plan, plan


def test_the_inbox_is_ordered_by_the_due_day_and_nobodys_term_stands_last(the_city):
    request = factories.an_appeal(the_city, kind="request")
    complaint = factories.an_appeal(the_city, kind="complaint")
    nameless = factories.an_appeal(the_city, applicant=None)
    ordinary = factories.an_appeal(the_city)
    factories.an_appeal(the_city, at=factories.MEDEU)
    officer = the_city.officer()
    order = [appeal.pk for appeal in (request, ordinary, complaint, nameless)]
    seen, key = [], ""
    while True:
        page = inbox.open(officer, after=key, limit=1, today=NOW.date())
        seen += [row.appeal_id for row in page.rows]
        if not (key := page.older):
            break
    assert seen == order
    back = inbox.open(officer, after=page.newer, limit=3, today=NOW.date())
    assert [row.appeal_id for row in back.rows] == order[:3]
    assert back.newer == ""


def test_the_inbox_counts_and_narrows(the_city):
    factories.an_appeal(the_city)
    mine = factories.lead_of(factories.an_appeal(the_city, topic="light.lamp", at=None))
    officer = the_city.officer()
    Assignment.objects.filter(pk=factories.lead_of(factories.an_appeal(the_city)).pk).update(officer=officer.person_id)
    counts = inbox.counts(officer, today=date(2027, 3, 27))
    assert (counts.open, counts.late, counts.soon, counts.mine, counts.nobody) == (2, 0, 2, 1, 1)
    assert inbox.counts(officer, today=date(2027, 4, 1)).late == 2
    for asked, n in (
        (inbox.Ask(officer="me"), 1),
        (inbox.Ask(officer="nobody"), 1),
        (inbox.Ask(topic="yard"), 2),
        (inbox.Ask(topic="light"), 0),
        (inbox.Ask(due="late"), 0),
        (inbox.Ask(body="transport"), 0),
    ):
        assert len(inbox.open(officer, asked, today=NOW.date()).rows) == n, asked
    assert inbox.get(mine.pk, officer) is None
    assert inbox.get(mine.pk, the_city.officer("centre")) == mine
    assert inbox.open(GUEST, today=NOW.date()).rows == []


def test_the_inbox_takes_a_fixed_number_of_statements(the_city):
    officer = the_city.officer()

    def statements():
        with CaptureQueriesContext(connection) as seen:
            for row in inbox.open(officer, today=NOW.date(), limit=50).rows:
                str((row.appeal.matter.title, row.appeal.topic.name, row.body.name, row.officer))
        return len(seen)

    some(the_city, 1)
    few = statements()
    some(the_city, 6)
    assert statements() == few == 2


def test_rights_at_the_desk_say_why_not(the_city, appeal):
    row = inbox.get(factories.lead_of(appeal).pk, the_city.officer())
    rights = inbox.rights(row, the_city.officer(), today=date(2027, 3, 10))
    assert {name: answer.code for name, answer in rights.items()} == {
        "take": "", "answer": "", "redirect": "redirect_late", "split": "", "extend": "head_only", "fix": "",
        "correct": "", "moderate": "not_moderator",
    }  # fmt: skip
    head = inbox.rights(row, the_city.officer("akimat-bostandyk", "head"), today=date(2027, 3, 10))
    assert head["extend"]


def test_moderators_see_what_waits_for_a_look(the_city):
    held = factories.an_appeal(the_city, publish=False)
    factories.an_appeal(the_city)
    waiting = inbox.waiting_for_look(the_city.officer("centre", "moderator"))
    assert [row.appeal_id for row in waiting] == [held.pk]
    assert inbox.waiting_for_look(the_city.officer()) == []
    assert Appeal.objects.count() == 2
