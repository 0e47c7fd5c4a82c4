import pytest
from django.db import connection

from ortaq.civic.dialogue.models import Cluster, ClusterMember, Idea
from ortaq.civic.dialogue.queries import ideas as queries
from ortaq.civic.dialogue.queries.ideas import ORDERS, Filter
from ortaq.civic.dialogue.services import ideas, joining
from ortaq.core.matters import addresses
from ortaq.core.people.actor import GUEST
from tests import factories, records
from tests.civic.dialogue import stories
from tests.civic.dialogue.idea_stories import a_resident, an_idea, many, supported
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def ids(page):
    return [row.pk for row in page.rows]


@pytest.mark.parametrize("order", ["newest", "wanted"])
def test_pages_follow_each_other_both_ways_without_holes_and_doubles(order):
    process, _ = stories.a_process()
    made = many(process, 7)
    for n, idea in enumerate(made):
        Idea.objects.filter(pk=idea.pk).update(supporters=n % 3)
    asked = Filter(order=order)
    expected = list(Idea.objects.order_by(*ORDERS[order]).values_list("pk", flat=True))
    first = queries.listed(process, asked, limit=3)
    second = queries.listed(process, asked, first.older, limit=3)
    third = queries.listed(process, asked, second.older, limit=3)
    assert ids(first) + ids(second) + ids(third) == expected
    assert (first.newer, third.older) == ("", "")
    back = queries.listed(process, asked, third.newer, limit=3)
    assert ids(back) == ids(second)
    assert ids(queries.listed(process, asked, back.newer, limit=3)) == ids(first)


@pytest.mark.parametrize("nonsense", ["<", "<abc", ">12", "12-3", "<1-2-3", "<99999999999999999999-1", "<٣-1", "💥"])
def test_a_damaged_key_begins_anew(nonsense):
    process, _ = stories.a_process()
    many(process, 2)
    assert len(queries.listed(process, Filter(), nonsense).rows) == 2


def test_a_key_of_the_other_order_begins_anew():
    process, _ = stories.a_process()
    many(process, 3)
    key = queries.listed(process, Filter(order="wanted"), limit=1).older
    assert len(queries.listed(process, Filter(), key).rows) == 3


def test_each_filter_narrows_to_what_everyone_may_see():
    city = factories.city()
    goals = [{"code": "100-steps-97", "label": {"kk": "97-қадам"}}]
    process, officer = stories.a_process(body=city.bodies["centre"], goals=goals)
    lon, lat = factories.MEDEU
    here = an_idea(process, shape={"type": "Point", "coordinates": [lon, lat]})
    aimed = an_idea(process, theme="ecology", goal="100-steps-97", title="Қайың көшетін отырғызу")
    joined = an_idea(process)
    joining.join_ideas(ideas=[joined], into=here, reason="Бір жол", actor=officer, now=NOW)
    hidden = an_idea(process, theme="ecology")
    ideas.reject_idea(idea=hidden, reason="Жарнама", actor=officer, now=NOW)
    answered = an_idea(process)
    cluster = Cluster.objects.create(
        process=process, number=1, title={"kk": "Веложол"}, body=process.body, due_on=NOW.date(), fate="adopted",
        reason={"kk": "Салынады"}, answered_at=NOW, made_at=NOW,
    )  # fmt: skip
    ClusterMember.objects.create(cluster=cluster, idea=answered)
    other, _ = stories.a_process(body=city.bodies["transport"])
    an_idea(other, theme="ecology")

    def found(**asked):
        return set(ids(queries.listed(process, Filter(**asked))))

    assert found() == {here.pk, aimed.pk, answered.pk}
    assert found(theme="ecology") == {aimed.pk}
    assert found(goal="100-steps-97") == {aimed.pk}
    assert found(district="kz.almaty.medeu") == {here.pk}
    assert found(district="kz.nowhere") == set()
    assert found(state="joined") == {joined.pk}
    assert found(state="answered") == {answered.pk}
    assert found(state="rejected") == set()
    assert found(words="қайыңды") == {aimed.pk}
    assert found(words="қайыңды", theme="transport") == set()
    assert queries.listed(process, Filter(theme="ecology")).count == 1


@pytest.mark.parametrize("order", ["newest", "wanted"])
@pytest.mark.parametrize(
    "asked", [{}, {"theme": "ecology"}, {"district": "kz.almaty.medeu"}, {"goal": "sdg-11"}, {"state": "joined"}]
)
def test_the_index_gives_the_order_and_nothing_is_sorted(asked, order):
    process, _ = stories.a_process()
    rows = queries.narrowed(process, Filter(**asked, order=order)).order_by(*ORDERS[order])[:20]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")  # of an empty table it would sort nothing
    plan = rows.explain()
    assert "TEMP B-TREE" not in plan, plan
    assert "Sort" not in plan, plan
    assert "idea_" in plan, plan


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_three_statements_and_what_it_is_narrowed_by(count, django_assert_num_queries):
    process, _ = stories.a_process()
    many(process, count)
    with django_assert_num_queries(3):  # their number, a page of them, their photos
        page = queries.listed(process, Filter())
        [(row.matter.title, row.district, row.theme, row.supporters) for row in page.rows]
    with django_assert_num_queries(3):  # the district, and nothing found
        queries.listed(process, Filter(district="kz.almaty"))


def test_who_may_read_which_idea():
    process, officer = stories.a_process(moderation="before")
    author, other = a_resident(), a_resident()
    stranger = stories.office(records.a_body("other"))
    idea = an_idea(process, actor=author)
    number = idea.matter.number

    def readers():
        return [bool(queries.get(process, number, actor)) for actor in (GUEST, other, stranger, author, officer)]

    assert readers() == [False, False, False, True, True]
    ideas.show_idea(idea=idea, actor=officer, now=NOW)
    assert readers() == [True] * 5
    elsewhere, _ = stories.a_process(body=records.a_body("elsewhere"))
    assert queries.get(elsewhere, number, author) is None
    ideas.withdraw_idea(idea=idea, actor=author, now=NOW)
    assert readers() == [False, False, False, True, False]
    assert [one.pk for one in queries.mine(process, author)] == [idea.pk]
    assert queries.mine(process, GUEST) == queries.mine(process, other) == []


def test_a_story_knows_what_was_joined_and_whether_she_counts():
    process, officer = stories.a_process()
    a, b, root = (an_idea(process) for _ in range(3))
    her = a_resident()
    supported(a, her)
    joining.join_ideas(ideas=[a], into=b, reason="Бір жол", actor=officer, now=NOW)
    joining.join_ideas(ideas=[b], into=root, reason="Бір жол", actor=officer, now=NOW)

    def told(idea, actor=her):
        return queries.story(queries.get(process, idea.matter.number, actor), actor)

    assert [one.pk for one in told(root).joined] == [a.pk, b.pk]
    assert [one.pk for one in told(b).joined] == [a.pk]
    assert (told(a).root.pk, told(a).joining.into_id, told(a).joined) == (root.pk, b.pk, [])
    assert told(root).supported
    assert not told(root, GUEST).supported
    assert told(root, officer).moderates


def test_every_idea_has_an_address():
    process, _ = stories.a_process()
    idea = an_idea(process)
    assert queries.address_parts([idea.pk]) == {idea.pk: {"code": process.code, "number": idea.matter.number}}
    assert addresses.of([idea.matter])[idea.pk].endswith(f"/dialogue/{process.code}/ideas/{idea.matter.number}/")
