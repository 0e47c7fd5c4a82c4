"""The invented appeals: the same every time, in season, in place, and with a believable history."""

import random
import re
from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest

from ortaq.civic.reception import acts
from ortaq.doors.terminal.demo import atlas, phrases, pictures, speech
from ortaq.doors.terminal.demo.appeals import GeneratedAppeal, generate
from ortaq.doors.terminal.demo.history import COMPLAINED
from ortaq.doors.terminal.demo.life import ALMATY
from ortaq.doors.terminal.demo.places import all_places, crossing_streets, draw_spot, slots_for
from ortaq.doors.terminal.demo.replies import Reply
from ortaq.doors.terminal.demo.workdays import calendar_in_force

START, END = date(2024, 11, 22), datetime(2026, 11, 22, 12, tzinfo=ALMATY)
WINTER, SUMMER = {12, 1, 2}, {6, 7, 8}


@pytest.fixture(scope="module")
def two_years() -> list[GeneratedAppeal]:
    return list(generate(2000, start=START, end=END))


def _answers(appeal: GeneratedAppeal) -> list[str]:
    return [step.text for step in appeal.steps if step.act == acts.ANSWERED]


def test_the_same_seed_gives_the_same_city_and_another_seed_another_one() -> None:
    first = list(generate(60, seed=7, start=START, end=END))
    assert first == list(generate(60, seed=7, start=START, end=END))
    assert first != list(generate(60, seed=8, start=START, end=END))


def test_appeals_come_in_order_and_nothing_happens_after_the_present(two_years: list[GeneratedAppeal]) -> None:
    received = [appeal.received_at for appeal in two_years]
    assert received == sorted(received)
    assert len({appeal.external_id for appeal in two_years}) == len(two_years) == 2000
    for appeal in two_years:
        times = [step.at for step in appeal.steps]
        assert times == sorted(times)
        assert all(appeal.received_at <= at <= END for at in times)
        assert all(appeal.received_at < remark.at <= END for remark in appeal.comments)


def test_an_end_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        next(generate(1, start=START, end=datetime(2026, 11, 22, 12)))


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="before its first"):
        next(generate(1, start=END.date() + timedelta(days=1), end=END))


def test_the_three_languages_have_their_shares(two_years: list[GeneratedAppeal]) -> None:
    shares = Counter(appeal.language for appeal in two_years)
    assert 900 < shares["kk"] < 1100
    assert 800 < shares["ru"] < 1000
    assert 60 < shares["en"] < 150


def test_texts_are_mostly_different_and_have_no_open_slot(two_years: list[GeneratedAppeal]) -> None:
    texts = [appeal.text for appeal in two_years]
    assert len(set(texts)) > 0.97 * len(texts)
    spoken = texts + [step.text for appeal in two_years for step in appeal.steps]
    spoken += [remark.text for appeal in two_years for remark in appeal.comments]
    assert not [text for text in spoken if re.search(r"[{}]|\bNone\b|  ", text)]


def test_ice_is_a_winter_matter_and_dry_aryks_a_summer_one(two_years: list[GeneratedAppeal]) -> None:
    seen = Counter((appeal.topic, appeal.received_at.month) for appeal in two_years)

    def count(topic: str, months: set[int]) -> int:
        return sum(seen[topic, month] for month in months)

    assert count("roads.ice", WINTER) >= 5 * max(count("roads.ice", SUMMER), 1)
    assert count("air.smog", WINTER) >= 5 * max(count("air.smog", SUMMER), 1)
    assert count("aryk.dry", SUMMER) >= 5 * max(count("aryk.dry", WINTER), 1)


def test_people_write_on_working_days_and_in_the_evening(two_years: list[GeneratedAppeal]) -> None:
    weekdays = Counter(appeal.received_at.weekday() for appeal in two_years)
    assert min(weekdays[day] for day in range(5)) > max(weekdays[5], weekdays[6])
    hours = Counter(appeal.received_at.hour for appeal in two_years)
    assert hours[10] > 10 * max(hours[3], 1)
    assert hours[20] > hours[7]


