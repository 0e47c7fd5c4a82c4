"""The table of zones is published as a whole and stays as it was; layers belong to versions in the making."""

from datetime import date
from typing import Any

import pytest

from tests.civic.plans import maps, stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
ROW = maps.ROWS[0]


def keep(rows: Any, version: str = "2027.1", actor: Any = None) -> Any:
    from ortaq.civic.plans.services import zones
    from ortaq.core.people.actor import system

    return zones.keep_classes(
        rows=rows, table_version=version, valid_from=date(2027, 1, 1), source="x", actor=actor or system("t"), now=NOW
    )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"code": ""}, "class_code"),
        ({"code": "R" * 21}, "class_code"),
        ({"name": {"kk": "Тұрғын"}}, "class_name"),
        ({"hilucs": "9_9"}, "hilucs"),
        ({"theme": "moon"}, "theme"),
        ({"colour": "red"}, "look"),
        ({"pattern": "stars"}, "look"),
    ],
)
def test_a_row_that_says_nothing_is_refused_and_none_is_kept(changed: Any, code: str) -> None:
    from ortaq.civic.plans.models import ZoneClass
    from ortaq.core.people.refusal import Refused

    with pytest.raises(Refused) as caught:
        keep([ROW, maps.ROWS[1] | changed])
    assert (caught.value.code, ZoneClass.objects.count()) == (code, 0)


def test_a_published_table_does_not_change_and_the_newest_one_holds() -> None:
    from ortaq.civic.plans.queries import zones
    from ortaq.core.people.refusal import Refused

    keep([ROW])
    with pytest.raises(Refused) as caught:
        keep([ROW | {"colour": "#000000"}])
    assert caught.value.code == "table_taken"
    keep([ROW, maps.ROWS[1]], "2027.2")
    assert [(one.code, one.table_version) for one in zones.classes(NOW.date())] == [("G", "2027.2"), ("R", "2027.2")]
    assert zones.classes(date(2026, 12, 31)) == []


def test_a_code_stands_in_a_table_once() -> None:
    from ortaq.core.people.refusal import Refused

    with pytest.raises(Refused) as caught:
        keep([ROW, ROW])
    assert caught.value.code == "class_twice"


def test_an_officer_does_not_publish_the_table() -> None:
    from ortaq.core.people.refusal import Refused
    from tests import records

    body = records.a_body()
    with pytest.raises(Refused) as caught:
        keep([ROW], actor=stories.office(body))
    assert caught.value.code == "not_admin"
    assert keep([ROW], actor=stories.office(body, "admin"))


def test_a_layer_is_made_changed_and_dropped_while_its_version_is_open() -> None:
    from ortaq.civic.plans.services import layers
    from ortaq.core.people.refusal import Refused

    plan, officer = stories.a_plan()
    version = stories.a_version(plan)
    layer = maps.a_layer(version, officer)
    assert maps.a_layer(version, officer, theme="ecology") == layer
    for wrong, code in (({"theme": "moon"}, "theme"), ({"title": {"kk": "x"}}, "no_title"), ({"key": "a b"}, "code")):
        with pytest.raises(Refused) as caught:
            maps.a_layer(version, officer, **wrong)
        assert caught.value.code == code
    layers.drop_layer(layer=layer, actor=officer, now=NOW)
    assert version.layers.count() == 0
    kept = maps.a_layer(version, officer)
    stories.shown(version)
    with pytest.raises(Refused):
        layers.drop_layer(layer=kept, actor=officer, now=NOW)
