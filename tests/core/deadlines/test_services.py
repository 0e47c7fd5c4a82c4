"""Clocks: which rule, which calendar, once; and what an importer starts in bulk is the same."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from ortaq.core.deadlines import queries, services
from ortaq.core.deadlines.models import Calendar, Clock, RuleSet
from ortaq.core.matters.services import open_matter
from ortaq.core.people.actor import system
from ortaq.core.people.refusal import Refused
from ortaq.core.territory.models import Body, Territory
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
ME = {"actor": system("test"), "now": NOW}
TERMS = {
    "answer": {"n": 15, "unit": "working", "extendable": True, "certainty": "sure"},
    "complaint": {"n": 20, "unit": "working", "extendable": False},
}
YEARS = {"2026": {"off": ["2026-10-26", "2026-12-16"], "work": []}, "2027": {"off": ["2027-01-01"], "work": []}}
PROVISIONS = {"extension": {"max_months": 2, "counts_whole_term": True}}


@pytest.fixture
def law():
    services.approve_calendar(version="c1", years=YEARS, source="test", approved_on=date(2026, 1, 1), **ME)
    return services.approve_rule_set(
        code="r1", valid_from=date(2024, 1, 1), source="test", terms=TERMS, provisions=PROVISIONS, **ME
    )


@pytest.fixture
def body():
    city = Territory.objects.create(code="kz.x", kind="city", name={"kk": "Қала"})
    return Body.objects.create(code="roads", kind="department", name={}, short_name={}, territory=city)


@pytest.fixture
def matter():
    return open_matter(
        kind="appeal", series="appeal-2026", title="t", language="kk", channel="web", stage="received",
        visibility="public", **ME,
    )  # fmt: skip


@pytest.fixture
def clock(law, body, matter):
    return services.start_clock(
        matter=matter, body=body, duty="answer", term="answer", registered_on=date(2026, 8, 17), **ME
    )


def test_a_clock_remembers_its_rule_its_calendar_and_the_days_it_skipped(clock):
    clock.refresh_from_db()
    assert (clock.rule_set.code, clock.calendar.version, clock.due_on) == ("r1", "c1", date(2026, 9, 7))
    assert clock.skipped == ["2026-08-22", "2026-08-23", "2026-08-29", "2026-08-30", "2026-09-05", "2026-09-06"]
    assert clock.first_due_on == clock.due_on


def test_a_body_owes_a_duty_once_at_a_time(clock, body, matter):
    with pytest.raises(IntegrityError), transaction.atomic():
        services.start_clock(
            matter=matter, body=body, duty="answer", term="answer", registered_on=date(2026, 8, 18), **ME
        )
    services.stop_clock(clock=clock, **ME)
    services.start_clock(matter=matter, body=body, duty="answer", term="answer", registered_on=date(2026, 9, 18), **ME)
    assert Clock.objects.count() == 2


@pytest.mark.parametrize(
    ("term", "day", "code"),
    [
        ("answer", date(2023, 12, 31), "no_rule_set"),
        ("petition", date(2026, 8, 17), "no_term"),
        ("answer", date(2027, 12, 20), "calendar_missing_year"),
    ],
)
def test_no_clock_runs_on_a_guess(law, body, matter, term, day, code):
    with pytest.raises(Refused) as refused:
        services.start_clock(matter=matter, body=body, duty="answer", term=term, registered_on=day, **ME)
    assert refused.value.code == code
    assert str(refused.value)
    assert not Clock.objects.exists()


def test_no_clock_runs_without_an_approved_calendar():
    with pytest.raises(Refused) as refused:
        queries.calendar_in_force()
    assert refused.value.code == "no_calendar"


def test_a_stopped_clock_keeps_the_first_time(clock):
    services.stop_clock(clock=clock, **ME)
    later = ME | {"now": NOW.replace(year=2028)}
    assert services.stop_clock(clock=clock, **later).stopped_at == NOW
    with pytest.raises(Refused) as refused:
        services.extend_clock(clock=clock, until=date(2026, 9, 10), **ME)
    assert refused.value.code == "clock_stopped"


def test_an_extension_moves_the_day_and_keeps_the_first_one(clock):
    services.extend_clock(clock=clock, until=date(2026, 9, 14), **ME)
    kept = Clock.objects.get()
    assert (kept.due_on, kept.first_due_on) == (date(2026, 9, 14), date(2026, 9, 7))
    assert kept.skipped[-2:] == ["2026-09-12", "2026-09-13"]
    with pytest.raises(Refused) as refused:
        services.extend_clock(clock=clock, until=date(2026, 10, 19), **ME)
    assert refused.value.code == "extension_too_long"
    assert Clock.objects.get().due_on == date(2026, 9, 14)


def test_a_clock_is_extended_by_the_calendar_it_was_started_with(clock):
    services.approve_calendar(
        version="c2",
        years={"2026": {"off": ["2026-09-14"], "work": []}},
        source="t",
        approved_on=date(2026, 9, 1),
        **ME,
    )
    services.extend_clock(clock=clock, until=date(2026, 9, 14), **ME)
    assert Clock.objects.get().calendar.version == "c1"


def test_a_new_calendar_takes_the_place_of_the_old_and_an_approved_one_never_changes(law):
    again = services.approve_calendar(version="c1", years=YEARS, source="x", approved_on=date(2026, 1, 1), **ME)
    assert again.source == "test"
    services.approve_calendar(version="c2", years={"2028": {"off": [], "work": []}}, source="t",
                              approved_on=date(2026, 9, 1), **ME)  # fmt: skip
    assert list(Calendar.objects.filter(in_force=True).values_list("version", flat=True)) == ["c2"]
    assert queries.calendar_in_force()[1].years == {2028}
    with pytest.raises(Refused) as refused:
        services.approve_calendar(version="c2", years=YEARS, source="t", approved_on=date(2026, 9, 1), **ME)
    assert refused.value.code == "calendar_changed"


@pytest.mark.parametrize(
    "years", [{"2026": {"off": ["soon"]}}, {"next": {"off": []}}, {"2026": {"off": ["2027-01-01"]}}, {"2026": "off"}]
)
def test_a_calendar_that_cannot_be_read_is_refused(years):
    with pytest.raises(Refused) as refused:
        services.approve_calendar(version="c", years=years, source="t", approved_on=date(2026, 1, 1), **ME)
    assert refused.value.code == "calendar_unreadable"


def test_a_new_rule_set_ends_the_open_one_and_each_day_has_its_own(law):
    services.approve_rule_set(
        code="r2", valid_from=date(2026, 1, 1), source="t", terms={"answer": {"n": 10, "unit": "working"}}, **ME
    )
    assert RuleSet.objects.get(code="r1").valid_to == date(2026, 1, 1)
    assert queries.rule_set_on(date(2025, 12, 31)).code == "r1"
    assert queries.rule_set_on(date(2026, 1, 1)).code == "r2"
    with pytest.raises(Refused) as refused:
        services.approve_rule_set(code="r2", valid_from=date(2026, 1, 1), source="t", terms={"answer": {"n": 11}}, **ME)
    assert (refused.value.code, "r2" in str(refused.value)) == ("rule_set_changed", True)
    with pytest.raises(Refused) as refused:
        services.approve_rule_set(code="r3", valid_from=date(2027, 1, 1), source="t", terms={"x": {"unit": "w"}}, **ME)
    assert refused.value.code == "term_unreadable"


def test_running_clocks_past_their_day_are_found_and_stopped_ones_are_not(clock):
    assert queries.due_before(date(2026, 9, 7)) == []
    assert queries.due_before(date(2026, 9, 8)) == [clock]
    assert services.tell_late(clock=clock, **ME) is True
    assert services.tell_late(clock=clock, **ME) is False
    services.stop_clock(clock=clock, **ME)
    assert queries.due_before(date(2026, 9, 8)) == []


def test_what_is_started_in_bulk_is_what_one_by_one_would_be(clock, body, matter, django_assert_max_num_queries):
    starts = [
        services.Start(matter.pk, body.pk, "answer", term, date(2026, 8, day), stopped_at=NOW)
        for day in (17, 18, 22)
        for term in ("answer", "complaint")
    ]
    with django_assert_max_num_queries(20):
        started = services.start_many(starts=starts, **ME)
    assert len({each.clock_id for each in started}) == 6
    first = Clock.objects.get(pk=started[0].clock_id)
    assert started[0].due_on == first.due_on == clock.due_on
    assert (first.skipped, first.rule_set_id, first.calendar_id) == (
        clock.skipped,
        clock.rule_set_id,
        clock.calendar_id,
    )
    assert first.stopped_at == NOW
    assert services.start_many(starts=[], **ME) == []
    after = Clock.objects.create(
        matter=matter, body=body, duty="x", rule_set=first.rule_set, term="answer", calendar=first.calendar,
        registered_on=date(2026, 8, 17), due_on=date(2026, 9, 7), first_due_on=date(2026, 9, 7),
    )  # fmt: skip
    assert after.pk > started[-1].clock_id, "the ids that were used are not given again"
