"""The outcome: two counts side by side, why each project won or did not, turnout, and the file for researchers.

Every function here refuses before the vote is closed, whoever asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ortaq.civic.budgets.models import Ballot, Call, Count, PaperForm, Pot, Project, Voter
from ortaq.civic.budgets.queries import elections
from ortaq.civic.budgets.rules import calls as rules
from ortaq.core.decisions.models import Decision
from ortaq.core.matters.localized import words
from ortaq.core.people.refusal import require
from ortaq.engines.choice.election import Election
from ortaq.engines.language import LANGUAGES

RULES = {
    "equal-shares": {"kk": "тең үлес әдісі", "ru": "метод равных долей", "en": "Equal Shares"},
    "greedy": {"kk": "дауыс саны бойынша", "ru": "по числу голосов", "en": "greedy, by votes"},
}
"""The two rules shown side by side, as people call them; others keep their code."""


@dataclass(frozen=True, slots=True)
class Row:
    """One project of a district in the outcome."""

    project: Project
    votes: int
    won: bool
    """By the rule that elects."""
    won_beside: bool
    """By the rule shown beside it."""
    reason: str = ""
    """Why not: an `Exclusion` code or "" (outvoted, support spent: the sentences say it)."""


@dataclass(frozen=True, slots=True)
class PotResult:
    """A district's outcome; money in tiyn. Where nobody voted for any of its projects there is no count."""

    pot: Pot
    binding: Count | None
    beside: Count | None
    rows: list[Row]
    """Winners first, then by votes, then by the number on the ballot."""
    voters: int
    spent: int
    spent_beside: int


@dataclass(frozen=True, slots=True)
class Turnout:
    """How the vote went, for the protocol. `ballots` lie in the box, `voters` stand on the list."""

    voters_online: int
    forms_handed_out: int
    forms_printed: int
    forms_counted: int
    forms_invalid: int
    forms_spoiled: int
    forms_not_seen: int
    ballots: int

    @property
    def voters(self) -> int:
        return self.voters_online + self.forms_handed_out

    @property
    def surplus(self) -> int:
        """Forms in the box above those handed out: must be 0."""
        return max(self.forms_counted + self.forms_invalid - self.forms_handed_out, 0)


def title_of(call: Call, pot: Pot, rule: str) -> dict[str, str]:
    """This will name a decision record in three languages."""
    return {
        language: f"{words(call.name, language)}, {words(pot.district.name, language)}: {rule_name(rule, language)}"
        for language in LANGUAGES
    }


def rule_name(rule: str, language: str) -> str:
    """This will name a rule as people call it."""
    return RULES.get(rule, {}).get(language, rule)


def turnout(call: Call) -> Turnout:
    """This will tell how many voted and what became of the paper; refused before the close. Three statements."""
    require(rules.may_see_totals(call.state))
    ways = list(Voter.objects.filter(call=call).values_list("way", flat=True))
    states = list(PaperForm.objects.filter(batch__call=call).values_list("state", flat=True))
    return Turnout(
        voters_online=ways.count(Voter.Way.ONLINE.value),
        forms_handed_out=ways.count(Voter.Way.PAPER.value),
        forms_printed=len(states),
        forms_counted=states.count(PaperForm.State.COUNTED.value),
        forms_invalid=states.count(PaperForm.State.INVALID.value),
        forms_spoiled=states.count(PaperForm.State.SPOILED.value),
        forms_not_seen=states.count(PaperForm.State.PRINTED.value),
        ballots=Ballot.objects.filter(call=call).count(),
    )


def reasons(election: Election, decision: Decision) -> dict[str, dict[str, list[str]]]:
    """This will say of every project why it won or did not: {project id: {kk | ru | en: sentences}}."""
    from ortaq.engines.choice import counting, explaining, records, telling

    _, rule = records.read_case(decision.case)
    spec = replace(rule, lot=tuple((decision.outcome or {})["lot"]))
    explanation = explaining.explain(election, counting.count(election, spec))
    told = {language: telling.tell(explanation, language) for language in LANGUAGES}
    return {
        project.id: {language: list(told[language][index]) for language in LANGUAGES}
        for index, project in enumerate(election.projects)
    }


