"""The decision record of groups of opinion: the rule opinion.groups@1.

The case holds the votes without names: participants are the places in a list, in the canonical order of whatever ids
they had, so the ids given to this package should not tell when somebody came.

    {"statements": ["7", "12", …],     ids in canonical order
     "hidden": ["12"], "meta": [],     moderated out; about the participants themselves
     "votes": ["0+ 4- 9=", …],         by participant: place of the statement, then + agree, - disagree, = pass
     "labels": null}                   or a group for each participant, 0 … k − 1, −1 for none

The seed must be drawn after the votes are in. The outcome is what `groups.find` says, every figure a whole number.

What makes it the same elsewhere: the map of factors, halves, deals and tests are + − × ÷ √ of doubles and whole numbers
in a written order by one thread. Three things are the library's: the draws of k-means++ and of samples (numpy's PCG64),
the eigenvectors of principal components (LAPACK), the logarithms of both log losses. The first hangs on the version of
numpy; the others can differ in the fifteenth digit and are rounded to three or six.
"""

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from ortaq.engines.proof import Case, CaseError, Outcome, rule

if TYPE_CHECKING:  # numpy is loaded when a case is read
    from ortaq.engines.opinion.votes import Flags, Ints, Votes

RULE: Final = "opinion.groups"
VERSION: Final = 1
CASE_FIELDS: Final = {"statements", "hidden", "meta", "votes", "labels"}
SIGNS: Final = {"-": -1, "=": 0, "+": 1}
FARTHEST: Final = 2**31 - 1
"""Labels beyond it are refused like it."""
ANSWERS: Final = re.compile(r"(?:(?:0|[1-9][0-9]{0,8})[-+=](?: (?:0|[1-9][0-9]{0,8})[-+=])*)?")


@rule(RULE, version=VERSION)
def decide(case: Case, seed: str) -> Outcome:
    """Find the groups of a case. Raises CaseError."""
    from ortaq.engines.opinion import groups
    from ortaq.engines.opinion.votes import VotesError

    if not seed:
        raise CaseError("Groups are drawn by halves of votes, which needs a seed.")
    votes, labels = read_case(case)
    try:
        return groups.find(votes, seed=seed, labels=labels)
    except VotesError as error:
        raise CaseError(str(error)) from error


def case_of(votes: "Votes", labels: "Ints | None" = None) -> dict[str, Any]:
    """This will give the case of a `Votes` as plain JSON; labels as `groups.find` takes them."""
    written = {sign: letter for letter, sign in SIGNS.items()}
    cells = [
        f"{place}{written[sign]}" for place, sign in zip(votes.statement.tolist(), votes.value.tolist(), strict=True)
    ]
    begins = votes.rows.tolist()
    return {
        "statements": list(votes.statements),
        "hidden": _named(votes.statements, votes.hidden),
        "meta": _named(votes.statements, votes.meta),
        "votes": [" ".join(cells[begin:end]) for begin, end in pairwise(begins)],
        "labels": None if labels is None else [int(label) for label in labels],
    }


def read_case(case: Case) -> tuple["Votes", "Ints | None"]:
    """This will read a case as `case_of` writes it: `Votes`, and labels or None. Raises CaseError."""
    import numpy as np

    from ortaq.engines.opinion.votes import canonical, from_arrays

    if set(case) != CASE_FIELDS:
        raise CaseError(f"The case must have the fields {sorted(CASE_FIELDS)} and nothing else.")
    names, hidden, meta = (_texts(case[field], field) for field in ("statements", "hidden", "meta"))
    place = {name: position for position, name in enumerate(names)}
    if canonical(names) != names:
        raise CaseError("The statements must be in canonical order, each once.")
    if unknown := [name for name in (*hidden, *meta) if name not in place]:
        raise CaseError(f"{unknown[0]!r} is hidden or meta, but no statement.")
    people, things, signs = _cells(_texts(case["votes"], "votes"), len(names))
    labels = case["labels"]
    if labels is not None and (not isinstance(labels, list) or any(type(label) is not int for label in labels)):
        raise CaseError("The labels must be null or whole numbers.")
    votes = from_arrays(
        np.array(people, dtype=np.int64),
        np.array(things, dtype=np.int64),
        np.array(signs, dtype=np.int64),
        participants=[str(number) for number in range(len(case["votes"]))],
        statements=names,
        hidden=[place[name] for name in hidden],
        meta=[place[name] for name in meta],
    )
    return votes, None if labels is None else np.clip(np.array(labels, dtype=object), -2, FARTHEST).astype(np.int32)


def _named(names: tuple[str, ...], flags: "Flags") -> list[str]:
    return [name for name, flag in zip(names, flags.tolist(), strict=True) if flag]


def _texts(value: Any, field: str) -> list[str]:
    if not isinstance(value, list) or not all(type(text) is str for text in value):
        raise CaseError(f"The field {field!r} must be a list of texts.")
    return value


def _cells(rows: list[str], statements: int) -> tuple[list[int], list[int], list[int]]:
    people, things, signs = [], [], []
    for person, row in enumerate(rows):
        if not ANSWERS.fullmatch(row):
            raise CaseError(f'The votes of participant {person} are not written like "0+ 4- 9=".')
        last = -1
        for answer in row.split():
            thing = int(answer[:-1])
            if not last < thing < statements:
                raise CaseError(
                    f"Participant {person} answers statement {thing} twice, out of order, or it is not there."
                )
            last = thing
            people.append(person)
            things.append(thing)
            signs.append(SIGNS[answer[-1]])
    return people, things, signs
