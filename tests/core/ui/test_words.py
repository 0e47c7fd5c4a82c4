"""Numbers, dates and terms as a reader of each language expects them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import formats, translation

from ortaq.core.ui import dates, numbers

N = "\u202f"
DAY = date(2027, 3, 1)
LATE_EVENING_IN_LONDON = datetime(2027, 2, 28, 20, 30, tzinfo=UTC)  # already 1 March in Almaty


def written(source, language, **context):
    with translation.override(language):
        return engines["django"].from_string("{% load ui %}" + source).render(context)


@pytest.mark.parametrize(
    ("language", "day", "short", "bare", "month"),
    [
        ("kk", "2027 жылғы 1 наурыз", "2027 ж. 1 нау.", "1 наурыз", "2027 жылғы наурыз"),
        ("ru", "1 марта 2027 года", "1 мар. 2027 г.", "1 марта", "март 2027 года"),
        ("en", "1 March 2027", "1 Mar 2027", "1 March", "March 2027"),
    ],
)
def test_days_are_written_as_people_write_them(language, day, short, bare, month):
    assert dates.write_day(DAY, language=language) == day
    assert dates.write_short_day(DAY, language=language) == short
    assert dates.write_day_month(DAY, language=language) == bare
    assert dates.write_month(DAY, language=language) == month
    assert written("{{ d|day }}", language, d=DAY) == day
    assert written("{{ d|date }}", language, d=DAY).replace("Наурыз", "наурыз") == day, "Django's own filter agrees"


def test_every_month_has_a_name_in_every_language():
    for language in ("kk", "ru", "en"):
        names = {dates.write_day_month(date(2027, month, 1), language=language) for month in range(1, 13)}
        assert len(names) == 12
        assert all(name.startswith("1 ") and len(name) > 4 for name in names)


def test_moments_are_told_by_the_clock_of_almaty():
    assert dates.write_moment(LATE_EVENING_IN_LONDON, language="kk") == "2027 жылғы 1 наурыз, 01:30"
    assert (
        written("{% when m 'moment' %}", "en", m=LATE_EVENING_IN_LONDON)
        == '<time datetime="2027-03-01T01:30:00+05:00">1 March 2027, 01:30</time>'
    )


def test_the_day_of_the_week_has_its_name():
    assert [dates.write_weekday(DAY, language=language) for language in ("kk", "ru", "en")] == [
        "дүйсенбі",
        "понедельник",
        "Monday",
    ]


@pytest.mark.parametrize("name", ["day", "short_day", "day_month", "month", "weekday", "clock", "moment"])
@pytest.mark.parametrize("nothing", [None, "", "yesterday", 5])
def test_no_date_is_a_dash(name, nothing):
    assert written("{{ d|" + name + " }}", "ru", d=nothing) == "—"


@pytest.mark.parametrize(
    ("days", "kk", "ru", "en"),
    [
        (3, "3 жұмыс күні қалды", "осталось 3 рабочих дня", "3 working days left"),
        (1, "1 жұмыс күні қалды", "остался 1 рабочий день", "1 working day left"),
        (5, "5 жұмыс күні қалды", "осталось 5 рабочих дней", "5 working days left"),
        (21, "21 жұмыс күні қалды", "остался 21 рабочий день", "21 working days left"),
        (12, "12 жұмыс күні қалды", "осталось 12 рабочих дней", "12 working days left"),
        (0, "бүгін — соңғы күн", "сегодня последний день", "today is the last day"),
        (-1, "1 жұмыс күніне кешікті", "просрочено на 1 рабочий день", "late by 1 working day"),
        (-2, "2 жұмыс күніне кешікті", "просрочено на 2 рабочих дня", "late by 2 working days"),
        (None, "", "", ""),
    ],
)
def test_what_is_left_of_a_term_agrees_with_its_number(days, kk, ru, en):
    for language, words in (("kk", kk), ("ru", ru), ("en", en)):
        assert written("{{ d|days_left }}", language, d=days) == words


def test_lengths_agree_with_their_number():
    assert [written("{{ 2|working_days }}", language) for language in ("kk", "ru", "en")] == [
        "2 жұмыс күні",
        "2 рабочих дня",
        "2 working days",
    ]
    assert [written("{{ 12|days }}", language) for language in ("kk", "ru", "en")] == ["12 күн", "12 дней", "12 days"]


@pytest.mark.parametrize(
    ("value", "places", "kk", "en"),
    [
        (1284, 0, f"1{N}284", f"1{N}284"),
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (1234567.891, 2, f"1{N}234{N}567,89", f"1{N}234{N}567.89"),
        (Decimal("2.5"), 0, "3", "3"),
        (-1284, 0, f"\u22121{N}284", f"\u22121{N}284"),
        (-0.2, 0, "0", "0"),
        ("77", 0, "77", "77"),
        (None, 0, "—", "—"),
        ("", 0, "—", "—"),
        ("many", 0, "—", "—"),
        (float("nan"), 0, "—", "—"),
        (float("inf"), 0, "—", "—"),
    ],
)
def test_numbers_are_grouped_by_three(value, places, kk, en):
    assert numbers.write_number(value, language="kk", places=places) == kk
    assert numbers.write_number(value, language="ru", places=places) == kk
    assert numbers.write_number(value, language="en", places=places) == en


def test_a_whole_number_of_an_address_fits_a_database_or_is_none() -> None:
    assert numbers.read_whole("999999999999999999") == 10**18 - 1
    for nonsense in ("", "-1", "1.5", " 7", "٣", "²", "9" * 19, "9" * 5000, "1 OR 1=1"):
        assert numbers.read_whole(nonsense) == 0


def test_shares_money_and_sizes_carry_their_sign():
    assert written("{{ 93|percent }}", "kk") == f"93{N}%"
    assert written("{{ 93.26|percent:1 }}", "ru") == f"93,3{N}%"
    assert written("{{ part|share:whole }}", "kk", part=1, whole=3) == f"33{N}%"
    assert written("{{ part|share:whole }}", "kk", part=1, whole=0) == "—"
    assert written("{{ t|tenge }}", "kk", t=128_400) == f"1{N}284{N}₸"
    assert written("{{ s|size }}", "ru", s=2_516_582) == f"2,4{N}MB"
    assert written("{{ s|size }}", "en", s=1) == f"1{N}KB"
    assert written("{{ s|size }}", "en", s=None) == "—"


def test_django_itself_reads_numbers_and_dates_our_way():
    for language, comma in (("kk", ","), ("ru", ","), ("en", ".")):
        with translation.override(language):
            assert formats.number_format(1.5) == f"1{comma}5"
            assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
