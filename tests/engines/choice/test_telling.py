"""Sentences people read: every case has its sentence in every language, and numbers agree with their words."""

import re
from dataclasses import replace
from fractions import Fraction
from string import Formatter

import pytest

from ortaq.engines.choice.counting import count
from ortaq.engines.choice.election import BallotKind, Election, Group, Project
from ortaq.engines.choice.explaining import explain
from ortaq.engines.choice.explanation import Explanation, Fate, Nearest, Question, Reason, Rival
from ortaq.engines.choice.spec import Completion, RuleName, RuleSpec, Tie
from ortaq.engines.choice.telling import LANGUAGES, preface, tell, tell_one
from ortaq.engines.choice.telling.phrases import Count, grouped

EXCLUSIONS = (
    "withdrawn over_budget over_maximum too_few_votes no_votes same_site district_limit category_limit "
    "below_threshold no_cost"
).split()
LOST = [*EXCLUSIONS, *(reason for reason in Reason if reason is not Reason.WON)]

WINNER = Fate(0, "7", "Пруд", 2_100_000_00, 658, Reason.WON, place=2, phase="shares", payment=Fraction(319_100))
LOSER = Fate(1, "9", "Сквер", 1_000_000_00, 21, Reason.SUPPORT_SPENT, money_left=450_000_50, money_at_first=900_000_00)
TOLD = Explanation(
    rule="equal-shares",
    completion="add1",
    comparison="",
    currency="KZT",
    scale=100,
    budget=10_000_000_00,
    spent=2_100_000_00,
    voters=1_000,
    equal=True,
    endowment=Fraction(1_000_000),
    winners=(0,),
    fates=(WINNER, LOSER),
)


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_all_languages_have_the_same_sentences():
    names = {language: set(one.sentences) for language, one in LANGUAGES.items()}
    assert names["kk"] == names["ru"] == names["en"]


