"""Several write one text in the same moment: one is first, nobody's words are lost unseen."""

from datetime import timedelta
from typing import Any

import pytest

from tests import records
from tests.civic.dialogue import stories, texts
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_save_over_the_same_version_one_is_told_that_she_was_second() -> None:
    from ortaq.civic.dialogue.services import contents
    from ortaq.core.people.refusal import Refused

    process, officer = stories.a_process()
    content = texts.a_draft(process, officer)
    writers = iter(range(4))

    def save() -> str:
        words: dict[str, Any] = {"title": texts.TITLE, "text": {"kk": f"Мәтін {next(writers)}"}}
        try:
            contents.save_version(content=content, words=words, based_on=1, actor=officer, now=NOW)
        except Refused as refused:
            return refused.code
        return "saved"

    assert sorted(records.at_once(save)) == ["saved", "second", "second", "second"]
    assert [one.number for one in content.versions.all()] == [2, 1]


def test_texts_begun_in_one_moment_get_addresses_of_their_own() -> None:
    process, officer = stories.a_process()
    codes = records.at_once(lambda: texts.a_draft(process, officer, "news").code)
    assert sorted(codes) == ["news-1", "news-2", "news-3", "news-4"]


def test_what_is_due_is_shown_once_however_many_workers_look() -> None:
    from ortaq.civic.dialogue.services import contents
    from ortaq.core.journal.models import Entry
    from ortaq.core.people.actor import system

    process, officer = stories.a_process()
    content = texts.a_draft(process, officer, "news")
    later = NOW + timedelta(hours=1)
    contents.schedule_content(content=content, publish_at=later, actor=officer, now=NOW)
    assert sum(records.at_once(lambda: contents.publish_due(actor=system("clock"), now=later))) == 1
    assert Entry.objects.filter(act="process.content_published").count() == 1
