"""The next statement: what it weighs, what it promises, and rates that do not inherit its taste."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from ortaq.engines.opinion.online import Items, Position, nothing_known, position
from ortaq.engines.opinion.routing import (
    MILLION,
    Choice,
    Policy,
    Showings,
    bits,
    corrected,
    next_statement,
    still_unseen,
)
from tests.engines.opinion.items import drawn_items, items

WELL_SHOWN = 1000


def choose(count: Items, votes: dict[str, int], *, seed: str = "draw 1", **other) -> Choice:
    names = other.pop("open_statements", count.statements)
    shown = other.pop("shown", dict.fromkeys(names, WELL_SHOWN))
    ages = other.pop("ages", {})
    choice = next_statement(count, votes, open_statements=names, shown=shown, ages=ages, seed=seed, **other)
    assert choice is not None
    return choice


# ------------------------------------------------------------------ what it weighs


def test_priorities_are_not_constant():
    """A canary: a router whose weights are all alike looks like it works and asks at random."""
    count = drawn_items(40)
    one, other = {"1": 1, "2": 1, "3": -1}, {"1": -1, "2": -1, "3": 1}
    mine, theirs = choose(count, one).probabilities, choose(count, other).probabilities
    later = choose(count, one | {"4": 1, "5": -1}).probabilities
    assert len(set(mine.values())) > 30
    assert max(mine.values()) > 5 * min(mine.values())
    assert sum(mine[name] != theirs[name] for name in mine) > 30
    assert sum(mine[name] != later[name] for name in later) > 30


def test_what_tells_more_about_the_person_comes_more_often():
    count = items(("divides", 0.0, 2.5, 0.0), ("known", 4.0, 0.3, 0.0), ("flat", 0.0, 0.0, 0.0), error=0.05)
    chances = choose(count, {}).probabilities
    assert chances["divides"] > 4 * chances["known"]
    assert chances["divides"] > 4 * chances["flat"]


def test_a_question_already_answered_in_other_words_tells_little():
    count = items(("a", 0.0, 4.0, 0.0), ("same again", 0.0, 4.0, 0.0), ("other axis", 0.0, 0.0, 4.0), error=0.05)
    chances = choose(count, {"a": 1}).probabilities
    assert chances["other axis"] > 1.5 * chances["same again"]


def test_what_most_people_pass_on_is_asked_less():
    count = items(("clear", 0.0, 2.0, 0.0), ("unclear", 0.0, 2.0, 0.0))
    unclear = replace(count, answered=np.array([200, 20]), passed=np.array([0, 180]))
    chances = choose(unclear, {}).probabilities
    assert chances["clear"] > 4 * chances["unclear"]


@pytest.mark.parametrize("steeper", [1, 2, 4])
def test_information_agrees_with_the_integral(steeper):
    count = drawn_items(25)
    count = replace(count, base=count.base * steeper, loading=count.loading * steeper)
    for place in (Position(0.0, 0.0, (1.0, 0.0, 1.0), 0), position(count, {"1": 1, "2": -1, "9": 1})):
        cover = np.array([place.covariance[:2], place.covariance[1:]])
        here = np.array([place.x, place.y])
        for n, found in enumerate(bits(count, place)):
            slope = count.loading[n]
            spread = slope @ cover @ slope + 0.01 + 0.01 * (here @ here + np.trace(cover))
            z = np.linspace(-9, 9, 20_001)
            chance = 1 / (1 + np.exp(-(count.base[n] + slope @ here + np.sqrt(spread) * z)))
            chance = np.clip(chance, 1e-15, 1 - 1e-15)
            part = np.exp(-z * z / 2)
            part /= part.sum()

            def doubt(p):
                return -p * np.log2(p) - (1 - p) * np.log2(1 - p)

            assert found == pytest.approx(doubt(chance @ part) - doubt(chance) @ part, abs=1e-3)


def test_information_stays_finite_where_figures_are_extreme():
    wild = items(("steep", 800.0, 900.0, -900.0), ("sure", -800.0, 0.0, 0.0), ("nothing", 0.0, 0.0, 0.0), error=0.0)
    found = bits(wild, Position(0.0, 0.0, (1.0, 0.0, 1.0), 0))
    assert np.isfinite(found).all()
    assert ((found >= 0) & (found <= 1)).all()
    assert found[1:] == pytest.approx(0.0, abs=1e-9)
    assert sum(choose(wild, {}).probabilities.values()) == MILLION


def test_a_newborn_statement_leads_and_its_lead_halves():
    count = items(("new", 0.0, 1.0, 0.0), ("older", 0.0, 1.0, 0.0), ("old", 0.0, 1.0, 0.0))
    policy = Policy(chance=1, lacking=0, newest=3, half_life=48)
    chances = choose(count, {}, ages={"new": 0, "older": 48}, policy=policy).probabilities
    assert [round(chances[name] / chances["old"], 3) for name in ("new", "older")] == [3.0, 2.0]


# ------------------------------------------------------------------ what it promises


@pytest.mark.parametrize("count", [1, 2, 3, 7, 40, 1000])
def test_probabilities_are_millionths_and_sum_to_a_million(count):
    some = drawn_items(count)
    choice = choose(some, {}, shown={"1": 3})
    assert sum(choice.probabilities.values()) == MILLION
    assert choice.probability == choice.probabilities[choice.statement]
    assert min(choice.probabilities.values()) >= 100_000 // count


def test_the_draw_follows_the_probabilities():
    count = drawn_items(8)
    drawn = Counter(choose(count, {}, seed=f"conversation 5, draw {n}").statement for n in range(3000))
    for name, chance in choose(count, {}).probabilities.items():
        expected = 3000 * chance / MILLION
        assert abs(drawn[name] - expected) < 4.5 * np.sqrt(expected) + 1


def test_the_same_seed_draws_the_same_whatever_the_order():
    count = drawn_items(20)
    backwards = tuple(reversed(count.statements))
    assert choose(count, {"1": 1, "2": 0}) == choose(count, {"2": 0, "1": 1}, open_statements=backwards)


def test_nobody_is_asked_twice_and_the_end_is_the_end():
    count, votes = drawn_items(12), {}
    for n in range(12):
        votes[choose(count, votes, seed=f"draw {n}").statement] = 0
    assert len(votes) == 12
    assert next_statement(count, votes, open_statements=count.statements, shown={}, ages={}, seed="draw 12") is None


def test_a_hidden_statement_is_never_drawn_and_an_uncounted_one_may_be():
    count = drawn_items(5)
    choice = choose(count, {}, open_statements=("1", "2", "born yesterday"))
    assert set(choice.probabilities) == {"1", "2", "born yesterday"}


def test_before_the_first_count_all_are_asked_alike():
    assert set(choose(nothing_known(), {}, open_statements=("a", "b", "c", "d")).probabilities.values()) == {250_000}


def test_every_statement_reaches_the_floor_though_it_tells_nothing():
    dull = [(f"dull {n}", 6.0, 0.0, 0.0) for n in range(10)]
    count = items(*dull, *((f"sharp {n}", 0.0, 3.0, 1.0 - n) for n in range(10)))
    shown: Counter[str] = Counter()
    policy = Policy(floor=20)
    for n in range(900):
        if n == 450:  # somebody writes a new one in the middle
            count = items(*dull, *((f"sharp {n}", 0.0, 3.0, 1.0 - n) for n in range(10)), ("late", 6.0, 0.0, 0.0))
        shown[choose(count, {}, seed=f"draw {n}", shown=shown, policy=policy).statement] += 1
    assert min(shown[name] for name in count.statements) >= 20
    assert shown["sharp 0"] > 2 * shown["dull 0"]


def test_bad_input_is_refused():
    count = drawn_items(2)
    with pytest.raises(ValueError, match="seed"):
        choose(count, {}, seed="")
    with pytest.raises(ValueError, match="At most"):
        choose(count, {}, open_statements=tuple(str(n) for n in range(10_001)))
    with pytest.raises(ValueError, match="chance has one"):
        Policy(chance=0)
    with pytest.raises(ValueError, match="chance has one"):
        Policy(chance=600_000, lacking=500_000)
    with pytest.raises(ValueError, match="half-life"):
        Policy(half_life=0)


# ------------------------------------------------------------------ rates


class Log:
    """What a conversation writes down while it asks."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, int, int, int]] = []

    def rates(self, count: int):
        person, statement, value, probability, unseen = (np.array(column) for column in zip(*self.rows, strict=True))
        return corrected(Showings(person, statement, value, probability, unseen), count)


