"""A whole conversation as Polis sees it: components, groups, what each says, what all say, what to ask next."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ortaq.engines.opinion.components import Components, Floats, components
from ortaq.engines.opinion.polis.clusters import Groups, group
from ortaq.engines.opinion.polis.consensus import Shared, consensus, group_aware
from ortaq.engines.opinion.polis.counts import Counts, count
from ortaq.engines.opinion.polis.priorities import priorities
from ortaq.engines.opinion.polis.representativeness import Speaking, speaking
from ortaq.engines.opinion.votes import Ints, Votes, VotesError


@dataclass(frozen=True, eq=False)
class Conversation:
    """What came out; statements and participants are positions in `votes`, where meta statements are hidden too."""

    votes: Votes
    components: Components
    groups: Groups
    counts: Counts
    speaking: list[list[Speaking]]
    agreed: list[Shared]
    rejected: list[Shared]
    group_aware: Floats
    priorities: Floats


def find(votes: Votes, *, labels: Ints | None = None) -> dict[str, Any]:
    """This will analyse votes as Polis does and tell it as plain JSON; see `analyse`."""
    return plain(analyse(votes, labels=labels), given=labels is not None)


def analyse(votes: Votes, *, labels: Ints | None = None) -> Conversation:
    """This will find groups, or take those given (participant → 0, 1, …; −1 for none), and say what they say.

    Raises VotesError for labels that do not fit.
    """
    votes = votes.hiding(votes.hidden | votes.meta)
    found = components(votes, hidden="zero")
    groups = group(votes, found.positions) if labels is None else _given(votes, labels, found.positions)
    counts = count(votes, groups.labels, groups.k)
    agreed, rejected = consensus(votes, votes.hidden)
    return Conversation(
        votes,
        found,
        groups,
        counts,
        speaking(counts, votes.hidden),
        agreed,
        rejected,
        group_aware(counts),
        priorities(counts, found, votes.meta),
    )


def _given(votes: Votes, labels: Ints, positions: Floats) -> Groups:
    if len(labels) != len(votes.participants):
        raise VotesError("There is not one label for each participant.")
    k = int(labels.max(initial=-1)) + 1
    sizes = np.bincount(labels[labels >= 0], minlength=k)
    if labels.min(initial=-1) < -1 or (sizes == 0).any():
        raise VotesError("Groups are numbered 0, 1, … without a gap; −1 is none.")
    centres = np.zeros((k, positions.shape[1]))
    np.add.at(centres, labels[labels >= 0], positions[labels >= 0])
    return Groups(labels.astype(np.int32), centres / np.maximum(sizes, 1)[:, None], {})


def plain(found: Conversation, *, given: bool = False) -> dict[str, Any]:
    """This will tell the result as plain JSON: ids instead of positions, numbers with all digits."""
    votes, names = found.votes, found.votes.statements
    sizes = np.bincount(found.groups.labels[found.groups.labels >= 0], minlength=found.groups.k)
    places = zip(votes.participants, found.groups.labels.tolist(), found.components.positions.tolist(), strict=True)
    return {
        "mode": "polis",
        "participants": len(votes.participants),
        "statements": len(names),
        "votes": len(votes.value),
        "replaced": votes.replaced,
        "hidden": [name for name, out in zip(names, votes.hidden, strict=True) if out],
        "grouped": int(sizes.sum()),
        "labels_given": given,
        "silhouettes": {str(k): value for k, value in found.groups.silhouettes.items()},
        "components": {
            "centre": dict(zip(names, found.components.centre.tolist(), strict=True)),
            "axes": [dict(zip(names, axis, strict=True)) for axis in found.components.axes.tolist()],
            "variance": found.components.variance.tolist(),
        },
        "groups": [
            {
                "group": number,
                "size": int(sizes[number]),
                "centre": found.groups.centres[number].tolist(),
                "says": [_spoken(one, names) for one in said],
            }
            for number, said in enumerate(found.speaking)
        ],
        "consensus": {
            "agree": [_shared(one, names) for one in found.agreed],
            "disagree": [_shared(one, names) for one in found.rejected],
        },
        "group_aware_consensus": dict(zip(names, found.group_aware.tolist(), strict=True)),
        "priorities": dict(zip(names, found.priorities.tolist(), strict=True)),
        "people": {name: {"group": label, "position": place} for name, label, place in places},
    }


def _spoken(one: Speaking, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "statement": names[one.statement],
        "side": "agree" if one.agrees else "disagree",
        "chosen": one.chosen,
        "agreed": one.agreed,
        "seen": one.seen,
        "probability": one.probability,
        "probability_test": one.probability_test,
        "ratio": one.ratio,
        "ratio_test": one.ratio_test,
        "best_agreed": one.best,
    }


def _shared(one: Shared, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "statement": names[one.statement],
        "chosen": one.chosen,
        "seen": one.seen,
        "probability": one.probability,
        "probability_test": one.probability_test,
    }