def test_a_point_lies_in_its_territory_and_about_one_in_twelve_has_none(two_years: list[GeneratedAppeal]) -> None:
    placeless = [appeal for appeal in two_years if appeal.lon is None]
    assert 0.05 < len(placeless) / len(two_years) < 0.12
    for appeal in two_years:
        if appeal.lon is not None and appeal.lat is not None:
            assert atlas.territory_at(appeal.lon, appeal.lat) == appeal.territory
        assert (appeal.lon is None) == (appeal.lat is None) == (not appeal.address)


def test_evening_and_holiday_appeals_are_registered_the_next_working_day(two_years: list[GeneratedAppeal]) -> None:
    days = calendar_in_force()
    for appeal in two_years:
        assert days.is_working(appeal.registered_on)
        same_day = appeal.received_at.time() < time(18) and days.is_working(appeal.received_at.date())
        assert (appeal.registered_on == appeal.received_at.date()) is same_day


def test_bodies_differ_in_how_punctual_they_are(two_years: list[GeneratedAppeal]) -> None:
    days, kept, all_of = calendar_in_force(), Counter[str](), Counter[str]()
    for appeal in two_years:
        acted = {step.act for step in appeal.steps}
        if appeal.kind not in {"application", "message"} or acted & {acts.REDIRECTED, acts.EXTENDED}:
            continue
        due = days.add(appeal.registered_on, 15)
        if due >= END.date():
            continue
        answered = next((step.at.date() for step in appeal.steps if step.act == acts.ANSWERED), None)
        all_of[appeal.body] += 1
        kept[appeal.body] += answered is not None and answered <= due
    assert 0.75 < sum(kept.values()) / sum(all_of.values()) < 0.92
    assert kept["akimat-bostandyk"] / all_of["akimat-bostandyk"] > kept["architecture"] / all_of["architecture"]


def test_every_kind_of_history_occurs(two_years: list[GeneratedAppeal]) -> None:
    happened = Counter(step.act for appeal in two_years for step in appeal.steps)
    for act in (
        acts.TAKEN,
        acts.REDIRECTED,
        acts.SPLIT,
        acts.PART_ANSWERED,
        acts.EXTENDED,
        acts.ANSWERED,
        acts.FIXED,
        acts.REOPENED,
        acts.ACCEPTED,
        acts.RATED,
        COMPLAINED,
    ):
        assert happened[act] >= 5, act
    assert any(not _answers(appeal) for appeal in two_years)


def test_an_extension_is_told_before_the_due_day_and_stays_within_two_months(two_years: list[GeneratedAppeal]) -> None:
    days = calendar_in_force()
    for appeal in two_years:
        start = appeal.registered_on
        for step in appeal.steps:
            if step.act in {acts.REDIRECTED, acts.REOPENED}:
                start = days.registered_on(step.at, time(18))
            if step.act == acts.EXTENDED:
                assert step.text
                assert step.at.date() <= days.add(start, 15)
                assert date.fromisoformat(step.data["until"]) - start <= timedelta(days=60)


def test_an_answer_speaks_the_language_of_the_appeal_and_names_the_right_to_complain(
    two_years: list[GeneratedAppeal],
) -> None:
    right = {"kk": "шағымдана аласыз", "ru": "пожаловаться", "en": "complain within three months"}
    mark = {"kk": "(демо)", "ru": "(демо)", "en": "(demo)"}
    for appeal in two_years:
        for words in _answers(appeal):
            assert right[appeal.language] in words
            assert mark[appeal.language] in words


def test_what_is_fixed_shows_a_picture_where_the_topic_asks_for_one(two_years: list[GeneratedAppeal]) -> None:
    asks = {row["code"] for row in atlas.rows("topics", "topics") if row["evidence"] == "after_photo"}
    for appeal in two_years:
        for step in appeal.steps:
            if step.act == acts.FIXED and appeal.topic in asks:
                assert step.data["scene"] in pictures.SCENES
            if step.act == acts.FIXED:
                assert date.fromisoformat(step.data["done_on"]) <= step.at.date()


