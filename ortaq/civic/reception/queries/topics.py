"""The tree of topics, in residents' words, and a guess from the words of an appeal."""

from collections import defaultdict
from dataclasses import dataclass, field
from threading import Lock

from django.db import connection

from ortaq.civic.reception.models import Topic
from ortaq.engines import language

OTHER = "other"
"""The catch-all: what nobody could name."""
LONG_ENOUGH = 2_000
"""Signs of a text a guess looks at."""
LEAST = 0.3
"""A lone word that many topics share says little."""


@dataclass(frozen=True, slots=True)
class Node:
    """A topic with its children, ready for a page; names are localized dicts."""

    id: int
    code: str
    name: dict[str, str]
    hint: dict[str, str]
    icon: str
    urgent: bool
    children: "tuple[Node, ...]" = field(default=())


@dataclass(frozen=True, slots=True)
class Forest:
    """All active topics at once: rows by id and code, roots in order, stems of the keywords."""

    stamp: tuple[str, int, int]
    by_id: dict[int, Topic]
    by_code: dict[str, Topic]
    root_of: dict[int, int]
    roots: tuple[Node, ...]
    words: dict[str, dict[str, float]]
    """stem → {topic code: weight}."""

    @property
    def other(self) -> Topic:
        """The catch-all; raises LookupError where a city has not set one up."""
        if OTHER not in self.by_code:
            raise LookupError('The topic "other" is missing: every city needs one.')
        return self.by_code[OTHER]


_lock = Lock()
_forest: Forest | None = None


def forest() -> Forest:
    """This will give the topics from memory; one small query notices a topic that was added or switched off."""
    global _forest  # noqa: PLW0603, one remembered tree per process
    table = connection.ops.quote_name(Topic._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(id), COUNT(CASE WHEN active THEN 1 END) FROM {table}")  # noqa: S608, the model's name
        last, alive = cursor.fetchone()
    stamp = (str(connection.settings_dict["NAME"]), last or 0, alive)
    if _forest is None or _forest.stamp != stamp:
        with _lock:
            _forest = _grow(stamp)
    return _forest


def forget() -> None:
    """This will empty what the process remembers: for tests, whose databases come and go under one name."""
    global _forest  # noqa: PLW0603, as above
    with _lock:
        _forest = None


def _grow(stamp: tuple[str, int, int]) -> Forest:
    rows = list(Topic.objects.filter(active=True))
    by_id = {row.id: row for row in rows}
    children: dict[int | None, list[Topic]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    root_of: dict[int, int] = {}
    for row in rows:
        above = row
        while above.parent_id is not None and above.parent_id in by_id:
            above = by_id[above.parent_id]
        root_of[row.id] = above.id

    def node(row: Topic) -> Node:
        below = tuple(node(child) for child in children.get(row.id, []))
        return Node(row.id, row.code, row.name, row.hint, row.icon, row.urgent, below)

    roots = tuple(node(row) for row in children.get(None, []))
    return Forest(stamp, by_id, {row.code: row for row in rows}, root_of, roots, _keyword_stems(rows))


def _keyword_stems(rows: list[Topic]) -> dict[str, dict[str, float]]:
    """Stems of names and keywords; a stem shared by many topics weighs less, a keyword more than a name."""
    words: dict[str, dict[str, float]] = {}
    for row in rows:
        for source, weight in ((row.keywords, 2.0), (row.name, 1.0)):
            for code, said in source.items():
                text = " ".join(said) if isinstance(said, list) else str(said)
                for term in language.search_text(text, language.known(code)).split():
                    held = words.setdefault(term, {})
                    held[row.code] = max(held.get(row.code, 0.0), weight)
    return {term: {code: weight / len(held) for code, weight in held.items()} for term, held in words.items()}


def tree() -> tuple[Node, ...]:
    """This will give the roots with their children, in the order the city set."""
    return forest().roots


def by_code(code: str) -> Topic | None:
    """This will give an active topic by its dotted code."""
    return forest().by_code.get(code)


def by_id(topic_id: int) -> Topic | None:
    """This will give an active topic by its id."""
    return forest().by_id.get(topic_id)


def suggest(text: str, code: str, limit: int = 3) -> list[Topic]:
    """This will guess topics from the stems of a text in the language `code`, the best first; often nothing."""
    return suggested(forest(), text, code, limit)


def suggested(grown: Forest, text: str, code: str, limit: int = 3) -> list[Topic]:
    """This will do the same without asking the database."""
    scores: defaultdict[str, float] = defaultdict(float)
    for term in set(language.search_text(text[:LONG_ENOUGH], language.known(code)).split()):
        for topic, weight in grown.words.get(term, {}).items():
            scores[topic] += weight
    best = sorted(scores.items(), key=lambda pair: (-pair[1], "." not in pair[0], pair[0]))
    return [grown.by_code[topic] for topic, score in best[:limit] if score >= LEAST]


def guess(grown: Forest, text: str, code: str) -> Topic:
    """This will give the best guess, "other" where there is none."""
    found = suggested(grown, text, code, 1)
    return found[0] if found else grown.other
