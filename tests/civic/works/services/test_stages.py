"""What shows a stage is kept with it: links, documents, photos; nothing moves without."""

import pytest

from ortaq.core.people.refusal import Refused
from tests import factories
from tests.civic.works import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"


def test_files_of_a_form_become_evidence_everyone_opens(the_city, client):
    from ortaq.core.files import services as files

    work, actor = factories.a_work(the_city), the_city.officer()
    given = {"upload_token": "x" * 40, "actor": actor, "now": NOW}
    files.store_upload(upload=PDF, name="акт.pdf", purpose="document", **given)
    files.store_upload(upload=stories.a_photo(NOW, lon=76.9, lat=43.2), name="a.jpg", purpose="photo", **given)
    stories.moved(work, actor, "construction", upload_token="x" * 40, links=[])
    step = work.steps.get(stage="construction")
    assert [one.kind for one in step.evidence.all()] == ["document", "photo"]
    stories.cleaned()
    page = client.get(f"/en/works/{work.matter.number}/").content.decode()
    file = step.evidence.get(kind="document").file
    assert f"/en/files/{file.public_id}.pdf" in page
    assert client.get(f"/en/files/{file.public_id}.pdf").status_code == 200


def test_a_stage_without_what_it_needs_leaves_the_work_where_it_was(the_city):
    work, actor = factories.a_work(the_city), the_city.officer()
    with pytest.raises(Refused) as refused:
        stories.moved(work, actor, "design", links=[])
    assert refused.value.code == "no_evidence"
    with pytest.raises(Refused) as refused:
        stories.moved(work, actor, "design", links=[("javascript:alert(1)", "x")])
    assert refused.value.code == "link"
    work.refresh_from_db()
    assert (work.stage, work.steps.count(), work.matter.stage) == ("idea", 1, "idea")


def test_a_work_is_done_only_when_it_says_how_much_was_built(the_city):
    work, actor = factories.a_work(the_city), the_city.officer()
    stories.measured(work, actor, planned=2)
    with pytest.raises(Refused) as refused:
        stories.moved(work, actor, "done", day=3)
    assert refused.value.code == "no_amounts"
    stories.measured(work, actor, planned=2, done=1)
    held = stories.moved(work, actor, "done", day=3)
    assert (held.done_on, held.year) == (NOW.date().replace(day=4), 2027)


def test_a_work_enters_in_the_middle_of_its_way_with_evidence(the_city):
    with pytest.raises(Refused) as refused:
        factories.a_work(the_city, stage="tender")
    assert refused.value.code == "no_evidence"
    work = factories.a_work(the_city, stage="done", links=stories.LINK, reached_on=NOW.date())
    assert (work.done_on, work.year) == (NOW.date(), 2027)


def test_residents_accept_a_work_when_three_have_looked_and_nothing_is_open(the_city):
    from ortaq.civic.works.services import acceptance

    work, actor = stories.a_built(the_city), the_city.officer()
    for _ in range(2):
        stories.inspected(work)
    with pytest.raises(Refused) as refused:
        stories.moved(work, actor, "accepted", day=5, links=[])
    assert refused.value.code == "not_inspected"
    made = stories.inspected(work, fixed="Әткеншек қозғалып тұр.")
    with pytest.raises(Refused) as refused:
        stories.moved(work, actor, "accepted", day=5)
    assert refused.value.code == "open_defects"
    defect = made.findings.get(state="defect")
    acceptance.settle_defect(finding=defect, note="Бұрандалар қатайтылды.", actor=actor, now=stories.LATER)
    assert stories.moved(work, actor, "accepted", day=5, links=[]).stage == "accepted"
