"""The register of works: from the first day to the residents' word, forward only."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ortaq.core.people.refusal import Refused
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def move(work, city, stage, *, days=0, body="akimat-bostandyk", note="Құжат № 12", **facts):
    from ortaq.civic.works import services

    given = {"links": [("https://goszakup.example/12", "Құжат № 12")], **facts}
    return services.move_work(
        work=work,
        stage=stage,
        reached_on=(NOW + timedelta(days=days)).date(),
        note=note,
        actor=city.officer(body),
        now=NOW + timedelta(days=30),
        **given,
    )


def test_a_work_goes_from_idea_to_accepted_and_everyone_reads_how(the_city, client: Client):
    work = factories.a_work(the_city)
    move(work, the_city, "design", days=3)
    move(work, the_city, "construction", days=9, spent=1_000_000_00)
    move(work, the_city, "done", days=20, spent=4_900_000_00)
    held = move(work, the_city, "accepted", days=25)
    assert [step.stage for step in held.steps.all()] == ["idea", "design", "construction", "done", "accepted"]
    assert (held.spent, held.stage) == (4_900_000_00, "accepted")
    page = client.get(f"/en/works/{work.matter.number}/").content.decode()
    assert "Swings" in page
    assert "accepted by residents" in page
    assert "4 900 000" in page.replace("\u202f", " ").replace("\u00a0", " ").replace(",", " ")


@pytest.mark.parametrize(
    ("stage", "days", "note", "code"),
    [
        ("idea", 3, "x", "backwards"),
        ("accepted", 3, "x", "not_done"),
        ("nonsense", 3, "x", "backwards"),
        ("design", -1, "x", "too_early"),
        ("design", 31, "x", "future"),
        ("design", 3, "  ", "no_note"),
        ("design", 3, "x" * 2001, "long_note"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(the_city, stage, days, note, code):
    work = factories.a_work(the_city)
    with pytest.raises(Refused) as refused:
        move(work, the_city, stage, days=days, note=note)
    assert refused.value.code == code
    work.refresh_from_db()
    assert work.stage == "idea"
    assert work.steps.count() == 1


def test_an_ended_work_stays_as_it_is(the_city):
    work = factories.a_work(the_city)
    move(work, the_city, "stopped", note="Жер телімі басқа мақсатқа берілді.")
    with pytest.raises(Refused, match="has ended"):
        move(work, the_city, "done")


def test_officer_of_another_body_is_refused(the_city):
    work = factories.a_work(the_city)
    with pytest.raises(Refused, match="another body"):
        move(work, the_city, "design", body="akimat-medeu")


def test_money_below_zero_and_a_nameless_work_are_refused(the_city):
    with pytest.raises(Refused, match="less than zero"):
        factories.a_work(the_city, planned=-1)
    with pytest.raises(Refused, match="needs a name"):
        factories.a_work(the_city, title={"kk": " "})


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(the_city, client: Client, django_assert_num_queries, many):
    for _ in range(many):
        factories.a_work(the_city)
    with django_assert_num_queries(5):
        assert client.get(reverse("works:works")).status_code == 200


def test_the_list_goes_on_where_it_stopped(the_city):
    from ortaq.civic.works.queries import works as queries

    works = [factories.a_work(the_city) for _ in range(23)]
    first = queries.listing()
    assert [work.pk for work in first.works] == [work.pk for work in reversed(works)][:20]
    rest = queries.listing(before=first.older)
    assert len(rest.works) == 3
    assert not rest.older
