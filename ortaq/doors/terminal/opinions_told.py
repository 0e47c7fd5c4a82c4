"""Opinion groups in words: what was read, which groups there are, what each says and what all share."""

from collections.abc import Iterable, Mapping
from typing import Any

from ortaq.doors.terminal.opinions import Given

SHARED = 5
"""How many statements of a kind are shown; --json has all."""
SIGNS = {"export": "1 is agree, -1 disagree", "server": "-1 is agree, 1 disagree"}
WHY = {
    "told": "as you say",
    "counted": "as the counts in {source} show",
    "assumed": "ASSUMED, nothing in the files says so (--signs export|server)",
}
VERDICTS = {
    "groups": "{groups}: votes set aside tell them apart (p = {p}).",
    "one_cloud": "No groups: votes set aside do not tell them apart (p = {p}). Opinion is one shared cloud.",
    "given": "{groups} given in {labels}; p = {p} that they differ by chance.",
    "no_votes": "Nobody voted on a statement that is shown.",
}


def told(given: Given, result: Mapping[str, Any]) -> str:
    """This will print what was read and what was found."""
    lines = [*_read(given), ""]
    lines += _polis(given, result) if result["mode"] == "polis" else _ortaq(given, result)
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
        yield f"Group {given.name(one['group'])}: {_many(one['size'], 'participant')}"
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


def _ortaq(given: Given, result: Mapping[str, Any]) -> Iterable[str]:
    counts, p = result["counts"], result["existence"]["p"]
    yield VERDICTS[result["verdict"]].format(
        groups=_many(len(result["groups"]), "group"),
        p="0.001 or less" if p <= 1 else f"{p / 1000:.3f}",
        labels=given.labels_file and given.labels_file.name,
    )
    yield f"  too few votes for a group: {counts['few_votes']}; no vote on what is shown: {counts['without_votes']}"
    for number, one in enumerate(result["groups"]):
        yield f"\nGroup {given.name(number)}: {_many(one['size'], 'participant')}"
        yield from (_finding(given, said) for said in one["findings"][:SHARED])
        yield from _more(len(one["findings"]))
        if not one["findings"]:
            yield "  says nothing that sets it apart for certain"
    for title, key, value in (
        ("Common ground (at least this share agrees in every group)", "common_ground", "score"),
        ("What divides (groups differ by at least this much)", "divisive", "gap"),
    ):
        if result[key]:
            yield f"\n{title}"
            yield from (f"  {_percent(one[value]):>5}  {given.text(one['statement'])}" for one in result[key][:SHARED])
            yield from _more(len(result[key]))


def _finding(given: Given, said: Mapping[str, Any]) -> str:
    side = said["direction"]
    agree = side == "agree"
    own, others = (value if agree else 1000 - value for value in (said["share"], said["others"]))
    took = said["agree"] + said["disagree"]
    shares = f"{_percent(own):>5}, others {_percent(others):>5}"
    return f"  {side:<8} {f'{said[side]} of {took}':>12} {shares}  {given.text(said['statement'])}"


def _percent(thousandths: int) -> str:
    return f"{thousandths / 10:.0f} %"


def _more(many: int) -> Iterable[str]:
    if many > SHARED:
        yield f"  … and {many - SHARED} more (--json)"
