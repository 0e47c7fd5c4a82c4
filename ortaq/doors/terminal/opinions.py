"""Opinion groups at the terminal: reading votes, finding groups, printing them for people."""

import argparse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ortaq.doors.terminal.speech import Stop
from ortaq.engines.opinion.polis import conversation
from ortaq.engines.opinion.reading.labels import Labels, read_labels
from ortaq.engines.opinion.reading.statements import Statement, read_statements
from ortaq.engines.opinion.reading.votes import Reading, read_votes
from ortaq.engines.opinion.votes import VotesError

BESIDE = ("comments.csv", "comments.json")
LONGEST = 90
SHARED = 5
"""How many statements agreed on in every group are shown."""
SIGNS = {"export": "1 is agree, -1 disagree", "server": "-1 is agree, 1 disagree"}
WHY = {
    "told": "as you say",
    "counted": "as the counts in {source} show",
    "assumed": "ASSUMED, nothing in the files says so (--signs export|server)",
}


@dataclass(frozen=True, eq=False)
class Given:
    """What was read. source: the file that counts who agreed and disagreed."""

    reading: Reading
    statements: Mapping[str, Statement]
    labels: Labels | None
    file: Path
    statements_file: Path | None
    labels_file: Path | None

    def text(self, statement: str) -> str:
        """This will give a statement's number and words on one line."""
        known = self.statements.get(statement)
        words = " ".join(known.text.split()) if known else ""
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


def found(given: Given) -> dict[str, Any]:
    """This will find the groups, or stop with a sentence."""
    labels = given.labels.labels if given.labels else None
    try:
        return conversation.find(given.reading.votes, labels=labels)
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
            "labels_without_votes": given.labels.strangers if given.labels else 0,
        },
        **result,
    }


def told(given: Given, result: Mapping[str, Any]) -> str:
    """This will print what was read and what was found."""
    lines = [*_read(given), ""]
    lines += _polis(given, result)
    return "\n".join(lines)


def _read(given: Given) -> Iterable[str]:
    reading, votes = given.reading, given.reading.votes
    n, m = votes.shape
    sizes = f"{_many(n, 'participant')}, {_many(m, 'statement')}, {_many(reading.rows, 'vote')}"
    yield f"{given.file}: {reading.form} form, {sizes}"
    source = given.file if reading.form == "wide" else given.statements_file
    why = WHY[reading.verdict.why].format(source=source and source.name)
    yield f"  signs: {SIGNS[reading.verdict.signs]}, {why}"
    if votes.replaced:
        yield f"  replaced by a later vote: {votes.replaced}"
    if given.statements_file:
        hidden, meta = int(votes.hidden.sum()), int(votes.meta.sum())
        yield f"  moderation from {given.statements_file.name}: {hidden} hidden, {meta} about participants"
    else:
        yield "  no table of statements: nothing is moderated out"
    odd = {
        "votes that differ from those counts": reading.verdict.off,
        "empty lines passed over": reading.blank,
        "statements without a vote, left out": reading.unvoted,
        "statements the table does not know": reading.strange,
        "participants whose counts differ from their votes": reading.miscounted,
        "labelled participants without a vote, left out": given.labels.strangers if given.labels else 0,
    }
    yield from (f"  {name}: {number}" for name, number in odd.items() if number)


def _polis(given: Given, result: Mapping[str, Any]) -> Iterable[str]:
    outside = result["participants"] - result["grouped"]
    how = f"given in {given.labels_file.name}" if given.labels_file else "as Polis groups from scratch"
    grouped = f"{_many(len(result['groups']), 'group')} of {_many(result['grouped'], 'participant')}"
    yield f"{grouped}, {how}; {outside} in none"
    if result["silhouettes"]:
        worth = ", ".join(f"{k}: {value:.3f}" for k, value in result["silhouettes"].items())
        yield f"  silhouettes by number of groups: {worth}"
    for one in result["groups"]:
        yield ""
        yield f"Group {name(given, one['group'])}: {_many(one['size'], 'participant')}"
        yield from (_spoken(given, said) for said in one["says"])
    for title, side in (("All agree", "agree"), ("All disagree", "disagree")):
        if result["consensus"][side]:
            yield f"\n{title}"
            yield from (_line(given, said, side) for said in result["consensus"][side])
    hidden = set(result["hidden"])
    shown = [(value, key) for key, value in result["group_aware_consensus"].items() if key not in hidden]
    if shown and result["groups"]:
        yield "\nAgreed across groups (product of the chances to agree)"
        best = sorted(shown, key=lambda one: -one[0])[:SHARED]
        yield from (f"  {value:.2f}  {given.text(key)}" for value, key in best)


def name(given: Given, group: int) -> str:
    """This will name a group: as given, otherwise by a letter, A for the largest."""
    if given.labels:
        return given.labels.names[group]
    return chr(ord("A") + group)


def _spoken(given: Given, said: Mapping[str, Any]) -> str:
    """This will print the statement a group agrees on best by who agreed, others by the side taken."""
    if said["best_agreed"]:
        return _line(given, {**said, "chosen": said["agreed"]}, "agree")
    return _line(given, said, said["side"])


def _line(given: Given, said: Mapping[str, Any], side: str) -> str:
    share = f"{said['chosen']} of {said['seen']}"
    return f"  {side:<8} {share:>12}  {given.text(said['statement'])}"


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
