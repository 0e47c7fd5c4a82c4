"""Decision records that anyone can recompute: canonical JSON, digests, versioned rules, verification.

Canonical JSON is what `json.dumps(obj, sort_keys=True, ensure_ascii=False, separators=(",", ":"))` writes, as
UTF-8: keys in code point order, no spaces, no escapes but those JSON demands. Text is taken exactly as it is; it
is *not* brought to NFC, because a digest must speak about the bytes that were published, and a stranger must be
able to recompute it with one line of any language. For keys inside the Basic Multilingual Plane the result equals
RFC 8785 (JSON Canonicalization Scheme). Fractions do not exist here: money is tiyn, scores are fixed points.

A rule is a pure function `decide(case, seed) -> outcome` with a name and a version. A changed rule is a new
version; the old function stays as long as a published decision names it.
"""

import hashlib
import importlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeAlias, TypedDict

FORMAT: Final = "ortaq-decision/1"

# A rule's name, or its first part, → the module that registers it. An engine joins by one line.
RULE_MODULES: Final[dict[str, str]] = {
    "choice.assignment": "ortaq.engines.choice.jury.records",
    "choice.count": "ortaq.engines.choice.records",
    "choice.jury": "ortaq.engines.choice.jury.records",
    "lot": "ortaq.engines.lot",
    "opinion.groups": "ortaq.engines.opinion.records",
    "routing": "ortaq.engines.routing",
}

# Deeper nesting than any honest case; keeps a hostile file from exhausting the stack.
MAX_DEPTH: Final = 64

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"
Case: TypeAlias = dict[str, Any]
Outcome: TypeAlias = dict[str, Any]
Decide: TypeAlias = Callable[[Case, str], Outcome]


class ProofError(ValueError):
    """Whatever makes a record impossible to write, read or recompute."""


class NotCanonicalError(ProofError):
    """The value holds something canonical JSON cannot carry; the message names the place."""


class CaseError(ProofError):
    """A rule cannot decide this case; the message is one English sentence saying what to mend."""


class UnknownRuleError(ProofError):
    """No rule of this name and version is known to this copy of the program."""


class Rule(NamedTuple):
    """A named, versioned pure function."""

    name: str
    version: int
    decide: Decide


class Record(TypedDict):
    """The decision record as it is published; `made_at` is ISO 8601 text with an offset from UTC."""

    format: str
    rule: str
    version: int
    case: Case
    seed: str
    outcome: Outcome
    case_digest: str
    outcome_digest: str
    made_at: str


class Problem(NamedTuple):
    """One reason not to trust a record: a code for machines and a sentence for people."""

    code: str
    text: str

    def __str__(self) -> str:
        """Give the form the terminal prints: `code: text`."""
        return f"{self.code}: {self.text}"


# ── canonical JSON ───────────────────────────────────────────────────────────────────────────────────────────────


_WRITER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def canonical(obj: object) -> bytes:
    """Write a value as canonical JSON; raises NotCanonicalError naming the place of whatever does not belong."""
    if not _is_plain(obj, 0):
        _check(obj, "$", 0)
    try:
        return _WRITER.encode(obj).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonicalError("A text holds half of a surrogate pair, which UTF-8 cannot carry.") from error
    except ValueError as error:  # an integer with more digits than Python agrees to write
        raise NotCanonicalError(f"The value cannot be written as JSON: {error}.") from error


def digest(obj: object) -> str:
    """Give `sha256:` and 64 hexadecimal digits over the canonical form of a value."""
    return "sha256:" + hashlib.sha256(canonical(obj)).hexdigest()


def read_json(text: str | bytes) -> Json:
    """Read JSON as strictly as `canonical` writes it: raises NotCanonicalError for fractions, NaN and repeated keys.

    A repeated key matters: two programs may each believe a different one of the two values.
    """
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object_without_repeats,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except NotCanonicalError:
        raise
    except RecursionError as error:
        raise NotCanonicalError(f"The JSON is nested deeper than {MAX_DEPTH} levels.") from error
    except ValueError as error:
        raise NotCanonicalError(f"This is not JSON: {error}.") from error
    _check(value, "$", 0)
    return value  # type: ignore[no-any-return]  # _check has just proven the shape


