from datetime import timedelta

import pytest

from ortaq.civic.dialogue.services import ideas, joining
from ortaq.civic.dialogue.services.telling import ideas as telling
from ortaq.core.journal.models import Entry
from ortaq.core.notices.models import Notice
from ortaq.core.people.actor import system
from tests.civic.dialogue import stories
from tests.civic.dialogue.idea_stories import TITLE, a_resident, an_idea
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def told(entry):
    telling.tell_about(entry=entry, actor=system("test"), now=NOW)
    return Notice.objects.order_by("pk").last()


def last():
    return Entry.objects.order_by("pk").last()


def test_the_author_hears_of_a_joining_with_the_last_moment_to_object():
    process, officer = stories.a_process()
    author = a_resident(language="ru")
    root, part = an_idea(process, title="Абайға веложол салу"), an_idea(process, actor=author)
    joining.join_ideas(ideas=[part], into=root, reason="Бір жол", actor=officer, now=NOW)
    letter = told(last())
    assert (letter.person_id, letter.language) == (author.person_id, "ru")
    for said in (root.matter.title, "Бір жол", "8 марта 2027", f"/{part.matter.number}/object/"):
        assert said in letter.text.replace("\xa0", " ")
    assert telling.tell_about(entry=last(), actor=system("test"), now=NOW + timedelta(hours=1)) == 0


def test_each_decision_is_told_with_its_reason():
    process, officer = stories.a_process()
    author = a_resident(language="en")
    root, idea = an_idea(process), an_idea(process, actor=author)
    subjects = []

    def heard():
        letter = told(last())
        subjects.append(letter.subject.partition(":")[0])
        return letter.text

    ideas.hold_idea(idea=idea, reason="Қаралсын", actor=officer, now=NOW)
    assert "Қаралсын" in heard()
    ideas.show_idea(idea=idea, actor=officer, now=NOW)
    heard()
    (made,) = joining.join_ideas(ideas=[idea], into=root, reason="Бір жол", actor=officer, now=NOW)
    heard()
    joining.object_to_joining(joining=made, words="Басқа", actor=author, now=NOW)
    joining.settle_objection(joining=made, upheld=False, reason="Көше бір", actor=officer, now=NOW)
    assert "Көше бір" in heard()
    joining.part_ideas(joining=made, reason="Қате болды", actor=officer, now=NOW)
    assert "Қате болды" in heard()
    ideas.reject_idea(idea=idea, reason="Жарнама", actor=officer, now=NOW)
    assert "Жарнама" in heard()
    assert subjects == [
        "A moderator looks at your idea", "Your idea is shown", "Your idea was joined with another",
        "Your objection is answered", "Your idea stands by itself again", "Your idea is not shown",
    ]  # fmt: skip


def test_nobody_is_told_what_she_did_herself_or_has_just_read():
    process, _ = stories.a_process(moderation="before")
    author = a_resident()
    idea = an_idea(process, actor=author)
    assert last().act == "idea.held"
    assert telling.tell_about(entry=last(), actor=system("test"), now=NOW) == 0
    ideas.withdraw_idea(idea=idea, actor=author, now=NOW)
    assert telling.tell_about(entry=last(), actor=system("test"), now=NOW) == 0
    assert TITLE not in "".join(Notice.objects.values_list("text", flat=True))
