"""Several work on one plan in the same moment: one is first, nobody's words are lost unseen, nothing is frozen twice."""

from itertools import count
from typing import Any

import pytest

from tests import records
from tests.civic.plans.services.test_versions import begun, published
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def outcome(act: Any, done: str) -> Any:
    from ortaq.core.people.refusal import Refused

    def run() -> str:
        try:
            act()
        except Refused as refused:
            return refused.code
        return done

    return run


def test_of_those_who_save_over_the_same_text_one_is_kept_and_the_others_are_told() -> None:
    from ortaq.civic.plans.queries import texts as queries
    from ortaq.civic.plans.services import texts

    _plan, version, officer = begun()
    seen, writers = queries.digest(version), count(1)

    def save() -> None:
        said = {"kk": f"Мәтін {next(writers)}"}
        texts.save_text(version=version, columns=said, based_on=seen, actor=officer, now=NOW)

    assert sorted(records.at_once(outcome(save, "saved"))) == ["saved", "second", "second", "second"]
    assert version.paragraphs.count() == 1


def test_a_version_is_published_once() -> None:
    from ortaq.civic.plans.services import versions
    from ortaq.core.journal.models import Entry

    _plan, version, officer = begun()
    publish = outcome(lambda: versions.publish_version(version=version, actor=officer, now=NOW), "done")
    assert sorted(records.at_once(publish)) == ["done", "published", "published", "published"]
    assert Entry.objects.filter(act="plan.version_published").count() == 1


def test_the_next_version_is_begun_once() -> None:
    from ortaq.civic.plans.services import versions

    plan, _version, officer = published()
    begin = outcome(lambda: versions.begin_version(plan=plan, actor=officer, now=NOW), "done")
    assert sorted(records.at_once(begin)) == ["done", "open_already", "open_already", "open_already"]
    assert plan.versions.count() == 2


def test_of_those_who_answer_a_remark_in_the_same_moment_one_does() -> None:
    from ortaq.civic.plans.models import Remark
    from ortaq.core.journal.models import Entry
    from tests.civic.plans import answer_stories, remark_stories

    _plan, officer, version = remark_stories.a_spoken_plan()
    remark = remark_stories.said(version)
    give = outcome(lambda: answer_stories.answered(remark, officer), "given")
    assert sorted(records.at_once(give)) == ["given", "second", "second", "second"]
    assert Entry.objects.filter(act="remark.answered").count() == 1
    assert Remark.objects.get().fate == "adopted"