def _object_without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        repeated = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise NotCanonicalError(f"The key {repeated!r} is written twice in one object.")
    return made


def _refuse_number(text: str) -> object:
    raise NotCanonicalError(f"The number {text} is not a whole number.")


_SCALARS = frozenset({str, int, bool, type(None)})


def _is_plain(obj: object, depth: int) -> bool:
    """Tell whether `_check` would find nothing, without naming places: the journal asks a million times."""
    if type(obj) in _SCALARS:
        return True
    if depth >= MAX_DEPTH:
        return False
    if isinstance(obj, dict) and type(obj) is dict:
        for key in obj:
            if type(key) is not str:
                return False
        inner: Iterable[object] = obj.values()
    elif isinstance(obj, list) and type(obj) is list:
        inner = obj
    else:
        return False
    for value in inner:  # noqa: SIM110, a generator takes twice the time
        if type(value) not in _SCALARS and not _is_plain(value, depth + 1):
            return False
    return True


def _check(obj: object, place: str, depth: int) -> None:
    """Refuse anything but plain JSON with whole numbers; exact types only, so that no subclass changes its meaning."""
    kind = type(obj)
    if kind in (str, int, bool) or obj is None:
        return
    if depth >= MAX_DEPTH:
        raise NotCanonicalError(f"The value is nested deeper than {MAX_DEPTH} levels.")
    if isinstance(obj, dict) and kind is dict:
        for key, value in obj.items():
            if type(key) is not str:
                raise NotCanonicalError(f"{place} has the key {key!r}: keys must be text, not {type(key).__name__}.")
            _check(value, f"{place}.{key}", depth + 1)
    elif isinstance(obj, list) and kind is list:
        for index, value in enumerate(obj):
            _check(value, f"{place}[{index}]", depth + 1)
    elif kind is float:
        raise NotCanonicalError(f"{place} is the fraction {obj!r}: use whole numbers (tiyn, fixed points).")
    else:
        raise NotCanonicalError(f"{place} is of type {kind.__name__}: use dict, list, str, int, bool or None.")


# ── rules ────────────────────────────────────────────────────────────────────────────────────────────────────────

_rules: dict[tuple[str, int], Rule] = {}