def converse(count: Items, truth: dict[str, dict[str, float]], camps: list[str], draws: int) -> Log:
    """People of the camps answer what the engine asks them; an answer is settled per person and statement."""
    log, random = Log(), np.random.default_rng(23)
    answers = [{name: 1 if random.random() < truth[camp][name] else -1 for name in count.statements} for camp in camps]
    for person, own in enumerate(answers):
        votes: dict[str, int] = {}
        unseen: dict[str, int] = {}
        for n in range(draws):
            choice = choose(count, votes, seed=f"person {person}, draw {n}")
            votes[choice.statement] = own[choice.statement]
            log.rows.append((
                person,
                count.place[choice.statement],
                own[choice.statement],
                choice.probability,
                unseen.get(choice.statement, MILLION),
            ))  # fmt: skip
            unseen = still_unseen(unseen, choice)
    log.true = np.mean([[own[name] == 1 for name in count.statements] for own in answers], axis=0)
    return log


def test_the_correction_removes_what_the_router_prefers():
    """West always says no to the bridge, so the engine soon stops asking it: those asked are mostly from the east."""
    count = items(
        *((f"camp {n}", 0.0, 3.0, 0.0) for n in range(3)),
        ("bridge", -3.0, 3.0, 0.0),
        *((f"quiet {n}", 3.5, 0.0, 0.1) for n in range(4)),
        error=0.02,
    )
    camp = {f"camp {n}": 0.97 for n in range(3)} | {f"quiet {n}": 0.97 for n in range(4)}
    truth = {
        "east": camp | {"bridge": 0.5},
        "west": {name: 0.03 if name.startswith("camp") else share for name, share in camp.items()} | {"bridge": 0.02},
    }
    log = converse(count, truth, ["east", "west"] * 500, draws=3)
    bridge = count.place["bridge"]
    rate, true = log.rates(8)[bridge], log.true[bridge]
    raw_off, off = abs(rate.raw / MILLION - true), abs(rate.corrected / MILLION - true)
    assert raw_off > 0.06
    assert off < 2.5 * rate.error / MILLION < raw_off
    assert off < raw_off / 3


