"""`ortaq choice`: counts an election of a Pabulib file, compares rules, writes a record anyone can recompute."""

import argparse
import json
from pathlib import Path
from typing import Any

RULES = (
    "greedy",
    "greedy-no-skip",
    "greedy-threshold",
    "greedy-exclusive",
    "equal-shares",
    "phragmen",
    "maximin-support",
    "majority-judgment",
)
ALIASES = {
    "mes": "equal-shares",
    "equalshares": "equal-shares",
    "method-of-equal-shares": "equal-shares",
    "seqphragmen": "phragmen",
    "seq-phragmen": "phragmen",
    "sequential-phragmen": "phragmen",
    "maximin": "maximin-support",
    "mms": "maximin-support",
    "mj": "majority-judgment",
    "judgment": "majority-judgment",
    "no-skip": "greedy-no-skip",
    "threshold": "greedy-threshold",
    "exclusive": "greedy-exclusive",
}
TIES = ("cheapest", "costliest", "votes", "lot", "id", "file-order")
CHOICES: dict[str, tuple[tuple[str, ...], str]] = {
    "--utility": (("cost", "cardinality", "points"), "what a project is worth to who supports it"),
    "--completion": (("none", "add1", "add1u", "utilitarian"), "what happens with money Equal Shares leaves over"),
    "--stop": (("overspend", "exhaustive"), "when Add1 ends"),
    "--exhaustive-over": (("all", "supported"), "which projects 'exhaustive' asks about"),
    "--start": (("fraction", "integer", "fraction-first"), "first endowment"),
    "--eligibility": (("all", "non-empty"), "which ballots share the budget"),
    "--comparison": (("none", "greedy"), "compare with greedy at the end, as some cities do"),
}
NUMBERS = {
    "--step": "units of currency each Add1 run adds for every voter",
    "--threshold": "votes a project needs to be counted",
    "--quota": "a project of x of the budget needs x ÷ QUOTA of the voters",
}
PRESETS = """\
presets (--preset NAME; every option overrides it):
  wieliczka-2023    Equal Shares: Add1 in whole units until the budget would be overspent, then compared with greedy
  swiecie-2023      the same; a project of a third of the budget needs a ninth of the voters (quota 3)
  equalshares.net   Add1 in whole units until nothing more fits, as that site recommends
  pabutools         Add1 from the exact share until no supported project fits, equals by id
  pabulib-checker   Add1 from the exact share, then whole units, until the budget would be overspent
Without a preset: Equal Shares, Add1 until nothing more fits, utility cost (points where ballots give points or ranks),
  equals by cost, then votes, then the public lot.

rules (--rule NAME): greedy, greedy-no-skip, greedy-threshold, greedy-exclusive, equal-shares (mes),
  phragmen (seqphragmen), maximin-support (maximin), majority-judgment (mj)

ties (--ties a,b,c): cheapest, costliest, votes, lot, id, file-order. A lot is drawn from a seed (--seed TEXT, as
  lot.order@1 describes) or given as a file with one project id on a line, first drawn first (--lot FILE).
"""


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser(
        "choice",
        help="count an election of a .pb file, compare rules, write a record",
        description="Counts elections of the Pabulib format (.pb): exactly, with every option said.",
        epilog=PRESETS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(metavar="WHAT", required=True)
    count = _verb(verbs, "count", "the winners, and why", run_count)
    count.add_argument("--json", action="store_true", help="print JSON: winners, spec, rounds, losers, fallbacks …")
    count.add_argument("--explain", choices=("kk", "ru", "en"), help="say of every project why it won or did not")
    compare = _verb(verbs, "compare", "several rules side by side", run_compare)
    compare.add_argument("--rules", default="", metavar="a,b", help="which rules; all that fit the ballots by default")
    _verb(verbs, "record", "a decision record, ready for `ortaq verify`", run_record)


def _verb(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str, run: Any) -> Any:
    """This will add a verb that takes a file and every option of a rule."""
    parser = verbs.add_parser(
        name, help=text, description=text, epilog=PRESETS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, metavar="FILE.pb")
    parser.add_argument("--preset", default="", metavar="NAME", help="start from a named rule, see below")
    parser.add_argument("--rule", type=_rule, metavar="NAME", help="the rule, see below")
    for option, (choices, help_text) in CHOICES.items():
        parser.add_argument(option, choices=choices, help=help_text)
    for option, help_text in NUMBERS.items():
        parser.add_argument(option, type=_whole, metavar="N", help=help_text)
    parser.add_argument("--ties", type=_ties, metavar="a,b,c", help="how equals are told apart, in this order")
    drawn = parser.add_mutually_exclusive_group()
    drawn.add_argument("--seed", default="", metavar="TEXT", help="the seed of the public lot")
    drawn.add_argument("--lot", type=Path, metavar="FILE", help="the order of the lot, one project id on a line")
    parser.set_defaults(run=run)
    return parser


def _rule(text: str) -> str:
    name = text.lower().replace("_", "-")
    name = ALIASES.get(name, name)
    if name not in RULES:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(RULES)}")
    return name


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def _ties(text: str) -> tuple[str, ...]:
    steps = tuple(step.strip() for step in text.split(","))
    wrong = [step for step in steps if step not in TIES]
    if wrong or len(set(steps)) != len(steps):
        raise argparse.ArgumentTypeError(f"{text!r}: name each of {', '.join(TIES)} at most once, with commas between")
    return steps


def run_count(arguments: argparse.Namespace) -> int:
    """This will count one election and print the winners, or everything as JSON."""
    from ortaq.doors.terminal import elections

    election = elections.read_election(arguments.file)
    spec = elections.spec_of(arguments, election)
    result = elections.counted(arguments.file, election, spec)
    if arguments.json:
        print(json.dumps(elections.as_json(election, result, arguments.explain), ensure_ascii=False, indent=1))
        return 0
    print(elections.summary(arguments.file, election, result))
    if arguments.explain:
        print(elections.told(election, result, arguments.explain))
    return 0


def run_compare(arguments: argparse.Namespace) -> int:
    """This will count by several rules and print who wins under which."""
    from ortaq.doors.terminal import elections

    election = elections.read_election(arguments.file)
    names = [_rule(name.strip()) for name in arguments.rules.split(",")] if arguments.rules else []
    print(elections.comparison(arguments, election, names))
    return 0


def run_record(arguments: argparse.Namespace) -> int:
    """This will print the decision record of a count: one field on a line."""
    from ortaq.doors.terminal import elections

    election = elections.read_election(arguments.file)
    print(elections.record(arguments, election))
    return 0
