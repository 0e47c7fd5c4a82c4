"""The index of words: the same questions and the same answers on SQLite (FTS5) and PostgreSQL (tsvector).

Stems come from `engines.language`; the database only compares them. Triggers (SQLite) and a generated column
(PostgreSQL) of the first migration keep the index in step inside the same transaction. A second table holds every stem
that was ever stored: a mistyped word is looked up there. See docs/decisions/0003-search.md.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet, TextField
from django.db.models.lookups import Lookup

from ortaq.core.matters import bulk
from ortaq.core.matters.models import Matter, SearchText, SearchWord
from ortaq.engines.language import detect, known, query_terms, search_text, tokens

MOST_WORDS = 12
"""Words of a query that are looked at."""
MOST_SIGNS = 200_000
"""Signs of stems that are stored: PostgreSQL's tsvector holds a megabyte."""
SHORTEST_TYPO = 4
"""Shorter words are not guessed: too many neighbours."""
MOST_NEIGHBOURS = 4
NEAR = 0.45
"""Least share of common letter triples (Dice) for a word to be taken for another."""

_known: set[str] = set()
_MOST_KNOWN = 200_000


@TextField.register_lookup
class HasTerms(Lookup[Any]):
    """`stems__has_terms=[["kosh", "көше"], ["jol"]]`: all groups, any term of each, the last by its beginning."""

    lookup_name = "has_terms"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """This will match the row's id in the FTS5 table."""
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        inner = 'SELECT "rowid" FROM "matters_searchindex" WHERE "matters_searchindex" MATCH %s'
        return f'{table}."matter_id" IN ({inner})', [fts5(self.rhs)]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """This will match the generated tsvector."""
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        return f"{table}.\"terms\" @@ to_tsquery('simple', %s)", [tsquery(self.rhs)]


def fts5(groups: Sequence[Sequence[str]]) -> str:
    """This will write term groups as an FTS5 query; every term is quoted, so that none is read as an operator."""

    def term(word: str, *, last: bool) -> str:
        return '"' + word.replace('"', '""') + '"' + ("*" if last else "")

    last = len(groups) - 1
    return " AND ".join(
        "(" + " OR ".join(term(word, last=index == last) for word in group) + ")" for index, group in enumerate(groups)
    )


def tsquery(groups: Sequence[Sequence[str]]) -> str:
    """This will write term groups as a tsquery; every term is quoted."""

    def term(word: str, *, last: bool) -> str:
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'" + (":*" if last else "")

    last = len(groups) - 1
    return " & ".join(
        "(" + " | ".join(term(word, last=index == last) for word in group) + ")" for index, group in enumerate(groups)
    )


def stems(text: str, language: str) -> str:
    """This will give the stems stored for a text; an unknown language is guessed from the text."""
    found = search_text(text, known(language) or detect(text))
    return found if len(found) <= MOST_SIGNS else found[:MOST_SIGNS].rpartition(" ")[0]


def put(rows: Sequence[tuple[int, str]]) -> int:
    """This will store (matter id, stems) in place of what was there, and remember words never seen before."""
    stored = dict(rows)
    known = set(SearchText.objects.filter(matter__in=stored).values_list("matter_id", flat=True))
    SearchText.objects.bulk_create(
        [SearchText(matter_id=matter_id, stems=text) for matter_id, text in stored.items()],
        update_conflicts=True,
        unique_fields=["matter"],
        update_fields=["stems"],
        batch_size=500,
    )
    _index([row for row in stored.items() if row[0] not in known])
    remember_words(stored.values())
    return len(stored)


def put_new(rows: Sequence[tuple[int, str]]) -> int:
    """This will store (matter id, stems) of matters that have none yet, the fast way."""
    bulk.insert_rows(SearchText, ["matter", "stems"], rows)
    _index(rows)
    remember_words(text for _, text in rows)
    return len(rows)


def _index(rows: Sequence[tuple[int, str]]) -> None:
    """Put new words into SQLite's index; PostgreSQL's column makes itself.

    Triggers keep the index in step with what is changed and removed. For what is new a trigger takes five times as
    long: the index writes itself out after each of its rows.
    """
    if rows and connection.vendor == "sqlite":
        bulk.write(bulk.Sheet('"matters_searchindex"', ["rowid", "stems"], rows))


def remember_words(texts: Iterable[str]) -> None:
    """This will add new stems to the list of known words.

    What this process has already stored is not sent again; a word counts as stored only after the commit.
    """
    new = {word for text in texts for word in text.split()} - _known
    fresh = sorted(word for word in new if len(word) >= SHORTEST_TYPO and word.isalpha())
    if not fresh:
        return
    # Sorted, so that two writers with the same new words wait for each other instead of locking each other out.
    SearchWord.objects.bulk_create(
        [SearchWord(word=word[:60], initial=word[0], length=min(len(word), 60)) for word in fresh],
        ignore_conflicts=True,
        batch_size=2000,
    )
    transaction.on_commit(lambda: _recall(fresh))


def _recall(words: list[str]) -> None:
    if len(_known) > _MOST_KNOWN:
        _known.clear()
    _known.update(words)


def find(matters: QuerySet[Matter], text: str, limit: int) -> list[Matter]:
    """This will give the newest matters with all the words, ranked; without any, the nearest known words are tried."""
    groups = query_terms(text)[:MOST_WORDS]
    if not groups:
        return []
    hits = _newest(matters, groups, limit)
    if not hits:
        guessed = [group if _known_here(group) else [*group, *neighbours(group[0])] for group in groups]
        hits = _newest(matters, guessed, limit) if guessed != groups else []
        groups = guessed
    return _ranked(hits, groups)


def _newest(matters: QuerySet[Matter], groups: list[list[str]], limit: int) -> list[Matter]:
    """The card's id stands for its age: it is the order the index is read in, so that a common word costs no sort."""
    found = matters.filter(search__stems__has_terms=groups).select_related("territory")
    return list(found.order_by("-pk")[:limit])


def _ranked(hits: list[Matter], groups: list[list[str]]) -> list[Matter]:
    def in_title(matter: Matter) -> int:
        words = tokens(matter.title)
        return sum(any(word.startswith(term) for word in words for term in group) for group in groups)

    return sorted(hits, key=lambda matter: (-in_title(matter), -matter.opened_at.timestamp(), -matter.pk))


def _known_here(group: list[str]) -> bool:
    return SearchWord.objects.filter(word__in=group).exists()


def neighbours(word: str) -> list[str]:
    """This will give the known words nearest to a mistyped one: same first letter, length ± 2, most common triples."""
    if len(word) < SHORTEST_TYPO or not word.isalpha():
        return []
    candidates = SearchWord.objects.filter(initial=word[0], length__gte=len(word) - 2, length__lte=len(word) + 2)
    scored = ((similarity(word, other), other) for other in candidates.values_list("word", flat=True)[:20_000])
    best = sorted(((score, other) for score, other in scored if score >= NEAR), key=lambda pair: (-pair[0], pair[1]))
    return [other for _, other in best[:MOST_NEIGHBOURS]]


def similarity(one: str, other: str) -> float:
    """This will give the share of common letter triples of two words (Dice), 0 to 1; ends count, as in pg_trgm."""
    first, second = _triples(one), _triples(other)
    return 2 * len(first & second) / (len(first) + len(second))


def _triples(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[index : index + 3] for index in range(len(padded) - 2)}
