"""What is published about an appeal must not tell who wrote it."""

import itertools
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ortaq.engines import personal
from ortaq.engines.personal import InvalidIin, find, mask, parse_iin

IIN = "880101300010"


def kinds(text: str) -> list[str]:
    return [span.kind for span in find(text)]


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find(text)]


@st.composite
def iins(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1800, 1, 1), date(2099, 12, 31)))
    century = str(1 + (born.year - 1800) // 100 * 2 + draw(st.integers(0, 1)))
    eleven = f"{born:%y%m%d}{century}{draw(st.integers(0, 9999)):04}"
    check = personal.check_digit(eleven)
    assume(check is not None)
    return f"{eleven}{check}"


PHONES = st.builds(
    lambda form, code, rest: form.format(code, rest[:3], rest[3:5], rest[5:]),
    st.sampled_from(
        [
            "+7{}{}{}{}",
            "8{}{}{}{}",
            "8 ({}) {}-{}-{}",
            "+7 {} {} {} {}",
            "8-{}-{}-{}-{}",
            "8 {} {} {}{}",
            "+7({}){}{}{}",
        ]
    ),
    st.sampled_from(["700", "701", "705", "707", "747", "771", "775", "777", "727", "717"]),
    st.from_regex(r"[0-9]{7}", fullmatch=True),
)
AROUND = st.text(max_size=20) | st.text(alphabet="0123456789 -+()•@.,кважaA\n", max_size=20)


def touches_a_digit(before: str, after: str) -> bool:
    left, _ = personal._plain(before)
    right, _ = personal._plain(after)
    return left[-1:].isdigit() or right[:1].isdigit()


def test_an_iin_says_when_its_owner_was_born_and_her_sex() -> None:
    assert parse_iin(IIN) == (date(1988, 1, 1), "male")
    assert parse_iin("040229600001").birth_date == date(2004, 2, 29)
    assert parse_iin("040229600001").sex == "female"
    assert parse_iin(" 880101-3000 10 ") == parse_iin(IIN)
    assert parse_iin("８８０１０１３０００１０") == parse_iin(IIN)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "length"),
        ("88010130001", "length"),
        (IIN + "0", "length"),
        ("88010130001X", "digits"),
        ("8801013/00010", "digits"),
        ("880101000010", "century"),
        ("880101700017", "century"),
        ("881301300010", "date"),
        ("880230300010", "date"),
        ("030229500010", "date"),  # 2003 was no leap year
        ("880101300011", "checksum"),
        ("180740012345", "century"),  # a business number: 4 where a birthday begins
    ],
)
def test_a_wrong_iin_says_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(InvalidIin) as refusal:
        parse_iin(text)
    assert refusal.value.reason == reason


def test_the_second_row_of_weights_counts_when_the_first_gives_ten() -> None:
    second = [n for n in range(10_000) if sum(i * int(d) for i, d in enumerate(f"8801013{n:04}", 1)) % 11 == 10]
    checks = {personal.check_digit(f"8801013{n:04}") for n in second}
    assert None in checks  # ten twice: never issued
    assert len(checks) > 5
    eleven = next(f"8801013{n:04}" for n in second if personal.check_digit(f"8801013{n:04}") is not None)
    weights = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
    assert personal.check_digit(eleven) == sum(w * int(d) for w, d in zip(weights, eleven, strict=True)) % 11


@given(iins())
def test_one_wrong_digit_makes_an_iin_invalid_or_another(number: str) -> None:
    assert parse_iin(number)
    for last in set("0123456789") - {number[-1]}:
        with pytest.raises(InvalidIin):
            parse_iin(number[:-1] + last)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"Менің ЖСН {IIN}, көмектесіңіз", "Менің ЖСН •••, көмектесіңіз"),
        ("ИИН 880101 300 010.", "ИИН •••."),
        ("иин:880101-300010!", "иин:•••!"),
        (f"ЖСН{IIN}деп жазыңыз", "ЖСН•••деп жазыңыз"),
        ("Звоните 8 701 123 45 67 после шести", "Звоните ••• после шести"),
        ("+7 (727) 250-12-34 или 87011234567", "••• или •••"),
        ("Тел.: 8(727)2501234", "Тел.: •••"),
        ("тел 250 12 34", "тел •••"),
        ("хабарласыңыз: 2501234", "хабарласыңыз: •••"),
        ("мой номер 250-12-34", "мой номер •••"),
        ("(701) 123-45-67, Айгүл", "•••, Айгүл"),
        ("7771234567 жазыңыз", "••• жазыңыз"),
        ("whatsapp +996 555 123 456", "whatsapp •••"),
        ("8 912 345-67-89 из России", "••• из России"),
        ("Машина 123 ABC 02 стоит на газоне", "Машина ••• стоит на газоне"),
        ("123авс02 көлігі", "••• көлігі"),
        ("Номер 123ABC02, рядом 045 КМН 20", "Номер •••, рядом •••"),
        ("Старый номер A 123 BCD", "Старый номер •••"),
        ("Газель А123ВС77 и а 123", "Газель ••• и а 123"),
        ("Пишите a.b+c@mail.kz.", "Пишите •••."),
        ("почта: айгүл@пошта.қаз", "почта: •••"),
        ("name @ mail.ru", "•••"),
        ("карта 4111 1111 1111 1111 каспи", "карта ••• каспи"),
        ("4111111111111111", "•••"),
        ("Счёт KZ86 125K ZT50 0410 0100", "Счёт •••"),
        ("kz86125kzt5004100100", "•••"),
    ],
)
def test_the_published_text_keeps_the_sentence_and_hides_the_person(text: str, published: str) -> None:
    assert mask(text) == published


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Жарық жоқ, көмектесіңіз 🙏",
        "Звоните на 1308 или 112, 109",
        "Бесплатно 8 800 080 7777",
        "Дом 125 кв 10, этаж 3",
        "Абая 123 КВ 02",
        "123 ТОО 02",
        "дом 45 корпус 2, подъезд 3, 12:30–18:00",
        "с 9-00 до 18-00, 17.08.2026, 2026-08-17",
        "17-08-2026 2026-11-22",
        "Потратили 87 000 000 000 тенге, ещё 8 700 000 тг",
        "сумма 87011234567 тенге",
        "БИН 180740012345",
        "договор 880101300011",
        "№ 1234567890123",
        "счёт 4111 1111 1111 1112",
        "43.238949, 76.889709",
        "заявление ЖТ-2026-01234567",
        "@almaty_city и @",
        "на 2 500 000 человек, 250 12 34",
        "в 200 местах, А 5 минут",
        "Ремонт с 2024 по 2026 год, 100 м, 7.22 км",
        "ул. Толе би 286/7, 050031",
        "8 (800) 080-77-77",
    ],
)
def test_numbers_of_the_city_stay(text: str) -> None:
    assert found(text) == []
    assert mask(text) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "８８０１０１３０００１０",
        "880101\u00a0300010",
        "8801\u200b0130\u200b0010",
        "\u0668\u0668\u0660\u0661\u0660\u0661\u0663\u0660\u0660\u0660\u0661\u0660",
        "880101\u2011300010",
        "8️⃣8️⃣0️⃣1️⃣0️⃣1️⃣3️⃣0️⃣0️⃣0️⃣1️⃣0️⃣",
        "8\u00ad80101300010",
        "8 8 0 1 0 1 3 0 0 0 1 0",
    ],
)
def test_no_disguise_of_the_digits_helps(hidden: str) -> None:
    text = f"ЖСН {hidden} көше"
    assert kinds(text) == ["iin"]
    assert mask(text).startswith("ЖСН •••")
    assert mask(text).endswith(" көше")
    assert not any(sign.isdigit() for sign in mask(text))


