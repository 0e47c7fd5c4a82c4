"""`ortaq opinion`: opinion groups from a file of votes, ours or as Polis finds them."""

import argparse
import json
from pathlib import Path

ABOUT = """\
VOTES is what Polis exports (votes.csv in long form, participants-votes.csv in wide form, or the JSON of its server),
or a table with the columns participant, statement, vote. A later vote replaces an earlier one.

signs: the exports write 1 for agree, the server stores -1, newer exports differ. The file itself or the comments.csv
  beside it count who agreed, and that decides; --signs overrides it; where nothing counts, 1 is agree, and the output
  says that this was assumed.
statements: a comments.csv (comment-id, moderated, comment-body …); without --statements the one beside VOTES is used.
  Statements with moderated -1 are hidden (with --strict also those with 0).
modes: ortaq says only what held on votes it was not found on; polis repeats the mathematics of Polis.
"""


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("opinion", help="find opinion groups in a file of votes")
    verbs = parser.add_subparsers(metavar="WHAT", required=True)
    groups = verbs.add_parser(
        "groups",
        help="groups, what each says, what all agree on",
        description="Opinion groups, what each says and what all agree on.",
        epilog=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    groups.add_argument("file", type=Path, metavar="VOTES.csv")
    groups.add_argument("--mode", choices=("ortaq", "polis"), default="ortaq", help="how groups are found (ortaq)")
    groups.add_argument("--statements", type=Path, metavar="FILE", help="texts and moderation; comments.csv beside it")
    groups.add_argument("--labels", type=Path, metavar="FILE", help="groups given: participant, group (or group-id)")
    groups.add_argument("--signs", choices=("export", "server"), help="1 is agree (export) or -1 is (server)")
    groups.add_argument("--strict", action="store_true", help="hide statements that wait for moderation too")
    groups.add_argument("--seed", default="ortaq", metavar="TEXT", help="of the draws of mode ortaq")
    groups.add_argument("--json", action="store_true", help="print the whole result as JSON")
    groups.set_defaults(run=run_groups)


def run_groups(arguments: argparse.Namespace) -> int:
    """This will find the groups and print them, or everything as JSON."""
    from ortaq.doors.terminal import opinions, opinions_told

    given = opinions.read(arguments)
    result = opinions.found(arguments, given)
    if arguments.json:
        print(json.dumps(opinions.as_json(given, result), ensure_ascii=False, indent=1))
    else:
        print(opinions_told.told(given, result))
    return 0
