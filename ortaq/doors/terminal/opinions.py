"""Opinion groups at the terminal: reading votes, finding groups. What is printed is in `opinions_told`."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ortaq.doors.terminal.speech import Stop
from ortaq.engines.opinion import groups
from ortaq.engines.opinion.polis import conversation
from ortaq.engines.opinion.reading.labels import Labels, read_labels
from ortaq.engines.opinion.reading.statements import Statement, read_statements
from ortaq.engines.opinion.reading.votes import Reading, read_votes
from ortaq.engines.opinion.votes import VotesError

BESIDE = ("comments.csv", "comments.json")
LONGEST = 90


@dataclass(frozen=True, eq=False)
class Given:
    """What was read. source: the file that counts who agreed and disagreed."""

    reading: Reading
    statements: Mapping[str, Statement]
    labels: Labels | None
    file: Path
    statements_file: Path | None
    labels_file: Path | None

    def name(self, group: int) -> str:
        """This will name a group: as given, otherwise by a letter, A for the largest."""
        return self.labels.names[group] if self.labels else chr(ord("A") + group)

    def text(self, statement: str) -> str:
        """This will give a statement's number and words on one line."""
        known = self.statements.get(statement)
        words = " ".join(known.text.split()) if known else ""
        words = "".join(sign for sign in words if sign.isprintable())  # residents' words steer no terminal
        return f"#{statement} {words if len(words) <= LONGEST else words[: LONGEST - 1] + '…'}".rstrip()


def read(arguments: argparse.Namespace) -> Given:
    """This will read all files, or stop with `FILE: line N: sentence`."""
    path: Path = arguments.file
    beside = next((path.with_name(name) for name in BESIDE if path.with_name(name).is_file()), None)
    source: Path | None = arguments.statements or beside
    try:
        statements = read_statements(_bytes(source), str(source)) if source else {}
        reading = read_votes(
            _bytes(path), str(path), statements=statements, signs=arguments.signs, strict=arguments.strict
        )
        labels = (
            read_labels(_bytes(arguments.labels), str(arguments.labels), reading.votes.participants)
            if arguments.labels
            else None
        )
    except VotesError as error:
        raise Stop(str(error), exit_code=2) from error
    return Given(reading, statements, labels, path, source, arguments.labels)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Stop(f"{path}: the file cannot be read: {error.strerror}.", exit_code=2) from error


def found(arguments: argparse.Namespace, given: Given) -> dict[str, Any]:
    """This will find the groups in the mode asked for, or stop with a sentence."""
    labels = given.labels.labels if given.labels else None
    try:
        if arguments.mode == "polis":
            return conversation.find(given.reading.votes, labels=labels)
        return {"mode": "ortaq", **groups.find(given.reading.votes, seed=arguments.seed, labels=labels)}
    except VotesError as error:
        raise Stop(f"{given.file}: {error}", exit_code=2) from error


def as_json(given: Given, result: Mapping[str, Any]) -> dict[str, Any]:
    """This will give the result with what was read."""
    reading = given.reading
    return {
        "input": {
            "file": str(given.file),
            "form": reading.form,
            "signs": reading.verdict.signs,
            "signs_because": reading.verdict.why,
            "signs_off": reading.verdict.off,
            "rows": reading.rows,
            "replaced": reading.votes.replaced,
            "blank_lines": reading.blank,
            "statements_file": str(given.statements_file) if given.statements_file else None,
            "statements_without_votes": reading.unvoted,
            "statements_not_in_table": reading.strange,
            "participants_miscounted": reading.miscounted,
            "group_names": list(given.labels.names) if given.labels else None,
            "participants": list(reading.votes.participants),
            "labels_without_votes": given.labels.strangers if given.labels else 0,
        },
        **result,
    }
