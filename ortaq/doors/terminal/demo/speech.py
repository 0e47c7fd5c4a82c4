"""How residents put things: a pattern, a greeting, a request, a slip of the keyboard, a telephone number to mask."""

import random
from collections.abc import Callable
from datetime import date

from ortaq.doors.terminal.demo import life, phrases
from ortaq.doors.terminal.demo.places import Spot, slots_for

PLACE_SLOTS = frozenset({"address", "house", "crossing", "landmark"})
THANKS = ("рақмет", "спасибо", "thank you")
RUSSIAN_KEYS = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
IIN_WEIGHTS = (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
IIN_SERIAL = "0000"  # never given to a living person
MODULUS = 11
NO_DIGIT = 10
WORD_TO_SLIP = 6


def usable_patterns(topic: str, language: str, slots: dict[str, str], *, placeless: bool) -> list[str]:
    """Return the patterns of a topic whose slots can be filled; without a place those that name none come first."""
    known = frozenset(slots)
    fitting = [text for text in phrases.patterns()[topic][language] if phrases.slots_of(text) <= known]
    if placeless:
        fitting = [text for text in fitting if not phrases.slots_of(text) & PLACE_SLOTS] or fitting
    return fitting


def is_thanks(text: str) -> bool:
    """Tell whether a sentence thanks somebody: the law calls that a response."""
    return any(word in text.casefold() for word in THANKS)


def say(
    rng: random.Random, spot: Spot, topic: str, kind: str, language: str, *, name: str, placeless: bool
) -> tuple[str, str, str]:
    """Return (text, its main sentence, pattern) of what a resident writes; all empty when no pattern fits the place."""
    slots = slots_for(rng, spot, language)
    fitting = usable_patterns(topic, language, slots, placeless=placeless)
    if not fitting:
        return "", "", ""
    pattern = rng.choice(fitting)
    main = phrases.fill(pattern, slots)
    parts = [main]
    thanks = is_thanks(pattern)
    if thanks:
        parts.append(phrases.pick(rng, "resident", "thanks", language))
    elif kind == "suggestion":
        parts.insert(0, phrases.pick(rng, "resident", "suggestion", language))
    elif life.happens(rng, "opener"):
        parts.insert(0, phrases.pick(rng, "resident", "opener", language))
    if not thanks:
        parts += _after(rng, language, name)
    return slip(rng, " ".join(parts), language), main, pattern


def _after(rng: random.Random, language: str, name: str) -> list[str]:
    parts = []
    if life.happens(rng, "long"):
        parts.append(phrases.pick(rng, "resident", "long", language))
    if life.happens(rng, "closer"):
        parts.append(phrases.pick(rng, "resident", "closer", language))
    if life.happens(rng, "contact"):
        parts.append(phrases.fill(phrases.pick(rng, "resident", "contact", language), contact_slots(rng, name)))
    return parts


def contact_slots(rng: random.Random, name: str) -> dict[str, str]:
    """Return invented contacts that look real enough to be masked."""
    tail = f"{rng.randrange(10**7):07d}"
    phone = rng.choice(
        (f"8700{tail}", f"+7 700 {tail[:3]} {tail[3:5]} {tail[5:]}", f"8 (700) {tail[:3]}-{tail[3:5]}-{tail[5:]}")
    )
    return {
        "phone": phone,
        "email": f"turgyn{rng.randint(10, 999)}@example.com",
        "iin": invented_iin(rng),
        "name": name.split(" (", maxsplit=1)[0],
    }


def invented_iin(rng: random.Random) -> str:
    """Return a number with a real date, a right checksum and a serial nobody has; rule: Σ i·d mod 11."""
    while True:
        born = date(rng.randint(1950, 1999), rng.randint(1, 12), rng.randint(1, 28))
        body = f"{born:%y%m%d}{rng.choice('34')}{IIN_SERIAL}"
        for weights in IIN_WEIGHTS:
            control = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % MODULUS
            if control != NO_DIGIT:
                return f"{body}{control}"


def slip(rng: random.Random, text: str, language: str) -> str:
    """Let some texts look typed in a hurry: small letters, lost full stops, two letters swapped, Russian keys."""
    if language == "ru" and life.happens(rng, "yo_lost"):  # most people do not type ё
        text = text.replace("ё", "е").replace("Ё", "Е")
    if not life.happens(rng, "typo"):
        return text
    ways: list[Callable[[], str]] = [
        lambda: text[0].lower() + text[1:],
        lambda: text.rstrip("."),
        lambda: text.rstrip(".!?") + "!!!",
        lambda: _swap_letters(rng, text),
    ]
    if language == "kk":
        ways.append(lambda: text.translate(RUSSIAN_KEYS))
    return rng.choice(ways)()


def _swap_letters(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    long_ones = [index for index, word in enumerate(words) if len(word) >= WORD_TO_SLIP and word.isalpha()]
    if not long_ones:
        return text
    index = rng.choice(long_ones)
    word = words[index]
    at = rng.randrange(1, len(word) - 2)
    words[index] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)
