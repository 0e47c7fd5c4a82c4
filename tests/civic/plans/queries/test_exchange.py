"""How others solved it: by theme, by words in any form, by what it took and how far it came; page by page."""

from typing import Any

import pytest

from tests.civic.plans import stories
from tests.civic.plans import village_stories as village
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def ask(**asked: Any) -> list[str]:
    from ortaq.civic.plans.queries import exchange

    found, _next = exchange.solutions(exchange.Asked(**asked))
    return [one.measure.key for one in found]


def indexed(version: Any) -> Any:
    """The version as everyone reads it and finds its needs."""
    from ortaq.civic.plans.services._shown import show_needs

    show_needs(version)
    return stories.shown(version)


def test_it_tells_what_a_measure_took_and_reached_and_who_to_ask() -> None:
    from ortaq.civic.plans.queries import exchange

    version = village.a_whole_village()
    ((net,), following) = exchange.solutions(exchange.Asked(state="done"))
    assert following is None
    assert net.measure.need.title["en"] == "No mobile network"
    assert [(one.resource.kind, one.spent) for one in net.took] == [("without_money", None)]
    assert [(int(one.actual.value), one.actual.people) for one in net.reached if one.actual] == [(560, 560)]
    assert net.people == 560
    assert net.measure.version.plan.body == version.plan.body
    ((well, *_rest), _next) = exchange.solutions(exchange.Asked(state="running"))
    assert [(one.resource.key, one.spent) for one in well.took] == [("r-well", 40_000_000), ("r-hands", None)]


def test_measures_are_chosen_by_theme_kind_of_resource_and_state() -> None:
    village.a_whole_village()
    assert ask() == ["m-pipe", "m-well", "m-net-1"]
    assert ask(theme="communication") == ["m-net-1"]
    assert ask(kind="without_money") == ["m-net-1"]
    assert ask(kind="own_labour") == ["m-well"]
    assert ask(state="planned") == ["m-pipe"]
    assert ask(theme="water", state="done") == []


def test_words_are_found_in_any_form_and_language() -> None:
    indexed(made := village.a_village_version())
    assert made.plan.listed
    other = village.a_village_version()
    village.whole(other)
    indexed(other)
    assert ask(words="байланысы") == ["m-net-1"]
    assert ask(words="мобильную связь") == ["m-net-1"]
    assert ask(words="networks mob") == ["m-net-1"]  # the last word by its beginning
    assert ask(words="переговорами") == ["m-net-1"]  # what was done about it
    assert ask(words="100%_") == ask(words="метро") == []


def test_only_the_newest_published_version_of_a_public_plan_counts() -> None:
    from ortaq.civic.plans.models import NeedWords

    version = village.a_village_version()
    village.coverage(version)
    assert ask() == []
    indexed(version)
    assert ask() == ["m-net-1"]
    second = stories.a_version(version.plan)
    village.a_measure(village.a_need(second, "n-1"), "m-1")
    assert ask() == ["m-net-1"]
    indexed(second)
    assert ask() == ["m-1"]
    assert NeedWords.objects.count() == 1
    hidden = village.a_village_version(listed=False)
    village.coverage(hidden)
    stories.shown(hidden)
    assert ask() == ["m-1"]


def test_a_state_counts_in_its_own_plan_alone() -> None:
    for state in ("done", "stopped"):
        version = village.a_village_version()
        village.a_measure(village.a_need(version, "n"), "m")
        village.a_step(version.plan, "m", "running")
        village.a_step(version.plan, "m", state)
        stories.shown(version)
    assert len(ask(state="done")) == len(ask(state="stopped")) == 1
    assert ask(state="running") == []


def test_pages_follow_each_other_without_gap_or_repetition() -> None:
    from ortaq.civic.plans.queries import exchange

    version = village.a_village_version()
    need = village.a_need(version, "n")
    for number in range(7):
        village.a_measure(need, f"m-{number}")
    stories.shown(version)
    seen, after = [], None
    while True:
        page, after = exchange.solutions(exchange.Asked(), after=after, limit=3)
        seen.append([one.measure.key for one in page])
        if after is None:
            break
    assert seen == [["m-6", "m-5", "m-4"], ["m-3", "m-2", "m-1"], ["m-0"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_five_statements(rows: int, django_assert_num_queries: Any) -> None:
    from ortaq.civic.plans.queries import exchange

    for number in range(rows):
        version = village.a_village_version()
        village.coverage(version, number)
        indexed(version)
    with django_assert_num_queries(5):  # measures, resources, results, spendings, actuals
        found, _next = exchange.solutions(exchange.Asked(theme="communication", words="связь", state="done"))
    assert len(found) == rows
    with django_assert_num_queries(1):
        exchange.solutions(exchange.Asked(words="nothing"))


def test_publishing_lets_needs_be_found_at_once() -> None:
    from ortaq.civic.plans.services import versions
    from tests.civic.plans.services.test_versions import begun

    _plan, version, officer = begun(kind="village_plan")
    village.coverage(version)
    versions.publish_version(version=version, actor=officer, now=NOW)
    assert ask(words="связи нет") == ["m-net-1"]
