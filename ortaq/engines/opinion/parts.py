"""Parts of votes: some cells, some participants."""

from dataclasses import replace

import numpy as np

from ortaq.engines.opinion.votes import Flags, Longs, Votes


def only(votes: Votes, cells: Flags) -> Votes:
    """This will keep the flagged cells; participants and statements keep their positions."""
    return replace(
        votes, participant=votes.participant[cells], statement=votes.statement[cells], value=votes.value[cells]
    )


def condensed(votes: Votes, people: Flags) -> Votes:
    """This will leave out all participants but the flagged ones; the others move up."""
    place = (np.cumsum(people) - 1).astype(np.int32)
    cells = people[votes.participant]
    return replace(
        votes,
        participants=tuple(votes.participants[person] for person in np.flatnonzero(people).tolist()),
        participant=place[votes.participant[cells]],
        statement=votes.statement[cells],
        value=votes.value[cells],
    )


def thinned(votes: Votes, most: int) -> Votes:
    """This will keep every second, third … participant, so that about `most` votes are left; all of fewer votes."""
    step = -(-len(votes.value) // most)
    if step <= 1:
        return votes
    people = np.zeros(len(votes.participants), dtype=np.bool_)
    people[::step] = True
    return condensed(votes, people)


def sides(votes: Votes) -> Longs:
    """This will count each participant's votes that take a side, agree or disagree."""
    return np.bincount(votes.participant[votes.value != 0], minlength=len(votes.participants))