def test_some_texts_carry_personal_data_that_must_be_masked(two_years: list[GeneratedAppeal]) -> None:
    texts = " ".join(appeal.text for appeal in two_years)
    assert len(re.findall(r"(?:8|\+7)[ (]*700", texts)) > 20
    assert len(re.findall(r"@example\.com", texts)) > 10
    assert re.search(r"\b\d{12}\b", texts)


def test_thanks_are_a_response_and_are_answered_kindly(two_years: list[GeneratedAppeal]) -> None:
    thanks = [appeal for appeal in two_years if appeal.kind == "response"]
    assert thanks
    assert all(step.act not in {acts.FIXED, acts.REOPENED} for appeal in thanks for step in appeal.steps)


def test_residents_of_the_demo_have_appeals_of_their_own(two_years: list[GeneratedAppeal]) -> None:
    owners = Counter(appeal.applicant.account for appeal in two_years if appeal.applicant)
    assert min(owners["aigerim"], owners["oleg"]) >= 5
    assert owners["emma"] >= 1
    anonymous = [appeal for appeal in two_years if appeal.applicant is None]
    urgent = {row["code"] for row in atlas.rows("topics", "topics") if row["urgent"]}
    assert {appeal.topic for appeal in anonymous} <= urgent


def test_every_topic_has_enough_sentences_and_every_slot_is_known() -> None:
    patterns = phrases.patterns()
    leaves = {row["code"] for row in atlas.rows("topics", "topics") if row["parent"]}
    assert set(patterns) == leaves
    street = next(place for place in all_places() if crossing_streets(place))
    spot = draw_spot(random.Random(1), street)
    for topic, by_language in patterns.items():
        for language, least in (("kk", 6), ("ru", 6), ("en", 2)):
            sentences = by_language[language]
            assert len(set(sentences)) == len(sentences) >= least, (topic, language)
            known = set(slots_for(random.Random(1), spot, language))
            assert all(phrases.slots_of(sentence) <= known for sentence in sentences), (topic, language)


@pytest.mark.parametrize("language", phrases.LANGUAGES)
def test_every_official_sentence_can_be_filled(language: str) -> None:
    reply = Reply(language, "roads.pothole", "transport", date(2026, 3, 12), "X")
    known = set(reply.slots(random.Random(1), date(2026, 3, 10))) | {"higher"}
    for section, sentences in phrases.phrases("official").items():
        assert sentences[language], section
        assert all(phrases.slots_of(sentence) <= known for sentence in sentences[language]), section


def test_a_line_that_is_no_sentence_is_named() -> None:
    with pytest.raises(ValueError, match="line 2"):
        phrases.parse("[roads.pothole]\nde Ein Loch in der Straße.")


def test_an_invented_iin_has_a_date_and_a_right_checksum() -> None:
    for seed in range(200):
        number = speech.invented_iin(random.Random(seed))
        assert re.fullmatch(r"\d{6}[34]0000\d", number)
        digits = [int(digit) for digit in number]
        control = sum(weight * digit for weight, digit in zip(range(1, 12), digits, strict=False)) % 11
        if control == 10:
            weights = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
            control = sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11
        assert digits[-1] == control


@pytest.mark.parametrize("scene", sorted(pictures.SCENES))
def test_before_and_after_are_two_jpegs_that_never_change(scene: str) -> None:
    before, after = pictures.draw_scene(scene, "before"), pictures.draw_scene(scene, "after")
    assert before.startswith(b"\xff\xd8\xff")
    assert before != after
    pictures._painted.cache_clear()
    assert pictures.draw_scene(scene, "before") == before
    assert max(len(before), len(after)) < 40_000


def test_scenes_named_in_the_habits_are_drawn() -> None:
    named = {habit["scene"] for habit in atlas.read("life")["topics"].values()} - {""}
    assert named == set(pictures.SCENES)
    with pytest.raises(KeyError):
        pictures.draw_scene("spaceship", "before")
