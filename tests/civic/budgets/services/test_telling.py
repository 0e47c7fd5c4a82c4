"""Authors hear what became of their projects, once, in their language."""

import pytest

from ortaq.civic.budgets.services import projects, telling
from ortaq.core.journal.models import Entry
from ortaq.core.notices.models import Notice
from ortaq.core.people.actor import system
from tests import factories
from tests.conftest import NOW


def tell(project, act):
    entry = Entry.objects.filter(matter=project.pk, act=act).latest("seq")
    return telling.tell_about(entry=entry, actor=system("budgets"), now=NOW)


def test_an_author_hears_of_the_check_once(vote):
    project = vote.projects[0]
    assert tell(project, "project.checked") == 1
    assert tell(project, "project.checked") == 0
    notice = Notice.objects.get()
    assert notice.person_id == project.author_id
    assert project.matter.number in notice.subject
    assert f"/kk/budgets/{vote.call.code}/projects/{project.matter.number}/" in notice.text


def test_what_she_did_herself_is_not_told_back_to_her(vote):
    own, other = vote.projects[:2]
    projects.withdraw_project(project=own, actor=factories.resident(own.author), now=NOW)
    projects.withdraw_project(project=other, reason="Жер берілді.", actor=vote.head, now=NOW)
    assert tell(own, "project.withdrawn") == 0
    assert tell(other, "project.withdrawn") == 1
    assert "Жер берілді." in Notice.objects.get().text


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_winners_and_others_are_told_kindly(vote, language):
    for project in vote.projects:
        project.author.language = language
        project.author.save()
    vote.cast(vote.projects[0].author, 0)
    vote.count()
    assert tell(vote.projects[0], "project.won") == 1
    assert tell(vote.projects[4], "project.lost") == 1
    assert all(notice.language == language and notice.subject for notice in Notice.objects.all())


def test_nobody_is_told_when_the_author_has_been_forgotten(vote):
    admin = vote.city.officer("centre", "admin")
    projects.forget_author(person=vote.projects[0].author, actor=admin, now=NOW)
    assert tell(vote.projects[0], "project.checked") == 0
    assert tell(vote.projects[1], "project.submitted") == 0