def rule(name: str, *, version: int) -> Callable[[Decide], Decide]:
    """Register a pure `decide(case, seed) -> outcome` under a dotted name and a version counted from 1."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+", name):
        raise ValueError(f"A rule's name is dotted lower-case words, not {name!r}.")
    if version < 1:
        raise ValueError("A rule's version counts from 1.")

    def register(decide: Decide) -> Decide:
        known = _rules.get((name, version))
        if known is not None and _home(known.decide) != _home(decide):
            raise ValueError(
                f"{name}@{version} is already {'.'.join(_home(known.decide))}; a changed rule is a new version."
            )
        _rules[name, version] = Rule(name, version, decide)
        return decide

    return register


def _home(decide: Decide) -> tuple[str, str]:
    return decide.__module__, decide.__qualname__


def find(name: str, version: int) -> Rule:
    """Give the rule of this name and version, loading its engine when needed; raises UnknownRuleError."""
    found = _rules.get((name, version))
    if found is None and (module := RULE_MODULES.get(name) or RULE_MODULES.get(name.partition(".")[0])):
        importlib.import_module(module)
        found = _rules.get((name, version))
    if found is None:
        raise UnknownRuleError(f"The rule {name}@{version} is not known to this version of the program.")
    return found


def decide(name: str, version: int, case: Case, seed: str) -> Outcome:
    """Apply a rule to its own copy of the case; raises UnknownRuleError, CaseError or NotCanonicalError."""
    return find(name, version).decide(json.loads(canonical(case)), seed)


# ── records ──────────────────────────────────────────────────────────────────────────────────────────────────────


def make_record(*, rule: str, version: int, case: Case, seed: str, made_at: str) -> Record:
    """Decide a case and write down all that is needed to decide it again; raises what `decide` raises."""
    if not _is_moment(made_at):
        raise ProofError("made_at must be ISO 8601 with an offset, such as 2027-03-01T18:00:00+05:00.")
    outcome = decide(rule, version, case, seed)
    return {
        "format": FORMAT,
        "rule": rule,
        "version": version,
        "case": json.loads(canonical(case)),
        "seed": seed,
        "outcome": outcome,
        "case_digest": digest(case),
        "outcome_digest": digest(outcome),
        "made_at": made_at,
    }


def _is_moment(text: str) -> bool:
    try:
        return "T" in text and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


_FIELD_TYPES: Final[dict[str, type]] = {
    "format": str,
    "rule": str,
    "version": int,
    "case": dict,
    "seed": str,
    "outcome": dict,
    "case_digest": str,
    "outcome_digest": str,
    "made_at": str,
}


def verify(record: object) -> list[Problem]:
    """Recompute a record from its case and seed; an empty list means that everything in it is as it says.

    Codes: not_a_record, missing_field, unexpected_field, wrong_type, unknown_format, bad_made_at, not_canonical,
    case_digest_differs, outcome_digest_differs, unknown_rule, rule_refuses, outcome_differs. Never raises.
    """
    shape = _shape_problems(record)
    if shape or not isinstance(record, dict):
        return shape
    problems = _digest_problems(record)
    if any(problem.code == "not_canonical" for problem in problems):
        return problems
    return problems + _outcome_problems(record)


def _shape_problems(record: object) -> list[Problem]:
    if not isinstance(record, dict):
        return [Problem("not_a_record", "A decision record is a JSON object.")]
    if record.get("format") != FORMAT:
        return [Problem("unknown_format", f"The format is {record.get('format')!r}; this program reads {FORMAT!r}.")]
    problems = [
        Problem("missing_field", f"The field {name!r} is missing.") for name in _FIELD_TYPES if name not in record
    ]
    problems += [
        Problem("unexpected_field", f"The field {name!r} is not part of {FORMAT} and nothing vouches for it.")
        for name in record
        if name not in _FIELD_TYPES
    ]
    problems += [
        Problem("wrong_type", f"The field {name!r} must be {kind.__name__}, not {type(record[name]).__name__}.")
        for name, kind in _FIELD_TYPES.items()
        if name in record and type(record[name]) is not kind
    ]
    if not problems and not _is_moment(record["made_at"]):
        problems.append(Problem("bad_made_at", "made_at is not ISO 8601 with an offset from UTC."))
    return problems


def _digest_problems(record: dict[str, Any]) -> list[Problem]:
    problems = []
    for name in ("case", "outcome"):
        try:
            found = digest(record[name])
        except NotCanonicalError as error:
            problems.append(Problem("not_canonical", f"The {name} is not canonical JSON: {error}"))
            continue
        if found != record[f"{name}_digest"]:
            stated = record[f"{name}_digest"]
            problems.append(
                Problem(f"{name}_digest_differs", f"The {name} gives {found}, but the record states {stated}.")
            )
    return problems


def _outcome_problems(record: dict[str, Any]) -> list[Problem]:
    name = f"{record['rule']}@{record['version']}"
    try:
        outcome = decide(record["rule"], record["version"], record["case"], record["seed"])
        same = canonical(outcome) == canonical(record["outcome"])
    except UnknownRuleError as error:
        return [Problem("unknown_rule", str(error))]
    except CaseError as error:
        return [Problem("rule_refuses", f"{name} cannot decide this case: {error}")]
    except Exception as error:  # noqa: BLE001  a broken file must give an answer, not a traceback
        return [Problem("rule_refuses", f"{name} fails on this case: {type(error).__name__}: {error}")]
    if same:
        return []
    return [Problem("outcome_differs", f"Recomputing {name} from the case and the seed gives another outcome.")]
