"""Setting up topics and balance holders: by code, again without doubles, and never by just anyone."""

import pytest

from ortaq.civic.reception.models import HolderArea, Topic
from ortaq.civic.reception.queries import ground
from ortaq.civic.reception.services import catalogue
from ortaq.core.people.actor import system
from ortaq.core.people.refusal import Refused
from tests.conftest import NOW
from tests.factories import BOSTANDYK, City, an_appeal

pytestmark = pytest.mark.django_db
TERMINAL = system("terminal")


def topic_row(code: str, name: str = "Көпір", **facts):
    plain = {"icon": "road", "evidence": "none", "urgent": False, "keywords": {}, "hint": {}, "position": 50}
    return {"code": code, "parent": None, "name": {"kk": name, "ru": name, "en": name}, **plain, **facts}


def test_topics_are_made_once_and_changed_by_code(the_city: City) -> None:
    before = Topic.objects.count()
    rows = [topic_row("bridges"), topic_row("bridges.crack", parent="bridges")]
    assert catalogue.keep_topics(rows=rows, actor=TERMINAL, now=NOW) == 2
    catalogue.keep_topics(rows=[topic_row("bridges", "Көпірлер"), rows[1]], actor=TERMINAL, now=NOW)
    assert Topic.objects.count() == before + 2
    assert Topic.objects.get(code="bridges").name["kk"] == "Көпірлер"
    assert Topic.objects.get(code="bridges.crack").parent.code == "bridges"
    assert "roads.pothole" in ground.ground().forest.by_code


def test_a_topic_below_nothing_is_refused_and_nothing_is_kept(the_city: City) -> None:
    with pytest.raises(Refused, match=r"bridges\.crack"):
        catalogue.keep_topics(
            rows=[topic_row("tunnels"), topic_row("bridges.crack", parent="bridges")], actor=TERMINAL, now=NOW
        )
    assert not Topic.objects.filter(code="tunnels").exists()


def test_an_officer_does_not_set_up_topics_or_holders(the_city: City) -> None:
    officer = the_city.officer()
    with pytest.raises(Refused):
        catalogue.keep_topics(rows=[topic_row("bridges")], actor=officer, now=NOW)
    with pytest.raises(Refused):
        catalogue.replace_holdings(rows=[], actor=officer, now=NOW)
    assert HolderArea.objects.exists()


def test_new_holdings_take_the_place_of_the_old_and_route_what_comes_next(the_city: City) -> None:
    lon, lat = BOSTANDYK
    ring = [[lon - 0.01, lat - 0.01], [lon + 0.01, lat - 0.01], [lon + 0.01, lat + 0.01], [lon - 0.01, lat - 0.01]]
    earlier = an_appeal(the_city, topic="light.lamp")
    assert earlier.lead.code == "light-demo"
    rows = [{"holder": "transport", "topic": "light.lamp", "territory": "kz.almaty", "shape": ring}]
    assert catalogue.replace_holdings(rows=rows, actor=TERMINAL, now=NOW) == 1
    assert HolderArea.objects.get().shape["type"] == "Polygon"
    assert an_appeal(the_city, topic="light.lamp", at=(lon + 0.005, lat)).lead.code == "akimat-bostandyk"


def test_a_holding_of_somebody_unknown_is_refused_and_the_old_list_stays(the_city: City) -> None:
    rows = [{"holder": "nobody", "topic": "light", "territory": "kz.almaty", "shape": None}]
    with pytest.raises(Refused, match="nobody"):
        catalogue.replace_holdings(rows=rows, actor=TERMINAL, now=NOW)
    assert HolderArea.objects.get().holder.code == "light-demo"
