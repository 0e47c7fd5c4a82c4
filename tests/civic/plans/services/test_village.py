"""The chain of a village plan as its akim builds it: nothing hangs loose, no circle, no key twice."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from tests import records
from tests.civic.plans import stories, village_stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SOON, LATER = TODAY + timedelta(days=90), TODAY + timedelta(days=400)
WATER = {"kk": "Ауыз су жоқ", "ru": "Нет питьевой воды"}
PIPE = {"kk": "Құбыр ескірген", "ru": "Труба износилась"}
MONEY = {"kk": "Қаражат жоқ", "ru": "Нет средств"}
POST = {"kk": "Округ әкімі", "ru": "Аким округа"}
WELL = {"kk": "Ұңғыма бұрғылау", "ru": "Пробурить скважину"}
HOMES = {"kk": "Су бар үйлер", "ru": "Дома с водой"}
UNIT = {"kk": "үй", "ru": "домов"}


@pytest.fixture
def village(db: None) -> tuple[Any, Any, Any]:
    """A village plan, its version in the making, its akim."""
    plan, akim = village_stories.a_village(listed=False)
    return plan, stories.a_version(plan), akim


def refused(act: Any, code: str, /, **facts: Any) -> Any:
    from ortaq.core.people.refusal import Refused

    with pytest.raises(Refused) as caught:
        act(**facts, now=NOW)
    assert caught.value.code == code
    return caught.value


def need(version: Any, akim: Any, title: Any = WATER, **facts: Any) -> Any:
    from ortaq.civic.plans.services import village as services

    return services.add_need(version=version, **{"title": title, "theme": "water"} | facts, actor=akim, now=NOW)


def measure(of: Any, akim: Any, **facts: Any) -> Any:
    from ortaq.civic.plans.services import village as services

    given: Any = {"title": WELL, "responsible": POST, "due_on": SOON} | facts
    return services.add_measure(need=of, **given, actor=akim, now=NOW)


def result(of: Any, akim: Any, **facts: Any) -> Any:
    from ortaq.civic.plans.services import village as services

    given: Any = {"title": HOMES, "unit": UNIT, "baseline": Decimal(0), "baseline_on": TODAY, "target": Decimal(120),
             "target_on": LATER} | facts  # fmt: skip
    return services.add_result(measure=of, **given, actor=akim, now=NOW)


def resource(of: Any, akim: Any, kind: str = "district", planned: int = 100, **facts: Any) -> Any:
    from ortaq.civic.plans.services import village as services

    return services.add_resource(measure=of, kind=kind, planned=planned, **facts, actor=akim, now=NOW)


def test_the_chain_is_built_link_by_link_and_read_as_one_tree(village: Any) -> None:
    from ortaq.civic.plans.queries import village as queries

    _plan, version, akim = village
    top = need(version, akim)
    under = need(version, akim, PIPE, cause_of=top.key)
    done = measure(top, akim, lon=77.1, lat=49.4)
    talks = {"kk": "Келіссөз", "ru": "Переговоры"}
    resource(done, akim, "without_money", 0, note=talks)
    line = resource(done, akim, "donor", 5_000_000_00, year=2028)
    aim = result(done, akim)
    tree = queries.whole(version, today=TODAY)
    assert (top.key, under.key, done.key, line.key, aim.key) == ("n1", "n2", "m1", "r2", "i1")
    assert [one.need.key for one in tree.roots] == ["n1"]
    assert [one.need.key for one in tree.roots[0].causes] == ["n2"]
    (found,) = tree.measures()
    assert (found.state, found.late, found.planned, found.paid) == ("planned", False, 5_000_000_00, 0)
    assert [one.resource.kind for one in found.resources] == ["without_money", "donor"]
    assert (found.results[0].gone, found.results[0].reached) == (Decimal("0.000"), False)


def test_a_circle_in_the_problem_tree_is_refused_with_the_names_of_its_needs(village: Any) -> None:
    from ortaq.civic.plans.services import village as services
    from ortaq.core.ui.sentences import sentence

    _plan, version, akim = village
    water = need(version, akim)
    pipe = need(version, akim, PIPE, cause_of="n1")
    money = need(version, akim, MONEY, cause_of=pipe.key)
    said = refused(services.change_need, "circle", need=water, changes={"cause_of": money.key}, actor=akim)
    assert "«Ауыз су жоқ» → «Қаражат жоқ» → «Құбыр ескірген» → «Ауыз су жоқ»" in said.params["needs"]["kk"]
    assert "Нет питьевой воды" in said.params["needs"]["ru"]
    with translation.override("kk"):
        assert "Ауыз су жоқ" in sentence(said)
    refused(services.change_need, "own_cause", need=water, changes={"cause_of": "n1"}, actor=akim)
    water.refresh_from_db()
    assert water.cause_of is None
    assert services.change_need(need=money, changes={"cause_of": "n1"}, actor=akim, now=NOW).cause_of == water


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"title": {"kk": "Су"}}, "need_title"), ({"theme": "gold"}, "need_theme"), ({"dots": -1}, "dots"),
        ({"cause_of": "n9"}, "no_need"), ({"groups": ["women"]}, "no_group"),
    ],
)  # fmt: skip
def test_a_need_that_says_too_little_is_refused(village: Any, facts: Any, code: str) -> None:
    from ortaq.civic.plans.services import village as services

    _plan, version, akim = village
    given = {"title": WATER, "theme": "water"} | facts
    refused(services.add_need, code, version=version, **given, actor=akim)
    assert not version.needs.exists()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"title": {"ru": "Скважина"}}, "measure_title"), ({"responsible": {}}, "no_responsible"),
        ({"responsible": {"kk": "Әкім"}}, "no_responsible"), ({"due_on": TODAY - timedelta(days=1)}, "due_past"),
        ({"due_on": date(2100, 1, 1)}, "due_far"), ({"lon": 77.0}, "half_place"),
        ({"lon": 49.4, "lat": 77.1}, "place_outside"),
    ],
)  # fmt: skip
def test_a_measure_names_a_post_and_a_day_that_can_be(village: Any, facts: Any, code: str) -> None:
    from ortaq.civic.plans.services import village as services

    _plan, version, akim = village
    on = need(version, akim)
    given = {"title": WELL, "responsible": POST, "due_on": SOON} | facts
    refused(services.add_measure, code, need=on, **given, actor=akim)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kind": "state", "planned": 1}, "resource_kind"), ({"kind": "district"}, "no_sum"),
        ({"kind": "district", "planned": 1.5}, "sum"), ({"kind": "district", "planned": -1}, "sum"),
        ({"kind": "district", "planned": 10**18}, "sum"), ({"kind": "without_money", "planned": 5}, "free_sum"),
        ({"kind": "without_money"}, "resource_note"), ({"kind": "own_labour"}, "resource_note"),
        ({"kind": "okrug", "planned": 1, "year": 1917}, "resource_year"),
    ],
)  # fmt: skip
def test_a_resource_is_whole_tiyn_or_says_what_it_is(village: Any, facts: Any, code: str) -> None:
    from ortaq.civic.plans.services import village as services

    _plan, version, akim = village
    on = measure(need(version, akim), akim)
    refused(services.add_resource, code, measure=on, **facts, actor=akim)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"baseline": None}, "no_baseline"), ({"baseline_on": None}, "no_baseline"), ({"target": None}, "no_target"),
        ({"target": Decimal(0)}, "no_change"), ({"target_on": TODAY}, "target_day"), ({"unit": {}}, "result_title"),
        ({"baseline_on": TODAY + timedelta(days=1)}, "baseline_ahead"), ({"target": Decimal("NaN")}, "value"),
        ({"target": Decimal(10) ** 13}, "value"), ({"target_on": date(2100, 1, 1)}, "target_far"),
    ],
)  # fmt: skip
def test_a_result_goes_from_a_known_baseline_to_another_value(village: Any, facts: Any, code: str) -> None:
    from ortaq.civic.plans.services import village as services

    _plan, version, akim = village
    on = measure(need(version, akim), akim)
    given = {"title": HOMES, "unit": UNIT, "baseline": Decimal(0), "baseline_on": TODAY, "target": Decimal(120),
             "target_on": LATER} | facts  # fmt: skip
    refused(services.add_result, code, measure=on, **given, actor=akim)


def test_the_digest_of_a_measure_follows_its_resources_and_results(village: Any) -> None:
    from ortaq.civic.plans.services import village as services

    _plan, version, akim = village
    on = measure(need(version, akim), akim)
    seen = {on.digest}

    def now_is() -> str:
        on.refresh_from_db()
        return str(on.digest)

    line = resource(on, akim)
    seen.add(with_line := now_is())
    aim = result(on, akim)
    seen.add(now_is())
    services.change_result(result=aim, changes={"target": Decimal(130)}, actor=akim, now=NOW)
    seen.add(now_is())
    assert len(seen) == 4
    services.drop_result(result=aim, actor=akim, now=NOW)
    assert now_is() == with_line
    services.drop_resource(resource=line, actor=akim, now=NOW)
    services.change_measure(measure=on, changes={"lon": 77.5, "lat": 49.5}, actor=akim, now=NOW)
    assert now_is() not in seen


def test_a_key_that_was_published_is_never_given_again(village: Any) -> None:
    from ortaq.civic.plans.models import Need
    from ortaq.civic.plans.services import versions
    from ortaq.civic.plans.services import village as services

    plan, version, akim = village
    on = measure(need(version, akim), akim)
    resource(on, akim)
    result(on, akim)
    need(version, akim, PIPE, put_off=MONEY)
    versions.publish_version(version=version, actor=akim, now=NOW)
    second = versions.begin_version(plan=plan, actor=akim, now=NOW)
    services.drop_need(need=Need.objects.get(version=second, key="n2"), actor=akim, now=NOW)
    assert need(second, akim, MONEY).key == "n3"
    assert measure(Need.objects.get(version=second, key="n1"), akim).key == "m2"


def test_a_need_with_measures_is_not_dropped_and_causes_move_up(village: Any) -> None:
    from ortaq.civic.plans.models import Need
    from ortaq.civic.plans.services import village as services

    _plan, version, akim = village
    top, middle = need(version, akim), need(version, akim, PIPE, cause_of="n1")
    bottom = need(version, akim, MONEY, cause_of="n2")
    on = measure(middle, akim)
    refused(services.drop_need, "has_measures", need=middle, actor=akim)
    services.change_measure(measure=on, changes={"need": "n1"}, actor=akim, now=NOW)
    services.drop_need(need=middle, actor=akim, now=NOW)
    bottom.refresh_from_db()
    assert bottom.cause_of == top
    refused(services.drop_need, "gone", need=middle, actor=akim)
    services.drop_measure(measure=on, actor=akim, now=NOW)
    services.drop_need(need=top, actor=akim, now=NOW)
    assert [one.key for one in Need.objects.filter(version=version)] == ["n3"]


def test_dots_rank_the_needs_and_a_part_moves_by_one_place(village: Any) -> None:
    from ortaq.civic.plans.queries import village as queries
    from ortaq.civic.plans.services import village as services

    plan, version, akim = village
    for title in (WATER, PIPE, MONEY):
        need(version, akim, title)
    met = village_stories.a_gathering(plan)
    given = {"version": version, "actor": akim, "now": NOW}
    services.rank_needs(dots={"n3": 21, "n1": 8}, gathering=met, **given)
    assert [(one.key, one.dots, one.gathering) for one in queries.needs(version)] == [
        ("n3", 21, met), ("n1", 8, met), ("n2", 0, met),
    ]  # fmt: skip
    services.move_part(key="n2", up=True, **given)
    services.move_part(key="n3", up=True, **given)
    assert [one.key for one in queries.needs(version)] == ["n3", "n2", "n1"]
    refused(services.rank_needs, "no_need_ranked", version=version, dots={"n9": 1}, actor=akim)
    refused(services.rank_needs, "dots", version=version, dots={"n1": -1}, actor=akim)
    refused(services.move_part, "gone", version=version, key="x1", up=True, actor=akim)
    other, _akim = village_stories.a_village(body=records.a_body("akimat-other"))
    foreign = village_stories.a_gathering(other)
    refused(services.rank_needs, "other_village", version=version, dots={}, gathering=foreign, actor=akim)
    refused(services.change_need, "other_village", need=queries.needs(version)[0], changes={"gathering": foreign}, actor=akim)  # fmt: skip


def test_who_was_overtaken_is_told(village: Any) -> None:
    from ortaq.civic.plans.rules import needs as rules
    from ortaq.civic.plans.services import village as services

    _plan, version, akim = village
    one = need(version, akim)
    seen = rules.digest_of(rules.need_says(one))
    services.change_need(need=one, changes={"title": PIPE}, based_on=seen, actor=akim, now=NOW)
    refused(services.change_need, "second", need=one, changes={"title": MONEY}, based_on=seen, actor=akim)
    on = measure(one, akim)
    line, aim = resource(on, akim), result(on, akim)
    refused(services.change_resource, "second", resource=line, changes={"planned": 1}, based_on="x", actor=akim)
    refused(services.change_result, "second", result=aim, changes={"title": WELL}, based_on="x", actor=akim)
    refused(services.change_measure, "second", measure=on, changes={"title": WELL}, based_on="x", actor=akim)
    refused(services.change_measure, "field", measure=on, changes={"key": "m7"}, actor=akim)


def test_nobody_else_builds_it_and_a_published_version_stays(village: Any) -> None:
    from ortaq.civic.plans.services import versions
    from ortaq.civic.plans.services import village as services

    _plan, version, akim = village
    on = measure(need(version, akim), akim)
    resource(on, akim)
    result(on, akim)
    stranger = stories.office(records.a_body("akimat-other"))
    refused(services.add_need, "not_yours", version=version, title=WATER, theme="water", actor=stranger)
    refused(services.drop_measure, "not_yours", measure=on, actor=stranger)
    versions.publish_version(version=version, actor=akim, now=NOW)
    refused(services.add_need, "published", version=version, title=WATER, theme="water", actor=akim)
    refused(services.change_measure, "published", measure=on, changes={"title": PIPE}, actor=akim)
    refused(services.move_part, "published", version=version, key="n1", up=True, actor=akim)


def test_a_general_plan_has_no_needs(db: None) -> None:
    from ortaq.civic.plans.services import village as services

    plan, officer = stories.a_plan(listed=False)
    version = stories.a_version(plan)
    refused(services.add_need, "not_village", version=version, title=WATER, theme="water", actor=officer)


def test_a_village_plan_is_published_when_its_chain_is_whole(village: Any) -> None:
    from ortaq.civic.plans.queries import village as queries
    from ortaq.civic.plans.services import versions
    from ortaq.civic.plans.services import village as services

    _plan, version, akim = village

    def codes() -> list[str]:
        return [one.answer.code for one in queries.whole(version).missing()]

    refused(versions.publish_version, "empty", version=version, actor=akim)
    one = need(version, akim)
    assert codes() == ["no_measure"]
    said = refused(versions.publish_version, "chain_broken", version=version, actor=akim)
    assert said.params == {"count": 1, "part": WATER}
    on = measure(one, akim)
    assert codes() == ["no_resource", "no_result"]
    resource(on, akim, "own_labour", 0, note={"kk": "Асар", "ru": "Субботник"})
    result(on, akim)
    assert codes() == []
    services.change_need(need=one, changes={"text": {"kk": "Тек қазақша"}}, actor=akim, now=NOW)
    assert codes() == ["half"]
    services.change_need(need=one, changes={"text": {}, "put_off": MONEY}, actor=akim, now=NOW)
    assert codes() == ["put_off_and_done"]
    services.change_need(need=one, changes={"put_off": {}}, actor=akim, now=NOW)
    assert versions.publish_version(version=version, actor=akim, now=NOW).published_at == NOW