def test_phones_and_emails_are_not_hidden_by_wide_letters_either() -> None:
    assert mask("＋７ ７０１ １２３ ４５ ６７") == "•••"
    assert mask("name＠mail．kz") == "•••"
    assert mask("8\u2009(701)\u2009123\u201345\u201367") == "•••"


def test_spans_point_into_the_text_as_it_was_written() -> None:
    text = f"а\u200b б {IIN[:4]}\u200b{IIN[4:]} в 8 701 123 45 67"
    assert found(text) == [f"{IIN[:4]}\u200b{IIN[4:]}", "8 701 123 45 67"]
    assert kinds(text) == ["iin", "phone"]


def test_where_two_finds_overlap_nothing_stays_readable() -> None:
    text = "8701 5 010101 500013"  # a phone over the first half of an IIN
    assert parse_iin("010101500013")
    assert mask(text).replace("•", "").strip() == ""
    spans = find(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@given(iins(), AROUND, AROUND)
def test_a_planted_iin_is_found_whatever_surrounds_it(number: str, before: str, after: str) -> None:
    assume(not touches_a_digit(before, after))
    assume("@" not in before + after and "KZ" not in before.upper())
    spans = find(before + number + after)
    assert ("iin", len(before), len(before) + 12) in spans


@given(iins(), st.sampled_from([(6,), (6, 7), (4, 8), (2, 4, 6), (6, 10)]), st.sampled_from(" -\u00a0"), AROUND, AROUND)
def test_an_iin_in_groups_never_stays_readable(
    number: str, cuts: tuple[int, ...], gap: str, before: str, after: str
) -> None:
    assume(not touches_a_digit(before, after))
    places = [0, *cuts, 12]
    written = gap.join(number[a:b] for a, b in itertools.pairwise(places))
    covered = {place for span in find(before + written + after) for place in range(span.start, span.end)}
    digits = {len(before) + place for place, sign in enumerate(written) if sign.isdigit()}
    assert digits <= covered


@given(PHONES, AROUND, AROUND)
def test_a_planted_phone_is_found_whatever_surrounds_it(phone: str, before: str, after: str) -> None:
    assume(not touches_a_digit(before, after))
    text = before + phone + after
    covered = {place for span in find(text) for place in range(span.start, span.end)}
    assert {len(before) + place for place, sign in enumerate(phone) if sign.isdigit()} <= covered


@given(st.lists(AROUND | PHONES | iins() | st.sampled_from(["123ABC02", "a@b.kz", "4111111111111111"])).map(" ".join))
def test_masking_twice_is_masking_once_and_spans_never_overlap(text: str) -> None:
    spans = find(text)
    assert spans == sorted(spans, key=lambda span: span.start)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    masked = mask(text)
    assert find(masked) == []
    assert mask(masked) == masked


def test_a_long_text_without_digits_holds_nothing_personal() -> None:
    assert find("Көше қараңғы, көмектесіңіз. " * 1000) == []


@pytest.mark.parametrize("unit", ["8 7", "1", "a@", "1 ", "8-", "K", "+7", "кв 12 ", "\u200b1"])
def test_a_long_row_of_what_looks_like_numbers_is_read_to_its_end(unit: str) -> None:
    text = unit * (200_000 // len(unit))  # a pattern that goes back over it again and again would not end today
    assert all(span.end <= len(text) for span in find(text))
