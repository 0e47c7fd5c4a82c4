"""Words are found in whatever form they are typed, the same on SQLite and PostgreSQL."""

import pytest
from django.db import connection, transaction

from ortaq.core.matters import queries, search, services
from ortaq.core.matters.models import Matter, SearchText, SearchWord
from ortaq.core.people.actor import GUEST, Actor, system
from ortaq.core.people.models import Person
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
ME = {"actor": system("test"), "now": NOW}


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    """What this process remembers of stored words belongs to another test's database."""
    monkeypatch.setattr(search, "_known", set())


def a_matter(title, text="", language="kk", **more):
    facts = {
        "kind": "appeal", "series": "appeal-2026", "channel": "web", "stage": "received", "visibility": "public",
    }  # fmt: skip
    matter = services.open_matter(title=title, language=language, **(facts | more), **ME)
    services.index_text(matter=matter, text=f"{title}\n{text}", language=language, **ME)
    return matter


def found(text, actor=GUEST, **more):
    return [matter.title for matter in queries.found(text, actor, **more)]


@pytest.mark.parametrize(
    ("asked", "title", "language"),
    [
        ("көше", "Көшелеріміздің жарығы жоқ", "kk"),
        ("көшелеріміздің", "Жаңа көше", "kk"),
        ("коше", "Көшелеріміздің жарығы жоқ", "kk"),
        ("кошелериміздің жарык", "Көшелеріміздің жарығы жоқ", "kk"),
        ("жәшік", "Пошта жәшиги сынган", "kk"),
        ("КӨШЕ жарық", "Көшелеріміздің жарығы жоқ", "kk"),
        ("двор", "Темно во дворах", "ru"),
        ("дворами", "Яма во дворе", "ru"),
        ("ещё", "Еще одна яма", "ru"),
        ("streetlight", "Streetlights are broken", "en"),
        ("шұңқ", "Шұңқырлар көп", "kk"),  # the last word may be half typed
        ("Абая 52", "Яма у дома Абая 52", "ru"),
    ],
)
def test_a_word_is_found_in_another_form(asked, title, language):
    a_matter(title, language=language)
    a_matter("Автобус кешігеді", language="kk")
    assert found(asked) == [title]


def test_all_words_are_wanted_and_the_order_does_not_matter():
    a_matter("Яма на дороге", language="ru")
    a_matter("Яма во дворе", language="ru")
    assert found("дворы яма") == ["Яма во дворе"]
    assert found("яма автобус") == []


@pytest.mark.parametrize(
    "asked",
    ["", "   ", "!!!", '"', "'", "яма OR двор", "NEAR(яма двор)", "яма*", 'яма" OR "x', "яма & !двор", "\\", "😀", "a:b",
     "яма'); DROP TABLE matters_matter; --", "(", "-яма", "x" * 5000, "яма " * 500, "\x01", "%", "_"],
)  # fmt: skip
def test_no_query_breaks_the_index(asked):
    a_matter("Яма на дороге", language="ru")
    assert isinstance(found(asked), list)
    assert Matter.objects.count() == 1


def test_a_number_finds_its_matter():
    matter = a_matter("Яма", language="ru")
    a_matter(f"Смотрите также {matter.number}", language="ru")
    assert found(matter.number) == ["Яма"]
    assert found(f" {matter.number} ") == ["Яма"]


def test_what_is_not_seen_is_not_found():
    person = Person.objects.create(created_at=NOW)
    a_matter("Яма тайная", language="ru", visibility="held", opened_by=person)
    assert found("яма") == []
    assert found("яма", Actor(person_id=person.pk)) == ["Яма тайная"]
    assert found("яма", system("x"), kinds=["idea"]) == []


def test_a_title_with_the_words_stands_before_a_text_with_them_and_new_before_old():
    a_matter("Яма старая", language="ru")
    a_matter("Разбита дорога", "большая яма", language="ru")
    a_matter("Яма новая", language="ru")
    assert found("яма") == ["Яма новая", "Яма старая", "Разбита дорога"]
    assert found("яма", limit=2) == ["Яма новая", "Разбита дорога"], "only the newest are ranked"


