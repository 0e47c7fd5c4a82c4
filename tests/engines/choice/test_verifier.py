"""The program for strangers: one file, Python alone, the same winners as the engine."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ortaq.engines import lot, proof
from ortaq.engines.choice import pabulib, records, verifier
from ortaq.engines.choice.counting import count
from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group, Project
from ortaq.engines.choice.spec import RuleName, RuleSpec, Tie
from tests.engines.choice.strategies import elections, specs

KNOWN = (
    RuleName.GREEDY,
    RuleName.GREEDY_NO_SKIP,
    RuleName.GREEDY_THRESHOLD,
    RuleName.GREEDY_EXCLUSIVE,
    RuleName.EQUAL_SHARES,
)
ELECTION = Election(
    projects=(Project("a", 60, "Ауыз су"), Project("b", 60, "Bench"), Project("c", 40, "Clinic")),
    kind=BallotKind.APPROVAL,
    groups=(Group(5, (0, 2)), Group(5, (1,)), Group(1, ())),
    budget=100,
    meta={"description": "x", "country": "KZ", "unit": "Almaty", "instance": "2027", "currency": "KZT"},
)


def made(election=ELECTION, seed="hall", **options):
    case = records.case_of(election, RuleSpec(**options))
    return proof.make_record(rule="choice.count", version=1, case=case, seed=seed, made_at="2027-03-01T18:00:00+05:00")


@given(st.data())
def test_the_verifier_and_the_engine_find_the_same(data):
    election = data.draw(elections(unequal=True))
    spec = data.draw(specs(election, rules=KNOWN))
    case = records.case_of(election, spec)
    try:
        outcome = records.outcome_of(election, count(election, spec))
    except ElectionError:
        assume(False)
    record = {"case": case, "outcome": outcome, "seed": ""}
    record |= {"case_digest": proof.digest(case), "outcome_digest": proof.digest(outcome)}
    assert verifier.differences(json.loads(json.dumps(record))) == []


WORDS = st.text(alphabet="09azAZ-. абвқүіӘ😀", min_size=1, max_size=5)


@given(st.lists(WORDS, unique=True, max_size=12), WORDS)
def test_the_verifier_draws_the_public_lot(ids, seed):
    assert verifier.draw(ids, seed) == lot.shuffled(ids, seed)


def alone(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The verifier copied to an empty folder and run by an isolated Python, where no Ortaq can be found."""
    shutil.copy(verifier.__file__, folder / "verifier.py")
    command = [sys.executable, "-I", "-S", "verifier.py", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False, timeout=60)


def test_it_runs_by_itself_on_a_record_and_its_file(tmp_path):
    (tmp_path / "decision.json").write_text(json.dumps(made(ties=(Tie.LOT,))), encoding="utf-8")
    (tmp_path / "election.pb").write_text("\ufeff" + pabulib.write(ELECTION), encoding="utf-8")
    run = alone(tmp_path, "decision.json", "election.pb")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("OK: counted again, the winners are")


@pytest.mark.parametrize(
    ("kind", "groups"),
    [
        (BallotKind.CUMULATIVE, (Group(2, (0, 1), (3, 5)), Group(1, (2,), (8,)))),
        (BallotKind.ORDINAL, (Group(2, (1, 0)), Group(1, (0, 2, 1)))),
    ],
)
def test_points_and_ranks_are_compared_with_the_file_too(tmp_path, kind, groups):
    election = replace(ELECTION, kind=kind, groups=groups)
    (tmp_path / "decision.json").write_text(json.dumps(made(election)), encoding="utf-8")
    (tmp_path / "election.pb").write_text(pabulib.write(election), encoding="utf-8")
    assert alone(tmp_path, "decision.json", "election.pb").returncode == 0
    other = replace(election, groups=(*groups[1:], groups[0]._replace(weight=3)))
    (tmp_path / "election.pb").write_text(pabulib.write(other), encoding="utf-8")
    run = alone(tmp_path, "decision.json", "election.pb")
    assert (run.returncode, run.stdout) == (1, "The ballots are not those of the file.\n")


def test_other_winners_another_seed_and_a_changed_case_are_found(tmp_path):
    record = made(rule=RuleName.GREEDY, ties=(Tie.COSTLIEST, Tie.LOT), seed="seed 1")
    swapped = next(
        f"seed {n}" for n in range(50) if verifier.draw("abc", f"seed {n}") == record["outcome"]["lot"][::-1]
    )
    assert verifier.differences(record) == []
    assert len(verifier.differences(record | {"seed": swapped})) == 1
    wrong = json.loads(json.dumps(record))
    wrong["outcome"]["winners"].reverse()
    assert len(verifier.differences(wrong)) == 3
    wrong = json.loads(json.dumps(record))
    wrong["case"]["ballots"][1]["weight"] = 6
    assert any("digest" in sentence for sentence in verifier.differences(wrong))


def test_a_rule_it_does_not_know_is_said_so(tmp_path):
    (tmp_path / "decision.json").write_text(json.dumps(made(rule=RuleName.PHRAGMEN)), encoding="utf-8")
    run = alone(tmp_path, "decision.json")
    assert run.returncode == 3
    assert "cannot count by choice.count@1 phragmen" in run.stderr
    assert alone(tmp_path).returncode == 2


def test_it_is_as_short_as_the_page_of_the_results_says():
    assert 240 <= len(Path(verifier.__file__).read_text(encoding="utf-8").splitlines()) <= 260
