"""The ledger of a process and the public clock of a body: counted in fixed statements, silent under five."""

from datetime import timedelta

import pytest

from ortaq.civic.dialogue.models import Cluster
from ortaq.civic.dialogue.queries import fates as queries
from ortaq.civic.dialogue.rules import fates as rules
from ortaq.civic.dialogue.services import fates as services
from ortaq.core.discussion.models import Support
from ortaq.core.discussion.rules import fates as shared
from ortaq.core.discussion.rules.fates import Standing
from ortaq.core.people.actor import GUEST
from tests import records
from tests.civic.dialogue import fate_stories, stories, voices
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def told():
    return stories.a_process()


@pytest.mark.parametrize(
    ("fate", "due", "answered", "stands"),
    [
        ("", TODAY, None, Standing.OPEN),
        ("", TODAY - DAY, None, Standing.OVERDUE),
        ("adopted", TODAY, TODAY, Standing.IN_TIME),
        ("outside", TODAY - DAY, TODAY, Standing.LATE),
    ],
)
def test_the_last_day_still_counts(fate, due, answered, stands):
    assert shared.standing(fate=fate, due_on=due, answered_on=answered, today=TODAY) == stands


@pytest.mark.parametrize(("days", "half"), [([], None), ([7], 7), ([9, 1], 1), ([1, 2, 100], 2), ([4, 3, 2, 1], 2)])
def test_the_median_is_a_day_that_was(days, half):
    assert rules.median(days) == half


@pytest.mark.parametrize("count", [1, 3])
def test_the_ledger_asks_the_same_for_one_and_for_three(told, count, django_assert_num_queries):
    process, officer = told
    for _ in range(count):
        fate_stories.a_cluster(process, officer)
    with django_assert_num_queries(1):
        lines = queries.ledger(process, now=NOW)
        assert [(line.members, line.cluster.body.code) for line in lines] == [(1, "akimat-test")] * count
    with django_assert_num_queries(2):
        assert queries.counts(process).fates == {"open": count}
    with django_assert_num_queries(1):
        [member] = queries.members(lines[0].cluster)
        assert member.idea.matter.title


def test_the_ledger_narrows_by_fate_and_body_and_goes_on(told):
    process, officer = told
    roads = records.a_body("roads")
    first = fate_stories.answered(fate_stories.a_cluster(process, officer), officer)
    second = fate_stories.a_cluster(process, officer, body=roads)

    def found(**facts):
        return [line.cluster for line in queries.ledger(process, now=NOW, **facts)]

    assert found() == [first, second]
    assert found(fate="adopted") == found(body="akimat-test") == [first]
    assert found(fate="open") == found(body="roads") == found(after=1) == [second]
    assert found(fate="outside") == []


def test_supporters_of_a_cluster_are_counted_once_each(told):
    process, officer = told
    one, two = fate_stories.an_idea(process), fate_stories.an_idea(process)
    both, _ = voices.a_voice()
    for idea in (one, two):
        Support.objects.create(matter=idea.matter, person=both, given_at=NOW)
    Support.objects.create(matter=two.matter, person=voices.a_voice()[0], given_at=NOW)
    assert queries.supporters(fate_stories.a_cluster(process, officer, one, two)) == 2


def test_a_cluster_at_the_desk_is_the_organisers_and_the_answering_bodys(told):
    process, officer = told
    roads = records.a_body("roads")
    cluster = fate_stories.a_cluster(process, officer, body=roads)
    inside = stories.office(roads)
    assert queries.at_desk(process.code, 1, officer) == queries.at_desk(process.code, 1, inside) == cluster
    assert queries.at_desk(process.code, 1, stories.office(records.a_body("parks"))) is None
    assert queries.at_desk(process.code, 1, GUEST) is None
    assert [line.cluster for line in queries.to_answer(inside, now=NOW)] == [cluster]
    assert queries.to_answer(officer, now=NOW) == []


def test_what_is_loose_is_suggested_where_its_words_are(told, django_assert_num_queries):
    process, officer = told
    tree = fate_stories.an_idea(process, "Аллеяға ағаш отырғызу", "Көлеңке жоқ, жазда ыстық.")
    bus = fate_stories.an_idea(process, "Автобус аялдамасына жабын", "Жаңбырда автобус күтетін орын жоқ.")
    fate_stories.a_cluster(process, officer, tree)
    fate_stories.a_cluster(process, officer, bus, title={"kk": "Аялдама", "ru": "Остановка"})
    fate_stories.an_idea(process, "Ағаштар көбірек болсын", "Көлеңкелі ағаш отырғызыңыздар.")
    fate_stories.an_idea(process, "Аялдамаларға орындық", "Автобус аялдамасында отыратын жер жоқ.")
    fate_stories.an_idea(process, "Кітапхана түнде де ашық болсын", "Студенттер сабақ оқиды.")
    with django_assert_num_queries(4):
        rows = queries.loose(process, kind="idea")
    assert [row.like for row in rows] == [1, 2, None]
    said = fate_stories.a_statement(process, "Аллеяда ағаш аз.")
    [row] = queries.loose(process, kind="statement")
    assert (row.pk, row.like, row.number) == (said.pk, 1, "")


def test_nothing_is_suggested_where_there_is_nothing_to_be_like(told):
    fate_stories.an_idea(told[0])
    assert [row.like for row in queries.loose(told[0], kind="idea")] == [None]


def _closed_after(process, officer, days, *, due=10):
    """A cluster answered so many days after it was made; None leaves it open."""
    cluster = fate_stories.a_cluster(process, officer, due_on=TODAY + due * DAY)
    if days is not None:
        fate_stories.answered(cluster, officer, now=NOW + days * DAY)


def test_a_clock_is_silent_under_five_and_counts_silence_as_late(told, django_assert_num_queries):
    process, officer = told
    for days in (1, 3, 5, 12):
        _closed_after(process, officer, days)
    [clock] = queries.clocks(now=NOW)
    assert (clock.body, clock.n, clock.in_time, clock.median) == (process.body, None, None, None)
    _closed_after(process, officer, None)
    later = NOW + 11 * DAY
    with django_assert_num_queries(2):
        [clock] = queries.clocks(now=later)
    assert (clock.n, clock.in_time, clock.late, clock.open, clock.median) == (5, 3, 2, 0, None)
    _closed_after(process, officer, 20, due=30)
    [clock] = queries.clocks(now=NOW)
    assert (clock.n, clock.in_time, clock.late, clock.open, clock.median) == (6, 4, 1, 1, 5)


def test_a_draft_is_on_no_public_clock(told):
    process, officer = told
    for _ in range(5):
        fate_stories.a_cluster(process, officer)
    type(process).objects.filter(pk=process.pk).update(listed=False)
    assert queries.clocks(now=NOW) == []
    assert queries.of_body(process.body, now=NOW) == []


def test_the_page_of_a_body_begins_with_what_is_open(told):
    process, officer = told
    answered = fate_stories.answered(fate_stories.a_cluster(process, officer), officer)
    waits = fate_stories.a_cluster(process, officer)
    assert [line.cluster for line in queries.of_body(process.body, now=NOW)] == [waits, answered]


def test_a_cluster_that_is_dropped_frees_what_it_held(told):
    process, officer = told
    cluster = fate_stories.a_cluster(process, officer)
    services.take_out(member=cluster.members.get(), actor=officer, now=NOW)
    services.drop_cluster(cluster=cluster, actor=officer, now=NOW)
    assert (Cluster.objects.count(), queries.without_fate(process)) == (0, 1)
