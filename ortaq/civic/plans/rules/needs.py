"""What a village needs, and the chain need → measure → resource → result: no link hangs loose. Plain Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ortaq.civic.plans.rules.plans import NEEDED
from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.engines.proof import digest

THEMES: Final = (
    "water", "roads", "communication", "energy", "school", "health", "work", "land", "housing", "waste", "culture",
    "safety",
)  # fmt: skip
"""What a need is about: by these akims find how others solved the same."""
MONEY: Final = ("republican", "regional", "district", "okrug", "business", "donor")
"""Kinds of resources that are money."""
LABOUR: Final = "own_labour"
WITHOUT_MONEY: Final = "without_money"
KINDS: Final = (*MONEY, LABOUR, WITHOUT_MONEY)
PREFIX: Final = {"need": "n", "measure": "m", "resource": "r", "result": "i"}
"""The letter each kind of part has in its key."""
QUOTES: Final = {"kk": "«»", "ru": "«»", "en": "“”"}
YEARS_AHEAD: Final = 30
EARLIEST_YEAR: Final = 2000
MOST_TIYN: Final = 10**17
"""A quadrillion tenge: more is a slip of the keyboard."""
LARGEST: Final = Decimal(10) ** 12
"""Of a value a result reaches; its tables keep three decimals."""
COUNTRY: Final = (46.0, 40.0, 88.0, 56.0)
"""West, south, east, north: a measure is done inside."""


def free_key(prefix: str, keys: Iterable[str]) -> str:
    """This will give the next key of a kind: the number after the highest any version of the plan has."""
    numbers = [int(key[1:]) for key in keys if key[:1] == prefix and key[1:].isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1}"


NO_RESPONSIBLE = N_("Name in Kazakh and in Russian the post or the organisation that does it, not a person.")


# ── one part ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def is_written(content: Mapping[str, str] | None) -> bool:
    """This will tell whether words are there in Kazakh and in Russian."""
    return all((content or {}).get(language, "").strip() for language in NEEDED)


def is_half_written(content: Mapping[str, str] | None) -> bool:
    """This will tell whether words are there in one language and missing in another that is needed."""
    return any(text.strip() for text in (content or {}).values()) and not is_written(content)


def check_kind_of_plan(kind: str) -> Answer:
    """This will say whether a plan is built of needs."""
    return YES if kind == "village_plan" else no("not_village", N_("Only the plan of a village is built of needs."))


def check_need(title: Mapping[str, str], theme: str) -> Answer:
    """This will say whether a need has a name in both languages and a theme."""
    if theme not in THEMES:
        return no("need_theme", N_("Choose what the need is about."))
    if not is_written(title):
        return no("need_title", N_("Name the need in Kazakh and in Russian."))
    return YES


def check_dots(dots: Any) -> Answer:
    """This will say whether a number of dots can be."""
    if isinstance(dots, int) and not isinstance(dots, bool) and 0 <= dots <= 100_000:  # noqa: PLR2004, more people
        return YES  # than any village has
    return no("dots", N_("Dots are counted in whole numbers from 0."))


def check_cause(key: str, cause_of: str, above: Mapping[str, str], titles: Mapping[str, Mapping[str, str]]) -> Answer:
    """This will refuse a need that would be a cause of itself, and name the needs of the circle.

    `above` leads from each need of the version to the one it is a cause of, "" for none.
    """
    circle, at = [key], cause_of
    while at and at not in circle:
        circle.append(at)
        at = above.get(at, "")
    if at != key:
        return YES
    if len(circle) == 1:
        return no("own_cause", N_("A need cannot be a cause of itself."))
    names = {
        language: " → ".join(f"{marks[0]}{_name(titles.get(one, {}), language)}{marks[1]}" for one in (*circle, key))
        for language, marks in QUOTES.items()
    }
    return no("circle", N_("These needs would be causes of each other in a circle: %(needs)s."), needs=names)


def _name(title: Mapping[str, str], language: str) -> str:
    return title.get(language) or next((text for text in title.values() if text), "?")


def check_measure(title: Mapping[str, str], responsible: Mapping[str, str]) -> Answer:
    """This will say whether a measure says what is done and which post or organisation does it."""
    if not is_written(title):
        return no("measure_title", N_("Say in Kazakh and in Russian what will be done."))
    if not is_written(responsible):
        return no("no_responsible", NO_RESPONSIBLE)
    return YES


def check_due(due_on: date, *, today: date) -> Answer:
    """This will say whether a measure can be due that day: not yet past, and in the time of people who plan it."""
    if due_on < today:
        return no("due_past", N_("The day a measure is due has to come yet."))
    if due_on.year > today.year + YEARS_AHEAD:
        return no("due_far", N_("The day a measure is due is at most %(years)s years ahead."), years=YEARS_AHEAD)
    return YES


def check_place(lon: float | None, lat: float | None) -> Answer:
    """This will say whether a measure is done at a place of the country, or at none."""
    if lon is None and lat is None:
        return YES
    if lon is None or lat is None:
        return no("half_place", N_("A place has two coordinates: write both or none."))
    west, south, east, north = COUNTRY
    if west <= lon <= east and south <= lat <= north:
        return YES
    return no("place_outside", N_("This place is outside Kazakhstan. Look whether the coordinates changed places."))


def check_resource(kind: str, planned: Any, year: int | None, note: Mapping[str, str], *, today: date) -> Answer:
    """This will say whether a resource makes sense: money has a sum in whole tiyn, all else says what it is."""
    if kind not in KINDS:
        return no("resource_kind", N_("Choose where this resource comes from."))
    if not isinstance(planned, int) or isinstance(planned, bool) or not 0 <= planned <= MOST_TIYN:
        return no("sum", N_("Write the sum as a number from 0."))
    if kind in MONEY and not planned:
        return no("no_sum", N_("Write how much money is planned. What takes none is “without budget money”."))
    if kind == WITHOUT_MONEY and planned:
        return no("free_sum", N_("What is done without budget money has no sum."))
    if kind not in MONEY and not is_written(note):
        return no("resource_note", N_("Say in Kazakh and in Russian what it is: talks, an agreement, days of work."))
    if year is not None and not EARLIEST_YEAR <= year <= today.year + YEARS_AHEAD:
        return no("resource_year", N_("This year cannot be: %(year)s."), year=year)
    return YES


def check_result(
    title: Mapping[str, str], unit: Mapping[str, str], *, baseline: Decimal | None, baseline_on: date | None,
    target: Decimal | None, target_on: date | None, today: date,
) -> Answer:  # fmt: skip
    """This will say whether a result can be measured: from a known baseline to another value, by a later day."""
    if not is_written(title) or not is_written(unit):
        return no("result_title", N_("Say in Kazakh and in Russian what is counted, and in what unit."))
    return _check_change(baseline, baseline_on, target, target_on, today)


def _check_change(
    baseline: Decimal | None, baseline_on: date | None, target: Decimal | None, target_on: date | None, today: date
) -> Answer:
    if baseline is None or baseline_on is None:
        return no("no_baseline", N_("A result needs a baseline: how it was before, and on which day that was counted."))
    if target is None or target_on is None:
        return no("no_target", N_("A result needs a target, and the day it is to be reached."))
    if any(not value.is_finite() or abs(value) >= LARGEST for value in (baseline, target)):
        return no("value", N_("This value is too large to be true."))
    if baseline_on > today:
        return no("baseline_ahead", N_("A baseline is known: its day cannot be in the future."))
    if target == baseline:
        return no("no_change", N_("The target equals the baseline: a result wants a change."))
    if target_on <= baseline_on:
        return no("target_day", N_("The target comes after the baseline: choose a later day."))
    if target_on.year > today.year + YEARS_AHEAD:
        return no("target_far", N_("The day of the target is at most %(years)s years ahead."), years=YEARS_AHEAD)
    return YES


# ── digests ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def digest_of(facts: Mapping[str, Any]) -> str:
    """This will give the digest of what a part says: days and fractions are written as text."""
    return digest({name: _plain(value) for name, value in facts.items()})


def need_says(need: Any) -> dict[str, Any]:
    """This will give what a need says, as its digest takes it."""
    facts = {name: getattr(need, name) for name in ("title", "text", "theme", "dots", "groups", "put_off")}
    return {**facts, "cause_of": need.cause_of.key if need.cause_of else "", "gathering": need.gathering_id or 0}


def measure_says(measure: Any) -> dict[str, Any]:
    """This will give what a measure itself says."""
    facts = {name: getattr(measure, name) for name in ("title", "text", "responsible", "due_on", "lon", "lat")}
    return {**facts, "need": measure.need.key}


def resource_says(resource: Any) -> dict[str, Any]:
    """This will give what a resource says."""
    return {name: getattr(resource, name) for name in ("kind", "planned", "year", "note")}


def result_says(result: Any) -> dict[str, Any]:
    """This will give what a result says."""
    return {
        name: getattr(result, name) for name in ("title", "unit", "baseline", "baseline_on", "target", "target_on")
    }  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


# ── the whole chain, before everyone reads it ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Link:
    """A part of the chain: what stands under it, and whether its words are in both languages."""

    key: str
    title: Mapping[str, str]
    words: Sequence[Mapping[str, str]] = ()
    """All it says beside its title."""
    measures: int = 0
    put_off: bool = False
    resources: int = 0
    results: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """Something to be done before everyone reads the plan, and the part that misses it."""

    kind: str
    """"need" or "measure"."""
    key: str
    title: Mapping[str, str]
    answer: Answer


NO_MEASURE = N_("This need has no measure: add one, or say why it is put off.")
BOTH = N_("This need is put off and has a measure: only one of them can be.")
NO_RESOURCE = N_("This measure has no resource: what does it take? “Without budget money” is an answer too.")
NO_RESULT = N_("This measure has no result: by what will everyone see that it helped?")
HALF = N_("Something here is in one language only: write it in Kazakh and in Russian.")


def missing(needs: Iterable[Link], measures: Iterable[Link]) -> list[Missing]:
    """This will list what the chain misses, part by part; an empty list for a whole one."""
    found = []
    for need in needs:
        if not need.measures and not need.put_off:
            found.append(Missing("need", need.key, need.title, no("no_measure", NO_MEASURE)))
        if need.measures and need.put_off:
            found.append(Missing("need", need.key, need.title, no("put_off_and_done", BOTH)))
        found += _unwritten("need", need)
    for measure in measures:
        if not measure.resources:
            found.append(Missing("measure", measure.key, measure.title, no("no_resource", NO_RESOURCE)))
        if not measure.results:
            found.append(Missing("measure", measure.key, measure.title, no("no_result", NO_RESULT)))
        found += _unwritten("measure", measure)
    return found


def _unwritten(kind: str, link: Link) -> list[Missing]:
    half = not is_written(link.title) or any(is_half_written(content) for content in link.words)
    return [Missing(kind, link.key, link.title, no("half", HALF))] if half else []


def is_whole(found: Sequence[Missing]) -> Answer:
    """This will say whether everyone can read the chain; the sentence names the first part that misses something."""
    if not found:
        return YES
    return no(
        "chain_broken", N_("The plan is not whole yet, %(count)s things are missing. The first: “%(part)s”."),
        count=len(found), part=dict(found[0].title),
    )  # fmt: skip