def test_every_corrected_rate_is_near_the_truth():
    count = drawn_items(15)
    random = np.random.default_rng(5)
    truth = {camp: dict(zip(count.statements, random.random(15).tolist(), strict=True)) for camp in ("a", "b")}
    log = converse(count, truth, ["a", "a", "b"] * 170, draws=6)
    off = [
        (rate.corrected / MILLION - true) * MILLION / rate.error
        for rate, true in zip(log.rates(15), log.true, strict=True)
    ]
    assert np.abs(off).max() < 4
    assert np.mean(np.square(off)) < 2


def test_the_weights_repay_exactly_what_the_draw_took():
    """Every path of two draws, each as often as it is likely: then no statement's camp is favoured by a hair."""
    count = drawn_items(4)
    log = Log()
    for sign in (1, -1):
        votes = {"1": sign, "2": -sign, "3": sign, "4": -sign}
        first = choose(count, {}).probabilities
        for name, chance in first.items():
            after = still_unseen({}, Choice(name, chance, first))
            for other, then in choose(count, {name: votes[name]}).probabilities.items():
                for _ in range(round(chance * then / MILLION / 200)):
                    person = len(log.rows) // 2
                    log.rows += [
                        (person, count.place[name], votes[name], chance, MILLION),
                        (person, count.place[other], votes[other], then, after[other]),
                    ]
    assert [rate.corrected for rate in log.rates(4)] == pytest.approx([500_000] * 4, abs=1_000)
    assert max(abs(rate.raw - 500_000) for rate in log.rates(4)) > 15_000


def test_evenly_asked_the_corrected_rate_is_the_plain_one():
    log = Log()
    log.rows = [(n, 0, 1 if n < 6 else 0 if n < 8 else -1, 500_000, MILLION) for n in range(10)]
    rate = log.rates(2)[0]
    assert (rate.raw, rate.corrected, rate.answers, rate.worth) == (600_000, 600_000, 10, 10)
    assert rate.error == pytest.approx(MILLION * np.sqrt(0.6 * 0.4 / 10), abs=1)


def test_a_statement_nobody_answered_has_no_rate():
    log = Log()
    log.rows = [(0, 0, 1, 500_000, MILLION)]
    empty = log.rates(3)[2]
    assert (empty.answers, empty.raw, empty.corrected, empty.error, empty.worth) == (0, None, None, None, 0)


def test_nobody_answered_anything():
    none = np.zeros(0, dtype=np.int64)
    rates = corrected(Showings(none, none, none, none, none), 2)
    assert [rate.corrected for rate in rates] == [None, None]


@pytest.mark.parametrize("probability", [0, -3, MILLION + 1])
def test_a_probability_that_cannot_be_is_refused(probability):
    log = Log()
    log.rows = [(0, 0, 1, probability, MILLION)]
    with pytest.raises(ValueError, match="logged probability"):
        log.rates(1)


def test_what_is_certain_to_have_been_shown_still_has_a_weight():
    gone = still_unseen({"b": 5}, Choice("a", 1, {"a": 1, "b": 999_999}))
    assert gone == {"b": 1}