def counts(call: Call) -> list[Count]:
    """This will list the counts of a call by district, the binding one first; refused before the close."""
    require(rules.may_see_totals(call.state))
    found = Count.objects.filter(pot__call=call).select_related("pot__district", "decision")
    return list(found.order_by("pot__district__code", "-binding"))


def results(call: Call) -> list[PotResult]:
    """This will give the outcome of every district with projects on the ballot; refused before the count.

    Two statements.
    """
    require(rules.may_see_results(call.state))
    numbered = Project.objects.filter(call=call, ballot_number__isnull=False).select_related("matter", "pot__district")
    projects: dict[int, list[Project]] = {}
    for project in numbered.order_by("ballot_number"):
        projects.setdefault(project.pot_id, []).append(project)
    pairs: dict[int, dict[bool, Count]] = {}
    for count in counts(call):
        pairs.setdefault(count.pot_id, {})[count.binding] = count
    return [
        _result(pairs.get(pot_id, {}).get(True), pairs.get(pot_id, {}).get(False), row)
        for pot_id, row in projects.items()
    ]


def result(call: Call, district: str) -> PotResult | None:
    """This will give the outcome of one district by its dotted code."""
    return next((found for found in results(call) if found.pot.district.code == district), None)


def _result(binding: Count | None, beside: Count | None, projects: list[Project]) -> PotResult:
    said, other = _outcome(binding), _outcome(beside)
    rows = [
        Row(
            project=project,
            votes=said.votes.get(project.matter.number, 0),
            won=project.matter.number in said.winners,
            won_beside=project.matter.number in other.winners,
            reason=said.excluded.get(project.matter.number, ""),
        )
        for project in projects
    ]
    rows.sort(key=lambda row: (not row.won, -row.votes, row.project.ballot_number or 0))
    return PotResult(
        pot=projects[0].pot, binding=binding, beside=beside, rows=rows, voters=said.voters, spent=said.spent,
        spent_beside=other.spent,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Outcome:
    winners: frozenset[str]
    votes: Mapping[str, int]
    excluded: Mapping[str, str]
    spent: int
    voters: int


def _outcome(count: Count | None) -> _Outcome:
    """Read the record: votes stand in the order of the case's projects."""
    if count is None:
        return _Outcome(frozenset(), {}, {}, 0, 0)
    outcome: dict[str, Any] = count.decision.outcome or {}
    case = count.decision.case
    ids = [project["id"] for project in case["projects"]]
    return _Outcome(
        winners=frozenset(outcome["winners"]),
        votes=dict(zip(ids, outcome["votes"], strict=True)),
        excluded={one["project"]: one["code"] for one in outcome["exclusions"]},
        spent=int(outcome["spent"]),
        voters=sum(ballot["weight"] for ballot in case["ballots"]),
    )


def why(project: Project, language: str) -> dict[str, list[str]]:
    """This will say why a project won or did not, by each rule: {"binding": sentences, "beside": sentences}."""
    require(rules.may_see_results(project.call.state))
    found = Count.objects.filter(pot=project.pot_id).order_by("-binding")
    return {
        "binding" if count.binding else "beside": list(count.why.get(project.matter.number, {}).get(language, []))
        for count in found
    }


def pabulib_file(call: Call, district: str) -> str | None:
    """This will give a district's ballots as a `.pb` file once they were counted.

    Shuffled by the public seed, one line for each ballot; without age, sex, time, way of voting or receipt.
    """
    require(rules.may_see_results(call.state))
    count = next((c for c in counts(call) if c.binding and c.pot.district.code == district), None)
    if count is None:
        return None
    election = next(election for pot, election in elections.elections(call) if pot.pk == count.pot_id)
    from ortaq.engines.choice import pabulib

    return pabulib.write(elections.scattered(election, count.decision.seed))
