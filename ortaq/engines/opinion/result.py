"""What groups of opinion are told as: whole numbers, texts and lists (`groups.find` says what each means)."""

from typing import Any, Final

import numpy as np

from ortaq.engines.opinion.heldout import Comparison
from ortaq.engines.opinion.logistic import Floats
from ortaq.engines.opinion.votes import AGREE, DISAGREE, PASS, Flags, Ints, Longs, Votes

GROUPS: Final = "groups"
CLOUD: Final = "one_cloud"
GIVEN: Final = "given"
NOTHING: Final = "no_votes"
THOUSAND: Final = 1000


def nothing(votes: Votes, shown: Votes) -> dict[str, Any]:
    """This will say that nobody voted on what is shown."""
    n, m = shown.shape
    nobody = np.zeros(n, dtype=np.bool_)
    none = np.zeros((0, 2))
    empty = np.zeros(0, dtype=np.int64)
    return {
        "mode": "ortaq",
        "verdict": NOTHING,
        "counts": counts(votes, shown, nobody, nobody),
        "method": method(Comparison(0, 0, 0)),
        "existence": {"p": THOUSAND, "groups": 0, "silhouette": 0},
        "groups": [],
        "common_ground": [],
        "divisive": [],
        "statements": statements(shown, np.zeros((m, 2))),
        "people": people(nobody, none, none, empty.astype(np.int32), None, empty),
    }


def counts(votes: Votes, shown: Votes, voters: Flags, few: Flags) -> dict[str, int]:
    """This will count people, statements and votes; hidden statements are counted and nothing else.

    few: of the voters, who took too few sides to be put into a group.
    """
    return {
        "participants": len(votes.participants),
        "without_votes": int((~voters).sum()),
        "few_votes": int(few.sum()),
        "statements": len(shown.statements),
        "hidden": int(votes.hidden.sum()),
        "votes": len(shown.value),
        "agree": int((shown.value == AGREE).sum()),
        "disagree": int((shown.value == DISAGREE).sum()),
        "pass": int((shown.value == PASS).sum()),
    }


def method(compared: Comparison) -> dict[str, Any]:
    """This will say which map was used and how well both foresaw."""
    return {
        "used": compared.better,
        "loss_factors": compared.factors,
        "loss_components": compared.components,
        "held_out": compared.votes,
    }


def groups(labels: Ints, found: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """This will join sizes and findings."""
    sizes = np.bincount(labels[labels >= 0], minlength=len(found)).tolist()
    return [{"size": size, "findings": told} for size, told in zip(sizes, found, strict=False)]


def statements(votes: Votes, places: Floats) -> list[dict[str, Any]]:
    """This will say where each statement lies and how everybody voted on it."""
    m = len(votes.statements)
    cast = [np.bincount(votes.statement[votes.value == sign], minlength=m).tolist() for sign in (AGREE, DISAGREE, PASS)]
    return [
        {"id": name, "place": place, "agree": agree, "disagree": disagree, "pass": passed}
        for name, place, agree, disagree, passed in zip(votes.statements, _fixed(places), *cast, strict=True)
    ]


def people(
    voters: Flags, places: Floats, errors: Floats | None, labels: Ints, confidence: Longs | None, cast: Longs
) -> dict[str, Any]:
    """This will lay out what is known of those who voted among all participants, as lists in their order."""

    def spread(known: Any, missing: Any) -> list[Any]:
        rest = iter(known)
        return [next(rest) if there else missing for there in voters.tolist()]

    return {
        "place": spread(_fixed(places), None),
        "error": None if errors is None else spread(_fixed(errors), None),
        "group": spread(labels.tolist(), -1),
        "confidence": None if confidence is None else spread(confidence.tolist(), 0),
        "sides": spread(cast.tolist(), 0),
    }


def _fixed(numbers: Floats) -> list[Any]:
    found: list[Any] = np.rint(numbers * THOUSAND).astype(np.int64).tolist()
    return found
