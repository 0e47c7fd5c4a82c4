"""Indicators and indices: begun, found by their words, aligned, linked, ranked; computed again only when records change."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from tests import records
from tests.civic.indicators import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def refused(act: Any) -> str:
    from ortaq.core.people.refusal import Refused

    with pytest.raises(Refused) as error, transaction.atomic():
        act()
    return error.value.code


def test_an_indicator_is_found_by_its_words_and_by_its_ids() -> None:
    from ortaq.civic.indicators.services import indicators
    from ortaq.core.matters import addresses
    from ortaq.core.matters import queries as matters
    from ortaq.core.people.actor import GUEST

    indicator, officer = stories.an_indicator()
    framework = stories.a_framework("19.1")
    indicators.align(indicator=indicator, item=framework.items.get(), fit="exact", actor=officer, now=NOW)
    (found,) = matters.found("жасыл алаңдар", GUEST)
    assert found.pk == indicator.pk
    assert addresses.of([found])[found.pk].endswith(f"/indicators/{indicator.code}/")
    assert [one.pk for one in matters.found("зелёная площадь", GUEST)] == [indicator.pk]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"code": "Air Quality"}, "code"), ({"code": "frameworks"}, "code"), ({"name": {"kk": "Ауа"}}, "no_name"),
        ({"theme": "magic"}, "words"), ({"unit": "acre"}, "words"), ({"decimals": 9}, "decimals"),
        ({"rule": "share", "figure": "none"}, "figure"), ({"rule": "", "figure": "appeal-days"}, "figure"),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_refused_with_a_sentence(facts: dict[str, Any], code: str) -> None:
    from ortaq.core.matters.models import Matter

    assert refused(lambda: stories.an_indicator(**facts)) == code
    assert not Matter.objects.exists()


def test_an_address_is_taken_once() -> None:
    indicator, _officer = stories.an_indicator(code="air")
    assert refused(lambda: stories.an_indicator(code="air", body=indicator.body)) == "code_taken"


def test_words_are_put_right_and_the_unit_stays() -> None:
    from ortaq.civic.indicators.services import indicators

    indicator, officer = stories.an_indicator()
    changed = indicators.change_indicator(
        indicator=indicator, changes={"name": {"kk": "Ауа", "ru": "Воздух"}, "decimals": 2}, actor=officer, now=NOW
    )
    assert changed.matter.title == "Ауа"
    assert (
        refused(
            lambda: indicators.change_indicator(indicator=indicator, changes={"unit": "km"}, actor=officer, now=NOW)
        )
        == "field"
    )


def test_one_value_answers_to_many_frameworks() -> None:
    from ortaq.civic.indicators.queries import frameworks as queries
    from ortaq.civic.indicators.services import indicators

    indicator, officer = stories.an_indicator()
    iso, city = stories.a_framework("19.1", "19.2"), stories.a_framework("G1", code="city")
    first = indicators.align(indicator=indicator, item=iso.items.get(code="19.1"), fit="exact", actor=officer, now=NOW)
    indicators.align(
        indicator=indicator, item=city.items.get(), fit="close", note={"kk": "Су қосылмаған"}, actor=officer, now=NOW
    )
    assert [(row.framework.code, row.ids, row.covered) for row in queries.listing()] == [("city", 1, 1), ("iso", 2, 1)]
    assert [bool(row.alignments) for row in queries.items(iso)] == [True, False]
    indicators.part(alignment=first, actor=officer, now=NOW)
    assert [row.covered for row in queries.listing()] == [1, 0]


def test_ids_that_left_a_framework_stay_while_something_stands_for_them() -> None:
    from ortaq.civic.indicators.services import indicators

    indicator, officer = stories.an_indicator()
    framework = stories.a_framework("1", "2", "3")
    indicators.align(indicator=indicator, item=framework.items.get(code="2"), fit="exact", actor=officer, now=NOW)
    framework = stories.a_framework("3")
    assert sorted(framework.items.values_list("code", flat=True)) == ["2", "3"]


def test_an_indicator_is_linked_with_what_it_measures_once() -> None:
    from ortaq.civic.indicators.queries import indicators as queries
    from ortaq.civic.indicators.services import indicators
    from ortaq.core.people.actor import GUEST

    indicator, officer = stories.an_indicator()
    plan, hidden = records.a_matter(kind="plan"), records.a_matter(visibility="private")
    for _ in range(2):
        indicators.link_matter(indicator=indicator, number=plan.number, actor=officer, now=NOW)
    assert queries.story(indicator, GUEST, NOW.date()).origins == [plan]
    assert (
        refused(lambda: indicators.link_matter(indicator=indicator, number=hidden.number, actor=officer, now=NOW))
        == "no_matter"
    )
    assert (
        refused(lambda: indicators.link_matter(indicator=indicator, number="0", actor=officer, now=NOW)) == "no_matter"
    )


# ── indices ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_editions_of_different_methods_are_not_compared() -> None:
    from ortaq.civic.indicators.queries import indices

    index = stories.an_index(records.a_body())
    for edition, rank, method, year in [("2024", 60, "v1", 2024), ("2025", 50, "v1", 2025), ("2026", 70, "v2", 2026)]:
        stories.an_edition(index, edition, rank, method, published_on=date(year, 5, 1))
    (watched,) = indices.listing()
    assert [(one.edition, other.edition) for one, other in watched.breaks] == [("2025", "2026")]
    assert watched.gained is None
    stories.an_edition(index, "2027", 64, "V2 ", published_on=date(2027, 2, 1))
    assert indices.listing()[0].gained == 6


def test_an_edition_is_recorded_once_and_corrected_with_a_reason() -> None:
    from ortaq.civic.indicators.queries import indices

    index = stories.an_index(records.a_body())
    stories.an_edition(index, "2026", 60)
    assert refused(lambda: stories.an_edition(index, "2026", 6)) == "second"
    stories.an_edition(index, "2026", 6, why="Қате терілген.")
    assert [one.rank for one in indices.listing()[0].editions] == [6]
    assert index.editions.count() == 2
    assert refused(lambda: stories.an_edition(index, "2025", 101)) == "rank"
    assert refused(lambda: stories.an_edition(index, "2025", 1, published_on=date(2027, 4, 1))) == "future"
    assert refused(lambda: stories.an_edition(index, "2025", 1, method=" ")) == "no_method"


# ── computed by the house ────────────────────────────────────────────────────────────────────────────────────────


class Counted:
    """A figure whose inputs the test sets."""

    inputs: dict[str, Any]

    def __init__(self) -> None:
        self.inputs, self.asked = {}, []

    def count(self, asked: Any) -> dict[str, Any]:
        self.asked.append(asked)
        return self.inputs


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    from ortaq.civic.indicators.rules import figures

    monkeypatch.setattr(figures, "_PUBLISHED", {})
    told = Counted()
    figures.publish(figures.Figure("share-test", "A share", "Counted.", ("share",), told.count))
    return told


def computed(**facts: Any) -> Any:
    return stories.an_indicator(unit="percent", rule="share", figure="share-test", frequency="month", **facts)


def test_a_value_is_computed_once_and_again_only_when_the_records_change(counted: Counted) -> None:
    from ortaq.civic.indicators.models import Value
    from ortaq.civic.indicators.services import computing
    from ortaq.core.people.actor import system

    indicator, _officer = computed()
    stories.a_district(indicator.territory, "north")
    counted.inputs = {"kz.test": {"part": 9, "whole": 10}, "kz.test.north": {"part": 1, "whole": 2}}
    run = {"actor": system("indicators"), "now": NOW}
    assert computing.compute_all(back=2, **run) == 2
    assert [list(asked.territories) for asked in counted.asked] == [["kz.test", "kz.test.north"]] * 2
    assert [str(asked.start) for asked in counted.asked] == ["2027-01-01", "2027-02-01"]
    assert computing.compute_all(back=2, **run) == 0
    counted.inputs = {"kz.test": {"part": 10, "whole": 10}}
    assert computing.compute_all(back=1, actor=system("indicators"), now=NOW + timedelta(days=1)) == 1
    kept = Value.objects.filter(start=date(2027, 2, 1)).order_by("pk")
    assert [(one.amount, one.superseded_at is None) for one in kept] == [(90_000_000, False), (100_000_000, True)]
    assert kept[1].computed == {
        "rule": "share",
        "version": 1,
        "figure": "share-test",
        "inputs": {"part": 10, "whole": 10},
    }
    assert kept[1].corrects_id == kept[0].pk


def test_a_figure_of_how_things_stand_is_taken_for_the_last_period_alone(counted: Counted) -> None:
    from ortaq.civic.indicators.rules import figures
    from ortaq.civic.indicators.services import computing
    from ortaq.core.people.actor import system

    figures.publish(figures.Figure("share-test", "A share", "Counted.", ("share",), counted.count, standing=True))
    indicator, _officer = computed()
    computing.compute_indicator(indicator=indicator, back=5, actor=system("indicators"), now=NOW)
    assert len(counted.asked) == 1


def test_nobody_types_what_is_computed_and_nobody_computes_what_is_typed(counted: Counted) -> None:
    from ortaq.civic.indicators.services import computing

    indicator, officer = computed()
    assert refused(lambda: stories.a_value(indicator, "2027-02", "90", by=officer)) == "computed"
    typed, _officer = stories.an_indicator(body=indicator.body)
    assert refused(lambda: computing.compute_indicator(indicator=typed, actor=officer, now=NOW)) == "not_computed"


def test_one_that_fails_does_not_keep_the_others_from_being_computed(counted: Counted) -> None:
    from ortaq.civic.indicators.models import Value
    from ortaq.civic.indicators.rules import figures
    from ortaq.civic.indicators.services import computing
    from ortaq.core.people.actor import system

    def broken(_asked: Any) -> dict[str, Any]:
        raise ValueError("no records")

    figures.publish(figures.Figure("broken", "Broken", "Never.", ("share",), broken))
    good, _officer = computed(code="b-good")
    stories.an_indicator(code="a-bad", body=good.body, unit="percent", rule="share", figure="broken")
    counted.inputs = {"kz.test": {"part": 9, "whole": 10}}
    with pytest.raises(ValueError, match="no records"):
        computing.compute_all(back=1, actor=system("indicators"), now=NOW)
    assert Value.objects.get().indicator_id == good.pk
