from datetime import timedelta

import pytest

from ortaq.civic.dialogue.models import Idea
from ortaq.civic.dialogue.services import ideas, joining, support
from ortaq.core.discussion.models import Support
from ortaq.core.people.actor import GUEST
from ortaq.core.people.refusal import Refused
from tests.civic.dialogue import stories
from tests.civic.dialogue.idea_stories import a_resident, an_idea, supported, supporters
from tests.conftest import NOW
from tests.records import at_once


@pytest.mark.django_db
def test_a_person_counts_once_and_may_take_it_back():
    process, _ = stories.a_process()
    idea, her = an_idea(process), a_resident()
    assert support.support_idea(idea=idea, actor=her, now=NOW) is True
    assert support.support_idea(idea=idea, actor=her, now=NOW) is False
    assert supporters(idea) == 1
    assert support.withdraw_support(idea=idea, actor=her, now=NOW) is True
    assert support.withdraw_support(idea=idea, actor=her, now=NOW) is False
    assert (supporters(idea), Support.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_guest_an_unconfirmed_phone_and_the_author_do_not_count():
    process, _ = stories.a_process()
    author = a_resident()
    idea = an_idea(process, actor=author)
    for actor, code in ((GUEST, "sign_in"), (a_resident(phone=False), "phone_verified"), (author, "own")):
        with pytest.raises(Refused) as refused:
            support.support_idea(idea=idea, actor=actor, now=NOW)
        assert refused.value.code == code
    assert supporters(idea) == 0


@pytest.mark.django_db
def test_support_follows_the_phase_to_its_last_second():
    process, _ = stories.a_process()
    idea, her = an_idea(process), a_resident()
    with pytest.raises(Refused, match="could be supported until"):
        support.support_idea(idea=idea, actor=her, now=stories.VOTED)
    assert support.support_idea(idea=idea, actor=her, now=stories.VOTED - timedelta(microseconds=1))
    with pytest.raises(Refused, match="could be supported until"):
        support.withdraw_support(idea=idea, actor=her, now=stories.VOTED)


@pytest.mark.django_db
def test_what_is_not_shown_takes_no_support():
    process, officer = stories.a_process()
    idea = an_idea(process)
    ideas.hold_idea(idea=idea, reason="Қаралсын", actor=officer, now=NOW)
    with pytest.raises(Refused, match="takes no support now"):
        support.support_idea(idea=idea, actor=a_resident(), now=NOW)


@pytest.mark.django_db
def test_support_of_a_joined_idea_counts_for_its_root():
    process, officer = stories.a_process()
    root, part = an_idea(process), an_idea(process)
    joining.join_ideas(ideas=[part], into=root, reason="Бір жол", actor=officer, now=NOW)
    supported(part, a_resident())
    assert (supporters(root), supporters(part)) == (1, 0)
    assert Support.objects.get().matter_id == root.pk


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_exactly():
    process, _ = stories.a_process()
    idea = an_idea(process)
    waiting = [a_resident() for _ in range(8)]
    results = at_once(lambda: support.support_idea(idea=idea, actor=waiting.pop(), now=NOW), threads=8)
    assert results == [True] * 8
    assert (supporters(idea), Support.objects.count()) == (8, 8)


@pytest.mark.django_db(transaction=True)
def test_one_person_in_many_windows_counts_once():
    process, _ = stories.a_process()
    idea, her = an_idea(process), a_resident()
    results = at_once(lambda: support.support_idea(idea=idea, actor=her, now=NOW), threads=6)
    assert sorted(results) == [False] * 5 + [True]
    assert (supporters(idea), Support.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_support_while_the_idea_is_being_joined_is_lost_nowhere():
    process, officer = stories.a_process()
    root, part = an_idea(process), an_idea(process)
    waiting = [a_resident() for _ in range(6)]
    deeds = [
        *(lambda who=who: support.support_idea(idea=part, actor=who, now=NOW) for who in waiting),
        lambda: joining.join_ideas(ideas=[part], into=root, reason="Бір жол", actor=officer, now=NOW),
        lambda: support.support_idea(idea=root, actor=waiting[0], now=NOW),
    ]

    def next_deed():
        return deeds.pop()()

    at_once(next_deed, threads=len(deeds))
    assert supporters(root) == 6
    people = Support.objects.values("person").distinct().count()
    assert people == 6
    assert Idea.objects.get(pk=part.pk).root_id == root.pk


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_from_two_windows_makes_one_idea():
    process, _ = stories.a_process()
    her = a_resident()
    made = at_once(lambda: an_idea(process, actor=her, form_token="same").pk, threads=4)
    assert len(set(made)) == Idea.objects.count() == 1
