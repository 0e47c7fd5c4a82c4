from datetime import timedelta

import pytest

from ortaq.civic.dialogue.models import Idea, PersonLens
from ortaq.civic.dialogue.rules.ideas import PER_DAY
from ortaq.civic.dialogue.services import ideas, joining, lenses
from ortaq.core.journal import queries as journal
from ortaq.core.matters import queries as matters
from ortaq.core.people.actor import GUEST, system
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import Refused
from tests import factories, records
from tests.civic.dialogue import stories
from tests.civic.dialogue.idea_stories import TEXT, a_resident, an_idea
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def acts_of(idea, actor=GUEST):
    return [entry.act for entry in journal.entries(idea.matter, actor)]


def test_an_idea_is_shown_at_once_and_found_by_its_words():
    process, _ = stories.a_process()
    idea = an_idea(process)
    assert (idea.state, idea.matter.visibility, idea.matter.kind) == ("shown", "public", "idea")
    assert idea.matter.number == f"i{NOW.year}-000001"
    assert acts_of(idea) == ["idea.posted"]
    assert [found.pk for found in matters.found("велосипедпен", GUEST, kinds=["idea"])] == [idea.pk]


def test_where_a_look_comes_first_nobody_but_the_author_sees_it_until_then():
    process, officer = stories.a_process(moderation="before")
    idea = an_idea(process)
    assert (idea.state, idea.matter.visibility) == ("held", "held")
    assert matters.found("велосипедпен", GUEST, kinds=["idea"]) == []
    ideas.show_idea(idea=idea, actor=officer, now=NOW)
    idea.refresh_from_db()
    assert (idea.state, Idea.objects.get().matter.visibility) == ("shown", "public")
    assert [found.pk for found in matters.found("велосипедпен", GUEST, kinds=["idea"])] == [idea.pk]
    assert acts_of(idea) == ["idea.shown"]


def test_a_form_sent_twice_makes_one_idea_and_anothers_form_another():
    process, _ = stories.a_process()
    author, other = a_resident(), a_resident()
    first = an_idea(process, form_token="f" * 40, actor=author)
    assert an_idea(process, form_token="f" * 40, actor=author).pk == first.pk
    assert an_idea(process, form_token="f" * 40, actor=other).pk != first.pk
    assert Idea.objects.count() == 2