@pytest.mark.parametrize("name", sorted(LANGUAGES["en"].sentences))
def test_a_sentence_says_the_same_figures_in_every_language(name):
    said = {language: holes(one.sentences[name]) for language, one in LANGUAGES.items()}
    assert said["kk"] - {"others"} == said["ru"] - {"others"} == said["en"] - {"others"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", LOST)
def test_every_reason_has_its_sentence(language, reason):
    because = (0,) if reason == "same_site" else ("Медеу",)
    fate = replace(LOSER, reason=reason, because=because, limit=5)
    said = tell_one(replace(TOLD, fates=(WINNER, fate)), fate, language)
    assert all(sentence[-1] in ".:" and "{" not in sentence for sentence in said)
    assert len(said) >= (1 if reason == "no_votes" else 2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by", Tie)
def test_every_step_of_a_tie_has_its_sentence(language, by):
    won = replace(WINNER, tied_with=(1,), tie_by=str(by))
    lost = replace(LOSER, tied_with=(0,), tie_by=str(by))
    told = replace(TOLD, fates=(won, lost))
    assert "Сквер" in " ".join(tell_one(told, won, language))
    assert "Пруд" in " ".join(tell_one(told, lost, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RuleName)
@pytest.mark.parametrize("comparison", ["", "kept", "replaced"])
def test_every_rule_has_its_preface(language, rule, comparison):
    for completion in Completion:
        for equal in (True, False):
            told = replace(TOLD, rule=str(rule), comparison=comparison, completion=str(completion), equal=equal)
            said = preface(told, language)
            assert len(said) >= 2
            assert not re.search(r"[{}|]", " ".join(said))


@pytest.mark.parametrize(
    ("number", "one", "few", "many"),
    [
        (1, 1, 0, 0),
        (2, 0, 1, 0),
        (5, 0, 0, 1),
        (11, 0, 0, 1),
        (12, 0, 0, 1),
        (21, 1, 0, 0),
        (22, 0, 1, 0),
        (111, 0, 0, 1),
    ],
)
def test_russian_words_agree_with_their_number(number, one, few, many):
    word = f"{Count(number, LANGUAGES['ru'].plural):голос|голоса|голосов}"
    assert word == ("голос" if one else "голоса" if few else "голосов")
    assert few + many + one == 1


def test_english_knows_one_and_more_and_kazakh_has_one_form():
    assert [f"{Count(n, LANGUAGES['en'].plural):person|people}" for n in (0, 1, 2, 21)] == [
        "people",
        "person",
        "people",
        "people",
    ]
    assert [f"{Count(n, LANGUAGES['kk'].plural):адам}" for n in (0, 1, 2)] == ["адам", "адам", "адам"]


def test_thousands_are_parted_by_thin_spaces():
    assert grouped(12_345_678) == "12\u202f345\u202f678"
    assert grouped(999) == "999"


@pytest.mark.parametrize(
    ("language", "currency", "text"),
    [
        ("ru", "KZT", "3\u202f191\u00a0₸"),
        ("kk", "kzt", "3\u202f191\u00a0₸"),
        ("en", "PLN", "3\u202f191\u00a0PLN"),
        ("en", "", "than 3\u202f191 of"),
    ],
)
def test_money_is_written_with_the_sign_of_its_currency(language, currency, text):
    assert text in " ".join(tell(replace(TOLD, currency=currency), language)[0])


def test_the_coins_of_a_small_sum_are_said_and_of_a_large_one_are_not():
    told = replace(TOLD, fates=(replace(WINNER, payment=Fraction(1250, 3)), LOSER))
    assert "4,17\u00a0₸" in " ".join(tell(told, "ru")[0])
    assert "4.17\u00a0₸" in " ".join(tell(told, "en")[0])
    assert "450\u202f000\u00a0₸" in " ".join(tell(told, "ru")[1])  # 450 000,50


def test_three_rivals_at_most_and_a_long_name_is_cut_at_a_word():
    long = replace(WINNER, name="Абаттандыру " * 20)
    rivals = tuple(Rival(0, 10, 100 - n) for n in range(5))
    told = replace(TOLD, fates=(long, replace(LOSER, rivals=rivals)))
    said = " ".join(tell(told, "kk")[1])
    assert said.count("Абаттандыру…»") == 3
    unnamed = replace(told, fates=(replace(long, name=""), told.fates[1]))
    assert "№\u00a07" in " ".join(tell(unnamed, "kk")[1])


def test_what_would_have_helped_is_said_as_it_was_asked():
    near = replace(LOSER, nearest=Nearest(Question.LAST_RUN, 21, 450_000_00))
    [*_, votes, cost] = tell_one(TOLD, near, "ru")
    assert votes == (
        "Он прошёл бы, если бы ещё 21 человек проголосовал за него и больше ни за что, а всё остальное осталось как было."
    )
    assert cost == "С теми же голосами он прошёл бы и при стоимости 450\u202f000\u00a0₸ или ниже."
    alone = replace(LOSER, nearest=Nearest(Question.ORDER, None, 450_000_00))
    assert tell_one(TOLD, alone, "en")[-1].startswith("With the votes it has, it would have won at")


def test_a_whole_small_count_is_told_in_three_languages():
    projects = (Project("a", 60, "Playground"), Project("b", 60, "Fountain"), Project("c", 60))
    groups = (Group(6, (0, 1)), Group(1, (1,)), Group(3, (0,)))
    election = Election(projects, BallotKind.APPROVAL, groups, 100, meta={"currency": "KZT"})
    told = explain(election, count(election, RuleSpec(completion=Completion.NONE)))
    assert tell(told, "en") == [
        [
            "This project won. 9 people voted for it.",
            (
                "It costs 60\u00a0₸. Those who voted for it paid for it together: nobody gave more than 6.67\u00a0₸ of "
                "the 10\u00a0₸ every voter had."
            ),
        ],
        [
            "This project was not chosen. 7 people voted for it, and it costs 60\u00a0₸.",
            "Every voter had the same share of the budget, 10\u00a0₸, and it could only go to projects that voter had chosen.",
            "Its supporters' shares helped to pay for other projects they wanted too: “Playground” (40\u00a0₸ from 6 of them).",
            "In the end they had 30\u00a0₸ left between them: 30\u00a0₸ too little.",
            "It would have won if 3 more people had voted for it and for nothing else, with all the rest as it was.",
            "With the votes it has, it would also have won at a cost of 30\u00a0₸ or less.",
        ],
        ["This project was not chosen: nobody voted for it. It costs 60\u00a0₸."],
    ]
    assert [len(sentences) for sentences in tell(told, "kk")] == [2, 6, 1]
    assert tell(told, "kk")[0][0] == "Бұл жоба өтті. Оған 9 адам дауыс берді."
    assert tell(told, "ru")[1][0] == "Проект не прошёл. За него 7 голосов, он стоит 60\u00a0₸."