def test_a_changed_text_is_found_by_its_new_words_only_and_a_lost_one_by_none():
    matter = a_matter("Яма", language="ru")
    services.index_text(matter=matter, text="Мусор", language="ru", **ME)
    assert (found("яма"), found("мусор")) == ([], ["Яма"])
    assert SearchText.objects.count() == 1
    SearchText.objects.all().delete()
    assert found("мусор") == []


def test_the_index_keeps_step_with_the_transaction():
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012, the story is that both go
        a_matter("Яма", language="ru")
        1 / 0  # noqa: B018, an accident
    assert found("яма") == []


@pytest.mark.parametrize(("typed", "title"), [("остоновка", "Остановка без навеса"), ("освищение", "Нет освещения")])
def test_a_mistyped_word_finds_its_neighbour(typed, title):
    a_matter(title, language="ru")
    a_matter("Автобусный маршрут", language="ru")
    assert found(typed) == [title]
    assert found("квартира") == []


def test_a_word_rolled_back_is_not_believed_to_be_stored(django_capture_on_commit_callbacks):
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012, the story is that both go
        a_matter("Остановка", language="ru")
        1 / 0  # noqa: B018, an accident
    with django_capture_on_commit_callbacks(execute=True):
        a_matter("Остановка", language="ru")
    assert found("остоновка") == ["Остановка"]
    assert "остановк" in search._known
    words = SearchWord.objects.count()
    a_matter("Остановка", language="ru")
    assert SearchWord.objects.count() == words


def test_bulk_and_single_make_the_same_index():
    texts = ["Көшелеріміздің жарығы жоқ", "Яма во дворе", "Streetlights are broken 52"]
    bulk = [a_matter(f"b{n}") for n in range(3)]
    SearchText.objects.all().delete()
    rows = [(matter.pk, text, language) for matter, text, language in zip(bulk, texts, ["kk", "ru", "??"], strict=True)]
    assert services.index_new(rows=rows, **ME) == 3
    first = dict(SearchText.objects.values_list("matter_id", "stems"))
    assert found("көше") == ["b0"]
    assert services.index_many(rows=rows, **ME) == 3
    assert dict(SearchText.objects.values_list("matter_id", "stems")) == first
    assert (found("двор"), found("streetlight")) == (["b1"], ["b2"])


def test_the_index_holds_what_the_texts_hold_however_they_came():
    first, second, third = (a_matter(name, language="ru") for name in ("Яма", "Мусор", "Фонарь"))
    SearchText.objects.filter(matter=second).delete()
    rows = [(first.pk, "Снег", "ru"), (second.pk, "Лёд", "ru"), (second.pk, "Вода", "ru")]
    assert services.index_many(rows=rows, **ME) == 2
    SearchText.objects.filter(matter=third).update(stems="дожд")
    assert (found("снег"), found("лед"), found("вода"), found("дождь")) == (["Яма"], [], ["Мусор"], ["Фонарь"])
    assert (found("яма"), found("фонарь")) == ([], [])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # raises if the index and the texts differ
            cursor.execute("INSERT INTO matters_searchindex(matters_searchindex, rank) VALUES ('integrity-check', 1)")


def test_a_megabyte_of_text_is_indexed_as_far_as_it_fits():
    matter = a_matter("Хат", " ".join(f"сөз{n}" for n in range(150_000)))
    assert len(SearchText.objects.get(matter=matter).stems) <= search.MOST_SIGNS
    assert found("сөз1") == ["Хат"]


def test_searching_costs_a_fixed_number_of_queries(django_assert_num_queries):
    for count in (1, 30):
        for number in range(count):
            a_matter(f"Яма {number}", language="ru")
        with django_assert_num_queries(1):
            assert found("яма")


def test_the_index_is_read_newest_first_without_a_sort():
    """A common word must cost what is shown, not what exists."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by its statistics; measured in docs/decisions/0003-search.md")
    hits = Matter.objects.filter(visibility="public", search__stems__has_terms=[["яма"]]).order_by("-pk")[:300]
    assert "TEMP B-TREE" not in hits.explain()
