import pytest

from ortaq.civic.dialogue.models import CensusShare, Idea, PersonLens
from ortaq.civic.dialogue.queries import lenses as queries
from ortaq.civic.dialogue.services import joining, lenses
from ortaq.core.discussion.models import Support
from ortaq.core.people.actor import GUEST
from ortaq.core.people.refusal import Refused
from tests.civic.dialogue import stories
from tests.civic.dialogue.idea_stories import a_resident, an_idea
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def crowd(process, idea, **groups):
    """People who support an idea: cyclist=12 are twelve who speak for cyclists, none=5 five who say nothing."""
    for lens, count in groups.items():
        for _ in range(count):
            person = stories.a_person()
            Support.objects.create(matter=idea.matter, person=person, given_at=NOW)
            if lens != "none":
                PersonLens.objects.create(process=process, person=person, lens=lens)
    Idea.objects.filter(pk=idea.pk).update(supporters=Support.objects.filter(matter=idea.matter).count())
    idea.refresh_from_db()


def test_a_group_is_shown_from_ten_people_on_in_whole_tens():
    process, _ = stories.a_process()
    idea = an_idea(process)
    crowd(process, idea, cyclist=19, student=9, stroller=10)
    assert queries.sums_of(idea) == {"cyclist": 10, "stroller": 10}


def test_a_group_is_not_shown_when_the_rest_would_be_told_by_subtraction():
    process, _ = stories.a_process()
    idea = an_idea(process)
    crowd(process, idea, cyclist=20, wheelchair=9)
    assert queries.sums_of(idea) == {}  # 29 − 20 = 9 would tell how many speak for wheelchairs
    crowd(process, idea, none=1)
    assert queries.sums_of(idea) == {"cyclist": 20}


def test_lenses_of_another_dialogue_and_of_who_does_not_support_do_not_count():
    process, _ = stories.a_process()
    other, _ = stories.a_process(body=process.body)
    idea = an_idea(process)
    crowd(process, idea, none=30)
    for support in Support.objects.all()[:20]:
        PersonLens.objects.create(process=other, person=support.person, lens="cyclist")
    for _ in range(15):
        PersonLens.objects.create(process=process, person=stories.a_person(), lens="cyclist")
    assert queries.sums_of(idea) == {}


def test_joined_ideas_are_counted_together_and_not_by_themselves():
    process, officer = stories.a_process()
    root, part = an_idea(process), an_idea(process)
    crowd(process, root, cyclist=8, none=12)
    crowd(process, part, cyclist=12, none=10)
    joining.join_ideas(ideas=[part], into=root, reason="Бір жол", actor=officer, now=NOW)
    root.refresh_from_db()
    part.refresh_from_db()
    assert queries.sums_of(root) == {"cyclist": 20}
    assert queries.sums_of(part) == {}


def test_who_is_missing_beside_the_residents():
    process, officer = stories.a_process()
    idea = an_idea(process)
    crowd(process, idea, cyclist=60, elderly=20, wheelchair=3, driver=17)
    for lens, share in (("elderly", 300), ("wheelchair", 120), ("cyclist", 100), ("deaf", 5)):
        lenses.put_share(process=process, lens=lens, per_mille=share, year=2021, source="Санақ", actor=officer, now=NOW)
    people, found = queries.compared(process)
    assert people == 100
    told = [(one.lens, one.voice.value, one.here, one.residents) for one in found]
    assert told == [
        ("wheelchair", "missing", None, 12),
        ("elderly", "few", 20, 30),
        ("cyclist", "heard", 60, 10),
        ("deaf", "unsure", None, 1),
    ]


def test_few_people_are_compared_with_nobody():
    process, officer = stories.a_process()
    crowd(process, an_idea(process), cyclist=49)
    lenses.put_share(process=process, lens="elderly", per_mille=500, year=2021, source="Санақ", actor=officer, now=NOW)
    assert [one.voice.value for one in queries.compared(process)[1]] == ["unsure"]


def test_the_newest_count_stands():
    process, officer = stories.a_process()
    for year, share in ((2021, 100), (2009, 80)):
        lenses.put_share(
            process=process, lens="elderly", per_mille=share, year=year, source="Санақ", actor=officer, now=NOW
        )
    assert queries.census(process) == {"elderly": (100, 2021, "Санақ")}
    lenses.put_share(process=process, lens="elderly", per_mille=110, year=2021, source="Түзету", actor=officer, now=NOW)
    assert queries.census(process) == {"elderly": (110, 2021, "Түзету")}
    assert CensusShare.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"lens": "martian"}, "lens"), ({"per_mille": 0}, "share"), ({"per_mille": 1001}, "share"), ({"source": " "}, "source"),
     ({"year": 21}, "year")],
)  # fmt: skip
def test_a_share_that_is_none_is_refused(facts, code):
    process, officer = stories.a_process()
    given = {"lens": "elderly", "per_mille": 100, "year": 2021, "source": "Санақ", **facts}
    with pytest.raises(Refused) as refused:
        lenses.put_share(process=process, **given, actor=officer, now=NOW)
    assert refused.value.code == code
    with pytest.raises(Refused):
        lenses.put_share(process=process, **{**given, **facts}, actor=a_resident(), now=NOW)
    assert CensusShare.objects.count() == 0


def test_groups_are_hers_alone():
    process, _ = stories.a_process()
    her = a_resident()
    lenses.set_lenses(process=process, lenses=["stroller", "cyclist"], actor=her, now=NOW)
    assert queries.own(process, her) == ["stroller", "cyclist"]
    assert queries.own(process, GUEST) == queries.own(process, a_resident()) == []
