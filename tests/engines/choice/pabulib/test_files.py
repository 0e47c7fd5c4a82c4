"""The real elections of Pabulib: every file is read, written and counted as its city did."""

from dataclasses import replace
from pathlib import Path

import pytest

from ortaq.engines.choice import pabulib
from ortaq.engines.choice.counting import count

pytestmark = pytest.mark.slow
SHARE = 0.995
"""How many of the official outcomes must come out the same."""


@pytest.fixture(scope="module")
def texts(shared_data: Path) -> dict[str, str]:
    """The files by name, line endings and byte order marks as they are."""
    return {path.name: path.read_bytes().decode() for path in sorted((shared_data / "pabulib").glob("*.pb"))}


def test_every_file_comes_back_sign_by_sign(texts: dict[str, str]) -> None:
    assert len(texts) >= 160
    assert [name for name, text in texts.items() if pabulib.write(pabulib.parse(text)) != text] == []


def test_a_clean_copy_of_every_file_is_the_same_election(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        election = pabulib.read(text)
        again = pabulib.read(pabulib.write(election))
        assert replace(again, oddities=()) == replace(election, oddities=()), name
        assert list(again.meta) == list(election.meta), name


def test_the_city_s_winners_come_out_again(texts: dict[str, str]) -> None:
    """By the rule, the threshold and the order of equals the file names.

    `selected` above 1 means money from elsewhere: such projects are no winners of the rule. Files without the column, or
    with another rule than a plain greedy one, say nothing here.
    """
    compared, differing = 0, []
    for name, text in texts.items():
        election = pabulib.read(text)
        spec = pabulib.official_rule(election)
        if spec is None or all(project.official is None for project in election.projects):
            continue
        compared += 1
        official = {number for number, project in enumerate(election.projects) if project.official == 1}
        if set(count(election, spec).winners) != official:
            differing.append(name)
    assert compared >= 100
    assert len(differing) <= compared * (1 - SHARE), differing
