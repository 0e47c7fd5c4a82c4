import pytest

from ortaq.civic.dialogue.queries import desk
from tests import records
from tests.civic.dialogue import stories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["draft", "published"])
def test_a_draft_is_moderated_by_its_organisers_alone_what_is_public_by_moderators_too(state: str) -> None:
    process, officer = stories.a_process(state=state, listed=state != "draft")
    elsewhere = records.a_body("elsewhere")
    moderator, stranger = stories.office(elsewhere, "moderator"), stories.office(elsewhere)
    resident = stories.her(stories.a_person())
    found = [desk.moderated(process.code, actor) is not None for actor in (officer, moderator, stranger, resident)]
    assert found == [True, state != "draft", False, False]
    assert desk.moderated("no-such-dialogue", officer) is None
