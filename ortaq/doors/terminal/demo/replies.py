"""What officials write back: reasoned answers in the language of the appeal, naming the right to complain."""

import random
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from ortaq.doors.terminal.demo import atlas, life, phrases

MONTHS = {
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "en": "January February March April May June July August September October November December".split(),
}
ORDINALS = ("first", "second", "third", "fourth")
MONTHS_IN_QUARTER = 3
QUARTERS = 4


@lru_cache(maxsize=1)
def bodies() -> dict[str, dict[str, Any]]:
    """Return body code → row of `bodies.json`."""
    return {row["code"]: row for row in atlas.rows("bodies", "bodies")}


def body_name(code: str, language: str) -> str:
    """Return the full name of a body."""
    name: str = bodies()[code]["name"][language]
    return name


def date_words(day: date, language: str) -> str:
    """Return the day as it stands in a sentence; Kazakh sentences say the year only when they need it."""
    month = MONTHS[language][day.month - 1]
    if language == "kk":
        return f"{day.day} {month}"
    return f"{day.day} {month} {day.year}" + (" года" if language == "ru" else "")


def quarter_slots(day: date, ahead: int, language: str) -> dict[str, str]:
    """Return the words for the quarter that lies `ahead` quarters after the day."""
    index = day.year * QUARTERS + (day.month - 1) // MONTHS_IN_QUARTER + ahead
    year, quarter = index // QUARTERS, index % QUARTERS + 1
    if language == "kk":
        stem = f"{year} жылдың {quarter}-тоқсаны"
        return {"quarter": stem, "quarter_in": stem + "нда", "quarter_to": stem + "на"}
    if language == "ru":
        preposition = "во" if ORDINALS[quarter - 1] == "second" else "в"
        return {
            "quarter": f"{quarter}-й квартал {year} года",
            "quarter_in": f"{preposition} {quarter}-м квартале {year} года",
        }
    return {"quarter": f"the {ORDINALS[quarter - 1]} quarter of {year}"}


@dataclass(frozen=True)
class Reply:
    """One official letter to write: who writes, in which language, about what, on which day."""

    language: str
    topic: str
    body: str
    day: date
    official: str

    def answer(self, rng: random.Random, outcome: str, done_on: date) -> str:
        """Return the whole letter for `granted`, `planned`, `refused` or `thanked`; the work was done on `done_on`."""
        section = _section(outcome, self.topic)
        higher = bodies()[self.body]["parent"]
        slots = self.slots(rng, done_on)
        slots["higher"] = body_name(higher, self.language) if higher else ""
        sections = ("greeting", section, "right" if higher else "right.top", "sign")
        *sentences, signature = [self.phrase(rng, name, slots) for name in sections]
        return "\n\n".join((" ".join(sentences[:2]), sentences[2], signature))

    def slots(self, rng: random.Random, day: date, *, other: str | None = None) -> dict[str, str]:
        """Return the words every official sentence may need; `other` is the body spoken of, if not the writer."""
        slots = {"date": date_words(day, self.language), "official": self.official}
        slots["body"] = body_name(other or self.body, self.language)
        return slots | quarter_slots(self.day, rng.randint(1, 4), self.language)

    def phrase(self, rng: random.Random, section: str, slots: dict[str, str]) -> str:
        """Draw a sentence of a section and fill it."""
        return phrases.fill(phrases.pick(rng, "official", section, self.language), slots)


def _section(outcome: str, topic: str) -> str:
    """Return the most exact section of sentences there is: of the topic, of its group, or of the outcome."""
    known = phrases.phrases("official")
    return next(name for name in (f"{outcome}.{topic}", f"{outcome}.{life.group_of(topic)}", outcome) if name in known)
