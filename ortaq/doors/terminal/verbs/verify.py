"""`ortaq verify`: recomputes a published decision, or walks the journal's chains. A decision needs no database.

The record of a count is also held against its Pabulib file: `ortaq verify record.json FILE.pb`.
"""

import argparse
import gc
from pathlib import Path

from ortaq.doors.terminal.speech import Progress, Stop


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("verify", help="recompute a decision record (FILE) or check the chains (journal)")
    parser.add_argument("what", metavar="FILE|journal", help="a decision.json, or the word journal")
    parser.add_argument(
        "election", nargs="?", type=Path, metavar="FILE.pb", help="with the record of a count: is it of this election?"
    )
    parser.add_argument("--matter", default="", help="with journal: only this matter's number")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.what == "journal":
        if arguments.election is not None:
            raise Stop("The journal is not checked against a file.", exit_code=2)
        return _verify_journal(arguments.matter)
    gc.disable()  # what an engine loads stays to the end: looking through it for garbage takes a tenth of a second
    try:
        return _verify_record(Path(arguments.what), arguments.election)
    finally:
        gc.enable()


def _verify_record(path: Path, election: Path | None) -> int:
    """This will say OK and why, or list what differs; 1 when something does, 2 when there is no such file."""
    from ortaq.engines import proof

    try:
        text = path.read_bytes()
    except OSError as error:
        raise Stop(f"{path} cannot be read: {error.strerror}.", exit_code=2) from error
    try:
        record = proof.read_json(text)
    except proof.ProofError as error:
        raise Stop(f"{path}: {error}") from error
    problems = proof.verify(record)
    if problems:
        raise Stop("\n".join([f"{path} does not hold:", *(f"  {problem}" for problem in problems)]))
    assert isinstance(record, dict)  # noqa: S101, proof.verify has said so
    if election is not None:
        from ortaq.doors.terminal.elections import require_same_election

        require_same_election(record, election)
    print(f"OK: {record['rule']}@{record['version']} gives this outcome for this case and this seed.")
    if election is not None:
        print(f"  of       {election}, the same projects and ballots")
    print(f"  case     {record['case_digest']}\n  outcome  {record['outcome_digest']}\n  made at  {record['made_at']}")
    return 0


def _verify_journal(number: str) -> int:
    """This will recompute every entry's digest and name the first that does not fit."""
    from ortaq.doors.terminal.house import open_house, operator

    open_house()
    from ortaq.core.journal import queries as journal
    from ortaq.core.matters import queries as matters

    matter = matters.get(number, operator()) if number else None
    if number and matter is None:
        raise Stop(f"There is no matter {number}.", exit_code=2)
    show = Progress()
    broken = journal.verify(matter=matter, progress=lambda done, of: show(done, of, "Checking the journal"))
    if broken is not None:
        raise Stop(f"The journal is broken: {broken}")
    print("OK: every entry of the journal fits the one before it.")
    return 0
