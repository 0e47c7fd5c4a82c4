"""What an applicant reads: every outcome has its sentences in three languages, with the figures of the record."""

import string

import pytest

from ortaq.engines.choice.jury.selection import Line, Order, Terms, Why, choose
from ortaq.engines.choice.jury.telling import ENGLISH, JURIES, KAZAKH, LEFT_OUT, RUSSIAN, tell
from tests.engines.choice.jury.test_ranking import panel_of
from tests.engines.choice.jury.test_selection import ROWS, SURE, straight

BOUND, THIN = "\u00a0", "\u202f"


def holes(sentence) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_all_languages_say_the_same_things() -> None:
    assert set(KAZAKH) == set(RUSSIAN) == set(ENGLISH)
    assert set(KAZAKH) >= {*map(str, Why), *LEFT_OUT, *map(str, Order)}
    for name in KAZAKH:
        assert holes(KAZAKH[name]) == holes(RUSSIAN[name]) == holes(ENGLISH[name]), name


@pytest.mark.parametrize("language", JURIES)
def test_every_outcome_has_sentences(language) -> None:
    asks = [150_000_050] * 5
    made = [
        choose(panel_of(ROWS), asks, straight(400_000_000, skip=False), lot=["e2", "e3"]),
        choose(panel_of(ROWS), asks, straight(400_000_000, order=Order.MEDIAN), lot=["e2", "e3"], withdrawn=["e1"]),
        choose(panel_of(ROWS), asks, straight(500_000_000, minimum_scores=4)),
        choose(panel_of(ROWS), asks, straight(500_000_000, minimum_mean=8), lot=["e2", "e3"]),
        choose(panel_of(ROWS), asks, straight(500_000_000), lot=["e2", "e3"]),
        choose(panel_of(SURE), asks, Terms(budget=200_000_000)),
        choose(panel_of(SURE), asks, Terms(budget=200_000_000, line=Line.LOT), lot=["e0", "e1"]),
        choose(panel_of([*SURE, [None] * 7]), [*asks, 1], Terms(budget=500_000_000)),
        choose(panel_of([[1]]), [7], straight(5)),
    ]
    told = {str(verdict.why) for selection in made for verdict in selection.verdicts}
    assert told == {*map(str, Why), *LEFT_OUT}
    for selection in made:
        for sentences in tell(selection, language):
            assert len(sentences) >= 2
            assert not any("{" in sentence or "None" in sentence for sentence in sentences)


def test_an_applicant_reads_what_was_missing() -> None:
    found = choose(panel_of(ROWS), [150_000_000] * 5, straight(400_000_000))
    english, russian, kazakh = (tell(found, language)[2] for language in ("en", "ru", "kk"))
    money = f"1{THIN}000{THIN}000{BOUND}₸", f"500{THIN}000{BOUND}₸"
    assert english == [
        "This entry gets no grant.",
        "3 jurors scored it, 5.33 points on average.",
        "By average points it is number 3 of 5.",
        f"It asks for 1{THIN}500{THIN}000{BOUND}₸. When its turn came {money[0]} was left: {money[1]} was missing.",
        "It was 2.67 points short of the last entry the money reached.",
    ]
    assert "Её оценили 3 члена жюри, средний балл — 5,33." in russian
    assert "Оны 3 қазы бағалады, орташа балы — 5,33." in kazakh


def test_points_are_told_in_points_of_the_rubric() -> None:
    found = choose(panel_of([[30, 40]], 0, 40), [1], straight(5))
    assert "2 jurors scored it, 8.75 points on average." in tell(found, "en", unit=4)[0]
    assert tell(found, "en")[0][0] == f"This entry gets a grant: 0.01{BOUND}₸."


def test_another_language_is_not_spoken() -> None:
    with pytest.raises(KeyError):
        tell(choose(panel_of([[1]]), [1], straight(5)), "de")
