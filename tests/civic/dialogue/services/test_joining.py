from datetime import timedelta

import pytest

from ortaq.civic.dialogue.models import Idea, Joining
from ortaq.civic.dialogue.services import ideas, joining, support
from ortaq.core.discussion.models import Support
from ortaq.core.people.refusal import Refused
from tests import records
from tests.civic.dialogue import stories
from tests.civic.dialogue.idea_stories import a_resident, an_idea, supported, supporters
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
REASON = "Екеуі бір веложол туралы"


def joined(officer, into, *parts, **facts):
    return joining.join_ideas(ideas=parts, into=into, reason=REASON, actor=officer, **{"now": NOW, **facts})


def codes(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_joined_ideas_have_the_union_of_their_supporters_and_stay_readable():
    process, officer = stories.a_process()
    root, part = an_idea(process), an_idea(process)
    both, first, second = a_resident(), a_resident(), a_resident()
    supported(root, both, first)
    supported(part, both, second)
    (made,) = joined(officer, root, part)
    assert (supporters(root), supporters(part)) == (3, 2)
    assert Support.objects.filter(matter=part.matter).count() == 2
    kept = Idea.objects.get(pk=part.pk)
    assert (kept.state, kept.joined_into_id, kept.root_id) == ("joined", root.pk, root.pk)
    assert (kept.matter.visibility, kept.matter.stage) == ("public", "joined")
    assert made.objection_until == NOW + timedelta(days=7)


def test_chains_count_everyone_once_and_join_the_root():
    process, officer = stories.a_process()
    a, b, c, d = (an_idea(process) for _ in range(4))
    everyone, only_a = a_resident(), a_resident()
    supported(a, everyone, only_a)
    supported(b, everyone)
    supported(c, everyone)
    joined(officer, b, a)
    joined(officer, c, b)
    assert (supporters(a), supporters(b), supporters(c)) == (2, 2, 2)
    (made,) = joined(officer, a, d)  # a is joined into b, b into c: d joins c
    assert made.into_id == c.pk
    assert set(Idea.objects.filter(root=c.pk).values_list("pk", flat=True)) == {a.pk, b.pk, d.pk}


def test_a_joined_idea_cannot_be_joined_again_and_nothing_into_itself_or_in_a_circle():
    process, officer = stories.a_process()
    a, b, c = (an_idea(process) for _ in range(3))
    joined(officer, b, a)
    assert codes(lambda: joined(officer, c, a)) == "joined_already"
    assert codes(lambda: joined(officer, c, c)) == "into_itself"
    assert codes(lambda: joined(officer, a, b)) == "into_itself"  # a stands in b: the circle closes at b
    assert codes(lambda: joined(officer, c, b, b, c)) == "into_itself"
    assert Idea.objects.filter(state="joined").count() == 1


def test_ideas_of_another_dialogue_unseen_ideas_and_none_at_all_are_refused():
    process, officer = stories.a_process()
    other, _ = stories.a_process(body=records.a_body("other"))
    root, elsewhere, held = an_idea(process), an_idea(other), an_idea(process)
    ideas.hold_idea(idea=held, reason="Қаралсын", actor=officer, now=NOW)
    assert codes(lambda: joined(officer, root, elsewhere)) == "other_process"
    assert codes(lambda: joined(officer, root, held)) == "not_shown"
    assert codes(lambda: joined(officer, held, root)) == "not_shown"
    assert codes(lambda: joined(officer, root)) == "nothing"
    assert (
        codes(lambda: joining.join_ideas(ideas=[elsewhere], into=root, reason="", actor=officer, now=NOW)) == "reason"
    )


def test_one_refused_idea_joins_none():
    process, officer = stories.a_process()
    root, good, held = (an_idea(process) for _ in range(3))
    ideas.hold_idea(idea=held, reason="Қаралсын", actor=officer, now=NOW)
    assert codes(lambda: joined(officer, root, good, held)) == "not_shown"
    assert Idea.objects.get(pk=good.pk).state == "shown"
    assert Joining.objects.count() == 0


def test_only_who_moderates_the_dialogue_joins_and_a_closed_one_joins_nothing():
    process, officer = stories.a_process()
    root, part = an_idea(process), an_idea(process)
    assert codes(lambda: joined(a_resident(), root, part)) == "not_yours"
    assert codes(lambda: joined(stories.office(records.a_body("other")), root, part)) == "not_yours"
    process.state, process.closed_at = "closed", NOW
    process.save()
    assert codes(lambda: joined(officer, root, part)) == "process_closed"


def test_the_author_objects_within_seven_days_and_is_answered():
    process, officer = stories.a_process()
    author = a_resident()
    root, part = an_idea(process), an_idea(process, actor=author)
    (made,) = joined(officer, root, part)
    week = NOW + timedelta(days=7)

    def object_(actor=author, now=week - timedelta(microseconds=1), words="Бұл басқа көше, +77011234567"):
        return joining.object_to_joining(joining=made, words=words, actor=actor, now=now)

    assert codes(lambda: object_(now=week)) == "window_over"
    assert codes(lambda: object_(actor=a_resident())) == "not_yours"
    assert codes(lambda: object_(words=" … ")) == "objection"
    assert codes(lambda: object_(words="а" * 1001)) == "objection"
    kept = object_()
    assert (kept.state, "701" in kept.objection) == ("objected", False)
    assert codes(object_) == "second"
    stays = joining.settle_objection(joining=made, upheld=False, reason="Көше бір", actor=officer, now=week)
    assert (stays.state, stays.settled_reason) == ("standing", "Көше бір")
    assert codes(object_) == "second"
    assert (
        codes(lambda: joining.settle_objection(joining=made, upheld=True, reason="Жоқ", actor=officer, now=week))
        == "second"
    )


def test_an_upheld_objection_parts_the_ideas_with_their_own_votes():
    process, officer = stories.a_process()
    author = a_resident()
    root, part = an_idea(process), an_idea(process, actor=author)
    both, only_part = a_resident(), a_resident()
    supported(root, both)
    supported(part, both, only_part)
    (made,) = joined(officer, root, part)
    late = a_resident()
    supported(part, late)  # given to the root, stays with the root
    joining.object_to_joining(joining=made, words="Басқа көше", actor=author, now=NOW)
    parted = joining.settle_objection(joining=made, upheld=True, reason="Рас", actor=officer, now=NOW)
    assert parted.state == "undone"
    assert (supporters(root), supporters(part)) == (2, 2)
    again = Idea.objects.get(pk=part.pk)
    assert (again.state, again.joined_into_id, again.root_id) == ("shown", None, None)
    assert codes(lambda: joining.part_ideas(joining=made, reason="Тағы", actor=officer, now=NOW)) == "second"
    joined(officer, root, part)
    assert Joining.objects.filter(idea=part).count() == 2


def test_parting_in_the_middle_of_a_chain_takes_along_what_hangs_below():
    process, officer = stories.a_process()
    a, b, c, d = (an_idea(process) for _ in range(4))
    people = [a_resident() for _ in range(4)]
    for idea, person in zip((a, b, c, d), people, strict=True):
        supported(idea, person)
    joined(officer, b, a)
    (middle,) = joined(officer, c, b)
    joined(officer, d, c)
    assert [supporters(one) for one in (a, b, c, d)] == [1, 2, 3, 4]
    joining.part_ideas(joining=middle, reason="Бөлек жол", actor=officer, now=NOW)
    assert [supporters(one) for one in (a, b, c, d)] == [1, 2, 1, 2]
    roots = dict(Idea.objects.values_list("pk", "root"))
    assert roots == {a.pk: b.pk, b.pk: None, c.pk: d.pk, d.pk: None}


def test_support_taken_back_leaves_every_idea_it_was_given_to():
    process, officer = stories.a_process()
    a, b, root = (an_idea(process) for _ in range(3))
    her, other = a_resident(), a_resident()
    supported(a, her, other)
    supported(b, her)
    joined(officer, b, a)
    joined(officer, root, b)
    assert [supporters(one) for one in (a, b, root)] == [2, 2, 2]
    assert support.support_idea(idea=root, actor=her, now=NOW) is False
    support.withdraw_support(idea=root, actor=her, now=NOW)
    assert [supporters(one) for one in (a, b, root)] == [1, 1, 1]
    assert list(Support.objects.values_list("person", flat=True)) == [other.person_id]


def test_nobody_decides_about_an_idea_of_their_own():
    process, officer = stories.a_process()
    records.an_account(stories.a_person(), email="x@demo.invalid")
    person = officer.person_id
    from ortaq.core.people.models import Person

    records.an_account(Person.objects.get(pk=person), phone="+77019999999", phone_verified=True)
    root, own = an_idea(process), an_idea(process, actor=officer)
    colleague = stories.office(process.body)
    (made,) = joined(colleague, root, own)
    joining.object_to_joining(joining=made, words="Басқа көше", actor=officer, now=NOW)
    assert (
        codes(lambda: joining.settle_objection(joining=made, upheld=True, reason="Рас", actor=officer, now=NOW))
        == "own"
    )
    assert codes(lambda: joining.part_ideas(joining=made, reason="Рас", actor=officer, now=NOW)) == "own"
