import pytest

from ortaq.civic.contests.rules.blind import blind

PEOPLE = ["Айгерім Серікова", "Серикова А.", ""]
GROUPS = ["«Тазалық» ҚҚ"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Жобаны Айгерім Серікова ұсынды.", "Жобаны ••• ұсынды."),
        ("айгерімнің жобасы", "••• жобасы"),
        ("Проект Сериковой", "Проект •••"),
        ("Серікованың тобы", "••• тобы"),
        ("Звоните 8 701 123 45 67", "Звоните •••"),
        ("Біз — «Тазалық» ҚҚ.", "Біз — •••."),
        ("Біз «тазалық» тобымыз", "Біз «•••» тобымыз"),
        ("Ауладағы тазалықты сақтаймыз", "Ауладағы тазалықты сақтаймыз"),
    ],
)
def test_names_with_their_endings_and_contacts_are_masked_and_ordinary_words_stay(text, said):
    assert blind(text, PEOPLE, GROUPS) == said


def test_without_names_only_contacts_are_masked():
    assert blind("Әлия aliya@example.kz", []) == "Әлия •••"
