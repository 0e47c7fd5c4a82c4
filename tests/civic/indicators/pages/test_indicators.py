"""Indicators as residents read them: charts with their tables, warnings in words, everything to take away."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests import records
from tests.civic.indicators import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def read(path: str, status: int = 200, language: str = "en") -> str:
    response = Client().get(f"/{language}/indicators/{path}")
    assert response.status_code == status, path
    return b"".join(response).decode() if response.streaming else response.content.decode()


def told(many: int = 1, code: str = "green", **facts: Any) -> Any:
    """An indicator with a target, a framework, districts, groups and `many` of each."""
    from ortaq.civic.indicators.services import indicators, targets

    indicator, officer = stories.an_indicator(code=code, **facts)
    places = [stories.a_district(indicator.territory, f"{code}-{number}") for number in range(many)]
    for year in range(2027 - many, 2027):
        stories.a_value(indicator, str(year), str(year - 1990), by=officer)
        for number, place in enumerate(places):
            stories.a_value(indicator, str(year), str(10 + number), place=place, by=officer)
        stories.a_value(indicator, str(year), "7", split='{"sex":"women"}', by=officer)
    framework = stories.a_framework(*(f"{code}-{number}" for number in range(many)), code=f"iso-{code}")
    for item in framework.items.all():
        indicators.align(indicator=indicator, item=item, fit="exact", actor=officer, now=NOW)
        origin = records.a_matter(kind="plan", title=f"Plan {item.code}")
        indicators.link_matter(indicator=indicator, number=origin.number, actor=officer, now=NOW)
    targets.set_target(
        indicator=indicator, territory=indicator.territory, baseline=20_000_000, baseline_on=date(2024, 1, 1),
        amount=50_000_000, due_on=date(2030, 1, 1), source="Programme", actor=officer, now=NOW,
    )  # fmt: skip
    return indicator, officer


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_with_one_row_and_with_three(django_assert_num_queries: Any, many: int) -> None:
    indicator, _officer = told(many)
    if many > 1:
        told(many, code="blue", body=indicator.body)
        stories.an_edition(stories.an_index(indicator.body), "2026", 5)
        stories.an_edition(stories.an_index(indicator.body, "other"), "2026", 5)
    else:
        stories.an_edition(stories.an_index(indicator.body), "2026", 5)
    for path, most in [
        ("", 5), ("?theme=public_space", 5), ("green/", 6), ("green/values/", 2), ("frameworks/", 1),
        ("frameworks/iso-green/", 3), ("rankings/", 2), ("rankings/world-cities/", 2), ("green.csv", 2), ("green.json", 6),
    ]:  # fmt: skip
        with django_assert_num_queries(most):
            read(path)


def test_the_list_stands_by_theme_with_value_state_and_target() -> None:
    indicator, _officer = told()
    stories.an_indicator(
        body=indicator.body,
        code="air",
        theme="environment",
        unit="ug_m3",
        name={"kk": "Ауа", "ru": "Воздух", "en": "Air"},
    )
    page = read("")
    assert page.index("Air, land and climate") < page.index("Parks and public space")
    assert "36.0\u202fha" in page
    assert "claimed" in page
    assert "never measured" in page
    only = read("?theme=environment")
    assert "Green area" not in only
    assert "Green area" in read("?theme=nonsense")


def test_an_indicator_tells_its_way_its_target_its_parts_and_what_it_answers_to() -> None:
    told(3)
    page = read("green/")
    assert "From 34.0\u202fha in 2024 to 36.0\u202fha in 2026" in page
    assert "50.0\u202fha by 1 January 2030" in page
    assert "53\u202f% of the way is done" in page
    assert "This value is only claimed" in page
    assert page.count("The same as a table") == 4
    assert "women" in page
    assert "Plan green-0" in page
    assert 'href="/en/indicators/frameworks/iso-green/"' in page
    assert read("green/", language="kk")


def test_an_old_value_says_that_it_is_out_of_date() -> None:
    indicator, officer = stories.an_indicator(code="old")
    assert "Nothing has been measured yet" in read("old/")
    stories.a_value(indicator, "2023", "5", by=officer)
    assert "Out of date: the value for 2024 was expected by 29 June 2025." in read("old/")


def test_what_is_missing_is_a_gap_and_not_a_zero() -> None:
    indicator, officer = stories.an_indicator(code="gap")
    for year in ("2022", "2024", "2026"):
        stories.a_value(indicator, year, "5", by=officer)
    page = read("gap/")
    assert '<th scope="row">2023</th><td class="number">—</td>' in page


def test_quarters_stand_under_the_columns_in_the_language_of_the_page() -> None:
    indicator, _officer = stories.an_indicator(code="jobs", frequency="quarter")
    for quarter in ("2026-Q2", "2026-Q3"):
        stories.a_value(indicator, quarter, "5")
    assert ">Q3 26</text>" in Client().get("/en/indicators/jobs/").content.decode()
    assert ">3 кв. 26</text>" in Client().get("/ru/indicators/jobs/").content.decode()


def test_every_row_ever_written_can_be_read_and_taken_away() -> None:
    from ortaq.civic.indicators.services import values

    indicator, officer = stories.an_indicator(code="green")
    old = stories.a_value(indicator, "2026", "5", by=officer)
    new = values.correct_value(
        value=old, changes={"amount": 6_000_000}, unit="ha", reason="Есепте қате болды.", actor=officer, now=NOW
    )
    page = read("green/values/")
    assert "corrected later" in page
    assert "Есепте қате болды." in page
    assert f"/values/{new.pk}/" in read(f"green/values/{old.pk}/")
    assert "Before it said 5.0\u202fha" in read(f"green/values/{new.pk}/")
    rows = list(csv.DictReader(io.StringIO(read("green.csv").lstrip("\ufeff"))))
    assert [(row["value"], bool(row["superseded_at"])) for row in rows] == [("5", True), ("6", False)]
    found = Client().get("/en/indicators/green.json").json()
    assert [one["value"] for one in found["values"]] == ["5", "6"]
    assert found["targets"] == []
    assert "recorded_by" not in str(found)


def test_addresses_of_nothing_are_not_found() -> None:
    told()
    for path in ("none/", "none.csv", "none.json", "none/districts.json", "none/values/", "frameworks/none/", "rankings/none/",
                 "green/values/999999/"):  # fmt: skip
        read(path, 404)
    for asked in ("?before=x", "?before=" + "9" * 40):
        read(f"green/values/{asked}")


def test_the_map_is_coloured_by_the_latest_values(the_city: Any) -> None:
    city = the_city.territories["kz.almaty"]
    indicator, officer = stories.an_indicator(code="green", body=the_city.bodies["city-akimat"], territory=city)
    for district, value in [("bostandyk", "5"), ("medeu", "9")]:
        stories.a_value(indicator, "2026", value, place=the_city.territories[f"kz.almaty.{district}"], by=officer)
    found = Client().get("/en/indicators/green/districts.json").json()
    assert {one["properties"]["title"]: one["properties"]["c"] for one in found["features"]} == {
        "Bostandyk district": 0,
        "Medeu district": 1,
    }
    assert [one["name"] for one in found["classes"]] == ["5.0\u202fha", "9.0\u202fha"]
    assert found["href"] == "/en/indicators/green/values/KEY/"
    page = read("green/")
    assert "ortaq-map" in page
    assert "Medeu" in page


def test_an_index_warns_where_editions_must_not_be_compared() -> None:
    index = stories.an_index(records.a_body())
    stories.an_edition(index, "2024", 60, published_on=date(2024, 5, 1))
    stories.an_edition(index, "2025", 50, published_on=date(2025, 5, 1))
    assert "10 places up" in read("rankings/")
    stories.an_edition(index, "2026", 70, "v2", published_on=date(2026, 5, 1))
    page = read("rankings/world-cities/")
    assert "2025 and 2026 must not be compared" in page
    assert page.count('role="img"') == 1
    assert "not comparable" in read("rankings/")


def test_a_framework_shows_what_is_missing() -> None:
    from ortaq.civic.indicators.services import indicators

    indicator, officer = stories.an_indicator()
    framework = stories.a_framework("1", "2")
    indicators.align(indicator=indicator, item=framework.items.get(code="1"), fit="close", actor=officer, now=NOW)
    page = read("frameworks/iso/")
    assert "1 of 2 ids listed here are measured" in page
    assert "nearly" in page
    assert "missing" in page
    assert "2 ids were not held against" in page


def test_machines_get_the_values_as_a_layer(the_city: Any) -> None:
    from ortaq.core.territory.models import Territory

    city = the_city.territories["kz.almaty"]
    Territory.objects.filter(pk=city.pk).update(lon=76.9, lat=43.2)
    indicator, officer = stories.an_indicator(code="green", body=the_city.bodies["city-akimat"], territory=city)
    stories.a_value(indicator, "2026", "5.5", by=officer)
    found = Client().get("/api/features/collections/indicator-values/items?indicator=green").json()
    (one,) = found["features"]
    assert one["geometry"]["coordinates"] == [76.9, 43.2]
    assert (one["properties"]["value"], one["properties"]["exact"], one["properties"]["unit"]) == (5.5, "5.5", "ha")
    assert Client().get("/api/features/collections/indicator-values/items?indicator=blue").json()["numberMatched"] == 0
