"""Residents draw concepts for three days; each has its page, and becomes one work."""

import pytest

from ortaq.core.people.refusal import Refused
from tests.civic.works import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def built_on(concept, city, actor=None):
    from ortaq.civic.works.services import workshops

    return workshops.build_on(
        concept=concept, body=city.bodies[stories.BODY], kind="park", note="Жобалауға берілді.", planned=1_000_00,
        link="https://ortaq.example/kk/works/concepts/1/", actor=actor or city.officer(), now=stories.LATER,
    )  # fmt: skip


def test_a_concept_becomes_one_work_and_its_card_leads_there(the_city, client):
    from ortaq.core.matters.models import Link

    held = stories.a_workshop(the_city, 3)
    concepts = list(held.concepts.all())
    assert [one.number for one in concepts] == [1, 2, 3]
    works = {built_on(concepts[0], the_city) for _ in range(2)}
    (work,) = works
    assert (work.stage, work.shape, work.kind) == ("concept", stories.AREA, "park")
    assert Link.objects.get(origin=concepts[0].matter).result == work.matter
    stories.moved(work, the_city.officer(), "done", day=30)
    page = client.get(f"/en/works/workshops/{held.matter.number}/").content.decode()
    assert "only a concept so far" in page
    assert "3 days" in page
    for concept in concepts:
        assert client.get(f"/en/works/concepts/{concept.matter.number}/").status_code == 200
    assert concepts[0].matter.number in client.get(f"/en/works/{work.matter.number}/").content.decode()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"title": {"kk": ""}}, "no_title"),
        ({"ends_on": NOW.date().replace(year=2026)}, "days"),
        ({"ends_on": NOW.date().replace(month=6)}, "days"),
    ],
)
def test_a_workshop_that_cannot_be_is_refused(the_city, facts, code):
    with pytest.raises(Refused) as refused:
        stories.a_workshop(the_city, 0, **facts)
    assert refused.value.code == code


def test_officers_of_other_bodies_draw_and_build_nothing(the_city):
    held = stories.a_workshop(the_city, 1)
    stranger = the_city.officer("akimat-medeu")
    with pytest.raises(Refused, match="another body"):
        stories.a_concept(held, stranger)
    with pytest.raises(Refused, match="another body"):
        built_on(held.concepts.get(), the_city, stranger)
    assert held.concepts.get().work is None