def test_a_phone_in_the_words_lands_nowhere_public():
    process, _ = stories.a_process()
    idea = an_idea(process, title="Бала бақша, +7 701 123 45 67", text=f"{TEXT} 87011234567", address="+77011234567")
    for shown in (idea.matter.title, idea.public_text, idea.matter.address):
        assert "•••" in shown
        assert "701" not in shown
    assert "87011234567" in idea.text


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"title": "  "}, "title"),
        ({"title": "12345"}, "title"),
        ({"title": "а" * 121}, "title"),
        ({"text": "…"}, "text"),
        ({"text": "а" * 3001}, "text"),
        ({"theme": "nonsense"}, "theme"),
        ({"goal": "sdg-11"}, "goal"),
        ({"shape": {"type": "Point"}}, "shape"),
        ({"speaks_for": ["martian"]}, "lens"),
        ({"speaks_for": ["cyclist", "none"]}, "none_and_some"),
        ({"actor": GUEST}, "sign_in"),
        ({"now": stories.COLLECTED}, "phase_over"),
        ({"now": NOW - timedelta(days=2)}, "phase_not_open"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_leaves_nothing(facts, code):
    process, _ = stories.a_process()
    with pytest.raises(Refused) as refused:
        an_idea(process, **facts)
    assert refused.value.code == code
    assert (Idea.objects.count(), PersonLens.objects.count()) == (0, 0)


def test_the_last_second_of_the_phase_still_counts():
    process, _ = stories.a_process()
    assert an_idea(process, now=stories.COLLECTED - timedelta(microseconds=1)).state == "shown"


def test_only_themes_and_goals_of_the_dialogue_are_taken():
    goals = [{"code": "100-steps-97", "label": {"kk": "97-қадам"}}]
    process, _ = stories.a_process(themes=["ecology"], goals=goals)
    with pytest.raises(Refused, match="no such theme"):
        an_idea(process, theme="transport")
    idea = an_idea(process, theme="ecology", goal="100-steps-97")
    assert (idea.theme, idea.goal) == ("ecology", "100-steps-97")


def test_nobody_fills_the_list_in_a_day_and_tomorrow_is_another_day():
    process, _ = stories.a_process()
    author = a_resident()
    for _ in range(PER_DAY):
        an_idea(process, actor=author)
    with pytest.raises(Refused, match="Send the next one tomorrow"):
        an_idea(process, actor=author)
    assert an_idea(process, actor=author, now=NOW + timedelta(days=1, seconds=1)).state == "shown"


def test_a_shape_gives_the_card_its_pin_and_the_idea_its_district():
    city = factories.city()
    process, _ = stories.a_process(body=city.bodies["centre"])
    lon, lat = factories.BOSTANDYK
    line = {"type": "LineString", "coordinates": [[lon - 0.01, lat, 12.0], [lon + 0.01, lat]]}
    idea = an_idea(process, shape=line)
    assert (idea.matter.lon, idea.matter.lat) == (pytest.approx(lon), pytest.approx(lat))
    assert idea.shape == {"type": "LineString", "coordinates": [[lon - 0.01, lat], [lon + 0.01, lat]]}
    assert idea.district == city.territories["kz.almaty.bostandyk"]
    with pytest.raises(Refused, match="lies outside"):
        an_idea(process, shape={"type": "Point", "coordinates": list(factories.FAR)})


def test_a_moderator_takes_an_idea_from_view_with_a_reason_and_shows_it_again():
    process, officer = stories.a_process()
    moderator = stories.office(records.a_body("centre"), "moderator")
    idea = an_idea(process)
    with pytest.raises(Refused, match="Write the reason"):
        ideas.reject_idea(idea=idea, reason=" ", actor=moderator, now=NOW)
    rejected = ideas.reject_idea(idea=idea, reason="Жарнама, +77011234567", actor=moderator, now=NOW)
    assert (rejected.state, rejected.matter.visibility) == ("rejected", "private")
    assert "701" not in rejected.reason
    with pytest.raises(Refused, match="somebody was first"):
        ideas.hold_idea(idea=idea, reason="Тағы", actor=moderator, now=NOW)
    assert ideas.show_again(matter=idea.matter, actor=officer, now=NOW).state == "shown"
    assert ideas.hold_idea(idea=idea, reason="Қаралсын", actor=moderator, now=NOW).matter.visibility == "held"


@pytest.mark.parametrize("verb", ["show_idea", "hold_idea", "reject_idea"])
def test_residents_and_officers_of_another_body_decide_nothing(verb):
    process, _ = stories.a_process()
    idea = an_idea(process)
    words = {} if verb == "show_idea" else {"reason": "Себебі бар"}
    for actor in (a_resident(), stories.office(records.a_body("other"))):
        with pytest.raises(Refused) as refused:
            getattr(ideas, verb)(idea=idea, **words, actor=actor, now=NOW)
        assert refused.value.code == "not_yours"
    assert Idea.objects.get().state == "shown"


def test_an_author_takes_her_idea_back_for_good():
    process, officer = stories.a_process()
    author = a_resident()
    idea = an_idea(process, actor=author)
    with pytest.raises(Refused, match="Only its author"):
        ideas.withdraw_idea(idea=idea, actor=a_resident(), now=NOW)
    assert ideas.withdraw_idea(idea=idea, actor=author, now=NOW).matter.visibility == "private"
    assert ideas.withdraw_idea(idea=idea, actor=author, now=NOW).state == "withdrawn"
    with pytest.raises(Refused):
        ideas.show_idea(idea=idea, actor=officer, now=NOW)
    assert matters.found("велосипедпен", GUEST, kinds=["idea"]) == []


def test_what_others_are_joined_into_is_neither_withdrawn_nor_hidden():
    process, officer = stories.a_process()
    author, other = a_resident(), a_resident()
    root, part = an_idea(process, actor=author), an_idea(process, actor=other)
    joining.join_ideas(ideas=[part], into=root, reason="Бір жол туралы", actor=officer, now=NOW)
    for act in (
        lambda: ideas.withdraw_idea(idea=root, actor=author, now=NOW),
        lambda: ideas.reject_idea(idea=root, reason="Жоқ", actor=officer, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "holds_others"
    with pytest.raises(Refused, match="Object to the joining"):
        ideas.withdraw_idea(idea=part, actor=other, now=NOW)


def test_groups_are_kept_in_place_of_the_earlier_ones():
    process, _ = stories.a_process()
    author = a_resident()
    an_idea(process, actor=author, speaks_for=["cyclist", "student"])
    lenses.set_lenses(process=process, lenses=["student", "stroller"], actor=author, now=NOW)
    kept = PersonLens.objects.filter(person=author.person_id).values_list("lens", flat=True)
    assert sorted(kept) == ["stroller", "student"]
    an_idea(process, actor=author)
    assert PersonLens.objects.count() == 2
    lenses.set_lenses(process=process, lenses=[], actor=author, now=NOW)
    assert PersonLens.objects.count() == 0


def test_an_erased_person_leaves_masked_words_and_no_groups():
    process, _ = stories.a_process()
    author = a_resident()
    idea = an_idea(process, actor=author, text=f"{TEXT} +77011234567", speaks_for=["elderly"])
    person = Person.objects.get(pk=author.person_id)
    with pytest.raises(Refused):
        ideas.erase_words(person=person, actor=author, now=NOW)
    assert ideas.erase_words(person=person, actor=system("test"), now=NOW) == 1
    idea.refresh_from_db()
    assert "701" not in idea.text
    assert PersonLens.objects.count() == 0
