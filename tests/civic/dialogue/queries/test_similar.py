import pytest

from ortaq.civic.dialogue.queries import similar
from ortaq.civic.dialogue.services import ideas
from tests.civic.dialogue import stories
from tests.civic.dialogue.idea_stories import an_idea, many
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
WORDS = [
    ("Абай даңғылына веложол керек", "Балалар мектепке велосипедпен барады, бөлек жол болсын."),
    ("Саябаққа жарық шамдар", "Кешке саябақта қараңғы, шамдар орнатылсын."),
    ("Безопасный переход у школы", "Дети переходят дорогу без светофора, нужен переход и светофор."),
    ("Пандус в подземном переходе", "С коляской не спуститься, нужен пандус и перила."),
    ("Деревья вдоль арыка", "Посадить деревья вдоль арыка, чтобы летом была тень."),
]


@pytest.fixture
def process():
    found, _ = stories.a_process()
    for title, text in WORDS:
        an_idea(found, title=title, text=text)
    return found


def titles(process, title, text="", **facts):
    return [near.idea.matter.title for near in similar.find(process, title=title, text=text, **facts)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("велосипед жолын Абайға", WORDS[0][0]),
        ("саябақтағы шам", WORDS[1][0]),
        ("светофоры возле школ", WORDS[2][0]),
        ("пандусы для колясок", WORDS[3][0]),
        ("деревьев", WORDS[4][0]),
    ],
)
def test_other_forms_of_the_same_words_find_the_idea(process, typed, expected):
    assert titles(process, typed)[:1] == [expected]


@pytest.mark.parametrize("typed", ["", "  ", "и", "💥", "космодром", "42"])
def test_nothing_is_like_nothing(process, typed):
    assert titles(process, typed) == []


def test_one_frequent_word_among_many_is_not_alike(process):
    assert titles(process, "Построить бассейн", "Городу нужен крытый бассейн для детей и взрослых, с сауной") == []


def test_the_nearest_stands_first_and_only_so_many(process):
    found = similar.find(process, title="Переход у школы", text="нужен пандус", limit=2)
    assert [near.idea.matter.title for near in found] == [WORDS[2][0], WORDS[3][0]]
    assert found[0].share > found[1].share
    assert len(similar.find(process, title="Переход у школы", text="нужен пандус", limit=1)) == 1


def test_only_shown_ideas_of_the_same_dialogue_are_offered(process):
    other, officer = stories.a_process(body=process.body)
    hidden = an_idea(other, title="Каток во дворе", text="Залить каток зимой")
    assert titles(process, "каток") == []
    assert titles(other, "каток") == ["Каток во дворе"]
    ideas.reject_idea(idea=hidden, reason="Повтор", actor=officer, now=NOW)
    assert titles(other, "каток") == []


def test_a_long_text_costs_three_statements(process, django_assert_max_num_queries):
    many(process, 50)
    with django_assert_max_num_queries(3):
        similar.find(process, title="переход у школы", text="слово " * 2000 + "светофор")
