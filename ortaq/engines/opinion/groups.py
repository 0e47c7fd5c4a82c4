"""Groups of opinion, the way Ortaq finds them by default. Each step mends something in the method of Polis;
docs/decisions/0010-opinion-engine.md says what and by how much.

1. Statements moderated out are dropped, votes and all. Statements about the participants themselves (`meta`) take no
   part in the map or the common ground; what groups answered to them is tested.
2. Passes say nothing about the side someone is on: the map, the tests and "seven votes" look at those who took a side.
   Passes count against common ground, and are shown with every finding.
3. Two maps are tried on votes they have not seen; the better one is used (`heldout`).
4. The seed draws half of each participant's votes. The map and the groups come from that half: k-means for 2 to 5
   groups among participants with `LEAST` votes in all, the number by the silhouette; a group must have `SMALLEST`
   people, or half of their votes could not judge a statement. Everything said about the groups is counted on the other
   half.
5. Groups exist if the other half tells them apart more than dealt-out votes would (`existence`). If not, there is one
   shared cloud of opinion and no group is named.
6. Findings (`findings`), common ground and what divides (`bridging`), confidence of membership (`membership`).

With groups given from outside (`labels`, such as districts) nothing is clustered and every vote is tested.

Everything in the result is a whole number, a text, a list or a dictionary. Nobody is named: participants stand in the
order of `votes.participants`.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from ortaq.engines.opinion import bridging, draws, existence, findings, heldout, membership, result
from ortaq.engines.opinion.chart import Chart, chart_of
from ortaq.engines.opinion.clusters import kmeans, silhouettes
from ortaq.engines.opinion.logistic import Floats
from ortaq.engines.opinion.parts import condensed, only, sides
from ortaq.engines.opinion.votes import Ints, Votes, VotesError

LEAST: Final = 7
"""Votes (agree or disagree) without which nobody is put into a group."""
MOST_GROUPS: Final = 5
MOST_GIVEN: Final = 1000
SMALLEST: Final = 2 * findings.LEAST
"""People in a group at least."""
NOBODY: Final = -1


def find(votes: Votes, *, seed: str, labels: Ints | None = None) -> dict[str, Any]:
    """This will find who thinks alike, what sets groups apart and what they share.

    seed: decides halves, folds, deals and draws. labels: a group for each participant, 0 … k − 1, or −1; then no groups
    are looked for. Raises VotesError for labels of another length or kind. The result (units: thousandths,
    millionths where it says so):

        verdict     groups | one_cloud | given | no_votes
        counts      participants, without_votes, few_votes (voted, but took fewer than `LEAST` sides), statements shown
                    and hidden, votes on those shown: votes, agree, disagree, pass
        method      used: factors | components; log losses in millionths of a nat a vote, and on how many votes
        existence   p in thousandths, groups looked at, silhouette in thousandths
        groups      size and findings (`findings.find`)
        common_ground, divisive  (`bridging`)
        statements  id, place [x, y] on the map, agree, disagree, pass of everybody
        people      lists: place [x, y] (null: no votes), error [x, y], group (−1: none), confidence, sides (votes that
                    took one); error is null on a map of components, confidence where no groups were found
    """
    given = None if labels is None else _checked(votes, labels)
    shown = votes.without(votes.hidden)
    voters = np.bincount(shown.participant, minlength=len(votes.participants)) > 0
    if not voters.any():
        return result.nothing(votes, shown)
    present = condensed(shown, voters)
    asked = _mapped(present)
    compared = heldout.compare(asked, seed)
    method = compared.better
    drawn = divide(present, seed, method) if given is None else _given(present, given[voters], method)
    p = existence.chance(drawn.tested, drawn.labels, seed)
    verdict = result.GIVEN if given is not None else result.GROUPS if p <= existence.LEVEL else result.CLOUD
    confidence = membership.confidence(drawn.chart, drawn.by, drawn.labels, drawn.centres, seed)
    if verdict == result.CLOUD:
        everybody = findings.counts(present, np.zeros_like(drawn.labels), 1)
        drawn, groups, counted = replace(drawn, labels=np.full_like(drawn.labels, NOBODY)), [], everybody
    else:
        counted = findings.counts(drawn.tested, drawn.labels, drawn.looked_at)
        groups = findings.find(counted, present.statements)
    places, errors = drawn.chart.place(asked)
    return {
        "mode": "ortaq",
        "verdict": verdict,
        "counts": result.counts(votes, shown, voters, sides(asked) < LEAST),
        "method": result.method(compared),
        "existence": {"p": p, "groups": drawn.looked_at, "silhouette": drawn.silhouette},
        "groups": result.groups(drawn.labels, groups),
        "common_ground": bridging.common_ground(counted, present.statements, ~present.meta),
        "divisive": bridging.divisive(counted, present.statements, ~present.meta),
        "statements": result.statements(present, drawn.chart.statements),
        "people": result.people(
            voters, places, errors, drawn.labels, confidence if verdict == result.GROUPS else None, sides(asked)
        ),
    }


@dataclass(frozen=True, eq=False)
class Division:
    """A map, groups on it, and the votes by which they are judged; `by`: those by which people were grouped."""

    chart: Chart
    labels: Ints
    centres: Floats
    by: Votes
    tested: Votes
    looked_at: int
    silhouette: int


def divide(votes: Votes, seed: str, method: str) -> Division:
    """This will draw a half of the votes and look for groups in it."""
    first = draws.halves(votes, seed)
    by = _mapped(only(votes, first))
    chart = chart_of(by, method)
    places, _ = chart.place(by)
    enough = sides(_mapped(votes)) >= LEAST
    points, number = np.ascontiguousarray(places[enough]), int(draws.state(seed, "clusters") >> np.uint64(1))
    tries = [kmeans(points, k, seed=number) for k in range(2, MOST_GROUPS + 1)]
    tries = [one for one in tries if one.k > 1 and int(np.bincount(one.labels).min()) >= SMALLEST]
    labels = np.where(enough, 0, NOBODY).astype(np.int32)
    if not tries:
        return Division(chart, labels, np.zeros((0, 2)), by, only(votes, ~first), int(enough.any()), 0)
    widths = silhouettes(points, [one.labels for one in tries], seed=number)
    best = max(range(len(tries)), key=lambda place: (widths[place], -place))
    labels[enough] = tries[best].labels
    silhouette = int(np.floor(widths[best] * result.THOUSAND))
    return Division(chart, labels, tries[best].centres, by, only(votes, ~first), tries[best].k, silhouette)


def _given(votes: Votes, labels: Ints, method: str) -> Division:
    """This will take the groups as they are."""
    by = _mapped(votes)
    chart = chart_of(by, method)
    places, _ = chart.place(by)
    k = int(labels.max(initial=NOBODY)) + 1
    sizes = np.maximum(np.bincount(labels[labels >= 0], minlength=k), 1)
    sums = [np.bincount(labels[labels >= 0], weights=places[labels >= 0, axis], minlength=k) for axis in (0, 1)]
    return Division(chart, labels, np.column_stack(sums) / sizes[:, None], by, votes, k, 0)


def _mapped(votes: Votes) -> Votes:
    """This will leave out what takes no part in the map; statements keep their positions."""
    return only(votes, ~votes.meta[votes.statement])


def _checked(votes: Votes, labels: Ints) -> Ints:
    given = np.asarray(labels)
    if len(given) != len(votes.participants) or (given < NOBODY).any() or (given >= MOST_GIVEN).any():
        raise VotesError(f"Labels are one for each participant: 0, 1, … below {MOST_GIVEN}, or −1 for none.")
    return given.astype(np.int32)
