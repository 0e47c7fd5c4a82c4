"""Residents look at what was built; each defect becomes one appeal, with its photo, in her name."""

import pytest

from ortaq.core.people.actor import GUEST, system
from ortaq.core.people.refusal import Refused
from tests import factories
from tests.civic.works import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
WORDS = "Әткеншектің бұрандасы босаған."


def test_a_defect_becomes_one_appeal_to_the_body_with_its_photo(the_city):
    from ortaq.civic.reception.models import Appeal
    from ortaq.civic.works import acts
    from ortaq.core.journal.models import Entry
    from ortaq.core.matters.models import Link
    from ortaq.journeys import jobs

    person = factories.a_person()
    work = stories.a_built(the_city, shape=stories.AREA)
    photo = stories.a_photo(NOW, lon=stories.LON, lat=stories.LAT)
    made = stories.inspected(work, factories.resident(person), photos={"fixed": ("a.jpg", photo)}, fixed=WORDS)
    entry = Entry.objects.get(act=acts.INSPECTED)
    assert [jobs.bring_defects_to_reception.call(entry_id=entry.pk) for _ in range(2)] == [1, 0]
    appeal = Appeal.objects.get()
    assert WORDS in appeal.text
    assert appeal.matter.title.startswith("Олай емес: «"), "the line alone says how it should be"
    assert work.matter.number in appeal.text
    assert (appeal.applicant, appeal.assignments.get().body) == (person, work.body)
    finding = made.findings.get(item="fixed")
    assert finding.appeal == appeal.matter
    assert finding.photo.matter == appeal.matter
    link = Link.objects.get(kind="defect")
    assert (link.origin, link.result) == (work.matter, appeal.matter)
    assert person.name not in str(entry.data)


def test_what_was_found_is_public_in_sums_without_words_and_names(the_city, client):
    work = stories.a_built(the_city)
    person = factories.a_person("Роза (демо)")
    stories.inspected(work, factories.resident(person), fixed=WORDS)
    page = client.get(f"/kk/works/{work.matter.number}/acceptance/").content.decode()
    assert WORDS not in page
    assert "Роза" not in page


@pytest.mark.parametrize("stage", ["construction", "accepted"])
def test_only_what_is_done_is_looked_at(the_city, stage):
    work = stories.a_built(the_city) if stage == "accepted" else factories.a_work(the_city)
    stories.moved(work, the_city.officer(), stage, day=2)
    with pytest.raises(Refused) as refused:
        stories.inspected(work)
    assert refused.value.code == "not_done"


def test_a_guest_signs_in_first_and_nobody_looks_twice(the_city):
    from ortaq.civic.works.models import Inspection

    work, somebody = stories.a_built(the_city), factories.resident(factories.a_person())
    with pytest.raises(Refused) as refused:
        stories.inspected(work, GUEST)
    assert refused.value.code == "sign_in"
    stories.inspected(work, somebody)
    with pytest.raises(Refused) as refused:
        stories.inspected(work, somebody)
    assert refused.value.code == "second"
    assert Inspection.objects.count() == 1


def test_a_defect_is_settled_once_by_the_body_alone(the_city):
    from ortaq.civic.works.services import acceptance

    defect = stories.inspected(stories.a_built(the_city), fixed=WORDS).findings.get(state="defect")
    given = {"finding": defect, "now": stories.LATER}
    with pytest.raises(Refused, match="another body"):
        acceptance.settle_defect(note="x", actor=the_city.officer("akimat-medeu"), **given)
    with pytest.raises(Refused) as refused:
        acceptance.settle_defect(note="  ", actor=the_city.officer(), **given)
    assert refused.value.code == "no_note"
    acceptance.settle_defect(note="Қатайтылды.", actor=the_city.officer(), **given)
    with pytest.raises(Refused) as refused:
        acceptance.settle_defect(note="Тағы.", actor=the_city.officer(), **given)
    assert refused.value.code == "second"


def test_a_work_without_a_place_brings_its_defects_too(the_city):
    from ortaq.journeys import defect_to_appeal

    made = stories.inspected(stories.a_built(the_city), fixed=WORDS, clean="Қоқыс қалды.")
    opened = defect_to_appeal.open_all(inspection_id=made.pk, actor=system("journey"), now=stories.LATER)
    assert opened == 2
