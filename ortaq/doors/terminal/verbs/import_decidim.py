"""`ortaq import decidim FILE`: processes, proposals, comments and results of a Decidim open data export."""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ortaq.doors.terminal.house import open_house, operator
from ortaq.doors.terminal.speech import Progress, Stop
from ortaq.doors.terminal.verbs.import_appeals import told_bad

if TYPE_CHECKING:
    from datetime import datetime

    from ortaq.civic.dialogue.models import Process
    from ortaq.civic.dialogue.rules.importing import OldComment, OldIdea, OldProcess
    from ortaq.civic.works.services.importing import OldResult
    from ortaq.core.territory.models import Body
    from ortaq.doors.terminal.decidim import Export, Row

LANGUAGES = ("kk", "ru", "en")
FATES = {"accepted": "adopted", "rejected": "not_adopted", "partially_accepted": "partly"}
OPEN = frozenset({"", "evaluating", "not_answered", "published"})
TAKEN = 500
"""Proposals of which the progress is told."""


def add(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = kinds.add_parser("decidim", help="ideas, comments and works from a Decidim open data export")
    parser.add_argument("path", type=Path, help="the zip, or the folder it was unpacked into")
    parser.add_argument("--body", default="", help="code of the body that organised it (default: the desk's operator)")
    parser.add_argument("--language", default="ru", choices=LANGUAGES, help="what words in other languages are kept as")
    parser.add_argument("--source", default="", help="name of the other system (default: its host)")
    parser.add_argument("--errors", type=Path, help="write bad rows to this CSV file")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """This will add what is not here yet, list bad rows with line and reason; 1 when rows were bad."""
    from ortaq.doors.terminal.decidim import NoExport, open_export

    if not arguments.path.exists():
        raise Stop(f"There is no file or folder {arguments.path}.", exit_code=2)
    try:
        export = open_export(arguments.path)
    except NoExport as error:
        raise Stop(str(error)) from error
    open_house()
    from django.utils import timezone

    move = _Move(export, _body(arguments.body), arguments.source or export.host, arguments.language, timezone.now())
    move.processes()
    bad = [*move.ideas(), *move.comments(), *move.results()]
    _tell_left(export, move)
    for line in told_bad([(0, f"{what} line {line}: {said}") for what, line, said in bad], "", arguments.errors):
        print(line)
    return 1 if bad else 0


def _body(code: str) -> "Body":
    from ortaq.core.territory import queries as territory

    bodies = territory.bodies().values()
    found = next((body for body in bodies if (body.code == code if code else body.operator)), None)
    if found is None:
        named = ", ".join(sorted(body.code for body in bodies))
        raise Stop(f"Say with --body which body organised it. There are: {named}", exit_code=2)
    return found


def _tell_left(export: "Export", move: "_Move") -> None:
    for what, columns in export.unknown.items():
        if columns:
            print(f"{what}: columns left behind: {', '.join(columns)}")
    for what, columns in export.personal.items():
        if columns:
            print(f"{what}: people stay where they are: {', '.join(columns)}")
    if export.others:
        print(f"Files left behind: {', '.join(export.others)}")
    for why, count in sorted(move.left.items()):
        print(f"proposals left behind, {why}: {count}")
    for state, count in sorted(move.unanswered.items()):
        print(f"proposals taken without an answer, for nobody knows the state {state}: {count}")


Bad = list[tuple[str, int, str]]


class _Move:
    """One export on its way: what of it became what here."""

    def __init__(self, export: "Export", body: "Body", source: str, language: str, now: "datetime") -> None:
        self.export, self.body, self.source, self.language, self.now = export, body, source, language, now
        self.known: dict[str, Process] = {}
        self.told: dict[str, OldProcess] = {}
        self.left: Counter[str] = Counter()
        self.unanswered: Counter[str] = Counter()
        """States nobody knows here: their proposals come without an answer."""
        self.spoilt: list[tuple[int, str]] = []

    def processes(self) -> None:
        """This will read what the export says of its processes; each is opened when its first proposal comes."""
        from ortaq.civic.dialogue.rules.importing import OldProcess
        from ortaq.doors.terminal.decidim import space_of

        for row in self.export.rows("participatory_processes"):
            key = f"processes/{row.text('slug')}" if row.text("slug") else space_of(row)
            self.told[key] = OldProcess(
                key, self._words(row, "title"), self._words(row, "short_description", "subtitle"),
                row.moment("start_date"), row.moment("end_date"),
            )  # fmt: skip

    def ideas(self) -> Bad:
        """This will import the proposals, a few hundred at a time."""
        from ortaq.civic.dialogue.services import importing

        sums, progress = importing.Imported(), Progress()
        total = sum(1 for _ in self.export.rows("proposals"))
        for key, batch in self._batches():
            done = importing.import_ideas(
                source=self.source, process=self._process(key, batch), ideas=batch, actor=operator(), now=self.now
            )
            sums.read, sums.added, sums.known = sums.read + done.read, sums.added + done.added, sums.known + done.known
            sums.bad += done.bad
            progress(sums.read, total, "proposals")
        print(f"proposals: {sums.added} ideas added, {sums.known} known before, {len(sums.bad) + len(self.spoilt)} bad")
        return self._spoilt("proposals", sums.bad)

    def comments(self) -> Bad:
        """This will import the comments of proposals: those on a proposal first, then answers to them."""
        from ortaq.civic.dialogue.services import importing

        told = list(self._comments())
        done = importing.import_comments(source=self.source, comments=told, actor=operator(), now=self.now)
        print(f"comments: {done.added} added, {done.known} known before, {len(done.bad) + len(self.spoilt)} bad")
        return self._spoilt("proposal_comments", done.bad)

    def results(self) -> Bad:
        """This will import the results as public works, linked with the ideas they came from."""
        from ortaq.civic.works.services import importing

        done = importing.import_results(
            source=self.source, results=self._results(), body=self.body, actor=operator(), now=self.now
        )
        print(f"results: {done.added} works added, {done.known} known before, {len(done.bad) + len(self.spoilt)} bad")
        return self._spoilt("results", done.bad)

    def _spoilt(self, what: str, bad: list[tuple[int, str]]) -> Bad:
        """Bad rows of a file: those that could not be read, and those that were refused."""
        found = [(what, line, said) for line, said in sorted([*self.spoilt, *bad])]
        self.spoilt = []
        return found

    def _batches(self) -> "Iterator[tuple[str, list[OldIdea]]]":
        from ortaq.doors.terminal.decidim import space_of

        waiting: dict[str, list[OldIdea]] = {}
        for row in self.export.rows("proposals"):
            old = self._idea(row)
            if old is None:
                continue
            batch = waiting.setdefault(space_of(row), [])
            batch.append(old)
            if len(batch) == TAKEN:
                yield space_of(row), waiting.pop(space_of(row))
        yield from waiting.items()

    def _process(self, key: str, batch: "list[OldIdea]") -> "Process":
        """The dialogue of a process there; one the export says nothing about is called as in its address."""
        from ortaq.civic.dialogue.rules.importing import OldProcess
        from ortaq.civic.dialogue.services import importing

        if key not in self.known:
            days = [old.posted_at for old in batch]
            name = key.partition("/")[2].replace("-", " ").replace("_", " ").capitalize()
            old = self.told.get(key) or OldProcess(key, {self.language: name}, {}, min(days), max(days))
            code = re.sub(r"[^a-z0-9]+", "-", f"{self.source} {key.partition('/')[2]}".lower()).strip("-")
            self.known[key] = importing.import_process(
                source=self.source, code=code[-60:].strip("-"), old=old, body=self.body, language=self.language,
                actor=operator(), now=self.now,
            )  # fmt: skip
        return self.known[key]

    def _idea(self, row: "Row") -> "OldIdea | None":
        from ortaq.civic.dialogue.rules.importing import OldIdea

        state = row.text("state")
        why = (
            "withdrawn by their authors" if state == "withdrawn" or row.text("withdrawn") == "true"
            else "amendments of others" if row.text("is_amend") == "true"
            else ""
        )  # fmt: skip
        if why:
            self.left[why] += 1
            return None
        posted_at = row.moment("published_at", "created_at")
        if not row.text("id") or posted_at is None:
            self.spoilt.append((row.line, "There is no number or no date of publication."))
            return None
        if state not in FATES and state not in OPEN:
            self.unanswered[state] += 1
        language, title = self._first(row, "title")
        lon, lat = _point(row)
        return OldIdea(
            row.line, row.text("id"), title, self._first(row, "body")[1], language, posted_at,
            address=row.text("address"), lon=lon, lat=lat,
            supporters=int(row.number("supports", "votes") or 0), fate=FATES.get(state, ""),
            answer=self._words(row, "answer"), answered_at=row.moment("answered_at"),
            categories=self._first(row, "category/name")[1] or self._first(row, "taxonomies/name")[1],
        )  # fmt: skip

    def _comments(self) -> "Iterator[OldComment]":
        from ortaq.civic.dialogue.rules.importing import OldComment

        for row in sorted(self.export.rows("proposal_comments"), key=lambda row: int(row.number("id") or 0)):
            written_at = row.moment("created_at")
            if not row.text("id") or written_at is None:
                self.spoilt.append((row.line, "There is no number or no date."))
                continue
            answers = row.text("commentable_type").endswith("Comment")
            language, text = self._first(row, "body")
            yield OldComment(
                row.line, row.text("id"), "" if answers else row.text("commentable_id"), text,
                row.text("locale") or language, written_at, row.text("commentable_id") if answers else "",
            )  # fmt: skip

    def _results(self) -> "Iterator[OldResult]":
        from ortaq.civic.dialogue.queries import importing as ideas
        from ortaq.civic.works.services.importing import OldResult

        for row in self.export.rows("results"):
            if not row.text("id"):
                self.spoilt.append((row.line, "There is no number."))
                continue
            told = row.moment("created_at", "start_date") or self.now
            lon, lat = _point(row)
            progress = row.number("progress")
            numbers = re.findall(r"/proposals/(\d+)", row.text("proposal_urls"))
            yield OldResult(
                row.line, row.text("id"), self._words(row, "title"), self._words(row, "description"), self.language,
                note=self._note(row), url=row.text("url"), told_on=told.date(),
                progress=None if progress is None else int(progress), starts_on=row.day("start_date"),
                ends_on=row.day("end_date"), address=row.text("address"), lon=lon, lat=lat,
                origins=ideas.cards_of(self.source, numbers),
            )  # fmt: skip

    def _note(self, row: "Row") -> str:
        """What is known of a result's stage there, in its own words."""
        status = self._first(row, "status/name")[1]
        progress = row.text("progress")
        return ", ".join(filter(None, (self.source, status, f"{progress} %" if progress else "")))

    def _first(self, row: "Row", name: str) -> tuple[str, str]:
        """The words of a column and their language: one of ours before any other."""
        said = row.languages(name)
        code = next((code for code in LANGUAGES if code in said), next(iter(said), ""))
        return code, _plain(said.get(code, ""))

    def _words(self, row: "Row", *names: str) -> dict[str, str]:
        """Localized words of the first of these columns that has any; other languages are kept as the one chosen."""
        for name in names:
            said = row.languages(name)
            ours: dict[str, str] = {code: _plain(said[code]) for code in LANGUAGES if code in said}
            if ours or said:
                return ours or {self.language: _plain(next(iter(said.values())))}
        return {}


def _plain(text: str) -> str:
    from ortaq.civic.reception.rules.mapping import plain_text

    return plain_text(text)


def _point(row: "Row") -> tuple[Any, Any]:
    """Longitude and latitude, both or neither, on the globe and not at its zero."""
    lon = row.number("longitude", "coordinates/longitude")
    lat = row.number("latitude", "coordinates/latitude")
    if lon is None or lat is None or not (abs(lon) <= 180 and abs(lat) <= 90) or (lon, lat) == (0, 0):  # noqa: PLR2004, degrees
        return None, None
    return lon, lat
