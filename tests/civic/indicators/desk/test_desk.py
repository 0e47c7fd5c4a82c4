"""Keepers at the desk: an indicator begun, values recorded, confirmed, verified, corrected, imported; targets; editions."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories, records
from tests.civic.indicators import stories

pytestmark = pytest.mark.django_db
SOURCE = {"amount_unit": "ha", "source_of": "Жылдық есеп", "measured_on": "2027-01-20", "evidence": "claimed"}


class Desk:
    """An officer with a browser, signed in with a second factor."""

    def __init__(self, body: Any, role: str = "officer") -> None:
        office = factories.an_office(body, role)
        self.actor, self.client = factories.actor_for(office), Client()
        records.sign_in(self.client, records.an_account(office.person), strong=True)

    def read(self, path: str = "", status: int = 200) -> str:
        response = self.client.get(f"/en/desk/indicators/{path}")
        assert response.status_code == status, path
        return response.content.decode()

    def send(self, path: str, status: int = 302, **typed: Any) -> str:
        response = self.client.post(f"/en/desk/indicators/{path}", typed)
        assert response.status_code == status, response.content.decode()[-3000:]
        return response.content.decode()


@pytest.fixture
def body(db: None) -> Any:
    return records.a_body()


@pytest.fixture
def desk(body: Any) -> Desk:
    return Desk(body)


def test_an_indicator_is_begun_measured_and_aimed(desk: Desk, body: Any) -> None:
    from ortaq.civic.indicators.models import Indicator, Target

    given = {
        "measure_code": "green", "keeper": body.code, "whole": "kz.test", "measure_unit": "ha",
        "measure_name_kk": "Жасыл алаң", "measure_theme": "public_space", "direction": "up", "decimals": 1,
        "frequency": "year", "lag_days": 180, "computed_from": "",
    }  # fmt: skip
    assert "Жасыл алаң" in desk.send("new/", 422, **given)
    desk.send("new/", **given, measure_name_ru="Зелёные площади")
    assert Indicator.objects.get().body == body
    assert "another" in desk.send("new/", 422, **given, measure_name_ru="Зелёные площади").lower()
    desk.send("green/record/", **SOURCE, part_of_city="kz.test", over="2026", amount="12,5")
    assert "12.5\u202fha" in desk.read("green/")
    desk.send(
        "green/target/", part_of_city="kz.test", baseline="10", baseline_on="2024-01-01", goal="20",
        reach_by="2030-01-01", source_of="Бас жоспар",
    )  # fmt: skip
    assert Target.objects.get().amount == 20_000_000
    assert "wrong" not in desk.read("green/words/")


def test_a_jump_asks_for_a_word_and_keeps_what_was_typed(desk: Desk, body: Any) -> None:
    indicator, _officer = stories.an_indicator(code="green", body=body)
    stories.a_value(indicator, "2025", "5", by=desk.actor)
    typed = SOURCE | {"part_of_city": "kz.test", "over": "2026", "amount": "5 000"}
    page = desk.send("green/record/", 422, **typed)
    assert "a hundred times apart" in page
    assert 'value="5 000"' in page
    desk.send("green/record/", **typed, confirmed="Жаңа саябақ.")


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"over": "2027"}, "over"), ({"over": "2025"}, "over"), ({"over": "2025-07"}, "over"),
     ({"amount": "5 000,5"}, "confirmed"), ({"amount_unit": "m2"}, "amount_unit"), ({"measured_on": "2027-12-31"}, "measured_on"),
     ({"evidence": "documented"}, "source_address"), ({"amount": "1,284"}, "amount")],
)  # fmt: skip
def test_what_is_refused_stands_beside_its_field_and_is_kept(desk: Desk, body: Any, typed: Any, field: str) -> None:
    indicator, _officer = stories.an_indicator(code="green", body=body)
    stories.a_value(indicator, "2025", "5", by=desk.actor)
    page = desk.send("green/record/", 422 if typed != {"over": "2025"} else 409,
                     **SOURCE | {"part_of_city": "kz.test", "over": "2026", "amount": "5"} | typed)  # fmt: skip
    assert f'id="id_{field}_error"' in page
    assert f'href="#id_{field}"' in page
    assert all(f'value="{value}"' in page for value in typed.values())


def test_a_jump_is_told_in_numbers_of_the_language(desk: Desk, body: Any) -> None:
    indicator, _officer = stories.an_indicator(code="green", body=body)
    stories.a_value(indicator, "2025", "11600", by=desk.actor)
    typed = SOURCE | {"part_of_city": "kz.test", "over": "2026", "amount": "1,5"}
    page = desk.client.post("/ru/desk/indicators/green/record/", typed).content.decode()
    assert "В соседнем периоде 11\u202f600, здесь 1,5" in page


def test_a_correction_far_from_the_period_beside_it_asks_for_a_word_too(desk: Desk, body: Any) -> None:
    from ortaq.civic.indicators.models import Value

    indicator, _officer = stories.an_indicator(code="green", body=body)
    stories.a_value(indicator, "2025", "5", by=desk.actor)
    value = stories.a_value(indicator, "2026", "600", by=desk.actor, confirmed="Жаңа саябақ.")
    path, typed = f"green/values/{value.pk}/correct/", SOURCE | {"because": "Қате терілген."}
    page = desk.send(path, 422, **typed | {"amount": "6 000"})
    assert "a hundred times apart" in page
    assert 'value="Қате терілген."' in page
    desk.send(path, **typed | {"amount": "6 000"}, confirmed="Жаңа саябақ.")
    assert Value.objects.last().note == "Қате терілген. Жаңа саябақ."
    desk.send(f"green/values/{Value.objects.last().pk}/correct/", **typed | {"amount": "6"})


def test_a_wrong_unit_and_a_taken_period_are_told(desk: Desk, body: Any) -> None:
    indicator, _officer = stories.an_indicator(code="green", body=body)
    stories.a_value(indicator, "2026", "5", by=desk.actor)
    typed = SOURCE | {"part_of_city": "kz.test", "over": "2026-Q3", "amount": "5"}
    assert "counted in “ha”" in desk.send("green/record/", 422, **typed | {"amount_unit": "m2"})
    assert "overlaps 2026" in desk.send("green/record/", 422, **typed)
    assert "correct that one" in desk.send("green/record/", 409, **typed | {"over": "2026"})
    assert "Write the period as" in desk.send("green/record/", 422, **typed | {"over": "summer"})
    assert "Write a number" in desk.send("green/record/", 422, **typed | {"amount": "many"})


def test_a_colleague_verifies_and_a_correction_keeps_the_old_row(desk: Desk, body: Any) -> None:
    from ortaq.civic.indicators.models import Value

    indicator, _officer = stories.an_indicator(code="green", body=body)
    value = stories.a_value(
        indicator, "2026", "5", state="documented", source_url="https://x.example/report", by=desk.actor
    )
    path = f"green/values/{value.pk}"
    assert "Who recorded a value does not verify it" in desk.send(f"{path}/verify/", 422)
    colleague = Desk(body, "head")
    assert "https://x.example/report" in colleague.read(f"{path}/verify/")
    colleague.send(f"{path}/verify/")
    assert "Somebody has verified" in Desk(body).send(f"{path}/verify/", 409)
    typed = SOURCE | {"amount": "6", "evidence": "documented", "source_address": "https://x.example/report"}
    assert "Say what is corrected" in desk.send(f"{path}/correct/", 422, **typed)
    desk.send(f"{path}/correct/", **typed, because="Қате терілген.")
    assert list(Value.objects.order_by("pk").values_list("amount", "state")) == [
        (5_000_000, "verified"), (6_000_000, "documented"),
    ]  # fmt: skip
    assert "stands in the place" in desk.send(f"{path}/correct/", 409, **typed, because="Тағы")


def test_a_file_is_taken_whole_or_its_lines_stay_with_a_report(desk: Desk, body: Any) -> None:
    from ortaq.civic.indicators.models import Value

    stories.an_indicator(code="green", body=body)
    head = "territory,period,value,unit,source,measured_on\n"
    good = head + "kz.test,2025,5,ha,Есеп,2027-01-20\nkz.test,2026,6,ha,Есеп,2027-01-20\n"
    page = desk.send("green/import/", 422, csv_lines=head + "kz.test,2026,6,km,Есеп,2027-01-20")
    assert "Line 2:" in page
    assert "kz.test,2026,6,km" in page
    assert not Value.objects.exists()
    wrong = SimpleUploadedFile("v.csv", (head + "kz.nowhere,2026,6,ha,Есеп,2027-01-20").encode())
    assert "kz.nowhere,2026" in desk.send("green/import/", 422, csv_file=wrong)
    assert "not UTF-8" in desk.send("green/import/", 422, csv_file=SimpleUploadedFile("v.csv", "Есеп".encode("cp1251")))
    assert "Choose a file" in desk.send("green/import/", 422)
    desk.send("green/import/", csv_file=SimpleUploadedFile("v.csv", good.encode()))
    assert Value.objects.count() == 2


def test_it_answers_to_a_standard_and_measures_a_plan(desk: Desk, body: Any) -> None:
    from ortaq.civic.indicators.models import Alignment

    stories.an_indicator(code="green", body=body)
    framework, plan = stories.a_framework("19.1"), records.a_matter(kind="plan", title="Бас жоспар")
    desk.send("green/align/", item=f"{framework.code} 19.1", fit="exact")
    desk.send(f"green/align/{Alignment.objects.get().pk}/")
    assert not Alignment.objects.exists()
    desk.send("green/align/999/", 404)
    assert "no public matter" in desk.send("green/link/", 422, measured_number="2027-999999")
    desk.send("green/link/", measured_number=plan.number)
    assert "Бас жоспар" in Client().get("/kk/indicators/green/").content.decode()


def test_the_desk_begins_with_what_is_missing(desk: Desk, body: Any) -> None:
    stale, _officer = stories.an_indicator(
        code="b-stale", body=body, name={"kk": "Ескі", "ru": "Старый", "en": "Stale"}
    )
    fresh, _officer = stories.an_indicator(code="a-fresh", body=body, name={"kk": "Жаңа", "ru": "Новый", "en": "Fresh"})
    stories.a_value(stale, "2022", "5", by=desk.actor)
    stories.a_value(fresh, "2026", "5", state="documented", source_url="https://x.example", by=desk.actor)
    page = desk.read()
    assert page.index("Stale") < page.index("Fresh")
    assert "1 value waits for a second look" in page
    other = Desk(records.a_body("akimat-other"))
    assert "Stale" not in other.read()
    other.read("b-stale/", 404)
    other.send("b-stale/record/", 404, amount="5")


@pytest.mark.parametrize("many", [1, 3])
def test_the_desk_costs_the_same_with_one_row_and_with_three(
    desk: Desk, body: Any, django_assert_max_num_queries: Any, many: int
) -> None:
    for number in range(many):
        indicator, _officer = stories.an_indicator(code=f"green-{number}", body=body)
        for year in range(2027 - many, 2027):
            stories.a_value(indicator, str(year), "5", by=desk.actor)
        stories.an_edition(stories.an_index(body, f"index-{number}"), "2026", 5)
    with django_assert_max_num_queries(12):
        desk.read()
    with django_assert_max_num_queries(12):
        desk.read("green-0/")


def test_an_index_is_watched_and_its_editions_recorded(desk: Desk, body: Any) -> None:
    from ortaq.civic.indicators.models import IndexEdition

    desk.send(
        "rankings/new/", index_code="cities", keeper=body.code, publisher="Publisher", index_name_kk="Индекс",
        index_name_ru="Индекс",
    )  # fmt: skip
    typed = {
        "edition": "2026",
        "published_on": "2026-05-01",
        "rank": 7,
        "cities": 100,
        "method": "v1",
        "points": "61,5",
    }
    desk.send("rankings/cities/", **typed)
    assert "To correct it, say why" in desk.send("rankings/cities/", 409, **typed)
    assert IndexEdition.objects.get().score == 61_500_000
    assert "between 1 and" in desk.send("rankings/cities/", 422, **typed | {"edition": "2025", "rank": 101})
    Desk(records.a_body("akimat-other")).read("rankings/cities/", 404)


def test_what_is_computed_is_computed_on_demand_and_never_typed(desk: Desk, body: Any, monkeypatch: Any) -> None:
    from ortaq.civic.indicators.rules import figures

    monkeypatch.setattr(figures, "_PUBLISHED", {})

    inputs = {"part": 9, "whole": 10}

    def count(asked: Any) -> dict[str, Any]:
        return {asked.territories[0]: dict(inputs)}

    figures.publish(figures.Figure("share-test", "A share", "Counted.", ("share",), count))
    stories.an_indicator(code="share", body=body, unit="percent", rule="share", figure="share-test", frequency="month")
    assert "Record a value" not in desk.read("share/")
    desk.send("share/compute/")
    page = Client().get("/en/indicators/share/values/").content.decode()
    assert page.count("90.0\u202f%") == 3
    from ortaq.civic.indicators.models import Value

    shown = Client().get(f"/en/indicators/share/values/{Value.objects.last().pk}/").content.decode()
    assert "the same value, the same digest" in shown
    assert Value.objects.last().measured_on == date(2027, 3, 1)
    inputs["part"] = 8
    desk.send("share/compute/")
    assert "Рассчитано заново" in Client().get("/ru/indicators/share/values/").content.decode()
